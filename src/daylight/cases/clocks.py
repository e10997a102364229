"""Starting, extending, suspending and stopping clocks: one definition (a lawpack deadline), kept with how it came.

Plain functions for use inside an act; the act checks the right and writes the journal. Every date is computed by
core/deadlines from the rule the clock started under.
"""

from __future__ import annotations

from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.permit import current_permit
from daylight.cases import turns
from daylight.cases.counting import course_of, due_of, rule_of
from daylight.cases.models import Case, Clock
from daylight.core.deadlines import Due, Pause
from daylight.core.explanation import explain
from daylight.core.lawclocks import Deadline, kept
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import refuse
from daylight.lists.policies import deadline_under

COUNTED = (
    "due_on",
    "due_at",
    "warn_on",
    "last_workday",
    "skipped",
    "provisional",
    "lines",
    "verified",
    "calendar",
    "rule",
)


def start(
    case: Case, code: str, started_on: date | datetime, *, variant: str = "", at: datetime | None = None
) -> Clock:
    """Start clock ``code`` from ``started_on`` (for a limit counted back: to that day); one of the same code and
    variant that still runs is stopped (restarted).

    A limit in hours runs from the moment ``at``, or from ``started_on`` when that is a moment. Refuses a limit in hours
    without a moment. Raises PeriodError for a variant the law does not know.
    """
    current_permit()
    day = local_date(started_on) if isinstance(started_on, datetime) else started_on
    rule = deadline_under(case.agency, code, day, _category(case))
    moment = started_on if isinstance(started_on, datetime) else at
    hours = rule.length(variant).unit == "h"
    if hours and moment is None:
        raise refuse("clock.moment", f"“{rule.name}”按小时计算，请填写起算的具体时刻（几点几分）。", rule.cite)
    stop(case, code, day, "重新起算", variant=variant)
    clock = Clock(
        case=case,
        code=code,
        variant=variant,
        name=rule.title(variant),
        started_on=local_date(moment) if hours and moment else day,
        started_at=moment if hours else None,
        rule=kept(rule),
        cite=rule.cite,
    )
    _count(clock, rule)
    clock.save(force_insert=True)
    turns.touch(case.pk)
    return clock


def _category(case: Case) -> str:
    return lawpack.current().procedure_version(case.procedure, case.procedure_version).category


def stop(case: Case, code: str, stopped_on: date, why: str, *, variant: str | None = None) -> int:
    """Stop the running clocks ``code``, of one ``variant`` or of all. Returns how many stopped."""
    current_permit()
    running = Clock.objects.filter(case=case, code=code, stopped_on=None)
    if variant is not None:
        running = running.filter(variant=variant)
    turns.touch(case.pk)
    stopped: int = running.update(stopped_on=stopped_on, stopped_by=why)
    return stopped


def extend(case: Case, code: str, on: date, reason: str, *, variant: str = "") -> Clock:
    """Lengthen the running clock by what the rule allows, as approved on ``on`` for ``reason``.

    The act has checked that the approver of the rule acts. Refuses where no clock runs, the law knows no extension, it
    was used up, no reason is given, or the limit had already passed on ``on``.
    """
    clock = _running(case, code, variant)
    if clock is None:
        raise refuse("clock.idle", "这项期限没有在计时，不能延长；请刷新页面核对。")
    rule = rule_of(clock)
    more = rule.extension
    if more is None:
        raise refuse("clock.extension", f"{rule.name}没有可以延长的规定，请在 {clock.due_on} 以前办结。", rule.cite)
    cite = more.cite or rule.cite
    if len(clock.extensions) >= more.max_times:
        raise refuse("clock.extended", f"{rule.name}最多延长 {more.max_times} 次，已经延长过，不能再延长。", cite)
    if not reason.strip():
        raise refuse("field.required", f"请写明延长{rule.name}的理由。", cite, "reason")
    if on > clock.due_on:
        said = f"{rule.name}已于 {clock.due_on} 届满，届满以后不能再延长；请说明超期原因并尽快办结。"
        raise refuse("clock.passed", said, cite)
    clock.extensions = [*clock.extensions, [on.isoformat(), reason.strip()]]
    return _recount(clock, rule)


def suspend(case: Case, code: str, on: date, reason: str, *, variant: str = "") -> Clock | None:
    """Let the clock stand still from ``on`` until it is resumed; None when it does not run.

    Refuses a reason for which the law lets no day out, a clock that stands already, and a day before its start.
    """
    clock = _running(case, code, variant)
    if clock is None:
        return None
    rule = rule_of(clock)
    _demand_reason(rule, reason)
    if clock.suspended_on is not None:
        raise refuse(
            "clock.suspended", f"{rule.name}自 {clock.suspended_on} 起已经计时中止，请不必再次办理中止。", rule.cite
        )
    if on < clock.started_on:
        raise refuse(
            "clock.order", f"中止日期不能早于{rule.name}的起算日 {clock.started_on}，请核对。", rule.cite, "on"
        )
    clock.suspended_on = on
    clock.pauses = [*clock.pauses, [on.isoformat(), None, reason]]
    return _recount(clock, rule)


