"""G19, G24 to G26 and G30 met by the real acts: going public, closing, archiving."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from daylight.base.vault.store import path_of
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.disclosure import acts as disclosure
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from daylight.recording.acts.media import excuse_missing_recording
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.relisting import publish_changed
from tests.story import COMPANY, Story, begin
from tests.turns import case_of, closing


def pay(story: Story, yuan: str, receipt: str) -> None:
    decisions.register_payment(
        story.decision, local_date(story.now), Decimal(yuan), receipt, "演示银行", actor=story.people.window,
        now=story.now,
    )  # fmt: skip


def close(story: Story, given: decisions.ClosingInput) -> object:
    return decisions.close_case(case_of(story), given, actor=story.people.head, now=story.now)


def test_g19_nothing_is_published_before_service(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    task = ensure_task(story.decision, story.now)
    copy = disclosure.prepare_copy(task, actor=cast.publisher, now=story.now)
    found = refused(disclosure.publish, copy, copy.sha256, True, actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G19"} and fields(found) == {"served"} and "送达" in found[0].message
    story.to("serve")
    disclosure.publish(copy, copy.sha256, True, actor=cast.reviewer, now=story.now)
    assert Task.objects.get(pk=task.pk).state == "published"


class Unfilmed(Story):
    """The camera stayed in the car."""

    def film(self, *_: object) -> None:
        return None


def test_g25_an_unfilmed_step_keeps_the_file_open(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    story = Unfilmed(cast, COMPANY, now).to("close")
    found = refused(decisions.archive_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G25"} and {"YX-01", "YX-02"} <= fields(found)
    assert all("上传" in each.message and "技术原因" in each.message for each in found)
    for code in fields(found):
        excuse_missing_recording(
            story.case, code, "执法记录仪当日损坏，已送修，有维修单。", actor=cast.officer, now=story.now
        )
    story.to("archive")


def test_g25_the_list_in_force_says_what_is_filmed(cast: Cast, now: datetime, tmp_path: object) -> None:
    begin(cast, now)
    story = Unfilmed(cast, COMPANY, now).to("close")
    found = refused(decisions.archive_case, story.case, actor=cast.head, now=story.now)
    story.later(1)
    publish_changed(
        cast, "recording-items", {"site_inspection": "evidence_preservation"}, story.now, tmp_path
    )  # a row for another occasion
    fewer = refused(decisions.archive_case, story.case, actor=cast.head, now=story.now)
    assert fields(found) - fields(fewer) == {"YX-01"}


@pytest.mark.parametrize("what", ["notice", "recording"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_g26_what_was_sealed_stays_as_it_was(cast: Cast, now: datetime, what: str, how: str) -> None:
    story = begin(cast, now).to("close")
    digest = story.notice.document.pdf.sha256 if what == "notice" else story.case.recordings.earliest("id").sha256
    path = path_of(digest)
    body = path.read_bytes()
    path.chmod(0o644)
    if how == "changed":
        path.write_bytes(body[:-1] + b"x")
    else:
        path.unlink()
    found = refused(decisions.archive_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G26"} and len(found) == 1
    assert ("有改动" if how == "changed" else "找不到了") in found[0].message
    path.write_bytes(body)
    story.to("archive")


def test_g26_is_asked_before_the_decision_is_issued(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("approve")
    path = path_of(story.notice.document.pdf.sha256)
    body = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(body + b" ")
    found = refused(decisions.issue_decision, story.decision, actor=cast.leader, now=story.now)
    assert codes(found) == {"G26"}
    path.write_bytes(body)
    story.to("issue")


def test_g30_a_debt_keeps_the_case_open(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    story.later(3)
    found = refused(close, story, closing(story))
    assert codes(found) == {"G30"} and any("96000 元没有缴纳" in each.message for each in found)
    pay(story, "95999.99", "演示票据1")
    assert any("0.01 元没有缴纳" in each.message for each in refused(close, story, closing(story)))
    pay(story, "0.01", "演示票据2")
    close(story, closing(story))
    story.case.refresh_from_db()
    assert (story.case.step, story.case.closing_kind) == ("P14", "performed")


def test_g30_each_outcome_brings_its_material(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pay")
    given = closing(story)
    given.materials = []
    found = refused(close, story, given)
    assert codes(found) == {"G30"} and "缴款凭证或者履行记录" in found[0].message
    given = closing(story)
    given.outcome = "whatever"
    assert {"outcome"} <= fields(refused(close, story, given))
    story.to("close")
