"""Whoever was asked is known to the case, though nobody registered him as a witness."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.disclosure.known_people import people_in_papers
from daylight.disclosure.opening import ensure_task
from daylight.disclosure.record_building import facts_of
from tests.cast import Cast
from tests.story import begin

pytestmark = pytest.mark.django_db


def test_papers_name_people(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    known = {each["name"]: each for each in people_in_papers(story.case)}
    assert known["演示被询问人"] == {
        "name": "演示被询问人", "kind": "person", "role": "witness", "id_number": "演示证件号码",
    }  # fmt: skip
    assert not known.keys() & {story.tale.party, cast.officer.name, cast.partner.name}


def test_masking_knows_them(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    names = {each["name"] for each in facts_of(ensure_task(story.decision, now), now.date())["parties"]}
    assert {story.tale.party, "演示被询问人"} <= names


def test_a_draft_names_nobody_yet(cast: Cast, now: datetime) -> None:
    assert people_in_papers(begin(cast, now).to("open").case) == []
