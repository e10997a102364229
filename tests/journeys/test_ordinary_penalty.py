"""The spine: one case from lead to archive through the acts, and what it leaves behind."""

from __future__ import annotations

from datetime import datetime

from daylight.base.journal.models import Entry
from tests.cast import Cast
from tests.story import begin


def test_a_case_walks_from_lead_to_archive(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("archive")
    case = story.case
    case.refresh_from_db()
    assert case.step == "P15"
    assert story.decision.number == "海自然资规罚〔2026〕1号"
    assert Entry.objects.filter(case_uuid=case.uuid).count() > 30
