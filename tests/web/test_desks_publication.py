"""The publication desk: prepare, mask, settle, the second person, publish, correct, withdraw, withhold."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base.chores import run_all
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.cases.clocks import start
from daylight.core.moment import local_date
from daylight.disclosure import acts, copies
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.opening import ensure_task
from tests.cast import Cast
from tests.story import Story, Tale, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
TALE = Tale(
    party="王晓明",
    party_kind="person",
    id_number="370687199001011232",
    address="海阳市演示镇演示村12号",
    facts="经查，王晓明未经批准占用海阳市演示镇演示村土地 640.00 平方米建设，相邻的李大山在场。",
    witnesses=("李大山",),
    act_ended_on=date(2026, 6, 30),
)


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    told = begin(cast, now, TALE).to("serve")
    settings.FIXED_NOW = told.now
    return told


@pytest.fixture
def task(story: Story) -> Task:
    return ensure_task(story.decision, story.now)


def place(name: str, task: Task) -> str:
    return reverse(f"office:{name}", args=[task.uuid])


def prepared(task: Task, person: Any) -> Copy:
    assert enter(person).post(place("publication-prepare", task)).status_code == 302
    return copies.open_copy(task)


def confirm(client: Client, task: Task, copy: Copy, **more: str) -> Any:
    data = {"version": copy.version, "seen_sha256": copy.sha256, "secrecy_checked": "1"} | more
    return client.post(place("publication-confirm", task), data)


def settle_all(task: Task, person: Any) -> Copy:
    """Answer every doubt by masking it."""
    copy = copies.open_copy(task)
    for doubt in copy.uncertain:
        if doubt["key"] not in copy.settled:
            data = {"version": copy.version, "edition": copy.edition, "doubt": doubt["key"], "answer": "mask"}
            assert enter(person).post(place("publication-settle", task), data).status_code == 302
            copy = copies.open_copy(task)
    return copy


def published(task: Task, cast: Cast) -> None:
    prepared(task, cast.publisher)
    copy = settle_all(task, cast.publisher)
    assert confirm(enter(cast.reviewer), task, copy).status_code == 302


def test_who_sees_what(story: Story, task: Task, cast: Cast) -> None:
    desk, page = reverse("office:publication-desk"), place("publication", task)
    seen = {
        name: (enter(person).get(desk).status_code, enter(person).get(page).status_code)
        for name, person in cast.everybody().items()
    }
    assert seen == {
        "officer": (200, 200),
        "partner": (200, 200),
        "head": (404, 404),
        "reviewer": (200, 200),
        "leader": (200, 200),
        "publisher": (200, 200),
        "keeper": (404, 404),
        "window": (404, 404),
        "stranger": (200, 404),
    }
    for name in ("prepare", "confirm", "mask", "withdraw", "withhold", "correct", "impact"):
        assert enter(cast.stranger).post(place(f"publication-{name}", task)).status_code == 404


def test_the_desk_says_party_number_limit_and_state(story: Story, task: Task, cast: Cast) -> None:
    page = words(enter(cast.publisher).get(reverse("office:publication-desk")))
    for text in (task.decision.number, "王晓明", "剩 ", "待脱敏", str(task.due_on)):
        assert text in page


def test_from_masking_to_the_public_page_and_back(story: Story, task: Task, cast: Cast) -> None:
    publisher, reviewer = enter(cast.publisher), enter(cast.reviewer)
    copy = prepared(task, cast.publisher)
    body = publisher.get(place("publication", task)).content.decode()
    assert re.search(r"<mark[^>]*>王晓明", body)  # the source, marked
    shown = publisher.get(place("publication-preview", task))
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "王晓明" not in words(shown)
    assert "李大山" not in words(shown)
    copy = settle_all(task, cast.publisher)
    own = confirm(publisher, task, copy)  # whoever masked may not confirm
    assert own.status_code == 422
    assert "须由另一名人员复核" in words(own)
    unchecked = confirm(reviewer, task, copy, secrecy_checked="")
    assert unchecked.status_code == 422
    assert 'href="#f-secrecy_checked"' in unchecked.content.decode()
    assert confirm(reviewer, task, copy, seen_sha256="0" * 64).status_code == 422
    assert confirm(reviewer, task, copy).status_code == 302
    assert "正在写入公示网站" in words(reviewer.get(place("publication", task)))
    run_all(story.now, rounds=20)
    assert "已写入公示网站" in words(reviewer.get(place("publication", task)))
    assert "王晓明" not in words(reviewer.get(f"/decisions/{task.uuid}/"))
    again = confirm(reviewer, task, copy)  # a second click from an old page
    assert again.status_code == 422
    assert "演示丁已经复核并公示了这一版" in words(again)


def test_adding_lifting_and_refusing_masks(story: Story, task: Task, cast: Cast) -> None:
    client = enter(cast.publisher)
    copy = prepared(task, cast.publisher)
    data = {
        "version": copy.version,
        "edition": copy.edition,
        "mask_path": "facts",
        "mask_text": "演示村土地",
        "mask_nth": "1",
        "mask_kind": "address",
        "mask_reason": "",
    }
    unreasoned = client.post(place("publication-mask", task), data)
    assert unreasoned.status_code == 422
    assert "演示村土地" in unreasoned.content.decode()
    absent = client.post(place("publication-mask", task), data | {"mask_text": "没有这句话", "mask_reason": "试"})
    assert absent.status_code == 422
    assert client.post(place("publication-mask", task), data | {"mask_reason": "能认出住处"}).status_code == 302
    stale = client.post(place("publication-mask", task), data | {"mask_reason": "再来一次", "mask_text": "640.00"})
    assert stale.status_code == 422  # an old edition
    assert "再来一次" in stale.content.decode()
    copy = copies.open_copy(task)
    made = copy.marks[-1]
    where = f"facts|{made['start']}|{made['end']}"
    lift = {"version": copy.version, "edition": copy.edition, "place": where, "lift_reason": "核对后可以公开"}
    assert client.post(place("publication-lift", task), lift).status_code == 302
    copy = copies.open_copy(task)
    witness = next(each for each in copy.spans["facts"] if each["original"] == "李大山")
    never = lift | {"edition": copy.edition, "place": f"facts|{witness['start']}|{witness['end']}"}
    refused = client.post(place("publication-lift", task), never)
    assert refused.status_code == 422
    assert "依法不得公开" in words(refused)
    nonsense = client.post(place("publication-lift", task), lift | {"place": "facts|x|y"})
    assert nonsense.status_code == 422


def test_returned_then_mended(story: Story, task: Task, cast: Cast) -> None:
    copy = prepared(task, cast.publisher)
    client = enter(cast.reviewer)
    empty = client.post(place("publication-return", task), {"version": copy.version, "return_reason": ""})
    assert empty.status_code == 422
    data = {"version": copy.version, "return_reason": "摘要里的地名请遮盖。"}
    assert client.post(place("publication-return", task), data).status_code == 302
    assert "摘要里的地名请遮盖。" in words(enter(cast.publisher).get(place("publication", task)))


def test_a_correction_keeps_the_old_version(story: Story, task: Task, cast: Cast) -> None:
    published(task, cast)
    client = enter(cast.publisher)
    standing = copies.last_published(task)
    texts = {"text-discretion.reason": "当事人主动停止建设，危害后果轻微。", "text-facts": standing.source["facts"]}
    unreasoned = client.post(place("publication-correct", task), {"correct_code": "inaccurate", **texts})
    assert unreasoned.status_code == 422
    assert "危害后果轻微。" in unreasoned.content.decode()
    data = {"correct_code": "inaccurate", "correct_reason": "裁量理由表述不准确。", **texts}
    assert client.post(place("publication-correct", task), data).status_code == 302
    copy = copies.open_copy(task)
    assert list(copy.changes) == ["discretion.reason"]  # what was not changed is not sent on
    assert confirm(client, task, copy).status_code == 422
    assert confirm(enter(cast.reviewer), task, copy).status_code == 302
    run_all(story.now, rounds=20)
    page = words(client.get(f"/decisions/{task.uuid}/"))
    assert "已更正" in page
    assert "第 1 版" in words(client.get(place("publication", task)))


def test_a_correction_can_be_dropped(story: Story, task: Task, cast: Cast) -> None:
    published(task, cast)
    client = enter(cast.publisher)
    data = {"correct_code": "inaccurate", "correct_reason": "核对。", "text-violation": "占用土地"}
    assert client.post(place("publication-correct", task), data).status_code == 302
    version = copies.open_copy(task).version
    drop = {"version": version, "drop_reason": "核对后无误。"}
    assert client.post(place("publication-drop", task), drop).status_code == 302
    assert copies.open_copy(task) is None


def test_withdrawing_takes_the_content_down(story: Story, task: Task, cast: Cast) -> None:
    published(task, cast)
    client = enter(cast.publisher)
    data = {"withdraw_code": "revoked", "withdraw_on": "看不懂", "withdraw_text": "决定被撤销。"}
    unread = client.post(place("publication-withdraw", task), data)
    assert unread.status_code == 422
    assert "决定被撤销。" in unread.content.decode()
    assert client.post(place("publication-withdraw", task), data | {"withdraw_on": "+1"}).status_code == 422
    assert (
        enter(cast.reviewer).post(place("publication-withdraw", task), data | {"withdraw_on": "今天"}).status_code
        == 422
    )
    assert client.post(place("publication-withdraw", task), data | {"withdraw_on": "今天"}).status_code == 302
    page = words(client.get(place("publication", task)))
    assert "应于" in page
    assert "决定被撤销。" in page
    run_all(story.now, rounds=20)
    assert client.get(f"/decisions/{task.uuid}/").status_code == 410
    assert client.get(place("publication-preview", task)).status_code == 404


def test_withholding_needs_a_second_person(story: Story, task: Task, cast: Cast) -> None:
    client = enter(cast.publisher)
    data = {"withhold_code": "safety", "withhold_reason": ""}
    assert client.post(place("publication-withhold", task), data).status_code == 422
    assert client.post(place("publication-withhold", task), data | {"withhold_reason": "情况特殊。"}).status_code == 302
    assert client.post(place("publication-judge", task), {"answer": "confirm"}).status_code == 422
    other = enter(cast.reviewer)
    assert other.post(place("publication-judge", task), {"answer": "reject"}).status_code == 422  # no reason
    assert other.post(place("publication-judge", task), {"answer": "confirm"}).status_code == 302
    assert "不予公开" in words(client.get(place("publication", task)))


def test_a_failed_push_is_shown_with_its_retry(story: Story, task: Task, cast: Cast) -> None:
    published(task, cast)
    with permit("fixture"):
        Message.objects.filter(channel="portal", lane=f"decision:{task.uuid}").update(
            attempts=2, last_error="磁盘已满", next_try_at=story.now
        )
    for url in (reverse("office:publication-desk"), reverse("office:publication-desk") + "?state=failed"):
        page = words(enter(cast.publisher).get(url))
        assert "推送失败" in page
        assert "磁盘已满" in page


def test_what_must_be_taken_down_is_said_until_it_is(story: Story, task: Task, cast: Cast) -> None:
    published(task, cast)
    publisher = enter(cast.publisher)
    assert "应撤回" not in words(publisher.get("/office/publication/"))
    with permit("fixture"):
        start(story.case, "D15", local_date(story.now))
    assert "应撤回" in words(publisher.get("/office/publication/"))
    assert "应撤回" in words(publisher.get(place("publication", task)))
    assert "撤回公示并说明理由" in words(publisher.get("/office/"))
    assert "撤回公示并说明理由" not in words(enter(cast.officer).get("/office/"))
    acts.withdraw(task, "revoked", "撤销", local_date(story.now), actor=cast.publisher, now=story.now)
    assert "应撤回" not in words(publisher.get("/office/publication/"))
    assert "撤回公示并说明理由" not in words(publisher.get("/office/"))


def test_a_set_time_waits_is_shown_and_is_called_off(cast: Cast, story: Story, task: Task) -> None:
    prepared(task, cast.officer)
    copy, second = settle_all(task, cast.officer), enter(cast.publisher)
    wrong = confirm(second, task, copy, publish_at="改天", key="k1")
    assert wrong.status_code == 422
    assert "请填写公示的日期和时刻" in wrong.content.decode()
    assert 'value="改天"' in wrong.content.decode()
    assert "须在现在之后" in confirm(second, task, copy, publish_at="昨天 9:00", key="k2").content.decode()
    assert confirm(second, task, copy, publish_at="明天 9:00", key="k3").status_code == 302
    shown = second.get(place("publication", task)).content.decode()
    assert "取消定时公示" in shown
    assert "通过并公示" not in shown
    assert "公示</span>" in second.get(reverse("office:publication-desk") + "?state=scheduled").content.decode()
    assert second.get(place("publication-proof", task)).status_code == 422
    off = {"version": copy.version}
    for name in ("stranger", "keeper", "window", "officer", "leader"):
        refused = enter(getattr(cast, name)).post(place("publication-unschedule", task), off | {"key": name})
        assert refused.status_code in (403, 404, 422), name
        assert copies.open_copy(task).publish_at is not None, name
    assert second.post(place("publication-unschedule", task), off | {"key": "k4"}).status_code == 302
    assert copies.open_copy(task).publish_at is None
