"""Real catalogues against cases: the right answer and the right reason, row by row (行政处罚法第五十八条)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.casemeasure import CaseMeasure, level_of
from daylight.core.catalogue import Catalogue
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import typed
from daylight.lists.importing import parse_file

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "vectors" / "lists" / "review-catalog.csv"
HAIYANG = ROOT / "lawpacks" / "haiyang" / "lists" / "review-catalog.csv"
KIND = KINDS["review-catalog"]
BUILDINGS, DEMOLISH = "没收非法占用土地上新建的建筑物和其他设施", "限期拆除非法占用土地上新建的建筑物和其他设施"


def rows(path: Path, head: str = "") -> list[dict[str, Any]]:
    parsed = parse_file("review-catalog", path.name, path.read_bytes())
    assert not parsed.rejected and not parsed.unusable
    found = [{**typed(KIND, each.values), "code": each.code} for each in parsed.rows]
    return [each for each in found if str(each["agency"]).startswith(head)]


BOOKS = {
    "巩义": Catalogue(rows(PUBLISHED, "巩义")),
    "衡阳": Catalogue(rows(PUBLISHED, "衡阳")),
    "通州": Catalogue(rows(PUBLISHED, "北京")),
    "宁夏": Catalogue(rows(PUBLISHED, "宁夏")),
    "山南": Catalogue(rows(PUBLISHED, "山南")),
    "大足": Catalogue(rows(PUBLISHED, "重庆")),
    "海阳": Catalogue(rows(HAIYANG)),
}
MONEY = ("fine_yuan", "confiscated_yuan", "area_m2")
WORDS = ("penalty_kinds", "circumstances", "denied")


def case(values: dict[str, Any]) -> CaseMeasure:
    said: dict[str, Any] = {"category": "行政处罚", "procedure": "penalty_ordinary", **values}
    said |= {name: Decimal(said[name]) for name in MONEY if name in said}
    said |= {name: frozenset(said[name]) for name in WORDS if name in said}
    return CaseMeasure(**said)


def fined(yuan: str | None, *, unit: bool = False, **more: Any) -> dict[str, Any]:
    said = {"penalty_kinds": ["罚款"], "organisation": unit, **more}
    return said if yuan is None else {**said, "fine_yuan": yuan}


UNIT = {"organisation": True}
# (catalogue, case, rows that make it 重大, words of the answer)
TABLE: list[tuple[str, dict[str, Any], set[str], str]] = [
    ("巩义", fined("10000"), {"C01"}, "罚款 10,000 元，达到 10,000 元（含本数，对公民）"),
    ("巩义", fined("9999.99"), set(), "罚款 9,999.99 元，未达到 10,000 元（含本数，对公民）"),
    ("巩义", fined("99999", unit=True), set(), "未达到 100,000 元（含本数，对单位）"),
    ("巩义", fined("100000", unit=True), {"C01"}, "达到 100,000 元（含本数，对单位）"),
    ("巩义", fined(None), {"C01"}, "罚款数额尚未确定，按达到 10,000 元"),
    ("巩义", {"penalty_kinds": ["没收违法所得"], "confiscated_yuan": "10000"}, {"C02"}, "没收 10,000 元，达到"),
    ("巩义", {"penalty_kinds": ["没收违法所得"], "confiscated_yuan": "9000"}, set(), "没收 9,000 元，未达到"),
    ("巩义", {"penalty_kinds": ["没收非法财物"], "confiscated_yuan": "99999", **UNIT}, set(), "对单位"),
    ("巩义", {"penalty_kinds": ["没收非法财物"]}, {"C02"}, "没收数额尚未确定"),
    ("巩义", {"penalty_kinds": ["责令停产停业"]}, {"C03"}, "拟作出责令停产停业"),
    ("巩义", {"penalty_kinds": ["吊销许可证件"], **UNIT}, {"C04"}, "拟作出吊销许可证件"),
    ("巩义", fined("500", heard=True), {"C05"}, "本案经过听证"),
    ("巩义", fined("500", circumstances=["偏离裁量基准"]), {"C06"}, "本案属于偏离裁量基准"),
    ("巩义", fined("500", circumstances=["承办机构认为应当审核"]), {"C07"}, "承办机构认为应当审核"),
    ("巩义", fined("500", judging=True), {"C06", "C07"}, "还没有判断是否属于承办机构认为应当审核，按属于对待"),
    ("巩义", fined("500", judging=True, denied=["偏离裁量基准", "承办机构认为应当审核"]), set(), "没有认定为"),
    ("巩义", {"category": "行政许可", "penalty_kinds": ["准予许可"]}, set(), "没有这一类决定"),
    ("衡阳", fined("1000"), {"C10"}, "达到 1,000 元（含本数，对公民）"),
    ("衡阳", fined("999"), set(), "未达到 1,000 元"),
    ("衡阳", fined("19999.99", unit=True), set(), "未达到 20,000 元（含本数，对单位）"),
    ("衡阳", fined("20000", unit=True), {"C10"}, "对单位"),
    ("衡阳", {"penalty_kinds": ["责令停产停业"]}, {"C08"}, "责令停产停业"),
    ("衡阳", {"penalty_kinds": ["吊销许可证件"]}, {"C09"}, "吊销许可证件"),
    ("衡阳", fined("10", circumstances=["疑难复杂"]), {"C11"}, "疑难复杂"),
    ("衡阳", {"penalty_kinds": ["警告"]}, set(), "拟作决定不含吊销"),
    ("通州", fined("5000"), {"C17"}, "达到 5,000 元（含本数"),
    ("通州", fined("5000.01"), {"C14", "C17"}, "达到 5,000 元（不含本数"),
    ("通州", fined("4999"), set(), "未达到 5,000 元（不含本数"),
    ("通州", fined("50000", unit=True), {"C17"}, "达到 50,000 元（含本数，对单位）"),
    ("通州", fined("50001", unit=True), {"C14", "C17"}, "对单位"),
    ("通州", {"penalty_kinds": ["没收违法所得"], "confiscated_yuan": "5000"}, {"C17"}, "没收 5,000 元，达到"),
    ("通州", {"penalty_kinds": ["吊销许可证件"]}, {"C12"}, "吊销许可证件"),
    ("通州", {"penalty_kinds": ["责令停产停业"]}, {"C13"}, "责令停产停业"),
    ("通州", fined("1", circumstances=["偏离裁量基准"]), {"C15"}, "偏离裁量基准"),
    ("通州", fined("1", circumstances=["法律法规规章规定应当审核"]), {"C16"}, "法律法规规章规定应当审核"),
    ("宁夏", fined("1"), {"C18"}, "简易程序以外的决定全部列入审核"),
    ("宁夏", {"penalty_kinds": ["警告"], "procedure": "penalty_summary", "summary": True}, set(), "当场作出的决定"),
    ("宁夏", {"category": "行政强制"}, set(), "没有这一类决定"),
    ("山南", {"category": "行政许可", "circumstances": ["探矿权新立变更延续保留注销登记"]}, {"C19"}, "探矿权"),
    ("山南", {"category": "行政许可"}, set(), "由承办机构判断是否属于"),
    ("山南", {"category": "行政许可", "judging": True}, {"C19", "C20", "C21", "C22"}, "还没有判断"),
    ("山南", fined("1000000"), set(), "没有这一类决定"),
    ("大足", fined("1", circumstances=["重大公共利益"]), {"C23"}, "本案属于重大公共利益"),
    ("大足", {"category": "行政许可", "circumstances": ["重大社会影响或者社会风险"]}, {"C23"}, "社会风险"),
    ("大足", {"category": "行政强制", "circumstances": ["疑难复杂"]}, {"C24"}, "疑难复杂"),
    ("大足", {"penalty_kinds": [BUILDINGS]}, {"C25"}, BUILDINGS),
    ("大足", fined("900000", unit=True), set(), "拟作决定不含没收"),
    ("海阳", {"penalty_kinds": [BUILDINGS, "罚款"], "fine_yuan": "100", **UNIT}, {"SH-01"}, BUILDINGS),
    ("海阳", {"penalty_kinds": [DEMOLISH]}, {"SH-02"}, DEMOLISH),
    ("海阳", fined("100000", unit=True), {"SH-03"}, "达到 100,000 元"),
    ("海阳", fined("99999.99", unit=True), set(), "未达到 100,000 元"),
    ("海阳", fined("10000"), {"SH-03"}, "对公民"),
    ("海阳", fined("100", heard=True), {"SH-04"}, "经过听证"),
    ("海阳", fined("100", circumstances=["重大公共利益"]), {"SH-05"}, "重大公共利益"),
    ("海阳", fined("100", circumstances=["多个法律关系"]), {"SH-06"}, "多个法律关系"),
    ("海阳", {"penalty_kinds": ["降低资质等级"]}, {"SH-07"}, "降低资质等级"),
    ("海阳", fined("100", circumstances=["偏离裁量基准"]), {"SH-08"}, "偏离裁量基准"),
    ("海阳", {"category": "行政强制", "procedure": "coercion_substitute"}, {"SH-09"}, "全部列入审核"),
    ("海阳", {"category": "行政许可", "procedure": "permit_ordinary", "penalty_kinds": ["撤销许可"]}, {"SH-XK01"}, "撤销许可"),
    ("海阳", {"category": "行政许可", "item_code": "XK-K01", "penalty_kinds": ["准予许可"]}, {"SH-XK04"}, "全部列入审核"),
    ("海阳", {"category": "行政许可", "item_code": "XK-T01", "penalty_kinds": ["准予许可"]}, set(), "事项不在"),
    ("海阳", {"category": "行政征收", "procedure": "levy_idle_land"}, {"SH-ZS01"}, "全部列入审核"),
    ("海阳", {"category": "行政检查", "procedure": "inspection"}, set(), "没有这一类决定"),
]  # fmt: skip


@pytest.mark.parametrize(("book", "facts", "codes", "says"), TABLE)
def test_a_case_against_a_catalogue(book, facts, codes, says):
    measure, catalogue = case(facts), BOOKS[book]
    explained = catalogue.explain(measure)
    assert {row["code"] for row, _ in catalogue.hits(measure)} == codes
    assert catalogue.major(measure) is explained.required is bool(codes)
    assert explained.sentence.startswith("本案须审：" if codes else "不须审，因为")
    # A row outside the scope says so in the full list, not in the sentence for the case.
    assert says in explained.sentence or any(says in each.why for each in catalogue.findings(measure))


def row(**values: Any) -> dict[str, Any]:
    return typed(KIND, {"category": "行政处罚", "item": "情形", **values}) | {"code": values.get("code", "X")}


@pytest.mark.parametrize(
    ("values", "facts", "hit", "says"),
    [
        ({"fields": ["矿产"], "penalty_kinds": ["罚款"]}, fined("1", field="矿产"), True, "罚款"),
        ({"fields": ["矿产"], "penalty_kinds": ["罚款"]}, fined("1", field="土地"), False, "领域不在"),
        ({"levels": ["市级"], "penalty_kinds": ["罚款"]}, fined("1", level=level_of("370600")), True, "罚款"),
        ({"levels": ["市级"], "penalty_kinds": ["罚款"]}, fined("1", level=level_of("370687")), False, "机关层级不在"),
        (
            {"land_classes": ["基本农田"]},
            {"land": {"永久基本农田": Decimal(5), "耕地": Decimal(9)}},
            True,
            "永久基本农田",
        ),
        ({"land_classes": ["基本农田"]}, {"land": {"建设用地": Decimal(5)}}, False, "不含基本农田"),
        (
            {"land_classes": ["耕地"], "threshold_area_m2": "6666.66"},
            {"land": {"旱地": Decimal(9000), "耕地": Decimal(6666)}},
            False,
            "不足 6,666.66 平方米",
        ),
        (
            {"land_classes": ["耕地"], "threshold_area_m2": "6666.66"},
            {"land": {"耕地": Decimal("6666.66")}},
            True,
            "达到 6,666.66 平方米",
        ),
        ({"land_classes": ["耕地"], "threshold_area_m2": "100"}, {"land": {"耕地": None}}, True, "尚未确定"),
        ({"threshold_area_m2": "2000", "boundary": "不含"}, {"area_m2": "2000"}, False, "不足 2,000 平方米"),
        ({"revocation": True}, {"revokes": True}, True, "已经生效的许可"),
        ({"revocation": True}, {}, False, "不涉及撤销"),
        ({"ordinary": True}, {}, True, "简易程序以外"),
        # A line for units alone says nothing about citizens; one that could not be read counts in full.
        ({"penalty_kinds": ["罚款"], "threshold_org_yuan": "100"}, fined("90000"), False, "只对单位"),
        (
            {"penalty_kinds": ["罚款"], "threshold_org_yuan": "100", "threshold_person_raw": "万元以上"},
            fined("1"),
            True,
            "没有读出，按达到对待",
        ),
    ],
)
def test_the_other_conditions(values, facts, hit, says):
    (finding,) = Catalogue([row(**values)]).findings(case(facts))
    assert finding.hit is hit
    assert says in finding.why


def test_a_row_that_takes_its_line_from_another_follows_it():
    first = row(code="1", seq="1", penalty_kinds=["罚款"], threshold_person_yuan="300")
    second = row(code="2", seq="2", penalty_kinds=["没收"], threshold_person_raw="相当于第1项数额", threshold_like="1")
    book = Catalogue([first, second])
    assert not book.major(case({"penalty_kinds": ["没收违法所得"], "confiscated_yuan": "299"}))
    assert book.major(case({"penalty_kinds": ["没收违法所得"], "confiscated_yuan": "300"}))


def test_persons_are_asked_only_what_the_rows_for_their_case_say():
    assert BOOKS["大足"].questions(case({"category": "行政许可"})) == [
        "重大公共利益",
        "重大社会影响或者社会风险",
        "疑难复杂",
    ]
    assert BOOKS["宁夏"].questions(case({})) == []
    assert len(BOOKS["山南"].questions(case({"category": "行政许可"}))) == 4


KINDS_SEEN = ["罚款", "没收违法所得", BUILDINGS, DEMOLISH, "警告", "吊销许可证件", "责令停产停业"]
CIRCUMSTANCES = ["重大公共利益", "疑难复杂", "偏离裁量基准", "承办机构认为应当审核"]
sums = st.none() | st.decimals(0, 200000, places=2)
measures = st.builds(
    CaseMeasure,
    category=st.sampled_from(["行政处罚", "行政许可", "行政强制"]),
    organisation=st.booleans(),
    summary=st.booleans(),
    fine_yuan=sums,
    confiscated_yuan=sums,
    penalty_kinds=st.frozensets(st.sampled_from(KINDS_SEEN)),
    heard=st.booleans(),
    judging=st.booleans(),
    circumstances=st.frozensets(st.sampled_from(CIRCUMSTANCES), max_size=1),
    denied=st.frozensets(st.sampled_from(CIRCUMSTANCES)),
)


@given(measures, st.sampled_from(sorted(BOOKS)))
def test_the_quick_answer_is_the_explained_one(measure, name):
    book = BOOKS[name]
    judged = [each.row["code"] for each in book.findings(measure) if each.hit]
    assert [each["code"] for each, _ in book.hits(measure)] == judged
    assert book.major(measure) is bool(judged)


@given(measures, st.sampled_from(sorted(BOOKS)), st.decimals(0, 300000, places=2))
def test_a_higher_fine_never_takes_a_case_out_of_review(measure, name, more):
    if measure.fine_yuan is None or not BOOKS[name].major(measure):
        return
    values = {each: getattr(measure, each) for each in CaseMeasure.__dataclass_fields__}
    assert BOOKS[name].major(CaseMeasure(**values | {"fine_yuan": measure.fine_yuan + more}))
