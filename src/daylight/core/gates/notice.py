"""告知、申辩、听证 G06 G07 G08 G11: nobody is punished unheard, nor more heavily for having spoken."""

from datetime import date
from itertools import pairwise

from daylight.core.amounts import plain
from daylight.core.deadlines import latest_before
from daylight.core.facts import CaseFacts, NoticeFacts
from daylight.core.gates.conditions import hearing_reasons
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.refusal import Refusal


def notice_periods_over(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G07: the last notice was received, its periods have run (or were waived in writing), statements were reviewed."""
    if facts.notices is None:
        return not_applicable("本决定不需要处罚告知")
    if not facts.notices:
        return answer(
            [ask.refusal("还没有送达行政处罚告知书，请先告知拟处罚内容和陈述申辩权利。", "penalty_notice")], ""
        )
    last = facts.notices[-1]
    if last.received_on is None or last.received_on > ask.today:
        return answer([ask.refusal("最近一次处罚告知书还没有送达，请登记当事人收到的日期。", "received_on")], "")
    refusals = []
    waits = [(str(ask.rule.parameters["statement_deadline"]), last.received_on, last.statement_waived_on)]
    requested = bool(facts.hearing and facts.hearing.requested_on)
    if last.hearing_offered and not requested:
        waits.append(
            (
                str(ask.rule.parameters["hearing_deadline"]),
                last.hearing_received_on or last.received_on,
                last.hearing_waived_on,
            )
        )
    for deadline, received_on, waived_on in waits:
        refusal = _still_running(ask, deadline, received_on, waived_on)
        if refusal:
            refusals.append(refusal)
    for statement in facts.statements:
        if statement.reviewed_on is None:
            message = f"当事人 {statement.made_on} 的陈述申辩还没有复核，请先出具复核意见书。"
            refusals.append(ask.refusal(message, "statement_review", "行政处罚法第四十五条"))
    refusals += _not_told(facts, last, ask)
    return answer(refusals, f"当事人 {last.received_on} 收到告知书，期限已届满或已书面放弃")


def _still_running(ask: Inquiry, deadline: str, received_on: date, waived_on: date | None) -> Refusal | None:
    rule = ask.pack.deadline(deadline, received_on)
    if waived_on is not None:
        if received_on <= waived_on <= ask.today:
            return None
        message = f"书面放弃{rule.name}的日期 {waived_on} 不在收到告知书之后，请核对放弃书。"
        return ask.refusal(message, "waived_on", rule.cite)
    due = rule.due(received_on, ask.calendar)
    if due.has_expired(ask.today):
        return None
    earliest = due.due_on.fromordinal(due.due_on.toordinal() + 1)
    message = (
        f"当事人 {received_on} 收到告知书，{rule.name}期限（{rule.period.label}）到 {due.due_on} 届满，最早 {earliest}"
    )
    return ask.refusal(f"{message} 才能决定；当事人书面放弃的，请先登记。", "received_on", rule.cite)


def _not_told(facts: CaseFacts, last: NoticeFacts, ask: Inquiry) -> list[Refusal]:
    if facts.decision is None:
        return []
    untold = facts.decision.penalties - last.penalties
    names = {kind.id: kind.name for kind in ask.pack.penalty_kinds(ask.today)}
    return [
        ask.refusal(f"决定中的“{names.get(kind, kind)}”没有在告知书中写明，请重新告知或者改回。", "penalties")
        for kind in sorted(untold)
    ]


def hearing_respected(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G08: whoever may have a hearing was told so with the last notice; a hearing asked for was held and recorded.

    The right follows from every notice and from the decision, so a second notice cannot take it away.
    """
    if facts.notices is None:
        return not_applicable("本决定不需要处罚告知")
    reasons = hearing_reasons(facts, ask.pack, ask.today)
    hearing = facts.hearing
    requested = bool(hearing and hearing.requested_on)
    if not reasons and not requested:
        return not_applicable("拟处罚内容不在听证范围")
    refusals = []
    if reasons and (not facts.notices or not facts.notices[-1].hearing_offered):
        why = "、".join(reasons)
        again = "重新告知时也请" if len(facts.notices) > 1 else "请"
        refusals.append(
            ask.refusal(f"本案属于听证范围（{why}），没有告知听证权利，{again}送达听证告知书。", "hearing_notice")
        )
    if hearing and requested and not hearing.withdrawn_on and not hearing.forfeited_on:
        if hearing.held_on is None or hearing.held_on > ask.today:
            message = f"当事人 {hearing.requested_on} 申请了听证，还没有举行；请组织听证，或者登记撤回、放弃。"
            refusals.append(ask.refusal(message, "hearing"))
        else:
            refusals += _hearing_faults(facts, ask)
    return answer(
        refusals, "已告知听证权利，申请的听证已经举行并有笔录" if requested else "已告知听证权利，当事人没有申请"
    )


def _hearing_faults(facts: CaseFacts, ask: Inquiry) -> list[Refusal]:
    hearing = facts.hearing
    assert hearing is not None and hearing.held_on is not None
    refusals = []
    if not hearing.record_final:
        refusals.append(
            ask.refusal("已经举行听证，但没有定稿的听证笔录；决定应当根据听证笔录作出，请补齐笔录。", "hearing_record")
        )
    rule = ask.pack.deadline(str(ask.rule.parameters["notice_deadline"]), hearing.held_on)
    latest = latest_before(hearing.held_on, rule.period, ask.calendar)
    # Told on a rest day is told: the working days run from the next one, as from the working day before.
    if hearing.notified_on is None or ask.calendar.previous_workday(hearing.notified_on) > latest:
        message = f"听证应当提前{rule.period.label}通知，{hearing.held_on} 的听证最迟 {latest} 通知；请登记通知日期或者重新组织听证。"
        refusals.append(ask.refusal(message, "notified_on", rule.cite))
    return refusals


def host_certified(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G06: whoever presides over a hearing holds a host's certificate valid on that day."""
    host = facts.host
    if host is None:
        return not_applicable("没有听证主持人")
    if not host.certificate.strip():
        message = f"{host.name}没有听证主持人资格证，不能主持听证，请另派主持人或者补登证号。"
        return answer([ask.refusal(message, "hearing_host")], "")
    if host.valid_until is not None and host.valid_until < host.on:
        message = f"{host.name}的听证主持人资格证到 {host.valid_until} 届满，不能主持 {host.on} 的听证，请另派主持人。"
        return answer([ask.refusal(message, "hearing_host")], "")
    return answer([], f"{host.name}有听证主持人资格证")


def not_aggravated(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G11: no more than was notified; a heavier second notice after a statement or hearing needs new facts."""
    if facts.notices is None or facts.decision is None:
        return not_applicable("还没有拟处罚决定")
    notices = [each for each in facts.notices if each.received_on]
    if not notices:
        return not_applicable("还没有送达处罚告知")
    refusals = []
    last, fine = notices[-1], facts.decision.fine
    if fine and (last.fine is None or fine > last.fine):
        told = f"{plain(last.fine)} 元" if last.fine else "未写罚款"
        message = (
            f"拟罚款 {plain(fine)} 元，高于告知的数额（{told}）；不得因陈述申辩加重，请降回，有新的事实须重新告知。"
        )
        refusals.append(ask.refusal(message, "fine"))
    spoken = [each.made_on for each in facts.statements]
    if facts.hearing:
        spoken += [*facts.hearing.earlier_held_on, *([facts.hearing.held_on] if facts.hearing.held_on else [])]
    for earlier, later in pairwise(notices):
        between = any(earlier.received_on and earlier.received_on <= day <= later.sent_on for day in spoken)
        heavier = (later.fine or 0) > (earlier.fine or 0) or bool(later.penalties - earlier.penalties)
        if between and heavier and not later.new_facts.strip():
            message = (
                f"当事人申辩后，{later.sent_on} 的告知比 {earlier.sent_on} 的更重，却没有写明新的事实；请写明或者改回。"
            )
            refusals.append(ask.refusal(message, "new_facts"))
    return answer(refusals, "没有超过告知的内容")
