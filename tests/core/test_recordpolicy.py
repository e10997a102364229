"""The 记录办法 asked about a case: each aspect both ways, and nothing asked of a phase the case has not reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.core.deadlines import Period
from daylight.core.moment import BEIJING
from daylight.core.recordpolicy import AUDIO, FAILS, IMAGE, OK, TEXT, UNKNOWN, VIDEO, Asked, Made, Phase, Terms, judge

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
ROW: dict[str, Any] = {
    "code": "JL-02", "phases": ["investigation"], "method": ["文字", "音像"], "deadline": "24小时", "keep": "永久",
    "basis": ["行政处罚法第四十七条"], "acts": [],
}  # fmt: skip
OVER = [Phase("investigation", "调查取证", True)]
PAPER = Made("document:1", "现场勘测笔录", "investigation", TEXT)
CLIP = Made(
    "recording:1", "现场.mp4", "investigation", VIDEO, NINE, NINE + timedelta(hours=24), "演示-01", True, 0,
    frozenset({"identity"}),
)  # fmt: skip
FULL = Asked("现场检查", frozenset({"investigation"}), 0, True, ("演示甲",), "清单")


def due(start: datetime, period: Period) -> datetime:
    assert period.unit == "h"
    return start + timedelta(hours=period.count)


TERMS = Terms(30, {"identity": "出示证件"}, due)


def states(*made: Made, row: dict[str, Any] = ROW, asked: Asked = FULL, phases: Any = OVER) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in judge([row], phases, made, [asked], TERMS, "行政处罚"):
        assert each.message.endswith("。") and each.cite
        found.setdefault(each.aspect, set()).add(each.state)
    return found


def test_a_complete_record_passes_every_aspect() -> None:
    assert states(PAPER, CLIP) == {"文字": {OK}, "音像": {OK}, "上传": {OK}, "设备": {OK}, "要点": {OK}}


@pytest.mark.parametrize(
    ("change", "aspect", "state"),
    [
        ({"received_at": NINE + timedelta(hours=24, seconds=1)}, "上传", FAILS),
        ({"ended_at": None}, "上传", UNKNOWN),
        ({"device": ""}, "设备", FAILS),
        ({"registered": False}, "设备", FAILS),
        ({"offset": None}, "设备", UNKNOWN),
        ({"offset": -31}, "设备", FAILS),
        ({"offset": 30}, "设备", OK),
        ({"seen": frozenset()}, "要点", UNKNOWN),
        ({"seen": frozenset(), "lacking": frozenset({"identity"})}, "要点", FAILS),
    ],
)
def test_what_a_recording_lacks(change: dict[str, Any], aspect: str, state: str) -> None:
    assert states(PAPER, replace(CLIP, **change))[aspect] == {state}


def test_papers_are_missed_only_when_the_phase_is_over() -> None:
    assert states(CLIP)["文字"] == {FAILS}
    assert "文字" not in states(CLIP, phases=[Phase("investigation", "调查取证", False)])
    assert states(PAPER, CLIP, phases=[Phase("review", "法制审核", True)]) == {}


def test_gaps_and_unknown_times_are_named() -> None:
    assert states(PAPER, CLIP, asked=replace(FULL, missing_seconds=40))["音像"] == {FAILS}
    assert states(PAPER, CLIP, asked=replace(FULL, known=False))["音像"] == {UNKNOWN}
    (gap,) = [e for e in judge([ROW], OVER, [PAPER], [replace(FULL, missing_seconds=40)], TERMS) if e.aspect == "音像"]
    assert gap.message == "“现场检查”缺录 40 秒（演示甲）。" and gap.cite == "清单"


def test_the_way_of_recording_the_row_names_counts() -> None:
    film = {**ROW, "method": ["录像"]}
    assert states(replace(CLIP, kind=AUDIO), row=film)["音像"] == {OK, FAILS}
    assert states(CLIP, row=film)["音像"] == {OK}
    assert states(replace(CLIP, kind=IMAGE), row={**ROW, "method": ["照片"]}).keys() == {"音像", "上传", "设备"}


def test_a_row_for_another_kind_of_act_or_without_keeping() -> None:
    assert states(PAPER, CLIP, row={**ROW, "acts": ["行政许可"]}) == {}
    assert states(PAPER, CLIP, row={**ROW, "phases": []}) == {"适用": {UNKNOWN}}
    assert states(PAPER, CLIP, row={**ROW, "keep": ""})["保存"] == {FAILS}
    assert "上传" not in states(PAPER, CLIP, row={**ROW, "deadline": "文书制作完成当日"})
