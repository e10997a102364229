"""申请法院强制执行的期限链 D18 → D19 / D20, with the urging D21 counted back (行政强制法 第五十三条、第五十四条).

A decision served starts the review and the suit period; the later end is E. From E (or from the end of a deferral) the
authority has three months, and before it applies the urging must have run.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from daylight.core.deadlines import Due, latest_before
from daylight.core.explanation import Line
from daylight.core.lawdata import LawPack
from daylight.core.workcalendar import WorkCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CourtChain:
    """`remedies_end` is E; `apply_from` the first day the authority may apply, `court` the last; `urge_by` the last working
    day on which an urging served still runs out in time. `needs_confirmation` why the legal section must confirm."""

    review: Due
    suit: Due
    remedies_end: date
    counted_from: date
    apply_from: date
    court: Due
    urge_by: date
    needs_confirmation: str
    lines: tuple[Line, ...]

    @property
    def provisional(self) -> bool:
        return self.review.provisional or self.suit.provisional or self.court.provisional


def court_chain(
    pack: LawPack,
    served_on: date,
    *,
    demolition: bool = False,
    deferred_until: date | None = None,
    urged_on: date | None = None,
    calendar: WorkCalendar | None = None,
) -> CourtChain:
    """The chain for a decision served on a day. `demolition`: 土地管理法 第八十三条, suit within fifteen days.

    `deferred_until`: the last day of a granted deferral or the last instalment (D20). `urged_on`: the urging was served.
    Raises NotInForce when the law of that day has no such limit.
    """
    days = calendar or pack.calendar()
    remedies = pack.deadline("D18", served_on)
    review = remedies.due(served_on, days)
    suit = remedies.due(served_on, days, variant="lawsuit_demolition" if demolition else "lawsuit")
    end = max(review.due_on, suit.due_on)
    counted_from, key = end, "D19"
    if deferred_until is not None:
        key = "D20"
        # Counted from the deferral alone the right could lapse before the remedies do; the later day decides.
        counted_from = max(end, deferred_until)
    rule = pack.deadline(key, counted_from)
    court = rule.due(counted_from, days)
    urging = pack.deadline("D21", urged_on or counted_from)
    # The authority applies on the working day after the urging ran out at the latest, so it must run out one day before.
    urge_by = latest_before(days.add_workdays(court.last_workday, -1), urging.period, days)
    apply_from = end + ONE_DAY
    if deferred_until is not None:
        apply_from = max(apply_from, deferred_until + ONE_DAY)
    if urged_on is not None:
        apply_from = max(apply_from, urging.due(urged_on, days).due_on + ONE_DAY)
    doubts = []
    if demolition:
        doubts.append("限期拆除的起诉期为十五日，申请法院的起点取复议与起诉中较晚届满的一日")
    if deferred_until is not None and deferred_until < end:
        doubts.append("延期或者分期先于复议、起诉期限届满，起点取较晚的一日")
    lines = (
        Line("复议", f"到 {review.due_on}"),
        Line("起诉", f"到 {suit.due_on}"),
        Line(
            "起点", f"{counted_from}（{'延期、分期届满' if counted_from != end else '复议、起诉期限中较晚届满的一日'}）"
        ),
        Line("申请法院", f"{apply_from} 至 {court.due_on}，逾期法院不予受理"),
        Line("催告", f"最迟 {urge_by} 送达催告书，满{urging.period.label}仍不履行才可以申请"),
        *([Line("确认", f"{'；'.join(doubts)}，请法制人员确认")] if doubts else []),
        Line("依据", "；".join(dict.fromkeys((remedies.cite, rule.cite, urging.cite)))),
    )
    return CourtChain(review, suit, end, counted_from, apply_from, court, urge_by, "；".join(doubts), lines)
