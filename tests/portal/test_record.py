"""The canonical public record is checked field by field before anything is published."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.portal.code import ALPHABET, code_from, read_code, shown
from daylight.portal.record import RecordFault, check_record, record_bytes, record_sha256
from tests.portal import records


@pytest.mark.parametrize("made", [records.record(), records.person_record(), records.legacy_record()])
def test_a_complete_record_passes(made: dict[str, Any]) -> None:
    check_record(made)
    assert len(record_sha256(made)) == 64


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fine_yuan": 96000}, "fine_yuan"),
        ({"fine_yuan": "96,000.00"}, "fine_yuan"),
        ({"decided_on": "2026.11.12"}, "decided_on"),
        ({"decided_on": None}, "decided_on"),
        ({"remedy": ""}, "remedy"),
        ({"code": "7K3Q9MXI"}, "code"),
        ({"version": 0}, "version"),
        ({"version": True}, "version"),
        ({"gist": " "}, "gist"),
        ({"party": {"name": "苏某某", "kind": "person", "credit_code": "x"}}, "party.credit_code"),
        ({"party": {"name": "苏某某", "kind": "person"}}, "party.credit_code"),
        ({"phone": "13800000000"}, "phone"),
        ({"documents": [{**records.document(), "file": "../index.html"}]}, "documents.file"),
        ({"documents": [{**records.document(), "file": "index.json"}]}, "documents.file"),
        ({"demonstration_fields": ["nothing"]}, "demonstration_fields"),
        ({"performance": [{"on": "2026-11-13", "text": "已送达", "state": "later"}]}, "performance.state"),
        ({"basis": "《土地管理法》第七十七条"}, "basis"),
    ],
)
def test_a_faulty_record_names_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(RecordFault) as caught:
        check_record(records.record(**changed))
    assert any(fault.startswith(field) for fault in caught.value.faults)


def test_the_bytes_do_not_depend_on_the_order_of_keys() -> None:
    made = records.record()
    assert record_bytes(dict(reversed(made.items()))) == record_bytes(made)


@pytest.mark.parametrize("typed", ["7K3Q-9MXD", "7k3q9mxd", " 7k3q 9mxd ", "７Ｋ３Ｑ－９ＭＸＤ"])
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert read_code(typed) == "7K3Q9MXD"
    assert shown(read_code(typed)) == "7K3Q-9MXD"


def test_misread_letters_are_understood_and_other_text_is_not() -> None:
    assert read_code("OIL0-OIL0") == "01100110"
    assert read_code("7K3Q-9MX") == read_code("7K3Q-9MXU") == read_code("") == ""


def test_codes_use_only_their_alphabet() -> None:
    assert not set("ILOU") & set(ALPHABET)
    assert code_from(b"\xff" * 5) == "ZZZZZZZZ"
    assert code_from(b"\x00" * 4 + b"\x21") == "00000011"
