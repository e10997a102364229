"""案件移送 YS01–YS03: two officers for it alone, the five attachments, within twenty-four hours of the approval."""

from datetime import datetime

from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.moment import local_time
from daylight.core.policefacts import ALWAYS, ATTACHMENTS


def transfer_officers(facts: CaseFacts, ask: Inquiry) -> Answer:
    """YS01: two different officers at least; one named twice is one."""
    police = facts.police
    if police is None or police.officers is None:
        return not_applicable("还没有指定专案核实人员")
    least, count = int(ask.rule.parameters["min_officers"]), len(set(police.officers))
    if count < least:
        message = f"只指定了 {count} 名人员，至少要 {least} 名行政执法人员组成专案组，请补上。"
        return answer([ask.refusal(message, "officers")], "")
    return answer([], f"已指定 {count} 名行政执法人员")


def transfer_attachments(facts: CaseFacts, ask: Inquiry) -> Answer:
    """YS02: letter and report always; another attachment may be absent only with the reason."""
    police = facts.police
    if police is None or police.attachments is None:
        return not_applicable("还没有移送书")
    missing = [each for each in ATTACHMENTS if each not in police.attachments]
    always = [each for each in missing if each in ALWAYS]
    if always:
        return answer([ask.refusal(f"移送必须附{'、'.join(always)}，请补上。", "attachments")], "")
    if missing and not police.missing_note.strip():
        message = f"没有附{'、'.join(missing)}，请补上；没有这项材料的写明原因。"
        return answer([ask.refusal(message, "missing_note")], "")
    return answer([], "所附材料齐全" if not missing else f"缺少{'、'.join(missing)}，已写明原因")


def transfer_in_time(facts: CaseFacts, ask: Inquiry) -> Answer:
    """YS03: not before the approval; later than a day only with the reason in the file."""
    police = facts.police
    if police is None or police.delivered_at is None or police.approved_at is None:
        return not_applicable("还没有移送")
    approved, delivered = local_time(police.approved_at), local_time(police.delivered_at)
    if delivered < approved:
        return answer([ask.refusal("移送时间早于批准时间，请核对。", "delivered_at")], "")
    rule = ask.pack.deadline(str(ask.rule.parameters["deadline"]), approved.date())
    due = rule.due(approved, ask.calendar, variant=str(ask.rule.parameters["variant"])).due
    assert isinstance(due, datetime)
    if delivered > due and not police.late_reason.strip():
        message = f"应当在 {due:%Y-%m-%d %H:%M} 前移送，已经超过，请立即移送并写明超过的原因。"
        return answer([ask.refusal(message, "late_reason", rule.cite)], "")
    return answer([], f"{delivered:%Y-%m-%d %H:%M} 已移送")
