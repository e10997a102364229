"""The party register: equal numbers are one party, equal names a question, and nothing is merged silently."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from daylight.base.journal.models import Entry
from daylight.base.sealing import blind_index
from daylight.cases import acts
from daylight.cases.models import Case, Party
from daylight.cases.parties import identity_index
from daylight.cases.party_models import PartyQuestion, PartyRecord
from daylight.core.identifiers import CREDIT_ALPHABET, credit_code, identity_check_character
from tests.apps.cases.test_acts import lead
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import begin

IDENTITY = "11010519491231002X"  # the sample number of GB 11643; nobody's
OTHER_IDENTITY = "110105194912310046"
CODE = "91370687MA00000000"


def register(cast: Cast, now: datetime, *parties: acts.PartyInput, place: str = "西坡村") -> Case:
    return acts.register_lead(lead(cast, parties=list(parties), place=place), actor=cast.officer, now=now)


def company(name: str = "演示公司", **more: Any) -> acts.PartyInput:
    return acts.PartyInput(name=name, kind="organisation", **more)


def person(name: str = "演示某甲", **more: Any) -> acts.PartyInput:
    return acts.PartyInput(name=name, kind="person", **more)


def record_of(case: Case) -> PartyRecord | None:
    return case.parties.get(role="party").record


def test_one_code_is_one_party_whatever_the_name(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    first = register(cast, now, company(credit_code=CODE))
    second = register(cast, now, company("演示新名公司", credit_code=" 91370687-ma00000000 "))
    record = record_of(first)
    assert record is not None and record == record_of(second) and not PartyQuestion.objects.exists()
    assert (record_of(second).name, [each.name for each in record.former_names.all()]) == ("演示新名公司", ["演示公司"])
    # A later case under the former name still finds it, and does not turn the names round.
    third = register(cast, now, company("演示公司", credit_code=CODE))
    assert record_of(third) == record and record_of(third).name == "演示新名公司"
    assert register(cast, now, company("另一公司", credit_code="91370687MA00000001")).parties.get().record != record


def test_one_identity_number_is_one_person_and_stands_nowhere_in_the_clear(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    first, second = (register(cast, now, person(id_number=number)) for number in (IDENTITY, IDENTITY.lower()))
    record = record_of(first)
    assert record is not None and record == record_of(second)
    assert IDENTITY not in record.identity_index and len(record.identity_index) == 64
    # 15 and 18 digits of one person.
    old = register(cast, now, person(id_number=IDENTITY[:6] + IDENTITY[8:17]))
    assert record_of(old) == record
    assert record_of(register(cast, now, person(id_number=OTHER_IDENTITY))) != record
    assert PartyRecord.objects.count() == 2 and not PartyQuestion.objects.exists()


def test_a_name_alone_is_a_question_and_the_answer_is_a_persons(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    known = record_of(register(cast, now, company(credit_code=CODE)))
    case = register(cast, now, company(" 演示 公司 "))
    question = PartyQuestion.objects.get()
    assert record_of(case) is None and question.record == known
    assert codes(refused(acts.answer_party_question, question, True, actor=cast.head, now=now)) == {"right.missing"}
    acts.answer_party_question(question, True, actor=cast.officer, now=now)
    assert record_of(case) == known
    again = refused(acts.answer_party_question, question, False, actor=cast.officer, now=now)
    assert codes(again) == {"party.answered"}
    entry = Entry.objects.get(kind="cases.party.answered")
    assert entry.data["answer"] == "same" and entry.data["record"] == str(known.uuid)


def test_no_said_of_every_candidate_begins_a_record(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    register(cast, now, person(id_number=IDENTITY))
    register(cast, now, person(id_number=OTHER_IDENTITY))
    case = register(cast, now, person())
    first, second = PartyQuestion.objects.all()
    acts.answer_party_question(first, False, actor=cast.officer, now=now)
    assert record_of(case) is None
    acts.answer_party_question(second, False, actor=cast.officer, now=now)
    assert record_of(case) not in {first.record, second.record, None}


def test_the_number_learnt_later_completes_the_record(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    first = register(cast, now, company())
    second = register(cast, now, company(credit_code=CODE))
    acts.answer_party_question(PartyQuestion.objects.get(), True, actor=cast.officer, now=now)
    assert record_of(first) == record_of(second) and record_of(second).credit_code == CODE


def test_a_number_that_belongs_to_another_record_is_not_merged(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    register(cast, now, company())
    register(cast, now, company(credit_code=CODE))
    register(cast, now, company("改名公司", credit_code=CODE))
    found = refused(acts.answer_party_question, PartyQuestion.objects.get(), True, actor=cast.officer, now=now)
    assert codes(found) == {"party.number"}
    acts.answer_party_question(PartyQuestion.objects.get(), False, actor=cast.officer, now=now)
    assert {each.credit_code for each in PartyRecord.objects.all()} == {"", CODE}


def test_two_numbers_of_one_name_are_two_parties_without_a_question(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    register(cast, now, company(credit_code=CODE))
    register(cast, now, company(credit_code="91370687MA00000001"))
    assert PartyRecord.objects.count() == 2 and not PartyQuestion.objects.exists()


def test_witnesses_and_complainants_are_on_no_register(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    register(cast, now, company(), person("演示证人", role="witness"), person("演示举报人", role="complainant"))
    assert [each.name for each in PartyRecord.objects.all()] == ["演示公司"]


def test_the_register_ends_at_the_agency(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    record = record_of(register(cast, now, company(credit_code=CODE)))
    assert codes(refused(acts.view_party_history, record, actor=cast.stranger, now=now)) == {"party.unknown"}
    acts.view_party_history(record, actor=cast.reviewer, now=now)
    entry = Entry.objects.get(kind="cases.party.viewed")
    assert (entry.actor, entry.subject) == (cast.reviewer, f"party_record:{record.uuid}")
    assert codes(refused(acts.view_party_history, record, actor=cast.publisher, now=now)) == {"right.missing"}


def test_several_parties_stand_in_one_case(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    boss = {"legal_representative": "演示某丙", "address": "演示路1号"}
    case = register(cast, now, company(credit_code=CODE, **boss), person(id_number=IDENTITY))
    assert case.parties.count() == 2 and PartyRecord.objects.count() == 2
    assert case.parties.get(kind="organisation").legal_representative == "演示某丙"
    wrong = [company(), person("演示某乙", id_number="110105194912310021")]
    assert fields(refused(register, cast, now, *wrong)) == {"party_id_number_2"}
    short = [company(), company("演示二公司", credit_code="91370687")]
    assert fields(refused(register, cast, now, *short)) == {"party_credit_code_2"}


def test_a_party_found_later_is_added_until_the_notice(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    acts.add_party(story.case, person(id_number=IDENTITY), actor=cast.officer, now=story.now)
    added = Party.objects.get(case=story.case, kind="person")
    assert added.record is not None and added.role == "party"
    assert fields(refused(acts.add_party, story.case, person(" "), actor=cast.officer, now=story.now)) == {"party_name"}
    story.to("notice")
    found = refused(acts.add_party, story.case, person(), actor=cast.officer, now=story.now)
    assert codes(found) == {"case.announced"}


def test_branches_and_names(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    head = record_of(register(cast, now, company("演示总公司", credit_code=CODE)))
    branch = record_of(register(cast, now, company("演示分公司")))
    single = record_of(register(cast, now, person()))
    branch = acts.amend_party_record(branch, "演示分公司", head, actor=cast.officer, now=now)
    assert branch.parent == head
    for record, parent in ((head, branch), (head, head), (single, head), (branch, single)):
        found = refused(acts.amend_party_record, record, record.name, parent, actor=cast.officer, now=now)
        assert codes(found) == {"party.parent"}
    assert fields(refused(acts.amend_party_record, head, " ", None, actor=cast.officer, now=now)) == {"name"}
    acts.amend_party_record(head, "演示集团", None, actor=cast.officer, now=now)
    head.refresh_from_db()
    assert head.name == "演示集团" and head.former_names.get().name == "演示总公司"
    assert codes(refused(acts.amend_party_record, head, "某", None, actor=cast.reviewer, now=now)) == {"right.missing"}


def test_a_code_that_fails_its_check_is_registered_and_pointed_out(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    real = "91350211M0000XUF46"  # registered so, although the check character does not fit (law.md §7)
    assert record_of(register(cast, now, company(credit_code=real))).credit_code == real
    assert len(credit_code(real).warnings) == 1
    for wrong in ("9135021", real + "0"):
        found = refused(register, cast, now, company(credit_code=wrong))
        assert codes(found) == {"field.credit_code"} and fields(found) == {"party_credit_code"}


DIGITS = st.text("0123456789", min_size=3, max_size=3)


@given(st.dates(min_value=datetime(1930, 1, 1).date(), max_value=datetime(2010, 1, 1).date()), DIGITS)
def test_every_way_to_write_a_number_has_one_index(born: Any, serial: str) -> None:
    seventeen = f"370687{born:%Y%m%d}{serial}"
    whole = seventeen + identity_check_character(seventeen)
    spaced = f" {whole[:6]}-{whole[6:14]} {whole[14:].lower()}"
    assert identity_index(whole) == identity_index(spaced) != ""
    if born.year < 2000:
        assert identity_index(seventeen[:6] + seventeen[8:]) == identity_index(whole)
    other = seventeen[:-1] + str((int(seventeen[-1]) + 1) % 10)
    assert identity_index(other + identity_check_character(other)) != identity_index(whole)


@given(st.text(CREDIT_ALPHABET, min_size=18, max_size=18))
def test_a_code_is_warned_of_at_most_once_and_never_changed(code: str) -> None:
    read = credit_code(code)
    assert read.value == code and len(read.warnings) <= 1


def test_the_index_needs_the_key(tmp_path: Any, settings: Any) -> None:
    before = blind_index(IDENTITY)
    assert before == blind_index(IDENTITY)
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert blind_index(IDENTITY) != before
