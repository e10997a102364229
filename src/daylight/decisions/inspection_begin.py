"""First values of the papers of an inspection: what the lists, the task and the file already say."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.moment import BEIJING
from daylight.decisions.entries import entries_of
from daylight.decisions.force_facts import moment_of
from daylight.decisions.inspection_facts import ENTRY, ORDER, REQUEST, URGENT, failing_lines, form_points
from daylight.decisions.inspections import CATEGORY, RECORD
from daylight.lists import queries as lists
from daylight.recording.models import Document


def begun(case: Case, template: str, today: date) -> dict[str, Any]:
    """Field → value; empty values are left out by the caller."""
    entries = entries_of(case)
    asked = entries.get(URGENT) or entries.get(REQUEST) or {}
    entry, record, order = entries.get(ENTRY, {}), entries.get(RECORD, {}), entries.get(ORDER, {})
    row = lists.inspection_item(case.agency, case.item_code, today) or {}
    points = form_points(case, today)
    failing = failing_lines(record)
    pack = lawpack.current()
    return {
        "kind": asked.get("kind") or case.source,
        "points": list(points),
        "method": "现场检查" if row.get("method") == "现场检查" else "",
        "helpers": asked.get("helpers", ""),
        "task_source": _source(asked) or case.lead,
        "lead_source": case.lead if (asked.get("kind") or case.source) == "个案检查" else "",
        "bans": pack.parameter("inspection_bans", today).value,
        "rights": pack.parameter("inspection_rights", today).value,
        "place": case.place,
        "officers_roster": [f"{each['person_name']} {each['code']}" for each in _certified(case, today)],
        "identity_shown_at": entry.get("identity_shown_at", "") if template == RECORD else "",
        "form_version": f"随机抽查事项清单第 {row['list_version']} 版，{row['item']}" if row else "",
        "checks": [{"name": each, "answer": "", "note": ""} for each in points],
        "inspected": _inspected(record),
        "result": str(record.get("found") or ""),
        "facts": "；".join(failing) + "。" if failing else "",
        "following": f"请于 {order['mend_on']} 前改正，期满复查。" if order.get("mend_on") else "",
        "order_number": _number(case, ORDER),
    }


def _certified(case: Case, today: date) -> list[dict[str, Any]]:
    """Officers of the list whose certificate covers inspections today."""
    return [
        each
        for each in lists.rows_in_force(case.agency, "officers", today)
        if CATEGORY in (each["categories"] or ()) and each["valid_until"] is not None and today <= each["valid_until"]
    ]


def _source(asked: dict[str, Any]) -> str:
    said = (asked.get("plan_number"), asked.get("approval_number"), asked.get("lead_source"))
    return next((str(each) for each in said if each), "")


def _inspected(record: dict[str, Any]) -> str:
    begun_at = moment_of(record.get("started_at"))
    if begun_at is None:
        return ""
    when = begun_at.astimezone(BEIJING)
    return f"{when.year}年{when.month}月{when.day}日，{record.get('place', '')}"


def _number(case: Case, code: str) -> str:
    found = case.documents.filter(code=code, state=Document.ISSUED).order_by("-id").first()
    return str(found.number) if found else ""
