"""加处罚款 of a decision as it stands on a day (处罚法第72、73条): every number from the lawpack, every day from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daylight.base import lawpack
from daylight.cases.models import Clock
from daylight.core.deadlines import Pause
from daylight.core.overdue import Overdue, overdue
from daylight.decisions.draftlines import amount
from daylight.decisions.entries import Entries, entries_of
from daylight.decisions.models import Decision
from daylight.decisions.penalty_facts import PAY, deferred_until

DAILY, CAP = "surcharge_daily_percent", "surcharge_cap_percent"


@dataclass(frozen=True, slots=True)
class Surcharge:
    """``fine`` and ``paid`` yuan; ``due_on`` the last day to pay; ``found`` the reckoning up to ``today``; ``paused`` days
    that do not count; ``percent`` a day; ``cite`` its article. ``settled`` of what was added is paid, ``remitted`` let off
    by an agreement (行政强制法第42条)."""

    fine: Decimal
    paid: Decimal
    served_on: date
    due_on: date
    today: date
    found: Overdue
    paused: tuple[Pause, ...]
    percent: Decimal
    cite: str
    settled: Decimal = Decimal(0)
    remitted: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """What was added so far and is neither paid nor let off."""
        return max(self.found.amount - self.settled - self.remitted, Decimal(0))

    @property
    def unpaid(self) -> Decimal:
        return self.fine - self.paid

    @property
    def running(self) -> bool:
        """Whether today adds to it."""
        held = any(each.covers(self.today) for each in self.paused)
        return self.today > self.due_on and self.unpaid > 0 and not self.found.capped and not held


def surcharge_of(decision: Decision, today: date) -> Surcharge | None:
    """The surcharge on ``today``; None before service or without a fine.

    The clock D16 says until when may be paid, so that an extension granted moves it, and in its pauses how long 复议、诉讼
    ran: those days add nothing, but the day to pay stays where it was (处罚法第73条).
    """
    served = decision.services.order_by("served_on", "id").first()
    fine = amount(str(decision.fields.get("fine_yuan") or ""))
    if served is None or not fine:
        return None
    pack, served_on = lawpack.current(), served.served_on
    clock = decision.case.clocks.filter(code=PAY).order_by("-due_on").first()
    paused = pauses_of(clock) if clock else ()
    if clock is None or (paused and not clock.extensions):
        due_on = pack.deadline(PAY, served_on).due(served_on, pack.calendar()).due_on
    else:
        due_on = clock.due_on
    # 延期、分期 (处罚法第66条): nothing is overdue before the last day granted.
    entries = entries_of(decision.case)
    due_on = max(due_on, deferred_until(entries) or due_on)
    daily, cap = pack.parameter(DAILY, served_on), pack.parameter(CAP, served_on)
    payments = list(decision.payments.order_by("paid_on", "id").values_list("paid_on", "amount_yuan"))
    found = overdue(
        fine,
        due_on,
        today,
        daily_percent=Decimal(str(daily.value)),
        cap_percent=Decimal(str(cap.value)),
        payments=payments,
        suspended=paused,
    )
    paid = sum((each for _, each in payments), Decimal(0))
    settled = sum(decision.payments.values_list("surcharge_yuan", flat=True), Decimal(0))
    percent, let_off = Decimal(str(daily.value)), remitted(entries)
    return Surcharge(fine, paid, served_on, due_on, today, found, paused, percent, daily.cite, settled, let_off)


def surcharge_left(decision: Decision, on: date) -> Decimal:
    """Yuan still owed of what was added by ``on``; 0 before service or without a fine."""
    found = surcharge_of(decision, on)
    return found.left if found else Decimal(0)


def surcharge_claimed(decision: Decision, on: date) -> Decimal | None:
    """What is left of a surcharge the party was told of (加处罚款告知书); None while nobody claimed one."""
    return surcharge_left(decision, on) if "surcharge_notice" in entries_of(decision.case) else None


def remitted(entries: Entries) -> Decimal:
    """What the last 执行协议 lets off."""
    return amount(str(entries.get("performance_agreement", {}).get("remitted") or "")) or Decimal(0)


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The pauses written in a clock's row."""
    return tuple(
        Pause(date.fromisoformat(since), date.fromisoformat(until) if until else None, reason)
        for since, until, reason in clock.pauses
    )


def surcharge_lines(found: Surcharge) -> list[tuple[str, str]]:
    """Label and sentence, in the order of the reckoning."""
    each = found.found
    lines = [("缴款期限", f"{found.due_on} 届满（{found.served_on} 送达）")]
    if found.today <= found.due_on:
        text = f"自 {each.starts_on} 起逾期的，每日 {each.per_day:,.2f} 元，" if each.per_day else ""
        return [*lines, ("加处罚款", f"还没有逾期。{text}{_end(found)}".rstrip("，"))]
    lines.append(("已逾期", f"{each.days} 日{f'，另有 {each.paused_days} 日不计' if each.paused_days else ''}"))
    lines.append(("加处罚款累计", f"{each.amount:,.2f} 元（按日 {found.percent:f}%，上限 {each.cap:,.2f} 元）"))
    if found.remitted:
        lines.append(("已减免加处罚款", f"{found.remitted:,.2f} 元（执行协议，行政强制法第四十二条）"))
    if found.settled:
        lines.append(("已缴加处罚款", f"{found.settled:,.2f} 元"))
    if found.settled or found.remitted:
        lines.append(("尚欠加处罚款", f"{found.left:,.2f} 元"))
    if found.running:
        lines.append(("继续计算", f"每日 {each.per_day:,.2f} 元，{_end(found)}"))
    elif found.unpaid <= 0:
        lines.append(("停止计算", "罚款已缴清，不再增加"))
    elif each.capped:
        lines.append(("停止计算", f"{each.capped_on} 已达到上限，不再增加"))
    else:
        lines.append(("暂停计算", "复议、诉讼期间不计，恢复后继续"))
    lines += [
        ("不计的期间", f"{p.reason}：{p.from_on} 起{f'，{p.until_on} 恢复' if p.until_on else ''}")
        for p in found.paused
    ]
    return lines


def _end(found: Surcharge) -> str:
    on = found.found.capped_on
    return f"{on} 达到上限 {found.found.cap:,.2f} 元" if on else ""
