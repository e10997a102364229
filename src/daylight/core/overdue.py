"""逾期加处罚款 day by day (行政处罚法 第七十二条、第七十三条; 行政强制法 第四十五条): part payments, pauses, the cap.

Money is Decimal yuan rounded half up to fen; the percentages come from the lawpack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from daylight.core.amounts import HUNDRED, to_fen
from daylight.core.deadlines import Pause

# A forecast goes no further than this many calendar days beyond the last pause: the rate would have to be tiny.
HORIZON = 40000


@dataclass(frozen=True, slots=True)
class Overdue:
    """The surcharge up to a day.

    `days` overdue days counted, `paused_days` those that did not count, `per_day` what the next day costs, `amount` so
    far, `cap` its upper end, `starts_on` the first day that counts, `capped_on` the day the cap is reached if nothing
    more is paid (None: while a pause is open, or nothing is owed).
    """

    days: int
    paused_days: int
    per_day: Decimal
    amount: Decimal
    cap: Decimal
    starts_on: date
    capped_on: date | None

    @property
    def capped(self) -> bool:
        return self.amount == self.cap and self.days > 0


def overdue(
    principal: Decimal,
    due_on: date,
    until: date,
    *,
    daily_percent: Decimal,
    cap_percent: Decimal = HUNDRED,
    payments: Sequence[tuple[date, Decimal]] = (),
    suspended: Sequence[Pause] = (),
) -> Overdue:
    """What has been added to a fine not paid by `due_on`, through `until`.

    A day costs its share of what was still unpaid when it began: what was paid in part no longer bears.
    """
    cap = to_fen(principal * cap_percent / HUNDRED)

    def owed(day: date) -> Decimal:
        return max(principal - sum((each for on, each in payments if on < day), Decimal(0)), Decimal(0))

    def cost(day: date) -> Decimal:
        return to_fen(owed(day) * daily_percent / HUNDRED)

    days = paused = 0
    amount = Decimal(0)
    capped_on: date | None = None
    day = due_on
    while day < until:
        day += timedelta(days=1)
        if any(each.covers(day) for each in suspended):
            paused += 1
        elif cost(day):
            days += 1
            amount = min(cap, amount + cost(day))
            capped_on = capped_on or (day if amount == cap else None)
    last = max((each.until_on for each in suspended if each.until_on), default=until)
    end, sum_so_far = max(last, day) + timedelta(days=HORIZON), amount
    open_ended = any(each.until_on is None for each in suspended)
    ahead = day
    while capped_on is None and not open_ended and ahead < end and cost(ahead + timedelta(days=1)):
        ahead += timedelta(days=1)
        if not any(each.covers(ahead) for each in suspended):
            sum_so_far += cost(ahead)
            capped_on = ahead if sum_so_far >= cap else None
    return Overdue(
        days, paused, cost(max(day, until) + timedelta(days=1)), amount, cap, due_on + timedelta(days=1), capped_on
    )
