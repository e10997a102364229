"""G19 both ways, two persons, double clicks, and the way to the public site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import RoleGrant
from daylight.base.outbox.models import Message
from daylight.base.outbox.posting import deliver
from daylight.base.permit import permit
from daylight.cases.models import Clock
from daylight.core.refusal import Refused
from daylight.disclosure import acts, queries, redaction
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.opening import ensure_task
from daylight.portal import feed
from daylight.portal.models import DecisionVersion, PublicDecision
from daylight.portal.record import check_record, record_sha256
from tests.apps.disclosure.room import FACTS, NAME, PHONE, decision_fields, issue, opened, serve
from tests.cast import Cast


def prepared(cast: Cast, now: datetime, kind: str = "organisation", **more: Any) -> Copy:
    return acts.prepare_copy(opened(cast, now, kind, **more), actor=cast.publisher, now=now)


def publish(cast: Cast, copy: Copy, now: datetime, **more: Any) -> Copy:
    return acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now, **more)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {each.code for each in refused.value.refusals}


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_a_second_person_publishes(cast: Cast, now: datetime, kind: str) -> None:
    copy = publish(cast, prepared(cast, now, kind), now)
    check_record(copy.record)
    assert copy.sha256 == record_sha256(copy.record)
    assert (copy.task.state, copy.task.published_on, copy.confirmed_by) == (
        "published",
        date(2026, 11, 27),
        cast.reviewer,
    )
    entry = Entry.objects.get(kind="disclosure.decision.published")
    decision = copy.task.decision
    kept = {key: entry.data[key] for key in ("uuid", "version", "number", "published_sha256", "code", "decided_on")}
    assert kept == {
        "uuid": str(copy.task.uuid),
        "version": 1,
        "number": decision.number,
        "published_sha256": copy.sha256,
        "code": decision.code,
        "decided_on": "2026-11-25",
    }
    assert (copy.entry_id, entry.case_uuid) == (entry.pk, decision.case.uuid)
    # G20: nothing about a natural person goes to a public credit channel.
    assert entry.data["credit"] == ("forbidden" if kind == "person" else "allowed")
    assert queries.credit_channel_allowed(copy.task) is (kind == "organisation")


def test_publishing_stops_the_clock(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    day = date(2026, 11, 25)
    with permit("fixture"):
        clock = Clock.objects.create(
            case=copy.task.decision.case, code="D13", name="公开", started_on=day, due_on=day, warn_on=day,
            last_workday=day, cite="测试",
        )  # fmt: skip
    publish(cast, copy, now)
    clock.refresh_from_db()
    assert clock.stopped_on == date(2026, 11, 27)


@pytest.mark.parametrize("who", ["officer", "partner", "head", "leader", "keeper", "window", "stranger"])
def test_nobody_else_publishes(cast: Cast, now: datetime, who: str) -> None:
    copy = prepared(cast, now)
    with pytest.raises(Refused) as refused:
        acts.publish(copy, copy.sha256, True, actor=getattr(cast, who), now=now)
    assert codes(refused) == {"right.missing"}


@pytest.mark.parametrize("who", ["head", "leader", "keeper", "window", "reviewer", "stranger"])
def test_nobody_else_prepares(cast: Cast, now: datetime, who: str) -> None:
    task = opened(cast, now)
    with pytest.raises(Refused) as refused:
        acts.prepare_copy(task, actor=getattr(cast, who), now=now)
    assert codes(refused) == {"right.missing"}


def test_the_case_officer_may_prepare_too(cast: Cast, now: datetime) -> None:
    copy = acts.prepare_copy(opened(cast, now), actor=cast.officer, now=now)
    assert copy.prepared_by == cast.officer


def test_who_prepared_does_not_confirm(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    with pytest.raises(Refused, match=f"{cast.publisher.name}参与了") as refused:
        acts.publish(copy, copy.sha256, True, actor=cast.publisher, now=now)
    assert codes(refused) == {"G19"}


def test_who_changed_a_mask_does_not_confirm_either(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.reviewer, role="publisher")
    copy = prepared(cast, now)
    copy = acts.mark_span(copy, "facts", 0, 2, "trade_secret", "理由", 1, actor=cast.reviewer, now=now)
    with pytest.raises(Refused, match=cast.reviewer.name):
        acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)


def _no_secrecy(cast: Cast, copy: Copy, now: datetime) -> None:
    acts.publish(copy, copy.sha256, False, actor=cast.reviewer, now=now)


def _other_bytes(cast: Cast, copy: Copy, now: datetime) -> None:
    acts.publish(copy, "0" * 64, True, actor=cast.reviewer, now=now)


def _tampered(cast: Cast, copy: Copy, now: datetime) -> None:
    with permit("fixture"):
        Copy.objects.filter(pk=copy.pk).update(record=copy.record | {"facts": FACTS})
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)


def _tampered_with_its_hash(cast: Cast, copy: Copy, now: datetime) -> None:
    with permit("fixture"):
        Copy.objects.filter(pk=copy.pk).update(record=copy.record | {"facts": FACTS}, sha256="f" * 64)
    acts.publish(copy, "f" * 64, True, actor=cast.reviewer, now=now)


def _minor(cast: Cast, copy: Copy, now: datetime) -> None:
    case = copy.task.decision.case
    with permit("fixture"):
        case.minor_party = True
        case.save()
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)


@pytest.mark.parametrize("attempt", [_no_secrecy, _other_bytes, _tampered, _tampered_with_its_hash, _minor])
def test_g19_refuses(cast: Cast, now: datetime, attempt: Callable[[Cast, Copy, datetime], None]) -> None:
    copy = prepared(cast, now, "person")
    with pytest.raises(Refused) as refused:
        attempt(cast, copy, now)
    assert codes(refused) == {"G19"}
    assert not Message.objects.exists()
    assert not Entry.objects.filter(kind="disclosure.decision.published").exists()


def test_nothing_is_published_before_service(cast: Cast, now: datetime) -> None:
    decision = issue(cast, now, "organisation")
    task = ensure_task(decision, now)
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    with pytest.raises(Refused, match="还没有送达"):
        publish(cast, copy, now)
    serve(decision, cast)
    assert publish(cast, copy, now).record["performance"][0]["text"] == "决定书已送达当事人"


def test_an_open_doubt_stops_publication_until_it_is_settled(cast: Cast, now: datetime) -> None:
    fields = decision_fields(facts=f"{NAME}未经批准占地，公告留有电话0535-3221234。")
    copy = prepared(cast, now, "person", fields=fields)
    with pytest.raises(Refused, match="1 处存疑"):
        publish(cast, copy, now)
    copy = acts.settle_uncertain(
        copy, copy.uncertain[0]["key"], "keep", "核对过，是本机关电话", 1, actor=cast.publisher, now=now
    )
    assert "0535-3221234" in publish(cast, copy, now).record["facts"]


def test_what_a_person_known_later_reveals_stops_publication(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now, "organisation")
    with permit("fixture"):
        copy.task.decision.case.parties.create(role="witness", kind="person", name=NAME, phone=PHONE)
    with pytest.raises(Refused) as refused:
        publish(cast, copy, now)
    assert codes(refused) == {"G19"}


def test_a_minor_is_never_prepared(cast: Cast, now: datetime) -> None:
    task = opened(cast, now, minor_party=True)
    with pytest.raises(Refused, match="未成年人"):
        acts.prepare_copy(task, actor=cast.publisher, now=now)
    proposed = acts.withhold(task, "minor", "当事人未满十八周岁", actor=cast.publisher, now=now)
    assert acts.confirm_withholding(proposed, actor=cast.reviewer, now=now).state == "withheld"


def test_a_double_click_publishes_once(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    first = publish(cast, copy, now, idempotency_key="k")
    assert publish(cast, copy, now, idempotency_key="k") == first
    assert Message.objects.count() == Entry.objects.filter(kind="disclosure.decision.published").count() == 1


def test_the_second_confirmer_learns_who_was_first(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    stale = Copy.objects.get(pk=copy.pk)
    publish(cast, copy, now)
    with pytest.raises(Refused, match=f"{cast.reviewer.name}已经复核并公示"):
        publish(cast, stale, now)


def test_the_second_preparer_learns_who_was_first(cast: Cast, now: datetime) -> None:
    task = opened(cast, now)
    stale = Task.objects.get(pk=task.pk)
    acts.prepare_copy(task, actor=cast.officer, now=now)
    with pytest.raises(Refused, match=f"{cast.officer.name}已于"):
        acts.prepare_copy(stale, actor=cast.publisher, now=now)


def test_a_return_sends_it_back_and_a_change_brings_it_again(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    returned = acts.return_copy(copy, "村名也要隐去", actor=cast.reviewer, now=now)
    assert returned.task.state == "to_prepare"
    with pytest.raises(Refused):
        publish(cast, returned, now)
    start = returned.source["facts"].index("西坡村")
    mended = acts.mark_span(
        returned,
        "facts",
        start,
        start + 3,
        "trade_secret",
        "按退回意见",
        returned.edition,
        actor=cast.publisher,
        now=now,
    )
    assert Task.objects.get().state == "to_confirm"
    assert "西坡村" not in publish(cast, mended, now).record["facts"]


def test_a_copy_of_yesterdays_case_is_made_anew(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    case = copy.task.decision.case
    with permit("fixture"):
        type(case).objects.filter(pk=case.pk).update(item_name="未经批准占用集体土地")
    with pytest.raises(Refused) as refused:
        publish(cast, Copy.objects.get(pk=copy.pk), now)
    assert codes(refused) == {"disclosure.source"}
    acts.return_copy(copy, "案由已改", actor=cast.reviewer, now=now)
    anew = acts.prepare_copy(Task.objects.get(), actor=cast.publisher, now=now)
    assert publish(cast, anew, now).record["violation"] == "未经批准占用集体土地"


def test_a_source_changed_behind_our_back_never_leaves(cast: Cast, now: datetime) -> None:
    copy = prepared(cast, now)
    with permit("fixture"):
        altered = copy.source | {"violation": "无违法行为"}
        record = copy.record | {"violation": "无违法行为"}
        sha = redaction.shown_sha256(record)
        Copy.objects.filter(pk=copy.pk).update(source=altered, record=record, sha256=sha)
    with pytest.raises(Refused) as refused:
        acts.publish(copy, sha, True, actor=cast.reviewer, now=now)
    assert codes(refused) == {"disclosure.source"}


def test_the_portal_gets_it_once_whatever_breaks(cast: Cast, now: datetime) -> None:
    copy = publish(cast, prepared(cast, now, "person"), now)

    def broken(body: dict[str, Any], at: datetime) -> None:
        feed.apply(body, at)
        raise OSError("the public site went away in the middle")

    assert deliver("portal", broken, now) == 0
    assert not PublicDecision.objects.exists()
    later = now + timedelta(hours=2)
    assert deliver("portal", feed.apply, later) == 1
    # The same message once more, as after a crash between applying and acknowledging.
    with permit("fixture"):
        Message.objects.update(delivered_at=None)
    assert deliver("portal", feed.apply, later) == 1
    public = PublicDecision.objects.get()
    assert (public.record_sha256, public.version, DecisionVersion.objects.count()) == (copy.sha256, 1, 1)
    assert NAME not in str(public.record)


def test_withholding_takes_a_clause_a_reason_and_two_persons(cast: Cast, now: datetime) -> None:
    task = opened(cast, now)
    for code, reason in (("no_such_clause", "理由"), ("state_secret", " "), ("changed", "撤回的情形不是不公开的情形")):
        with pytest.raises(Refused):
            acts.withhold(task, code, reason, actor=cast.publisher, now=now)
    task = acts.withhold(task, "state_secret", "涉及军事设施用地", actor=cast.publisher, now=now)
    assert task.state == "withholding"
    with pytest.raises(Refused) as refused:
        acts.confirm_withholding(task, actor=cast.publisher, now=now)
    assert codes(refused) == {"G19"}
    with pytest.raises(Refused):
        acts.prepare_copy(task, actor=cast.officer, now=now)
    assert acts.confirm_withholding(task, actor=cast.reviewer, now=now).state == "withheld"
    assert not Message.objects.exists()


def test_a_rejected_withholding_is_published_after_all(cast: Cast, now: datetime) -> None:
    task = acts.withhold(opened(cast, now), "no_social_impact", "影响小", actor=cast.officer, now=now)
    task = acts.reject_withholding(task, "面积较大，应当公开", actor=cast.publisher, now=now)
    assert (task.state, task.withheld_code) == ("to_prepare", "")
    assert publish(cast, acts.prepare_copy(task, actor=cast.publisher, now=now), now).task.state == "published"
