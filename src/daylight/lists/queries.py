"""What was in force on a day. A row comes back as a dict: ``code``, every column typed (core/listvalues.typed), and
``list_version`` (number), ``list_version_uuid``, ``list_kind`` so that a case can pin what it stood on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from daylight.base.access import Scope, may, overseen
from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Change, Row, diff, typed
from daylight.lists.models import ListRow, ListVersion

# A withdrawn version still answers for the days on which it stood.
STOOD = ("published", "superseded", "withdrawn")
PREPARING = ("draft", "checked", "reviewed", "approved")
CERTIFICATE_STATES = {"有效": "valid", "暂扣": "suspended", "注销": "cancelled"}


def in_force(agency: Agency, kind: str, on: date) -> ListVersion | None:
    """The version of ``kind`` that gates acts of ``agency`` on ``on``; None when none does."""
    return (
        ListVersion.objects.filter(agency=agency, kind=kind, state__in=STOOD, in_force_from__lte=on)
        .filter(Q(in_force_until=None) | Q(in_force_until__gt=on))
        .exclude(published_by=None)
        .order_by("-in_force_from", "-number")
        .first()
    )


def rows_in_force(agency: Agency, kind: str, on: date) -> list[dict[str, Any]]:
    """All rows of the version in force, in order; empty when none is."""
    version = in_force(agency, kind, on)
    return [_used(version, each) for each in version.rows.order_by("position")] if version else []


def row(agency: Agency, kind: str, code: str, on: date) -> dict[str, Any] | None:
    """One row by its code, or None when it is not on the list in force."""
    version = in_force(agency, kind, on)
    found = version.rows.filter(code=code).first() if version else None
    return _used(version, found) if version and found else None


def item(agency: Agency, code: str, on: date) -> dict[str, Any] | None:
    """An 执法事项 that may be opened on ``on``: on the list in force, and its own legal basis in force on that day."""
    found = row(agency, "items", code, on)
    if found is None:
        return None
    begun = found["in_force_from"] is None or found["in_force_from"] <= on
    return found if begun and (found["until"] is None or on < found["until"]) else None


def items(agency: Agency, on: date) -> list[dict[str, Any]]:
    """The items that may be opened on ``on``."""
    return [
        each
        for each in rows_in_force(agency, "items", on)
        if (each["in_force_from"] is None or each["in_force_from"] <= on)
        and (each["until"] is None or on < each["until"])
    ]


def inspection_item(agency: Agency, item_code: str, on: date) -> dict[str, Any] | None:
    """The row of the published 随机抽查事项清单 for an 执法事项: its form (``content``) and ``yearly_cap``; None when the
    matter is not on it, so that nothing may be inspected under it."""
    found = rows_in_force(agency, "inspection-items", on)
    return next((each for each in found if item_code in (each["item_codes"] or ())), None)


def officer(agency: Agency, certificate_number: str, on: date) -> dict[str, Any] | None:
    """The certificate as listed: person_name, unit, title, categories, areas, valid_from, valid_until (last valid day),
    status (有效 when the list does not say), status_code (valid, suspended, cancelled: what G01 reads) and ``valid`` on
    that day. None when the list does not carry it."""
    found = row(agency, "officers", certificate_number, on) if certificate_number else None
    if found is None:
        return None
    found["status"] = found["status"] or "有效"
    found["status_code"] = CERTIFICATE_STATES[found["status"]]
    begun = found["valid_from"] is None or found["valid_from"] <= on
    # No end on the list means not shown to be valid: the gate asks for it (law.md 1.5).
    found["valid"] = (
        found["status"] == "有效" and begun and found["valid_until"] is not None and on <= found["valid_until"]
    )
    return found


def recording_items(agency: Agency, on: date, procedure: str | None = None) -> list[dict[str, Any]]:
    """Steps that must be filmed: ``steps`` (codes such as P3), ``start_when``, ``end_when``, ``method_device``, ``recording``,
    ``whole``. With ``procedure`` only the rows that name it or name none."""
    found = rows_in_force(agency, "recording-items", on)
    return [each for each in found if not procedure or not each["procedures"] or procedure in each["procedures"]]


def review_catalog(agency: Agency, on: date) -> list[dict[str, Any]]:
    """The catalogue rows; judge a case with ``core.catalogue``."""
    return rows_in_force(agency, "review-catalog", on)


def review_elements(agency: Agency, on: date, category: str = "") -> list[dict[str, Any]]:
    """The questions a reviewer answers; with ``category`` those that apply to it."""
    found = rows_in_force(agency, "review-elements", on)
    return [e for e in found if not category or not e["category"] or {category, "全部类别"} & set(e["category"])]


def discretion(agency: Agency, item_code: str, on: date) -> list[dict[str, Any]]:
    """The grades for an item, mildest first as listed."""
    return [each for each in rows_in_force(agency, "discretion", on) if item_code in each["item_codes"]]


def kept_rows(version: ListVersion) -> list[Row]:
    """The rows of a version as kept, in order."""
    return [Row(each.code, each.values) for each in version.rows.order_by("position")]


def changes(old: ListVersion | None, new: ListVersion) -> list[Change]:
    """Row-level difference of two versions of one list; without ``old`` every row is new."""
    return diff(KINDS[new.kind], kept_rows(old) if old else [], kept_rows(new))


def before(version: ListVersion) -> ListVersion | None:
    """The version to compare with: the latest published one of a lower number."""
    return (
        ListVersion.objects.filter(agency=version.agency, kind=version.kind, number__lt=version.number)
        .exclude(published_by=None)
        .order_by("-number")
        .first()
    )


def versions(agency: Agency, kind: str) -> QuerySet[ListVersion]:
    """Every version of a list, newest first."""
    return ListVersion.objects.filter(agency=agency, kind=kind).order_by("-number")


def open_drafts(agency: Agency) -> QuerySet[ListVersion]:
    """Versions on their way: drafts, checked, reviewed, approved and not yet published."""
    return ListVersion.objects.filter(agency=agency, state__in=PREPARING).order_by("kind", "number")


def visible(person: Person) -> QuerySet[ListVersion]:
    """The versions ``person`` may open: all of his agency; of an agency he oversees those that reached his office or
    were published. None at all without the right."""
    if may(person, "list.read", Scope(person.agency_id)):
        return ListVersion.objects.filter(agency_id=person.agency_id)
    sent = Q(state="reviewed") | ~Q(confirmed_by=None) | ~Q(published_by=None)
    return ListVersion.objects.filter(sent, agency__in=overseen(person, "list.read"))


def _used(version: ListVersion, found: ListRow) -> dict[str, Any]:
    return {
        **typed(KINDS[version.kind], found.values),
        "code": found.code,
        "list_kind": version.kind,
        "list_version": version.number,
        "list_version_uuid": str(version.uuid),
    }
