"""当场处罚 in the office and over the interface: who sees it, what is refused, what follows on the case page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.base.orgs.models import Person
from daylight.cases.models import Case, IdentityShowing, Party
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision
from daylight.disclosure.chores import open_tasks
from tests import spot
from tests.cast import Cast
from tests.web.api_client import Program, codes, token_for
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/office/spot/"


@pytest.fixture(autouse=True)
def _today(now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now


@pytest.fixture
def lists(cast: Cast, now: datetime) -> None:
    spot.listed(cast, now)


@pytest.fixture
def decided(cast: Cast, now: datetime, lists: None) -> Decision:
    said = spot.typed(cast, now, payee="", collected=spot.cash())
    return acts.decide_on_spot(said, actor=cast.officer, now=now)


def form(cast: Cast, now: datetime, **changes: Any) -> dict[str, Any]:
    """What the phone sends for a proper decision."""
    return {
        "penalty": "CF-T12|fine|100", "place": "演示镇西坡村", "detail": "把保护牌拆下搬走", "committed_on": "今天",
        "evidence": ["现场照片"], "certain": "on", "party_kind": "person", "party_name": "演示王某",
        "party_number": "11010519491231002X", "partner": str(cast.partner.uuid), "shown_at": "2026-11-23 08:50",
        "shown": "on", "told": "on", "spoke": "silent", "paying": "bank", "payee": "演示银行，演示路 1 号",
        "handing": "signed", "correction": "恢复原状", "key": "k-1",
    } | changes  # fmt: skip


def test_every_page_opens_for_its_readers_alone(cast: Cast, decided: Decision) -> None:
    addresses = {
        PAGE: {"officer", "partner"},
        f"{PAGE}{decided.uuid}/": {"officer", "partner", "head", "reviewer", "leader", "publisher"},
        f"{PAGE}{decided.uuid}/page-1.png": {"officer", "partner", "head", "reviewer", "leader", "publisher"},
    }
    for address, readers in addresses.items():
        for name, person in cast.everybody().items():
            # The stranger is an officer of another agency: he has a page of his own, with nothing on it.
            expected = 200 if name in readers or (name == "stranger" and address == PAGE) else 404
            assert signed_in(person).get(address).status_code == expected, (address, name)


def test_without_items_the_page_says_what_to_do(cast: Cast) -> None:
    page = signed_in(cast.officer).get(PAGE).content.decode()
    assert "没有适用简易程序的事项" in page and "生成并交付" not in page


def test_the_phone_decides_and_lands_on_the_paper(cast: Cast, now: datetime, lists: None) -> None:
    client = signed_in(cast.officer)
    answer = client.post(PAGE, form(cast, now))
    decision = Decision.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{decision.uuid}/")
    # The same page sent twice is one decision.
    assert client.post(PAGE, form(cast, now))["Location"] == answer["Location"] and Case.objects.count() == 1
    picture = client.get(f"{PAGE}{decision.uuid}/page-1.png")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert client.get(f"{PAGE}{decision.uuid}/page-9.png").status_code == 404
    # The identity number is kept sealed and stands neither in the paper nor on the page.
    assert Party.objects.get().identity_sealed and b"11010519491231002X" not in client.get(answer["Location"]).content


REFUSED = [
    ({"penalty": ""}, "请选择事项和处罚"),
    ({"penalty": "CF-T12|fine|500"}, "超过当场处罚的 200 元"),
    ({"penalty": "CF-T12|fine|other"}, "请填写其他罚款数额"),
    ({"penalty": "CF-T12|fine|other", "other_fine": "200.01"}, "超过当场处罚的 200 元"),
    ({"other_fine": "60"}, "又选了另一数额"),
    ({"penalty": "CF-T04|fine|100"}, "选项已有变化"),
    ({"shown": ""}, "请先由两名执法人员出示证件"),
    ({"told": ""}, "请先告知当事人"),
    ({"spoke": ""}, "请先听取当事人的陈述申辩"),
    ({"spoke": "said"}, "写明他说了什么"),
    ({"evidence": []}, "请选择或者填写证据"),
    ({"certain": ""}, "是否确凿"),
    ({"handing": "refused"}, "写明拒绝签收的情况"),
    ({"paying": "small"}, "没有出具财政部门统一制发的专用票据"),
    ({"payee": ""}, "代收机构"),
    ({"partner": ""}, "请选择共同执法的人员"),
    ({"party_number": "110105194912310021"}, "校验位"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_a_refusal_keeps_every_word(
    cast: Cast, now: datetime, lists: None, changes: dict[str, Any], sentence: str
) -> None:
    answer = signed_in(cast.officer).post(PAGE, form(cast, now, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "把保护牌拆下搬走" in page
    assert not Case.objects.exists()


def test_other_sums_and_units_are_typed(cast: Cast, now: datetime, lists: None) -> None:
    said = form(
        cast, now, penalty="CF-C02|both|other", other_fine="2500", party_kind="organisation",
        party_name="演示建材有限公司", party_number="91370687MA00000000", spoke="said", statement="不知道是测量标志。",
        adopted="no", review="标志上有明显字样。",
    )  # fmt: skip
    assert signed_in(cast.officer).post(PAGE, said).status_code == 302
    decision = Decision.objects.get()
    assert [each["kind"] for each in decision.fields["penalties"]] == ["warning", "fine"]
    assert (decision.fields["fine_yuan"], decision.fields["grade"]) == ("2500", "c02_lighter")
    assert decision.case.parties.get().credit_code == "91370687MA00000000"


def test_what_is_known_is_filled_in(cast: Cast, now: datetime, lists: None) -> None:
    acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now)
    page = signed_in(cast.officer).get(PAGE).content.decode()
    assert f'<option value="{cast.partner.uuid}" selected>' in page
    assert "演示银行海阳支行" in page
    assert '<option value="把基本农田保护牌 1 块移到路边">' in page


def test_what_happened_on_the_spot_is_not_filled_in(cast: Cast, now: datetime, lists: None) -> None:
    acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now)
    client = signed_in(cast.officer)
    page = client.get(PAGE).content.decode()
    # The last place is offered, not entered; nobody says for the officers when they showed their certificates.
    assert page.count('value="演示镇西坡村村东"') == page.count('<option value="演示镇西坡村村东">') == 1
    for name in ("place", "shown_at"):
        (entry,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert "value=" not in entry
    without = client.post(PAGE, form(cast, now, place=""))
    assert without.status_code == 422 and "请填写地点。" in without.content.decode()


@pytest.mark.parametrize("typed", [True, False])
def test_the_showing_is_typed_or_confirmed(cast: Cast, now: datetime, lists: None, settings: Any, typed: bool) -> None:
    client, said = signed_in(cast.officer), form(cast, now, shown_at="2026-11-23 08:50" if typed else "")
    unconfirmed = {name: value for name, value in said.items() if name != "shown"}
    refused = client.post(PAGE, unconfirmed)
    assert refused.status_code == 422 and "请先由两名执法人员出示证件，再勾选确认。" in refused.content.decode()
    first = client.post(PAGE, said)
    # The same page sent again a moment later is the same decision.
    settings.FIXED_NOW = now + timedelta(seconds=3)
    assert client.post(PAGE, said)["Location"] == first["Location"]
    shown = IdentityShowing.objects.get()
    assert shown.shown_at == (now.replace(hour=8, minute=50, second=0, microsecond=0) if typed else now)


def test_the_case_page_leads_on_and_says_what_becomes_public(cast: Cast, now: datetime, decided: Decision) -> None:
    home = f"/office/cases/{decided.case.uuid}/"

    def page(person: Person) -> str:
        return signed_in(person).get(home).content.decode()

    open_tasks(now)
    assert "当场行政处罚决定：待脱敏" in page(cast.officer) and "当事人有权要求听证" not in page(cast.officer)
    assert "罚款交至机关" in page(cast.officer) and "登记备案</h2>" not in page(cast.officer)
    assert signed_in(cast.head).post(f"{home}do/report_on_spot/", {"opinion": "同意备案。"}).status_code == 302
    assert "批准结案</h2>" not in page(cast.head)
    handed = {"handed_in_on": "今天", "received_by": "演示辛"}
    assert signed_in(cast.officer).post(f"{home}do/hand_in_fine/", handed).status_code == 302
    paid = {"deposited_on": "今天", "bank": "演示银行", "voucher": "演示凭证 1"}
    assert signed_in(cast.officer).post(f"{home}do/deposit_fine/", paid).status_code == 302
    assert "批准结案</h2>" in page(cast.head)
    closing = {
        "outcome": "performed", "materials": ["缴款凭证或者履行记录"], "performance": "罚款已缴清。",
        "transfer": "没有应当移送的情形。", "opinion": "同意结案。",
    }  # fmt: skip
    assert signed_in(cast.head).post(f"{home}do/close_case/", closing).status_code == 302
    assert signed_in(cast.head).post(f"{home}do/archive_case/", {}).status_code == 302
    assert "本案已归档" in page(cast.head)


def test_the_head_finds_it_among_his_tasks(cast: Cast, decided: Decision) -> None:
    page = signed_in(cast.head).get("/office/").content.decode()
    assert decided.case.title in page and "登记备案" in page


@pytest.mark.urls("tests.web.api_addresses")
def test_a_program_decides_like_the_phone(cast: Cast, now: datetime, lists: None) -> None:
    program = Program(token_for(cast.officer, now))
    offered = program.get("/spot-items")
    assert [each["code"] for each in offered["items"]] == ["CF-T12", "CF-C02"]
    assert (offered["person_limit_yuan"], offered["organisation_limit_yuan"]) == ("200", "3000")
    said = {
        "item_code": "CF-T12", "committed_on": local_date(now), "place": "演示镇西坡村", "detail": "把保护牌搬走",
        "party": {"name": "演示王某", "kind": "person"}, "partner": cast.partner.uuid,
        "shown_at": now - timedelta(minutes=5), "evidence": ["现场照片"], "fine_yuan": "100", "grade": "t12_lighter",
        "certain": True, "told": True, "silent": True, "signed": True,
        "collected": {"ground": "small", "receipt_number": "演示票据 7"},
    }  # fmt: skip
    assert codes(program.ask("POST", "/spot-decisions", {**said, "told": False})) == ["G07"]
    case = program.post("/spot-decisions", said)
    assert (case["step"], case["number"]) == ("J3", "海自然资规当罚〔2026〕1号")
    moves = f"/cases/{case['uuid']}/moves"
    assert codes(program.ask("POST", f"{moves}/report_on_spot", {"opinion": "同意。"})) == ["right.missing"]
    Program(token_for(cast.head, now)).post(f"{moves}/report_on_spot", {"opinion": "同意备案。"})
    program.post(f"{moves}/hand_in_fine", {"handed_in_on": local_date(now), "received_by": "演示辛"})
    paid = {"deposited_on": local_date(now), "bank": "演示银行", "voucher": "演示凭证 1"}
    assert "close_case" not in {each["code"] for each in program.get(f"/cases/{case['uuid']}")["available"]}
    assert "close_case" in {each["code"] for each in program.post(f"{moves}/deposit_fine", paid)["available"]}
