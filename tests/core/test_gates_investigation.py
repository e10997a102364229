"""G01 G02 G03 G04 G28: each refuses and each lets through."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from daylight.core.facts import CaseFacts, JurisdictionFacts, OfficerFacts, OpeningFacts, RolesFacts, VisitFacts
from daylight.core.gates import evaluate

BEIJING, UTC = ZoneInfo("Asia/Shanghai"), ZoneInfo("UTC")
TODAY = date(2026, 11, 23)
LI = OfficerFacts(
    person_id="1", name="李敏", certificate_number="15060001", valid_from=date(2024, 1, 1), valid_until=date(2028, 12, 31),
    categories=frozenset({"行政处罚"}), areas=frozenset({"370687"}),
)  # fmt: skip
ZHOU = replace(LI, person_id="2", name="周海", certificate_number="15060002")
VISIT = VisitFacts(
    title="现场勘测笔录",
    on=date(2026, 11, 20),
    officers=(LI, ZHOU),
    identity_shown_at=datetime(2026, 11, 20, 9, 2, tzinfo=BEIJING),
    area="370687105",
)
OPENING = OpeningFacts(
    identified_offender=True, unlawful_fact=True, punishable=True, own_jurisdiction=True, within_limitation=True,
    act_ended_on=date(2026, 3, 1),
)  # fmt: skip


def verdict(pack, gate, today=TODAY, **facts):
    return evaluate([gate], CaseFacts(**facts), pack, today)[0]


def visited(*officers, **changes):
    return (replace(VISIT, officers=officers or VISIT.officers, **changes),)


@pytest.mark.parametrize(
    "officers",
    [
        (LI, ZHOU),
        (LI, ZHOU, replace(LI, person_id="3", certificate_number="15060003")),
        (replace(LI, areas=frozenset({"370600"})), ZHOU),
        (replace(LI, valid_until=date(2026, 11, 20)), ZHOU),
    ],
)
def test_g01_lets_two_valid_officers_through(pack, officers):
    assert verdict(pack, "G01", visits=visited(*officers)).state == "passed"


@pytest.mark.parametrize(
    ("officers", "said"),
    [
        ((LI,), "只有 1 名"),
        ((LI, LI), "同一人重复填写只算一名"),
        ((LI, replace(LI, person_id="9")), "只有 1 名"),
        ((LI, replace(ZHOU, certificate_number="")), "没有执法证号"),
        ((LI, replace(ZHOU, status="suspended")), "暂扣"),
        ((LI, replace(ZHOU, valid_until=date(2026, 11, 19))), "2026-11-20 不在有效期内"),
        ((LI, replace(ZHOU, valid_from=date(2026, 11, 21))), "不在有效期内"),
        ((LI, replace(ZHOU, valid_until=None)), "没有有效期"),
        ((LI, replace(ZHOU, categories=frozenset({"行政许可"}))), "类别不含"),
        ((LI, replace(ZHOU, areas=frozenset({"370686"}))), "不含案件所在地"),
    ],
)
def test_g01_refuses(pack, officers, said):
    found = verdict(pack, "G01", visits=visited(*officers))
    assert found.state == "refused"
    assert said in found.refusals[0].message
    assert "第四十二条" in found.refusals[0].cite


def test_g01_asks_for_the_certificate_of_that_day_not_of_today(pack):
    lapsed = replace(ZHOU, valid_until=date(2026, 11, 21))
    assert verdict(pack, "G01", visits=visited(LI, lapsed)).state == "passed"
    assert verdict(pack, "G01", assigned=(LI, lapsed)).state == "refused"


def test_g01_does_not_apply_before_anybody_is_named(pack):
    assert verdict(pack, "G01").state == "not_applicable"


def test_g02_asks_for_the_moment_the_certificate_was_shown(pack):
    assert verdict(pack, "G02", visits=visited()).state == "passed"
    assert "出示证件" in verdict(pack, "G02", visits=visited(identity_shown_at=None)).refusals[0].message
    late = visited(ended_at=datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING))
    assert verdict(pack, "G02", visits=late).state == "refused"
    assert verdict(pack, "G02").state == "not_applicable"


def test_g02_counts_days_in_china(pack):
    early = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)
    assert verdict(pack, "G02", visits=visited(identity_shown_at=early)).state == "passed"


@pytest.mark.parametrize(
    "opening",
    [
        OPENING,
        replace(OPENING, act_ended_on=None, continuing=True),
        replace(OPENING, act_ended_on=date(2024, 11, 23)),
        replace(OPENING, act_ended_on=date(2023, 1, 1), found_on=date(2024, 12, 30)),
        replace(OPENING, act_ended_on=date(2022, 1, 1), serious_harm=True),
    ],
)
def test_g03_lets_through(pack, opening):
    assert verdict(pack, "G03", opening=opening).state == "passed"


@pytest.mark.parametrize(
    ("opening", "field", "said"),
    [
        (replace(OPENING, identified_offender=None), "identified_offender", "还没有确认"),
        (replace(OPENING, unlawful_fact=False), "unlawful_fact", "不能立案"),
        (replace(OPENING, punishable=None), "punishable", "应当追究"),
        (replace(OPENING, own_jurisdiction=False), "own_jurisdiction", "管辖"),
        (replace(OPENING, within_limitation=None), "within_limitation", "追诉时效"),
        (replace(OPENING, act_ended_on=None), "act_ended_on", "没有填写违法行为终了日期"),
        (replace(OPENING, act_ended_on=date(2026, 12, 1)), "act_ended_on", "晚于今天"),
        (replace(OPENING, act_ended_on=date(2024, 11, 20)), "act_ended_on", "届满"),
        (
            replace(OPENING, act_ended_on=date(2021, 1, 1), serious_harm=True, found_on=date(2026, 2, 1)),
            "act_ended_on",
            "届满",
        ),
    ],
)
def test_g03_refuses(pack, opening, field, said):
    found = verdict(pack, "G03", opening=opening)
    assert [(each.field, said in each.message) for each in found.refusals] == [(field, True)]


def test_g03_names_every_missing_condition_at_once(pack):
    assert len(verdict(pack, "G03", opening=OpeningFacts()).refusals) == 6


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (
            RolesFacts(handlers=frozenset("12"), reviewers=frozenset("2"), names={"2": "周海"}),
            "周海是本案承办人，不能审核",
        ),
        (RolesFacts(handlers=frozenset("12"), hearing_hosts=frozenset("1")), "不能主持听证"),
        (RolesFacts(handlers=frozenset("12"), recused=frozenset("1")), "回避"),
        (RolesFacts(reviewers=frozenset("5"), recused=frozenset("5")), "回避"),
    ],
)
def test_g04_refuses(pack, roles, said):
    assert said in verdict(pack, "G04", roles=roles).refusals[0].message


def test_g04_lets_separate_persons_through(pack):
    roles = RolesFacts(
        handlers=frozenset("12"), reviewers=frozenset("5"), hearing_hosts=frozenset("7"), recused=frozenset("9")
    )
    assert verdict(pack, "G04", roles=roles).state == "passed"
    assert verdict(pack, "G04").state == "not_applicable"


def test_g28_asks_for_a_reason_to_keep_what_belongs_to_others(pack):
    assert "农业农村" in verdict(pack, "G28", jurisdiction=JurisdictionFacts(rural_house=True)).refusals[0].message
    assert "乡、镇" in verdict(pack, "G28", jurisdiction=JurisdictionFacts(village_planning=True)).refusals[0].message
    kept = JurisdictionFacts(rural_house=True, reason="综合执法由本机关承担")
    assert verdict(pack, "G28", jurisdiction=kept).state == "passed"
    assert verdict(pack, "G28", jurisdiction=JurisdictionFacts()).state == "not_applicable"
