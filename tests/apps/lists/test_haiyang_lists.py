"""The demonstration lists of Haiyang: complete, consistent with the law pack, and marked where unverified."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from daylight.core.catalogue import CaseMeasure, catalogue_hits
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import lacking, typed
from daylight.lists.importing import parse_file

PACKS = Path(settings.LAWPACKS_DIR)
FOLDER = PACKS / "haiyang" / "lists"
FILES = sorted(FOLDER.glob("*.csv"))


def rows(kind: str) -> dict[str, dict]:
    parsed = parse_file(kind, f"{kind}.csv", (FOLDER / f"{kind}.csv").read_bytes())
    return {row.code: typed(KINDS[kind], row.values) for row in parsed.rows}


def pack(name: str, table: str) -> list[dict]:
    return tomllib.loads((PACKS / "cn" / f"{name}.toml").read_text())[table]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_imports_without_a_word_and_is_complete(path):
    parsed = parse_file(path.stem, path.name, path.read_bytes())
    assert (parsed.unusable, parsed.rejected, parsed.warnings) == ("", [], [])
    assert lacking(KINDS[path.stem], parsed.rows) == []


def test_the_lists_and_policies_are_there():
    assert {path.stem for path in FILES} == {
        "inspection-items", "items", "officers", "recording-items", "review-catalog", "review-elements", "subjects", "discretion", "guides",
        "windows",
        "policy-disclosure", "policy-recording", "policy-review",
    }  # fmt: skip


def test_items_name_rules_the_law_pack_has():
    files = sorted(path.stem for path in (PACKS / "cn").glob("items*.toml"))
    known = {each["id"] for name in files for each in pack(name, "item")}
    named = {each["law_item"] for each in rows("items").values() if each["law_item"]}
    assert named and named <= known
    assert rows("items")["CF-T04"]["law_item"] == "T04"


def test_the_new_mineral_law_opens_its_items_on_its_day():
    items = rows("items")
    assert {each["in_force_from"] for code, each in items.items() if code.startswith("CF-K")} == {date(2025, 7, 1)}


def test_officers_are_fictitious_and_one_has_expired():
    officers = rows("officers")
    assert all(each["person_name"].startswith("演示") and code.startswith("演示") for code, each in officers.items())
    assert officers["演示370687009"]["valid_until"] == date(2026, 10, 31)
    assert {"行政处罚", "土地"} <= set(officers["演示370687001"]["categories"])
    assert "370687" in officers["演示370687001"]["areas"]


def test_filmed_steps_are_known_to_the_pack_and_the_procedure():
    kinds = {each["id"] for each in pack("recording_steps", "recording_step")}
    listed = rows("recording-items").values()
    assert {each["recording"] for each in listed} == kinds
    for each in listed:
        for procedure in each["procedures"]:
            known = {step["code"] for step in pack(f"procedures/{procedure}", "procedure")[0]["step"]}
            assert known & set(each["steps"]), (each["code"], procedure)


def test_the_elements_are_the_eleven_of_the_plan():
    listed = rows("review-elements")
    assert list(listed) == [each["id"] for each in pack("review_elements", "review_element")]
    assert len(listed) == 11


def test_what_is_not_verified_says_so():
    assert not any(each["verified"] for each in rows("discretion").values())
    assert not rows("review-catalog")["SH-03"]["verified"]
    assert all(not each["verified"] for each in rows("review-catalog").values() if each["threshold_org_yuan"])


def test_grades_of_illegal_occupation_cover_the_statutory_span():
    grades = [each for each in rows("discretion").values() if "CF-T04" in each["item_codes"]]
    fine = next(each["fine"] for each in pack("items", "item") if each["id"] == "T04" and "until" not in each)
    assert (grades[0]["min"], grades[-1]["max"]) == (fine["min"], fine["max"])
    assert all(one["max"] == two["min"] for one, two in pairwise(grades))


def test_confiscating_buildings_is_weighty_and_a_small_fine_is_not():
    catalogue = list(rows("review-catalog").values())
    buildings = next(
        each["name"] for each in pack("penalty_kinds", "penalty_kind") if each["id"] == "confiscate_buildings"
    )
    taken = CaseMeasure(category="行政处罚", penalty_kinds=frozenset({buildings, "罚款"}), fine_yuan=Decimal(500))
    assert [row["code"] for row, _ in catalogue_hits(catalogue, taken)] == ["SH-01"]
    small = CaseMeasure(category="行政处罚", penalty_kinds=frozenset({"罚款"}), fine_yuan=Decimal(500))
    assert catalogue_hits(catalogue, small) == []
