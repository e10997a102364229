"""罚款 G12: every act in the decision fined under the law in force, within its range and its grade."""

from dataclasses import dataclass
from decimal import Decimal

from daylight.core.amounts import Assessment, assess, law_options, plain
from daylight.core.facts import CaseFacts, ChargeFacts, DecisionFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawdata import NotInForce
from daylight.core.lawimpact import fallen
from daylight.core.lawrecords import Grade, Item
from daylight.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found of one act; `assessment` None when the law could not be settled."""

    refusals: list[Refusal]
    why: str
    assessment: Assessment | None = None


def fine_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G12: the law in force at the act (or the lighter one now), its range, a grade, and a reason for leaving the grade.

    Several acts in one paper are each looked at by themselves; the fine of the paper is their sum.
    """
    decision = facts.decision
    if decision is None:
        return not_applicable("还没有拟处罚决定")
    if decision.fine is None and "fine" not in decision.penalties:
        return not_applicable("没有罚款")
    checked = [_check(decision, decision, ask, alone=not decision.others)]
    checked += [_check(each, decision, ask, alone=False) for each in decision.others]
    refusals = [refusal for each in checked for refusal in each.refusals]
    if decision.others:
        refusals += _sum_faults(decision, checked, ask)
    return answer(refusals, "；".join(each.why for each in checked))


def _sum_faults(decision: DecisionFacts, checked: list[_Checked], ask: Inquiry) -> list[Refusal]:
    sums = [each.assessment.total for each in checked if each.assessment]
    if len(sums) < len(checked):
        return []
    total = sum(sums, Decimal(0))
    refusals = [
        ask.refusal(
            f"第 {place} 项的罚款 {plain(each.fine)} 元与计算结果 {plain(found)} 元不一致，请核对。", "fine_parts"
        )
        for place, (each, found) in enumerate(zip(decision.others, sums[1:], strict=True), 2)
        if each.fine is not None and each.fine != found
    ]
    if decision.fine != total:
        said = plain(decision.fine) if decision.fine is not None else "空"
        message = f"合并罚款（{said}）与各项之和 {plain(total)} 元不一致，请核对计算项目。"
        refusals.append(ask.refusal(message, "fine", "自然资源行政处罚办法第三十七条"))
    return refusals


def _check(charge: DecisionFacts | ChargeFacts, decision: DecisionFacts, ask: Inquiry, *, alone: bool) -> _Checked:
    decided_on = decision.decided_on or ask.today
    act_on = charge.act_on or (decided_on if charge.continuing else None)
    if act_on is None:
        return _Checked([ask.refusal("没有填写违法行为终了日期，无法确定适用哪一时期的规定，请填写。", "act_on")], "")
    try:
        options = law_options(ask.pack, charge.item, act_on, decided_on)
    except NotInForce:
        message = f"所选事项在 {act_on} 没有有效的处罚依据，请核对事项和行为日期。"
        return _Checked([ask.refusal(message, "item")], "")
    if not any(each.in_force(decided_on) for each in ask.pack.versions(Item, charge.item)):
        message = f"所选事项在 {decided_on} 已没有处罚规定，现行规定不处罚的不再处罚，请核对依据。"
        return _Checked([ask.refusal(message, "item", "行政处罚法第三十七条")], "")
    fault = fallen(ask.pack, charge.item, decided_on)
    if fault:
        message = f"{fault}，现行规定不处罚的不再处罚，请核对依据。"
        return _Checked([ask.refusal(message, "item", "行政处罚法第三十七条")], "")
    chosen_on = charge.chosen_law_on or act_on
    chosen = next((each for each in options if each.item.in_force(chosen_on)), None)
    if chosen is None:
        message = f"所选依据在行为时（{act_on}）和决定时（{decided_on}）都不是有效的规定，请重新选择依据。"
        return _Checked([ask.refusal(message, "basis")], "")
    refusals = []
    lighter = next((each for each in options if each.lighter and each is not chosen), None)
    if lighter is not None and not charge.continuing:
        message = f"{lighter.label}（{lighter.item.cite}）处罚较轻，应当从轻适用，请改选该依据。"
        refusals.append(ask.refusal(message, "basis", "行政处罚法第三十七条"))
    if chosen.item.legal_choice and not charge.legal_choice_by:
        message = f"{chosen.item.legal_choice}，请法制机构选定依据后再计算罚款。"
        refusals.append(ask.refusal(message, "legal_choice", chosen.item.cite))
    return _check_amount(charge, chosen.item, chosen.label, ask, refusals, alone=alone)


