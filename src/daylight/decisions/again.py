"""重新作出的决定 may not repeat the one that fell (行政复议法第六十四条第二款、行政诉讼法第七十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daylight.cases.models import Case
from daylight.core.refusal import Refusal
from daylight.decisions.entries import latest_fields
from daylight.decisions.standing import earlier

CITE = "行政复议法第六十四条第二款；行政诉讼法第七十一条"
# What the decision rests on and what it orders; who signs it when is not part of the question.
RICH = ("facts", "basis", "penalties", "fine_yuan", "discretion_reason")
DATED = frozenset({"decided_on", "valid_from"})


def repeats(case: Case, fields: Mapping[str, Any]) -> Refusal | None:
    """Why the draft may not become the new decision: it says what the one that fell said. None otherwise.

    One quashed for its procedure alone may be made again with the same content.
    """
    last = earlier(case).last()
    if last is None or last.replaced_by is None:
        return None
    order = latest_fields(last.replaced_by)
    if order.get("procedural") == "是" or not _same(last.fields, fields):
        return None
    said = (
        f"本案重新作出的决定与已被撤销的 {last.number} 事实、理由和内容相同。"
        "不是仅因违反法定程序被撤销的，不得以同一事实和理由作出相同或者基本相同的决定，请重新认定后修改。"
    )
    return Refusal("decision.repeated", said, CITE, "facts")


def _same(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    if str(before.get("outcome") or "") != str(now.get("outcome") or ""):
        return False
    if "penalties" in now:
        return all(before.get(name) == now.get(name) for name in RICH)
    names = (before.keys() | now.keys()) - DATED
    return all(before.get(name) == now.get(name) for name in names)
