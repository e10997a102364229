"""Moves the definition declares, on a small procedure of our own: papers, services, reasons, clocks, outcomes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.cases import acts as cases
from daylight.cases.acts import Lead, PartyInput
from daylight.cases.models import Case
from daylight.config.environment import ROOT
from daylight.core.moment import local_date
from daylight.decisions import acts, weighing
from daylight.decisions.acts import ServiceInput
from daylight.recording.models import Document
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import begin

PROCEDURE = """
[[document]]
id = "trial_acceptance"
name = "试验受理通知书"
external = true
stage = "begin"
needs_number = true
needs_seal = true
word = "试受"
cite = "某法第一条"
in_force_from = 2020-01-01
fields = [
  { code = "party", label = "申请人", kind = "party" },
  { code = "received_on", label = "收到日期", kind = "date" },
  { code = "remedy", label = "救济途径", kind = "longtext" },
]

[[document]]
id = "trial_check"
name = "试验核查表"
external = false
stage = "begin"
cite = "某法第二条"
in_force_from = 2020-01-01
fields = [{ code = "why", label = "事由", kind = "choice", choices = ["鉴定", "听证"] }]

[[document]]
id = "trial_grant"
name = "试验准予决定书"
external = true
stage = "decide"
needs_number = true
needs_seal = true
word = "试准"
cite = "某法第三条"
in_force_from = 2020-01-01
fields = [
  { code = "party", label = "申请人", kind = "party" },
  { code = "content", label = "准予内容", kind = "longtext" },
  { code = "remedy", label = "救济途径", kind = "longtext" },
  { code = "agency", label = "机关", kind = "text" },
  { code = "decided_on", label = "日期", kind = "date" },
]

[[document]]
id = "trial_refusal"
name = "试验不予决定书"
external = true
stage = "decide"
needs_number = true
needs_seal = true
word = "试不"
cite = "某法第四条"
in_force_from = 2020-01-01
fields = [
  { code = "party", label = "申请人", kind = "party" },
  { code = "reasons", label = "不予的理由", kind = "longtext" },
  { code = "remedy", label = "救济途径", kind = "longtext" },
]

[[procedure]]
id = "trial"
version = "1"
name = "试验程序"
category = "行政许可"
number_word = "试"
first_move = "register_lead"
cite = "某法"
in_force_from = 2020-01-01
stage = [{ code = "begin", name = "受理" }, { code = "decide", name = "决定" }, { code = "end", name = "办结" }]
step = [
  { code = "A0", name = "已申请", stage = "begin" },
  { code = "A1", name = "已受理", stage = "begin" },
  { code = "A2", name = "拟定", stage = "decide" },
  { code = "A3", name = "审批", stage = "decide" },
  { code = "A4", name = "待签发", stage = "decide" },
  { code = "A5", name = "待送达", stage = "decide" },
  { code = "A9", name = "办结", stage = "end", terminal = true },
]
outcome = [
  { code = "grant", name = "准予", paper = "trial_grant" },
  { code = "refuse", name = "不予", paper = "trial_refusal" },
]

[[procedure.move]]
code = "register_lead"
name = "登记申请"
to = "A0"
right = "case.register"
cite = "某法"

[[procedure.move]]
code = "accept"
name = "受理"
from = ["A0"]
to = "A1"
right = "case.investigate"
paper = "trial_acceptance"
dated = "received_on"
starts = ["D28"]
opens = true
cite = "某法第一条"

[[procedure.move]]
code = "serve_acceptance"
name = "送达受理通知书"
from = ["A1"]
to = "same"
right = "case.investigate"
serves = ["trial_acceptance"]
starts = ["D30"]
cite = "某法第一条"

[[procedure.move]]
code = "suspend"
name = "中止"
from = ["A1"]
to = "same"
right = "case.investigate"
paper = "trial_check"
suspends = ["D28"]
pause_reason = "why"
cite = "某法第二条"

