"""Receivers that are down, slow, talk nonsense, decline or lose the line: nothing is lost, nothing is there twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from daylight.base.outbox import delivering, keyring, posting, queries, wire
from daylight.base.outbox.delivering import deliver_out
from daylight.base.outbox.kinds import KINDS, Taken
from daylight.base.outbox.models import Channel, DeliveryReceipt, Message
from daylight.base.permit import permit
from tests.apps.channels.place import channel, message, running
from tests.cast import Cast


def keys(code: str, *pairs: tuple[str, int]) -> list[str]:
    return [f"{code}:{lane}:{number}" for lane, number in pairs]


def rounds(found: Channel, now: datetime, hours: int) -> datetime:
    """The worker's rounds over some hours, a minute apart."""
    for _ in range(hours * 60):
        now += timedelta(minutes=1)
        found.refresh_from_db()
        deliver_out(found, now)
    return now


def test_in_order_once_and_with_receipts(cast: Cast, now: datetime) -> None:
    secret = keyring.secret_at(keyring.make("gov"))
    with running("municipal_portal", secret) as there:
        found = channel(cast, now, "municipal_portal", there.address)
        for number in (1, 2, 3):
            message("gov", "a", number, now)
        message("gov", "b", 1, now)
        assert deliver_out(found, now) == 4
        assert list(there.receiver.taken) == keys("gov", ("a", 1), ("a", 2), ("a", 3), ("b", 1))
        assert deliver_out(found, now) == 0
    assert not there.receiver.unsigned
    receipts = DeliveryReceipt.objects.all()
    assert [(each.attempt, each.outcome, each.status) for each in receipts] == [(1, "delivered", 200)] * 4
    assert receipts[0].reference == "模拟接收端000001"
    sent = there.receiver.taken["gov:a:1"]
    assert sent["message"] == "gov:a:1" and sent["n"] == 1


