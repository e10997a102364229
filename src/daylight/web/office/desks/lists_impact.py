"""影响: what a version would touch before anybody approves it — open cases on a changed row, last year replayed under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from daylight.base.orgs.models import Agency
from daylight.cases.models import Case
from daylight.core.catalogue import catalogue_hits
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Change, typed
from daylight.decisions.trying import decided_fields
from daylight.decisions.weighing import case_measure
from daylight.lists import queries
from daylight.lists.models import ListVersion
from daylight.recording.queries import reached

# A replay reads each case; a year of a county's cases is far below this.
MOST = 2000
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Replay:
    """Last year's cases under both versions. ``more`` and ``fewer``: how many things the new one adds and drops, in
    ``cases`` cases looked at; ``sentence``: the finding; ``named``: the cases that come in anew, the first few."""

    cases: int
    more: int
    fewer: int
    sentence: str
    named: tuple[Case, ...] = ()


def open_cases(version: ListVersion, changes: Iterable[Change]) -> dict[str, int]:
    """Row code → open cases that use it, for the rows this version changes or removes."""
    codes = [each.code for each in changes if each.what != "新增"]
    found = {code: _using(version, code) for code in codes[:200]} if version.kind not in BY_ITEM else {}
    if version.kind in BY_ITEM:
        items = {code: _items_of(version, code) for code in codes}
        wanted = {item for each in items.values() for item in each}
        counts = dict(
            _open(version.agency)
            .filter(item_code__in=wanted)
            .order_by()
            .values_list("item_code")
            .annotate(n=Count("pk"))
        )
        found = {code: sum(counts.get(item, 0) for item in each) for code, each in items.items()}
    return {code: count for code, count in found.items() if count}


# Lists whose rows name 事项编码, or are items themselves.
BY_ITEM = {"items": "", "guides": "", "discretion": "item_codes", "inspection-items": "item_codes"}


def _open(agency: Agency) -> Any:
    return Case.objects.filter(agency=agency, closed_on=None)


def _items_of(version: ListVersion, code: str) -> list[str]:
    column = BY_ITEM[version.kind]
    if not column:
        return [code]
    earlier = queries.before(version)
    row = earlier.rows.filter(code=code).first() if earlier else None
    return list((row.values.get(column) if row else None) or ())


def _using(version: ListVersion, code: str) -> int:
    """Open cases of a body, an officer or a step to be filmed."""
    cases = _open(version.agency)
    earlier = queries.before(version)
    row = earlier.rows.filter(code=code).first() if earlier else None
    if version.kind == "officers":
        return int(cases.filter(handlers__person__certificate_number=code).distinct().count())
    if version.kind == "subjects" and row:
        return int(cases.filter(section__name=str(row.values.get("subject", "")).strip()).count())
    if version.kind == "recording-items" and row:
        steps, procedures = row.values.get("steps") or (), row.values.get("procedures") or ()
        here = Q(step__in=steps) | Q(moves__from_step__in=steps) | Q(moves__to_step__in=steps)
        within = Q(procedure__in=procedures) if procedures else Q()
        return int(cases.filter(here, within).distinct().count())
    return 0


def replay(version: ListVersion, earlier: ListVersion | None, today: date) -> Replay | None:
    """Last year's cases judged by ``earlier`` and by ``version``; None for a list that judges no case."""
    judge = REPLAYS.get(version.kind)
    if judge is None or earlier is None or version.digest == earlier.digest:
        return None
    since = today - timedelta(days=YEAR_DAYS)
    cases = list(
        Case.objects.filter(agency=version.agency, registered_at__date__gte=since)
        .select_related("draft", "agency")
        .order_by("-id")[:MOST]
    )
    return judge(cases, _rows(earlier), _rows(version), today)


def _rows(version: ListVersion) -> list[dict[str, Any]]:
    kind = KINDS[version.kind]
    return [{**typed(kind, each.values), "code": each.code} for each in queries.kept_rows(version)]


def _review(
    cases: list[Case], old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], today: date
) -> Replay:
    more: list[Case] = []
    looked = fewer = 0
    for case in cases:
        fields = decided_fields(case)
        if fields is None:
            continue
        looked += 1
        # Nobody is asked about the past.
        measure = replace(case_measure(case, fields, today), judging=False)
        before, after = bool(catalogue_hits(old, measure)), bool(catalogue_hits(new, measure))
        more += [case] if after and not before else []
        fewer += before and not after
    said = f"用去年的 {looked} 件案件试算：多 {len(more)} 件须审，少 {fewer} 件。"
    return Replay(looked, len(more), fewer, said, tuple(more[:5]))


def _recording(
    cases: list[Case], old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], today: date
) -> Replay:
    more = fewer = 0
    touched: list[Case] = []
    for case in cases:
        steps = reached(case)
        before, after = (_demanded(case, rows, steps) for rows in (old, new))
        more, fewer = more + len(after - before), fewer + len(before - after)
        touched += [case] if after - before else []
    said = f"用去年的 {len(cases)} 件案件试算：多要求 {more} 段音像，少要求 {fewer} 段。"
    return Replay(len(cases), more, fewer, said, tuple(touched[:5]))


def _demanded(case: Case, rows: Iterable[Mapping[str, Any]], steps: frozenset[str]) -> set[str]:
    return {
        row["code"]
        for row in rows
        if steps & set(row["steps"]) and (not row["procedures"] or case.procedure in row["procedures"])
    }


REPLAYS = {"review-catalog": _review, "recording-items": _recording}
