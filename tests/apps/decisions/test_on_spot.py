"""What may be decided on the spot and what not: each row is one change to a proper decision, with the field it is refused at."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from daylight.cases.acts import PartyInput
from daylight.cases.models import Case, Party
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision, Statement
from daylight.decisions.onspot.offering import offers
from daylight.disclosure.acts import prepare_copy
from daylight.disclosure.chores import open_tasks
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from tests import spot
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.relisting import publish_changed

pytestmark = pytest.mark.django_db
FEN = Decimal("0.01")
PERSON, COMPANY = spot.FARMER, spot.COMPANY
SIGN = {"item_code": "CF-C02", "detail": "用堆土遮挡三角点标石"}


@pytest.fixture(autouse=True)
def _lists(cast: Cast, now: datetime) -> None:
    spot.listed(cast, now)


def decide(cast: Cast, now: datetime, **changes: Any) -> Decision:
    return acts.decide_on_spot(spot.typed(cast, now, **changes), actor=cast.officer, now=now)


def refusal_fields(cast: Cast, now: datetime, **changes: Any) -> set[str]:
    found = refused(acts.decide_on_spot, spot.typed(cast, now, **changes), actor=cast.officer, now=now)
    # Nothing is left behind: not even a number was used up.
    assert not Case.objects.exists() and not Party.objects.exists()
    return fields(found)


# 处罚法第51条: 二百元以下 for a citizen, 三千元以下 for an organisation; the range of the item (一千元以下) binds as well.
LIMITS = [
    (PERSON, {}, Decimal(200), True),
    (PERSON, {}, Decimal(200) - FEN, True),
    (PERSON, {}, Decimal(200) + FEN, False),
    (COMPANY, {}, Decimal(200) + FEN, True),
    (COMPANY, {"grade": "t12_heavier"}, Decimal(1000), True),
    (COMPANY, {"grade": "t12_heavier"}, Decimal(1000) + FEN, False),
    (COMPANY, {**SIGN, "warning": True, "grade": "c02_lighter"}, Decimal(3000), True),
    (COMPANY, {**SIGN, "warning": True, "grade": "c02_lighter"}, Decimal(3000) - FEN, True),
    (COMPANY, {**SIGN, "warning": True, "grade": "c02_lighter"}, Decimal(3000) + FEN, False),
    (PERSON, {**SIGN, "warning": True, "grade": "c02_lighter"}, Decimal(3000), False),
]


@pytest.mark.parametrize(("party", "more", "fine", "lawful"), LIMITS)
def test_the_limit_is_the_laws_own(
    cast: Cast, now: datetime, party: PartyInput, more: dict[str, Any], fine: Decimal, lawful: bool
) -> None:
    if lawful:
        assert decide(cast, now, party=party, fine_yuan=fine, **more).fields["fine_yuan"] == format(fine, "f")
    else:
        assert "fine" in refusal_fields(cast, now, party=party, fine_yuan=fine, **more)


REFUSED = {
    "no second officer": ({"partner": "officer"}, "partner"),
    "an officer of another agency": ({"partner": "stranger"}, "partner"),
    "shown after the decision": ({"shown_at": timedelta(minutes=1)}, "shown_at"),
    "shown the day before": ({"shown_at": -timedelta(days=1)}, "identity_shown_at"),
    "not told": ({"told": False}, "told"),
    "not heard": ({"silent": False}, "statement"),
    "heard and silent": ({"statement": "我不服。", "adopted": "no", "review": "不成立。"}, "statement"),
    "heard and not answered": ({"silent": False, "statement": "我不服。", "adopted": "no"}, "review"),
    "heard, adopted left open": ({"silent": False, "statement": "我不服。", "review": "不成立。"}, "adopted"),
    "not certain": ({"certain": False}, "certain"),
    "no evidence": ({"evidence": [" "]}, "evidence"),
    "no place": ({"place": " "}, "place"),
    "no act": ({"detail": ""}, "detail"),
    "no name": ({"party": PartyInput(name=" ", kind="person")}, "party_name"),
    "no kind of party": ({"party": PartyInput(name="演示王某", kind="")}, "party_kind"),
    "a number that is none": (
        {"party": PartyInput(name="演示", kind="person", id_number="110101201301010018")},
        "party_number",
    ),
    "neither warning nor fine": ({"fine_yuan": Decimal(0), "grade": ""}, "penalty"),
    "a fine below nothing": ({"fine_yuan": Decimal(-1)}, "fine_yuan"),
    "a warning the item does not know": ({"warning": True}, "penalty"),
    "no grade": ({"grade": ""}, "grade"),
    "another item's grade": ({"grade": "c02_lighter"}, "grade"),
    "a grade that does not hold the sum": ({"grade": "t12_heavier"}, "deviation_reason"),
    "refused to sign, not said how": ({"signed": False}, "refusal_note"),
    "signed and refused": ({"refusal_note": "拒绝签收。"}, "signed"),
    "no bank": ({"payee": ""}, "payee"),
    "an act of tomorrow": ({"committed_on": timedelta(days=1)}, "committed_on"),
    "an item of the ordinary procedure": ({"item_code": "CF-T04"}, "item_code"),
    "an item off the list": ({"item_code": "CF-X99"}, "item_code"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_at_which_field(cast: Cast, now: datetime, name: str) -> None:
    changes, field = REFUSED[name]
    said = {
        key: getattr(cast, value) if key == "partner" else _moved(key, value, now) for key, value in changes.items()
    }
    assert field in refusal_fields(cast, now, **said)


def _moved(key: str, value: Any, now: datetime) -> Any:
    if not isinstance(value, timedelta):
        return value
    return now + value if key == "shown_at" else local_date(now + value)


# 处罚法第30条: 满十四周岁 begins on the day after the birthday.
@pytest.mark.parametrize(("number", "lawful"), [("110101201211230016", False), ("110101201211220010", True)])
def test_nobody_below_fourteen_is_punished(cast: Cast, now: datetime, number: str, lawful: bool) -> None:
    party = PartyInput(name="演示少年", kind="person", id_number=number)
    if lawful:
        assert decide(cast, now, party=party).case.minor_party
    else:
        found = refused(acts.decide_on_spot, spot.typed(cast, now, party=party), actor=cast.officer, now=now)
        assert codes(found) == {"party.age"}


def test_everything_wrong_is_said_at_once(cast: Cast, now: datetime) -> None:
    found = refusal_fields(
        cast, now, told=False, certain=False, fine_yuan=Decimal(500), payee="", shown_at=now - timedelta(days=1)
    )
    assert found >= {"told", "certain", "fine", "payee", "identity_shown_at"}


# 处罚法第68、69、70条: who may take cash.
COLLECTED = [
    ("small", Decimal(100), {}, True),
    ("small", Decimal(100) + FEN, {}, False),
    ("hard_later", Decimal(200), {}, True),
    ("remote", Decimal(200), {"asked_by_party": True}, True),
    ("remote", Decimal(200), {}, False),
    ("", Decimal(100), {}, False),
    ("small", Decimal(100), {"receipt_number": " "}, False),
]


@pytest.mark.parametrize(("ground", "fine", "more", "lawful"), COLLECTED)
def test_cash_needs_a_ground_of_the_law_and_a_receipt(
    cast: Cast, now: datetime, ground: str, fine: Decimal, more: dict[str, Any], lawful: bool
) -> None:
    cash = spot.cash(ground=ground, **more)
    if lawful:
        decision = decide(cast, now, fine_yuan=fine, payee="", collected=cash)
        assert decision.collection.ground == ground
    else:
        assert refusal_fields(cast, now, fine_yuan=fine, payee="", collected=cash) & {"ground", "receipt"}


def test_a_receipt_is_given_out_once(cast: Cast, now: datetime) -> None:
    decide(cast, now, payee="", collected=spot.cash())
    again = spot.typed(cast, now, place="演示镇东坡村", payee="", collected=spot.cash())
    assert "payment.twice" in codes(refused(acts.decide_on_spot, again, actor=cast.officer, now=now))


def test_cash_without_a_fine_is_refused(cast: Cast, now: datetime) -> None:
    changes = {**SIGN, "warning": True, "fine_yuan": Decimal(0), "grade": "", "collected": spot.cash()}
    assert "ground" in refusal_fields(cast, now, **changes)


def test_the_same_act_is_fined_once(cast: Cast, now: datetime) -> None:
    decide(cast, now)
    found = refused(acts.decide_on_spot, spot.typed(cast, now), actor=cast.officer, now=now)
    assert codes(found) == {"G13"} and Case.objects.count() == 1


def test_an_expired_certificate_decides_nothing(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """演示乙's certificate, valid until 2029 on the list, is listed as run out."""
    before = "演示370687002,行政处罚|行政检查|行政许可|行政强制|行政征收|行政收费|土地|规划|矿产,370687|海阳市,2024-01-01,2029-12-31"
    publish_changed(cast, "officers", {before: before.replace("2029-12-31", "2026-11-22")}, now, tmp_path)
    assert "officers" in refusal_fields(cast, now)


