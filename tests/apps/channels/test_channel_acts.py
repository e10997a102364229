"""增加、修改推送渠道, 重新推送: who may, what is refused, what the journal keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.outbox import keyring
from daylight.base.outbox.acts import ChannelInput, add_channel, change_channel, resend_message
from daylight.base.outbox.delivering import deliver_out
from daylight.base.outbox.models import Channel, Message, Resending
from daylight.base.outbox.posting import drop_waiting
from daylight.base.permit import permit
from tests.apps.channels.place import administrator, channel, message, running
from tests.cast import Cast
from tests.refusing import codes, fields, refused

GOOD = ChannelInput("县政府门户", "https://www.haiyang.gov.cn/receive", "file:gov")


def test_an_administrator_enters_and_changes_it(cast: Cast, now: datetime) -> None:
    admin = administrator(cast)
    made = add_channel("gov", "municipal_portal", GOOD, actor=admin, now=now)
    assert made.active and made.agency == cast.agency
    changed = change_channel(made, replace(GOOD, active=False), made.version, actor=admin, now=now)
    assert not changed.active and changed.version == 2
    added, edited = Entry.objects.filter(kind__startswith="base.channel.").order_by("id")
    assert added.data["after"]["address"] == GOOD.address and added.actor == admin
    assert (edited.data["before"]["active"], edited.data["after"]["active"]) == (True, False)


def test_nobody_else_does(cast: Cast, now: datetime) -> None:
    made = channel(cast, now, "municipal_portal", "https://a.example/")
    for person in cast.everybody().values():
        assert codes(refused(add_channel, "x", "webhook", GOOD, actor=person, now=now)) == {"right.missing"}
        assert codes(refused(change_channel, made, GOOD, 1, actor=person, now=now)) == {"right.missing"}


BAD = [
    ("gov", "municipal_portal", replace(GOOD, name=" "), "name"),
    ("gov", "municipal_portal", replace(GOOD, address=""), "address"),
    ("gov", "municipal_portal", replace(GOOD, address="http://elsewhere.example/"), "address"),
    ("gov", "municipal_portal", replace(GOOD, secret="the secret itself"), "secret"),
    ("gov", "municipal_portal", replace(GOOD, secret="env:DAYLIGHT_SECRET_KEY"), "secret"),
    ("gov", "municipal_portal", replace(GOOD, secret="file:../personal.key"), "secret"),
    ("gov", "fax", GOOD, "kind"),
    ("Gov!", "municipal_portal", GOOD, "code"),
    ("portal", "municipal_portal", GOOD, "code"),
]


@pytest.mark.parametrize(("code", "kind", "typed", "field"), BAD)
def test_what_is_refused(cast: Cast, now: datetime, code: str, kind: str, typed: ChannelInput, field: str) -> None:
    found = refused(add_channel, code, kind, typed, actor=administrator(cast), now=now)
    assert fields(found) == {field}
    assert not Channel.objects.exists()


def test_a_code_is_used_once_and_a_stale_page_is_refused(cast: Cast, now: datetime) -> None:
    made = channel(cast, now, "municipal_portal", "https://a.example/")
    admin = administrator(cast)
    assert fields(refused(add_channel, "gov", "webhook", GOOD, actor=admin, now=now)) == {"code"}
    assert codes(refused(change_channel, made, GOOD, 7, actor=admin, now=now)) == {"channel.stale"}


def test_no_secret_is_in_the_database(cast: Cast, now: datetime) -> None:
    made = channel(cast, now, "webhook", "https://a.example/")
    secret = keyring.secret_at(made.secret).decode()
    kept = [str(vars(each)) for model in (Channel, Message, Entry) for each in model.objects.all()]
    assert kept and not [text for text in kept if secret in text]


def test_a_person_sends_again_with_a_reason(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "declines"
        found = channel(cast, now, "municipal_portal", there.address)
        sent = message("gov", "a", 1, now)
        deliver_out(found, now)
        there.receiver.mood = "ok"
        assert deliver_out(found, now) == 0
        assert fields(refused(resend_message, sent, "", actor=cast.publisher, now=now)) == {"reason"}
        assert codes(refused(resend_message, sent, "x", actor=cast.stranger, now=now)) == {"right.missing"}
        resend_message(sent, "接收方已修好", actor=cast.publisher, now=now)
        assert deliver_out(found, now) == 1
        # Again, though it arrived: the receiver has it once.
        resend_message(sent, "接收方误删，请求补推", actor=cast.publisher, now=now)
        assert deliver_out(found, now) == 1
        assert list(there.receiver.taken) == ["gov:a:1"] and len(there.receiver.offered) == 3
    assert [each.reason for each in Resending.objects.all()] == ["接收方已修好", "接收方误删，请求补推"]
    entry = Entry.objects.filter(kind="base.message.resent").last()
    assert entry.data["state"] == "delivered" and entry.data["message"] == "gov:a:1"


def test_what_was_overtaken_or_withdrawn_is_not_sent_again(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        first, _ = message("gov", "a", 1, now), message("gov", "a", 2, now)
        deliver_out(found, now)
    assert codes(refused(resend_message, first, "x", actor=cast.publisher, now=now)) == {"message.overtaken"}
    dropped = message("gov", "b", 1, now)
    with permit("fixture"):
        drop_waiting("gov", "b", now)
    assert codes(refused(resend_message, dropped, "x", actor=cast.publisher, now=now)) == {"message.dropped"}
    inner = message("portal", "c", 1, now)
    assert codes(refused(resend_message, inner, "x", actor=cast.publisher, now=now)) == {"message.inner"}
    typed = ChannelInput(found.name, found.address, found.secret, active=False)
    change_channel(found, typed, 1, actor=administrator(cast), now=now)
    assert codes(refused(resend_message, first, "x", actor=cast.publisher, now=now)) == {"message.stopped"}
