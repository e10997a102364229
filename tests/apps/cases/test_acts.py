"""What the acts of the case room leave behind, and the words they find for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.base.sealing import unseal
from daylight.cases import acts
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case, Clock, Handler, IdentityShowing, Move, Opening, Party, TransferScreening
from daylight.core.refusal import Refused
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import COMPANY, Story, begin

IDENTITY = "11010519491231002X"  # the sample number of GB 11643; nobody's


def lead(cast: Cast, **more: Any) -> acts.Lead:
    given: dict[str, Any] = {
        "item_code": "CF-T04", "source": "巡查", "lead": "发现疑似占地。", "place": "西坡村", "partner": cast.partner,
        "parties": [acts.PartyInput(name="演示公司", kind="organisation")], "area_m2": Decimal("640.00"),
        "act_ended_on": date(2026, 6, 30),
    }  # fmt: skip
    return acts.Lead(**(given | more))


# -- register_lead --------------------------------------------------------------------------------------------------------


def test_a_lead_becomes_a_file(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    parties = [
        acts.PartyInput(
            name=" 演示某甲 ", kind="person", id_number=IDENTITY, phone=" 13800000000 ", address="演示路1号"
        ),
        acts.PartyInput(name="演示证人", kind="person", role="witness"),
    ]
    case = acts.register_lead(lead(cast, parties=parties), actor=cast.officer, now=now)
    assert (case.step, case.number, case.agency, case.section) == ("P0", "", cast.agency, cast.section)
    assert (case.title, case.item_name) == ("演示某甲非法占用土地案", "非法占用土地")
    assert (case.procedure, case.procedure_version) == ("penalty_ordinary", "2021") and len(case.lawpack_digest) == 64
    assert case.law_item == "T04" and case.demonstration and not case.minor_party
    handlers = list(Handler.objects.filter(case=case).values_list("person__username", "lead"))
    assert handlers == [("officer", True), ("partner", False)]
    party = Party.objects.get(case=case, role="party")
    assert (party.name, party.phone) == ("演示某甲", "13800000000")
    # The number itself stands nowhere but sealed.
    assert IDENTITY.encode() not in bytes(party.identity_sealed) and unseal(bytes(party.identity_sealed)) == IDENTITY
    # The paper the registration makes of itself stands beside it (线索登记表).
    assert case.documents.get().code == "lead_register"
    entry = Entry.objects.get(case_uuid=case.uuid, kind="cases.case.registered")
    assert entry.subject == f"case:{case.uuid}"
    assert entry.data == {
        "item": "CF-T04", "source": "巡查", "procedure": "penalty_ordinary", "lawpack": case.lawpack_digest,
        "name": "登记线索",
    }  # fmt: skip
    assert Move.objects.get(case=case).code == "register_lead"
    assert Clock.objects.get(case=case).code == "D03"


def test_a_party_under_age_is_marked(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    for number, minor in (("370687200811220014", False), ("370687200811240010", True)):
        digits = number[:17]
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        check = "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
        party = acts.PartyInput(name="演示某乙", kind="person", id_number=digits + check)
        case = acts.register_lead(lead(cast, parties=[party]), actor=cast.officer, now=now)
        assert case.minor_party is minor


LEADS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no source": ({"source": " "}, "source", "field.required"),
    "no words": ({"lead": ""}, "lead", "field.required"),
    "no place": ({"place": ""}, "place", "field.required"),
    "no party": ({"parties": []}, "party_name", "field.required"),
    "a nameless party": ({"parties": [acts.PartyInput(name=" ", kind="person")]}, "party_name", "field.required"),
    "a witness alone": (
        {"parties": [acts.PartyInput(name="演示证人", kind="person", role="witness")]}, "party_name", "field.required",
    ),
    "no area": ({"area_m2": Decimal(0)}, "area_m2", "field.area"),
    "a negative area": ({"area_m2": Decimal("-1")}, "area_m2", "field.area"),
    "more farmland than land": (
        {"farmland_m2": Decimal(400), "prime_farmland_m2": Decimal("240.01")}, "farmland_m2", "field.area",
    ),
    "tomorrow": ({"act_ended_on": date(2026, 11, 24)}, "act_ended_on", "field.future"),
    "not on the list": ({"item_code": "CF-X99"}, "item_code", "list.item"),
    "a wrong number": (
        {"parties": [acts.PartyInput(name="演示某", kind="person", id_number="110105194912310021")]},
        "party_id_number", "field.identity",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", LEADS)
def test_a_lead_with_a_fault_is_not_registered(cast: Cast, now: datetime, wrong: str) -> None:
    begin(cast, now)
    changes, field, code = LEADS[wrong]
    found = refused(acts.register_lead, lead(cast, **changes), actor=cast.officer, now=now)
    assert (fields(found), codes(found)) == ({field}, {code})
    assert not Case.objects.exists() and not Entry.objects.filter(kind__startswith="cases.").exists()


def test_every_fault_is_said_at_once(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    given = lead(cast, source="", lead="", place="", parties=[], area_m2=Decimal(0), item_code="CF-X99")
    found = refused(acts.register_lead, given, actor=cast.officer, now=now)
    assert fields(found) == {"source", "lead", "place", "party_name", "area_m2", "item_code"}


def test_the_list_in_force_on_the_day_counts(cast: Cast, now: datetime) -> None:
    """清单之外无执法: without a published list nothing is registered, and a list in force later does not count yet."""
    found = refused(acts.register_lead, lead(cast), actor=cast.officer, now=now)
    assert codes(found) == {"list.item"} and "2026-11-23" in found[0].message
    begin(cast, now)
    before = datetime(2025, 12, 31, 9, 0, tzinfo=now.tzinfo)
    found = refused(acts.register_lead, lead(cast, act_ended_on=date(2025, 6, 30)), actor=cast.officer, now=before)
    assert codes(found) == {"list.item"}
    acts.register_lead(lead(cast), actor=cast.officer, now=now)


@pytest.mark.parametrize("who", ["head", "reviewer", "leader", "publisher", "keeper", "window"])
def test_only_officers_register(cast: Cast, now: datetime, who: str) -> None:
    begin(cast, now)
    found = refused(acts.register_lead, lead(cast), actor=getattr(cast, who), now=now)
    assert codes(found) == {"right.missing"} and "执法人员" in found[0].message


def test_an_officer_registers_for_his_own_agency_with_his_own_people(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    found = refused(acts.register_lead, lead(cast, partner=cast.stranger), actor=cast.officer, now=now)
    assert (codes(found), fields(found)) == ({"person.agency"}, {"partner"})
    # Another county's officer has another county's lists, and there are none.
    found = refused(acts.register_lead, lead(cast), actor=cast.stranger, now=now)
    assert {"list.item", "person.agency"} <= codes(found)
    with permit("fixture"):
        type(cast.officer).objects.filter(pk=cast.officer.pk).update(section=None)
    cast.officer.refresh_from_db()
    assert codes(refused(acts.register_lead, lead(cast), actor=cast.officer, now=now)) == {"person.section"}


def test_a_lead_sent_twice_is_one_case(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    first = acts.register_lead(lead(cast), actor=cast.officer, now=now, idempotency_key="k")
    assert acts.register_lead(lead(cast), actor=cast.officer, now=now, idempotency_key="k") == first
    other = lead(cast, place="东坡村")
    assert codes(refused(acts.register_lead, other, actor=cast.officer, now=now, idempotency_key="k")) == {
        "idempotency.reused"
    }
    assert Case.objects.count() == 1


# -- amend_case -----------------------------------------------------------------------------------------------------------


def test_an_amendment_says_before_and_after(cast: Cast, now: datetime) -> None:
    case = begin(cast, now).to("register").case
    changes = {"area_m2": Decimal("700.50"), "land_class": "水浇地"}
    amended = acts.amend_case(case, changes, 1, actor=cast.partner, now=now)
    assert (amended.area_m2, amended.land_class, amended.version) == (Decimal("700.50"), "水浇地", 2)
    data = Entry.objects.get(kind="cases.case.amended").data
    assert data == {
        "version": 2,
        "before": {"area_m2": "640.00", "land_class": "农村道路"},
        "after": {"area_m2": "700.50", "land_class": "水浇地"},
    }


AMENDMENTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no area": ({"area_m2": Decimal(0)}, "area_m2", "field.area"),
    "tomorrow": ({"act_ended_on": date(2026, 11, 24)}, "act_ended_on", "field.future"),
    "more farmland than land": ({"farmland_m2": Decimal(641)}, "farmland_m2", "field.area"),
    "less land than farmland": (
        {"area_m2": Decimal(10), "farmland_m2": Decimal(8), "prime_farmland_m2": Decimal(3)}, "farmland_m2",
        "field.area",
    ),
    "no place": ({"place": " "}, "place", "field.required"),
    "no title": ({"title": ""}, "title", "field.required"),
    "no lead": ({"lead": ""}, "lead", "field.required"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", AMENDMENTS)
def test_an_amendment_with_a_fault_changes_nothing(cast: Cast, now: datetime, wrong: str) -> None:
    case = begin(cast, now).to("register").case
    changes, field, code = AMENDMENTS[wrong]
    found = refused(acts.amend_case, case, changes, 1, actor=cast.officer, now=now)
    assert (fields(found), codes(found)) == ({field}, {code})
    assert Case.objects.get(pk=case.pk).version == 1


@pytest.mark.parametrize("name", ["step", "number", "opened_on", "agency_id", "registered_at", "minor_party"])
def test_what_acts_decide_is_not_amended(cast: Cast, now: datetime, name: str) -> None:
    case = begin(cast, now).to("register").case
    with pytest.raises(Refused) as caught:
        acts.amend_case(case, {name: "P12"}, 1, actor=cast.officer, now=now)
    assert caught.value.refusals[0].code == "field.unknown"


def test_the_second_writer_is_told(cast: Cast, now: datetime) -> None:
    case = begin(cast, now).to("register").case
    mine, theirs = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    acts.amend_case(mine, {"place": "西坡村东"}, 1, actor=cast.officer, now=now)
    found = refused(acts.amend_case, theirs, {"place": "西坡村西"}, 1, actor=cast.partner, now=now)
    assert codes(found) == {"case.stale"} and "仍保留" in found[0].message
    assert Case.objects.get(pk=case.pk).place == "西坡村东"


def test_a_page_read_before_the_notice_amends_nothing(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    stale = Case.objects.get(pk=story.case.pk)
    story.to("notice")
    found = refused(acts.amend_case, stale, {"place": "西坡村东"}, stale.version, actor=cast.officer, now=story.now)
    assert codes(found) <= {"case.stale", "case.announced"}


# -- opening --------------------------------------------------------------------------------------------------------------


def test_the_request_keeps_what_was_ticked(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    ticked = Conditions(True, True, False, True, False)
    opening = acts.request_opening(story.case, ticked, " 提请审查。 ", actor=cast.officer, now=now)
    kept = Opening.objects.get(pk=opening.pk)
    assert [
        kept.offender_known, kept.facts_exist, kept.liable, kept.jurisdiction, kept.within_limitation,
    ] == [True, True, False, True, False]  # fmt: skip
    assert (kept.opinion, kept.requested_by, kept.requested_at) == ("提请审查。", cast.officer, now)
    entry = Entry.objects.get(kind="cases.opening.requested")
    assert entry.data == {"conditions": [True, True, False, True, False]}


def test_a_request_brings_an_opinion(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    found = refused(
        acts.request_opening, story.case, Conditions(True, True, True, True, True), " ", actor=cast.officer, now=now
    )
    assert fields(found) == {"opinion"} and story.case.step == "P0"


def test_an_opening_gives_the_number_and_starts_the_ninety_days(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    case = acts.open_case(story.case, actor=cast.head, now=story.now)
    assert (case.number, case.opened_on, case.step) == ("海自然资规立〔2026〕1号", date(2026, 11, 24), "P3")
    entry = Entry.objects.get(kind="cases.case.opened")
    assert entry.data == {"number": case.number, "opened_on": "2026-11-24"} and entry.actor == cast.head
    second = begin(cast, story.now, replace(COMPANY, place="另一村"), lists=False).to("open").case
    assert second.number == "海自然资规立〔2026〕2号"


# -- show_identity, screen_transfer ---------------------------------------------------------------------------------------


def test_a_showing_is_kept_with_the_certificates(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    at = story.now - timedelta(hours=2)
    pair = [cast.officer, cast.partner]
    showing = acts.show_identity(story.case, at, " 西坡村 ", "scan", pair, actor=cast.officer, now=story.now)
    kept = IdentityShowing.objects.get(pk=showing.pk)
    assert (kept.shown_at, kept.place, kept.method, set(kept.officers.all())) == (at, "西坡村", "scan", set(pair))
    data = Entry.objects.get(kind="cases.identity.shown").data
    assert data["certificates"] == ["演示370687001", "演示370687002"]


SHOWINGS: dict[str, tuple[Callable[[Story], tuple[Any, ...]], str, str]] = {
    "in the future": (
        lambda s: (s.now + timedelta(seconds=1), "村", "oral", [s.people.officer, s.people.partner]), "shown_at",
        "field.future",
    ),
    "nowhere": (lambda s: (s.now, " ", "oral", [s.people.officer, s.people.partner]), "place", "field.required"),
    "somehow": (lambda s: (s.now, "村", "wave", [s.people.officer, s.people.partner]), "method", "field.choice"),
    "alone": (lambda s: (s.now, "村", "oral", [s.people.officer]), "officers", "G01"),
    "by nobody": (lambda s: (s.now, "村", "oral", []), "officers", "G01"),
    "with a stranger": (
        lambda s: (s.now, "村", "oral", [s.people.officer, s.people.stranger]), "officers", "person.agency",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", SHOWINGS)
def test_a_showing_with_a_fault_is_none(cast: Cast, now: datetime, wrong: str) -> None:
    story = begin(cast, now).to("open")
    given, field, code = SHOWINGS[wrong]
    found = refused(acts.show_identity, story.case, *given(story), actor=cast.officer, now=story.now)
    assert (fields(found), codes(found)) == ({field}, {code})
    assert not IdentityShowing.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "reason", "field"),
    [("", "", "outcome"), ("perhaps", "", "outcome"), ("transfer", " ", "reason"), ("keep", "", "reason")],
)
def test_a_screening_is_answered(cast: Cast, now: datetime, outcome: str, reason: str, field: str) -> None:
    story = begin(cast, now).to("open")
    found = refused(acts.screen_transfer, story.case, outcome, reason, actor=cast.officer, now=story.now)
    assert fields(found) == {field} and not TransferScreening.objects.exists()


@pytest.mark.parametrize(
    ("farmland", "prime", "hit"),
    # 5 亩 prime farmland, 10 亩 other farmland; 亩 = 2000/3 m², two decimals.
    [
        ("6663.00", "0", False), ("6666.00", "0", True), ("6667.00", "0", True), ("0", "3329.00", False),
        ("0", "3333.34", True),
    ],
)  # fmt: skip
def test_the_line_is_counted_in_mu(cast: Cast, now: datetime, farmland: str, prime: str, hit: bool) -> None:
    story = begin(cast, now).to("open")
    changes = {
        "area_m2": Decimal(9000), "farmland_m2": Decimal(farmland), "prime_farmland_m2": Decimal(prime),
    }  # fmt: skip
    acts.amend_case(story.case, changes, 1, actor=cast.officer, now=story.now)
    if hit:
        assert codes(refused(acts.screen_transfer, story.case, "none", "", actor=cast.officer, now=story.now)) == {
            "G24"
        }
        row = acts.screen_transfer(story.case, "transfer", "达到移送线。", actor=cast.officer, now=story.now)
        assert len(row.hits) == 1
    else:
        row = acts.screen_transfer(story.case, "none", "", actor=cast.officer, now=story.now)
        assert row.hits == []
