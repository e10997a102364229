"""Whoever was asked is known to the case, though nobody registered him as a witness."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.permit import permit
from daylight.disclosure.known_people import people_in_papers
from daylight.disclosure.opening import ensure_task
from daylight.disclosure.record_building import facts_of
from tests.cast import Cast
from tests.story import COMPANY, begin

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


@pytest.mark.parametrize(
    ("receiver", "hidden"),
    [("演示签收人", True), ("本人", False), ("演示村村民委员会", False), ("演示公司办公室", False)],
)
def test_who_signed_for_a_paper_is_hidden(cast: Cast, now: datetime, receiver: str, hidden: bool) -> None:
    story = begin(cast, now).to("serve")
    with permit("fixture"):
        story.case.services.update(receiver=receiver)
    assert (receiver in {each["name"] for each in people_in_papers(story.case)}) is hidden


def test_masking_knows_who_stands_for_a_company(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, COMPANY).to("issue")
    with permit("fixture"):
        story.case.parties.update(legal_representative="欧阳演示")
    known = facts_of(ensure_task(story.decision, now), now.date())["parties"]
    assert [each.get("legal_representative") for each in known if each["kind"] == "organisation"] == ["欧阳演示"]
