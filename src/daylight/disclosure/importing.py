"""导入历史决定: the one door for the command line and the web, trying out or for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from daylight.base.orgs.models import Agency, Person
from daylight.disclosure import legacy
from daylight.disclosure.acts.legacy import import_records


def import_legacy(
    records: Iterable[Mapping[str, Any]], agency: Agency, actor: Person, now: datetime, dry_run: bool = False
) -> list[dict[str, Any]]:
    """Read every record; keep them unless ``dry_run``. One result per record, in order.

    ``{"id", "ok", "normalised", "questions", "publishable", "why_not", "outcome"}``; Decimals stay Decimals (use
    ``core.normalise.to_json``); ``outcome``: added | changed | same | published, "" when tried out.
    """
    read = list(records)
    outcome = {} if dry_run else import_records(read, agency, actor=actor, now=now)
    became = {key: name for name, keys in outcome.items() for key in keys}
    results = []
    for result in legacy.report(read):
        reason = legacy.why_not(result)
        more = {"publishable": not reason, "why_not": reason, "outcome": became.get(result["id"], "")}
        results.append(result | more)
    return results
