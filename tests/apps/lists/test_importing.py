"""Files as agencies send them: CSV in two encodings, XLSX with merged cells, YAML; out again and in again."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from daylight.core.listkinds import KINDS
from daylight.core.refusal import Refused
from daylight.lists.exporting import export_list, export_version
from daylight.lists.importing import import_content, import_list, parse_file
from daylight.lists.models import ListVersion
from daylight.lists.queries import kept_rows
from tests.apps.lists.room import drafted, item_row, published

pytestmark = pytest.mark.django_db

VECTORS = Path(__file__).parents[2] / "vectors" / "lists"
TABLE = [
    ["事项编码", "执法类别", "事项名称", "执法依据", "承办机构", "办理时限"],
    ["CF-1", "行政处罚", "非法占用土地", "土地管理法第七十七条|实施条例第五十七条", "执法大队", "90日"],
    ["CF-2", "行处", "非法转让土地", "同上", "执法大队", "90日"],
]


def csv_bytes(encoding: str, delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(cells) for cells in TABLE).encode(encoding)


def xlsx_bytes(rows: list[list[object]], *merged: str, formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    for area in merged:
        book.active.merge_cells(area)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


YAML = """
- {事项编码: CF-1, 执法类别: 行政处罚, 事项名称: 非法占用土地,
   执法依据: [土地管理法第七十七条, 实施条例第五十七条], 承办机构: 执法大队, 办理时限: 90日}