@pytest.mark.parametrize("mood", ["down", "nonsense", "duplicate", "slow"])
def test_an_ill_receiver_gets_everything_once_when_it_is_well(
    cast: Cast, now: datetime, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PATIENCE_SECONDS", 0.2)
    with running("municipal_portal") as there:
        there.receiver.mood = mood
        found = channel(cast, now, "municipal_portal", there.address)
        for number in (1, 2):
            message("gov", "a", number, now)
            message("gov", "b", number, now)
        assert deliver_out(found, now) == 0
        found.refresh_from_db()
        # The whole receiver rests: one attempt in the round, not one for each message.
        assert len(there.receiver.offered) == 1
        assert found.failures == 1 and found.next_try_at and found.next_try_at > now and found.said.endswith("。")
        assert deliver_out(found, now + timedelta(seconds=10)) == 0
        assert len(there.receiver.offered) == 1
        monkeypatch.setattr(wire, "PATIENCE_SECONDS", 5.0)
        there.receiver.mood = "ok"
        rounds(found, now, 1)
        assert sorted(there.receiver.taken) == keys("gov", ("a", 1), ("a", 2), ("b", 1), ("b", 2))
        lane = [key for key in there.receiver.taken if ":a:" in key]
        assert lane == keys("gov", ("a", 1), ("a", 2))
    assert not Message.objects.filter(delivered_at=None).exists()
    found.refresh_from_db()
    assert (found.failures, found.next_try_at, found.said) == (0, None, "")
    first = Message.objects.get(key="gov:a:1")
    assert [each.outcome for each in first.receipts.all()] == ["unreachable", "delivered"]


def test_the_pauses_grow_to_an_hour_and_never_end(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "down"
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        later = rounds(found, now, 4)
        times = [each.at for each in DeliveryReceipt.objects.order_by("id")]
        gaps = [round((b - a).total_seconds() / 60) for a, b in pairwise(times)]
        assert gaps[:7] == [1, 2, 4, 8, 16, 32, 60] and set(gaps[6:]) == {60}
        there.receiver.mood = "ok"
        rounds(found, later, 2)
        assert list(there.receiver.taken) == ["gov:a:1"]


def test_a_machine_that_is_switched_off(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
    message("gov", "a", 1, now)
    assert deliver_out(found, now) == 0
    found.refresh_from_db()
    assert "没有开机或者没有监听" in found.said
    with running("municipal_portal", port=there.port) as again:
        rounds(found, now, 1)
        assert list(again.receiver.taken) == ["gov:a:1"]


def test_what_is_declined_holds_up_its_own_lane_only(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "declines"
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        message("gov", "a", 2, now)
        deliver_out(found, now)
        there.receiver.mood = "ok"
        message("gov", "b", 1, now)
        found.refresh_from_db()
        assert deliver_out(found, now) == 1
        assert list(there.receiver.taken) == ["gov:b:1"]
        waiting = Message.objects.get(key="gov:a:1")
        assert "必填项不完整" in waiting.last_error and waiting.receipts.get().outcome == "declined"
        rounds(found, now, 1)
        assert list(there.receiver.taken) == keys("gov", ("b", 1), ("a", 1), ("a", 2))


def test_a_fault_of_our_own_is_said_to_be_ours_and_tried_again(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        kind = KINDS["municipal_portal"]

        def stumbles(where: Channel, what: Message, at: datetime) -> Taken:
            if what.lane == "a":
                raise KeyError("field")
            return kind.send(where, what, at)

        message("gov", "a", 1, now)
        message("gov", "b", 1, now)
        with monkeypatch.context() as patch:
            patch.setitem(KINDS, "municipal_portal", replace(kind, send=stumbles))
            assert deliver_out(found, now) == 1
        held = Message.objects.get(key="gov:a:1")
        assert held.receipts.get().outcome == DeliveryReceipt.BROKEN and "本系统" in held.last_error
        assert "sending gov:a:1 failed" in caplog.text and "KeyError" in caplog.text
        rounds(found, now, 1)
        assert list(there.receiver.taken) == keys("gov", ("b", 1), ("a", 1))


def test_more_resting_lanes_than_one_round_reads_hold_up_no_other(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "BATCH", 3)
    with running("municipal_portal") as there:
        there.receiver.mood = "declines"
        found = channel(cast, now, "municipal_portal", there.address)
        for number in range(5):
            message("gov", f"bad{number}", 1, now)
        for _ in range(2):
            deliver_out(found, now)
        there.receiver.mood = "ok"
        message("gov", "good", 1, now)
        assert deliver_out(found, now) == 1
        assert list(there.receiver.taken) == ["gov:good:1"]


def test_a_worker_that_died_while_sending_sends_again(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        sent = message("gov", "a", 1, now)
        with permit("fixture"):
            # Claimed, sent, and gone before it could write so.
            Message.objects.filter(pk=sent.pk).update(claimed_until=now + delivering.LEASE)
        there.receiver.take(sent.key, {})
        assert deliver_out(found, now) == 0
        assert deliver_out(found, now + delivering.LEASE + timedelta(seconds=1)) == 1
        assert len(there.receiver.taken) == 1 and there.receiver.offered == [sent.key]


def test_two_workers_send_it_once(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        kind = delivering.KINDS["municipal_portal"]
        both = []

        def send(at, sent, when):
            # The other worker comes while this one is on the line.
            both.append(deliver_out(at, when) if not both else None)
            return kind.send(at, sent, when)

        monkeypatch.setitem(delivering.KINDS, "municipal_portal", type(kind)("x", "", "", send))
        assert deliver_out(found, now) == 1
        assert both == [0] and there.receiver.offered == ["gov:a:1"]


def test_a_secret_that_is_not_there_sends_nothing(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        with permit("fixture"):
            Channel.objects.filter(pk=found.pk).update(secret="env:DAYLIGHT_CHANNEL_NOWHERE")
        message("gov", "a", 1, now)
        found.refresh_from_db()
        assert deliver_out(found, now) == 0 and not there.receiver.offered
        found.refresh_from_db()
        assert "没有密钥" in found.said


def test_a_wrong_secret_is_found_by_the_receiver(cast: Cast, now: datetime) -> None:
    with running("municipal_portal", b"another secret altogether 000") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        assert deliver_out(found, now) == 0
        assert there.receiver.unsigned == ["gov:a:1"] and not there.receiver.taken
        assert "签名不对" in Message.objects.get().last_error


def test_the_alarm_rings_for_what_waits_long(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "down"
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        deliver_out(found, now)
        assert not queries.alarms(cast.publisher, now)
        late = now + queries.ALARM_AFTER
        assert [each.channel.code for each in queries.alarms(cast.publisher, late)] == ["gov"]
        assert not queries.alarms(cast.officer, late) and not queries.alarms(cast.stranger, late)
        there.receiver.mood = "ok"
        rounds(found, late, 1)
        assert not queries.alarms(cast.publisher, late)


def test_what_was_withdrawn_before_it_left_never_leaves(cast: Cast, now: datetime) -> None:
    with running("municipal_portal") as there:
        found = channel(cast, now, "municipal_portal", there.address)
        message("gov", "a", 1, now)
        message("gov", "b", 1, now)
        with permit("fixture"):
            assert posting.drop_waiting("gov", "a", now) == 1
        message("gov", "a", 2, now)
        deliver_out(found, now)
        assert list(there.receiver.taken) == keys("gov", ("b", 1), ("a", 2))
        assert queries.state_of(Message.objects.get(key="gov:a:1")) == "dropped"
