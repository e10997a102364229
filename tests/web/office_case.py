"""Cases at the steps the office shows, walked there through the real acts, and pages opened by the people of the cast."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from daylight.base.orgs.models import Person
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.entering import signed_in


class Office:
    """A case told so far, and the clock on the wall of every page that is opened."""

    def __init__(self, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cast, self.monkeypatch = cast, monkeypatch
        self.story: Story = begin(cast, now)

    def to(self, step: str) -> Office:
        self.story.to(step)
        self.set_clock()
        return self

    def set_clock(self) -> None:
        self.monkeypatch.setattr(settings, "FIXED_NOW", self.story.now)

    @property
    def case(self) -> Any:
        self.story.case.refresh_from_db()
        return self.story.case

    @property
    def home(self) -> str:
        return f"/office/cases/{self.story.case.uuid}/"

    def deed(self, code: str) -> str:
        return f"{self.home}do/{code}/"

    def as_(self, who: Person) -> Client:
        return signed_in(who)


@pytest.fixture
def office(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(cast, now, monkeypatch)
