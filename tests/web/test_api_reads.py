"""Reading: cursor pages that do not shift, the feed that can be replayed, filters, what a template asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.journal.writing import committed_fields
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from tests.apps.recording.bench import case_of
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("open")
    settings.FIXED_NOW = story.now
    return story


@pytest.fixture
def officer(cast: Cast, story: Story) -> Program:
    return Program(token_for(cast.officer, story.now))


def test_pages_of_cases_do_not_shift_when_new_ones_come(cast: Cast, now: datetime, officer: Program) -> None:
    made = [case_of(cast, now).uuid for _ in range(4)]
    first = officer.get("/cases?limit=2")
    assert [each["uuid"] for each in first["items"]] == [str(made[3]), str(made[2])]
    newer = case_of(cast, now).uuid
    second = officer.get(f"/cases?limit=2&cursor={first['next']}")
    assert [each["uuid"] for each in second["items"]] == [str(made[1]), str(made[0])]
    rest = officer.get(f"/cases?limit=2&cursor={second['next']}")
    assert len(rest["items"]) == 1
    assert rest["next"] is None
    assert officer.get("/cases?limit=1")["items"][0]["uuid"] == str(newer)


@pytest.mark.parametrize("cursor", ["x", "Y2FzZTox OjI", "ZXZlbnQ6MQ", "%00", "有"])
def test_a_cursor_of_another_list_is_refused(officer: Program, cursor: str) -> None:
    assert codes(officer.ask("GET", f"/cases?cursor={cursor}")) == ["cursor.unknown"]
    assert officer.last.status_code == 400


@pytest.mark.parametrize("limit", ["0", "201", "x"])
def test_a_page_has_a_limit(officer: Program, limit: str) -> None:
    assert officer.ask("GET", f"/cases?limit={limit}").status_code == 422


def test_cases_are_found_by_step_name_place_and_party(officer: Program, story: Story) -> None:
    tale = story.tale
    for query, found in (
        ("step=P3", 1),
        ("step=P9", 0),
        (f"q={tale.party[:4]}", 1),
        (f"q={tale.place}", 1),
        (f"q={story.case.number}", 1),
        ("q=没有这个", 0),
    ):
        assert len(officer.get(f"/cases?{query}")["items"]) == found, query


def test_the_feed_can_be_replayed_in_order(cast: Cast, officer: Program, story: Story) -> None:
    seen: list[dict[str, Any]] = []
    cursor, more = "", True
    while more:
        page = officer.get(f"/events?limit=3&cursor={cursor}")
        seen += page["items"]
        cursor, more = page["next"], page["more"]
    numbers = [each["agency_seq"] for each in seen]
    assert numbers == sorted(set(numbers))
    # What the leaf of the entry commits to, word for word.
    entry = Entry.objects.get(uuid=seen[0]["id"])
    committed = committed_fields(entry)
    assert (seen[0]["at"], seen[0]["kind"], seen[0]["subject"]) == tuple(
        committed[n] for n in ("at", "kind", "subject")
    )
    of_case = [each for each in seen if each["case"] == str(story.case.uuid)]
    assert [each["seq"] for each in of_case] == list(range(1, len(of_case) + 1))
    # The papers that the acts make of themselves stand between them.
    assert [each["kind"] for each in of_case if not each["kind"].startswith("recording.")][:3] == [
        "cases.case.registered",
        "cases.opening.requested",
        "cases.case.opened",
    ]
    # Nothing new yet: the same cursor comes back, and later goes on from there.
    assert officer.get(f"/events?cursor={cursor}") == {"items": [], "next": cursor, "more": False}
    story.to("investigate")
    later = officer.get(f"/events?cursor={cursor}&limit=200")
    assert later["items"][0]["kind"] == "cases.identity.shown"
    again = officer.get("/events?limit=200")["items"]
    assert again[: len(seen)] == seen


def test_the_feed_shows_only_what_its_reader_may_see(cast: Cast, story: Story) -> None:
    window = Program(token_for(cast.window, story.now))
    kinds = {each["kind"] for each in window.get("/events?limit=200")["items"]}
    assert not any(each.startswith("cases.") for each in kinds)
    assert "lists.version.published" in kinds
    partner = Program(token_for(cast.partner, story.now))
    assert len(partner.get(f"/events?case={story.case.uuid}&kind=cases.")["items"]) == 3
    assert Entry.objects.filter(kind="web.token.issued").count() == 2
    assert len(partner.get("/events?kind=web.")["items"]) == 1


def test_a_clock_says_how_it_was_reckoned(officer: Program, story: Story) -> None:
    clocks = {each["code"]: each for each in officer.get(f"/cases/{story.case.uuid}")["clocks"]}
    assert clocks["D03"]["stopped_on"]
    running = clocks["D10"]
    assert running["stopped_on"] is None
    assert {"started_on", "due_on", "warn_on", "last_workday", "skipped", "provisional", "cite", "verified"} <= set(
        running
    )


def test_a_template_names_its_fields(officer: Program) -> None:
    template = officer.get("/templates/site_record")
    assert {"place", "officers"} <= {each["code"] for each in template["fields"]}
    assert officer.ask("GET", "/templates/none").status_code == 404
    assert codes(officer.ask("POST", "/cases", {"item_code": 1}))


def test_what_stands_against_a_move_is_said_before_it_is_tried(officer: Program, story: Story) -> None:
    """Nobody has been on the site yet: the case says so, and the act says the same."""
    path = f"/cases/{story.case.uuid}"
    said = {each["code"]: each["refusals"] for each in officer.get(path)["available"]}
    assert [each["code"] for each in said["conclude_investigation"]] == ["procedure.document"]


def test_people_are_those_of_ones_own_agency(cast: Cast, officer: Program) -> None:
    names = {each["name"] for each in officer.get("/people")["items"]}
    assert cast.partner.name in names
    assert cast.stranger.name not in names
    assert officer.get("/me")["roles"] == [{"code": "officer", "name": "执法人员"}]


def test_who_leaves_a_case_no_longer_reads_what_he_did_in_it(cast: Cast, officer: Program, story: Story) -> None:
    path = f"/events?case={story.case.uuid}"
    assert officer.get(path)["items"]
    with permit("fixture"):
        Person.objects.filter(pk=cast.officer.pk).update(section=cast.legal)
        story.case.handlers.filter(person=cast.officer).delete()
    assert officer.get(path)["items"] == []