[[procedure.move]]
code = "resume"
name = "恢复"
from = ["A1"]
to = "same"
right = "case.investigate"
reasoned = true
resumes = ["D28"]
after = ["suspend"]
cite = "某法第二条"

[[procedure.move]]
code = "extend"
name = "延长办理期限"
from = ["A1"]
to = "same"
right = "decision.approve"
reasoned = true
extends = ["D28"]
cite = "某法第二条"

[[procedure.move]]
code = "lapse"
name = "逾期办结"
from = ["A1"]
to = "A9"
right = "case.open"
reasoned = true
when = "expired:D28"
closes = true
cite = "某法第五条"

[[procedure.move]]
code = "draft_decision"
name = "拟定决定"
from = ["A1"]
to = "A2"
right = "decision.draft"
cite = "某法第三条"

[[procedure.move]]
code = "submit_for_approval"
name = "报批"
from = ["A2"]
to = "A3"
right = "decision.draft"
unless = "review_required"
cite = "某法第三条"

[[procedure.move]]
code = "approve_decision"
name = "批准"
from = ["A3"]
to = "A4"
right = "decision.approve"
cite = "某法第三条"

[[procedure.move]]
code = "reopen_draft"
name = "退回重拟"
from = ["A4"]
to = "A2"
right = "decision.approve"
reasoned = true
cite = "某法第三条"

[[procedure.move]]
code = "issue_decision"
name = "签发"
from = ["A4"]
to = "A5"
right = "decision.issue"
gates = ["G14"]
stops = ["D28"]
cite = "某法第三条"

