"""The review desk through the browser's eyes: assign, judge, return, resubmit, pass; who is kept out and by which words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from daylight.base.orgs.models import RoleGrant
from daylight.base.permit import permit
from daylight.decisions import acts as decisions
from daylight.review.models import Dossier, Finding
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    told = begin(cast, now).to("send")
    settings.FIXED_NOW = told.now
    return told


def place(name: str, dossier: Dossier, *more: str) -> str:
    return reverse(f"office:{name}", args=[dossier.uuid, *more])


def judge(story: Story, dossier: Dossier, element: str, verdict: str = "conforms", note: str = "") -> Any:
    pointed = [f"document:{dossier.content['documents'][0]['uuid']}"] if verdict == "conforms" else []
    data = {"verdict": verdict, "note": note, "pointed": pointed}
    return enter(story.people.reviewer).post(place("dossier-judge", dossier, element), data)


def take(story: Story, dossier: Dossier) -> None:
    reviewer = story.people.reviewer
    answer = enter(reviewer).post(place("dossier-assign", dossier), {"reviewer": str(reviewer.uuid)})
    assert answer.status_code == 302


def test_who_sees_what(story: Story, cast: Cast) -> None:
    desk, page = reverse("office:review-desk"), place("dossier", story.dossier)
    expected = {
        "reviewer": (200, 200),
        "leader": (200, 200),
        "officer": (404, 200),  # reads the review of his own case, has no desk
        "head": (404, 200),
        "publisher": (404, 200),
        "keeper": (404, 404),
        "window": (404, 404),
        "stranger": (200, 404),  # a desk of his own, empty
    }
    seen = {}
    for name in expected:
        client = enter(getattr(cast, name))
        seen[name] = (client.get(desk).status_code, client.get(page).status_code)
    assert seen == expected
    assert story.case.title not in words(enter(cast.stranger).get(desk))
    for name in ("dossier-assign", "dossier-return", "dossier-pass"):
        assert enter(cast.stranger).post(place(name, story.dossier), {}).status_code == 404


def test_a_desk_without_work_says_so(cast: Cast) -> None:
    assert "没有待分派的送审卷" in words(enter(cast.reviewer).get(reverse("office:review-desk")))


def test_a_reviewer_takes_judges_and_passes(story: Story) -> None:
    dossier, client = story.dossier, enter(story.people.reviewer)
    assert story.case.title in words(client.get(reverse("office:review-desk")))
    take(story, dossier)
    page = words(client.get(place("dossier", dossier)))
    assert f"还有 {len(dossier.elements)} 项未作结论" in page
    assert dossier.sha256 in page
    assert "全部符合" not in page
    early = client.post(place("dossier-pass", dossier), {"pass_text": "我的说明"})
    assert early.status_code == 422
    assert "我的说明" in early.content.decode()
    for element in dossier.elements:
        assert judge(story, dossier, element["code"]).status_code == 302
    assert "各项都有结论" in words(client.get(place("dossier", dossier)))
    assert client.post(place("dossier-pass", dossier), {"pass_text": "同意"}).status_code == 302
    dossier.refresh_from_db()
    story.case.refresh_from_db()
    assert (dossier.state, story.case.step) == ("passed", "P10")
    assert "审核意见：同意" in words(client.get(place("dossier", dossier)))


def test_a_refused_verdict_keeps_what_was_typed(story: Story) -> None:
    take(story, story.dossier)
    client, url = enter(story.people.reviewer), place("dossier-judge", story.dossier, "facts")
    without_place = client.post(url, {"verdict": "conforms", "note": "看过笔录"})
    assert without_place.status_code == 422
    page = without_place.content.decode()
    assert "看过笔录" in page
    assert 'href="#f-facts-pointed"' in page  # the summary leads to the element
    assert page.count('id="f-facts-pointed"') == 1
    assert client.post(url, {"verdict": "fails"}).status_code == 422  # no reason
    assert client.post(url, {}).status_code == 422
    assert not Finding.objects.exists()


def test_return_resubmit_with_comparison_and_pass(story: Story, settings: Any) -> None:
    dossier, client = story.dossier, enter(story.people.reviewer)
    take(story, dossier)
    url = place("dossier-return", dossier)
    baseless = client.post(url, {"opinion": "纠正", "return_text": "请改"})
    assert baseless.status_code == 422
    assert "请改" in baseless.content.decode()
    judge(story, dossier, "discretion", "mend", "裁量理由没有写明情节。")
    assert client.post(url, {"opinion": "纠正", "return_text": "请补写裁量理由。"}).status_code == 302
    story.case.refresh_from_db()
    assert story.case.step == "P9"
    story.save(discretion_reason="当事人主动停止建设，占用面积不足七百平方米，危害后果轻微。")
    second = decisions.send_for_review(story.case, "已补写裁量情节。", actor=story.people.officer, now=story.now)
    take(story, second)
    page = words(client.get(place("dossier", second)))
    assert "已补写裁量情节。" in page
    assert "裁量理由没有写明情节。" in page  # the finding of the round before
    compared = client.get(place("dossier", second) + "?compare=1").content.decode()
    assert "<ins>" in compared
    assert "<del>" in compared
    for element in second.elements:
        assert judge(story, second, element["code"]).status_code == 302
    assert client.post(place("dossier-pass", second), {}).status_code == 302


def test_whoever_took_part_is_kept_out_by_name(story: Story, cast: Cast) -> None:
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.officer, role="reviewer")
    client = enter(cast.officer)
    page = words(client.get(place("dossier", story.dossier)))
    assert "演示甲是本案承办人，不能审核本案" in page
    answer = client.post(place("dossier-assign", story.dossier), {"reviewer": str(cast.officer.uuid)})
    assert answer.status_code == 422
    assert "演示甲是本案承办人" in words(answer)


def test_the_second_to_assign_is_told_who_was_first(story: Story, cast: Cast) -> None:
    take(story, story.dossier)
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.leader, role="reviewer")
    again = enter(cast.leader).post(place("dossier-assign", story.dossier), {"reviewer": str(cast.leader.uuid)})
    assert again.status_code == 422
    assert "已分派给演示丁" in words(again)


def test_two_clicks_record_one_finding(story: Story) -> None:
    take(story, story.dossier)
    client, url = enter(story.people.reviewer), place("dossier-judge", story.dossier, "facts")
    ref = f"document:{story.dossier.content['documents'][0]['uuid']}"
    data = {"verdict": "conforms", "note": "", "pointed": [ref], "key": "same-click"}
    assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert Finding.objects.count() == 1
