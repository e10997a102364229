"""科室期限表 and 转办 in the browser: who gets in, what is listed, what a batch answers case by case."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases.models import Case, Handler, Substitution
from daylight.core.moment import local_date
from tests.story import COMPANY, Story
from tests.web.office_case import Office, office

__all__ = ["office"]

TERMS = "/office/terms/"
INSIDE = {"head", "leader", "stranger"}


@pytest.fixture
def third(office: Office) -> Person:
    with permit("fixture"):
        person = Person.objects.create(
            agency=office.cast.agency, section=office.cast.section, username="third", name="演示子",
            certificate_number="演示370687003",
        )  # fmt: skip
        RoleGrant.objects.create(person=person, role="officer")
    return person


def test_each_page_opens_for_those_who_assign(office: Office) -> None:
    office.to("open")
    table = {
        TERMS: INSIDE, f"{TERMS}?state=late&procedure=penalty_ordinary": INSIDE, f"{TERMS}export/csv/": INSIDE,
        f"{TERMS}export/xlsx/": INSIDE, f"{TERMS}export/pdf/": set(), f"{office.home}reassign/": {"head", "leader"},
        "/office/substitutes/": set(office.cast.everybody()),
    }  # fmt: skip
    for who, person in office.cast.everybody().items():
        client = office.as_(person)
        for address, readers in table.items():
            assert client.get(address).status_code == (200 if who in readers else 404), (who, address)
        posted = client.post(f"{TERMS}reassign/", {}).status_code
        assert posted == (422 if who in INSIDE else 404), who
        assert office.case.title not in client.get(TERMS).content.decode() or who in {"head", "leader"}


def test_what_stands_in_a_row_and_in_the_files(office: Office) -> None:
    office.to("open")
    head, case = office.as_(office.cast.head), office.case
    page = head.get(TERMS).content.decode()
    for said in (
        case.title,
        case.number,
        "调查取证",
        "承办人",
        "演示甲（主办）",
        "办案期限",
        case.due_on.isoformat(),
        "剩",
    ):
        assert said in page, said
    lines = list(csv.DictReader(io.StringIO(head.get(f"{TERMS}export/csv/").content.decode("utf-8-sig"))))
    assert [(each["案号"], each["届满日"], each["下一步"]) for each in lines] == [
        (case.number, case.due_on.isoformat(), "调查终结")
    ]
    book = openpyxl.load_workbook(io.BytesIO(head.get(f"{TERMS}export/xlsx/").content))
    assert [cell.value for cell in book.active[2]][:2] == [case.number, case.title]
    office.to("archive")
    assert "没有符合条件的在办案件" in head.get(TERMS).content.decode()


def test_filters(office: Office, third: Person) -> None:
    office.to("open")
    head, case, today = office.as_(office.cast.head), office.case, local_date(office.story.now)

    def found(**asked: object) -> bool:
        answer = head.get(TERMS, asked)
        assert answer.status_code == 200
        return case.title in answer.content.decode()

    assert found(handler=office.cast.officer.pk) and not found(handler=third.pk) and found(handler="x")
    assert found(step="penalty_ordinary/P3") and not found(step="penalty_ordinary/P2") and not found(step="no/such")
    assert found(procedure="penalty_ordinary") and not found(procedure="none")
    assert not found(state="late") and not found(state="due") and not found(state="none")
    with permit("fixture"):
        Case.objects.filter(pk=case.pk).update(limit_on=today - timedelta(1))
    assert found(state="late") and "有 1 件已超期限" in head.get(TERMS).content.decode()
    with permit("fixture"):
        case.clocks.filter(code="D10").update(due_on=today + timedelta(1), warn_on=today)
        Case.objects.filter(pk=case.pk).update(limit_on=today + timedelta(1))
    assert found(state="due") and not found(state="late")


def test_a_batch_answers_case_by_case(office: Office, third: Person) -> None:
    office.to("open")
    other = Story(
        office.cast, replace(COMPANY, party="演示砂石有限公司", credit_code="", place="东村"), office.story.now
    ).to("open")
    with permit("fixture"):
        Handler.objects.filter(case=other.case, person=office.cast.partner).update(person=third)
    head = office.as_(office.cast.head)
    form = {"case": [office.case.pk, other.case.pk], "leaving": office.cast.officer.pk, "joining": third.pk,
            "reason": "调离", "key": "batch-1"}  # fmt: skip
    page = head.post(f"{TERMS}reassign/", form).content.decode()
    assert "已转办 1 件" in page and "没有转办" in page and "已经是本案承办人" in page
    assert set(office.case.handlers.values_list("person__name", flat=True)) == {"演示子", "演示乙"}
    assert "已转办 1 件" in head.post(f"{TERMS}reassign/", form).content.decode(), "the same click once more"
    assert office.case.reassignments.count() == 1


def test_a_batch_without_what_it_needs_keeps_what_was_typed(office: Office, third: Person) -> None:
    office.to("open")
    head = office.as_(office.cast.head)
    form = {"case": [office.case.pk], "joining": third.pk, "reason": "调离去外地", "asked": "state="}
    answer = head.post(f"{TERMS}reassign/", form)
    page = answer.content.decode()
    assert answer.status_code == 422 and "请选择由谁转出" in page and "调离去外地" in page and " checked" in page
    answer = head.post(f"{TERMS}reassign/", {"joining": third.pk, "reason": "调离"})
    assert answer.status_code == 422 and "请在表中勾选" in answer.content.decode()


def test_one_case_is_handed_over_on_its_own_page(office: Office, third: Person) -> None:
    office.to("open")
    head, address = office.as_(office.cast.head), f"{office.home}reassign/"
    assert address in head.get(office.home).content.decode()
    assert address not in office.as_(office.cast.officer).get(office.home).content.decode()
    form = {"leaving": office.cast.officer.pk, "joining": third.pk, "reason": ""}
    refused = head.post(address, form)
    assert refused.status_code == 422 and "请写明转办理由" in refused.content.decode()
    assert head.post(address, form | {"reason": "调离"}).status_code == 302
    lead = {"lead": office.cast.partner.pk, "lead_reason": "熟悉案情"}
    assert office.as_(office.cast.officer).post(f"{office.home}lead/", lead).status_code == 404
    assert head.post(f"{office.home}lead/", lead | {"lead_reason": ""}).status_code == 422
    assert head.post(f"{office.home}lead/", lead).status_code == 302
    assert office.case.handlers.get(lead=True).person == office.cast.partner
    assert "调离" in head.get(address).content.decode()
    assert "演示甲转出，演示子接办，调离" in head.get(f"{office.home}journal/").content.decode()


def test_with_nobody_to_take_over_the_page_says_so(office: Office) -> None:
    office.to("open")
    page = office.as_(office.cast.head).get(f"{office.home}reassign/").content.decode()
    assert "没有其他持证执法人员可以接办" in page and 'name="joining"' not in page
    assert 'name="lead"' in page


def test_an_officer_off_the_list_is_named_and_not_offered(office: Office, third: Person) -> None:
    office.to("open")
    with permit("fixture"):
        Person.objects.filter(pk=third.pk).update(certificate_number="演示370687999")
    page = office.as_(office.cast.head).get(f"{office.home}reassign/").content.decode()
    assert "未列入接办人：演示子" in page and 'name="joining"' not in page


def test_substitutes_are_named_and_ended(office: Office, third: Person) -> None:
    office.to("open")
    officer, today = office.as_(office.cast.officer), local_date(office.story.now)
    form = {"person": office.cast.officer.pk, "substitute": third.pk, "from_on": "今天", "until_on": "+7工作日",
            "reason": "公务外出"}  # fmt: skip
    refused = officer.post("/office/substitutes/", form | {"until_on": "某日"})
    assert refused.status_code == 422 and "某日" in refused.content.decode()
    assert officer.post("/office/substitutes/", form | {"person": office.cast.partner.pk}).status_code == 422
    assert officer.post("/office/substitutes/", form).status_code == 302
    row = Substitution.objects.get()
    assert (row.from_on, row.named_by) == (today, office.cast.officer)
    assert "代理中" in office.as_(third).get("/office/substitutes/").content.decode()
    end = f"/office/substitutes/{row.uuid}/end/"
    assert office.as_(third).post(end).status_code == 404
    assert office.as_(office.cast.head).post(end).status_code == 302
    assert office.as_(office.cast.head).post(end).status_code == 422
