"""A permit file on its way, for tests: the moves by their codes, with papers filled as an officer would."""

from __future__ import annotations

from datetime import datetime

from daylight.cases.models import Case, Clock
from daylight.config.demo.permit import PermitStory, answers
from tests.cast import Cast
from tests.story import begin

__all__ = ["PermitStory", "answers", "begin_permit", "clock", "step_of"]


def begin_permit(cast: Cast, now: datetime, *, matter: str = "首次申请", item: str = "XK-G02") -> PermitStory:
    """A story that has not begun, with the lists in force."""
    begin(cast, now)
    return PermitStory(cast, now, item=item, matter=matter)


def step_of(story: PermitStory) -> str:
    story.case = Case.objects.get(pk=story.case.pk)
    return str(story.case.step)


def clock(story: PermitStory, code: str, variant: str = "") -> Clock:
    """The last clock of that code."""
    found: Clock = story.case.clocks.filter(code=code, variant=variant).latest("id")
    return found