- {事项编码: CF-2, 执法类别: 行处, 事项名称: 非法转让土地, 执法依据: 同上, 承办机构: 执法大队, 办理时限: 90日}
"""


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("a.csv", csv_bytes("utf-8"), 3),
        ("a.csv", csv_bytes("utf-8-sig"), 3),
        ("a.csv", csv_bytes("gb18030"), 3),
        ("a.csv", csv_bytes("utf-16"), 3),
        ("a.txt", csv_bytes("gb18030", "\t"), 3),
        ("a.xlsx", xlsx_bytes(TABLE), 3),
        ("a.yaml", YAML.encode(), 2),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "tab", "xlsx", "yaml"],
)
def test_every_form_gives_the_same_draft_and_the_same_fault(cast, now, name, content, row):
    report = import_content("items", name, content, cast.agency, cast.keeper, now)
    body = report.to_json()
    assert (body["accepted"], body["version"], body["state"], report.exit_code) == (1, 1, "draft", 1)
    (fault,) = body["rejected"]
    assert (fault["row"], fault["column"], fault["value"]) == (row, "执法类别", "行处")
    assert "行政处罚" in fault["message"]
    (kept,) = kept_rows(ListVersion.objects.get())
    assert kept.values["legal_basis"] == ["土地管理法第七十七条", "实施条例第五十七条"]
    assert any(w["value"] == "同上" and w["row"] == row for w in body["warnings"])
    json.dumps(body)


def test_a_dry_run_writes_nothing(cast, now, tmp_path):
    path = tmp_path / "items.csv"
    path.write_bytes(csv_bytes("utf-8"))
    report = import_list("items", path, cast.agency, cast.keeper, now, dry_run=True)
    assert (report.accepted, report.version, report.exit_code) == (1, None, 1)
    assert not ListVersion.objects.exists()
    assert "试读" in report.lines()[0]


@pytest.mark.parametrize(
    ("kind", "name", "content", "says"),
    [
        ("poems", "a.csv", b"x", "没有“poems”这种清单"),
        ("items", "a.csv", b"  ", "空的"),
        ("items", "a.csv", "事项编码,执法类别\n1,行政处罚".encode(), "缺少“事项名称”"),
        ("items", "a.csv", b"a,b\n1,2", "没有找到"),
        ("items", "a.csv", "执法类别,事项名称\n".encode(), "没有任何内容"),
        ("items", "a.csv", b"\xff\x00\xff\x80", "编码"),
        ("items", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "旧版 xls"),
        ("items", "a.xlsx", b"PK\x03\x04broken", "打不开"),
        ("items", "a.pdf", b"%PDF", "不认识"),
        ("items", "a.yaml", b"- {a: [1", "YAML"),
        ("items", "a.yaml", "只有一句话".encode(), "一条一条"),
    ],
)
def test_unusable_input_changes_nothing(cast, now, kind, name, content, says):
    report = import_content(kind, name, content, cast.agency, cast.keeper, now)
    assert report.exit_code == 2 and says in report.unusable
    assert report.to_json()["error"] == report.unusable
    assert not ListVersion.objects.exists()


def test_a_file_that_is_not_there(cast, now, tmp_path):
    assert import_list("items", tmp_path / "no.csv", cast.agency, cast.keeper, now).exit_code == 2


def test_only_the_keeper_may_import(cast, now):
    with pytest.raises(Refused):
        import_content("items", "a.csv", csv_bytes("utf-8"), cast.agency, cast.officer, now)
    with pytest.raises(Refused):
        import_content("items", "a.csv", csv_bytes("utf-8"), cast.agency, cast.stranger, now)
    assert not ListVersion.objects.exists()


def test_merged_cells_belong_to_every_row_they_cover():
    content = xlsx_bytes(
        [
            ["海阳市行政执法事项清单", None, None, None],
            ["编码", "类别", "事项名称", "依据"],
            ["1", "行政处罚", "甲", "土地管理法第七十七条"],
            ["2", None, "乙", None],
            ["3", "行政检查", "丙", "土地复垦条例"],
            ["以上事项依法调整", None, None, None],
        ],
        "A1:D1",
        "B3:B4",
        "D3:D4",
        "A6:D6",
    )
    parsed = parse_file("items", "a.xlsx", content)
    assert [(r.code, r.values["category"], r.values["legal_basis"]) for r in parsed.rows] == [
        ("1", "行政处罚", ["土地管理法第七十七条"]),
        ("2", "行政处罚", ["土地管理法第七十七条"]),
        ("3", "行政检查", ["土地复垦条例"]),
    ]
    assert parsed.rejected == []
    assert any(w.row == 6 and "合并" in w.message for w in parsed.warnings)


def test_spreadsheet_numbers_dates_and_percents_are_read_as_meant():
    officers = xlsx_bytes(
        [
            ["姓名", "证件编号", "有效期起", "有效期至"],
            ["演示甲", "370687000000000001", datetime(2024, 1, 1), date(2029, 12, 31)],
            ["演示乙", 370687000000000001, None, None],
            ["演示丙", 16003687, None, None],
        ]
    )
    parsed = parse_file("officers", "a.xlsx", officers)
    assert [r.code for r in parsed.rows] == ["370687000000000001", "16003687"]
    assert parsed.rows[0].values["valid_until"] == "2029-12-31"
    assert [(f.row, f.column) for f in parsed.rejected] == [(3, "证件编号")]
    assert "科学计数法" in parsed.rejected[0].message
    ratio = xlsx_bytes([["抽查事项", "抽查比例"], ["复垦检查", 0.05]], formats={"B2": "0%"})
    (row,) = parse_file("inspection-items", "a.xlsx", ratio).rows
    assert row.values["ratio_percent"] == "5"


def test_yaml_keeps_texts_as_typed():
    parsed = parse_file("guides", "guides.yaml", (VECTORS / "guides.yaml").read_bytes())
    first, second = parsed.rows
    assert second.values["phone"] == "03752692106"
    assert first.values["steps"] == ["市局窗口受理", "市局批准"]
    assert second.values["steps"] == ["受理（当日）", "审查（1日）"]


@pytest.mark.parametrize(
    ("kind", "accepted", "rows_in_doubt"),
    [
        ("items", 50, {3, 4, 5, 6, 7, 13, 18, 22, 42}),
        ("inspection-items", 11, {2, 3, 4, 5, 12}),
        ("subjects", 7, set()),
        ("recording-items", 22, {9}),
        ("review-catalog", 25, set(range(2, 27))),
        ("discretion", 16, {13, 14, 15}),
    ],
)
def test_published_lists_import_with_their_irregularities_named(cast, now, kind, accepted, rows_in_doubt):
    report = import_list(kind, VECTORS / f"{kind}.csv", cast.agency, cast.keeper, now)
    assert (report.accepted, report.exit_code) == (accepted, 0), report.lines()
    assert {w.row for w in report.warnings if w.row} == rows_in_doubt, report.lines()
    assert not report.rejected and all(each.column and len(each.message) > 8 for each in report.warnings)
    # Somebody else's list: a person is told before he approves it.
    assert kind == "subjects" or any("机关不是" in w.message for w in report.warnings)


def test_the_chain_of_same_as_above_and_the_boundaries_of_published_rows():
    items = {r.code: r.values for r in parse_file("items", "i.csv", (VECTORS / "items.csv").read_bytes()).rows}
    assert items["A02"]["legal_basis"] == items["A01"]["legal_basis"]
    # Four rows further down the chain still says what the first row said.
    assert items["A05"]["time_limit"] == items["A01"]["time_limit"]
    catalogue = parse_file("review-catalog", "c.csv", (VECTORS / "review-catalog.csv").read_bytes()).rows
    lines = {r.code: (r.values.get("threshold_org_yuan"), r.values.get("boundary")) for r in catalogue}
    assert (lines["C14"], lines["C17"]) == (("50000", "不含"), ("50000", "含"))
    assert lines["C05"] == (None, None)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["items", "recording-items", "review-catalog", "discretion", "inspection-items"])
def test_what_goes_out_comes_in_again_unchanged(cast, now, form, kind):
    draft = import_list(kind, VECTORS / f"{kind}.csv", cast.agency, cast.keeper, now).version_object
    again = parse_file(kind, f"a.{form}", export_version(draft, form))
    assert again.rejected == []
    code = KINDS[kind].code_from[0]
    before = [(r.code, {k: v for k, v in r.values.items() if k not in {code, "id"}}) for r in kept_rows(draft)]
    after = [(r.code, {k: v for k, v in r.values.items() if k not in {code, "id"}}) for r in again.rows]
    assert after == before


def test_exports_answer_for_a_day(cast, now):
    published(cast, now, item_row(fee="旧"))
    second = published(cast, now, item_row(fee="新"), days=7)
    day = second.in_force_from
    assert "旧" in export_list("items", cast.agency, "csv", day - timedelta(days=1)).decode("utf-8-sig")
    text = export_list("items", cast.agency, "csv", day)
    assert text.startswith(b"\xef\xbb\xbf") and "新" in text.decode("utf-8-sig")
    body = json.loads(export_list("items", cast.agency, "json", day))
    assert (body["version"], body["in_force_from"], body["digest"]) == (2, day.isoformat(), second.digest)
    assert body["rows"][0]["code"] == "CF-T04"
    for kind, form, on, code in [
        ("items", "csv", date(2020, 1, 1), "list.none"),
        ("items", "pdf", day, "list.format"),
        ("poems", "csv", day, "list.kind"),
    ]:
        with pytest.raises(Refused) as caught:
            export_list(kind, cast.agency, form, on)
        assert caught.value.refusals[0].code == code


def test_a_cell_that_looks_like_a_formula_stays_text(cast, now):
    draft = drafted(cast, now, item_row(fee='=HYPERLINK("http://example.invalid")'))
    sheet = openpyxl.load_workbook(io.BytesIO(export_version(draft, "xlsx"))).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
