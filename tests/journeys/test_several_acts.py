"""Two acts in one decision from draft to served paper: reckoned apart, reviewed with their table, carried out together."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from daylight.base.permit import permit
from daylight.core.money import in_capitals
from daylight.decisions import acts as decisions
from daylight.decisions.models import Notice
from daylight.recording.papers import fields_of
from daylight.review.models import Dossier
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import STEPS, Story, begin

SECOND = {
    "key": "2", "relation": "separate", "item": "T01", "facts": "另将其中 100 平方米转让，得款 40000 元。",
    "act_on": "2026-06-30", "continuing": "", "law_on": "", "grade": "t01_lighter",
    "deviation_reason": "主动退还转让款并配合调查。",
}  # fmt: skip
PART = {"kind": "percent", "quantity": "40000", "rate": "15", "label": "转让所得", "charge": "2"}


def with_second(story: Story) -> dict[str, Any]:
    changes, fine = story.draft_changes(), Decimal(102000)
    own = [each for each in changes["penalties"] if each["kind"] != "fine"]
    line = {
        "kind": "fine",
        "text": f"合并处罚款 {fine:.2f} 元（{in_capitals(fine)}）",
        "amount_yuan": f"{fine:.2f}",
        "area_m2": "",
    }
    return changes | {"charges": [SECOND], "parts": [*changes["parts"], PART], "penalties": [*own, line]}


def announced(story: Story) -> None:
    """The notice of the story names one act; here the whole sum was announced."""
    with permit("fixture"):
        Notice.objects.filter(pk=story.notice.pk).update(fine_yuan=Decimal(102000))


def test_two_acts_go_through_review_and_issue(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    announced(story)
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    story.at = STEPS.index("fill")
    story.save(**with_second(story))
    story.at = STEPS.index("send")
    story.to("issue")
    fields = story.decision.fields
    assert fields["fine_yuan"] == "102000.00"
    assert fields["fine_table"]["merged"] == "96,000.00 元 ＋ 6,000.00 元 ＝ 102,000.00 元"
    dossier = Dossier.objects.get(case=story.case)
    assert dossier.content["draft"]["fine_table"] == fields["fine_table"]
    verdict = next(each for each in dossier.machine["discretion"]["checks"] if each["gate"] == "G12")
    assert verdict["state"] == "passed"
    assert story.decision.document is not None
    paper = fields_of(story.decision.document)
    assert "另查明，买卖或者以其他形式非法转让土地" in paper["facts"]
    assert "以上罚款合并执行，合计 102,000.00 元（壹拾万零贰仟元整）。" in paper["content"]
    assert [row["result"] for row in paper["computation"]] == ["96,000", "6,000"]


def test_each_act_has_to_hold_by_itself(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    announced(story)
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    story.at = STEPS.index("fill")
    whole = with_second(story)
    heavy = [*whole["parts"][:-1], PART | {"rate": "60"}]
    for wrong, code, words in (
        ({"parts": heavy}, "G12", "不在法定幅度 4000 元至 20000 元之内"),
        ({"charges": [SECOND | {"grade": ""}]}, "G12", "没有选择裁量阶次"),
        ({"charges": [SECOND | {"deviation_reason": ""}]}, "field.required", "裁量理由没有填写"),
        ({"charges": [SECOND | {"act_on": "1990-01-01"}]}, "G12", "没有有效的处罚依据"),
        ({"parts": whole["parts"][:-1]}, "G12", "计算项目"),
    ):
        story.save(**(whole | wrong))
        found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
        assert code in codes(found) and any(words in each.message for each in found), (wrong, found)
    story.save(**whole)
    assert decisions.send_for_review(story.case, actor=cast.officer, now=story.now).state == "waiting"