def _check_amount(
    charge: DecisionFacts | ChargeFacts, law: Item, label: str, ask: Inquiry, refusals: list[Refusal], *, alone: bool
) -> _Checked:
    grade = _grade(charge.grade, charge.item, law, ask)
    parts_grades = {part.grade: _grade(part.grade, charge.item, law, ask) for part in charge.parts if part.grade}
    all_graded = bool(charge.parts) and all(part.grade for part in charge.parts)
    if not charge.grade and not all_graded:
        refusals.append(_no_grade(charge.item, law, ask))
    elif (charge.grade and grade is None) or None in parts_grades.values():
        message = "所选裁量阶次不属于本事项，或者与所适用的规定不是同一时期，请重新选择。"
        refusals.append(ask.refusal(message, "grade", "行政处罚法第三十四条"))
    grades = {key: each for key, each in parts_grades.items() if each}
    try:
        found = assess(law, charge.parts, grade, charge.deviation_reason, label, grades)
    except ValueError as error:
        refusals.append(ask.refusal(f"{error}。", "fine_parts"))
        return _Checked(refusals, "")
    if not found.same_kind:
        unit = law.fine.unit if law.fine else ""
        refusals.append(ask.refusal(f"本事项的罚款按“{unit}”计算，计算项目的单位不同，请改正。", "fine_parts"))
    if alone and (charge.fine is None or charge.fine != found.total):
        said = plain(charge.fine) if charge.fine is not None else "空"
        message = f"罚款数额（{said}）与计算结果 {plain(found.total)} 元不一致，请核对计算项目。"
        refusals.append(ask.refusal(message, "fine"))
    if found.same_kind and not found.within_law:
        message = (
            f"罚款 {plain(found.total)} 元不在法定幅度 {plain(found.low)} 元至 {plain(found.high)} 元之内，请调整。"
        )
        refusals.append(ask.refusal(message, "fine", law.cite))
    elif found.grade_low is not None and not found.within_grade and not charge.deviation_reason.strip():
        name = grade.name if grade else "所选"
        bounds = f"{plain(found.grade_low)} 元至 {plain(found.grade_high or found.high)} 元"
        message = f"罚款 {plain(found.total)} 元不在“{name}”阶次 {bounds} 之内，请调整，或者写明偏离的理由。"
        refusals.append(ask.refusal(message, "deviation_reason", "行政处罚法第三十四条"))
    why = f"{label}：{plain(found.total)} 元在 {plain(found.low)} 元至 {plain(found.high)} 元之内"
    return _Checked(refusals, why, found)


def _no_grade(item: str, law: Item, ask: Inquiry) -> Refusal:
    """A grade is to be chosen; where none was ever published for the item, a second person may judge the reasons."""
    cite = "行政处罚法第三十四条"
    known = ask.pack.rules["grade"].values()
    if any(_fits(each, item, law) for versions in known for each in versions if isinstance(each, Grade)):
        return ask.refusal("没有选择裁量阶次，请按裁量基准选择。", "grade", cite)
    message = "本事项没有录入裁量阶次，请先录入裁量基准，或者写明裁量理由由另一名人员复核后放行。"
    return ask.refusal(message, "grade_absent", cite)


def _grade(key: str, item: str, law: Item, ask: Inquiry) -> Grade | None:
    """The chosen grade, of the same period as the law applied."""
    return next((each for each in ask.pack.versions(Grade, key) if _fits(each, item, law)), None)


def _fits(grade: Grade, item: str, law: Item) -> bool:
    return grade.item == item and (grade.in_force(law.in_force_from) or law.in_force(grade.in_force_from))
