"""After publication: corrections, withdrawal within three working days, 履行情况."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.outbox.models import Message
from daylight.base.outbox.posting import deliver
from daylight.core.refusal import Refused
from daylight.disclosure import acts, chores, queries
from daylight.disclosure.models import Copy, Task, Withdrawal
from daylight.portal import feed
from daylight.portal.models import DecisionVersion, PublicDecision
from tests.apps.disclosure.room import IDENTITY, NAME, opened, pay
from tests.cast import Cast


@pytest.fixture
def task(cast: Cast, now: datetime) -> Task:
    """Published as version 1."""
    copy = acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)
    return acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now).task


def correct(cast: Cast, task: Task, now: datetime, changes: dict[str, str] | None = None, **more: Any) -> Copy:
    code, reason = more.pop("code", "clerical"), more.pop("reason", "面积书写有误，已补正文书")
    return acts.correct(task, code, reason, changes, actor=cast.publisher, now=now, **more)


def confirm(cast: Cast, copy: Copy, now: datetime) -> Copy:
    return acts.publish_correction(copy, copy.sha256, True, actor=cast.reviewer, now=now)


# -- 更正 --------------------------------------------------------------------------------------------------------------


def test_a_correction_is_a_new_version_with_its_reason(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, {"violation": "未经批准占用集体土地"})
    assert Message.objects.count() == 1
    copy = confirm(cast, copy, now)
    assert (copy.version, copy.record["violation"]) == (2, "未经批准占用集体土地")
    entry = Entry.objects.get(kind="disclosure.decision.corrected")
    assert (entry.data["version"], entry.data["published_sha256"]) == (2, copy.sha256)
    deliver("portal", feed.apply, now)
    public = PublicDecision.objects.get()
    assert (public.status, public.version, public.record_sha256) == ("corrected", 2, copy.sha256)
    assert [each.reason for each in DecisionVersion.objects.order_by("version")] == [
        "",
        "文字或者计算有误，已补正文书：面积书写有误，已补正文书",
    ]
    # First published stays first published, so that the period of publication does not start again.
    assert copy.record["published_on"] == "2026-11-27"


def test_the_decision_itself_is_untouched(cast: Cast, task: Task, now: datetime) -> None:
    before = dict(task.decision.fields)
    confirm(cast, correct(cast, task, now, {"discretion.reason": f"{NAME}主动停止建设。"}), now)
    task.decision.refresh_from_db()
    assert task.decision.fields == before


def test_a_corrected_text_is_masked_like_any_other(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, {"discretion.reason": f"{NAME}（{IDENTITY}）主动停止建设。"})
    assert NAME not in copy.record["discretion"]["reason"]
    assert IDENTITY not in copy.record["discretion"]["reason"]


def test_corrections_add_up(cast: Cast, task: Task, now: datetime) -> None:
    confirm(cast, correct(cast, task, now, {"violation": "未经批准占用集体土地"}), now)
    copy = confirm(cast, correct(cast, task, now, {"discretion.reason": "主动停止。"}), now)
    assert (copy.version, copy.record["violation"], copy.record["discretion"]["reason"]) == (
        3,
        "未经批准占用集体土地",
        "主动停止。",
    )


@pytest.mark.parametrize(
    ("code", "reason", "changes"),
    [
        ("no_such", "理由", {"violation": "别的"}),
        ("clerical", " ", {"violation": "别的"}),
        ("clerical", "理由", {"number": "海自然资规罚〔2026〕99号"}),
        ("masking_incomplete", "理由", {"violation": "别的"}),
        ("clerical", f"{NAME}的身份证号写错", {"violation": "别的"}),
    ],
)
def test_a_correction_without_its_ground_is_refused(
    cast: Cast, task: Task, now: datetime, code: str, reason: str, changes: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        correct(cast, task, now, changes, code=code, reason=reason)
    assert Copy.objects.count() == 1


def test_a_correction_needs_two_persons(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, {"violation": "未经批准占用集体土地"})
    with pytest.raises(Refused, match=cast.publisher.name):
        acts.publish_correction(copy, copy.sha256, True, actor=cast.publisher, now=now)


def test_a_correction_that_changes_nothing_is_refused(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, code="masking_incomplete", reason="村名应当隐去")
    with pytest.raises(Refused, match="内容相同"):
        confirm(cast, copy, now)
    start = copy.source["facts"].index("西坡村")
    copy = acts.mark_span(
        copy, "facts", start, start + 3, "trade_secret", "应当隐去", copy.edition, actor=cast.publisher, now=now
    )
    assert "西坡村" not in confirm(cast, copy, now).record["facts"]


def test_one_correction_at_a_time(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, {"violation": "未经批准占用集体土地"})
    with pytest.raises(Refused, match="正在办理更正"):
        correct(cast, task, now, {"violation": "别的"})
    acts.drop_correction(copy, "不必更正", actor=cast.publisher, now=now)
    assert correct(cast, task, now, {"violation": "别的"}).version == 2


@pytest.mark.parametrize("who", ["officer", "reviewer", "leader", "head", "keeper", "window", "stranger"])
def test_nobody_else_corrects_or_withdraws(cast: Cast, task: Task, now: datetime, who: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.correct(task, "clerical", "理由", {"violation": "别的"}, actor=getattr(cast, who), now=now)
    assert refused.value.refusals[0].code == "right.missing"
    with pytest.raises(Refused) as refused:
        acts.withdraw(task, "revoked", "撤销", date(2026, 11, 27), actor=getattr(cast, who), now=now)
    assert refused.value.refusals[0].code == "right.missing"


# -- 撤回 --------------------------------------------------------------------------------------------------------------


def test_a_withdrawal_empties_the_public_page(cast: Cast, task: Task, now: datetime) -> None:
    correct(cast, task, now, {"violation": "别的"})
    row = acts.withdraw(task, "revoked", "经复议决定撤销", date(2026, 11, 26), actor=cast.publisher, now=now)
    # Ground on a Thursday: three working days end on the Tuesday after.
    assert row.due_on == date(2026, 12, 1)
    entry = Entry.objects.get(kind="disclosure.decision.withdrawn")
    assert (entry.data["reason_code"], entry.data["withdrawn_on"], entry.data["late"]) == (
        "revoked",
        "2026-11-27",
        False,
    )
    deliver("portal", feed.apply, now)
    public = PublicDecision.objects.get()
    assert (public.status, public.record, public.withdrawn_reason) == (
        "withdrawn",
        None,
        "处罚决定被依法撤销。经复议决定撤销",
    )
    assert Task.objects.get().state == "withdrawn"


def test_a_late_withdrawal_says_so(cast: Cast, task: Task, now: datetime) -> None:
    acts.withdraw(task, "changed", "经诉讼变更", date(2026, 11, 26), actor=cast.publisher, now=now + timedelta(days=10))
    assert Entry.objects.get(kind="disclosure.decision.withdrawn").data["late"] is True


@pytest.mark.parametrize(
    ("code", "explanation", "ground_on"),
    [
        ("state_secret", "说明", date(2026, 11, 26)),
        ("revoked", "", date(2026, 11, 26)),
        ("revoked", "说明", date(2026, 11, 28)),
        ("revoked", "说明", date(2026, 11, 24)),
        ("revoked", f"{NAME}申请复议", date(2026, 11, 26)),
    ],
)
def test_a_withdrawal_without_its_ground_is_refused(
    cast: Cast, task: Task, now: datetime, code: str, explanation: str, ground_on: date
) -> None:
    with pytest.raises(Refused):
        acts.withdraw(task, code, explanation, ground_on, actor=cast.publisher, now=now)
    assert not Withdrawal.objects.exists()


def test_withdrawing_twice_withdraws_once(cast: Cast, task: Task, now: datetime) -> None:
    stale = Task.objects.get(pk=task.pk)
    on = date(2026, 11, 26)
    first = acts.withdraw(task, "revoked", "撤销", on, actor=cast.publisher, now=now, idempotency_key="k")
    assert acts.withdraw(task, "revoked", "撤销", on, actor=cast.publisher, now=now, idempotency_key="k") == first
    with pytest.raises(Refused, match=f"{cast.publisher.name}已办理撤回"):
        acts.withdraw(stale, "revoked", "撤销", on, actor=cast.publisher, now=now)


def test_what_is_not_public_cannot_be_withdrawn_or_corrected(cast: Cast, now: datetime) -> None:
    fresh = opened(cast, now)
    with pytest.raises(Refused):
        acts.withdraw(fresh, "revoked", "撤销", date(2026, 11, 26), actor=cast.publisher, now=now)
    with pytest.raises(Refused):
        correct(cast, fresh, now, {"violation": "别的"})


def test_a_late_message_does_not_bring_it_back(cast: Cast, task: Task, now: datetime) -> None:
    acts.withdraw(task, "revoked", "撤销", date(2026, 11, 26), actor=cast.publisher, now=now)
    assert deliver("portal", feed.apply, now) == 2
    pay(task.decision, "96000.00", date(2026, 11, 27), "票1")
    assert chores.update_performance(now) == 0
    assert PublicDecision.objects.get().record is None


# -- 履行情况 ----------------------------------------------------------------------------------------------------------


def test_payment_shows_by_itself(cast: Cast, task: Task, now: datetime) -> None:
    assert chores.update_performance(now) == 0
    pay(task.decision, "6000.00", date(2026, 11, 30), "票1")
    pay(task.decision, "90000.00", date(2026, 12, 2), "票2")
    later = now + timedelta(days=6)
    assert (chores.update_performance(later), chores.update_performance(later)) == (1, 0)
    copy = queries.versions(task).last()
    assert copy is not None
    assert [(each["on"], each["text"]) for each in copy.record["performance"]] == [
        ("2026-11-26", "决定书已送达当事人"),
        ("2026-11-30", "已缴纳部分罚款"),
        ("2026-12-02", "罚款已缴清"),
    ]
    entry = Entry.objects.get(kind="disclosure.performance.published")
    assert (entry.actor, entry.data["version"], entry.data["published_sha256"]) == (None, 2, copy.sha256)
    deliver("portal", feed.apply, later)
    assert (PublicDecision.objects.get().version, PublicDecision.objects.get().status) == (2, "published")


def test_what_is_still_due_is_shown_with_its_day(task: Task) -> None:
    steps = queries.versions(task)[0].record["performance"]
    assert steps[-1] == {"on": "2026-12-11", "text": "罚款缴纳期限届满", "state": "due"}


def test_a_payment_during_a_correction_disturbs_nobody(cast: Cast, task: Task, now: datetime) -> None:
    copy = correct(cast, task, now, {"violation": "未经批准占用集体土地"})
    pay(task.decision, "96000.00", date(2026, 11, 27), "票1")
    assert chores.update_performance(now) == 1
    # The confirmer presses the button on the page he opened before the payment came in.
    done = acts.publish_correction(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    assert (done.version, done.record["performance"][-1]["text"]) == (3, "罚款已缴清")
    assert deliver("portal", feed.apply, now) == 3
    assert PublicDecision.objects.get().record["violation"] == "未经批准占用集体土地"


def test_a_mask_somebody_added_outlives_a_correction_where_the_words_are_the_same(cast: Cast, now: datetime) -> None:
    copy = acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)
    start = copy.source["facts"].index("西坡村")
    copy = acts.mark_span(
        copy, "facts", start, start + 3, "other_name", "演示：保护隐私。", copy.edition, actor=cast.publisher, now=now
    )
    task = acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now).task
    kept = correct(cast, task, now, {"violation": "未经批准占用集体土地"})
    assert [each["original"] for each in kept.marks] == ["西坡村"] and "西坡村" not in kept.record["facts"]
