"""G05 G09 G10 G12 G13 G14 G19 G24 G25 G26 G30: each refuses and each lets through."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daylight.core.facts import (
    CaseFacts,
    ClosingFacts,
    DecisionFacts,
    DiscussionFacts,
    FinePart,
    HearingFacts,
    PriorFacts,
    PublicationFacts,
    RecordingFacts,
    ReviewerFacts,
    ReviewFacts,
    SealedThing,
    TransferFacts,
)
from daylight.core.gates import evaluate
from daylight.core.lawrecords import Item

TODAY = date(2026, 12, 1)
PART = FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(200))
FIELDS = {
    "party": "某食品有限公司", "address": "示例镇东村", "facts": "占地建设冷库", "evidence": "勘测笔录", "notice": "已告知",
    "basis": "土地管理法第七十七条", "discretion": "从轻", "content": "罚款", "performance": "十五日内缴纳",
    "payee": "某银行海阳支行", "surcharge": "逾期每日按百分之三加处罚款", "agency": "海阳市自然资源和规划局",
    "remedy": "收到之日起六十日内向海阳市人民政府申请行政复议，或者六个月内向海阳市人民法院起诉", "decided_on": TODAY,
}  # fmt: skip
DECISION = DecisionFacts(
    item="T04", penalties=frozenset({"fine"}), fine=Decimal("20000.00"), parts=(PART,), grade="t04_lighter",
    act_on=date(2025, 6, 1), decided_on=TODAY, fields=FIELDS, seal_ok=True,
)  # fmt: skip
REVIEW = ReviewFacts(
    catalog_hits=("罚款超过十万元",),
    passed_on=date(2026, 11, 30),
    passed_dossier_sha256="aa",
    current_dossier_sha256="aa",
)
TALK = DiscussionFacts(
    needed=True, held_on=date(2026, 11, 30), attendees=("王", "赵"), opinions={"王": "同意", "赵": "同意"}, conclusion="同意",
    signed=True,
)  # fmt: skip
PAGE = PublicationFacts(
    secrecy_checked_by="3", masked_by="3", confirmed_by="4", confirmed_sha256="bb", current_sha256="bb"
)
CLOSING = ClosingFacts(outcome="performed", materials=frozenset({"缴款凭证或者履行记录"}), unpaid=Decimal(0))


def verdict(pack, gate, today=TODAY, **facts):
    return evaluate([gate], CaseFacts(**facts), pack, today)[0]


def messages(found):
    return "".join(each.message for each in found.refusals)


@pytest.mark.parametrize(
    ("reviewer", "state"),
    [
        (ReviewerFacts(person_id="5", name="孙静", legal_qualification="A2010370"), "passed"),
        (ReviewerFacts(person_id="5", name="孙静", first_time=False), "passed"),
        (ReviewerFacts(person_id="5", name="孙静", legal_qualification=" "), "refused"),
    ],
)
def test_g05(pack, reviewer, state):
    assert verdict(pack, "G05", review=replace(REVIEW, reviewer=reviewer)).state == state


def test_g05_does_not_apply_before_a_reviewer_is_named(pack):
    assert verdict(pack, "G05").state == "not_applicable"


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (replace(REVIEW, passed_on=None), "还没有审核通过"),
        (replace(REVIEW, passed_on=date(2026, 12, 9)), "还没有审核通过"),
        (replace(REVIEW, current_dossier_sha256="ab"), "材料有改动"),
        (replace(REVIEW, passed_dossier_sha256="", current_dossier_sha256=""), "材料有改动"),
    ],
)
def test_g09_refuses(pack, review, said):
    assert said in messages(verdict(pack, "G09", review=review))


def test_g09_lets_a_bound_pass_through(pack):
    assert verdict(pack, "G09", review=REVIEW).state == "passed"


def test_g09_never_presses_for_an_opinion_the_law_does_not_ask_for(pack):
    assert verdict(pack, "G09", review=ReviewFacts()).state == "not_applicable"
    assert verdict(pack, "G09").state == "not_applicable"
    assert "处罚法第五十八条" in verdict(pack, "G09").why
    assert "处罚法第五十八条" in verdict(pack, "G09", category="行政处罚").why
    assert verdict(pack, "G09", category="行政许可").why == "不在法制审核目录内，不需要审核"


def test_g09_a_hearing_brings_the_review_in(pack):
    heard = HearingFacts(requested_on=date(2026, 11, 1), held_on=date(2026, 11, 20), record_final=True)
    assert "听证程序" in messages(verdict(pack, "G09", review=ReviewFacts(), hearing=heard))


@pytest.mark.parametrize(
    ("discussion", "said"),
    [
        (replace(TALK, held_on=None, why="情节复杂"), "情节复杂"),
        (replace(TALK, attendees=()), "只有 0 名"),
        (replace(TALK, attendees=("王", "王")), "只有 1 名"),
        (replace(TALK, opinions={"王": "同意", "赵": " "}), "意见"),
        (replace(TALK, conclusion=""), "没有结论"),
        (replace(TALK, signed=False), "签名"),
        (DiscussionFacts(held_on=date(2026, 11, 30)), "只有 0 名"),
    ],
)
def test_g10_refuses_an_empty_discussion(pack, discussion, said):
    assert said in messages(verdict(pack, "G10", discussion=discussion))


def test_g10_lets_through(pack):
    assert verdict(pack, "G10", discussion=TALK).state == "passed"
    assert verdict(pack, "G10", discussion=DiscussionFacts()).state == "not_applicable"


@pytest.mark.parametrize(
    "decision",
    [
        DECISION,
        replace(DECISION, grade="t04_heavier", deviation_reason="当事人主动拆除"),
        replace(DECISION, act_on=None, continuing=True),
        replace(DECISION, act_on=date(2020, 6, 1), fine=Decimal(500), grade="t04_lighter",
                parts=(replace(PART, rate=Decimal(5)),)),
    ],
)  # fmt: skip
def test_g12_lets_through(pack, decision):
    assert verdict(pack, "G12", decision=decision).state == "passed"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"grade": ""}, "grade", "没有选择裁量阶次"),
        ({"grade": "t01_lighter"}, "grade", "不属于本事项"),
        ({"grade": "t04_heavier"}, "deviation_reason", "偏离的理由"),
        ({"fine": Decimal(20001)}, "fine", "不一致"),
        ({"parts": ()}, "fine_parts", "计算项目"),
        ({"act_on": None}, "act_on", "没有填写违法行为终了日期"),
        ({"act_on": date(1990, 1, 1)}, "item", "没有有效的处罚依据"),
        ({"chosen_law_on": date(1990, 1, 1)}, "basis", "重新选择依据"),
        ({"act_on": date(2020, 6, 1), "chosen_law_on": TODAY}, "basis", "处罚较轻"),
    ],
)
def test_g12_refuses(pack, changes, field, said):
    found = verdict(pack, "G12", decision=replace(DECISION, **changes))
    assert any(each.field == field and said in each.message for each in found.refusals)


@pytest.mark.parametrize("rate", ["99.99", "1000.01"])
def test_g12_refuses_outside_the_statutory_range(pack, rate):
    part = replace(PART, rate=Decimal(rate))
    decision = replace(DECISION, parts=(part,), fine=part.quantity * part.rate, deviation_reason="任何理由")
    assert "法定幅度" in messages(verdict(pack, "G12", decision=decision))


def test_g12_the_old_law_does_not_know_the_new_amounts(pack):
    assert "法定幅度" in messages(verdict(pack, "G12", decision=replace(DECISION, act_on=date(2020, 6, 1))))


def test_g12_what_the_present_law_no_longer_punishes_is_not_fined(pack):
    ended = {"T04": tuple(each for each in pack.versions(Item, "T04") if each.until)}
    lapsed = replace(pack, rules={**pack.rules, "item": {**pack.rules["item"], **ended}})
    old = replace(DECISION, act_on=date(2020, 6, 1), fine=Decimal(500), parts=(replace(PART, rate=Decimal(5)),))
    assert "不再处罚" in messages(verdict(lapsed, "G12", decision=old))


def test_g12_does_not_apply_without_a_fine(pack):
    bare = replace(DECISION, penalties=frozenset({"demolish"}), fine=None)
    assert verdict(pack, "G12", decision=bare).state == "not_applicable"


def test_g13(pack):
    assert verdict(pack, "G13", decision=DECISION, prior=PriorFacts()).state == "passed"
    fined = PriorFacts(fines_for_same_act=("海自然资规罚〔2025〕3号",))
    assert "〔2025〕3号" in messages(verdict(pack, "G13", decision=DECISION, prior=fined))
    assert "查重" in messages(verdict(pack, "G13", decision=DECISION, prior=PriorFacts(searched=False)))
    assert verdict(pack, "G13", decision=replace(DECISION, fine=None), prior=fined).state == "not_applicable"


def test_g14_lets_a_complete_decision_through(pack):
    assert verdict(pack, "G14", decision=DECISION).state == "passed"


@pytest.mark.parametrize("code", list(FIELDS))
def test_g14_refuses_each_missing_element(pack, code):
    fields = {key: value for key, value in FIELDS.items() if key != code}
    found = verdict(pack, "G14", decision=replace(DECISION, fields=fields))
    assert [each.field for each in found.refusals] == [code]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seal_ok": False}, "印章"),
        ({"decided_on": None}, "没有日期"),
        ({"decided_on": date(2026, 12, 2)}, "晚于今天"),
        ({"on_the_spot": True}, "当场处罚决定书"),
        ({"fields": {**FIELDS, "remedy": "六十日内向烟台市自然资源和规划局申请复议，六个月内起诉"}}, "海阳市人民政府"),
        ({"fields": {**FIELDS, "remedy": "可以向海阳市人民政府申请复议，六个月内起诉"}}, "申请复议的期限"),
        ({"fields": {**FIELDS, "remedy": "六十日内向海阳市人民政府申请复议"}}, "提起诉讼的期限"),
        ({"penalties": frozenset({"fine", "demolish"})}, "15日"),
    ],
)
def test_g14_refuses(pack, changes, said):
    assert said in messages(verdict(pack, "G14", decision=replace(DECISION, **changes)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"secrecy_checked_by": ""}, "保密审查"),
        ({"masked_by": ""}, "遮盖记录"),
        ({"confirmed_by": ""}, "第二人"),
        ({"confirmed_by": "3"}, "同一人"),
        ({"current_sha256": "bc"}, "有改动"),
        ({"residue": ("身份证号码",)}, "身份证号码"),
        ({"party_birth_on": date(2008, 12, 2)}, "未成年人"),
        ({"served": False}, "还没有送达"),
    ],
)
def test_g19_refuses(pack, changes, said):
    assert said in messages(verdict(pack, "G19", publication=replace(PAGE, **changes)))


def test_g19_lets_through(pack):
    assert verdict(pack, "G19", publication=PAGE).state == "passed"
    assert verdict(pack, "G19", publication=replace(PAGE, party_birth_on=date(2008, 12, 1))).state == "passed"


@pytest.mark.parametrize(
    ("measures", "reached"),
    [
        ({"farmland_occupied": Decimal("6666.66")}, True),
        ({"farmland_occupied": Decimal("6660")}, False),
        ({"prime_farmland_occupied": Decimal("3333.4")}, True),
        ({"prime_farmland_occupied": Decimal("3320")}, False),
        ({"other_land_occupied": Decimal("99999")}, False),
    ],
)
def test_g24_reaches_the_lines_in_mu(pack, measures, reached):
    found = verdict(pack, "G24", transfer=TransferFacts(item="T04", measures=measures))
    assert found.state == ("refused" if reached else "passed")


@pytest.mark.parametrize(
    ("changes", "closing", "state"),
    [
        ({"decision": "keep", "reason": "地类认定为其他农用地"}, None, "passed"),
        ({"decision": "keep", "reason": " "}, None, "refused"),
        ({"decision": "transfer"}, None, "passed"),
        ({"decision": "transfer"}, CLOSING, "refused"),
        ({"decision": "transfer", "delivered_on": date(2026, 11, 27)}, CLOSING, "passed"),
        ({"decision": "maybe"}, None, "refused"),
    ],
)
def test_g24_wants_a_decision_with_its_reason(pack, changes, closing, state):
    transfer = TransferFacts(item="T04", measures={"farmland_occupied": Decimal(8000)}, **changes)
    assert verdict(pack, "G24", transfer=transfer, closing=closing).state == state


def test_g24_any_suspicion_counts(pack):
    assert "伪造公文" in messages(verdict(pack, "G24", transfer=TransferFacts(item="T04", other_crime="涉嫌伪造公文")))
    assert verdict(pack, "G24").state == "not_applicable"


def test_g25_names_the_step_that_was_not_filmed(pack):
    required = {"site_inspection": "现场检查、勘测", "hearing": "听证"}
    half = RecordingFacts(required=required, present=frozenset({"hearing"}))
    assert "现场检查、勘测" in messages(verdict(pack, "G25", recordings=half))
    excused = replace(half, excused={"site_inspection": "记录仪存储卡损坏，附检修单"})
    assert verdict(pack, "G25", recordings=excused).state == "passed"
    assert verdict(pack, "G25", recordings=replace(half, excused={"site_inspection": " "})).state == "refused"
    assert verdict(pack, "G25", recordings=RecordingFacts()).state == "not_applicable"


def test_g26_notices_change_and_loss(pack):
    whole = SealedThing(title="行政处罚决定书", sealed_sha256="aa", current_sha256="aa")
    assert verdict(pack, "G26", sealed=(whole,)).state == "passed"
    assert "有改动" in messages(verdict(pack, "G26", sealed=(whole, replace(whole, current_sha256="ab"))))
    assert "找不到" in messages(verdict(pack, "G26", sealed=(replace(whole, current_sha256=""),)))
    assert verdict(pack, "G26", sealed=()).state == "not_applicable"


@pytest.mark.parametrize(
    ("closing", "state"),
    [
        (CLOSING, "passed"),
        (replace(CLOSING, outcome=""), "refused"),
        (replace(CLOSING, outcome="finished"), "refused"),
        (replace(CLOSING, materials=frozenset()), "refused"),
        (replace(CLOSING, unpaid=Decimal("0.01")), "refused"),
        (replace(CLOSING, discipline_due=True), "refused"),
        (replace(CLOSING, discipline_due=True, discipline_sent_on=date(2026, 11, 30)), "passed"),
        (
            ClosingFacts(
                outcome="enforcement_applied", materials=frozenset({"强制执行申请书", "受理通知"}), unpaid=Decimal(9)
            ),
            "passed",
        ),
    ],
)
def test_g30(pack, closing, state):
    assert verdict(pack, "G30", closing=closing).state == state


def test_every_gate_answers_for_an_empty_case_and_cites_an_article(pack):
    gates = list(pack.rules["gate"])
    for each in evaluate(gates, CaseFacts(), pack, TODAY):
        assert each.state == "not_applicable"
        assert each.why and each.cite and each.title
