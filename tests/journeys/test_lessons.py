"""Faults others paid for, each kept away by a test: what went wrong in a comparable system must not go wrong here."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.models import Case, Clock, Handler, Move
from daylight.config.demo import penalty
from daylight.core.moment import BEIJING, local_date
from daylight.decisions import acts as decisions
from daylight.decisions.models import Decision, Discussion, Notice
from daylight.decisions.standing import decided
from daylight.recording.models import Document
from daylight.review.models import Dossier
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import STEPS, Story, Tale, begin
from tests.turns import case_of

# -- a second notice must not take the hearing away -----------------------------------------------------------------------


def test_the_procedure_knows_no_second_notice_behind_the_hearing(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    story.at = STEPS.index("notice")
    found = refused(story.to, "notice")
    assert codes(found) == {"procedure.step"}
    assert Notice.objects.filter(case=story.case).count() == 1


def test_a_milder_second_notice_does_not_take_the_hearing_away(cast: Cast, now: datetime) -> None:
    """Put into the file behind the acts' back, as a later version of the procedure might: the gate still sees the first."""
    story = begin(cast, now).to("notice")
    decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    first = story.notice
    with permit("fixture"):
        Notice.objects.create(
            case=story.case, round=2, fine_yuan=Decimal("1.00"), penalties=[p for p in first.penalties if p["kind"] == "fine"],
            document=first.document, received_on=first.received_on, method=first.method,
        )  # fmt: skip
    story.to("wait")
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    story.save(**story.draft_changes())
    found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
    assert "G08" in codes(found)
    messages = "".join(each.message for each in found if each.code == "G08")
    assert "重新告知时也请送达听证告知书" in messages and "还没有举行" in messages


# -- an empty 集体讨论 ----------------------------------------------------------------------------------------------------

EMPTY = {
    "nobody": [],
    "one": [{"name": "演示戊", "opinion": "同意。"}],
    "one twice": [{"name": "演示戊", "opinion": "同意。"}, {"name": " 演示戊 ", "opinion": "同意。"}],
    "names only": [{"name": "演示戊", "opinion": ""}, {"name": "演示丙", "opinion": " "}],
    "nameless": [{"name": "", "opinion": "同意。"}, {"name": " ", "opinion": "同意。"}],
}


@pytest.mark.parametrize("who", EMPTY)
def test_an_empty_discussion_is_none(cast: Cast, now: datetime, who: str) -> None:
    story = begin(cast, now).to("pass")
    penalty.step(story, "mark_grave", cast.head)
    found = refused(
        decisions.discuss_collectively, case_of(story), spoken.discussion(story), EMPTY[who], actor=cast.leader,
        now=story.now,
    )  # fmt: skip
    assert codes(found) == {"G10"} and fields(found) == {"opinions"}
    assert not Discussion.objects.exists() and not Document.objects.filter(code="collective_discussion").exists()
    assert codes(refused(decisions.approve_decision, case_of(story), actor=cast.leader, now=story.now)) == {"G10"}


# -- seven working days are not nine days ---------------------------------------------------------------------------------


def test_seven_working_days_count_the_holiday_as_the_council_announced_it(cast: Cast) -> None:
    """Decided on Wednesday 2026-09-23; 中秋 09-25, 国庆 10-01 to 10-07, with the working Sunday of the notice."""
    story = begin(cast, datetime(2026, 8, 10, 9, 0, tzinfo=BEIJING)).to("approve")
    assert local_date(story.now) < date(2026, 9, 23)
    story.now = datetime(2026, 9, 23, 10, 0, tzinfo=BEIJING)
    decisions.issue_decision(story.decision, actor=cast.leader, now=story.now)
    found = Clock.objects.get(case=story.case, code="D11")
    assert found.started_on == date(2026, 9, 23)
    assert found.due_on > found.started_on + timedelta(days=9)
    skipped = {date.fromisoformat(day): why for day, why in found.skipped}
    day, counted = found.started_on, 0
    while day < found.due_on:
        day += timedelta(days=1)
        counted += day not in skipped
    assert counted == 7
    assert {date(2026, 9, 25), date(2026, 10, 1), date(2026, 10, 5)} <= skipped.keys()
    assert "国庆" in skipped[date(2026, 10, 1)]


