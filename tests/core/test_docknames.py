"""Names of recorders' files: what they say, what they only seem to say."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.docknames import Named, read_name, rules_in
from daylight.core.lawentry import LawError
from daylight.core.moment import BEIJING

TABLES = [tomllib.loads((Path(__file__).parents[2] / "lawpacks/cn/dock_names.toml").read_text("utf-8"))]
RULES = rules_in(TABLES, date(2026, 11, 23))
AT = datetime(2026, 11, 23, 9, 30, 15, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("DSJ-A7_SD370687_20261123093015_0001.mp4", ("device_officer_time", "SD370687", "DSJ-A7", "0001", AT)),
        ("2026/11/DSJ7_SD-37_20261123093015_01.MP4", ("device_officer_time", "SD-37", "DSJ7", "01", AT)),
        ("20261123093015_0003_SD370687.mov", ("time_sequence_officer", "SD370687", "", "0003", AT)),
        ("SD370687@20261123093015.mp4", ("officer_at_time", "SD370687", "", "", AT)),
        ("SD370687/VID_20261123_093015.mp4", ("folder_of_officer", "SD370687", "", "", AT)),
        (
            "DSJ-A7_演示370687001_20261123093015_0001.mp4",
            ("device_officer_time", "演示370687001", "DSJ-A7", "0001", AT),
        ),
        ("VID_20261123_093015_HDR.mp4", ("telephone", "", "", "", AT)),
        ("DSJ-A7_SD370687_20261323093015_0001.mp4", ("", "", "", "", None)),
        ("现场录像.mp4", ("", "", "", "", None)),
        ("", ("", "", "", "", None)),
    ],
)
def test_a_name_says_who_what_and_when(path: str, named: tuple[object, ...]) -> None:
    assert read_name(RULES, path) == Named(*named)  # type: ignore[arg-type]


@given(st.text(max_size=80))
def test_any_name_is_read_without_stumbling(path: str) -> None:
    assert isinstance(read_name(RULES, path), Named)


@pytest.mark.parametrize("pattern", ["(", "(?P<at>\\d+)(?P<who>.)", "(?P<officer>.+)"])
def test_a_pattern_that_cannot_be_used_is_named(pattern: str) -> None:
    row = {**TABLES[0]["rule"][0], "pattern": pattern}
    with pytest.raises(LawError, match="device_officer_time"):
        rules_in([{"rule": [row]}], date(2026, 11, 23))


def test_a_pattern_out_of_force_is_not_asked() -> None:
    assert rules_in(TABLES, date(2014, 12, 31)) == ()
