"""Every doubt both ways: a sound record is asked nothing, one broken field asks exactly its question."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from daylight.core.lawentry import LawError
from daylight.core.legacynorms import LegacyNorms
from daylight.core.normalise import decisions_report, iso_date, normalise_record, to_json

SOUND: dict[str, Any] = {
    "id": "T1",
    "agency": "海阳市自然资源和规划局",
    "sector": "自然资源",
    "doc_no": "海自然资规罚〔2025〕3号",
    "party": "海阳市山水建材有限公司",
    "party_type": "法人",
    "party_id": "91410183MA3XDD5U6W",
    "violation": "未经批准占用集体土地建厂房",
    "area_m2": 100.5,
    "area_raw": "100.5平方米(0.15亩)",
    "land_parts": [{"class": "耕地", "area_m2": 60.5}, {"class": "林地", "area_m2": 40}],
    "law_violated": ["土地管理法第四十四条第一款"],
    "law_basis": ["土地管理法第七十七条第一款"],
    "penalties": [
        {"kind": "责令退还土地", "area_m2": 100.5},
        {
            "kind": "罚款",
            "rate_yuan_per_m2": 20,
            "area_m2": 100.5,
            "amount_yuan": 2010,
            "amount_raw": "贰仟零壹拾元整(¥2010元)",
        },
    ],
    "fine_yuan": 2010,
    "filed_date": "2025-03-01",
    "notice_docs": ["海自然资规罚告〔2025〕3号"],
    "notice_served_date": "2025-04-01",
    "decision_date": "2025-04-20",
    "published_date": "2025-04-25",
    "source": "https://www.haiyang.gov.cn/art/2025/4/25/art_1_2.html",
    "source_kind": "official",
}
NORMS = LegacyNorms.from_table(
    {
        "rule": [
            {"id": name, "what": "试验", "value": value, "cite": "试验", "in_force_from": date(2000, 1, 1)}
            for name, value in (
                ("hearing_request_days", 5),
                ("case_days", 90),
                ("review_days", 60),
                ("litigation_months", 6),
            )
        ]
    }
)


def _fine(**changes: Any) -> list[dict[str, Any]]:
    return [SOUND["penalties"][0], SOUND["penalties"][1] | changes]


def test_a_sound_record_is_asked_nothing() -> None:
    result = normalise_record(SOUND, NORMS)
    assert result["questions"] == []
    assert result["ok"] is True
    assert result["normalised"]["doc_number"] == {"agency": "海自然资规", "word": "罚", "year": 2025, "serial": 3}
    assert result["normalised"]["area_m2"] == Decimal("100.5")


@pytest.mark.parametrize(
    ("changes", "code", "blocking"),
    [
        ({"doc_no": None}, "doc_number_missing", False),
        ({"doc_no": "海罚字第三号"}, "doc_number_unreadable", True),
        ({"doc_no": "海自然资规函〔2025〕3号"}, "doc_number_unusual_word", False),
        ({"doc_no": "海自然资规罚〔2024〕3号"}, "doc_year_differs", False),
        ({"notice_docs": ["海自然资规罚告〔2025〕4号"]}, "notice_serial_differs", False),
        ({"agency": None}, "agency_missing", True),
        ({"agency": "xx县自然资源局"}, "agency_masked", True),
        ({"party": None}, "party_missing", True),
        ({"party": "海阳市某建材有限公司"}, "party_name_hidden", True),
        ({"party": "XX有限公司"}, "party_name_hidden", True),
        ({"party_raw": "海阳海阳市山水建材有限公司"}, "party_name_doubled", False),
        ({"party": "海阳海阳市山水建材有限公司"}, "party_name_doubled", True),
        ({"party_type": None}, "party_kind_unknown", True),
        ({"party_id": "91350211M0000XUF46"}, "credit_code_doubtful", False),
        ({"violation": ""}, "violation_missing", True),
        ({"decision_date": None}, "decision_date_missing", False),
        ({"decision_date": None, "decision_raw": "4月20日"}, "decision_date_incomplete", False),
        ({"decision_date": "2025-02-30"}, "decision_date_missing", False),
        ({"decision_date": "2025-04-05"}, "notice_period_short", False),
        ({"decision_date": "2025-03-20"}, "decision_before_notice", True),
        ({"decision_date": "2025-06-20", "published_date": "2025-04-25"}, "case_took_long", False),
        ({"filed_date": "2025-04-20", "notice_served_date": None}, "decided_on_filing_day", False),
        ({"published_date": "2025-04-24"}, "published_date_conflict", False),
        ({"remedy_raw": {"review_days": 90, "litigation_months": 6}}, "review_days_unusual", False),
        ({"law_basis": []}, "law_basis_missing", False),
        ({"law_basis": ["土地管理法实施条例"]}, "law_article_missing", False),
        ({"law_basis": ["土地管理法第七十七"]}, "law_article_incomplete", False),
        ({"law_basis": ["土地管理法(2004修正)第七十六条"]}, "former_law_applied", False),
        ({"penalties": None, "fine_yuan": None}, "penalties_not_seen", True),
        ({"fine_yuan": None}, "fine_total_missing", True),
        ({"fine_yuan": 2000}, "fine_parts_differ", True),
        ({"penalties": _fine(amount_yuan=None, amount_raw=None), "fine_yuan": None}, "fine_amount_missing", True),
        ({"penalties": _fine(rate_yuan_per_m2=30)}, "amount_not_product", True),
        ({"penalties": _fine(amount_raw="贰仟壹佰元整(¥2010元)")}, "capitals_differ", True),
        ({"penalties": _fine(amount_raw="2010万元")}, "wan_confused", True),
        ({"penalties": _fine(amount_raw="2000元")}, "amount_differs_from_text", True),
        ({"penalties": _fine(amount_raw="0.201万元")}, "money_in_wan", False),
        ({"penalties": [*_fine(), {"kind": "责令赔偿损失", "amount_yuan": 500}]}, "compensation_not_fine", False),
        ({"penalties": [*_fine(), {"kind": "没收建筑物", "area_m2": 300}]}, "penalty_area_exceeds_site", False),
        ({"land_parts": [{"class": "耕地", "area_m2": 60}]}, "area_parts_differ", False),
        ({"area_raw": "100.5平方米(1.5亩)"}, "area_units_differ", False),
        ({"plan_conform": "部分符合(符合60，不符合40.5)"}, "plan_conform_mixed", False),
        ({"source": None}, "source_missing", True),
        ({"source_kind": "mirror"}, "source_is_copied_site", True),
        ({"source_kind": "news"}, "source_not_official", False),
        ({"inferred": ["agency"]}, "inferred_value", False),
    ],
)
def test_one_broken_field_asks_its_question(changes: dict[str, Any], code: str, blocking: bool) -> None:
    result = normalise_record(SOUND | changes, NORMS)
    asked = {question["code"]: question["blocking"] for question in result["questions"]}
    assert asked.get(code) is blocking
    assert result["ok"] is not any(asked.values())


def test_a_number_used_twice_blocks_both() -> None:
    other = SOUND | {"id": "T2", "doc_no": "海自然资规罚[2025]第03号"}
    different = SOUND | {"id": "T3", "doc_no": "海自然资规罚〔2025〕4号", "notice_docs": None}
    results = decisions_report([SOUND, other, different], NORMS)
    assert [result["ok"] for result in results] == [False, False, True]
    assert results[0]["questions"][-1]["code"] == "doc_number_repeated"
    assert results[0]["questions"][-1]["evidence"] == "T2"


def test_without_norms_nothing_is_asked_that_needs_a_number_of_the_law() -> None:
    codes = {question["code"] for question in normalise_record(SOUND | {"decision_date": "2025-04-02"})["questions"]}
    assert "notice_period_short" not in codes


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("二〇二三年二月十三日", "2023-02-13"), ("二0二三年二月十三日", "2023-02-13"), ("二○二三年十二月三十一日", "2023-12-31"),
        ("2024.3.12", "2024-03-12"), ("2024年3月12日", "2024-03-12"), ("2024-09-14 20:39:00", "2024-09-14"),
        ("11月8日", None), ("2024年5月", None), ("2023年2月30日", None), (None, None),
    ],
)  # fmt: skip
def test_dates_as_printed(raw: str | None, iso: str | None) -> None:
    assert iso_date(raw) == iso


def test_json_keeps_digits_and_text() -> None:
    assert to_json({"a": Decimal("0.10"), "b": Decimal("1E+3"), "c": '引"号\u0000', "d": []}) == (
        '{"a": 0.1, "b": 1000, "c": "引\\"号\\u0000", "d": []}'
    )


def test_a_check_that_cannot_be_read_is_named() -> None:
    with pytest.raises(LawError, match="hearing_request_days"):
        LegacyNorms.from_table({"rule": [{"id": "hearing_request_days", "value": "五", "cite": "x", "what": "x"}]})
