"""决定 G12 G13 G14 G26: the fine within the law, once, in a complete paper that nobody changes afterwards."""

import re

from daylight.core.amounts import assess, law_options, plain
from daylight.core.deadlines import Period
from daylight.core.facts import CaseFacts, DecisionFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import Grade, Item
from daylight.core.refusal import Refusal

DIGITS = "零一二三四五六七八九"


def fine_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G12: the law in force at the act (or the lighter one now), its range, a grade, and a reason for leaving the grade."""
    decision = facts.decision
    if decision is None:
        return not_applicable("还没有拟处罚决定")
    if decision.fine is None and "fine" not in decision.penalties:
        return not_applicable("没有罚款")
    decided_on = decision.decided_on or ask.today
    act_on = decision.act_on or (decided_on if decision.continuing else None)
    if act_on is None:
        return answer([ask.refusal("没有填写违法行为终了日期，无法确定适用哪一时期的规定，请填写。", "act_on")], "")
    try:
        options = law_options(ask.pack, decision.item, act_on, decided_on)
    except NotInForce:
        message = f"所选事项在 {act_on} 没有有效的处罚依据，请核对事项和行为日期。"
        return answer([ask.refusal(message, "item")], "")
    if not any(each.in_force(decided_on) for each in ask.pack.versions(Item, decision.item)):
        message = f"所选事项在 {decided_on} 已没有处罚规定，现行规定不处罚的不再处罚，请核对依据。"
        return answer([ask.refusal(message, "item", "行政处罚法第三十七条")], "")
    chosen_on = decision.chosen_law_on or act_on
    chosen = next((each for each in options if each.item.in_force(chosen_on)), None)
    if chosen is None:
        message = f"所选依据在行为时（{act_on}）和决定时（{decided_on}）都不是有效的规定，请重新选择依据。"
        return answer([ask.refusal(message, "basis")], "")
    refusals = []
    lighter = next((each for each in options if each.lighter and each is not chosen), None)
    if lighter is not None and not decision.continuing:
        message = f"{lighter.label}（{lighter.item.cite}）处罚较轻，应当从轻适用，请改选该依据。"
        refusals.append(ask.refusal(message, "basis", "行政处罚法第三十七条"))
    return _check_amount(decision, chosen.item, chosen.label, ask, refusals)


def _check_amount(decision: DecisionFacts, law: Item, label: str, ask: Inquiry, refusals: list[Refusal]) -> Answer:
    grade = _grade(decision, law, ask)
    if not decision.grade:
        refusals.append(ask.refusal("没有选择裁量阶次，请按裁量基准选择。", "grade", "行政处罚法第三十四条"))
    elif grade is None:
        message = "所选裁量阶次不属于本事项，或者与所适用的规定不是同一时期，请重新选择。"
        refusals.append(ask.refusal(message, "grade", "行政处罚法第三十四条"))
    try:
        found = assess(law, decision.parts, grade, decision.deviation_reason, label)
    except ValueError as error:
        refusals.append(ask.refusal(f"{error}。", "fine_parts"))
        return answer(refusals, "")
    if not found.same_kind:
        unit = law.fine.unit if law.fine else ""
        refusals.append(ask.refusal(f"本事项的罚款按“{unit}”计算，计算项目的单位不同，请改正。", "fine_parts"))
    if decision.fine is None or decision.fine != found.total:
        said = plain(decision.fine) if decision.fine is not None else "空"
        message = f"罚款数额（{said}）与计算结果 {plain(found.total)} 元不一致，请核对计算项目。"
        refusals.append(ask.refusal(message, "fine"))
    if found.same_kind and not found.within_law:
        message = (
            f"罚款 {plain(found.total)} 元不在法定幅度 {plain(found.low)} 元至 {plain(found.high)} 元之内，请调整。"
        )
        refusals.append(ask.refusal(message, "fine", law.cite))
    elif grade is not None and not found.within_grade and not decision.deviation_reason.strip():
        bounds = f"{plain(found.grade_low or found.low)} 元至 {plain(found.grade_high or found.high)} 元"
        message = f"罚款 {plain(found.total)} 元不在“{grade.name}”阶次 {bounds} 之内，请调整，或者写明偏离的理由。"
        refusals.append(ask.refusal(message, "deviation_reason", "行政处罚法第三十四条"))
    return answer(refusals, f"{label}：{plain(found.total)} 元在 {plain(found.low)} 元至 {plain(found.high)} 元之内")


def _grade(decision: DecisionFacts, law: Item, ask: Inquiry) -> Grade | None:
    """The chosen grade, of the same period as the law applied."""
    for each in ask.pack.versions(Grade, decision.grade):
        overlaps = each.in_force(law.in_force_from) or law.in_force(each.in_force_from)
        if each.item == decision.item and overlaps:
            return each
    return None


def fined_once(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G13: the same act is not fined twice."""
    if facts.prior is None or facts.decision is None or not facts.decision.fine:
        return not_applicable("没有罚款，不涉及重复罚款")
    if not facts.prior.searched:
        return answer([ask.refusal("还没有查对同一当事人、同一地块的以往处罚，请先查重。", "prior")], "")
    fines = facts.prior.fines_for_same_act
    if fines:
        message = f"同一违法行为已有罚款决定（{'、'.join(fines)}），不得再次罚款，请改为其他处罚或者终止。"
        return answer([ask.refusal(message, "fine")], "")
    return answer([], "没有查到同一违法行为的罚款决定")