def resume(case: Case, code: str, on: date, *, variant: str = "") -> Clock | None:
    """Let a suspended clock run again: ``on`` is the first day that counts. None when it does not run."""
    clock = _running(case, code, variant)
    if clock is None:
        return None
    rule = rule_of(clock)
    if clock.suspended_on is None:
        raise refuse("clock.running", f"{rule.name}没有中止，不需要恢复；请刷新页面核对。", rule.cite)
    if on < clock.suspended_on:
        said = f"恢复日期不能早于中止日期 {clock.suspended_on}，请核对。"
        raise refuse("clock.order", said, rule.cite, "on")
    since, _, reason = clock.pauses[-1]
    clock.pauses = [*clock.pauses[:-1], [since, on.isoformat(), reason]]
    clock.suspended_on = None
    return _recount(clock, rule)


def wait(case: Case, code: str, on: date, reason: str, *, variant: str = "") -> Clock | None:
    """Suspend the clock because another case waits for somebody; one that stands already, or does not know the reason,
    is left as it is: the other case must not fail on it."""
    clock = _running(case, code, variant)
    if clock is None or clock.suspended_on is not None or reason not in rule_of(clock).pauses:
        return None
    return suspend(case, code, max(on, clock.started_on), reason, variant=variant)


def wait_no_more(case: Case, code: str, on: date, reason: str, *, variant: str = "") -> Clock | None:
    """Let run again what ``wait`` stopped for ``reason``; a clock that stands for another one goes on standing."""
    clock = _running(case, code, variant)
    if clock is None or clock.suspended_on is None or clock.pauses[-1][2] != reason:
        return None
    return resume(case, code, on, variant=variant)


def pause(case: Case, code: str, days: Pause, *, variant: str = "") -> Clock | None:
    """Leave ``days``, which have an end, out of the running clock (部办法第38条); None when it does not run. Refuses a
    reason the law does not know."""
    clock = _running(case, code, variant)
    if clock is None:
        return None
    rule = rule_of(clock)
    _demand_reason(rule, days.reason)
    if days.until_on is None or days.until_on < days.from_on:
        raise refuse("clock.order", f"“{days.reason}”的结束日期早于开始日期或者没有填写，请核对。", rule.cite)
    written = [days.from_on.isoformat(), days.until_on.isoformat(), days.reason]
    # An open pause stays the last one: resume closes it.
    at = len(clock.pauses) - (clock.suspended_on is not None)
    clock.pauses = [*clock.pauses[:at], written, *clock.pauses[at:]]
    return _recount(clock, rule)


def recount(clock: Clock) -> bool:
    """Count a running clock again with the calendar as it is now; True when its date or moment moved."""
    current_permit()
    before = (clock.due_on, clock.due_at)
    rule = rule_of(clock)
    clock.rule = clock.rule or kept(rule)
    _count(clock, rule)
    clock.save(update_fields=COUNTED)
    turns.touch(clock.case_id)
    return before != (clock.due_on, clock.due_at)


def _running(case: Case, code: str, variant: str) -> Clock | None:
    current_permit()
    running = Clock.objects.select_for_update().filter(case=case, code=code, variant=variant, stopped_on=None)
    found: Clock | None = running.first()
    return found


def _demand_reason(rule: Deadline, reason: str) -> None:
    allowed = (*rule.pauses, *rule.doubtful_pauses)
    if rule.yearly or rule.backwards or not allowed:
        raise refuse("clock.pause", f"{rule.name}没有可以中止或者扣除的规定，请照常计算。", rule.cite, "reason")
    if reason not in allowed:
        said = f"“{reason}”不是{rule.name}可以扣除的事由，请从{'、'.join(allowed)}中选择。"
        raise refuse("clock.pause", said, rule.cite, "reason")


def _recount(clock: Clock, rule: Deadline) -> Clock:
    _count(clock, rule)
    clock.save(update_fields=[*COUNTED, "extensions", "pauses", "suspended_on"])
    turns.touch(clock.case_id)
    return clock


def _count(clock: Clock, rule: Deadline) -> None:
    pack = lawpack.current()
    due: Due = due_of(clock, rule, pack.calendar())
    clock.calendar = pack.calendar_stamp()
    clock.due_on, clock.warn_on, clock.last_workday = due.due_on, due.warn_on, due.last_workday
    clock.due_at = local_time(due.due) if isinstance(due.due, datetime) else None
    clock.skipped = [[day.isoformat(), why] for day, why in due.skipped]
    clock.provisional = due.provisional
    clock.verified = rule.verified and not any(why in rule.doubtful_pauses for _, _, why in clock.pauses)
    clock.lines = [[line.label, line.text] for line in explain(due, rule, course_of(clock))]
