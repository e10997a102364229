"""Which act starts which clock, from which day, and what stops it (law.md §11: D01 in G03; the rest here)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from daylight.cases.models import Clock
from daylight.core.moment import BEIJING, local_date
from daylight.core.refusal import Refusal
from daylight.decisions import acts as decisions
from daylight.disclosure import acts as disclosure
from daylight.disclosure.opening import ensure_task
from daylight.review import acts as review
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import COMPANY, Story, begin


def clock(story: Story, code: str) -> Clock:
    return story.case.clocks.filter(code=code).latest("id")


def dates(story: Story, code: str) -> tuple[date, date]:
    found = clock(story, code)
    return found.started_on, found.due_on


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, 0, tzinfo=BEIJING)


def test_every_clock_of_the_path(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    # D03: seven working days from Monday 2026-11-23.
    assert dates(story, "D03") == (date(2026, 11, 23), date(2026, 12, 2))
    assert clock(story, "D03").stopped_on is None and not clock(story, "D03").verified

    story.to("open")
    assert clock(story, "D03").stopped_on == date(2026, 11, 25)
    # D10: ninety calendar days from the opening; 2027-02-23 lies after the holiday.
    opened = clock(story, "D10")
    assert (opened.started_on, opened.due_on) == (date(2026, 11, 25), date(2027, 2, 23))
    assert opened.last_workday <= opened.due_on and opened.stopped_on is None

    story.to("notice")
    for code in ("D06", "D07"):
        assert dates(story, code) == (date(2026, 12, 3), date(2026, 12, 10))

    story.to("send")
    sent = local_date(story.now)
    assert dates(story, "D09") == (sent, date(2026, 12, 21)) and sent == date(2026, 12, 14)
    assert story.dossier.due_on == clock(story, "D09").due_on
    story.to("pass")
    assert clock(story, "D09").stopped_on == local_date(story.now)
    # The review does not lengthen the ninety days.
    assert clock(story, "D10").due_on == date(2027, 2, 23)

    story.to("issue")
    decided = local_date(story.now)
    assert decided == story.decision.decided_on == date(2026, 12, 16)
    for code in ("D11", "D13"):
        assert dates(story, code) == (decided, date(2026, 12, 25))
    assert clock(story, "D10").stopped_on == decided

    story.to("serve")
    served = local_date(story.now)
    assert clock(story, "D11").stopped_on == served
    # D16: fifteen calendar days from receipt; the last day, 2027-01-02, is a rest day, so the next working day.
    assert dates(story, "D16")[0] == served
    assert dates(story, "D16")[1] >= served + timedelta(days=15)
    assert clock(story, "D18").started_on == served

    story.to("pay")
    assert clock(story, "D16").stopped_on == local_date(story.now)
    story.to("close")
    running = set(story.case.clocks.filter(stopped_on=None).values_list("code", flat=True))
    assert running == {"D13", "D18"}, "publication and remedies outlive the closing"


def test_a_limit_of_the_party_runs_from_receipt_not_from_entry(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    heard = local_date(story.now)
    story.later(2)
    service = replace(story.service(), served_on=heard + timedelta(days=1))
    given = decisions.NoticeInput(
        facts=story.tale.story, reasons="违反规定。", basis=list(story.tale.basis), penalties=story.penalties(),
        fine_yuan=story.tale.fine, contact="演示电话", service=service,
    )  # fmt: skip
    decisions.serve_notice(story.case, given, actor=cast.officer, now=story.now)
    assert clock(story, "D06").started_on == heard + timedelta(days=1) < local_date(story.now)


def test_service_of_the_decision_counts_from_the_receipt(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    decided = story.decision.decided_on
    story.later(2)
    decisions.serve_decision(
        story.decision, replace(story.service(), served_on=decided), actor=cast.officer, now=story.now
    )
    assert clock(story, "D16").started_on == decided


def test_d09_starts_anew_with_every_round(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("assign")
    story.later(1)
    story.judge("facts", "mend", "面积与勘测笔录不一致，请核对。")
    review.return_dossier(story.dossier, "纠正", actor=cast.reviewer, now=story.now)
    story.case.refresh_from_db()
    returned = local_date(story.now)
    assert clock(story, "D09").stopped_on == returned
    story.later(2)
    again = decisions.send_for_review(story.case, "已核对面积。", actor=cast.officer, now=story.now)
    first, second = story.case.clocks.filter(code="D09").order_by("id")
    assert (first.stopped_on, second.started_on, second.stopped_on) == (returned, local_date(story.now), None)
    assert again.due_on == second.due_on > first.due_on


def test_d10_leaves_the_hearing_out(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    before = clock(story, "D10").due_on
    asked_on = local_date(story.now)
    # Typed as an earlier day: the pause begins when the request was entered all the same.
    asked = decisions.record_hearing_request(story.case, asked_on, actor=cast.officer, now=story.now)
    spoken.summon(story, date(2026, 12, 7), noon(2026, 12, 16))
    story.now = noon(2026, 12, 16)
    decisions.record_hearing(asked, spoken.hearing(story, date(2026, 12, 7)), actor=cast.officer, now=story.now)
    after = clock(story, "D10")
    left_out = [day for day, why in after.skipped if why == "听证"]
    assert left_out[0] == asked_on.isoformat() and left_out[-1] == "2026-12-16" and len(left_out) == 14
    assert after.due_on >= before + timedelta(days=14)


def test_d10_cannot_be_lengthened_by_a_typed_date(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    story.later(3)
    entered = local_date(story.now)
    asked = decisions.record_hearing_request(story.case, story.notice.received_on, actor=cast.officer, now=story.now)
    spoken.summon(story, date(2026, 12, 8), noon(2026, 12, 18))
    story.now = noon(2026, 12, 18)
    decisions.record_hearing(asked, spoken.hearing(story, date(2026, 12, 8)), actor=cast.officer, now=story.now)
    left_out = [day for day, why in clock(story, "D10").skipped if why == "听证"]
    assert left_out[0] == entered.isoformat() > story.notice.received_on.isoformat()


def test_d13_stops_when_the_decision_is_public(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    task = ensure_task(story.decision, story.now)
    assert (task.started_on, task.due_on) == dates(story, "D13")
    copy = disclosure.prepare_copy(task, actor=cast.publisher, now=story.now)
    disclosure.publish(copy, copy.sha256, True, actor=cast.reviewer, now=story.now)
    assert clock(story, "D13").stopped_on == local_date(story.now)


def test_d15_runs_from_the_day_the_ground_arose(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    copy = disclosure.prepare_copy(ensure_task(story.decision, story.now), actor=cast.publisher, now=story.now)
    copy = disclosure.publish(copy, copy.sha256, True, actor=cast.reviewer, now=story.now)
    ground = local_date(story.now)
    assert ground == date(2026, 12, 18)
    story.later(4)
    row = disclosure.withdraw(copy.task, "revoked", "经行政复议决定撤销。", ground, actor=cast.publisher, now=story.now)
    # Friday 2026-12-18 and three working days.
    assert (row.ground_on, row.due_on) == (ground, date(2026, 12, 23))


# law.md §11, the eight self-test dates, met through the acts that start the clocks where an act of the spine does.
@pytest.mark.parametrize(
    ("code", "started", "due"),
    [
        ("D06", date(2026, 11, 23), date(2026, 11, 30)),
        ("D11", date(2026, 11, 25), date(2026, 12, 4)),
        ("D13", date(2026, 11, 25), date(2026, 12, 4)),
        ("D16", date(2026, 11, 25), date(2026, 12, 10)),
        ("D18", date(2026, 11, 25), date(2027, 1, 25)),
    ],
)
def test_the_dates_of_the_handbook(cast: Cast, code: str, started: date, due: date) -> None:
    target = {"D06": "hear", "D11": "approve", "D13": "approve", "D16": "issue", "D18": "issue"}[code]
    story = begin(cast, noon(2026, 10, 12)).to(target)
    assert local_date(story.now) <= started
    story.now = datetime(started.year, started.month, started.day, 9, 0, tzinfo=BEIJING)
    following = {"hear": story._notice, "approve": story._issue, "issue": story._serve}[target]
    story.later = lambda days=0, hours=1: None  # type: ignore[method-assign]
    following()
    assert dates(story, code) == (started, due)


def test_ninety_days_end_on_a_rest_day(cast: Cast) -> None:
    story = begin(cast, noon(2026, 2, 26), replace(COMPANY, act_ended_on=date(2026, 1, 31))).to("request")
    story.now = noon(2026, 3, 2)
    story.later = lambda days=0, hours=1: None  # type: ignore[method-assign]
    story._open()
    found = clock(story, "D10")
    # Sunday 2026-05-31: the law moves the end, the authority is warned on the Friday before.
    assert (found.started_on, found.due_on, found.last_workday) == (
        date(2026, 3, 2), date(2026, 6, 1), date(2026, 5, 29),
    )  # fmt: skip
    assert found.due_on - found.started_on > timedelta(days=90) and found.warn_on <= found.last_workday


def test_a_payment_in_part_does_not_stop_the_clock(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    for number, (yuan, stopped) in enumerate((("1.00", False), ("95999.00", True))):
        decisions.register_payment(
            story.decision, local_date(story.now), Decimal(yuan), f"演示票据{number}", "演示银行",
            actor=cast.window, now=story.now,
        )  # fmt: skip
        assert (clock(story, "D16").stopped_on is not None) is stopped


def test_a_posting_counts_when_its_thirty_days_have_run(cast: Cast, now: datetime) -> None:
    """D12: what follows a 公告送达 starts from the day it counts as served, not from the posting."""
    story = begin(cast, now).to("issue")
    posted_on = local_date(story.now)
    due = posted_on + timedelta(days=30)

    def posting(served_on: date, on: date | None) -> decisions.ServiceInput:
        told = {"method": "公告送达", "receiver": "", "refusal_note": "当事人下落不明，张贴公告。"}
        return replace(story.service(), served_on=served_on, posted_on=on, **told)

    assert "posted_on" in fields(serve_refused(story, posting(posted_on, None)))
    found = serve_refused(story, posting(posted_on, posted_on))
    assert codes(found) == {"D12"} and f"{due} 才视为送达" in found[0].message
    story.now += timedelta(days=31)
    decisions.serve_decision(story.decision, posting(due, posted_on), actor=cast.officer, now=story.now)
    assert dates(story, "D16")[0] == due


def serve_refused(story: Story, service: decisions.ServiceInput) -> tuple[Refusal, ...]:
    return refused(decisions.serve_decision, story.decision, service, actor=story.people.officer, now=story.now)