def decision_complete(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G14: every element of 五十九条, the right remedies, a date and a valid seal."""
    decision = facts.decision
    if decision is None:
        return not_applicable("还没有决定书")
    template = ask.pack.document(decision.document, ask.today)
    refusals = [
        ask.refusal(f"决定书缺少“{each.label}”，请补写。", each.code, each.cite or template.cite)
        for each in template.missing(decision.fields)
    ]
    if decision.fine:
        for code in ("payee", "surcharge"):
            name = next((each.label for each in template.fields if each.code == code), "")
            if name and not decision.fields.get(code):
                cite = "罚款决定与罚款收缴分离实施办法第七条"
                refusals.append(ask.refusal(f"有罚款的决定书应当写明“{name}”，请补写。", code, cite))
    refusals += _remedy_faults(decision, ask)
    if decision.decided_on is None:
        refusals.append(ask.refusal("决定书没有日期，请填写作出决定的日期。", "decided_on"))
    elif decision.decided_on > ask.today:
        refusals.append(ask.refusal("决定书日期晚于今天，请更正。", "decided_on"))
    if not decision.seal_ok:
        refusals.append(ask.refusal("决定书没有有效的机关印章，请盖章后签发。", "seal"))
    if decision.on_the_spot:
        refusals.append(ask.refusal("普通程序不能使用当场处罚决定书，请换用行政处罚决定书。", "document"))
    return answer(refusals, "决定书必载事项齐全，日期和印章有效")


def _remedy_faults(decision: DecisionFacts, ask: Inquiry) -> list[Refusal]:
    """The remedy names the government that reviews, the review period and, for a demolition, the short suit period."""
    text = str(decision.fields.get("remedy") or "")
    if not text:
        return []
    rule = ask.pack.deadline("D18", ask.today)
    refusals = []
    government = ask.pack.agency(ask.today).government
    if government not in text:
        message = f"复议机关应当写明“{government}”，请更正救济途径。"
        refusals.append(ask.refusal(message, "remedy", "行政复议法第二十四条"))
    suit = rule.variants["lawsuit_demolition" if "demolish" in decision.penalties else "lawsuit"]
    for period, what in ((rule.period, "申请复议"), (suit, "提起诉讼")):
        if not _mentions(text, period):
            refusals.append(
                ask.refusal(f"救济途径没有写明{what}的期限（{period.label}），请补写。", "remedy", rule.cite)
            )
    return refusals


def _mentions(text: str, period: Period) -> bool:
    """Whether the text gives the period, in digits or in Chinese; 六 does not hide in 六十."""
    unit = {"d": "(?:日|天)", "m": "个月", "y": "年", "wd": "个?工作日", "h": "小时"}[period.unit]
    number = f"(?:{period.count}|{_chinese(period.count)})"
    return re.search(rf"(?<![0-9{DIGITS}十百]){number}\s*{unit}", text) is not None


def _chinese(count: int) -> str:
    """1..99 in Chinese: 六, 十五, 六十."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def sealed_unchanged(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G26: what was issued or sealed still has the digest it had."""
    if not facts.sealed:
        return not_applicable("还没有签发的文书或者封存的音像")
    refusals = [
        ask.refusal(
            f"“{each.title}”在签发或者封存之后{'有改动' if each.current_sha256 else '找不到了'}，"
            "请恢复原件；确需更正的另出补正文书。",
            "sealed",
        )
        for each in facts.sealed
        if each.current_sha256 != each.sealed_sha256
    ]
    return answer(refusals, f"{len(facts.sealed)} 件已签发、封存的材料没有改动")