[[procedure.move]]
code = "serve_decision"
name = "送达"
from = ["A5"]
to = "A9"
right = "case.investigate"
closes = true
cite = "某法第三条"
"""


@pytest.fixture(autouse=True)
def _trial_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    packs = tmp_path / "lawpacks"
    shutil.copytree(ROOT / "lawpacks", packs)
    (packs / "trial").mkdir()
    (packs / "trial" / "trial.toml").write_text(PROCEDURE)
    monkeypatch.setattr(settings, "LAWPACKS_DIR", packs)
    monkeypatch.setattr(settings, "LAWPACKS", [*settings.LAWPACKS, "trial"])
    yield


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    begin(cast, now - timedelta(days=3))
    return cases.register_lead(
        Lead(
            item_code="XK-G01", source="申请", lead="申请办理。", place="演示镇",
            parties=[PartyInput("演示申请有限公司", "organisation")], partner=cast.partner, procedure="trial",
        ),
        actor=cast.officer, now=now,
    )  # fmt: skip


def service(cast: Cast, on: date) -> ServiceInput:
    return ServiceInput(on, "直接送达", "演示镇", [cast.officer, cast.partner], receiver="演示签收人", relation="员工")


def step(case: Case, code: str, by: Person, now: datetime, values: dict[str, Any] | None = None, why: str = "") -> Case:
    return acts.take_step(Case.objects.get(pk=case.pk), code, values or {}, why, actor=by, now=now)


def accepted(case: Case, cast: Cast, now: datetime) -> Case:
    return step(case, "accept", cast.officer, now, {"party": "演示申请有限公司", "received_on": "2026-11-23"})


def test_a_paper_is_numbered_sealed_and_starts_the_clock_from_the_day_it_names(
    case: Case, cast: Cast, now: datetime
) -> None:
    done = accepted(case, cast, now + timedelta(days=1))
    paper = done.documents.get(code="trial_acceptance")
    assert (paper.state, paper.number, paper.sealed) == (Document.ISSUED, "海自然资规试受〔2026〕1号", True)
    assert (done.number, done.opened_on) == ("海自然资规试〔2026〕1号", date(2026, 11, 24))
    assert done.step == "A1"
    # 20 working days from the day of receipt, not from the day of the click.
    clock = done.clocks.get(code="D28")
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 23), date(2026, 12, 21))
    remedy = paper.versions.get().fields["remedy"]
    assert "海阳市人民政府" in remedy
    entry = Entry.objects.get(kind="decisions.step.taken")
    assert (entry.data["move"], entry.data["name"]) == ("accept", "受理")


def test_what_is_missing_or_lies_ahead_is_named_and_nothing_is_kept(case: Case, cast: Cast, now: datetime) -> None:
    assert fields(refused(step, case, "accept", cast.officer, now, {"party": "演示"})) == {"received_on"}
    ahead = {"party": "演示", "received_on": "2026-11-24"}
    assert fields(refused(step, case, "accept", cast.officer, now, ahead)) == {"received_on"}
    case.refresh_from_db()
    assert (case.step, case.documents.count(), case.clocks.count()) == ("A0", 0, 0)


def test_nobody_types_the_remedy(case: Case, cast: Cast, now: datetime) -> None:
    typed = {"party": "演示", "received_on": "2026-11-23", "remedy": "不得申请复议。"}
    done = step(case, "accept", cast.officer, now, typed)
    assert "不得" not in done.documents.get(code="trial_acceptance").versions.get().fields["remedy"]


def test_order_and_right_are_those_of_the_definition(case: Case, cast: Cast, now: datetime) -> None:
    assert codes(refused(step, case, "extend", cast.leader, now, why="情况复杂")) == {"procedure.step"}
    accepted(case, cast, now)
    assert codes(refused(step, case, "extend", cast.officer, now, why="情况复杂")) == {"right.missing"}
    assert codes(refused(step, case, "resume", cast.officer, now, why="结束")) == {"procedure.after"}
    assert codes(refused(step, case, "draft_decision", cast.officer, now)) == {"procedure.own_act"}


def test_a_paper_is_served_once_and_the_receipt_starts_the_clock(case: Case, cast: Cast, now: datetime) -> None:
    done = accepted(case, cast, now)
    later = now + timedelta(days=2)
    row = acts.serve_paper(done, "serve_acceptance", service(cast, local_date(later)), actor=cast.officer, now=later)
    assert row.paper.code == "trial_acceptance"
    assert row.document.code == "service_receipt"
    assert done.clocks.get(code="D30").started_on == local_date(later)
    again = refused(
        acts.serve_paper, done, "serve_acceptance", service(cast, local_date(later)), actor=cast.officer, now=later
    )
    assert codes(again) == {"procedure.document"}


def test_a_service_before_the_issue_is_refused(case: Case, cast: Cast, now: datetime) -> None:
    done = accepted(case, cast, now)
    early = service(cast, date(2026, 11, 20))
    assert fields(refused(acts.serve_paper, done, "serve_acceptance", early, actor=cast.officer, now=now)) == {
        "served_on"
    }
    alone = replace(service(cast, date(2026, 11, 23)), servers=[cast.officer])
    assert "servers" in fields(refused(acts.serve_paper, done, "serve_acceptance", alone, actor=cast.officer, now=now))


def test_clocks_stand_run_on_and_are_lengthened(case: Case, cast: Cast, now: datetime) -> None:
    accepted(case, cast, now)
    step(case, "suspend", cast.officer, now + timedelta(days=1), {"why": "鉴定"})
    clock = case.clocks.get(code="D28")
    assert clock.suspended_on == date(2026, 11, 24)
    step(case, "resume", cast.officer, now + timedelta(days=8), why="鉴定意见已经收到")
    clock.refresh_from_db()
    # Five working days (11-24 … 11-30) are left out.
    assert (clock.suspended_on, clock.due_on) == (None, date(2026, 12, 28))
    step(case, "extend", cast.leader, now + timedelta(days=9), why="情况复杂")
    clock.refresh_from_db()
    assert clock.due_on > date(2027, 1, 8)
    assert codes(refused(step, case, "extend", cast.leader, now + timedelta(days=9), why="再延")) == {"clock.extended"}


def test_a_move_for_an_expired_clock_opens_only_when_it_has_run_out(case: Case, cast: Cast, now: datetime) -> None:
    accepted(case, cast, now)
    due = datetime(2026, 12, 21, 10, tzinfo=now.tzinfo)
    assert codes(refused(step, case, "lapse", cast.head, due, why="逾期")) == {"procedure.when"}
    done = step(case, "lapse", cast.head, due + timedelta(days=1), why="逾期")
    assert (done.step, done.closed_on) == ("A9", date(2026, 12, 22))
    assert not done.clocks.filter(stopped_on=None).exists()


def _drafted(case: Case, cast: Cast, now: datetime, outcome: str, values: dict[str, Any]) -> Case:
    accepted(case, cast, now)
    fresh = Case.objects.get(pk=case.pk)
    draft = acts.draft_decision(fresh, outcome, actor=cast.officer, now=now)
    if values:
        asked = weighing.questions(fresh, draft.fields, local_date(now))
        ruled_out = {"circumstances": weighing.told((word, weighing.NO) for word, _ in asked)}
        acts.save_draft(draft, values | ruled_out, draft.version, actor=cast.officer, now=now)
    return Case.objects.get(pk=case.pk)


def test_the_chosen_outcome_is_the_paper_that_is_issued(case: Case, cast: Cast, now: datetime) -> None:
    fresh = _drafted(case, cast, now, "refuse", {"reasons": "不符合规划。"})
    acts.submit_for_approval(fresh, actor=cast.officer, now=now)
    decision = acts.approve_decision(Case.objects.get(pk=case.pk), actor=cast.leader, now=now)
    acts.issue_decision(decision, actor=cast.leader, now=now)
    assert (decision.document.code, decision.number) == ("trial_refusal", "海自然资规试不〔2026〕1号")
    acts.serve_decision(decision, service(cast, local_date(now)), actor=cast.officer, now=now)
    case.refresh_from_db()
    assert (case.step, case.closed_on) == ("A9", local_date(now))


def test_a_draft_of_another_outcome_asks_for_its_own_fields(case: Case, cast: Cast, now: datetime) -> None:
    fresh = _drafted(case, cast, now, "refuse", {})
    assert fields(refused(acts.submit_for_approval, fresh, actor=cast.officer, now=now)) == {"reasons"}
    changed = acts.choose_outcome(fresh.draft, "grant", actor=cast.officer, now=now)
    strange = refused(acts.save_draft, changed, {"reasons": "x"}, changed.version, actor=cast.officer, now=now)
    assert codes(strange) == {"field.unknown"}
    fresh = Case.objects.get(pk=case.pk)
    assert fields(refused(acts.submit_for_approval, fresh, actor=cast.officer, now=now)) == {"content"}
    assert [each.fields["outcome"] for each in fresh.draft.versions.all()] == ["refuse", "grant"]
    assert codes(refused(acts.choose_outcome, fresh.draft, "pardon", actor=cast.officer, now=now)) == {
        "decision.outcome"
    }


def test_an_approval_taken_back_is_given_anew_for_the_new_draft(case: Case, cast: Cast, now: datetime) -> None:
    fresh = _drafted(case, cast, now, "", {"content": "准予使用一年。"})
    acts.submit_for_approval(fresh, actor=cast.officer, now=now)
    first = acts.approve_decision(Case.objects.get(pk=case.pk), actor=cast.leader, now=now)
    step(case, "reopen_draft", cast.leader, now, why="内容不准确")
    fresh = Case.objects.get(pk=case.pk)
    acts.save_draft(fresh.draft, {"content": "准予使用两年。"}, fresh.draft.version, actor=cast.officer, now=now)
    acts.submit_for_approval(Case.objects.get(pk=case.pk), actor=cast.officer, now=now)
    second = acts.approve_decision(Case.objects.get(pk=case.pk), actor=cast.leader, now=now)
    assert second.pk == first.pk
    assert second.fields["content"] == "准予使用两年。"
    acts.issue_decision(second, actor=cast.leader, now=now)
    assert second.document.versions.get().fields["content"] == "准予使用两年。"
