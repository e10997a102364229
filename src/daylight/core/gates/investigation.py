"""立案与调查 G01 G02 G03 G04 G28: officers, identity, opening conditions, separate roles, jurisdiction."""

from datetime import date

from daylight.core.facts import CaseFacts, OfficerFacts, OpeningFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawimpact import fallen, fallen_basis
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal

CERTIFICATE_STATES = {
    "suspended": "暂扣",
    "cancelled": "注销",
    "expired": "过期",
    "unaudited": "未年审",
    "early": "未生效",
}
CONDITION_NAMES = {
    "identified_offender": "有明确的行为人",
    "unlawful_fact": "有违反自然资源管理法律法规的事实",
    "punishable": "依法应当追究法律责任",
    "own_jurisdiction": "属于本机关管辖",
    "within_limitation": "没有超过追诉时效",
}


def officers_qualified(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G01: at least two different officers, every certificate valid on the day, in category and in area.

    One person entered twice is one officer, also under two entries with the same certificate number.
    """
    default = facts.category or str(ask.rule.parameters["category"])
    occasions: list[tuple[str, date, tuple[OfficerFacts, ...], str, str]] = []
    if facts.assigned is not None:
        occasions.append(("本案承办人", ask.today, facts.assigned, facts.area, default))
    for visit in facts.visits or ():
        occasions.append((visit.title, visit.on, visit.officers, visit.area or facts.area, visit.category or default))
    if not occasions:
        return not_applicable("还没有需要两名执法人员的记录")
    least = int(ask.rule.parameters["min_officers"])
    refusals: list[Refusal] = []
    for title, on, officers, area, category in occasions:
        different = {each.certificate_number or each.person_id for each in officers}
        persons = {each.person_id for each in officers}
        count = min(len(different), len(persons))
        if count < least:
            said = f"“{title}”只有 {count} 名执法人员，至少要 {least} 名，请补上另一名持证人员"
            refusals.append(ask.refusal(f"{said}（同一人重复填写只算一名）。", "officers"))
        for officer in {each.person_id: each for each in officers}.values():
            fault = certificate_fault(officer, on, category, area)
            if fault:
                refusals.append(
                    ask.refusal(f"“{title}”的{officer.name}{fault}，请更换人员或更正证件信息。", "officers")
                )
    return answer(refusals, f"{len(occasions)} 处均有 {least} 名以上持证执法人员")


def certificate_fault(officer: OfficerFacts, on: date, category: str, area: str) -> str:
    """Why the certificate does not carry this kind of work on that day, to be read after the name; "" when it does."""
    if not officer.certificate_number:
        return "没有执法证号"
    if officer.status != "valid":
        return f"的执法证处于{CERTIFICATE_STATES.get(officer.status, '无效')}状态"
    if officer.valid_from is None or officer.valid_until is None:
        return "的执法证没有有效期"
    if not officer.valid_from <= on <= officer.valid_until:
        return f"的执法证在 {on.isoformat()} 不在有效期内（{officer.valid_from} 至 {officer.valid_until}）"
    if category not in officer.categories:
        return f"的执法证类别不含“{category}”"
    if area and not any(_covers(each, area) for each in officer.areas):
        return "的执法区域不含案件所在地"
    return ""


def _covers(certificate_area: str, area: str) -> bool:
    """A GB/T 2260 code covers itself and what lies below it: 370600 covers 370687, 370687 covers 370687105."""
    code = certificate_area.strip()
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return bool(code) and area.startswith(code)


def identity_shown(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G02: the certificate was shown on the day of the visit and before it ended."""
    if not facts.visits:
        return not_applicable("还没有外勤或询问记录")
    refusals = []
    for visit in facts.visits:
        shown = visit.identity_shown_at
        if shown is None:
            refusals.append(
                ask.refusal(f"“{visit.title}”没有出示证件的记录，请补记出示时间和方式后再定稿。", "identity_shown_at")
            )
        elif local_date(shown) != visit.on or (visit.ended_at is not None and shown > visit.ended_at):
            refusals.append(
                ask.refusal(f"“{visit.title}”的出示证件时间不在当次执法期间，请核对后更正。", "identity_shown_at")
            )
    return answer(refusals, "每次外勤和询问均有出示证件的记录")


def opening_conditions(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G03: all five conditions confirmed and the limitation not run out, counted to the day of discovery."""
    opening = facts.opening
    if opening is None:
        return not_applicable("本程序没有立案环节")
    refusals = _repealed(opening, ask)
    for code, name in CONDITION_NAMES.items():
        held = getattr(opening, code)
        if held is None:
            refusals.append(ask.refusal(f"立案条件“{name}”还没有确认，请核对后勾选。", code))
        elif not held:
            refusals.append(ask.refusal(f"立案条件“{name}”不成立，不能立案；请办理不予立案或者移送。", code))
    if opening.continuing:
        return answer(refusals, "五项立案条件已确认，违法行为处于继续状态")
    if opening.act_ended_on is None:
        message = "没有填写违法行为终了日期，无法核对追诉时效；请填写日期，仍在继续的勾选“继续状态”。"
        refusals.append(ask.refusal(message, "act_ended_on"))
        return answer(refusals, "")
    limitation = ask.pack.deadline(str(ask.rule.parameters["deadline"]), ask.today)
    variant = "serious_harm" if opening.serious_harm and "serious_harm" in limitation.variants else ""
    due = limitation.due(opening.act_ended_on, ask.calendar, variant=variant)
    found = opening.found_on or ask.today
    if opening.act_ended_on > ask.today:
        refusals.append(ask.refusal("违法行为终了日期晚于今天，请核对。", "act_ended_on"))
    elif due.has_expired(found):
        message = f"违法行为于 {opening.act_ended_on} 终了，追诉时效到 {due.due_on} 届满，{found} 才发现，不能立案。"
        refusals.append(ask.refusal(f"{message}请办理不予立案。", "act_ended_on", limitation.cite))
    return answer(refusals, f"五项立案条件已确认，追诉时效到 {due.due_on}")


def _repealed(opening: OpeningFacts, ask: Inquiry) -> list[Refusal]:
    """No new case under an item whose article was repealed, or whose law ended."""
    if opening.item:
        fault = fallen(ask.pack, opening.item, ask.today)
    else:
        fault = fallen_basis(ask.pack, opening.item_name, opening.basis, ask.today)
    return [ask.refusal(f"{fault}，不能据此立案，请核对事项和依据。", "item", "行政处罚法第三十七条")] if fault else []


def jurisdiction_considered(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G28: rural houses and village planning belong to others; staying needs a reason."""
    where = facts.jurisdiction
    if where is None or not (where.rural_house or where.village_planning):
        return not_applicable("不是农村宅基地或者乡村规划区的案件")
    if where.reason.strip():
        return answer([], f"已说明由本机关办理的理由：{where.reason}")
    matter, authority = (
        ("农村村民非法占地建住宅", "农业农村主管部门")
        if where.rural_house
        else ("乡村规划区内的建设", "乡、镇人民政府")
    )
    return answer(
        [ask.refusal(f"{matter}一般由{authority}管辖，请移送，或者写明由本机关办理的理由。", "jurisdiction_reason")], ""
    )


def roles_separate(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G04: the handler neither reviews nor hosts the hearing; who was withdrawn takes no part."""
    roles = facts.roles
    if roles is None or not (roles.handlers or roles.reviewers or roles.hearing_hosts):
        return not_applicable("还没有指派人员")
    checks = (
        (roles.handlers & roles.reviewers, "是本案承办人，不能审核本案，请另派法制审核人员", "reviewer"),
        (roles.handlers & roles.hearing_hosts, "是本案调查人员，不能主持听证，请另派听证主持人", "hearing_host"),
        (
            roles.recused & (roles.handlers | roles.reviewers | roles.hearing_hosts),
            "已决定回避，不能参与本案，请更换人员",
            "officers",
        ),
    )
    refusals = [
        ask.refusal(f"{roles.names.get(person, '该人员')}{what}。", where)
        for persons, what, where in checks
        for person in sorted(persons)
    ]
    return answer(refusals, "承办、审核、听证人员没有重复，也没有应当回避的人员")
