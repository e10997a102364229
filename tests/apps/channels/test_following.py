"""The county portal follows the public site; subscribers follow the journal. Neither misses, neither mixes agencies."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.chores import run_all
from daylight.base.journal.models import Entry
from daylight.base.outbox.delivering import deliver_all
from daylight.base.outbox.models import Channel, Message
from daylight.base.outbox.posting import deliver, put
from daylight.base.permit import permit
from daylight.channels.municipal_portal.pushing import follow as push
from daylight.channels.webhook.chores import follow
from daylight.disclosure import acts
from daylight.disclosure.models import Task
from daylight.portal import feed
from tests.apps.channels.place import channel, running
from tests.apps.disclosure.room import ISSUED_ON, NAME, opened
from tests.cast import Cast


@pytest.fixture
def now() -> datetime:
    return datetime.fromisoformat("2026-11-27T09:00:00+08:00")


def published(cast: Cast, now: datetime, kind: str = "person") -> Task:
    copy = acts.prepare_copy(opened(cast, now, kind), actor=cast.publisher, now=now)
    return acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now).task


def test_a_publication_is_pushed_after_the_site_has_it(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        channel(cast, now, "municipal_portal", there.address)
        task = published(cast, now)
        assert not Message.objects.filter(channel="gov").exists()
        deliver("portal", feed.apply, now)
        assert deliver_all(now) == 1
        (told,) = there.receiver.taken.values()
    assert told["kind"] == "decision.published" and told["uuid"] == str(task.uuid)
    assert told["address"].endswith(f"/decisions/{task.uuid}/")
    # Only what the public may read: the masked record, no paper's bytes.
    assert NAME not in str(told) and "content_base64" not in str(told)
    assert told["record"]["party"]["name"] == "钱某"


def test_a_withdrawal_reaches_the_county_and_nothing_withdrawn_leaves_late(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "down"
        channel(cast, now, "municipal_portal", there.address)
        late = published(cast, now)
        deliver("portal", feed.apply, now)
        deliver_all(now)
        acts.withdraw(late, "revoked", "决定被依法撤销", ISSUED_ON, actor=cast.publisher, now=now)
        deliver("portal", feed.apply, now)
        there.receiver.mood = "ok"
        with permit("fixture"):
            Channel.objects.update(next_try_at=None)
        assert deliver_all(now) == 1
        (told,) = there.receiver.taken.values()
    assert told["kind"] == "decision.withdrawn" and "record" not in told
    first = Message.objects.filter(channel="gov").order_by("id").first()
    assert first.dropped_at and not first.delivered_at and first.title.startswith("公示决定")


def test_a_decision_of_another_time_and_place_is_no_news_of_the_county(cast: Cast, now: datetime) -> None:
    found = channel(cast, now, "municipal_portal", "https://a.example/")
    with permit("fixture"):
        body = {
            "kind": "decision.published",
            "uuid": "u",
            "record": {"legacy": True, "title": "x", "agency": {"code": ""}},
        }
        kept = put("portal", lane="decision:u", key="k1", body=body, now=now)
        gone = put("portal", lane="decision:u", key="k2", body={"kind": "decision.withdrawn", "uuid": "u"}, now=now)
    assert push(found, kept) is None and push(found, gone) is None


def test_another_agency_is_told_nothing(cast: Cast, now: datetime) -> None:
    made = channel(cast, now, "municipal_portal", "https://a.example/")
    with permit("fixture"):
        Channel.objects.filter(pk=made.pk).update(agency=cast.stranger.agency)
    task = published(cast, now)
    acts.withdraw(task, "revoked", "决定被依法撤销", ISSUED_ON, actor=cast.publisher, now=now)
    assert deliver("portal", feed.apply, now) == 2
    assert not Message.objects.filter(channel="gov").exists()


def test_a_channel_that_is_stopped_is_told_nothing(cast: Cast, now: datetime) -> None:
    channel(cast, now, "municipal_portal", "https://a.example/", active=False)
    published(cast, now)
    assert deliver("portal", feed.apply, now) == 1
    assert not Message.objects.filter(channel="gov").exists()


def test_every_entry_becomes_one_event_in_the_order_of_its_case(cast: Cast, now: datetime) -> None:
    with running("webhook") as there:
        channel(cast, now, "webhook", there.address, code="hook")
        published(cast, now)
        run_all(now, rounds=50)
        entries = list(Entry.objects.filter(agency=cast.agency).order_by("agency_seq"))
        events = list(there.receiver.taken.values())
    assert sorted(each["id"] for each in events) == sorted(str(each.uuid) for each in entries)
    by_case = [each["data"]["seq"] for each in events if each["data"]["case"]]
    assert by_case and by_case == sorted(by_case)
    event = events[-1]
    assert event["specversion"] == "1.0" and event["type"].startswith("daylight.")
    assert event["dataref"].startswith("http") and "/api/v1/events?" in event["dataref"]
    # A subscriber has no rights: nothing of the content travels.
    assert all(set(each["data"]) == {"kind", "agency_seq", "case", "seq"} for each in events)
    assert NAME not in str(events) and cast.publisher.name not in str(events)


def test_a_subscriber_that_was_away_misses_nothing(cast: Cast, now: datetime) -> None:
    with running("webhook") as there:
        there.receiver.mood = "down"
        channel(cast, now, "webhook", there.address, code="hook")
        published(cast, now)
        assert follow(now) > 0 and follow(now) == 0
        deliver_all(now)
        there.receiver.mood = "ok"
        with permit("fixture"):
            Channel.objects.update(next_try_at=None)
        run_all(now, rounds=50)
        count = Entry.objects.filter(agency=cast.agency).count()
        assert len(there.receiver.taken) == count and len(there.receiver.offered) == count + 1
