"""人员与证件, 当事人, 当事人与回避: who sees them, what they say, and what they keep of a refused form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs import acts as orgs
from daylight.base.orgs.models import Certificate, CertificateChange, Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.gathering import officer_facts
from daylight.cases.models import Case
from daylight.cases.party_models import Interest, PartyQuestion, PartyRecord, PriorSearch, Recusal
from daylight.core.moment import local_date
from daylight.decisions.standing import decided
from tests.story import COMPANY, Story
from tests.web.office_case import Office, office

__all__ = ["office"]

KEEPER = {"keeper"}
HANDLERS = {"officer", "partner"}
IDENTITY = "11010519491231002X"


def lead(office: Office, **more: str) -> dict[str, str]:
    given = {
        "item_code": "CF-T04", "source": "巡查", "lead": "占用土地。", "place": "海阳市演示镇",
        "partner": str(office.cast.partner.uuid), "party_name": "演示建材有限公司", "party_kind": "organisation",
        "area_m2": "640", "act_ended_on": "2026-06-30", "key": "k-lead",
    }  # fmt: skip
    return given | more


def second_party(**more: str) -> dict[str, str]:
    return {
        "party_count": "2", "party_role_2": "party", "party_name_2": "演示某甲", "party_kind_2": "person",
        "party_id_number_2": IDENTITY,
    } | more  # fmt: skip


# -- 登记线索 with several parties ----------------------------------------------------------------------------------------


def test_several_parties_are_registered_through_the_form(office: Office) -> None:
    office.set_clock()
    client = office.as_(office.cast.officer)
    typed = lead(office, **second_party(), party_legal_representative="演示某丙")
    assert client.post("/office/cases/new/", typed).status_code == 302
    case = Case.objects.get()
    assert [(p.name, p.role, p.legal_representative) for p in case.parties.all()] == [
        ("演示建材有限公司", "party", "演示某丙"), ("演示某甲", "party", ""),
    ]  # fmt: skip
    assert PartyRecord.objects.count() == 2


def test_rows_come_and_go_and_nothing_typed_is_lost(office: Office) -> None:
    office.set_clock()
    client = office.as_(office.cast.officer)
    page = client.post("/office/cases/new/", lead(office, more_party="1", area_m2="不是数"))
    body = page.content.decode()
    assert page.status_code == 200 and 'name="party_name_2"' in body and 'value="不是数"' in body
    assert 'id="faults"' not in body and not Case.objects.exists()
    typed = lead(office, **second_party(party_count="3", party_name_3="演示某乙"), drop_party="1")
    page = client.post("/office/cases/new/", typed)
    body = page.content.decode()
    assert page.status_code == 200 and 'name="party_name_3"' not in body
    assert 'name="party_name" value="演示某甲"' in body and 'name="party_name_2" value="演示某乙"' in body
    assert IDENTITY in body and 'value="海阳市演示镇"' in body


@pytest.mark.parametrize("count", ["0", "-1", "x", "99999", ""])
def test_a_strange_count_is_one_row_or_the_most(office: Office, count: str) -> None:
    office.set_clock()
    page = office.as_(office.cast.officer).post("/office/cases/new/", lead(office, party_count=count, place=""))
    assert page.status_code == 422


def test_a_fault_in_the_second_row_stands_there(office: Office) -> None:
    office.set_clock()
    client = office.as_(office.cast.officer)
    page = client.post("/office/cases/new/", lead(office, **second_party(party_id_number_2="110105194912310021")))
    body = page.content.decode()
    assert page.status_code == 422 and 'href="#f-party_id_number_2"' in body and "校验位对不上" in body


def test_a_code_that_fails_its_check_is_pointed_out_and_registered(office: Office) -> None:
    office.set_clock()
    client = office.as_(office.cast.officer)
    page = client.post("/office/cases/new/", lead(office, party_credit_code="91350211M0000XUF46"), follow=True)
    assert page.status_code == 200 and "校验位对不上" in page.content.decode()
    assert PartyRecord.objects.get().credit_code == "91350211M0000XUF46"


# -- 当事人 ---------------------------------------------------------------------------------------------------------------


def test_the_history_shows_cases_decisions_and_money_and_is_journaled_once_an_hour(office: Office) -> None:
    office.to("issue")
    other = Story(office.cast, replace(COMPANY, place="海阳市演示镇另一村"), office.story.now).to("register")
    record = PartyRecord.objects.get()
    client = office.as_(office.cast.leader)
    body = client.get(f"/office/parties/{record.uuid}/").content.decode()
    assert decided(office.case).number in body and other.case.title in body and "96,000.00" in body
    assert "您可以查看的案件 2 件；处以罚款 1 件" in body
    client.get(f"/office/parties/{record.uuid}/")
    looks = Entry.objects.filter(kind="cases.party.viewed")
    assert [(each.actor, each.subject) for each in looks] == [(office.cast.leader, f"party_record:{record.uuid}")]


def test_the_history_ends_where_ones_right_ends(office: Office) -> None:
    office.to("open")
    record = PartyRecord.objects.get()
    address = f"/office/parties/{record.uuid}/"
    officer = office.cast.officer
    assert office.case.title in office.as_(officer).get(address).content.decode()
    assert office.as_(office.cast.stranger).get(address).status_code == 404
    from_elsewhere = officer_of_another_section(office)
    body = office.as_(from_elsewhere).get(address).content.decode()
    assert office.case.title not in body and "没有您可以查看的案件" in body


def officer_of_another_section(office: Office) -> Person:
    with permit("fixture"):
        made = Person.objects.create(
            agency=office.cast.agency, section=office.cast.legal, username="far", name="演示远"
        )
        RoleGrant.objects.create(person=made, role="officer")
    return made


@pytest.mark.parametrize(("words", "found"), [("建材", True), ("91370687ma00000000", True), ("没有这个", False)])
def test_parties_are_found_by_name_and_code(office: Office, words: str, found: bool) -> None:
    office.to("register")
    page = office.as_(office.cast.officer).get("/office/parties/", {"q": words}).content.decode()
    assert ("演示建材有限公司</a>" in page) is found and ("没有符合条件的当事人" in page) is not found


def test_a_person_is_found_by_the_whole_number_alone_and_it_is_never_shown(office: Office) -> None:
    office.set_clock()
    client = office.as_(office.cast.officer)
    client.post("/office/cases/new/", lead(office, **second_party()))
    for words, found in ((IDENTITY, True), (IDENTITY.lower(), True), (IDENTITY[:10], False)):
        page = client.get("/office/parties/", {"q": words}).content.decode()
        assert ("演示某甲</a>" in page) is found, words
    record = PartyRecord.objects.get(kind="person")
    assert IDENTITY not in client.get(f"/office/parties/{record.uuid}/").content.decode()
    assert "还没有登记当事人" in office.as_(office.cast.stranger).get("/office/parties/").content.decode()


def test_a_name_and_a_parent_are_kept(office: Office) -> None:
    office.to("register")
    record, client = PartyRecord.objects.get(), office.as_(office.cast.officer)
    address = f"/office/parties/{record.uuid}/amend/"
    page = client.post(address, {"name": "演示新名公司", "parent": "没有的公司", "key": "a"})
    assert page.status_code == 422 and "没有查到" in page.content.decode() and "演示新名公司" in page.content.decode()
    assert client.post(address, {"name": "演示新名公司", "parent": "", "key": "b"}).status_code == 302
    assert "用至" in client.get(f"/office/parties/{record.uuid}/").content.decode()
    assert office.as_(office.cast.reviewer).post(address, {"name": "x", "key": "c"}).status_code == 404
    declare = f"/office/parties/{record.uuid}/declare/"
    assert client.post(declare, {"key": "d"}).status_code == 422
    assert client.post(declare, {"relation": "own", "details": "股东", "key": "e"}).status_code == 302
    assert Interest.objects.get().record == record


# -- 当事人与回避 ---------------------------------------------------------------------------------------------------------


def test_the_search_is_made_from_the_page_and_shown_on_the_case(office: Office) -> None:
    office.to("open")
    client = office.as_(office.cast.officer)
    assert "还没有查询" in client.get(office.home).content.decode()
    assert client.post(f"{office.home}people/search/", {"key": "s"}).status_code == 302
    search = PriorSearch.objects.get()
    body = client.get(f"{office.home}people/").content.decode()
    assert f"/office/documents/{search.document_uuid}/" in body and "未发现" in body
    assert "还没有查询" not in client.get(office.home).content.decode()
    cases.amend_case(
        office.case, {"place": "北村"}, office.case.version, actor=office.cast.officer, now=office.story.now
    )
    assert "须重新查询" in client.get(office.home).content.decode()


def test_what_is_posted_by_others_does_not_exist(office: Office) -> None:
    office.to("open")
    asked = cases.RecusalInput(office.cast.partner, True, "演示公司", "亲属。", local_date(office.story.now))
    recusal = cases.ask_recusal(office.case, asked, actor=office.cast.officer, now=office.story.now)
    nobody = "00000000-0000-4000-8000-000000000000"
    table = {
        "search/": HANDLERS, "add/": HANDLERS, "recusals/": HANDLERS, f"questions/{nobody}/": set(),
        f"recusals/{recusal.uuid}/": {"leader"}, f"recusals/{nobody}/": set(),
    }  # fmt: skip
    wrong = []
    for who, person in office.cast.everybody().items():
        client = office.as_(person)
        for tail, allowed in table.items():
            status = client.post(f"{office.home}people/{tail}", {"key": f"{who}{tail}"}).status_code
            if (status == 404) is (who in allowed):
                wrong.append((who, tail, status))
    assert not wrong


def test_a_question_is_answered_on_the_page_and_waits_in_the_list(office: Office) -> None:
    office.to("register")
    other = Story(office.cast, replace(COMPANY, credit_code="", place="北村"), office.story.now).to("register")
    question, client = PartyQuestion.objects.get(), office.as_(office.cast.officer)
    assert "核对同名当事人" in client.get("/office/").content.decode()
    home = f"/office/cases/{other.case.uuid}/people/"
    assert "可能是同一当事人" in client.get(home).content.decode()
    assert client.post(f"{home}questions/{question.uuid}/", {"answer": "maybe", "key": "q"}).status_code == 404
    assert client.post(f"{home}questions/{question.uuid}/", {"answer": "same", "key": "r"}).status_code == 302
    assert other.case.parties.get(role="party").record == question.record
    assert "核对同名当事人" not in client.get("/office/").content.decode()
    again = client.post(f"{home}questions/{question.uuid}/", {"answer": "other", "key": "t"})
    assert again.status_code == 422 and "已有答复" in again.content.decode()


def test_a_recusal_goes_from_the_party_to_the_leader(office: Office) -> None:
    office.to("open")
    handler, leader = office.as_(office.cast.officer), office.as_(office.cast.leader)
    typed = {"person": str(office.cast.partner.uuid), "applicant": "演示公司", "asked_on": "今天", "reason": "是亲属。"}
    refused = handler.post(f"{office.home}people/recusals/", typed | {"reason": "", "key": "1"})
    assert refused.status_code == 422 and "演示公司" in refused.content.decode()
    assert handler.post(f"{office.home}people/recusals/", typed | {"key": "2"}).status_code == 302
    assert "是否回避" in leader.get("/office/").content.decode()
    recusal = Recusal.objects.get()
    address = f"{office.home}people/recusals/{recusal.uuid}/"
    page = leader.post(address, {"granted": "1", "reason": "成立。", "key": "3"})
    assert page.status_code == 422 and "指定接替人员" in page.content.decode() and "成立。" in page.content.decode()
    page = leader.post(
        address, {"granted": "1", "reason": "成立。", "replacement": str(office.cast.head.uuid), "key": "4"}
    )
    assert page.status_code == 302
    body = handler.get(f"{office.home}people/").content.decode()
    assert "决定回避" in body and "由演示丙接替" in body and "回避决定书" in body
    assert handler.get(f"/office/documents/{Recusal.objects.get().document_uuid}/").status_code == 200


def test_ones_own_interest_and_a_further_party(office: Office) -> None:
    office.to("open")
    client = office.as_(office.cast.partner)
    assert client.post(f"{office.home}people/declare/", {"key": "1"}).status_code == 422
    typed = {"relation": "relative", "details": "堂兄。", "key": "2"}
    assert client.post(f"{office.home}people/declare/", typed).status_code == 302
    assert Recusal.objects.get().person == office.cast.partner
    add = f"{office.home}people/add/"
    party = {"role": "party", "name": "演示某甲", "kind": "person", "id_number": "1", "key": "3"}
    page = client.post(add, party)
    assert page.status_code == 422 and "18 位" in page.content.decode()
    assert client.post(add, party | {"id_number": IDENTITY, "key": "4"}).status_code == 302
    assert office.case.parties.filter(name="演示某甲").exists()


# -- 人员与证件 -----------------------------------------------------------------------------------------------------------


def test_the_page_answers_for_any_day(office: Office) -> None:
    office.set_clock()
    made = orgs.add_certificate(
        office.cast.officer, orgs.CertificateInput("enforcement", "演示370687001", date(2026, 1, 5)),
        actor=office.cast.keeper, now=office.story.now,
    )  # fmt: skip
    orgs.suspend_certificate(made, date(2026, 7, 1), "调查。", actor=office.cast.keeper, now=office.story.now)
    client = office.as_(office.cast.head)
    page = f"/office/people/{office.cast.officer.uuid}/"
    assert "当日有效" in client.get(page, {"on": "2026-06-30"}).content.decode()
    body = client.get(page).content.decode()
    assert "当日暂扣" in body and "清单管理员修订清单" in body and "登记变动" not in body
    assert "没有读懂" in client.get("/office/people/", {"on": "昨日前"}).content.decode()
    assert "清单待更新" in client.get("/office/people/").content.decode()


def test_the_keeper_keeps_and_nobody_else(office: Office) -> None:
    office.set_clock()
    officer = office.cast.officer
    keeper = office.as_(office.cast.keeper)
    add = f"/office/people/{officer.uuid}/certificates/"
    typed = {"kind": "hearing_host", "number": "听演示001", "issued_on": "2026-01-05", "valid_until": "2028-01-04"}
    page = keeper.post(add, typed | {"valid_until": "", "categories": "听证、其他", "key": "1"})
    assert page.status_code == 422 and "听证、其他" in page.content.decode()
    assert keeper.post(add, typed | {"categories": "听证、其他", "key": "2"}).status_code == 302
    made = Certificate.objects.get()
    assert made.categories == ["听证", "其他"]
    audit, change = (f"/office/certificates/{made.uuid}/{tail}/" for tail in ("audit", "change"))
    assert keeper.post(audit, {"year": "2026", "audited_on": "今天", "passed": "0", "key": "3"}).status_code == 422
    assert keeper.post(audit, {"year": "2026", "audited_on": "今天", "passed": "1", "key": "4"}).status_code == 302
    assert keeper.post(change, {"change": "suspended", "on": "今天", "reason": "调查", "key": "5"}).status_code == 302
    assert keeper.post(change, {"change": "suspended", "on": "今天", "reason": "再", "key": "6"}).status_code == 422
    assert CertificateChange.objects.count() == 1
    for who, person in office.cast.everybody().items():
        statuses = {office.as_(person).post(a, {"key": who + a}).status_code for a in (add, audit, change)}
        assert (404 not in statuses) is (who in KEEPER), who


def test_the_head_is_reminded_before_a_certificate_ends(office: Office) -> None:
    office.set_clock()
    last = officer_facts(office.cast.officer, local_date(office.story.now)).valid_until
    assert last is not None
    head = office.cast.head
    assert "提醒办理换证" not in office.as_(head).get("/office/").content.decode()
    office.story.now = office.story.now.replace(year=last.year, month=last.month, day=last.day) - timedelta(days=20)
    office.set_clock()
    body = office.as_(head).get("/office/").content.decode()
    assert "提醒办理换证" in body and office.cast.officer.name in body
    assert "提醒办理换证" not in office.as_(office.cast.officer).get("/office/").content.decode()


def test_other_names_and_numbers_are_registered_by_the_handlers_and_read_by_nobody_else(office: Office) -> None:
    office.to("open")
    party = office.case.parties.get()
    page, marks = f"{office.home}people/", f"{office.home}people/marks/{party.uuid}/"
    client = office.as_(office.cast.officer)
    assert "没有登记" in client.get(page).content.decode()
    wrong = client.post(marks, {"other_names": "演示旧名", "accounts": "12", "plates": "鲁F12345", "key": "k-m1"})
    assert wrong.status_code == 422
    assert "应为 8 至 30 位数字" in wrong.content.decode()
    assert 'value="演示旧名"' in wrong.content.decode()
    good = {"other_names": "演示旧名、演示小名", "accounts": "6222 0216 0600 1234 567", "plates": "鲁F12345"}
    assert client.post(marks, good | {"key": "k-m2"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "又名 演示旧名、演示小名" in shown
    assert "银行账号 1 个" in shown
    for name, person in office.cast.everybody().items():
        other = office.as_(person)
        if name not in HANDLERS:
            assert "演示旧名" not in other.get(page).content.decode(), name
        answered = other.post(marks, good | {"key": f"k-{name}"}).status_code
        assert (answered == 422) == (name in HANDLERS), (name, answered)
