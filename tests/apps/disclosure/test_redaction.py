"""Whatever the text and whatever people mark: outside the masks nothing changes, and offsets fit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.core.masking import Facts, MaskRules, unmask
from daylight.disclosure import fields, redaction
from tests.apps.disclosure.room import ADDRESS, COMPLAINANT, IDENTITY, NAME, PHONE, WITNESS

FACTS = Facts.read(
    {
        "parties": [
            {
                "name": NAME,
                "kind": "person",
                "role": "party",
                "id_number": IDENTITY,
                "phone": PHONE,
                "address": ADDRESS,
            },
            {"name": WITNESS, "kind": "person", "role": "witness"},
            {"name": COMPLAINANT, "kind": "person", "role": "complainant"},
        ],
        "on": "2026-11-25",
    }
)
PIECES = st.sampled_from(
    [
        NAME,
        WITNESS,
        COMPLAINANT,
        IDENTITY,
        PHONE,
        ADDRESS,
        "，",
        "住",
        "占用西坡村土地640.0平方米",
        "电话0535-3221234",
        "患有高血压病",
        "2026",
    ]
)
TEXT = st.lists(PIECES, max_size=8).map("".join)


def record(facts: str, reason: str) -> dict[str, Any]:
    return {
        "party": {"name": NAME},
        "violation": "未经批准占用土地",
        "facts": facts,
        "gist": f"{NAME}因未经批准占用土地，被罚款。",
        "discretion": {"grade": "", "reason": reason},
        "basis": ["土地管理法第七十七条"],
        "penalties": [{"text": f"对{NAME}处以罚款"}],
        "masked_kinds": [],
    }


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.data())
def test_only_the_masks_differ(text: str, reason: str, data: st.DataObject) -> None:
    source = record(text, reason)
    marks = []
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        kind = data.draw(st.sampled_from(sorted(redaction.KIND_NAMES)))
        marks.append(
            {"do": "mask", "path": "facts", "start": start, "end": end, "kind": kind, "original": text[start:end]}
        )
    plain = redaction.redact(source, FACTS, MaskRules())
    answers = {
        each["key"]: {"answer": data.draw(st.sampled_from(["mask", "keep"]))}
        for each in plain.uncertain
        if not (each["masked"] and redaction.is_known_secret(FACTS, each["kind"], each["original"]))
    }
    made = redaction.redact(source, FACTS, MaskRules(), marks, answers)
    for path in fields.paths(source):
        assert unmask(fields.read(made.record, path), made.spans.get(path, [])) == fields.read(source, path)
    everything = "".join(fields.read(made.record, path) for path in fields.paths(source))
    for secret in (NAME, WITNESS, COMPLAINANT, IDENTITY, PHONE, ADDRESS):
        assert secret not in everything


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_places_map_there_and_back(text: str) -> None:
    spans = redaction.redact(record(text, ""), FACTS, MaskRules()).spans.get("facts", [])
    inside = {position for span in spans for position in range(span.start, span.end)}
    for position in range(len(text)):
        if position not in inside:
            assert redaction._in_source(spans, redaction._in_output(spans, position)) == position


@pytest.mark.parametrize("taken", ["七1", "小七138", "000，", "未经钱"])
def test_a_mask_that_cuts_others_uncovers_nothing(taken: str) -> None:
    text = f"未经{NAME}{PHONE}，住{ADDRESS}"
    start = text.index(taken)
    mark = {
        "do": "mask",
        "path": "facts",
        "start": start,
        "end": start + len(taken),
        "kind": "phone",
        "original": taken,
    }
    made = redaction.redact(record(text, ""), FACTS, MaskRules(), [mark])
    assert unmask(made.record["facts"], made.spans["facts"]) == text
    shown = made.record["facts"]
    assert not any(piece in shown for piece in ("小七", "138", "000", *taken))
