"""机器核对: what the platform says of each element of a review, and when it says nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.elementchecks import LOOKS, Material, probe
from daylight.core.elementfindings import AGREEING, Check, disagrees, weigh
from daylight.core.facts import CaseFacts, RecordingFacts
from daylight.core.gates.verdict import Verdict
from daylight.core.refusal import Refusal

TODAY = date(2026, 12, 14)
PAPER = {"uuid": "p1", "code": "site_record", "title": "现场勘测笔录"}
CASE = {
    "item_name": "非法占用土地",
    "place": "演示村",
    "area_m2": "640.00",
    "parties": [{"role": "party", "name": "演示公司"}, {"role": "witness", "name": "见证人"}],
}
DRAFT = {
    "facts": "演示公司占用演示村土地 640 平方米。",
    "evidence": [{"kind": "document", "ref": "p1", "label": "现场勘测笔录"}],
    "law_on": "2026-06-30",
}


def material(draft: dict[str, Any] | None = None, content: dict[str, Any] | None = None, **more: Any) -> Material:
    said = {**DRAFT, **(draft or {})}
    whole = {"case": CASE, "draft": said, "documents": [PAPER], "recordings": [], "clocks": [], **(content or {})}
    row = {"code": "ZT-01"}
    given_ = {"facts": CaseFacts(), "verdicts": (), "subject": row, "item": row, "law": "土地管理法", "law_asked": True}
    return Material(content=whole, said=said, labels={}, today=TODAY, agency="演示局", **{**given_, **more})


def found(code: str, *args: Any, **more: Any) -> str:
    return weigh(probe(material(*args, **more))[code].checks)


def gate(code: str, state: Any) -> Verdict:
    refusals = (Refusal(code, "请改正。", "依据"),) if state == "refused" else ()
    return Verdict(code, "门禁", state, refusals, "" if refusals else "核对过", "依据")


LATE = {"name": "办案期限", "code": "D10", "started_on": "2026-01-01", "due_on": "2026-04-01"}


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("subject", {}, "conforms"),
        ("subject", {"subject": None}, "mend"),
        ("qualification", {}, "silent"),
        ("qualification", {"verdicts": (gate("G01", "passed"),)}, "conforms"),
        ("qualification", {"verdicts": (gate("G01", "refused"),)}, "fails"),
        ("facts", {}, "conforms"),
        ("facts", {"draft": {"facts": "演示公司占用土地 640 平方米。"}}, "mend"),
        ("facts", {"draft": {"facts": "演示公司占用演示村土地 64 平方米。"}}, "mend"),
        ("evidence", {}, "conforms"),
        ("evidence", {"draft": {"evidence": []}}, "fails"),
        ("evidence", {"draft": {"evidence": [{"kind": "document", "ref": "p9"}]}}, "fails"),
        ("evidence", {"facts": CaseFacts(recordings=RecordingFacts(required={"YX-01": "检查"}))}, "mend"),
        ("evidence", {"verdicts": (gate("G26", "refused"),)}, "fails"),
        ("law", {}, "conforms"),
        ("law", {"law": None}, "mend"),
        ("law", {"law": None, "law_asked": False}, "silent"),
        ("law", {"verdicts": (gate("G13", "overridden"),)}, "mend"),
        ("discretion", {}, "silent"),
        ("discretion", {"draft": {"fine_table": {"deviates": True}}}, "mend"),
        ("discretion", {"verdicts": (gate("G12", "refused"),)}, "fails"),
        ("procedure", {}, "silent"),
        ("procedure", {"content": {"clocks": [LATE]}}, "mend"),
        ("procedure", {"content": {"clocks": [{**LATE, "party_right": True}]}}, "conforms"),
        ("procedure", {"content": {"clocks": [{**LATE, "stopped_on": "2026-03-30"}]}}, "conforms"),
        ("authority", {}, "conforms"),
        ("authority", {"item": None}, "mend"),
        ("documents", {}, "conforms"),
        ("documents", {"lacking": (Refusal("field", "请填写救济告知。"),)}, "fails"),
        ("crime", {}, "silent"),
        ("crime", {"verdicts": (gate("G24", "passed"),)}, "conforms"),
        ("crime", {"verdicts": (gate("G24", "refused"),)}, "fails"),
        ("other", {}, "silent"),
    ],
)
def test_an_element_is_found(code: str, changes: dict[str, Any], expected: str) -> None:
    assert found(code, **changes) == expected


def test_every_element_has_something_to_read_or_is_silent() -> None:
    for code, element in probe(material()).items():
        assert element.facts or weigh(element.checks) == "silent", code
    assert len(LOOKS) == 11


def test_the_places_lie_in_the_dossier() -> None:
    """A place proposed for ticking must be one a finding may point at."""
    kinds = {place.partition(":")[0] for each in probe(material()).values() for fact in each.facts for place in fact.at}
    assert kinds <= {"document", "recording", "field", "officer", "clock", "case"}


@given(st.lists(st.sampled_from(["passed", "refused", "doubt", "overridden", "not_applicable"])))
def test_the_worst_check_counts(states: list[Any]) -> None:
    verdict = weigh([Check(state=each, said="") for each in states])
    assert (verdict == "fails") == ("refused" in states)
    assert (verdict == "silent") == (not set(states) - {"not_applicable"})


@pytest.mark.parametrize("verdict", ["conforms", "fails", "mend", "not_applicable"])
def test_nobody_differs_from_a_silent_machine(verdict: str) -> None:
    assert not disagrees("silent", verdict)
    assert not disagrees("", verdict)
    assert [disagrees(each, verdict) for each in AGREEING] == [verdict not in AGREEING[each] for each in AGREEING]
