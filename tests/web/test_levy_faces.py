"""行政收费 and 案件移送 through the faces: every step of a fee on its page, the same over the interface, a transfer begun."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from daylight.cases.models import Case
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.api_client import Program, codes, token_for
from tests.web.desks import words
from tests.web.entering import signed_in as enter
from tests.web.test_coercion_faces import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
PARTY = "演示商贸有限公司"
STANDARD = "不动产登记费（非住宅类）"


def register(desk: Desk, item: str = "SF-01") -> None:
    client = enter(desk.cast.officer)
    address = f"{reverse('office:register')}?category=行政收费"
    page = words(client.get(address))
    assert "收费项目" in page and "缴费人" in page and "违法地点" not in page
    sent = {
        "item_code": item, "source": "巡查", "lead": "演示：申请不动产登记。", "place": "海阳市演示路",
        "partner": str(desk.cast.partner.uuid), "party_name": PARTY, "party_kind": "organisation", "key": "one",
    }  # fmt: skip
    response = client.post(address, sent)
    assert response.status_code == 302, words(response)


def test_a_fee_is_walked_on_its_pages(desk: Desk) -> None:
    register(desk)
    officers = [str(desk.cast.officer.uuid), str(desk.cast.partner.uuid)]
    desk.do(desk.cast.officer, "assess_fee", {
        "party": PARTY, "standard": STANDARD, "quantity": "2", "fee": "1100.00", "facts": "申请登记。",
        "basis": "民法典第二百二十三条", "officers": officers,
    })  # fmt: skip
    opened = enter(desk.cast.head).get(desk.page("issue_fee_notice")).content.decode()
    # What was assessed stands in the notice already, with how it came.
    assert "2件 × 550 元/件" in opened and 'value="1100.00"' in opened
    desk.do(desk.cast.head, "issue_fee_notice", {
        "party": PARTY, "standard": STANDARD, "quantity": "2", "reckoning": "2件 × 550 元/件", "fee": "1100.00",
        "basis": "民法典第二百二十三条", "manner": "三十日内缴至演示银行。", "relief": "可以书面申请。",
    })  # fmt: skip
    desk.later(1)
    desk.do(desk.cast.officer, "serve_fee_notice", desk.service())
    paid = {
        "paid_on": "2026-11-23", "amount": "1100.00", "payer": PARTY, "bank": "演示银行",
        "receipt_kind": "其他票据或者收据", "receipt_number": "演示1",
    }  # fmt: skip
    refused = enter(desk.cast.officer).post(desk.page("pay_in_full"), paid)
    assert (
        refused.status_code == 422 and "没有开具财政票据" in words(refused) and "演示银行" in refused.content.decode()
    )
    desk.do(desk.cast.officer, "pay_in_full", {**paid, "receipt_kind": "财政统一票据"})
    desk.do(desk.cast.head, "close_fee", {
        "outcome": "已缴清", "turned_in": "已上缴", "performance": "已缴清。", "officers": officers, "opinion": "同意。",
    })  # fmt: skip
    desk.do(desk.cast.head, "archive_case", {})
    assert desk.case.step == "F9"


def test_a_fee_without_a_standard_is_refused_on_the_page(desk: Desk) -> None:
    register(desk, "SF-02")
    sent = {
        "party": PARTY, "standard": "耕地开垦费", "quantity": "2", "fee": "20", "facts": "占用耕地。", "basis": "土地管理法",
        "officers": [str(desk.cast.officer.uuid), str(desk.cast.partner.uuid)],
    }  # fmt: skip
    response = enter(desk.cast.officer).post(desk.page("assess_fee"), sent)
    assert response.status_code == 422 and "标准没有公布" in words(response)


def test_whose_step_it_is_not_finds_no_page(desk: Desk) -> None:
    register(desk)
    for name, person in desk.cast.everybody().items():
        status = enter(person).get(desk.page("assess_fee")).status_code
        assert status == (200 if name in ("officer", "partner") else 404), name


def test_the_fee_over_the_interface(cast: Cast, now: datetime, settings: Any) -> None:
    begin(cast, now - timedelta(days=3))
    settings.FIXED_NOW = now
    officer, head = (Program(token_for(person, now)) for person in (cast.officer, cast.head))
    case = officer.post("/cases", {
        "item_code": "SF-01", "source": "巡查", "lead": "演示。", "place": "演示村", "partner": str(cast.partner.uuid),
        "parties": [{"name": PARTY, "kind": "organisation"}],
    })  # fmt: skip
    path = f"/cases/{case['uuid']}"
    people = [{"uuid": str(p.uuid), "name": p.name} for p in (cast.officer, cast.partner)]
    said = {
        "party": PARTY, "standard": STANDARD, "quantity": "2", "fee": "1000.00", "facts": "演示", "basis": "演示",
        "officers": people,
    }  # fmt: skip
    wrong = officer.ask("POST", f"{path}/steps/assess_fee", {"fields": said})
    assert wrong.status_code == 422 and "SF02" in codes(wrong)
    assert officer.post(f"{path}/steps/assess_fee", {"fields": {**said, "fee": "1100.00"}})["step"] == "F1"
    notice = {
        "party": PARTY, "standard": STANDARD, "quantity": "2", "reckoning": "2 × 550", "fee": "1100.00", "basis": "演示",
        "manner": "演示", "relief": "演示",
    }  # fmt: skip
    assert head.post(f"{path}/steps/issue_fee_notice", {"fields": notice})["step"] == "F2"


@pytest.fixture
def penalty(desk: Desk) -> Case:
    return (
        Story(desk.cast, begin(desk.cast, desk.now, lists=False).tale, desk.now - timedelta(hours=2))
        .to("register")
        .case
    )


def test_a_transfer_begins_on_the_page_of_the_penalty(desk: Desk, penalty: Case) -> None:
    home = reverse("office:case", args=[penalty.uuid])
    page = reverse("office:deed", args=[penalty.uuid, "start_transfer"])
    for name, person in desk.cast.everybody().items():
        status = enter(person).get(page).status_code
        assert status == (200 if name in ("officer", "partner") else 404), name
    client = enter(desk.cast.officer)
    empty = client.post(page, {})
    assert empty.status_code == 422 and "请填写移送事由" in words(empty)
    sent = {"lead": "演示：涉嫌犯罪。", "partner": str(desk.cast.partner.uuid), "key": "one"}
    assert client.post(page, sent).status_code == 302
    made = Case.objects.latest("id")
    assert (made.procedure, made.origin_id, made.step) == ("transfer", penalty.pk, "T0")
    assert [each.name for each in made.parties.all()] == [each.name for each in penalty.parties.filter(role="party")]
    assert made.title in words(client.get(home))
    # A transfer is not handed on again.
    assert client.get(reverse("office:deed", args=[made.uuid, "start_transfer"])).status_code == 404


def test_a_transfer_over_the_interface(desk: Desk, penalty: Case) -> None:
    officer = Program(token_for(desk.cast.officer, desk.now))
    said = {
        "item_code": penalty.item_code, "source": "移送", "lead": "演示。", "place": "演示", "procedure": "transfer",
        "partner": str(desk.cast.partner.uuid), "parties": [{"name": "演示公司", "kind": "organisation"}],
    }  # fmt: skip
    lone = officer.ask("POST", "/cases", said)
    assert lone.status_code in (409, 422) and "case.origin" in codes(lone)
    assert officer.post("/cases", {**said, "origin": str(penalty.uuid)})["step"] == "T0"
