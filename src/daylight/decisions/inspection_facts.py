"""行政检查 as its papers and moves tell it: leave to inspect (G21), the draw (G22), what was found (JC01–JC03)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.cases import plans
from daylight.cases.models import Case, InspectionPlan
from daylight.cases.moving import definition_of
from daylight.core.inspectionfacts import CheckAnswer, DrawFacts, FindingFacts, InspectionFacts
from daylight.core.moment import local_date
from daylight.decisions.drawing import TEMPLATE as DRAW
from daylight.decisions.drawing import among, computed
from daylight.decisions.entries import Entries
from daylight.decisions.force_facts import moment_of
from daylight.decisions.inspections import CATEGORY, RECORD, RESULT, done_this_year, plan_words, yearly_cap
from daylight.lists import queries as lists
from daylight.recording.values import element_rows

REQUEST, URGENT, ENTRY, ORDER = "inspection_request", "inspection_urgent", "inspection_entry", "inspection_order"
EXTENSION, FOLLOW_UP = "inspection_extension", "inspection_followup"
APPROVALS = ("approve_inspection", "approve_afterwards")
KINDS = {"日常检查": "daily", "专项检查": "special", "个案检查": "case"}
ANSWERS = {"符合": "ok", "不符合": "fails", "不适用": "not_applicable"}
HANDLINGS = {"未发现问题": "clear", "责令改正": "mend", "立案查处": "case", "移送有权机关": "transfer"}
RANDOM = "双随机抽取"


def inspection_facts(case: Case, entries: Entries, today: date) -> InspectionFacts | None:
    """None for a case of another kind."""
    if definition_of(case).category != CATEGORY:
        return None
    urgent = URGENT in entries
    asked = entries.get(URGENT) or entries.get(REQUEST) or {}
    entry, entered = entries.get(ENTRY, {}), _day(entries.get(ENTRY, {}).get("entered_at"))
    on = entered or today
    kind = KINDS.get(str(asked.get("kind") or case.source), "")
    plan = plans.plan_of(case.agency, on.year) if kind == "daily" else None
    party = case.parties.filter(role="party").order_by("id").first()
    return InspectionFacts(
        kind=kind,
        on=on,
        item_listed=_listed(case, on),
        basis=_basis(kind, asked, plan),
        approved_on=_approved_on(case),
        urgent=urgent,
        enterprise=party is None or party.kind != "person",
        scanned_at=_scanned_at(entry),
        done_this_year=done_this_year(case, on),
        yearly_cap=yearly_cap(case, on),
        superior_ordered=bool(asked.get("superior_ordered")),
        phase="tell" if RESULT in entries else "enter" if entry else "plan",
        plan_due_on=plans.due_on(on.year, on) if asked else None,
        plan_filed_on=plan.filed_on if plan else None,
        plan_year=plan.year if plan else None,
        helpers_planned=_number(asked.get("helpers")),
        helpers_present=_number(entry.get("helpers")),
    )


def draw_facts(case: Case, entries: Entries, today: date) -> DrawFacts | None:
    """The draw on record; an empty one when the task says 双随机 and nothing was drawn. None where nobody says so.

    Random is what the seed gives from the rosters: a party or an officer who is not among them was picked by hand."""
    record = entries.get(DRAW)
    if record is None:
        return DrawFacts() if entries.get(REQUEST, {}).get("selection") == RANDOM else None
    found = computed(DRAW, record)
    party = case.parties.filter(role="party").order_by("id").first()
    handlers = [each.person for each in case.handlers.select_related("person")]
    officers = found.get("drawn_officers", ())
    return DrawFacts(
        objects_random=party is not None and among(found.get("drawn_objects", ()), party.name, party.credit_code),
        officers_random=all(among(officers, each.name, each.certificate_number) for each in handlers),
        seed=str(record.get("seed") or ""),
        roster_sha256=str(found.get("roster_sha256", "")).replace(" ", ""),
        drawn_at=moment_of(record.get("drawn_at")),
        drawn_by=str((record.get("drawn_by") or {}).get("name", "")) if record.get("drawn_by") else "",
        witness=str(record.get("witness") or ""),
    )


def finding_facts(case: Case, entries: Entries, today: date) -> FindingFacts | None:
    """The form, the result and what followed; None for a case of another kind."""
    if definition_of(case).category != CATEGORY:
        return None
    record, order = entries.get(RECORD, {}), entries.get(ORDER)
    later, checked = entries.get(EXTENSION, {}), entries.get(FOLLOW_UP)
    ordered_until, extended_until = _day((order or {}).get("mend_on")), _day(later.get("mend_on"))
    return FindingFacts(
        points=form_points(case, _day(record.get("started_at")) or today) if record else (),
        answers=tuple(
            CheckAnswer(point=name, answer=ANSWERS.get(said, ""), note=note)
            for name, said, note in element_rows(record.get("checks") or ())
        ),
        handling=HANDLINGS.get(str(entries.get(RESULT, {}).get("handling") or ""), ""),
        ordered=order is not None,
        mend_on=extended_until or ordered_until,
        extended_from=ordered_until if extended_until else None,
        mended=checked.get("mended") == "已改正" if checked else None,
        follow_ups=case.followed_by.count(),
        transferred=case.moves.filter(code="serve_transfer").exists(),
    )


def form_points(case: Case, on: date) -> tuple[str, ...]:
    """The points of the form (一张表单) of the case's matter, as published."""
    row = lists.inspection_item(case.agency, case.item_code, on)
    return tuple(row["content"] or ()) if row else ()


def failing_lines(record: Mapping[str, Any]) -> list[str]:
    """What the record says does not conform, with what was seen, as later papers quote it."""
    rows = element_rows(record.get("checks") or ())
    return [f"“{name}”不符合，{note.rstrip('。')}" for name, said, note in rows if ANSWERS.get(said) == "fails"]


def _listed(case: Case, on: date) -> bool:
    """On both lists on that day: the matters of enforcement as an inspection, and what may be inspected."""
    item = lists.item(case.agency, case.item_code, on)
    on_list = item is not None and item["category"] == CATEGORY
    return on_list and lists.inspection_item(case.agency, case.item_code, on) is not None


def _basis(kind: str, asked: Mapping[str, Any], plan: InspectionPlan | None) -> str:
    """The plan of the year as it is on record; the approval and the lead as the task names them."""
    if kind == "daily":
        return plan_words(plan)
    field = {"special": "approval_number", "case": "lead_source"}.get(kind, "")
    return str(asked.get(field) or "")


def _scanned_at(entry: Mapping[str, Any]) -> datetime | None:
    """The registration by its code, or by hand with the reason why the code could not be read."""
    registered = str(entry.get("scan_code") or "").strip() or str(entry.get("offline_reason") or "").strip()
    return moment_of(entry.get("scanned_at")) if registered else None


def _approved_on(case: Case) -> date | None:
    move = case.moves.filter(code__in=APPROVALS).order_by("-id").first()
    return local_date(move.at) if move else None


def _day(typed: Any) -> date | None:
    found = moment_of(typed)
    return local_date(found) if found else None


def _number(typed: Any) -> int | None:
    text = str(typed if typed is not None else "").split(".")[0].strip()
    return int(text) if text.isdecimal() else None