# -- one officer entered twice --------------------------------------------------------------------------------------------


def test_one_officer_is_not_two(cast: Cast, now: datetime) -> None:
    story = begin(cast, now)
    lead = cases.Lead(
        item_code="CF-T04", source="巡查", lead="疑似占地", place="西坡村", partner=cast.officer,
        parties=[cases.PartyInput(name="演示公司", kind="organisation")],
    )  # fmt: skip
    found = refused(cases.register_lead, lead, actor=cast.officer, now=now)
    assert codes(found) == {"G01"} and fields(found) == {"partner"}
    story.to("open")
    with permit("fixture"), pytest.raises(IntegrityError), transaction.atomic():
        Handler.objects.create(case=story.case, person=cast.officer)
    twice = [cast.officer, cast.officer]
    found = refused(
        cases.show_identity, story.case, story.now, "西坡村", "oral", twice, actor=cast.officer, now=story.now
    )
    assert codes(found) == {"G01"}
    story.to("hear")
    service = replace(story.service(), servers=twice)
    given = decisions.NoticeInput("事实", "理由", ["依据"], story.penalties(), story.tale.fine, "电话", service)
    found = refused(decisions.serve_notice, story.case, given, actor=cast.officer, now=story.now)
    assert codes(found) == {"G01"} and fields(found) == {"servers"}


# -- a double click -------------------------------------------------------------------------------------------------------


