"""A leader's desk: what stands on a card, approving, sending back, signing; and the legacy desk of the publisher."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from daylight.decisions.standing import decided
from daylight.disclosure.acts.legacy import import_records
from daylight.disclosure.models import Legacy
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    told = begin(cast, now).to("pass")
    settings.FIXED_NOW = told.now
    return told


def place(name: str, story: Story) -> str:
    return reverse(f"office:approval-{name}", args=[story.case.uuid])


def test_who_sees_what(story: Story, cast: Cast) -> None:
    seen = {name: enter(p).get(reverse("office:approval-desk")).status_code for name, p in cast.everybody().items()}
    assert {name for name, status in seen.items() if status == 200} == {"leader", "stranger"}
    assert story.case.title not in words(enter(cast.stranger).get(reverse("office:approval-desk")))
    for name in ("approve", "reject", "issue"):
        assert enter(cast.stranger).post(place(name, story)).status_code == 404
        assert enter(cast.officer).post(place(name, story)).status_code == 404


def test_a_card_says_what_a_leader_must_know(story: Story, cast: Cast) -> None:
    page = words(enter(cast.leader).get(reverse("office:approval-desk")))
    for text in (story.case.title, "罚款 96,000.00 元", "法制审核：同意", "项检查全部通过", "批准"):
        assert text in page


def test_approve_then_sign(story: Story, cast: Cast) -> None:
    client = enter(cast.leader)
    assert client.post(place("issue", story)).status_code == 404  # nothing approved yet
    assert client.post(place("approve", story)).status_code == 302
    again = client.post(place("approve", story))
    assert again.status_code == 422
    assert "签发决定书" in words(client.get(reverse("office:approval-desk")))
    assert client.post(place("issue", story), {"key": "one"}).status_code == 302
    assert client.post(place("issue", story), {"key": "one"}).status_code == 302  # the same click again
    story.case.refresh_from_db()
    assert (story.case.step, decided(story.case).number) == ("P12", "海自然资规罚〔2026〕1号")
    assert "今天没有待签批的事项" in words(client.get(reverse("office:approval-desk")))


def test_sending_back_needs_a_reason_and_keeps_it(story: Story, cast: Cast) -> None:
    client = enter(cast.leader)
    empty = client.post(place("reject", story), {"reason": " "})
    assert empty.status_code == 422
    assert f'href="#f-reason-{story.case.pk}"' in empty.content.decode()
    assert client.post(place("reject", story), {"reason": "请核对面积。"}).status_code == 302
    story.case.refresh_from_db()
    assert story.case.step == "P9"
    late = client.post(place("reject", story), {"reason": "我的理由"})
    assert late.status_code == 422
    assert "我的理由" in words(late)


RECORD = {
    "id": "R1",
    "doc_number": "演自然资罚〔2020〕1号",
    "party": "演示某公司",
}


def test_the_legacy_desk(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    url = reverse("office:legacy-desk")
    assert "还没有导入历史决定" in words(enter(cast.publisher).get(url))
    seen = {name: enter(p).get(url).status_code for name, p in cast.everybody().items()}
    assert {name for name, status in seen.items() if status == 200} == {"publisher", "reviewer", "leader", "stranger"}
    import_records([RECORD], cast.agency, actor=cast.publisher, now=now)
    row = Legacy.objects.get()
    page = words(enter(cast.publisher).get(url))
    assert row.questions[0]["message"] in page
    code = row.questions[0]["code"]
    assert "R1" in words(enter(cast.publisher).get(url, {"question": code}))
    assert "没有符合条件的记录" in words(enter(cast.publisher).get(url, {"state": "published"}))
    publish = reverse("office:legacy-publish", args=[row.uuid])
    assert enter(cast.publisher).post(publish).status_code == 422
    assert enter(cast.stranger).post(publish).status_code == 404
    gone = reverse("office:legacy-withdraw", args=[row.uuid])
    assert enter(cast.publisher).post(gone, {"reason_code": "revoked", "explanation": "x"}).status_code == 422
