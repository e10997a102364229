"""推送结果, 信用报送, 推送渠道 in the browser: who may, what is refused and kept, what nobody sees."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base.orgs.models import Agency, Person
from daylight.base.outbox import keyring
from daylight.base.outbox.delivering import deliver_all
from daylight.base.outbox.models import Channel, Message
from daylight.base.outbox.queries import ALARM_AFTER
from daylight.base.permit import permit
from daylight.cases.models import Party
from daylight.disclosure import acts, credit_queue
from daylight.disclosure.credit_models import CreditReport
from tests.apps.channels.place import administrator, channel, message, running
from tests.apps.disclosure.room import IDENTITY, opened
from tests.cast import Cast
from tests.web.desks import words
from tests.web.entering import signed_in

AGENCY_CODE = "11370687004260666X"
READERS = {"publisher", "leader"}


@pytest.fixture
def now(settings) -> datetime:
    found = datetime.fromisoformat("2026-11-27T09:00:00+08:00")
    settings.FIXED_NOW = found
    return found


@pytest.fixture
def admin(cast: Cast) -> Person:
    return administrator(cast)


@pytest.fixture
def declined(cast: Cast, now: datetime) -> Message:
    with running("municipal_portal") as there:
        there.receiver.mood = "declines"
        channel(cast, now, "municipal_portal", there.address)
        sent = message("gov", "a", 1, now)
        deliver_all(now)
    return sent


@pytest.fixture
def report(cast: Cast, now: datetime) -> CreditReport:
    with permit("fixture"):
        Agency.objects.filter(pk=cast.agency.pk).update(credit_code=AGENCY_CODE)
    copy = acts.prepare_copy(opened(cast, now, "organisation"), actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    credit_queue.work(now)
    return CreditReport.objects.get()


def test_who_sees_what(cast: Cast, admin: Person, declined: Message, report: CreditReport) -> None:
    reading = [
        reverse("office:deliveries"),
        reverse("office:delivery", args=[declined.uuid]),
        reverse("office:credit-desk"),
        reverse("office:credit-unreported"),
        reverse("office:credit", args=[report.uuid]),
    ]
    keeping = [reverse("office:channels"), reverse("office:channel", args=[Channel.objects.get().uuid])]
    for name, person in {**cast.everybody(), "admin": admin}.items():
        client = signed_in(person)
        for url in reading:
            fine = name in READERS or (name == "stranger" and url in (reading[0], reading[2], reading[3]))
            assert client.get(url).status_code == (200 if fine else 404), (name, url)
        for url in keeping:
            assert client.get(url).status_code == (200 if name == "admin" else 404), (name, url)
    for url in (*reading, *keeping):
        assert Client().get(url).status_code == 302
    # The stranger leads another agency's desk: it is empty.
    assert "还没有配置推送渠道" in words(signed_in(cast.stranger).get(reading[0]))
    assert report.decision.number not in words(signed_in(cast.stranger).get(reading[2]))


def test_empty_desks(cast: Cast, admin: Person, now: datetime) -> None:
    client = signed_in(cast.publisher)
    assert "还没有配置推送渠道" in words(client.get(reverse("office:deliveries")))
    assert "还没有报送" in words(client.get(reverse("office:credit-desk")))
    assert "都已报送" in words(client.get(reverse("office:credit-unreported")))
    shown = words(signed_in(admin).get(reverse("office:channels")))
    assert "还没有推送渠道" in shown and "待接入" in shown


def test_what_failed_is_said_and_sent_again(cast: Cast, declined: Message, now: datetime) -> None:
    client = signed_in(cast.publisher)
    shown = words(client.get(reverse("office:deliveries")))
    assert "没有送达" in shown and "必填项不完整" in shown
    for query, status in (("?state=failed", 200), ("?channel=gov&state=delivered&page=9", 200), ("?state=lost", 404),
                          ("?channel=x", 404)):  # fmt: skip
        assert client.get(reverse("office:deliveries") + query).status_code == status
    url = reverse("office:delivery-resend", args=[declined.uuid])
    refused = client.post(url, {"reason": " "})
    assert refused.status_code == 422 and "请写明重新推送的理由" in words(refused)
    assert client.post(url, {"reason": "接收方已修好"}).status_code == 302
    shown = words(client.get(reverse("office:delivery", args=[declined.uuid])))
    assert "接收方已修好" in shown and "第 1 次" in shown
    # Whoever only reads has no button, and no address behind it.
    assert "理由" not in words(signed_in(cast.leader).get(reverse("office:delivery", args=[declined.uuid])))
    assert signed_in(cast.leader).post(url, {"reason": "x"}).status_code == 404


def test_the_alarm_is_among_the_tasks(cast: Cast, declined: Message, now: datetime, settings) -> None:
    home = reverse("office:home")
    assert "推送到" not in words(signed_in(cast.publisher).get(home))
    settings.FIXED_NOW = now + ALARM_AFTER + timedelta(minutes=1)
    assert "推送到演示接收方" in words(signed_in(cast.publisher).get(home))
    assert "推送到" not in words(signed_in(cast.leader).get(home))


def test_a_lacking_field_is_shown_with_where_to_mend_it(cast: Cast, report: CreditReport, now: datetime) -> None:
    client = signed_in(cast.publisher)
    assert "补正后报送" in words(client.get(reverse("office:home")))
    page = client.get(reverse("office:credit", args=[report.uuid]))
    assert "法定代表人没有填写" in words(page) and "96" not in words(page).partition("罚款金额")[0][-5:]
    assert reverse("office:case-people", args=[report.decision.case.uuid]) in page.content.decode()
    url = reverse("office:credit-report", args=[report.decision.uuid])
    refused = client.post(url, {"purpose": "credit"})
    assert refused.status_code == 422 and 'href="#f-CF_FRDB"' in refused.content.decode()
    assert '<option value="credit" selected>' in refused.content.decode()
    fill = reverse("office:credit-complete", args=[report.uuid])
    refused = client.post(fill, {"legal_representative": "演示代表", "code": "91370000MA3C000000"})
    assert (
        refused.status_code == 422 and "已经登记" in words(refused) and 'value="演示代表"' in refused.content.decode()
    )
    assert signed_in(cast.leader).post(fill, {"legal_representative": "x"}).status_code == 404
    assert client.post(fill, {"legal_representative": "演示代表"}).status_code == 302
    assert Party.objects.get(pk=report.party_id).legal_representative == "演示代表"
    assert client.post(url, {"purpose": ""}).status_code == 302
    report.refresh_from_db()
    assert report.state == "reported" and report.reported_by == cast.publisher
    assert signed_in(cast.leader).post(url, {}).status_code == 404
    assert signed_in(cast.stranger).post(url, {}).status_code == 404


def test_no_page_shows_a_number(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        Agency.objects.filter(pk=cast.agency.pk).update(credit_code=AGENCY_CODE)
    channel(cast, now, "credit_china", "https://a.example/", code="credit")
    copy = acts.prepare_copy(opened(cast, now, "person"), actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    assert credit_queue.work(now) == 1
    row, told = CreditReport.objects.get(), Message.objects.get(channel="credit")
    client = signed_in(cast.publisher)
    pages = [
        client.get(reverse("office:credit", args=[row.uuid])),
        client.get(reverse("office:delivery", args=[told.uuid])),
    ]
    for page in pages:
        assert page.status_code == 200 and IDENTITY not in page.content.decode()
    assert "仅报送、共享" in words(pages[0]) and "加密保存" in words(pages[1])
    refused = client.post(reverse("office:credit-report", args=[row.decision.uuid]), {"purpose": "credit"})
    assert refused.status_code == 422 and "自然人的处罚信息不得推送信用公示" in words(refused)


def test_an_unreported_decision_says_why(cast: Cast, now: datetime) -> None:
    task = opened(cast, now)
    client = signed_in(cast.publisher)
    shown = words(client.get(reverse("office:credit-unreported")))
    assert task.decision.number in shown and "还没有完成公示审核" in shown
    refused = client.post(reverse("office:credit-report", args=[task.decision.uuid]))
    assert refused.status_code == 422 and "还没有完成公示审核" in words(refused)


GOOD = {"kind": "municipal_portal", "code": "gov", "name": "县政府门户", "address": "https://www.haiyang.gov.cn/receive",
        "secret": "file:gov", "active": "1"}  # fmt: skip


def test_an_administrator_keeps_channels(cast: Cast, admin: Person, now: datetime) -> None:
    client = signed_in(admin)
    add = reverse("office:channel-add")
    refused = client.post(add, {**GOOD, "address": "http://elsewhere.example/"})
    assert refused.status_code == 422
    said = unescape(refused.content.decode())
    assert "须用 https:// 开头" in said and 'value="http://elsewhere.example/"' in said and 'value="县政府门户"' in said
    assert client.post(add, GOOD).status_code == 302
    made = Channel.objects.get()
    page = reverse("office:channel", args=[made.uuid])
    assert "没有密钥" in words(client.get(page))
    keyring.make("gov")
    assert "没有密钥" not in words(client.get(page))
    changed = {**GOOD, "name": "市政府门户", "version": "1"}
    del changed["active"]
    assert client.post(page, {**changed, "version": "x"}).status_code == 422
    assert client.post(page, changed).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.active, made.code) == ("市政府门户", False, "gov")
    assert "已停用" in words(client.get(reverse("office:channels")))
    assert signed_in(cast.publisher).post(add, GOOD).status_code == 404


def test_the_agency_code(cast: Cast, admin: Person, now: datetime) -> None:
    client, url = signed_in(admin), reverse("office:channel-agency")
    for code, said in (("", "请填写统一社会信用代码"), ("123", "应为 18 位")):
        refused = client.post(url, {"agency_code": code})
        assert refused.status_code == 422 and said in words(refused)
    assert client.post(url, {"agency_code": "1137 0687 0042 6066 6X"}).status_code == 302
    assert Agency.objects.get(pk=cast.agency.pk).credit_code == AGENCY_CODE
