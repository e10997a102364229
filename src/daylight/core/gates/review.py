"""审核与讨论 G05 G09 G10. Review is asked for only where the catalogue or 处罚法 五十八条 asks for it."""

from daylight.core.facts import CaseFacts
from daylight.core.gates.conditions import review_reasons
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable


def reviewer_qualified(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G05: whoever begins reviewing penalties holds the national legal qualification."""
    reviewer = facts.review.reviewer if facts.review else None
    if reviewer is None:
        return not_applicable("还没有法制审核人员")
    if not reviewer.first_time:
        return answer([], f"{reviewer.name}不是初次从事法制审核")
    if reviewer.legal_qualification.strip():
        return answer([], f"{reviewer.name}有法律职业资格证号")
    message = f"{reviewer.name}初次从事行政处罚决定法制审核，没有登记法律职业资格证号；请补登证号或者另派审核人员。"
    return answer([ask.refusal(message, "qualification")], "")


def review_passed(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G09: a required review was passed, and what was passed is what is decided: one digest, then and now."""
    reasons = review_reasons(facts)
    if not reasons:
        # 处罚法第五十八条 speaks of penalties only; ``category`` is "" where a gate's own kind counts: a penalty.
        penalty = facts.category in ("", "行政处罚")
        beside = "，也不属于处罚法第五十八条的情形" if penalty else ""
        return not_applicable(f"不在法制审核目录内{beside}，不需要审核")
    review = facts.review
    why = "；".join(reasons)
    if facts.decision is not None and facts.decision.summary:
        message = f"本案须经法制审核（{why}），不能当场作出决定，请改按普通程序办理。"
        return answer([ask.refusal(message, "review")], "")
    if review is None or review.passed_on is None or review.passed_on > ask.today:
        return answer([ask.refusal(f"本案须经法制审核（{why}），还没有审核通过，请先送审。", "review")], "")
    if not review.passed_dossier_sha256 or review.passed_dossier_sha256 != review.current_dossier_sha256:
        message = f"法制审核 {review.passed_on} 通过之后材料有改动，原审核意见不再适用，请重新送审或者恢复原稿。"
        return answer([ask.refusal(message, "review")], "")
    return answer([], f"{review.passed_on} 法制审核通过（{why}）")


def discussed_collectively(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G10: a complicated or grave case was discussed, by whom, saying what, with which conclusion, signed."""
    discussion = facts.discussion
    if discussion is None or not (discussion.needed or discussion.held_on):
        return not_applicable("不属于情节复杂或者重大违法行为")
    if discussion.held_on is None or discussion.held_on > ask.today:
        why = f"（{discussion.why}）" if discussion.why else ""
        message = f"本案情节复杂或者重大{why}，应当由负责人集体讨论，请先记录集体讨论。"
        return answer([ask.refusal(message, "collective_discussion")], "")
    refusals = []
    least = int(ask.rule.parameters["min_attendees"])
    attendees = dict.fromkeys(each.strip() for each in discussion.attendees if each.strip())
    if len(attendees) < least:
        message = f"集体讨论记录只有 {len(attendees)} 名出席人，至少要 {least} 名，请补全出席人。"
        refusals.append(ask.refusal(message, "attendees"))
    silent = [each for each in attendees if not discussion.opinions.get(each, "").strip()]
    if silent:
        message = f"集体讨论记录缺少 {len(silent)} 名出席人的意见，请逐人记录。"
        refusals.append(ask.refusal(message, "opinions"))
    if not discussion.conclusion.strip():
        refusals.append(ask.refusal("集体讨论记录没有结论，请写明讨论结论。", "conclusion"))
    if not discussion.signed:
        refusals.append(ask.refusal("集体讨论记录没有出席人签名，请签名后再提交。", "signed"))
    return answer(refusals, f"{discussion.held_on} 集体讨论，{len(attendees)} 人出席")
