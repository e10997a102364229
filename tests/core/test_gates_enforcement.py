"""G06 G15 G16 G17 G18 G20 G21 G22 G23 G27 G29: each refuses, each lets through, each says when it does not apply."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from daylight.core.facts import CaseFacts, DecisionFacts, OfficerFacts, PublicationFacts, VisitFacts
from daylight.core.forcefacts import CourtFacts, ExecutionFacts, ForceFacts, PaymentFacts, ServiceFacts
from daylight.core.gates import PREDICATES, evaluate
from daylight.core.inspectionfacts import DrawFacts, EntrustmentFacts, HostFacts, InspectionFacts

BEIJING, UTC = ZoneInfo("Asia/Shanghai"), ZoneInfo("UTC")
TODAY = date(2026, 12, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


HOST = HostFacts(person_id="7", name="吴岚", on=date(2026, 12, 8), certificate="听0031", valid_until=date(2026, 12, 8))
MAIL = ServiceFacts(method="electronic", sent_on=TODAY, confirmed_on=date(2026, 11, 20), online_remedy="掌上复议")
SEIZE = ForceFacts(
    power="mineral_seize", on=date(2026, 11, 30), approved_at=at("2026-11-30T08:00"), list_delivered=True,
    carried_out_at=at("2026-11-30T09:00"),
)  # fmt: skip
URGENT = replace(SEIZE, urgent=True, approved_at=at("2026-12-01T09:00"))
PULL_DOWN = ForceFacts(
    power="planning_demolish", on=TODAY, approved_at=at("2026-11-30T08:00"), government_order="海政〔2026〕9号"
)
COURT = CourtFacts(urged_on=date(2026, 11, 16), decision_served_on=date(2026, 5, 6))
BANK = PaymentFacts(amount=Decimal(50000))
CASH = PaymentFacts(amount=Decimal(100), by="officer", ground="small", summary=True, receipt="鲁财0001")
VISIT = InspectionFacts(
    kind="daily", on=TODAY, item_listed=True, basis="2026年度检查计划", approved_on=date(2026, 11, 30),
    scanned_at=at("2026-12-01T09:00"), done_this_year=1, yearly_cap=2,
)  # fmt: skip
DRAW = DrawFacts(
    objects_random=True, officers_random=True, seed="4f2a", roster_sha256="ab", drawn_at=at("2026-11-30T09:00"),
    drawn_by="3", witness="4",
)  # fmt: skip
TRUST = EntrustmentFacts(
    body="执法大队", matter="土地", document_number="委托〔2025〕1号", valid_from=date(2025, 1, 1),
    valid_until=date(2026, 12, 1), matters=frozenset({"土地"}), published=True,
)  # fmt: skip
CREDIT = PublicationFacts(channel="credit")
DECISION = DecisionFacts(penalties=frozenset({"fine"}))


def verdict(pack, gate, today=TODAY, **facts):
    return evaluate([gate], CaseFacts(**facts), pack, today)[0]


PASSES = [
    ("G06", {"host": HOST}),
    ("G06", {"host": replace(HOST, valid_until=None)}),
    ("G15", {"service": MAIL}),
    ("G15", {"service": replace(MAIL, confirmed_on=TODAY)}),
    ("G16", {"force": SEIZE}),
    ("G16", {"force": URGENT}),
    ("G16", {"force": replace(URGENT, approved_at=None)}),
    ("G16", {"force": replace(URGENT, approved_at=at("2026-12-01T09:01"), released_at=at("2026-12-01T09:30"))}),
    ("G16", {"force": PULL_DOWN}),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-12-01T06:00"), ended_at=at("2026-12-01T21:59"))}),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-11-29T10:00"))}),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-10-01T23:00"), emergency="汛期堤坝有溃决危险")}),
    ("G18", {"court": COURT}),
    ("G18", {"court": CourtFacts(urged_on=date(2026, 11, 16))}),
    ("G20", {"publication": CREDIT}),
    ("G20", {"publication": replace(CREDIT, channel="credit_report"), "party_kind": "person"}),
    ("G21", {"inspection": VISIT}),
    ("G21", {"inspection": replace(VISIT, kind="case", basis="12345 热线投诉", done_this_year=9)}),
    ("G21", {"inspection": replace(VISIT, kind="special", done_this_year=9, superior_ordered=True)}),
    ("G21", {"inspection": replace(VISIT, urgent=True, approved_on=None)}),
    ("G21", {"inspection": replace(VISIT, enterprise=False, scanned_at=None, done_this_year=9)}),
    ("G22", {"draw": DRAW}),
    ("G23", {"payments": (BANK,)}),
    ("G23", {"payments": (CASH, BANK)}),
    ("G23", {"payments": (replace(CASH, amount=Decimal(200), ground="hard_later"),)}),
    ("G23", {"payments": (replace(CASH, amount=Decimal(9000), ground="remote", summary=False, asked_by_party=True),)}),
    ("G27", {"decision": replace(DECISION, proposed=frozenset({"revoke_licence"}))}),
    ("G29", {"entrustment": TRUST}),
]

REFUSES = [
    ("G06", {"host": replace(HOST, certificate=" ")}, "没有听证主持人资格证"),
    ("G06", {"host": replace(HOST, valid_until=date(2026, 12, 7))}, "届满"),
    ("G15", {"service": replace(MAIL, confirmed_on=None)}, "确认书"),
    ("G15", {"service": replace(MAIL, confirmed_on=date(2026, 12, 2))}, "确认书"),
    ("G15", {"service": replace(MAIL, online_remedy="")}, "网上申请复议"),
    ("G16", {"force": replace(SEIZE, power="land_demolish")}, "强制权清单"),
    ("G16", {"force": replace(SEIZE, on=date(2025, 6, 30))}, "强制权清单"),
    ("G16", {"force": replace(SEIZE, entrusted=True)}, "不得委托"),
    ("G16", {"force": replace(SEIZE, approved_at=None)}, "报负责人批准"),
    ("G16", {"force": replace(SEIZE, approved_at=at("2026-11-30T09:01"))}, "报负责人批准"),
    ("G16", {"force": replace(SEIZE, list_delivered=False)}, "清单"),
    ("G16", {"force": replace(URGENT, carried_out_at=None)}, "几点几分"),
    ("G16", {"force": replace(URGENT, approved_at=at("2026-12-01T09:01"))}, "立即解除"),
    ("G16", {"force": replace(URGENT, on=date(2026, 11, 29), approved_at=None, carried_out_at=at("2026-11-29T09:00"))}, "立即解除"),
    ("G16", {"force": replace(PULL_DOWN, government_order="")}, "责成"),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-12-01T05:59"))}, "夜间"),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-12-01T22:00"))}, "夜间"),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-12-01T14:00"), ended_at=at("2026-12-01T22:30"))}, "夜间"),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-11-30T14:00"), ended_at=at("2026-12-01T10:00"))}, "夜间"),
    ("G17", {"execution": ExecutionFacts(started_at=at("2026-10-07T10:00"))}, "国庆节"),
    ("G17", {"execution": ExecutionFacts(started_at=datetime(2026, 12, 1, 15, 0, tzinfo=UTC))}, "夜间"),
    ("G18", {"court": replace(COURT, urged_on=None)}, "没有送达催告书"),
    ("G18", {"court": replace(COURT, urged_on=date(2026, 11, 17))}, "最早 2026-12-02"),
    ("G18", {"court": replace(COURT, performed=True)}, "已经履行"),
    ("G18", {"court": replace(COURT, remedies_pending=True)}, "复议或者诉讼正在进行"),
    ("G18", {"court": replace(COURT, decision_served_on=date(2026, 6, 1))}, "最早 2026-12-02"),
    ("G18", {"court": replace(COURT, decision_served_on=date(2026, 2, 1))}, "不予受理"),
    ("G18", {"court": replace(COURT, deferred_until=date(2026, 12, 31))}, "最早 2027-01-01"),
    ("G20", {"publication": CREDIT, "party_kind": "person"}, "自然人"),
    ("G21", {"inspection": replace(VISIT, kind="")}, "种类"),
    ("G21", {"inspection": replace(VISIT, item_listed=False)}, "事项清单"),
    ("G21", {"inspection": replace(VISIT, basis="")}, "年度检查计划"),
    ("G21", {"inspection": replace(VISIT, kind="case", basis="")}, "线索来源"),
    ("G21", {"inspection": replace(VISIT, approved_on=None)}, "批准"),
    ("G21", {"inspection": replace(VISIT, approved_on=date(2026, 12, 2))}, "批准"),
    ("G21", {"inspection": replace(VISIT, done_this_year=2)}, "频次上限 2 次"),
    ("G21", {"inspection": replace(VISIT, kind="special", done_this_year=2)}, "频次上限"),
    ("G21", {"inspection": replace(VISIT, scanned_at=None)}, "扫码"),
    ("G22", {"draw": replace(DRAW, objects_random=False)}, "检查对象由人工指定"),
    ("G22", {"draw": replace(DRAW, officers_random=False)}, "执法人员由人工指定"),
    ("G22", {"draw": replace(DRAW, seed="")}, "随机种子"),
    ("G22", {"draw": replace(DRAW, roster_sha256="")}, "名录快照"),
    ("G22", {"draw": replace(DRAW, drawn_at=None)}, "抽取时间"),
    ("G22", {"draw": replace(DRAW, drawn_by="")}, "操作人"),
    ("G22", {"draw": replace(DRAW, witness="")}, "见证人"),
    ("G23", {"payments": (replace(CASH, amount=Decimal("100.01")),)}, "超过 100 元"),
    ("G23", {"payments": (replace(CASH, ground=""),)}, "法定情形"),
    ("G23", {"payments": (replace(CASH, summary=False),)}, "普通程序"),
    ("G23", {"payments": (replace(CASH, ground="remote"),)}, "由当事人提出"),
    ("G23", {"payments": (BANK, replace(CASH, receipt=""))}, "专用票据"),
    ("G27", {"decision": replace(DECISION, penalties=frozenset({"fine", "revoke_licence"}))}, "吊销许可证件"),
    ("G27", {"decision": replace(DECISION, penalties=frozenset({"downgrade"}))}, "只能提请"),
    ("G29", {"entrustment": replace(TRUST, document_number="")}, "没有书面委托书"),
    ("G29", {"entrustment": replace(TRUST, valid_until=date(2026, 11, 30))}, "不在期限内"),
    ("G29", {"entrustment": replace(TRUST, valid_from=date(2026, 12, 2))}, "不在期限内"),
    ("G29", {"entrustment": replace(TRUST, valid_until=None)}, "没有写明期限"),
    ("G29", {"entrustment": replace(TRUST, matter="测绘")}, "委托事项"),
    ("G29", {"entrustment": replace(TRUST, published=False)}, "公布"),
]  # fmt: skip

SILENT = [
    ("G15", {"service": replace(MAIL, method="direct", confirmed_on=None)}),
    ("G20", {"publication": PublicationFacts()}),
    ("G23", {"payments": ()}),
    ("G27", {"decision": DECISION}),
]


@pytest.mark.parametrize(("gate", "facts"), PASSES)
def test_lets_through(pack, gate, facts):
    found = verdict(pack, gate, **facts)
    assert (found.state, found.refusals) == ("passed", ())
    assert found.why and found.cite


@pytest.mark.parametrize(("gate", "facts", "said"), REFUSES)
def test_refuses_and_says_how_to_mend_it(pack, gate, facts, said):
    found = verdict(pack, gate, **facts)
    assert found.state == "refused"
    assert said in "".join(each.message for each in found.refusals)
    assert all(each.cite and each.field and each.message.endswith("。") for each in found.refusals)


@pytest.mark.parametrize(("gate", "facts"), SILENT)
def test_does_not_apply(pack, gate, facts):
    assert verdict(pack, gate, **facts).state == "not_applicable"


@pytest.mark.parametrize("number", range(1, 31))
def test_all_thirty_gates_are_law_and_keep_silent_without_their_part(pack, number):
    found = verdict(pack, f"G{number:02}")
    assert found.state == "not_applicable"
    assert found.why and found.cite and found.title


def test_every_predicate_is_used_by_a_gate(pack):
    from_law = {each.predicate for versions in pack.rules["gate"].values() for each in versions}
    assert from_law == set(PREDICATES) and len(from_law) == len(pack.rules["gate"])


def test_an_unlisted_parameter_forbids_natural_persons(pack):
    without = replace(pack, rules={**pack.rules, "parameter": {}})
    assert verdict(without, "G20", publication=CREDIT, party_kind="person").state == "refused"


def test_a_year_without_notice_is_told_beside_the_pass(pack):
    later = ExecutionFacts(started_at=at("2027-03-01T10:00"))
    assert "放假通知未录入" in verdict(pack, "G17", date(2027, 3, 1), execution=later).why


def test_an_unfinished_approval_is_told(pack):
    assert "按时补批" in verdict(pack, "G16", force=replace(URGENT, approved_at=None)).why


def test_certificates_cover_the_kind_of_enforcement_at_hand(pack):
    officer = OfficerFacts(
        person_id="1", name="李敏", certificate_number="1", valid_from=date(2024, 1, 1), valid_until=date(2028, 1, 1),
        categories=frozenset({"行政检查"}), areas=frozenset({"370687"}),
    )  # fmt: skip
    pair = (officer, replace(officer, person_id="2", certificate_number="2"))
    visit = VisitFacts(title="现场检查笔录", on=TODAY, officers=pair)
    assert verdict(pack, "G01", visits=(visit,)).state == "refused"
    assert verdict(pack, "G01", visits=(replace(visit, category="行政检查"),)).state == "passed"
    assert verdict(pack, "G01", assigned=pair, category="行政检查").state == "passed"


SPOT = DecisionFacts(
    penalties=frozenset({"fine"}), fine=Decimal(200), summary=True, on_the_spot=True, decided_on=TODAY, seal_ok=True,
    fields={"remedy": "应当先自收到之日起六十日内向海阳市人民政府申请行政复议，对复议决定不服的再向法院起诉"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "party", "said"),
    [
        ({}, "person", ""),
        ({"fine": Decimal("200.01")}, "person", "超过当场处罚的 200 元"),
        ({"fine": Decimal(3000)}, "organisation", ""),
        ({"fine": Decimal(3001)}, "organisation", "超过当场处罚的 3000 元"),
        ({"penalties": frozenset({"warning"}), "fine": None}, "person", ""),
        ({"penalties": frozenset({"demolish"}), "fine": None}, "person", "转普通程序"),
        ({"on_the_spot": False}, "person", "当场处罚决定书"),
        ({"fields": {"remedy": "六十日内向海阳市人民政府申请复议，或者六个月内起诉"}}, "person", "先申请复议"),
    ],
)
def test_g14_the_summary_procedure_has_its_own_limits(pack, changes, party, said):
    found = verdict(pack, "G14", decision=replace(SPOT, **changes), party_kind=party)
    about = ("fine", "penalties", "document", "remedy")
    mine = [each.message for each in found.refusals if each.field in about]
    assert (said in "".join(mine)) if said else mine == []