def test_two_clicks_approve_once(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    story.later(1)
    tabs = [case_of(story), case_of(story)]
    first = decisions.approve_decision(tabs[0], actor=cast.leader, now=story.now, idempotency_key="click")
    again = decisions.approve_decision(tabs[1], actor=cast.leader, now=story.now, idempotency_key="click")
    assert first == again
    _approved_once(story)


def test_two_tabs_approve_once(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    story.later(1)
    tabs = [case_of(story), case_of(story)]
    decisions.approve_decision(tabs[0], actor=cast.leader, now=story.now)
    found = refused(decisions.approve_decision, tabs[1], actor=cast.leader, now=story.now)
    # Who came second is told who came first.
    assert codes(found) == {"case.moved"} and cast.leader.name in found[0].message
    assert "批准决定" in found[0].message
    _approved_once(story)


def _approved_once(story: Story) -> None:
    assert Decision.objects.filter(case=story.case).count() == 1
    assert Move.objects.filter(case=story.case, code="approve_decision").count() == 1
    assert Entry.objects.filter(kind="decisions.decision.approved").count() == 1


@pytest.mark.parametrize(
    ("ready", "event", "code"),
    [
        ("request", "cases.case.opened", "open_case"),
        ("approve", "decisions.decision.issued", "issue_decision"),
        ("pay", "decisions.case.closed", "close_case"),
    ],
)
def test_a_number_is_given_once(cast: Cast, now: datetime, ready: str, event: str, code: str) -> None:
    story = begin(cast, now).to(ready)
    story.later(1)
    tabs = [case_of(story), case_of(story)]

    def click(case: Case) -> object:
        if code == "open_case":
            return cases.open_case(case, actor=cast.head, now=story.now)
        if code == "issue_decision":
            return decisions.issue_decision(decided(case), actor=cast.leader, now=story.now)
        closing = decisions.ClosingInput("performed", ["缴款凭证或者履行记录"], "已缴清。", "没有。", "同意。")
        return decisions.close_case(case, closing, actor=cast.head, now=story.now)

    click(tabs[0])
    papers = Document.objects.count()
    assert codes(refused(click, tabs[1])) == {"case.moved"}
    assert Entry.objects.filter(kind=event).count() == Move.objects.filter(code=code).count() == 1
    # The loser's paper and number went back with his act: the series has no gap.
    assert Document.objects.count() == papers
    numbers = list(Document.objects.exclude(number="").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))


# -- the night between 0 and 8 o'clock in China is the day before in UTC -----------------------------------------------------


@pytest.mark.parametrize("utc", [datetime(2026, 12, 31, 16, 0, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)])
def test_today_is_the_day_in_china(cast: Cast, now: datetime, utc: datetime) -> None:
    story = begin(cast, now).to("request")
    opened = cases.open_case(story.case, actor=cast.head, now=utc)
    assert opened.opened_on == date(2027, 1, 1)
    assert opened.number == "海自然资规立〔2027〕1号"
    assert Clock.objects.get(case=opened, code="D10").started_on == date(2027, 1, 1)
    assert Clock.objects.get(case=opened, code="D03").stopped_on == date(2027, 1, 1)


def test_the_last_day_ends_at_midnight_in_china(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    assert Clock.objects.get(case=story.case, code="D06").due_on == date(2026, 12, 10)
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    story.save(**story.draft_changes())
    before = datetime(2026, 12, 10, 15, 59, 59, tzinfo=UTC)
    assert codes(refused(decisions.send_for_review, story.case, actor=cast.officer, now=before)) == {"G07"}
    story.now = before + timedelta(seconds=1)
    story.save()
    decisions.send_for_review(story.case, actor=cast.officer, now=story.now)


def test_what_happened_this_night_is_not_in_the_future(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    story.now = datetime(2026, 12, 7, 16, 30, tzinfo=UTC)
    assert story.service().served_on == date(2026, 12, 8)
    given = decisions.NoticeInput("事实", "理由", ["依据"], story.penalties(), story.tale.fine, "电话", story.service())
    row = decisions.serve_notice(story.case, given, actor=cast.officer, now=story.now)
    assert row.received_on == date(2026, 12, 8)


# -- dates are not chosen to suit -----------------------------------------------------------------------------------------


def test_no_act_takes_a_day_that_has_not_come(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    tomorrow, moment = local_date(story.now) + timedelta(days=1), story.now + timedelta(minutes=1)
    pair = [cast.officer, cast.partner]
    found = refused(cases.show_identity, story.case, moment, "西坡村", "oral", pair, actor=cast.officer, now=story.now)
    assert fields(found) == {"shown_at"}
    changes = {"act_ended_on": tomorrow}
    found = refused(cases.amend_case, story.case, changes, story.case.version, actor=cast.officer, now=story.now)
    assert fields(found) == {"act_ended_on"}

    story.to("hear")
    tomorrow = local_date(story.now) + timedelta(days=1)
    service = replace(story.service(), served_on=tomorrow)
    given = decisions.NoticeInput("事实", "理由", ["依据"], story.penalties(), story.tale.fine, "电话", service)
    assert fields(refused(decisions.serve_notice, story.case, given, actor=cast.officer, now=story.now)) == {
        "served_on"
    }

    story.to("notice")
    soon = story.now + timedelta(minutes=1)
    tomorrow = local_date(story.now) + timedelta(days=1)
    for call, name in (
        (lambda: decisions.waive_rights(story.notice, tomorrow, "声明书", actor=cast.officer, now=story.now), "waived_on"),
        (lambda: decisions.record_hearing_request(story.case, tomorrow, actor=cast.officer, now=story.now), "requested_on"),
        (lambda: decisions.record_statement(
            story.case, spoken.statement(story, made_at=soon.isoformat()), actor=cast.officer, now=story.now), "made_at"),
    ):  # fmt: skip
        assert fields(refused(call)) == {name}
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    spoken.summon(story, local_date(story.now) - timedelta(days=20), soon)
    minutes = spoken.hearing(story, local_date(story.now), held_at=soon)
    found = refused(decisions.record_hearing, asked, minutes, actor=cast.officer, now=story.now)
    assert fields(found) == {"held_at"}


def test_the_wait_of_the_party_is_not_shortened_by_an_earlier_day(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    heard = local_date(story.now)
    story.later(10)
    service = replace(story.service(), served_on=heard - timedelta(days=1))
    given = decisions.NoticeInput("事实", "理由", ["依据"], story.penalties(), story.tale.fine, "电话", service)
    found = refused(decisions.serve_notice, story.case, given, actor=cast.officer, now=story.now)
    assert fields(found) == {"served_on"} and heard.isoformat() in found[0].message


@pytest.mark.parametrize("days", [-1, -400])
def test_rights_are_not_waived_or_used_before_they_arise(cast: Cast, now: datetime, days: int) -> None:
    story = begin(cast, now).to("notice")
    day = story.notice.received_on + timedelta(days=days)
    assert fields(refused(decisions.waive_rights, story.notice, day, "声明书", actor=cast.officer, now=story.now)) == {
        "waived_on"
    }
    found = refused(decisions.record_hearing_request, story.case, day, actor=cast.officer, now=story.now)
    assert fields(found) == {"requested_on"}


def test_a_decision_is_not_served_or_paid_before_it_is_made(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    early = story.decision.decided_on - timedelta(days=1)
    service = replace(story.service(), served_on=early)
    found = refused(decisions.serve_decision, story.decision, service, actor=cast.officer, now=story.now)
    assert fields(found) == {"served_on"}
    story.to("serve")
    found = refused(
        decisions.register_payment, story.decision, early, Decimal(1), "票据1", "银行", actor=cast.window, now=story.now
    )
    assert fields(found) == {"paid_on"}


# -- a small fine outside the catalogue needs no review, and none is forged ---------------------------------------------------

SMALL = Tale(
    party="演示小店", credit_code="91370687MA00000001", area_m2=Decimal("100.00"), act_ended_on=date(2026, 6, 30),
    penalties=(("return_land", "责令退还非法占用的土地"),),
)  # fmt: skip


def test_a_small_fine_goes_to_the_leader_without_review(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, SMALL).to("fill")
    decisions.submit_for_approval(story.case, actor=cast.officer, now=story.now)
    story.at = STEPS.index("approve")
    story.to("archive")
    assert not Dossier.objects.exists()
    assert story.decision.dossier_sha256 == ""
    kinds = set(Entry.objects.filter(case_uuid=story.case.uuid).values_list("kind", flat=True))
    assert "decisions.approval.asked" in kinds and not any(kind.startswith("review.") for kind in kinds)
    assert not Document.objects.filter(case=story.case, code="legal_review_opinion").exists()


def test_a_small_fine_may_be_reviewed_all_the_same(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, SMALL).to("issue")
    assert story.dossier.why_required == ["不在审核目录内，承办机构自行送审"]


# -- no default key in production -----------------------------------------------------------------------------------------

UNSAFE = {
    "no key": ({}, "DAYLIGHT_SECRET_KEY"),
    "short key": ({"DAYLIGHT_SECRET_KEY": "x" * 49}, "DAYLIGHT_SECRET_KEY"),
    "fixed time": ({"DAYLIGHT_SECRET_KEY": "x" * 50, "DAYLIGHT_NOW": "2026-11-22T09:00:00+08:00"}, "DAYLIGHT_NOW"),
}


def _settings(more: dict[str, str], folder: object) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DAYLIGHT_", "DJANGO_"))}
    kept |= {"DAYLIGHT_MODE": "production", "DAYLIGHT_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", "from daylight.config import settings as s; print(s.SECRET_KEY, s.GUARD_WRITES, s.DEBUG)"],
        env=kept | more, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("what", UNSAFE)
def test_production_refuses_an_unsafe_default(tmp_path: object, what: str) -> None:
    more, name = UNSAFE[what]
    done = _settings(more, tmp_path)
    assert done.returncode != 0 and name in done.stderr.splitlines()[-1]


def test_production_takes_its_own_key(tmp_path: object) -> None:
    done = _settings({"DAYLIGHT_SECRET_KEY": "k" * 50}, tmp_path)
    assert done.stdout.split() == ["k" * 50, "False", "False"], done.stderr
