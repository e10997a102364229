"""利害关系与回避: who declared a relation is not put on the case; the leader decides, and the work does not stop before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts
from daylight.cases.gathering import roles_facts
from daylight.cases.interests import conflict_of
from daylight.cases.models import Case
from daylight.cases.party_models import Interest, PartyRecord, Recusal
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.recording.models import Document
from daylight.review import acts as review
from tests.apps.cases.test_acts import lead
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import Story, begin

CODE = "91370687MA00000000"


@pytest.fixture
def third(cast: Cast) -> Person:
    with permit("fixture"):
        made = Person(agency=cast.agency, section=cast.section, username="third", name="演示癸")
        made.certificate_number = "演示370687003"
        made.save()
        RoleGrant.objects.create(person=made, role="officer")
    return made


def ask(story: Story, person: Person, *, by_party: bool = True, actor: Person | None = None) -> Recusal:
    asked = acts.RecusalInput(person, by_party, "演示建材有限公司", "与举报人是亲属。", local_date(story.now))
    return acts.ask_recusal(story.case, asked, actor=actor or story.people.officer, now=story.now)


def known_party(cast: Cast, now: datetime) -> PartyRecord:
    party = acts.PartyInput(name="演示公司", kind="organisation", credit_code=CODE)
    acts.register_lead(lead(cast, parties=[party], place="东坡村"), actor=cast.officer, now=now)
    return PartyRecord.objects.get()


@pytest.mark.parametrize("who", ["officer", "partner"])
def test_who_declared_a_relation_to_a_party_is_not_put_on_its_cases(cast: Cast, now: datetime, who: str) -> None:
    begin(cast, now)
    record = known_party(cast, now)
    acts.declare_interest(record, "relative", "配偶是股东。", actor=getattr(cast, who), now=now)
    for typed in ({"credit_code": CODE}, {}):
        party = acts.PartyInput(name="演示公司", kind="organisation", **typed)
        found = refused(acts.register_lead, lead(cast, parties=[party]), actor=cast.officer, now=now)
        assert codes(found) == {"G04"} and "近亲属" in found[0].message and "四十三条" in found[0].cite
    other = acts.PartyInput(name="另一公司", kind="organisation")
    acts.register_lead(lead(cast, parties=[other]), actor=cast.officer, now=now)


def test_a_declaration_says_what_and_how(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    record = known_party(cast, now)
    found = refused(acts.declare_interest, record, "friend", " ", actor=cast.officer, now=now)
    assert fields(found) == {"relation", "details"}
    assert codes(refused(acts.declare_interest, record, "own", "股东", actor=cast.stranger, now=now)) == {
        "party.unknown"
    }
    assert codes(refused(acts.declare_interest, record, "own", "股东", actor=cast.window, now=now)) == {"right.missing"}
    assert not Interest.objects.exists()


def test_a_handlers_own_declaration_asks_for_his_withdrawal_and_the_work_goes_on(
    cast: Cast, now: datetime, third: Person
) -> None:
    story = begin(cast, now).to("open")
    acts.declare_interest(story.case, "own", "持有当事人股份。", actor=cast.partner, now=story.now)
    recusal = Recusal.objects.get()
    assert (recusal.person, recusal.granted, recusal.by_party) == (cast.partner, None, False)
    # 处罚法第43条第3款: 决定作出之前，不停止调查.
    story.to("conclude")
    assert not roles_facts(story.case).recused
    decided = decisions.decide_recusal(recusal, True, "确有利害关系。", third, actor=cast.leader, now=story.now)
    case = Case.objects.get(pk=story.case.pk)
    assert set(case.handlers.values_list("person__username", "lead")) == {("officer", True), ("third", False)}
    assert roles_facts(case).recused == {str(cast.partner.uuid)}
    paper = Document.objects.get(uuid=decided.document_uuid)
    assert paper.code == "recusal_decision" and paper.state == "issued" and paper.number and paper.sealed
    entry = Entry.objects.get(kind="decisions.recusal.decided")
    assert entry.data["granted"] is True and entry.data["replacement"] == str(third.uuid)
    story.to("hear")


def test_a_lead_handler_is_replaced_as_lead(cast: Cast, now: datetime, third: Person) -> None:
    story = begin(cast, now).to("open")
    recusal = ask(story, cast.officer)
    decisions.decide_recusal(recusal, True, "理由成立。", third, actor=cast.leader, now=story.now)
    assert story.case.handlers.get(person=third).lead
    assert codes(refused(acts.screen_transfer, story.case, "none", "", actor=cast.officer, now=story.now)) == {
        "right.missing"
    }


def test_a_refused_application_leaves_everybody_where_he_was(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    recusal = ask(story, cast.partner)
    again = acts.RecusalInput(cast.partner, True, "演示公司", "理由。", local_date(story.now))
    assert codes(refused(acts.ask_recusal, story.case, again, actor=cast.officer, now=story.now)) == {"recusal.open"}
    decisions.decide_recusal(recusal, False, "查明没有亲属关系。", actor=cast.leader, now=story.now)
    assert not roles_facts(story.case).recused and story.case.handlers.filter(person=cast.partner).exists()
    assert codes(refused(decisions.decide_recusal, recusal, True, "再", actor=cast.leader, now=story.now)) == {
        "recusal.decided"
    }
    assert conflict_of(cast.partner, story.case) == ""


def test_only_the_leader_decides_and_not_about_himself(cast: Cast, now: datetime, third: Person) -> None:
    story = begin(cast, now).to("open")
    recusal = ask(story, cast.partner)
    for who in (cast.officer, cast.head, cast.reviewer, cast.stranger):
        assert codes(refused(decisions.decide_recusal, recusal, True, "是", third, actor=who, now=story.now)) == {
            "right.missing"
        }
    own = ask(story, cast.leader)
    assert codes(refused(decisions.decide_recusal, own, False, "否", actor=cast.leader, now=story.now)) == {
        "recusal.own"
    }
    for replacement, code in ((None, "recusal.replacement"), (cast.officer, "G01"), (cast.stranger, "person.agency")):
        found = refused(decisions.decide_recusal, recusal, True, "是", replacement, actor=cast.leader, now=story.now)
        assert codes(found) == {code} and fields(found) == {"replacement"}
    acts.declare_interest(story.case, "other", "同学。", actor=third, now=story.now)
    found = refused(decisions.decide_recusal, recusal, True, "是", third, actor=cast.leader, now=story.now)
    assert codes(found) == {"G04"}


def test_an_application_is_complete(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    asked = acts.RecusalInput(cast.stranger, True, " ", "", local_date(story.now) + timedelta(days=1))
    found = refused(acts.ask_recusal, story.case, asked, actor=cast.officer, now=story.now)
    assert fields(found) == {"person", "applicant", "reason", "asked_on"}
    # The party's application is recorded by a handler; one's own by oneself.
    own = acts.RecusalInput(cast.head, False, "演示丙", "邻居。", local_date(story.now))
    assert acts.ask_recusal(story.case, own, actor=cast.head, now=story.now).person == cast.head
    theirs = acts.RecusalInput(cast.partner, True, "演示公司", "邻居。", local_date(story.now))
    assert codes(refused(acts.ask_recusal, story.case, theirs, actor=cast.head, now=story.now)) == {"right.missing"}


def test_a_reviewer_with_a_relation_is_not_assigned(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("send")
    acts.declare_interest(story.case, "relative", "当事人是其堂兄。", actor=cast.reviewer, now=story.now)
    found = refused(review.assign_reviewer, story.dossier, cast.reviewer, actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G04"} and "利害关系" in found[0].message
    asked = ask(story, cast.reviewer)
    decisions.decide_recusal(asked, False, "亲属关系不属实。", actor=cast.leader, now=story.now)
    story.to("assign")


def test_a_recused_reviewer_may_not_sign(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("judge")
    decisions.decide_recusal(ask(story, cast.reviewer), True, "理由成立。", actor=cast.leader, now=story.now)
    found = refused(review.pass_dossier, story.dossier, "同意。", actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G04"}


def test_g04_refuses_the_opening_with_a_recused_handler(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    with permit("fixture"):
        Recusal.objects.create(
            case=story.case, person=cast.partner, by_party=True, applicant="演示", reason="是", granted=True,
            asked_on=local_date(now), recorded_by=cast.officer, recorded_at=now, decided_by=cast.leader, decided_at=now,
        )  # fmt: skip
    assert "G04" in codes(refused(acts.open_case, story.case, actor=cast.head, now=story.now))


def test_a_case_is_not_handed_over_to_who_declared_a_relation(cast: Cast, now: datetime, third: Person) -> None:
    story = begin(cast, now).to("open")
    acts.declare_interest(story.case, "relative", "当事人是其表弟。", actor=third, now=story.now)
    found = refused(
        decisions.reassign_case, story.case, cast.partner, third, "工作调整。", actor=cast.head, now=story.now
    )
    assert codes(found) == {"G04"} and fields(found) == {"joining"} and "近亲属" in found[0].message
    decisions.decide_recusal(ask(story, third), False, "不属实。", actor=cast.leader, now=story.now)
    decisions.reassign_case(story.case, cast.partner, third, "工作调整。", actor=cast.head, now=story.now)


def test_a_withdrawal_leaves_the_trace_of_a_handing_over(cast: Cast, now: datetime, third: Person) -> None:
    story = begin(cast, now).to("open")
    decisions.decide_recusal(ask(story, cast.partner), True, "成立。", third, actor=cast.leader, now=story.now)
    row = story.case.reassignments.get()
    assert (row.leaving, row.joining, row.by) == (cast.partner, third, cast.leader) and "回避" in row.reason
