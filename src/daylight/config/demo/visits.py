"""What the sample papers say: fields of the visit records of a tale."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from daylight.config.demo.tale import Tale

Line = dict[str, str]


def site_record(tale: Tale, started: datetime, officers: list[Line]) -> dict[str, Any]:
    """现场勘测笔录."""
    return {
        **_visit(tale, started, officers),
        "party_notified": "已通知当事人到场，当事人派员参加。",
        "area": format(tale.area_m2, "f"),
        "land_class": tale.land_class,
        "planning": tale.plan_conform,
        "condition": f"现场为{tale.place}，{tale.story}",
        "drawing": "演示勘测图1",
    }


def inquiry_record(tale: Tale, started: datetime, officers: list[Line]) -> dict[str, Any]:
    """询问笔录."""
    return {
        **_visit(tale, started, officers),
        "recorder": officers[1],
        "person_name": "演示被询问人",
        "person_id": "演示证件号码",
        "person_address": "演示住址",
        "relation": "当事人工作人员" if tale.party_kind != "person" else "当事人本人",
        "rights_told": True,
        "questions": [
            {"question": "我们是执法人员，这是执法证件，是否看清？", "answer": "看清了。"},
            {"question": "该处土地由谁建设，有无用地批准文件？", "answer": "由我方建设，没有取得批准文件。"},
        ],
    }


def _visit(tale: Tale, started: datetime, officers: list[Line]) -> dict[str, Any]:
    return {
        "started_at": started.isoformat(),
        "ended_at": (started + timedelta(hours=1)).isoformat(),
        "identity_shown_at": started.isoformat(),
        "place": tale.place,
        "officers": officers,
        "signed": True,
    }
