"""Who is let in: no token, a bad one, an expired one; outsiders see nothing, colleagues without the right are refused."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.config.command import main
from daylight.core.refusal import Refused
from daylight.web.api.acts import issue_token, revoke_token
from daylight.web.api.models import Token
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
def case(story: Story) -> Case:
    return story.case


def test_without_a_token_nothing_is_answered(case: Case) -> None:
    program = Program("")
    assert codes(program.ask("GET", f"/cases/{case.uuid}")) == ["token.missing"]
    assert program.last.status_code == 401
    assert program.last["WWW-Authenticate"].startswith("Bearer")


def test_a_token_nobody_issued_is_not_accepted(case: Case) -> None:
    assert codes(Program("dl_wrong").ask("GET", "/cases")) == ["token.unknown"]


def test_a_session_does_not_open_the_interface(cast: Cast, case: Case) -> None:
    client = Client()
    with permit("fixture"):
        client.force_login(cast.officer)
    assert client.get(f"/api/v1/cases/{case.uuid}").status_code == 401


def test_a_token_ends_on_its_day(cast: Cast, story: Story, settings: Any) -> None:
    program = Program(token_for(cast.officer, story.now, days=1))
    assert program.get("/me")["name"] == cast.officer.name
    settings.FIXED_NOW = story.now + timedelta(days=1)
    assert codes(program.ask("GET", "/me")) == ["token.expired"]


def _revoked(cast: Cast, now: datetime) -> None:
    revoke_token(Token.objects.get(person=cast.officer), actor=cast.officer, now=now)


def _disabled(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        Person.objects.filter(pk=cast.officer.pk).update(is_active=False)


def _transferred(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        Person.objects.filter(pk=cast.officer.pk).update(agency=cast.stranger.agency)


@pytest.mark.parametrize("ending", [_revoked, _disabled, _transferred])
def test_a_token_dies_with_its_withdrawal_the_account_and_a_transfer(cast: Cast, story: Story, ending: Any) -> None:
    program = Program(token_for(cast.officer, story.now))
    program.get("/me")
    ending(cast, story.now)
    assert codes(program.ask("GET", "/me")) == ["token.revoked"]


def test_only_a_digest_is_kept_and_the_last_use_by_day(cast: Cast, story: Story) -> None:
    secret = token_for(cast.officer, story.now)
    Program(secret).get("/me")
    token = Token.objects.get(person=cast.officer)
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert token.last_used_on == story.now.date()
    assert secret not in str(list(Entry.objects.filter(kind="web.token.issued").values_list("data", flat=True)))


def test_nobody_issues_a_token_for_somebody_else_except_the_security_administrator(cast: Cast, now: datetime) -> None:
    until = now + timedelta(days=1)
    with pytest.raises(Refused):
        issue_token(cast.officer, "0" * 64, "试", until, actor=cast.leader, now=now)
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.keeper, role="security_admin")
    assert issue_token(cast.officer, "0" * 64, "试", until, actor=cast.keeper, now=now).person == cast.officer
    with pytest.raises(Refused):
        issue_token(cast.stranger, "1" * 64, "试", until, actor=cast.keeper, now=now)


def test_a_token_is_made_listed_and_stopped_at_the_command_line(cast: Cast, story: Story, capsys: Any) -> None:
    assert main(["token", "create", "officer", "--label", "业务系统", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    program = Program(made["token"])
    assert program.get("/me")["name"] == cast.officer.name
    assert main(["token", "list", "officer"]) == 0
    shown = capsys.readouterr().out
    assert "业务系统" in shown
    assert made["token"] not in shown
    assert main(["token", "revoke", str(made["number"])]) == 0
    assert program.ask("GET", "/me").status_code == 401
    for wrong in (["create", "nobody"], ["create", "officer", "--as", "leader"], ["revoke", "99"]):
        assert main(["token", *wrong]) == 2
        assert "。" in (said := capsys.readouterr().err) or "请" in said


PLACES = (
    ("GET", "/cases/{case}"),
    ("PATCH", "/cases/{case}"),
    ("GET", "/cases/{case}/draft"),
    ("POST", "/cases/{case}/moves/open_case"),
    ("POST", "/cases/{case}/moves/archive_case"),
    ("POST", "/cases/{case}/moves/issue_decision"),
    ("GET", "/documents/{document}"),
    ("PATCH", "/documents/{document}"),
    ("POST", "/documents/{document}/finalise"),
    ("GET", "/dossiers/{dossier}"),
    ("POST", "/dossiers/{dossier}/pass"),
    ("GET", "/list-versions/{list}"),
    ("POST", "/list-versions/{list}/withdraw"),
)
BODIES = {"withdraw": {"reason": "试"}, "pass": {}, "documents": {"fields": {}}, "cases": {"title": "试"}}


def test_an_outsider_cannot_tell_it_from_what_does_not_exist(cast: Cast, now: datetime, settings: Any) -> None:
    story = begin(cast, now).to("send")
    settings.FIXED_NOW = story.now
    names = {
        "case": story.case.uuid,
        "document": story.case.documents.first().uuid,
        "dossier": story.dossier.uuid,
        "list": Entry.objects.filter(kind="lists.version.published").first().subject.split(":")[1],
    }
    program = Program(token_for(cast.stranger, story.now))
    for method, path in PLACES:
        parts = path.split("/")
        body = BODIES.get(parts[-1], BODIES.get(parts[1]) if method == "PATCH" else None)
        there = program.ask(method, path.format(**names), body, If_Match='"1"')
        nowhere = program.ask(method, path.format(**dict.fromkeys(names, uuid4())), body, If_Match='"1"')
        assert there.status_code == nowhere.status_code == 404, path
        assert there.json() == nowhere.json(), path


def test_an_outsiders_lists_are_empty(cast: Cast, story: Story) -> None:
    program = Program(token_for(cast.stranger, story.now))
    for path in ("/cases", "/dossiers", "/publications", "/lists/items/versions"):
        assert program.get(path)["items"] == []
    # Only that he was given a token.
    assert [each["kind"] for each in program.get("/events")["items"]] == ["web.token.issued"]
    assert {each["name"] for each in program.get("/people")["items"]} == {cast.stranger.name}


@pytest.mark.parametrize("role", ["keeper", "window"])
def test_a_colleague_without_the_right_to_read_sees_no_case(cast: Cast, story: Story, role: str) -> None:
    program = Program(token_for(getattr(cast, role), story.now))
    assert program.get("/cases")["items"] == []
    assert program.ask("GET", f"/cases/{story.case.uuid}").status_code == 404


@pytest.mark.parametrize(
    "role,path,body",
    [
        ("reviewer", "/cases/{case}/moves/conclude_investigation", {"fields": {}}),
        ("officer", "/cases/{case}/moves/open_case", None),
        ("leader", "/cases/{case}/identity-showings", {"place": "试", "method": "oral", "officers": []}),
        ("publisher", "/cases/{case}/documents", {"code": "site_record"}),
        ("keeper", "/cases", None),
    ],
)
def test_the_wrong_role_is_refused_in_words(cast: Cast, story: Story, role: str, path: str, body: Any) -> None:
    program = Program(token_for(getattr(cast, role), story.now))
    if path.endswith("showings"):
        body = body | {"shown_at": story.now.isoformat()}
    if path == "/cases":
        party = {"name": "演示甲某", "kind": "person"}
        body = {"item_code": "CF-T04", "source": "巡查", "lead": "试", "place": "试", "parties": [party]}
        body |= {"partner": str(cast.partner.uuid)}
    response = program.ask("POST", path.format(case=story.case.uuid), body)
    assert codes(response) == ["right.missing"]
    assert response.status_code == 403


def test_who_may_not_make_a_move_is_told_whose_it_is(cast: Cast, story: Story) -> None:
    program = Program(token_for(cast.reviewer, story.now))
    moves = {each["code"]: each for each in program.get(f"/cases/{story.case.uuid}")["available"]}
    assert moves["conclude_investigation"]["refusals"][0]["code"] == "right.missing"
    assert moves["conclude_investigation"]["roles"] == ["执法人员"]


def test_identity_numbers_never_leave(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    story = begin(cast, now)
    number = "370687199001010015"
    digits = [int(each) * 2 ** (17 - n) % 11 for n, each in enumerate(number[:17])]
    number = number[:17] + "10X98765432"[sum(digits) % 11]
    party = {"name": "演示甲某", "kind": "person", "id_number": number, "address": "演示地址"}
    tale = story.tale
    program = Program(token_for(cast.officer, now))
    case = program.post(
        "/cases",
        {
            "item_code": tale.item_code,
            "source": "巡查",
            "lead": "巡查发现占地",
            "place": tale.place,
            "parties": [party],
            "partner": str(cast.partner.uuid),
            "area_m2": "10.00",
        },
    )
    assert case["parties"][0]["identity_recorded"] is True
    for path in (f"/cases/{case['uuid']}", "/cases", "/events"):
        assert number not in program.ask("GET", path).content.decode()
