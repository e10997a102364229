"""Assigning, judging one element at a time, returning and passing: each rule both ways."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases.models import Case, Clock, Move
from daylight.core.refusal import Refused
from daylight.review import acts, queries
from daylight.review.models import Dossier, Finding
from tests.apps.review.room import DRAFT, POINT, RECORDING, case_in_review, send
from tests.cast import Cast

ELEMENTS = 11


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_in_review(cast, now)


@pytest.fixture
def waiting(cast: Cast, case: Case, now: datetime) -> Dossier:
    return send(case, cast.officer, now)


@pytest.fixture
def reviewing(cast: Cast, waiting: Dossier, now: datetime) -> Dossier:
    return acts.assign_reviewer(waiting, cast.reviewer, actor=cast.reviewer, now=now)


def second_reviewer(cast: Cast, **more: Any) -> Person:
    with permit("fixture"):
        person = Person(agency=cast.agency, section=cast.legal, username="reviewer2", name="演示癸", **more)
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="reviewer")
    return person


def judge_all(dossier: Dossier, actor: Person, now: datetime, **instead: str) -> None:
    for each in dossier.elements:
        verdict = instead.get(each["code"], "conforms")
        acts.record_finding(
            dossier, each["code"], verdict, "" if verdict == "conforms" else "理由", POINT, actor=actor, now=now
        )


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {each.code for each in refused.value.refusals}


# -- assigning ---------------------------------------------------------------------------------------------------------


def test_assigning_starts_the_review(cast: Cast, waiting: Dossier, now: datetime) -> None:
    dossier = acts.assign_reviewer(waiting, cast.reviewer, actor=cast.reviewer, now=now)
    assert (dossier.state, dossier.reviewer) == ("reviewing", cast.reviewer)
    assert Entry.objects.get(kind="review.dossier.assigned").data["reviewer_name"] == cast.reviewer.name


@pytest.mark.parametrize("who", ["officer", "partner", "head", "leader", "publisher", "keeper", "window", "stranger"])
def test_only_the_legal_section_assigns(cast: Cast, waiting: Dossier, now: datetime, who: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.assign_reviewer(waiting, cast.reviewer, actor=getattr(cast, who), now=now)
    assert codes(refused) == {"right.missing"}


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_a_reviewer_of_the_agency_is_assigned(cast: Cast, waiting: Dossier, now: datetime, who: str) -> None:
    with pytest.raises(Refused, match=getattr(cast, who).name):
        acts.assign_reviewer(waiting, getattr(cast, who), actor=cast.reviewer, now=now)


@pytest.mark.parametrize(("who", "part"), [("officer", "承办人"), ("partner", "承办人"), ("head", "批准立案")])
def test_who_took_part_is_refused_by_name(cast: Cast, waiting: Dossier, now: datetime, who: str, part: str) -> None:
    person = getattr(cast, who)
    with permit("fixture"):
        RoleGrant.objects.create(person=person, role="reviewer")
        Person.objects.filter(pk=person.pk).update(legal_qualification="演示A20200009")
    with pytest.raises(Refused, match=f"{person.name}.*{part}") as refused:
        acts.assign_reviewer(waiting, Person.objects.get(pk=person.pk), actor=cast.reviewer, now=now)
    assert codes(refused) == {"G04"}


def test_an_earlier_round_does_not_bar_its_reviewer(cast: Cast, case: Case, reviewing: Dossier, now: datetime) -> None:
    acts.record_finding(reviewing, "facts", "fails", "面积与勘测图不一致", actor=cast.reviewer, now=now)
    acts.return_dossier(reviewing, "补充调查", actor=cast.reviewer, now=now)
    second = send(case, cast.officer, now, response="已更正")
    assert acts.assign_reviewer(second, cast.reviewer, actor=cast.reviewer, now=now).state == "reviewing"


def test_a_first_reviewer_needs_the_qualification(cast: Cast, waiting: Dossier, now: datetime) -> None:
    novice = second_reviewer(cast)
    with pytest.raises(Refused, match=novice.name) as refused:
        acts.assign_reviewer(waiting, novice, actor=cast.reviewer, now=now)
    assert codes(refused) == {"G05"}
    with permit("fixture"):
        Person.objects.filter(pk=novice.pk).update(legal_qualification="演示A20210003")
    novice.refresh_from_db()
    assert acts.assign_reviewer(waiting, novice, actor=cast.reviewer, now=now).reviewer == novice


def test_who_has_reviewed_before_may_go_on_without(cast: Cast, waiting: Dossier, now: datetime) -> None:
    old_hand = second_reviewer(cast)
    earlier = send(case_in_review(cast, now), cast.officer, now)
    with permit("fixture"):
        Dossier.objects.filter(pk=earlier.pk).update(reviewer=old_hand, state="returned", decided_at=now)
    assert acts.assign_reviewer(waiting, old_hand, actor=cast.reviewer, now=now).reviewer == old_hand


def test_the_second_to_assign_is_told_who_has_it(cast: Cast, waiting: Dossier, now: datetime) -> None:
    other = second_reviewer(cast, legal_qualification="演示A20210003")
    stale = Dossier.objects.get(pk=waiting.pk)
    acts.assign_reviewer(waiting, cast.reviewer, actor=cast.reviewer, now=now)
    with pytest.raises(Refused, match=f"已分派给{cast.reviewer.name}"):
        acts.assign_reviewer(stale, other, actor=other, now=now)


def test_reassigning_wants_a_reason_and_starts_afresh(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    other = second_reviewer(cast, legal_qualification="演示A20210003")
    acts.record_finding(reviewing, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)
    dossier = acts.assign_reviewer(reviewing, other, "原审核人出差", actor=cast.reviewer, now=now)
    assert (dossier.reviewer, dossier.findings.count()) == (other, 0)
    assert Entry.objects.filter(kind="review.dossier.assigned").last().data["set_aside"] == 1
    with pytest.raises(Refused):
        acts.record_finding(dossier, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)


# -- judging -----------------------------------------------------------------------------------------------------------


def test_a_finding_points_into_the_dossier(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    pointed = [*POINT, {"kind": "recording", "ref": RECORDING}, {"kind": "field", "ref": "facts"}]
    finding = acts.record_finding(reviewing, "facts", "conforms", "", pointed, actor=cast.reviewer, now=now)
    assert [each["label"] for each in finding.pointers] == ["现场勘验笔录", "现场检查", "违法事实"]


@pytest.mark.parametrize(
    ("verdict", "note", "pointed", "field"),
    [
        ("conforms", "都对", [], "pointed"),
        ("conforms", "", [{"kind": "document", "ref": RECORDING}], "pointed"),
        ("fails", "面积不符", [{"kind": "field", "ref": "no_such_field"}], "pointed"),
        ("fails", " ", POINT, "note"),
        ("mend", "", POINT, "note"),
        ("not_applicable", "", POINT, "note"),
        ("perfect", "", POINT, "verdict"),
    ],
)
def test_a_finding_without_its_ground_is_refused(
    cast: Cast, reviewing: Dossier, now: datetime, verdict: str, note: str, pointed: list[dict[str, str]], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        acts.record_finding(reviewing, "facts", verdict, note, pointed, actor=cast.reviewer, now=now)
    assert field in {each.field for each in refused.value.refusals}
    assert not Finding.objects.exists()


def test_a_required_element_cannot_be_skipped(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    elements = [each | {"skippable": each["code"] != "facts"} for each in reviewing.elements]
    with permit("fixture"):
        Dossier.objects.filter(pk=reviewing.pk).update(elements=elements)
    with pytest.raises(Refused, match="必须回答"):
        acts.record_finding(reviewing, "facts", "not_applicable", "无", actor=cast.reviewer, now=now)
    assert acts.record_finding(reviewing, "crime", "not_applicable", "未达移送标准", actor=cast.reviewer, now=now)


def test_an_element_outside_the_frozen_list_is_refused(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        acts.record_finding(reviewing, "weather", "conforms", "", POINT, actor=cast.reviewer, now=now)
    assert codes(refused) == {"review.element"}


@pytest.mark.parametrize("who", ["officer", "partner", "head", "leader", "publisher", "keeper", "window", "stranger"])
def test_nobody_else_judges(cast: Cast, reviewing: Dossier, now: datetime, who: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.record_finding(reviewing, "facts", "conforms", "", POINT, actor=getattr(cast, who), now=now)
    assert codes(refused) == {"right.missing"}


def test_a_colleague_reviewer_does_not_judge_either(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    other = second_reviewer(cast, legal_qualification="演示A20210003")
    with pytest.raises(Refused, match=cast.reviewer.name):
        acts.record_finding(reviewing, "facts", "conforms", "", POINT, actor=other, now=now)


def test_nothing_is_judged_before_it_is_assigned(cast: Cast, waiting: Dossier, now: datetime) -> None:
    with pytest.raises(Refused, match="还没有分派"):
        acts.record_finding(waiting, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)


def test_a_verdict_may_be_changed_and_both_are_remembered(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    acts.record_finding(reviewing, "facts", "fails", "面积不符", actor=cast.reviewer, now=now)
    acts.record_finding(reviewing, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)
    assert Finding.objects.get().verdict == "conforms"
    kept = Entry.objects.filter(kind="review.finding.recorded").values_list("data__verdict", flat=True)
    assert list(kept) == ["fails", "conforms"]


# -- returning ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opinion", ["补充调查", "纠正", "不同意", "移送"])
def test_a_return_moves_the_case_back_and_stops_the_clock(
    cast: Cast, case: Case, reviewing: Dossier, now: datetime, opinion: str
) -> None:
    acts.record_finding(reviewing, "facts", "mend", "缺勘测图", actor=cast.reviewer, now=now)
    dossier = acts.return_dossier(reviewing, opinion, "请补正", actor=cast.reviewer, now=now)
    case.refresh_from_db()
    assert (dossier.state, dossier.opinion, case.step) == ("returned", opinion, "P9")
    assert Clock.objects.get(case=case, code="D09").stopped_on is not None
    assert Entry.objects.get(kind="review.dossier.returned").data["findings"] == {"facts": "mend"}


def test_a_return_needs_a_finding_against(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    acts.record_finding(reviewing, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)
    with pytest.raises(Refused) as refused:
        acts.return_dossier(reviewing, "纠正", actor=cast.reviewer, now=now)
    assert codes(refused) == {"review.findings"}


@pytest.mark.parametrize("opinion", ["同意", "", "退"])
def test_a_return_needs_its_own_opinion(cast: Cast, reviewing: Dossier, now: datetime, opinion: str) -> None:
    acts.record_finding(reviewing, "facts", "fails", "面积不符", actor=cast.reviewer, now=now)
    with pytest.raises(Refused) as refused:
        acts.return_dossier(reviewing, opinion, actor=cast.reviewer, now=now)
    assert codes(refused) == {"review.opinion"}


# -- passing -----------------------------------------------------------------------------------------------------------


def test_a_pass_moves_the_case_on_and_binds_the_draft(
    cast: Cast, case: Case, reviewing: Dossier, now: datetime
) -> None:
    judge_all(reviewing, cast.reviewer, now, crime="not_applicable")
    dossier = acts.pass_dossier(reviewing, "事实清楚，同意。", actor=cast.reviewer, now=now)
    case.refresh_from_db()
    assert (dossier.state, dossier.opinion, case.step) == ("passed", "同意", "P10")
    assert queries.valid_pass(case, DRAFT) == dossier
    assert Entry.objects.get(kind="review.dossier.passed").data["sha256"] == dossier.sha256


def test_an_unanswered_element_stops_the_pass_by_name(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    for each in reviewing.elements[:-2]:
        acts.record_finding(reviewing, each["code"], "conforms", "", POINT, actor=cast.reviewer, now=now)
    with pytest.raises(Refused, match="还有 2 项未作结论：涉罪移送、其他"):
        acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)


@pytest.mark.parametrize("verdict", ["fails", "mend"])
def test_a_bad_verdict_stops_the_pass(cast: Cast, case: Case, reviewing: Dossier, now: datetime, verdict: str) -> None:
    judge_all(reviewing, cast.reviewer, now, discretion=verdict)
    with pytest.raises(Refused) as refused:
        acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)
    case.refresh_from_db()
    assert (codes(refused), case.step) == ({"review.wrong"}, "P9r")


def test_altered_content_stops_the_pass(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    judge_all(reviewing, cast.reviewer, now)
    with permit("fixture"):
        Dossier.objects.filter(pk=reviewing.pk).update(content=reviewing.content | {"clocks": []})
    with pytest.raises(Refused) as refused:
        acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)
    assert codes(refused) == {"review.hash"}


def test_a_reviewer_who_became_a_handler_cannot_sign(cast: Cast, case: Case, reviewing: Dossier, now: datetime) -> None:
    judge_all(reviewing, cast.reviewer, now)
    with permit("fixture"):
        case.handlers.create(person=cast.reviewer)
    with pytest.raises(Refused) as refused:
        acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)
    assert codes(refused) == {"G04"}


def test_a_second_click_passes_once(cast: Cast, case: Case, reviewing: Dossier, now: datetime) -> None:
    judge_all(reviewing, cast.reviewer, now)
    first = acts.pass_dossier(reviewing, actor=cast.reviewer, now=now, idempotency_key="k")
    again = acts.pass_dossier(reviewing, actor=cast.reviewer, now=now, idempotency_key="k")
    assert first == again
    assert Entry.objects.filter(kind="review.dossier.passed").count() == 1
    assert Move.objects.filter(case=case, code="pass_dossier").count() == 1


def test_whoever_comes_second_learns_what_happened(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    judge_all(reviewing, cast.reviewer, now)
    stale = Dossier.objects.get(pk=reviewing.pk)
    acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)
    with pytest.raises(Refused, match=f"{cast.reviewer.name}已对这份送审卷出具意见（审核通过）"):
        acts.return_dossier(stale, "纠正", actor=cast.reviewer, now=now)


def test_nothing_is_judged_after_the_opinion(cast: Cast, reviewing: Dossier, now: datetime) -> None:
    judge_all(reviewing, cast.reviewer, now)
    acts.pass_dossier(reviewing, actor=cast.reviewer, now=now)
    with pytest.raises(Refused):
        acts.record_finding(reviewing, "facts", "fails", "改主意", actor=cast.reviewer, now=now)
