"""A case on its way, for tests: ``Story(cast, Tale(...), now).to("send")`` walks it through the real acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from daylight.config.demo.story import STEPS, Story
from daylight.config.demo.tale import Tale
from tests.cast import Cast
from tests.listing import publish_demo_lists

__all__ = ["STEPS", "Story", "Tale", "begin"]

COMPANY = Tale(party="演示建材有限公司", credit_code="91370687MA00000000", act_ended_on=date(2026, 6, 30))


def begin(cast: Cast, now: datetime, tale: Tale = COMPANY, *, lists: bool = True) -> Story:
    """Publish the lists (in force from the year's start) and hand back a story that has not begun."""
    if lists:
        publish_demo_lists(cast, now - timedelta(days=1), date(2026, 1, 1))
    return Story(cast, tale, now)
