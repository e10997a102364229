"""The thread around a dossier through pages: who may do what, what is refused keeps its words, counsel's door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base.journal.models import Entry
from daylight.review import acts
from daylight.review.models import Comment, CounselInvitation, Disagreement, Dossier, MaterialRequest
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
COUNSEL = {
    "counsel_name": "演示律师",
    "counsel_firm": "演示律师事务所",
    "counsel_licence": "演示13706",
    "counsel_question": "罚款依据是否准确？",
    "counsel_days": "3",
}


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    told = begin(cast, now).to("assign")
    settings.FIXED_NOW = told.now
    return told


def at(name: str, dossier: Dossier, *more: Any) -> str:
    return reverse(f"office:{name}", args=[dossier.uuid, *more])


def test_every_form_of_the_thread(story: Story, cast: Cast, settings: Any) -> None:
    """One walk through all of it: each form lets through the right person, and refuses in words what is missing."""
    dossier, reviewer, officer, leader = story.dossier, enter(cast.reviewer), enter(cast.officer), enter(cast.leader)
    # Comments.
    wrong = reviewer.post(
        at("comment", dossier), {"comment_field": "facts", "quote": "没有的字", "comment_text": "我写的"}
    )
    assert wrong.status_code == 422
    assert "我写的" in wrong.content.decode()
    said = {"comment_field": "facts", "quote": "未经批准", "comment_text": "谁批准", "suggestion": "未依法批准"}
    assert reviewer.post(at("comment", dossier), said).status_code == 302
    assert "建议改为" in words(reviewer.get(at("dossier", dossier)))
    kept = Comment.objects.get()
    # Material.
    assert reviewer.post(at("material-ask", dossier), {"what": ""}).status_code == 422
    assert reviewer.post(at("material-ask", dossier), {"what": "请补勘测图"}).status_code == 302
    assert "照常计时" in words(reviewer.get(at("dossier", dossier)))
    asked = MaterialRequest.objects.get()
    assert (
        enter(cast.publisher).post(at("material-give", dossier, asked.uuid), {"material_answer": "x"}).status_code
        == 422
    )
    assert officer.post(at("material-give", dossier, asked.uuid), {"material_answer": "已上传"}).status_code == 302
    # More time.
    assert officer.post(at("review-extend", dossier), {"extend_reason": "复杂"}).status_code == 422
    assert "批准延长审核期限" in words(leader.get(at("dossier", dossier)))
    assert leader.post(at("review-extend", dossier), {"extend_reason": "案情复杂"}).status_code == 302
    # Return and disagree.
    story.judge("discretion", "fails", "数额偏高。")
    assert "意见应为" not in words(reviewer.get(at("dossier", dossier)))
    acts.return_dossier(dossier, "修改后同意", actor=cast.reviewer, now=story.now)
    assert officer.post(at("review-disagree", dossier), {"stand": "坚持"}).status_code == 422
    stand = {"elements": ["discretion"], "stand": "数额在阶次之内。"}
    assert officer.post(at("review-disagree", dossier), stand).status_code == 302
    assert "协调中" in words(reviewer.get(at("dossier", dossier)))
    told = {"coordination": "各持己见", "attendees": "演示甲、演示丁", "outcome": ""}
    assert officer.post(at("review-coordinate", dossier), told).status_code == 422
    assert leader.post(at("review-coordinate", dossier), told).status_code == 302
    decided = {"way": "collective", "settle_outcome": "handler", "decision": "按承办意见。", "opinions": "演示戊：同意"}
    assert leader.post(at("review-settle", dossier), decided).status_code == 422
    decided["opinions"] = "演示戊：同意\n演示丙：同意\n演示丁: 保留"
    assert leader.post(at("review-settle", dossier), decided).status_code == 302
    assert Disagreement.objects.get().opinions[2]["opinion"] == "保留"
    # The author and the comment: a reason is asked for, a click takes the words over.
    accept = reverse("office:comment-accept", args=[story.case.uuid, kept.uuid])
    decline = reverse("office:comment-decline", args=[story.case.uuid, kept.uuid])
    assert enter(cast.publisher).post(accept).status_code == 404
    assert "请写明不采纳的理由" in words(officer.post(decline, {"answer": ""}, follow=True))
    assert "已采纳" in words(officer.post(accept, follow=True))
    story.case.draft.refresh_from_db()
    assert "未依法批准占用" in story.case.draft.fields["facts"]
    assert "已经处理过" in words(officer.post(accept, follow=True))
    # The trail tells it all.
    page = words(reviewer.get(at("review-trail", dossier)))
    for step in (
        "批注拟决定",
        "要求补充材料",
        "批准延长审核期限",
        "对审核意见提出分歧",
        "分歧了结",
        "采纳审核人的改文",
    ):
        assert step in page
    for stranger in (cast.stranger, cast.window):
        assert enter(stranger).get(at("review-trail", dossier)).status_code == 404
        assert enter(stranger).post(at("comment", dossier), said).status_code == 404


def test_counsel_sees_one_file_and_nothing_else(story: Story, cast: Cast, settings: Any) -> None:
    dossier, reviewer = story.dossier, enter(cast.reviewer)
    short = reviewer.post(at("counsel-invite", dossier), {**COUNSEL, "counsel_licence": ""})
    assert short.status_code == 422
    assert "演示律师事务所" in short.content.decode()
    assert reviewer.post(at("counsel-invite", dossier), COUNSEL).status_code == 302
    made = CounselInvitation.objects.get()
    page = reviewer.get(at("dossier", dossier)).content.decode()
    link = page.split("http://testserver")[1].split("</p>")[0].strip()
    outside = Client()
    door = outside.get(link)
    assert door.status_code == 200
    assert door["Referrer-Policy"] == "no-referrer"
    assert story.case.title not in words(door)  # the link alone tells nothing of the case
    wrong = outside.post(link, {"licence": "别的号"})
    assert wrong.status_code == 422
    assert story.case.title not in words(wrong)
    number = {"licence": "演示13706"}
    inside = outside.post(link, number)
    assert inside.status_code == 200
    assert story.case.title in words(inside)
    paper = dossier.content["documents"][0]["uuid"]
    assert outside.post(link, {**number, "paper": paper})["Content-Type"] == "application/pdf"
    assert outside.post(link, {**number, "paper": str(made.uuid)}).status_code == 404
    assert outside.post(link, {**number, "advice": " "}).status_code == 422
    assert "依据准确" in words(outside.post(link, {**number, "advice": "依据准确。"}))
    assert "依据准确" in words(reviewer.get(at("dossier", dossier)))
    assert outside.get(link.rstrip("/") + "x/").status_code == 404
    assert outside.get(at("dossier", dossier)).status_code == 302  # everything else asks for an account
    settings.FIXED_NOW = story.now + timedelta(days=3)
    assert outside.get(link).status_code == 404
    assert outside.post(link, number).status_code == 404
    assert Entry.objects.filter(kind="review.counsel.advised", actor=None).count() == 1


def test_a_revoked_link_is_dead(story: Story, cast: Cast) -> None:
    reviewer = enter(cast.reviewer)
    reviewer.post(at("counsel-invite", story.dossier), COUNSEL)
    made = CounselInvitation.objects.get()
    page = reviewer.get(at("dossier", story.dossier)).content.decode()
    link = page.split("http://testserver")[1].split("</p>")[0].strip()
    assert reviewer.post(at("counsel-revoke", story.dossier, made.uuid)).status_code == 302
    assert Client().get(link).status_code == 404
    assert "已收回" in words(reviewer.get(at("dossier", story.dossier)))


def test_the_desk_offers_the_least_loaded_first(story: Story, cast: Cast) -> None:
    page = words(enter(cast.reviewer).get(at("dossier", story.dossier)))
    assert "在审 1 件" in page


def test_only_the_reviewer_comments_and_invites(story: Story, cast: Cast) -> None:
    said = {"comment_field": "facts", "comment_text": "x"}
    for person in (cast.leader, cast.officer):
        assert enter(person).post(at("comment", story.dossier), said).status_code == 422
        assert enter(person).post(at("counsel-invite", story.dossier), COUNSEL).status_code == 422
    assert not Comment.objects.exists()
