"""投诉 from the page of an officer: a receipt, sealed content, one form once, floods stopped, nothing typed lost."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base.journal.models import Entry
from daylight.portal.acts import answer_complaint
from daylight.portal.complaints import MOST
from daylight.portal.models import Complaint
from tests.cast import Cast
from tests.portal import records
from tests.portal.conftest import Tell
from tests.portal.test_officers import NUMBER, officers
from tests.refusing import codes, refused
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
NEW = "/complaints/new/"
STORY = "2026年11月20日上午在西坡村检查时没有出示证件。"


@pytest.fixture
def site(cast: Cast, now: datetime, tell: Tell, settings: Any) -> None:
    settings.FIXED_NOW = now
    message = officers()
    tell(records.site_described(), message | {"agency": {"name": cast.agency.name, "code": cast.agency.code}})


def form(client: Client, **asked: str) -> dict[str, str]:
    page = client.get(NEW, asked)
    assert page.status_code == 200
    found = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert found
    return {"form": found[1], "text": STORY, "contact": "0535-0000000", **asked}


def filed(client: Client, **more: str) -> Complaint:
    answer = client.post(NEW, form(client) | more)
    assert answer.status_code == 302
    return Complaint.objects.get(code=answer["Location"].split("/")[2])


def test_from_the_officer_to_the_answer(site: None, client: Client, cast: Cast) -> None:
    assert "投诉的是：演示甲" in words(client.get(NEW, {"about": NUMBER}))
    made = filed(client, about=NUMBER)
    assert (made.about, made.about_name, made.agency) == (NUMBER, "演示甲", cast.agency)
    assert STORY.encode() not in bytes(made.text_sealed) and b"0535" not in bytes(made.contact_sealed)
    receipt = words(client.get(f"/complaints/{made.code}/"))
    assert "办理中" in receipt and STORY not in receipt
    assert made.due_on.isoformat() in receipt
    assert made.code in words(enter(cast.leader).get(reverse("office:home")))
    page = reverse("office:complaint", args=[made.uuid])
    assert STORY in words(enter(cast.reviewer).get(page))
    empty = enter(cast.reviewer).post(page, {"answer": " "})
    assert empty.status_code == 422
    assert enter(cast.reviewer).post(page, {"answer": "经核实，已批评教育。"}).status_code == 302
    assert "经核实，已批评教育" in words(client.get("/complaints/", {"code": made.code.lower()}, follow=True))
    assert enter(cast.reviewer).post(page, {"answer": "再答"}).status_code == 422
    kinds = list(Entry.objects.filter(subject=f"complaint:{made.uuid}").order_by("id").values_list("kind", flat=True))
    assert kinds == ["portal.complaint.filed", "portal.complaint.answered"]
    assert STORY not in str(list(Entry.objects.values_list("data", flat=True)))


def test_only_those_who_answer_may_read_and_never_the_person_himself(site: None, client: Client, cast: Cast) -> None:
    made = filed(client, about=NUMBER)
    desk, page = reverse("office:complaints"), reverse("office:complaint", args=[made.uuid])
    for name, person in cast.everybody().items():
        expected = 200 if name in {"reviewer", "leader"} else 404
        seen = [enter(person).get(url).status_code for url in (desk, page)]
        assert seen == ([200, 404] if name == "stranger" else [expected, expected]), name
    cast.leader.certificate_number = NUMBER
    assert codes(refused(answer_complaint, made, "没有", actor=cast.leader, now=made.filed_at)) == {"complaint.self"}


def test_one_form_counts_once(site: None, client: Client) -> None:
    sent = form(client)
    first, again = client.post(NEW, sent), client.post(NEW, sent)
    assert first["Location"] == again["Location"] and Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"text": "太短"}, "至少 10 个字"),
        ({"text": "长" * 4001}, "请缩短到 4000 字"),
        ({"about": "没有这个号"}, "没有查到这个证件编号"),
        ({"website": "http://example.com"}, "请留空"),
        ({"form": "forged"}, "请再按一次提交"),
        ({"contact": "话" * 201}, "200 字以内"),
    ],
)
def test_what_is_refused_stays_on_the_page(site: None, client: Client, more: dict[str, str], said: str) -> None:
    sent = form(client) | more
    answer = client.post(NEW, sent)
    assert answer.status_code == 422 and said in words(answer)
    assert sent["text"] in answer.content.decode() and sent["contact"] in answer.content.decode()
    assert not Complaint.objects.exists()
    if "form" in more:
        mended = re.search(r'name="form" value="([^"]+)"', answer.content.decode())
        assert mended and client.post(NEW, sent | {"form": mended[1]}).status_code == 302


def test_a_flood_is_stopped_without_losing_words(site: None, client: Client) -> None:
    for _ in range(MOST):
        filed(client)
    stopped = client.post(NEW, form(client))
    assert stopped.status_code == 422 and "今天从这里提交的投诉较多" in words(stopped)
    assert STORY in stopped.content.decode()
    assert client.post(NEW, form(client), REMOTE_ADDR="192.0.2.9").status_code == 302


def test_a_wrong_code_says_nothing(site: None, client: Client) -> None:
    wrong = client.get("/complaints/ABCDEFGHJK/")
    assert wrong.status_code == 404 and "没有这个回执号" in words(wrong)
    assert client.get("/complaints/").status_code == 302
    assert client.get("/complaints/", {"code": "//example.com"})["Location"] == "/complaints/examplecom/"
