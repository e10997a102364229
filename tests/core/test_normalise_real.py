"""The 43 published decisions, each against the reading of a person who looked at it."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from daylight.core.legacynorms import LegacyNorms
from daylight.core.normalise import decisions_report, to_json

ROOT = Path(__file__).resolve().parents[2]
RECORDS = yaml.safe_load((ROOT / "demo/legacy/penalty_decisions.yaml").read_text("utf-8"))
EXPECTED = yaml.safe_load((ROOT / "tests/vectors/legacy_decisions.yaml").read_text("utf-8"))
NORMS = LegacyNorms.from_table(tomllib.loads((ROOT / "lawpacks/cn/legacy_checks.toml").read_text("utf-8")))
RESULTS = {result["id"]: result for result in decisions_report(RECORDS, NORMS)}


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def test_every_record_is_there_once() -> None:
    assert len(RECORDS) == 43
    assert list(RESULTS) == list(EXPECTED)


@pytest.mark.parametrize("identifier", EXPECTED)
def test_read_as_a_person_reads_it(identifier: str) -> None:
    result, expected = RESULTS[identifier], EXPECTED[identifier]
    fields = result["normalised"]
    number = fields["doc_number"]
    assert result["ok"] is expected["ok"]
    if expected["number"] is None:
        assert number is None
    else:
        assert [number["agency"], number["word"], number["year"], number.get("series"), number["serial"]] == expected[
            "number"
        ]
    assert fields["decision_date"] == expected["decided"]
    assert fields["fine_yuan"] == _figure(expected["fine_yuan"])
    assert fields["area_m2"] == _figure(expected["area_m2"])
    assert [party["kind"] for party in fields["parties"]] == expected["parties"]
    said = [
        f"{p['kind']} {p['amount_yuan']}" if p.get("amount_yuan") is not None else p["kind"]
        for p in fields["penalties"]
    ]
    assert said == expected["sanctions"]
    asked = [q["code"] + "!" * q["blocking"] for q in result["questions"] if q["code"] != "recorded_irregularities"]
    assert asked == expected["asks"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_what_the_recorder_noticed_reaches_a_person(record: dict[str, Any]) -> None:
    questions = RESULTS[record["id"]]["questions"]
    noticed = next(question for question in questions if question["code"] == "recorded_irregularities")
    assert all(remark in noticed["evidence"] for remark in record["irregular"])
    assert all(question["message"].endswith("。") and question["field"] for question in questions)


def test_money_leaves_as_plain_numbers() -> None:
    text = to_json(RESULTS["PS008"])
    assert '"fine_yuan": 22965.6,' in text
    assert json.loads(text, parse_float=Decimal)["normalised"]["fine_yuan"] == Decimal("22965.6")
    assert json.loads(to_json(list(RESULTS.values()), indent=2)) == json.loads(to_json(list(RESULTS.values())))
    assert '"fine_yuan": 1402321,' in to_json(RESULTS["PS038"])


def test_compensation_and_other_cases_are_not_in_the_fine() -> None:
    assert RESULTS["PS017"]["normalised"]["fine_yuan"] == 0
    assert RESULTS["PS042"]["normalised"]["fine_yuan"] == 0


def test_sole_trader_and_operator_are_told_apart() -> None:
    assert RESULTS["PS026"]["normalised"]["parties"] == [
        {"name": "牟定县老生百货店", "kind": "organisation", "type": "个体工商户", "operator": "李某"}
    ]
