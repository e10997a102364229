"""Every row of the table of time limits as a running clock: started, explained, warned about, expired; both ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from daylight.base import lawpack
from daylight.base.permit import NoPermit, permit
from daylight.cases import clocks
from daylight.cases.counting import lines_of, rule_of, standing
from daylight.cases.models import Case, Clock
from daylight.core.deadlines import Pause, PeriodError
from daylight.core.lawclocks import Deadline
from daylight.core.moment import BEIJING
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import begin

MONDAY = date(2026, 4, 13)
MOMENT = datetime(2026, 4, 13, 9, 30, tzinfo=BEIJING)
PACK = lawpack.current()
IN_FORCE = [rule for key in PACK.rules["deadline"] for rule in PACK.versions(Deadline, key) if rule.in_force(MONDAY)]
ROWS = [(rule.id, variant) for rule in IN_FORCE for variant in ("", *rule.variants)]
CODES = sorted({code for code, _ in ROWS})


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=BEIJING)


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    story = begin(cast, now).to("open")
    with permit("fixture"):
        Clock.objects.filter(case=story.case).update(stopped_on=MONDAY, stopped_by="另行试算")
    return story.case


def started(case: Case, code: str, variant: str = "", on: date = MONDAY) -> Clock:
    with permit("fixture"):
        return clocks.start(case, code, on, variant=variant, at=MOMENT)


def do(function, *args, **kwargs):
    with permit("fixture"):
        return function(*args, **kwargs)


def said(clock: Clock) -> dict[str, str]:
    return {line.label: line.text for line in lines_of(clock)}


def test_the_table_is_whole() -> None:
    assert {f"D{number:02}" for number in range(1, 44)} <= set(CODES)


def test_every_row_starts_explains_warns_and_expires(case: Case) -> None:
    for code, variant in ROWS:
        clock = started(case, code, variant)
        clock.refresh_from_db()
        rule = PACK.deadline(code, MONDAY)
        assert rule_of(clock) == rule, code
        _explained(clock, variant)
        _warned(clock)
        _expires(clock)


def _explained(clock: Clock, variant: str) -> None:
    rule, lines = rule_of(clock), said(clock)
    assert ("倒推" if rule.backwards else "起算") in lines
    assert ("最迟" if rule.backwards else "届满") in lines and lines["届满后"] == rule.on_expiry
    assert lines["期限"] == (rule.yearly.label if rule.yearly else rule.length(variant).label)
    assert rule.cite in lines["依据"] and ("依据待核" in lines["依据"]) is not rule.verified
    assert ("情形" in lines) is bool(variant) and clock.verified is rule.verified
    # A name in Latin letters would be a code shown to a person.
    assert not variant or variant not in clock.name + lines["情形"], clock.code
    rest = sum(not why.endswith(("末日顺延", "，提前")) for _, why in clock.skipped)
    assert ("不计" in lines) is bool(rest) and (not rest or f"共 {rest} 天" in lines["不计"])


def _warned(clock: Clock) -> None:
    if clock.warn_on == clock.due_on or clock.due_at:
        return
    assert standing(clock, noon(clock.warn_on)) == "warned", clock
    assert standing(clock, noon(clock.warn_on - timedelta(days=1))) == "running", clock
    assert standing(clock, noon(clock.due_on)) == "last_day", clock


def _expires(clock: Clock) -> None:
    end = clock.due_at or datetime.combine(clock.due_on, datetime.max.time(), BEIJING)
    assert standing(clock, end) not in ("late", "over"), clock
    after = "over" if rule_of(clock).party_right else "late"
    assert standing(clock, end + timedelta(seconds=1)) == after, clock
    clock.stopped_on = clock.due_on
    assert standing(clock, end + timedelta(days=9)) == "stopped"


# From the handbook's own arithmetic: back-counted, hours, year dates, a circumstance with its own length.
@pytest.mark.parametrize(
    ("code", "variant", "due"),
    [
        ("D08", "", date(2026, 4, 1)),  # 清明 2026-04-04 to 06 are rest days
        ("D24", "", date(2026, 4, 8)),
        ("D31", "", date(2026, 3, 14)),
        ("D33", "", date(2027, 3, 31)),
        ("D34", "", date(2027, 1, 31)),
        ("D01", "", date(2028, 4, 13)),
        ("D01", "serious_harm", date(2031, 4, 14)),
        ("D37", "simple", date(2026, 4, 20)),
        ("D37", "lawsuit", date(2026, 4, 28)),
        ("D26", "", date(2026, 4, 16)),
    ],
)
def test_dates(case: Case, code: str, variant: str, due: date) -> None:
    assert started(case, code, variant).due_on == due


@pytest.mark.parametrize(("code", "variant"), [("D23", ""), ("D26", "deliver"), ("D32", "")])
def test_hours_end_at_a_moment(case: Case, code: str, variant: str) -> None:
    clock = started(case, code, variant)
    assert clock.due_at == MOMENT + timedelta(hours=24) and clock.due_on == date(2026, 4, 14)
    assert clock.started_at == MOMENT and "2026-04-14 09:30" in said(clock)["届满"]
    assert codes(refused(do, clocks.start, case, code, MONDAY, variant=variant)) == {"clock.moment"}
    direct = do(clocks.start, case, code, MOMENT, variant=variant)
    assert direct.due_at == clock.due_at


def test_circumstances_run_side_by_side_and_a_restart_stops_only_its_own(case: Case) -> None:
    review, suit = started(case, "D18"), started(case, "D18", "lawsuit")
    assert review.due_on < suit.due_on and suit.name == "申请复议（向人民法院起诉）"
    again = started(case, "D18", "lawsuit", date(2026, 4, 20))
    running = case.clocks.filter(code="D18", stopped_on=None)
    assert {each.pk for each in running} == {review.pk, again.pk}
    assert do(clocks.stop, case, "D18", MONDAY, "已起诉") == 2
    with pytest.raises(PeriodError):
        started(case, "D18", "nothing_such")


EXTENDABLE = [rule.id for rule in IN_FORCE if rule.extension]


@pytest.mark.parametrize("code", EXTENDABLE)
def test_an_extension_is_granted_once(case: Case, code: str) -> None:
    before = started(case, code).due_on
    rule = PACK.deadline(code, MONDAY)
    assert rule.extension and "可延长" in said(case.clocks.get(code=code, stopped_on=None))
    asked = refused(do, clocks.extend, case, code, before + timedelta(days=1), "案情复杂")
    assert codes(asked) == {"clock.passed"} and str(before) in asked[0].message
    assert codes(refused(do, clocks.extend, case, code, MONDAY, " ")) == {"field.required"}
    clock = do(clocks.extend, case, code, before, "案情复杂")
    assert clock.due_on > before
    lines = said(clock)
    assert rule.extension.approver in lines["延长"] and "案情复杂" in lines["延长"] and "可延长" not in lines
    assert codes(refused(do, clocks.extend, case, code, before, "案情复杂")) == {"clock.extended"}


@pytest.mark.parametrize("code", [code for code in CODES if code not in EXTENDABLE])
def test_what_the_law_does_not_lengthen_is_not_lengthened(case: Case, code: str) -> None:
    assert codes(refused(do, clocks.extend, case, code, MONDAY, "案情复杂")) == {"clock.idle"}
    started(case, code)
    assert codes(refused(do, clocks.extend, case, code, MONDAY, "案情复杂")) == {"clock.extension"}


def test_ninety_and_thirty_days(case: Case) -> None:
    assert started(case, "D10").due_on == date(2026, 7, 13)  # 2026-07-12 is a Sunday
    assert do(clocks.extend, case, "D10", date(2026, 7, 1), "案情复杂").due_on == date(2026, 8, 11)


PAUSABLE = [(rule.id, why) for rule in IN_FORCE for why in (*rule.pauses, *rule.doubtful_pauses)]


@pytest.mark.parametrize(("code", "why"), PAUSABLE)
def test_a_suspended_clock_stands_still_and_runs_on(case: Case, code: str, why: str) -> None:
    before = started(case, code)
    since, until = date(2026, 4, 15), date(2026, 5, 20)
    clock = do(clocks.suspend, case, code, since, why)
    assert clock.suspended_on == since and clock.provisional
    # Long after the old date: suspended, not late.
    assert standing(clock, noon(before.due_on + timedelta(days=400))) == "suspended"
    assert "尚未恢复" in said(clock)["中止"]
    assert codes(refused(do, clocks.suspend, case, code, since, why)) == {"clock.suspended"}
    assert codes(refused(do, clocks.resume, case, code, since - timedelta(days=1))) == {"clock.order"}
    clock = do(clocks.resume, case, code, until)
    assert clock.suspended_on is None and not clock.provisional
    rule = PACK.deadline(code, MONDAY)
    again = rule.due(MONDAY, PACK.calendar(), pauses=(Pause(since, until, why),))
    assert (clock.due_on, clock.warn_on) == (again.due_on, again.warn_on) and clock.due_on > before.due_on
    assert "2026-04-15 至 2026-05-19" in said(clock)["中止"]
    assert clock.verified is (rule.verified and why not in rule.doubtful_pauses)
    assert codes(refused(do, clocks.resume, case, code, until)) == {"clock.running"}
    assert standing(clock, noon(clock.due_on + timedelta(days=1))) == ("over" if rule.party_right else "late")


def test_calendar_days_of_a_pause_are_added(case: Case) -> None:
    before = started(case, "D22").due_on
    do(clocks.suspend, case, "D22", date(2026, 4, 20), "技术鉴定")
    assert do(clocks.resume, case, "D22", date(2026, 4, 29)).due_on == before + timedelta(days=9)
    # The same days again change nothing; extension and pause add up.
    both = do(clocks.pause, case, "D22", Pause(date(2026, 4, 20), date(2026, 4, 25), "检测"))
    assert both.due_on == before + timedelta(days=9)
    assert do(clocks.extend, case, "D22", date(2026, 5, 8), "情况复杂").due_on > before + timedelta(days=30)


@pytest.mark.parametrize("code", ["D06", "D08", "D23", "D33", "D11"])
def test_what_the_law_does_not_pause_is_not_paused(case: Case, code: str) -> None:
    started(case, code)
    assert codes(refused(do, clocks.suspend, case, code, MONDAY, "鉴定")) == {"clock.pause"}
    assert codes(refused(do, clocks.suspend, case, code, MONDAY, "天气")) == {"clock.pause"}


def test_suspending_too_late_does_not_mend_lateness(case: Case) -> None:
    due = started(case, "D10").due_on
    clock = do(clocks.suspend, case, "D10", due + timedelta(days=3), "鉴定")
    assert clock.due_on == due and standing(clock, noon(due + timedelta(days=5))) == "late"


def test_a_clock_that_does_not_run_is_left_alone(case: Case) -> None:
    assert do(clocks.suspend, case, "D22", MONDAY, "检测") is None
    assert do(clocks.resume, case, "D22", MONDAY) is None
    assert do(clocks.pause, case, "D22", Pause(MONDAY, MONDAY, "检测")) is None
    started(case, "D22")
    assert codes(refused(do, clocks.suspend, case, "D22", MONDAY - timedelta(days=1), "检测")) == {"clock.order"}


def test_only_inside_an_act(case: Case) -> None:
    for function, rest in (
        (clocks.start, (MONDAY,)),
        (clocks.extend, (MONDAY, "案情复杂")),
        (clocks.suspend, (MONDAY, "鉴定")),
        (clocks.resume, (MONDAY,)),
        (clocks.stop, (MONDAY, "结案")),
    ):
        with pytest.raises(NoPermit):
            function(case, "D10", *rest)


def test_a_running_clock_keeps_the_law_it_started_under(case: Case) -> None:
    clock = started(case, "D22")
    table = dict(clock.rule)
    table["period"], table["extension"] = "20d", {**table["extension"], "period": "10d"}
    with permit("fixture"):
        Clock.objects.filter(pk=clock.pk).update(rule=table)
    # The lawpack still says 30 + 30; the row says what it was started with.
    assert do(clocks.extend, case, "D22", MONDAY, "情况复杂").due_on == MONDAY + timedelta(days=30)
