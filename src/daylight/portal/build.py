"""Writing the public site as files: one decision, the lists, and the pages that list everything."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders

from daylight.core.moment import local_date
from daylight.portal import bulk, exports, finding, listing, listpages, navigation, pages, places, queries, search
from daylight.portal.completeness import write_completeness
from daylight.portal.exports import json_bytes
from daylight.portal.flows import write_flows
from daylight.portal.gatepages import write_gates
from daylight.portal.guidepages import write_guides, write_items
from daylight.portal.guideposts import write_guideposts
from daylight.portal.listpages import write_policies
from daylight.portal.models import DecisionFile, PublicDecision, PublicList, PublicMonth
from daylight.portal.officerpages import write_officers
from daylight.portal.partypages import write_parties
from daylight.portal.queries import Filter, Span
from daylight.portal.record import record_bytes
from daylight.portal.statistics import write_statistics
from daylight.portal.windows import write_windows


def write_decision(root: Path, decision: PublicDecision) -> None:
    """Every file of one decision. Withdrawn: the notice replaces the page, everything else is removed."""
    folder = places.decision_folder(root, decision)
    names = {"index.html"}
    if decision.record is None:
        # Content goes first: a crash in between must not leave it standing beside the notice.
        places.keep_only(folder, {"index.html"})
        marker = "withdrawn.json" if decision.status == "withdrawn" else "expired.json"
        places.write(folder / marker, json_bytes(notice(decision)))
        names.add(marker)
    else:
        names.add("index.json")
        places.write(folder / "index.json", record_bytes(decision.record))
        for file in DecisionFile.objects.filter(uuid=decision.uuid, version=decision.version):
            places.write(folder / file.name, bytes(file.content))
            names.add(file.name)
        for version in queries.versions(decision)[1:]:
            if version.record is not None:
                places.write(folder / f"v{version.version}.json", record_bytes(version.record))
                names.add(f"v{version.version}.json")
    if decision.proof:
        places.write(folder / "proof.json", json_bytes(decision.proof))
        names.add("proof.json")
    places.write(folder / "index.html", pages.decision_page(decision))
    places.keep_only(folder, names)
    if decision.code:
        write_code(root, decision)


def write_code(root: Path, decision: PublicDecision) -> None:
    folder = places.code_folder(root, decision.code)
    places.write(folder / "index.html", pages.code_page(decision))
    body = {
        "code": decision.code,
        "uuid": str(decision.uuid),
        "status": decision.status,
        "version": decision.version,
        "record_sha256": decision.record_sha256,
        "registered": bool(decision.proof),
        "withdrawn_on": decision.withdrawn_on.isoformat() if decision.withdrawn_on else None,
    }
    places.write(folder / "index.json", json_bytes(body))


def notice(decision: PublicDecision) -> dict[str, Any]:
    """What stays of a withdrawn or expired decision; ``reason`` and ``withdrawn_on`` are what the journal registered."""
    if decision.status == "expired":
        until = decision.keep_until.isoformat() if decision.keep_until else None
        return {"uuid": str(decision.uuid), "status": "expired", "keep_until": until}
    return {
        "uuid": str(decision.uuid),
        "status": "withdrawn",
        "withdrawn_on": decision.withdrawn_on.isoformat() if decision.withdrawn_on else None,
        "reason": decision.withdrawn_reason,
        "reason_code": decision.withdrawn_reason_code,
        "clause": decision.withdrawn_clause,
    }


def write_site(root: Path, now: datetime) -> None:
    """Home, first page of the decisions, lists, flow charts, gates, feed and site map: as much work for a million decisions
    as for ten. What grows with them is written by month (``bulk``) or answered when asked."""
    today = local_date(now)
    _write_first_page(root)
    changed = _write_lists(root, today) + write_flows(root, today) + write_gates(root, today)
    changed += write_guides(root, today)
    changed += write_officers(root, today) + write_policies(root) + write_completeness(root)
    # Last: they lead to whatever stands by now.
    places.write(root / "index.html", pages.home_page(today))
    changed += write_guideposts(root)
    places.write(root / "y" / "index.html", pages.render("verify", "核验真伪", {"typed": "", "refusals": []}))
    site = queries.site()
    title = f"{site.site_name or site.name} 行政执法公示".strip()
    newest = queries.newest(50, (*queries.STANDING, "withdrawn"))
    places.write(root / "feed.atom", exports.atom(title, newest, now))
    fixed: list[tuple[str, date | None]] = [("/", None), ("/decisions/", None), ("/y/", None), ("/statistics/", None)]
    fixed.append(("/data/decisions/", None))
    places.write(root / bulk.PAGES, exports.site_map([*fixed, *changed]))
    bulk.write_site_map(root, PublicMonth.objects.all())


def _write_first_page(root: Path) -> None:
    asked = Filter()
    found = finding.ask(asked, 0, queries.PAGE_SIZE)
    addresses = {"pattern": "/decisions/page/{}/", "first": "/decisions/"}
    addresses |= {"json_href": "/decisions.json", "csv_href": "/decisions.csv"}
    facets = pages.facet_rows(found.facets, asked, lambda parts: f"/decisions/?{urlencode(parts)}")
    body = pages.decisions_page(asked, queries.rows_of(found.pks), found.total, addresses, facets=facets)
    places.write(root / "decisions" / "index.html", body)


def _write_lists(root: Path, today: date) -> list[tuple[str, date | None]]:
    kinds: dict[str, list[Span]] = defaultdict(list)
    pairs = PublicList.objects.order_by("kind", "agency_code").values_list("kind", "agency_code").distinct()
    for kind, agency in pairs:
        kinds[kind] += queries.list_spans(kind, agency)
    current = {kind: [span for span in spans if span.holds(today)] for kind, spans in kinds.items()}
    for kind, spans in kinds.items():
        if spans:
            _write_list(places.list_folder(root, kind), spans, current[kind])
    if not kinds:
        return []
    standing = [span for spans in current.values() for span in spans]
    places.write(root / "lists" / "index.html", listpages.lists_page(standing, queries.flows_on(today)))
    places.write(root / "lists" / "index.json", json_bytes({"lists": [exports.list_head(span) for span in standing]}))
    found: list[tuple[str, date | None]] = [("/lists/", None)]
    return found + [(f"/lists/{kind}/", max(s.start for s in spans)) for kind, spans in current.items() if spans]


def _write_list(folder: Path, spans: list[Span], current: list[Span]) -> None:
    title = spans[-1].version.title
    places.write(folder / "index.html", listpages.list_page(spans[-1].version.kind, title, current))
    body = {"list": spans[-1].version.kind, "title": title, "lists": [exports.list_json(span) for span in current]}
    places.write(folder / "index.json", json_bytes(body))
    places.write(folder / "index.csv", exports.list_csv(current))
    files = {s.version.pk: f"{s.version.agency_code}-{s.version.version}.json" for s in spans}
    for span in spans:
        places.write(folder / "history" / files[span.version.pk], json_bytes(exports.list_json(span)))
    before: dict[str, PublicList] = {}
    for span in spans:
        kind, new = span.version.kind, span.version
        if (old := before.get(new.agency_code)) is not None:
            name = f"changes-{new.agency_code}-{new.version}.html"
            places.write(folder / "history" / name, listpages.compare_page(kind, title, old, new))
        before[new.agency_code] = new
    places.write(folder / "history" / "index.html", listpages.history_page(spans[-1].version.kind, title, spans, files))
    places.write(folder / "history" / "index.json", json_bytes({"versions": [exports.list_head(s) for s in spans]}))


def build(directory: Path, now: datetime) -> int:
    """The whole public site into ``directory``, assets and register included. Returns how many decisions it holds."""
    root = Path(directory)
    root.mkdir(parents=True, exist_ok=True)
    log = Path(settings.PUBLIC_DIR) / "log"
    if log.is_dir() and log.resolve() != (root / "log").resolve():
        shutil.copytree(log, root / "log", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    count = 0
    search.ready()
    with navigation.as_files():
        for decision in PublicDecision.objects.exclude(revision=0).iterator(chunk_size=200):
            write_decision(root, decision)
            count += 1
        write_site(root, now)
        write_statistics(root, local_date(now))
        write_parties(root)
        write_items(root, local_date(now))
        write_windows(root, now)
        bulk.write_all(root, now)
        listing.write(root)
    for finder in finders.get_finders():
        for path, storage in finder.list([".*"]):
            if path.startswith(("daylight/", "portal/")):
                places.write(root / "static" / path, Path(storage.path(path)).read_bytes())
    return count
