"""Following without an account: feeds that answer a question, letters asked for twice and left at once."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from daylight.core.refusal import Refused
from daylight.portal import letters, search, subscribing
from daylight.portal.following import Followed
from daylight.portal.models import Letter, Subscription
from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.urls("tests.portal.urls")
Render = Callable[[], int]
ATOM = "{http://www.w3.org/2005/Atom}"
CODE = "91370687MA00000000"
ADDRESS = "reader@example.cn"
THIRD = "3f0c6f0a-0000-4000-8000-000000000005"


@pytest.fixture(autouse=True)
def _outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def links(message: EmailMessage) -> list[str]:
    return [re.sub(r"^https?://[^/]+", "", each) for each in re.findall(r"https?://\S+", str(message.body))]


def subscribed(client: Client, now: datetime, **asked: str) -> Subscription:
    """Asked for, confirmed by the link of the letter."""
    assert client.post("/subscribe/", {"address": ADDRESS, **asked}).status_code == 200
    assert letters.send_letters(now) == 1
    (path,) = [each for each in links(mail.outbox[-1]) if "/confirm/" in each]
    assert "确认订阅" in client.get(path).content.decode()
    assert "订阅成功" in client.post(path).content.decode()
    return Subscription.objects.latest("id")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 3),
        (f"party={CODE}", 1),
        ("category=行政处罚", 3),
        ("category=行政许可", 0),
        ("agency=haiyang", 3),
        ("q=占地&agency=x", 0),
        ("q=耕地", 1),
    ],
)
def test_a_feed_answers_a_question(site: Path, client: Client, asked: str, found: int) -> None:
    answer = client.get(f"/feed.atom?{asked}")
    tree = ElementTree.fromstring(answer.content)
    assert len(tree.findall(f"{ATOM}entry")) == found
    if asked:
        assert tree.find(f"{ATOM}id").text == tree.find(f"{ATOM}link[@rel='self']").get("href")


def test_a_code_that_is_none_is_not_taken_for_everything(site: Path, client: Client) -> None:
    answer = client.get("/feed.atom?party=zzz")
    assert (answer.status_code, answer.content.decode()) == (422, "统一社会信用代码应为 18 位，请核对。")
    page = client.get("/subscribe/?party=zzz&q=耕地")
    body = page.content.decode()
    assert page.status_code == 422 and "统一社会信用代码应为 18 位，请核对。" in body
    assert 'value="zzz"' in body and 'value="耕地"' in body and "现在选定" not in body and "/feed.atom?" not in body
    assert client.post("/subscribe/", {"address": ADDRESS, "party": "zzz"}).status_code == 422
    assert not Subscription.objects.exists()


def test_asked_for_confirmed_told_and_left(site: Path, client: Client, tell: Tell, now: datetime) -> None:
    made = subscribed(client, now, q="耕地")
    assert made.confirmed_at is not None and made.said == "含“耕地”的公示"
    # Nothing of before is told.
    assert letters.tell_subscribers(now) == 0
    fresh = records.person_record(uuid=THIRD, code="ABCDEFGH", title="新的决定")
    tell(
        records.published(fresh),
        records.published(records.record(uuid="3f0c6f0a-0000-4000-8000-000000000006", code="ABCDEFG1")),
    )
    search.rebuild()
    assert letters.tell_subscribers(now) == 1 and letters.send_letters(now) == 1
    told = mail.outbox[-1]
    assert "新的决定" in told.body and "ABCDEFG1" not in told.body and "有 1 条更新" in told.subject
    assert told.to == [ADDRESS] and "One-Click" in told.extra_headers["List-Unsubscribe-Post"]
    # At most one letter a day.
    tell(records.published(records.person_record(uuid="3f0c6f0a-0000-4000-8000-000000000008", code="ABCDEFG2")))
    assert letters.tell_subscribers(now) == 0
    (path,) = [each for each in links(told) if "/leave/" in each]
    assert "退订" in client.get(path).content.decode() and Subscription.objects.exists()
    assert Client(enforce_csrf_checks=True).post(path).status_code == 200
    assert not Subscription.objects.exists() and not Letter.objects.exists()
    assert client.get(path).status_code == 404


def test_what_was_withdrawn_meanwhile_is_not_told(site: Path, client: Client, tell: Tell, now: datetime) -> None:
    subscribed(client, now)
    tell(records.published(records.record(uuid=THIRD, code="ABCDEFGH")))
    assert letters.tell_subscribers(now) == 1
    tell(records.withdrawn(THIRD))
    sent = len(mail.outbox)
    letters.send_letters(now)
    assert len(mail.outbox) == sent and not Letter.objects.exists()


def test_nobody_learns_who_has_subscribed(site: Path, client: Client, now: datetime) -> None:
    subscribed(client, now)
    known = client.post("/subscribe/", {"address": ADDRESS}).content.decode()
    other = client.post("/subscribe/", {"address": "other@example.cn"}).content.decode()
    assert known == other.replace("other@example.cn", ADDRESS)
    assert Subscription.objects.filter(address=ADDRESS).count() == 1 and Letter.objects.count() == 1


def test_a_request_nobody_answers_is_forgotten(site: Path, client: Client, now: datetime) -> None:
    subscribing.ask(ADDRESS, Followed(), now)
    token = subscribing.confirm_path(Subscription.objects.get())
    assert subscribing.forget_unanswered(now + timedelta(hours=47)) == 0
    assert subscribing.forget_unanswered(now + timedelta(hours=49)) and not Subscription.objects.exists()
    assert client.get(token).status_code == 404


@pytest.mark.parametrize("path", ["/subscribe/confirm/x/", "/subscribe/leave/forged:abc/"])
def test_a_forged_link_leads_nowhere(db: None, client: Client, path: str) -> None:
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


@pytest.mark.parametrize(
    ("address", "q", "word"), [("reader", "", "邮箱写得不完整"), (ADDRESS, "苏小明", "自然人姓名不能检索")]
)
def test_what_cannot_be_followed_is_said_and_nothing_is_lost(
    site: Path, client: Client, address: str, q: str, word: str
) -> None:
    answer = client.post("/subscribe/", {"address": address, "q": q})
    page = answer.content.decode()
    assert answer.status_code == 422 and word in page and f'value="{address}"' in page
    assert not Subscription.objects.exists()


def test_a_crowd_is_turned_away_with_a_sentence(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "CROWD", 1)
    subscribing.ask(ADDRESS, Followed(), now)
    with pytest.raises(Refused):
        subscribing.ask("other@example.cn", Followed(), now)


def test_a_mail_server_that_is_down_is_asked_again_and_a_dead_address_forgotten(
    site: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(self: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPServerDisconnected("down")

    subscribing.ask(ADDRESS, Followed(), now)
    monkeypatch.setattr(EmailMessage, "send", down)
    moment, tries = now, 0
    while Subscription.objects.exists():
        letter = Letter.objects.get()
        assert letter.attempts == tries and ADDRESS not in letter.last_error
        assert letters.send_letters(moment) == 0 and letters.send_letters(moment) == 0
        moment, tries = moment + letters.LONGEST_WAIT, tries + 1
    assert tries == letters.GIVE_UP and not Letter.objects.exists()


def test_without_a_mail_server_only_feeds_are_offered(site: Path, client: Client, settings: Settings) -> None:
    settings.MAIL_OFFERED = False
    page = client.get("/subscribe/?category=行政处罚").content.decode()
    assert 'name="address"' not in page and "feed.atom?category=" in page
    assert client.post("/subscribe/", {"address": ADDRESS}).status_code == 200 and not Subscription.objects.exists()
