"""审核期限: the clock of the case that limits a review, and what its rule allows."""

from __future__ import annotations

from daylight.cases.counting import rule_of
from daylight.cases.models import Case, Clock

CLOCK = "D09"


def running(case: Case) -> Clock | None:
    """The clock of the review under way, if any."""
    found: Clock | None = case.clocks.filter(code=CLOCK, stopped_on=None).first()
    return found


def pauses_for_material(clock: Clock) -> bool:
    """Whether the rule the clock started under lets it stand still while material is awaited."""
    return "补充材料" in rule_of(clock).pauses


def may_be_extended(clock: Clock | None) -> bool:
    """Whether the rule knows an extension that was not used up."""
    if clock is None:
        return False
    more = rule_of(clock).extension
    return more is not None and len(clock.extensions) < more.max_times
