"""The public lists: as of a day, any two versions row by row, the prose of a 具体办法, questions past the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from daylight.portal.files import PublicFiles
from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.urls("tests.portal.urls")
ROW = {"code": "SX001", "item": "对非法占用土地的处罚", "legal_basis": ["土地管理法第七十七条"], "time_limit": "90 日"}


@pytest.fixture
def three(tell: Tell, render: Callable[[], int], root: Path) -> Path:
    """Version 1 with two rows, 2 with one of them changed and one new, 3 back to a single row."""
    changed = {**ROW, "time_limit": "60 日"}
    tell(
        records.site_described(),
        records.list_published(1, "2026-01-01", [ROW, {**ROW, "code": "SX002", "item": "二"}]),
        records.list_published(2, "2026-06-01", [changed, {**ROW, "code": "SX003", "item": "三"}]),
        records.list_published(3, "2026-11-01", [changed]),
    )
    render()
    return root / "lists" / "items"


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("on", "version"), [("2026-01-01", 1), ("2026-05-31", 1), ("2026-06-01", 2), ("2026-10-31", 2), ("2026-11-01", 3)]
)
def test_as_of_a_day(three: Path, client: Client, on: str, version: int) -> None:
    assert f"第 {version} 版" in said(client, f"/lists/items/?on={on}")
    (found,) = client.get(f"/lists/items/index.json?on={on}").json()["lists"]
    assert found["version"] == version


def test_a_day_without_a_version_and_a_word_that_is_no_day(three: Path, client: Client) -> None:
    assert "2025-12-31 没有施行中的版本" in said(client, "/lists/items/?on=2025-12-31")
    assert client.get("/lists/items/index.json?on=2025-12-31").json()["lists"] == []
    page = said(client, "/lists/items/?on=%E6%98%A8%E5%A4%A9", 422)
    assert "日期请写成" in page and 'value="昨天"' in page
    assert client.get("/lists/items/index.json?on=x").status_code == 422
    for path in ("/lists/nothing/", "/lists/nothing/index.json", "/lists/nothing/compare/?from=1"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=1&to=9", "没有第 9 版，现有第 1、2、3 版。"),
        ("from=9", "没有第 9 版，现有第 1、2、3 版。"),
        ("from=x&to=1", "版次“x”看不懂，请写数字，现有第 1、2、3 版。"),
        ("", "请写明比较哪两版，现有第 1、2、3 版。"),
        ("agency=nobody&from=1", "该机关没有公布过这份清单"),
    ],
)
def test_a_version_that_is_not_there_is_not_compared(three: Path, client: Client, asked: str, sentence: str) -> None:
    page = said(client, f"/lists/items/compare/?{asked}", 422)
    assert sentence in page and "首次公布" not in page


def test_any_two_versions_row_by_row(three: Path, client: Client) -> None:
    page = said(client, "/lists/items/compare/?from=3&to=1")
    assert "新增 0 项，删去 1 项，改动 1 项" in page
    assert "<del>9</del>" in page and "<ins>6</ins>" in page and "SX002" in page
    assert "两版内容相同" not in page
    assert "首次公布，2 项" in said(client, "/lists/items/compare/?from=1&to=1")


def test_history_links_every_change_as_a_file(three: Path) -> None:
    past = (three / "history" / "index.html").read_text("utf-8")
    assert "新增 1 项，删去 1 项，改动 1 项" in past and "逐行比较" in past
    for version in (2, 3):
        name = f"changes-{records.AGENCY['code']}-{version}.html"
        assert f'href="{name}"' in past
        assert f"第 {version} 版与第 {version - 1} 版比较" in (three / "history" / name).read_text("utf-8")


def policy() -> dict[str, Any]:
    """A 具体办法 of one row, as the feed brings it."""
    message = records.list_published(1, "2026-01-01", [])
    titles = {"code": "条目编码", "information": "公示信息", "deadline": "公示期限", "acts": "执法类别"}
    row = {"code": "GS-1", "information": "行政处罚决定", "acts": ["行政处罚"], "deadline": "7个工作日"}
    columns = [{"code": code, "title": title} for code, title in titles.items()]
    return message | {
        "list": "policy-disclosure", "title": "行政执法信息公示具体办法", "columns": columns, "rows": [row],
    }  # fmt: skip


def test_the_prose_of_a_policy_stands_over_its_table(tell: Tell, render: Callable[[], int], root: Path) -> None:
    tell(policy())
    render()
    page = (root / "lists" / "policy-disclosure" / "index.html").read_text("utf-8")
    assert "第三条</strong>　行政处罚决定（行政处罚），按下列规定办理" in page and "公示期限：7个工作日" in page


def test_a_question_goes_past_the_file(three: Path) -> None:
    asked: list[str] = []

    def django(environ: dict[str, Any], start: Any) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start("200 OK", [])
        return [b"asked"]

    serve = PublicFiles(django)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/lists/items/", "QUERY_STRING": "on=2026-01-01"}
    assert list(serve(environ, lambda *_: None)) == [b"asked"]
    assert b"".join(serve(environ | {"QUERY_STRING": ""}, lambda *_: None)) != b"asked"
    assert asked == ["/lists/items/"]


def kept(kind: str, row: dict[str, Any], **more: Any) -> dict[str, Any]:
    columns = [{"code": name, "title": name} for name in row]
    return records.list_published(1, "2026-01-01", [row]) | {"list": kind, "title": kind, "columns": columns, **more}


def test_codes_are_titles_on_the_page_and_codes_in_the_files(tell: Tell, render: Callable[[], int], root: Path) -> None:
    place = {"code": "YX-01", "step": "送达", "steps": ["P6"], "procedures": ["penalty_ordinary"]}
    graded = {"code": "t04_lighter", "seq": "1", "violation": "非法占用土地", "grade": "从轻"}
    posted = {**place, "recording": "service_by_leaving"}
    changed = kept("discretion", {**graded, "grade": "一般"}, version=2, in_force_from="2026-06-01")
    tell(kept("recording-items", posted), kept("discretion", graded), changed)
    render()
    page = (root / "lists" / "recording-items" / "index.html").read_text("utf-8")
    assert "YX-01" in page and "留置送达" in page and "普通程序" in page and "P6" not in page
    assert "service_by_leaving" not in page and "penalty_ordinary" not in page
    assert "service_by_leaving" in (root / "lists" / "recording-items" / "index.json").read_text("utf-8")
    assert "penalty_ordinary" in (root / "lists" / "recording-items" / "index.csv").read_text("utf-8-sig")
    page = (root / "lists" / "discretion" / "index.html").read_text("utf-8")
    assert "非法占用土地" in page and "t04_lighter" not in page
    past = (root / "lists" / "discretion" / "history").glob("changes-*-2.html")
    page = next(past).read_text("utf-8")
    assert "非法占用土地，一般" in page and "t04_lighter" not in page
    assert "t04_lighter" in (root / "lists" / "discretion" / "index.csv").read_text("utf-8-sig")
