"""A whole case over the interface alone, from lead to archive and publication."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from tests.cast import Cast
from tests.web.api_walk import Walk

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.urls("tests.web.api_addresses")]


def test_a_case_walks_from_lead_to_archive_and_into_the_open(cast: Cast, now: datetime, settings: Any) -> None:
    walk = Walk(cast, now, settings)
    for step in ("open", "investigate", "conclude", "notice", "draft", "review", "decide"):
        getattr(walk, step)()
    public = walk.publish()
    assert public["state"] == "published"
    assert public["versions"][0]["record"]["number"] == "海自然资规罚〔2026〕1号"
    walk.finish()
    case = walk.officer.get(walk.path)
    assert case["step_name"] == "已归档"
    # What the law still may ask for when a case is in the archive: reviews and suits, revocation, service of its papers.
    assert {each["code"] for each in case["available"]} == {
        "alter_decision", "register_review", "register_simple_review", "register_suit", "revoke_late", "serve_other_paper",
        "correct_paper",
    }  # fmt: skip
    assert [each["code"] for each in case["moves"]] == [
        "register_lead", "request_opening", "open_case", "conclude_investigation", "hear_case", "serve_notice",
        "draft_decision", "send_for_review", "pass_dossier", "approve_decision", "issue_decision", "serve_decision",
        "register_payment", "close_case", "archive_case",
    ]  # fmt: skip
    assert all(each["stopped_on"] or each["code"] in ("D13", "D18") for each in case["clocks"])
    assert all(each["cite"] for each in case["clocks"])
    assert {each["state"] for each in case["recordings"]} == {"sealed"}
    # Every act of the walk is in the feed of whoever may read the case, in order and without gaps.
    feed = walk.officer.get(f"/events?case={walk.uuid}&limit=200")
    assert [each["seq"] for each in feed["items"]] == list(
        range(1, Entry.objects.filter(case_uuid=walk.uuid).count() + 1)
    )
    decision = walk.window.get(walk.decision)
    assert decision["fields"] is None
    assert decision["fine_yuan"] == str(walk.story.tale.fine)
