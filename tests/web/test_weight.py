"""是否须审 on the page of a draft and over the interface: asked, answered, said either way, and reopened by a higher fine."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.weighing import explain, questions
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import COMPANY, begin
from tests.web.api_client import Program, token_for
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
# 700 m² at 140 yuan are 98,000; at 150 the line of 100,000 is passed.
TALE = replace(COMPANY, area_m2=Decimal(700), rate=Decimal(150), penalties=(("return_land", "责令退还非法占用的土地"),))
WORDS = ["重大公共利益", "疑难复杂", "多个法律关系"]


def test_a_draft_says_why_it_must_be_reviewed_or_need_not(cast: Cast, now: Any, settings: Any) -> None:
    story = begin(cast, now, TALE).to("draft")
    story.later(1)
    settings.FIXED_NOW = story.now
    today, officer = local_date(story.now), enter(cast.officer)
    where = reverse("office:draft", args=[story.case.uuid])
    page = officer.get(where).content.decode()
    assert "还没有判断是否属于重大公共利益，按属于对待" in page and all(word in page for word in WORDS)

    part = {"kind": "rate_area", "quantity": "700", "rate": "140", "label": "占地"}
    said = {"amount_yuan": "98000.00", "text": "处罚款 98,000.00 元"}
    penalties = [each | (said if each["kind"] == "fine" else {}) for each in story.penalties()]
    story.save(**story.draft_changes() | {"parts": [part], "penalties": penalties, "circumstances": []})
    draft = story.case.draft
    assert codes(refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)) & {
        "G09", "procedure.when",
    }  # fmt: skip

    api = Program(token_for(cast.officer, story.now))
    path = f"/cases/{story.case.uuid}/draft"
    seen = api.get(path)
    assert seen["review"]["required"] and [each["word"] for each in seen["review"]["questions"]] == WORDS
    strange = api.ask("PATCH", path, {"circumstances": ["没有这个词：否"]}, If_Match=f'"{seen["version"]}"')
    assert strange.status_code == 422 and "请逐项回答是或者否" in strange.content.decode()
    told = api.patch(path, {"circumstances": [f"{word}：否" for word in WORDS]}, seen["version"])["review"]
    assert not told["required"]
    assert told["sentence"].startswith("不须审，因为") and "罚款 98,000 元，未达到 100,000 元" in told["sentence"]
    assert "不须审，因为" in officer.get(reverse("office:case", args=[story.case.uuid])).content.decode()

    draft.refresh_from_db()
    assert questions(story.case, draft.fields, today) == [(word, "否") for word in WORDS]
    raised = draft.fields | {"fine_yuan": "105000.00"}
    assert explain(story.case, raised, today).reasons == (
        "较大数额罚款（目录 SH-03）：拟作出罚款；罚款 105,000 元，达到 100,000 元（含本数，对单位）",
    )
    story.case.refresh_from_db()
    decisions.submit_for_approval(story.case, actor=cast.officer, now=story.now)
    read_only = officer.get(where).content.decode()
    assert "不须审，因为" in read_only and "是否属于须审情形" in read_only
