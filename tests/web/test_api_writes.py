"""Writes: one submission is one act; nobody overwrites what he has not read; every error is a problem."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from daylight.base.journal.models import Entry
from daylight.cases.charting import procedures_on
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core import procedure
from daylight.core.moment import local_date
from daylight.web.api.interface import api
from daylight.web.api.ways import WAYS
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.api_client import Program, codes, token_for
from tests.web.api_walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("open")
    settings.FIXED_NOW = story.now
    return story


@pytest.fixture
def officer(cast: Cast, story: Story) -> Program:
    return Program(token_for(cast.officer, story.now))


@pytest.fixture
def drafted(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("fill")
    settings.FIXED_NOW = story.now
    return story


# -- Idempotency-Key ---------------------------------------------------------------------------------------------------


def test_every_write_demands_a_key_before_it_looks_at_anything(officer: Program) -> None:
    writes = [
        (method.upper(), path)
        for path, operations in api.get_openapi_schema(path_prefix="/")["paths"].items()
        for method in operations
        if method != "get"
    ]
    assert len(writes) > 50
    for method, path in writes:
        path = path.replace("{uuid}", str(uuid4())).replace("{version}", "1").replace("{kind}", "items")
        assert codes(officer.ask(method, path, {}, key="")) == ["idempotency.missing"], path
        assert officer.last.status_code == 400


@pytest.mark.parametrize("key", ["x" * 81, "有字", "a b"])
def test_a_key_is_short_and_plain(officer: Program, story: Story, key: str) -> None:
    path = f"/cases/{story.case.uuid}/transfer-screenings"
    sent = key if key.isascii() else key.encode().decode("latin-1")
    assert codes(officer.ask("POST", path, {"outcome": "none"}, key=sent)) == ["idempotency.missing"]


def test_the_same_submission_twice_is_one_act(cast: Cast, now: datetime, settings: Any) -> None:
    walk = Walk(cast, now, settings)
    lead = walk.lead()
    first = walk.officer.post("/cases", lead, key="lead-1")
    again = walk.officer.ask("POST", "/cases", lead, key="lead-1")
    assert again.status_code == 201
    assert again.json()["uuid"] == first["uuid"]
    assert again["Location"] == f"/api/v1/cases/{first['uuid']}"
    assert Case.objects.count() == 1
    assert Entry.objects.filter(kind="cases.case.registered").count() == 1


def test_a_repeated_move_answers_as_the_first_did(cast: Cast, now: datetime, settings: Any) -> None:
    story = begin(cast, now).to("request")
    settings.FIXED_NOW = story.now
    head = Program(token_for(cast.head, story.now))
    path = f"/cases/{story.case.uuid}/moves/open_case"
    first = head.post(path, key="open-1")
    assert head.post(path, key="open-1") == first
    assert codes(head.ask("POST", path)) == ["procedure.step"]
    assert head.last.status_code == 409


def test_an_edit_repeated_after_a_lost_answer_is_not_stale(officer: Program, story: Story) -> None:
    path = f"/cases/{story.case.uuid}"
    body = {"title": "演示建材有限公司非法占用土地案"}
    first = officer.ask("PATCH", path, body, key="edit-1", If_Match='"1"')
    again = officer.ask("PATCH", path, body, key="edit-1", If_Match='"1"')
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["version"] == again.json()["version"] == 2


def test_one_key_does_not_carry_two_contents(officer: Program, story: Story) -> None:
    path = f"/cases/{story.case.uuid}/transfer-screenings"
    officer.post(path, {"outcome": "none"}, key="same")
    assert codes(officer.ask("POST", path, {"outcome": "keep", "reason": "试"}, key="same")) == ["idempotency.reused"]
    assert officer.last.status_code == 422


# -- If-Match ----------------------------------------------------------------------------------------------------------


def test_an_edit_without_a_version_is_not_taken(cast: Cast, drafted: Story) -> None:
    officer = Program(token_for(cast.officer, drafted.now))
    case = drafted.case.uuid
    document = drafted.case.documents.first().uuid
    for path in (f"/cases/{case}", f"/cases/{case}/draft", f"/documents/{document}"):
        assert codes(officer.ask("PATCH", path, {})) == ["precondition.missing"]
        assert officer.last.status_code == 428
    assert codes(officer.ask("POST", f"/documents/{document}/finalise")) == ["precondition.missing"]


@pytest.mark.parametrize("given", ["1", "*", 'W/"1"', '"one"', '"1", "2"'])
def test_only_a_strong_tag_of_ours_matches(officer: Program, story: Story, given: str) -> None:
    response = officer.ask("PATCH", f"/cases/{story.case.uuid}", {"title": "试"}, If_Match=given)
    assert codes(response) == ["precondition.failed"]
    assert response.status_code == 412


def test_a_stale_edit_of_a_case_says_who_saved(cast: Cast, officer: Program, story: Story) -> None:
    path = f"/cases/{story.case.uuid}"
    assert officer.ask("GET", path)["ETag"] == '"1"'
    Program(token_for(cast.partner, story.now)).patch(path, {"land_class": "旱地"}, 1)
    response = officer.ask("PATCH", path, {"land_class": "水田"}, If_Match='"1"')
    assert response.status_code == 412
    assert codes(response) == ["case.stale"]
    assert response.json()["saved_by"] == cast.partner.name
    assert response["ETag"] == '"2"'
    assert officer.get(path)["land_class"] == "旱地"


def test_a_stale_edit_of_a_draft_says_who_saved(cast: Cast, drafted: Story) -> None:
    officer = Program(token_for(cast.officer, drafted.now))
    partner = Program(token_for(cast.partner, drafted.now))
    path = f"/cases/{drafted.case.uuid}/draft"
    before = officer.get(path)
    partner.patch(path, {"performance": "十五日内履行。"}, before["version"])
    response = officer.ask("PATCH", path, {"performance": "三十日内履行。"}, If_Match=f'"{before["version"]}"')
    assert response.status_code == 412
    assert codes(response) == ["draft.stale"]
    assert response.json()["saved_by"] == cast.partner.name
    now = officer.get(path)
    assert now["fields"]["performance"] == "十五日内履行。"
    assert now["fields"]["facts"] == before["fields"]["facts"]


def test_a_stale_edit_of_a_document_says_who_saved(cast: Cast, officer: Program, story: Story) -> None:
    made = officer.post(f"/cases/{story.case.uuid}/documents", {"code": "site_record", "fields": {"place": "甲处"}})
    path = f"/documents/{made['uuid']}"
    partner = Program(token_for(cast.partner, story.now))
    saved = partner.patch(path, {"fields": {"land_class": "旱地"}}, 1)
    assert saved["fields"] == {"place": "甲处", "land_class": "旱地"}
    response = officer.ask("PATCH", path, {"fields": {"place": "乙处"}}, If_Match='"1"')
    assert response.status_code == 412
    assert codes(response) == ["document.conflict"]
    assert response.json()["saved_by"] == cast.partner.name
    assert codes(officer.ask("POST", f"{path}/finalise", If_Match='"1"')) == ["document.conflict"]


# -- problems ----------------------------------------------------------------------------------------------------------


def test_all_refusals_come_at_once_with_their_fields_and_articles(officer: Program, story: Story) -> None:
    body = {"shown_at": "2030-01-01T09:00:00+08:00", "place": " ", "method": "oral", "officers": []}
    response = officer.ask("POST", f"/cases/{story.case.uuid}/identity-showings", body)
    assert response.status_code == 422
    assert codes(response) == ["field.future", "field.required", "G01"]
    assert [each["field"] for each in response.json()["errors"]] == ["shown_at", "place", "officers"]
    assert all(each["cite"] for each in response.json()["errors"])


@pytest.mark.parametrize(
    "body,field",
    [
        ({}, "outcome"),
        ({"outcome": "maybe"}, "outcome"),
        ({"outcome": "none", "reson": "试"}, "reson"),
        ({"outcome": "none", "reason": 3}, "reason"),
    ],
)
def test_a_body_that_does_not_fit_names_the_field(officer: Program, story: Story, body: Any, field: str) -> None:
    response = officer.ask("POST", f"/cases/{story.case.uuid}/transfer-screenings", body)
    assert response.status_code == 422
    assert codes(response)[0].startswith("input.")
    assert [each["field"] for each in response.json()["errors"]] == [field]


def test_what_is_no_json_is_said_so(officer: Program, story: Story) -> None:
    path = f"/api/v1/cases/{story.case.uuid}/transfer-screenings"
    headers = {"Authorization": f"Bearer {officer.secret}", "Idempotency-Key": "k"}
    response = officer.client.generic("POST", path, b"{", content_type="application/json", headers=headers)
    assert response.status_code == 400
    assert codes(response) == ["http.body"]


@pytest.mark.parametrize("value", [1.5, "a\x00b", [[[[[[[["deep"]]]]]]]], 2**60])
def test_what_could_not_be_kept_is_refused_and_not_a_fault(officer: Program, story: Story, value: Any) -> None:
    body = {"code": "site_record", "fields": {"area": value}}
    response = officer.ask("POST", f"/cases/{story.case.uuid}/documents", body)
    assert response.status_code == 422
    assert codes(response) == ["input.value_error"]


def test_a_lone_text_with_nul_is_refused(officer: Program, story: Story) -> None:
    body = {"outcome": "keep", "reason": "a\x00b"}
    assert codes(officer.ask("POST", f"/cases/{story.case.uuid}/transfer-screenings", body)) == ["input.value_error"]


@pytest.mark.parametrize(
    "method,path", [("GET", "/nothing"), ("GET", "/cases/1"), ("POST", "/cases/x/moves/fly"), ("GET", "/docs")]
)
def test_an_address_that_does_not_exist_is_a_problem_too(officer: Program, method: str, path: str) -> None:
    response = officer.ask(method, path)
    assert response.status_code in (404, 422)
    assert codes(response)


def test_a_method_that_does_not_exist_is_a_problem_too(officer: Program) -> None:
    response = officer.ask("DELETE", "/cases")
    assert response.status_code == 405
    assert codes(response) == ["http.method"]
    assert "GET" in response["Allow"]


# -- moves -------------------------------------------------------------------------------------------------------------


def test_every_move_of_the_procedure_with_an_act_can_be_made(story: Story) -> None:
    # 登记线索 makes the case (POST /cases); declared moves have the addresses steps and services.
    moves = {each.code for each in definition_of(story.case).moves if not each.declared}
    assert moves - WAYS.keys() == {"register_lead"}
    known = {each.code for definition in procedures_on(local_date(story.now)) for each in definition.moves}
    assert WAYS.keys() <= known


def test_a_move_out_of_turn_says_what_comes_first(cast: Cast, story: Story) -> None:
    """Both ways: whatever is not open at this step is refused, whoever asks."""
    program = Program(token_for(cast.leader, story.now))
    path = f"/cases/{story.case.uuid}/moves"
    opened = {each.code for each in procedure.available(definition_of(story.case), "P3")}
    for code in {"approve_decision", "issue_decision", "discuss_collectively", "reject_decision"} - opened:
        body = {"fields": {}, "opinions": [{"name": "甲", "opinion": "同意"}, {"name": "乙", "opinion": "同意"}]}
        body = {"reason": "试"} if code == "reject_decision" else body if code == "discuss_collectively" else None
        assert codes(program.ask("POST", f"{path}/{code}", body)) == ["procedure.step"], code
        assert program.last.status_code == 409


def test_a_choice_outside_the_template_is_refused(cast: Cast, now: datetime, settings: Any) -> None:
    story = begin(cast, now).to("conclude")
    settings.FIXED_NOW = story.now
    head = Program(token_for(cast.head, story.now))
    body = {"fields": {"jurisdiction": "也许"}}
    assert codes(head.ask("POST", f"/cases/{story.case.uuid}/moves/hear_case", body)) == ["field.choice"]
