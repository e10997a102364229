"""Guides collected from real offices: nothing is made up for what they lack, and no address is lost to an odd code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from daylight.core.listkinds import KINDS
from daylight.core.listvalues import public_values
from daylight.lists.importing import parse_file
from daylight.portal.build import build
from tests.portal import records
from tests.portal.conftest import Tell

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "lists"


def guides(rows: list[dict[str, Any]] | None = None, agency: str = "") -> dict[str, Any]:
    """The collected guides as the list act would send them."""
    kind = KINDS["guides"]
    parsed = parse_file("guides", "guides.yaml", (VECTORS / "guides.yaml").read_bytes())
    told = records.list_published(rows=rows or [public_values(kind, row) for row in parsed.rows])
    told |= {"list": "guides", "title": kind.title}
    told["columns"] = [{"code": each.name, "title": each.title} for each in kind.public_columns]
    if agency:
        told["agency"] = {"name": "演示县自然资源局", "code": agency}
    return told


def test_real_guides_say_what_nobody_published(tell: Tell, render: Callable[[], int], root: Path) -> None:
    tell(records.site_described(), guides())
    render()
    heads = json.loads((root / "guides" / "index.json").read_text("utf-8"))["guides"]
    assert len(heads) == 2
    for head in heads:
        folder = root / head["path"].strip("/")
        told = json.loads((folder / "index.json").read_text("utf-8"))
        page = (folder / "index.html").read_text("utf-8")
        assert "责任追究" in told["lacking"] and page.count("尚未公布") == len(told["lacking"])
        assert bool(told["materials"]) is ("申请材料" not in told["lacking"]) and not told["flows"]


def test_equal_codes_of_two_agencies_and_codes_unfit_for_an_address(
    tell: Tell, render: Callable[[], int], root: Path, now: Any, tmp_path: Path
) -> None:
    row = {"code": "XK/1 (甲)", "item": "演示许可", "materials": ["申请书"]}
    tell(guides([row]), guides([{**row, "materials": ["另一申请书"]}], agency="elsewhere"))
    render()
    heads = json.loads((root / "guides" / "index.json").read_text("utf-8"))["guides"]
    paths = [each["path"] for each in heads]
    # The first keeps the plain address.
    assert paths == ["/guides/XK-1-甲/", "/guides/elsewhere.XK-1-甲/"]
    build(tmp_path / "out", now)
    for path in paths:
        assert (tmp_path / "out" / path.strip("/") / "index.html").exists()
        assert (tmp_path / "out" / path.strip("/").replace("guides", "items") / "index.json").exists()


def test_a_guide_taken_off_the_list_leaves_no_page(tell: Tell, render: Callable[[], int], root: Path) -> None:
    kept = {"code": "A", "item": "甲许可", "materials": ["申请书"]}
    tell(guides([kept, {**kept, "code": "B", "item": "乙许可"}]))
    render()
    assert (root / "guides" / "B" / "index.html").exists()
    later = guides([kept]) | {"version": 2, "in_force_from": "2026-02-01"}
    tell(later)
    render()
    assert (root / "guides" / "A" / "index.html").exists() and not (root / "guides" / "B" / "index.html").exists()