def test_who_may_not_register_may_not_decide(cast: Cast, now: datetime) -> None:
    for person in (cast.head, cast.leader, cast.window, cast.reviewer):
        found = refused(acts.decide_on_spot, spot.typed(cast, now), actor=person, now=now)
        assert codes(found) == {"right.missing"}


def test_a_refused_signature_stands_on_the_paper_and_is_service_all_the_same(cast: Cast, now: datetime) -> None:
    decision = decide(cast, now, signed=False, refusal_note="当事人表示不服，拒绝签收。")
    assert decision.services.get().receiver == "" and decision.case.clocks.filter(code="D18").exists()
    assert decision.document is not None
    paper = decision.document.versions.get().fields
    assert (paper["signed"], paper["refusal_note"]) == (False, "当事人表示不服，拒绝签收。")


def test_what_the_party_said_is_kept_with_its_answer(cast: Cast, now: datetime) -> None:
    decision = decide(cast, now, silent=False, statement="牌子挡路。", adopted="no", review="不构成移动的理由。")
    row = Statement.objects.get(case=decision.case)
    assert (row.content, row.adopted, row.reviewed_on) == ("牌子挡路。", "no", local_date(now))
    assert "牌子挡路" in decision.fields["statement_summary"] and "不予采纳" in decision.fields["statement_summary"]


def test_only_items_under_the_summary_procedure_are_offered(cast: Cast, now: datetime) -> None:
    found = {each.code: each for each in offers(cast.agency, local_date(now))}
    assert set(found) == {"CF-T12", "CF-C02"}
    assert (found["CF-T12"].warning, found["CF-C02"].warning) == (False, True)
    assert max(found["CF-T12"].fines) <= 1000 and max(found["CF-C02"].fines) == 3000
    assert offers(cast.stranger.agency, local_date(now)) == []


def test_its_social_effect_is_judged_before_it_is_published(cast: Cast, now: datetime) -> None:
    decision = decide(cast, now)
    assert open_tasks(now) == 1
    task = ensure_task(decision, now)
    assert (task, task.kind, task.impact) == (Task.objects.get(), "penalty_spot", None)
    assert codes(refused(prepare_copy, task, actor=cast.publisher, now=now)) == {"disclosure.impact"}
