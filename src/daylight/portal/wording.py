"""What each column of a public record is called: a penalty has 违法事实, a permit 申请事项, an inspection 检查情况."""

from __future__ import annotations

from daylight.portal.record import LABELS

PENALTY = "行政处罚"
_NAMED = {
    PENALTY: {"result": "处罚内容"},
    "行政许可": {"party": "申请人", "violation": "许可事项", "facts": "申请和审查情况", "basis": "许可依据"},
    "行政强制": {"violation": "事由", "facts": "事实和理由", "basis": "强制依据", "result": "强制内容"},
    "行政征收": {"violation": "事由", "facts": "事实", "basis": "征收依据"},
    "行政收费": {
        "heading": "收费内容", "decided_on": "通知日期", "party": "缴费人", "violation": "收费项目", "facts": "事实和理由",
        "basis": "收费依据",
    },
    "行政检查": {
        "heading": "检查结果", "decided_on": "告知日期", "party": "检查对象", "violation": "检查事项",
        "facts": "检查情况和结果", "result": "处理",
    },
}  # fmt: skip
# What one record of the category is; decisions where nothing else is said.
_THINGS = {"行政检查": "行政检查结果", "行政收费": "行政收费事项", "行政征收": "行政征收事项"}


def labels(category: str) -> dict[str, str]:
    """The names of a record's columns in its category."""
    return LABELS | {"heading": "决定内容"} | _NAMED.get(category, {})


def thing(category: str) -> str:
    """行政处罚决定, 行政检查结果 …"""
    return _THINGS.get(category, f"{category}决定")
