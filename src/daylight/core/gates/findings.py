"""检查表、检查结果、办结 JC01–JC03: every point answered, the result says what the form says, nothing found is left lying."""

from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable


def form_filled(facts: CaseFacts, ask: Inquiry) -> Answer:
    """JC01: one form, point by point; what does not conform is described."""
    finding = facts.finding
    if finding is None:
        return not_applicable("不是行政检查")
    said = {each.point: each for each in finding.answers}
    open_points = [point for point in finding.points if point not in said or not said[point].answer]
    refusals = []
    if open_points:
        message = f"检查表还有 {len(open_points)} 项没有结果（{'、'.join(open_points[:3])}），请逐项选择符合、不符合或者不适用。"
        refusals.append(ask.refusal(message, "checks"))
    refusals += [
        ask.refusal(f"“{each.point}”不符合，请写明发现的问题。", "checks")
        for each in finding.answers
        if each.answer == "fails" and not each.note.strip()
    ]
    return answer(refusals, f"{len(finding.points)} 项已逐项检查，不符合 {len(finding.failing)} 项")


def result_fits(facts: CaseFacts, ask: Inquiry) -> Answer:
    """JC02: the result told is the one the form shows, and the order to mend names a day that lies ahead."""
    finding = facts.finding
    if finding is None:
        return not_applicable("不是行政检查")
    refusals = []
    if finding.handling == "clear" and finding.failing:
        message = f"检查表有不符合的项（{'、'.join(finding.failing[:3])}），结果不能是未发现问题，请重新选择。"
        refusals.append(ask.refusal(message, "handling"))
    if (finding.ordered or finding.handling == "mend") and not finding.failing:
        refusals.append(ask.refusal("检查表没有不符合的项，不能责令改正，请核对检查表。", "handling"))
    if finding.handling == "mend" and not finding.ordered:
        refusals.append(ask.refusal("还没有签发责令改正通知书，请先签发。", "handling"))
    if finding.handling in ("clear", "transfer") and finding.ordered:
        refusals.append(ask.refusal("已经签发责令改正通知书，请选择责令改正或者立案查处。", "handling"))
    due = finding.mend_on
    if finding.ordered and finding.handling in ("", "mend") and (due is None or due <= ask.today):
        refusals.append(ask.refusal("改正期限应当晚于今天，请重新确定改正期限。", "mend_on"))
    elif due is not None and finding.extended_from is not None and due <= finding.extended_from:
        message = f"延长后的改正期限应当晚于原来的 {finding.extended_from}，请重新确定。"
        refusals.append(ask.refusal(message, "mend_on"))
    return answer(refusals, "处理结果与检查表相符")


def finding_settled(facts: CaseFacts, ask: Inquiry) -> Answer:
    """JC03: what was found is opened as a case or handed over before the inspection is closed."""
    finding = facts.finding
    if finding is None:
        return not_applicable("不是行政检查")
    refusals = []
    if finding.handling == "case" and not finding.follow_ups:
        refusals.append(ask.refusal("处理结果是立案查处，还没有据此登记线索，请先登记线索。", "follow_ups"))
    if finding.handling == "mend" and finding.mended is False and not finding.follow_ups:
        refusals.append(ask.refusal("复查没有改正，还没有据此登记线索，请先登记线索。", "follow_ups"))
    if finding.handling == "transfer" and not finding.transferred:
        refusals.append(ask.refusal("处理结果是移送，还没有送达移送函，请先移送。", "transferred"))
    return answer(refusals, "发现的问题已有去处")
