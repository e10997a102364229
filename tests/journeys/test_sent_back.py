"""A review nobody had to ask for, once it said no, may not be walked around."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from daylight.decisions import acts as decisions
from daylight.review import acts as review
from daylight.review.queries import elements_with_findings
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import STEPS, Tale, begin

pytestmark = pytest.mark.django_db

SMALL = Tale(
    party="演示小店", credit_code="91370687MA00000001", area_m2=Decimal("100.00"), act_ended_on=date(2026, 6, 30),
    penalties=(("return_land", "责令退还非法占用的土地"),),
)  # fmt: skip


def test_a_returned_voluntary_review_closes_the_way_round_it(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, SMALL).to("assign")
    first = elements_with_findings(story.dossier)[0].code
    story.judge(first, "mend", "请补充。")
    review.return_dossier(story.dossier, "纠正", "请补充后重新送审。", actor=cast.reviewer, now=story.now)
    story.case.refresh_from_db()
    assert refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    story.save(facts="补充后的违法事实。")
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) & {"G09", "procedure.when"}
    story.dossier = decisions.send_for_review(story.case, "已补充。", actor=cast.officer, now=story.now)
    story.at = STEPS.index("assign")
    story.to("approve")
    assert story.decision.dossier_sha256 == story.dossier.sha256


def test_without_a_return_a_small_fine_needs_no_review(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, SMALL).to("fill")
    decisions.submit_for_approval(story.case, actor=cast.officer, now=story.now)
    assert story.case.step == "P10"
