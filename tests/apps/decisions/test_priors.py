"""查重与初次违法: searched by a person, kept in the file, and only then believed by the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from daylight.base.journal.models import Entry
from daylight.cases import acts as cases
from daylight.cases.party_models import PriorSearch
from daylight.config.demo.penalty import step
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions import priors
from daylight.decisions.dossier import freeze
from daylight.decisions.gathering import gather
from daylight.recording.models import Document
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import COMPANY, STEPS, Story, begin
from tests.turns import report


def again(story: Story, **changes: object) -> Story:
    """A second case some time after ``story``."""
    return begin(story.people, story.now + timedelta(days=1), replace(COMPANY, **changes), lists=False)  # type: ignore[arg-type]


def searched(story: Story) -> PriorSearch:
    return decisions.search_priors(story.case, actor=story.people.officer, now=story.now)


def test_nothing_found_is_a_result_too(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    search = searched(story)
    assert (search.same_act, search.same_place, search.earlier, search.by) == ([], [], [], cast.officer)
    paper = Document.objects.get(uuid=search.document_uuid)
    said = paper.versions.get().fields
    assert paper.state == "final" and said["same_act"] == said["earlier"] == "未发现"
    assert "2024-06-30" in said["range"] and "待核" in said["range"] and said["searcher"] == cast.officer.name
    entry = Entry.objects.get(kind="decisions.priors.searched")
    assert entry.case_uuid == story.case.uuid and entry.data["same_act"] == []
    for who in (cast.head, cast.reviewer, cast.leader, cast.stranger):
        assert codes(refused(decisions.search_priors, story.case, actor=who, now=story.now)) == {"right.missing"}


def test_the_gate_believes_only_a_search_of_this_case_as_it_stands(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    assert not priors.prior_facts(story.case, local_date(story.now)).searched
    searched(story)
    assert priors.prior_facts(story.case, local_date(story.now)).searched
    cases.amend_case(story.case, {"place": "海阳市演示镇北村"}, story.case.version, actor=cast.officer, now=story.now)
    assert not priors.prior_facts(story.case, local_date(story.now)).searched
    searched(story)
    assert priors.prior_facts(story.case, local_date(story.now)).searched
    cases.add_party(story.case, cases.PartyInput(name="演示某庚", kind="person"), actor=cast.officer, now=story.now)
    assert not priors.prior_facts(story.case, local_date(story.now)).searched


def test_g13_refuses_a_fine_that_was_not_searched_for(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("investigate")
    cases.screen_transfer(story.case, "none", "", actor=cast.officer, now=story.now)
    decisions.conclude_investigation(story.case, report(story), actor=cast.officer, now=story.now)
    story.at = STEPS.index("hear")
    story.to("approve")
    found = refused(decisions.issue_decision, story.decision, actor=cast.leader, now=story.now)
    assert codes(found) == {"G13"} and "查重" in found[0].message
    searched(story)
    story.to("issue")


@pytest.mark.parametrize(
    ("changes", "pile"),
    [
        ({}, "same_act"),
        ({"party": "演示 建材有限公司（更名）"}, "same_act"),
        ({"credit_code": ""}, "same_act"),
        ({"place": "海阳市演示镇另一村"}, "earlier"),
        ({"item_code": "CF-T09"}, "same_place"),
        ({"party": "另一演示公司", "credit_code": ""}, ""),
    ],
    ids=["same act", "renamed, same code", "same name, no code", "elsewhere", "another item there", "somebody else"],
)
def test_what_is_found(cast: Cast, now: datetime, changes: dict[str, str], pile: str) -> None:
    first = begin(cast, now).to("issue")
    search = searched(again(first, **changes).to("register"))
    number = first.decision.number
    for name in ("same_act", "same_place", "earlier"):
        found = {each["number"] for each in getattr(search, name)}
        if name == pile:
            assert found == {number}, name
        elif not pile:
            assert found == set(), name
    if pile:
        paper = Document.objects.get(uuid=search.document_uuid).versions.get().fields
        assert number in paper[pile] and first.case.title in paper[pile]


def test_a_name_told_apart_by_a_person_is_found_no_more(cast: Cast, now: datetime) -> None:
    first = begin(cast, now).to("issue")
    second = again(first, credit_code="").to("register")
    assert searched(second).same_act
    question = second.case.parties.get(role="party").questions.get()
    cases.answer_party_question(question, False, actor=cast.officer, now=second.now)
    assert not searched(second).same_act


def test_what_a_review_set_aside_counts_no_more(cast: Cast, now: datetime) -> None:
    first = begin(cast, now).to("serve")
    second = again(first).to("register")
    for result, counts in (("变更", True), ("撤销", False)):
        today = local_date(first.now).isoformat()
        step(first, "register_review", cast.officer, received_on=today)
        step(first, "record_overturned", cast.officer, result=result, decided_on_paper=today)
        found = priors.find(second.case, local_date(second.now))
        assert bool(found.same_act) is bool(found.earlier) is counts, result


def test_an_offence_before_the_lookback_is_no_earlier_offence(cast: Cast, now: datetime) -> None:
    first = begin(cast, now).to("issue")
    decided = local_date(first.now)
    second = again(first, place="海阳市演示镇另一村").to("register")
    for ended, found in ((decided, True), (date(decided.year + 2, decided.month, decided.day), True),
                         (date(decided.year + 2, decided.month, decided.day) + timedelta(days=1), False)):  # fmt: skip
        second.case.act_ended_on = ended
        assert bool(priors.find(second.case, decided).earlier) is found, ended


def test_the_reviewer_reads_what_was_searched(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    today = local_date(story.now)
    content = freeze(story.case, story.case.draft, gather(story.case, today), today)
    assert content["priors"]["by"] == cast.officer.name and content["priors"]["same_act"] == []
    checks = [each for element in content["machine"].values() for each in element["checks"]]
    assert {each["state"] for each in checks if each["gate"] == "G13"} == {"passed"}


def test_a_closed_case_is_searched_no_more(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("close")
    story.case.refresh_from_db()
    assert codes(refused(decisions.search_priors, story.case, actor=cast.officer, now=story.now)) == {"case.closed"}
