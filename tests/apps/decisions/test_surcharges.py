"""加处罚款 of a served decision: the figures of law.md §11 on the case page, in the window and over the interface."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from daylight.base.permit import permit
from daylight.cases import clocks
from daylight.core.moment import BEIJING
from daylight.decisions import acts as decisions
from daylight.decisions.surcharges import surcharge_lines, surcharge_of
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.entering import signed_in


@pytest.fixture
def served(cast: Cast, now: datetime) -> Story:
    return begin(cast, now).to("serve")


def due(story: Story) -> date:
    return story.case.clocks.get(code="D16").due_on


def test_nothing_before_service(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    assert surcharge_of(story.decision, date(2030, 1, 1)) is None


def test_it_runs_from_the_day_after_the_last_day_and_stops_at_the_fine(served: Story) -> None:
    decision, last = served.decision, due(served)
    on_time = surcharge_of(decision, last)
    assert on_time and not on_time.running and on_time.found.amount == 0
    assert "还没有逾期" in dict(surcharge_lines(on_time))["加处罚款"]
    first = surcharge_of(decision, last + timedelta(days=1))
    assert first and first.running and first.found.amount == Decimal("2880.00")
    top = surcharge_of(decision, last + timedelta(days=34))
    assert top and top.found.amount == Decimal("96000.00") and top.found.capped_on == last + timedelta(days=34)
    assert "已达到上限" in dict(surcharge_lines(top))["停止计算"]


def test_a_lawsuit_in_the_rows_stops_it(served: Story) -> None:
    last = due(served)
    with permit("fixture"):
        clocks.suspend(served.case, "D16", last + timedelta(days=3), "行政诉讼")
    found = surcharge_of(served.decision, last + timedelta(days=10))
    assert found and not found.running
    assert (found.found.days, found.found.paused_days, found.found.amount) == (2, 8, Decimal("5760.00"))
    assert found.found.capped_on is None
    assert "行政诉讼" in dict(surcharge_lines(found))["不计的期间"]
    with permit("fixture"):
        clocks.resume(served.case, "D16", last + timedelta(days=9))
    again = surcharge_of(served.decision, last + timedelta(days=10))
    assert again and again.running and again.found.days == 4 and again.found.capped_on == last + timedelta(days=40)


def test_a_review_asked_for_in_time_does_not_move_the_day_to_pay(served: Story) -> None:
    last = due(served)
    with permit("fixture"):
        clocks.suspend(served.case, "D16", last - timedelta(days=5), "行政复议")
        clocks.resume(served.case, "D16", last + timedelta(days=5))
    found = surcharge_of(served.decision, last + timedelta(days=6))
    assert found and found.due_on == last and (found.found.days, found.found.paused_days) == (2, 4)


def test_a_payment_in_part_lowers_the_day_and_the_rest_ends_it(served: Story) -> None:
    last = due(served)
    served.now = datetime(last.year, last.month, last.day, 10, tzinfo=BEIJING) + timedelta(days=2)
    decisions.register_payment(
        served.decision,
        last + timedelta(days=2),
        Decimal(48000),
        "票据1",
        "演示银行",
        actor=served.people.officer,
        now=served.now,
    )
    found = surcharge_of(served.decision, last + timedelta(days=4))
    assert found and found.found.amount == 2 * Decimal("2880.00") + 2 * Decimal("1440.00")
    assert found.unpaid == Decimal(48000)


def test_the_case_page_says_it(served: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    last = due(served)
    at = datetime(last.year, last.month, last.day, 10, tzinfo=BEIJING) + timedelta(days=3)
    monkeypatch.setattr(settings, "FIXED_NOW", at)
    page = signed_in(cast.officer).get(f"/office/cases/{served.case.uuid}/").content.decode()
    assert "8,640.00 元（按日 3%，上限 96,000.00 元）" in page
    assert f"{last + timedelta(days=34)} 达到上限" in page
    desk = signed_in(cast.window).get(f"/office/payments/{served.decision.uuid}/").content.decode()
    assert "8,640.00 元" in desk
