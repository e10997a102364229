"""What is asked of a loaded room: ``python -m bench.questions search|list|publish|export`` prints JSON, times in milliseconds."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench import decisions  # noqa: E402
from daylight.base.permit import permit  # noqa: E402
from daylight.core.moment import BEIJING  # noqa: E402
from daylight.portal import chores, feed, finding, leaf  # noqa: E402
from daylight.portal.models import PublicDecision, PublicSite  # noqa: E402
from daylight.portal.pages import edition  # noqa: E402
from daylight.portal.queries import Filter  # noqa: E402

NOW = datetime(2026, 11, 23, 12, tzinfo=BEIJING)
WARM = 3


def words(count: int) -> list[str]:
    """Words of two, three and four characters as they stand in the texts, common and rare, parts of firms and numbers."""
    draw = random.Random(2)
    total = PublicDecision.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found: list[str] = []
    while len(found) < count:
        row = PublicDecision.objects.filter(pk=draw.randrange(1, total + 1)).first()
        if row is None or row.record is None:
            continue
        field = draw.choice([row.violation, row.record["facts"], row.agency_name, row.number, row.penalty_text])
        if row.party_kind == "organisation" and draw.random() < 0.3:
            field = row.party_display
        size = draw.choice([2, 2, 3, 4, 4])
        start = draw.randrange(max(1, len(field) - size))
        word = field[start : start + size]
        if len(word) == size and word.isalnum() and word not in found:
            found.append(word)
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def _asked(addresses: list[tuple[str, dict[str, str]]]) -> dict[str, list[float]]:
    client = Client(SERVER_NAME="127.0.0.1")
    for path, values in addresses[:WARM]:
        client.get(path, values)
    taken = [_timed(lambda p=path, v=values: client.get(p, v).getvalue()) for path, values in addresses]  # type: ignore[misc]
    return {"wall": [each[0] for each in taken], "busy": [each[1] for each in taken]}


def search(count: int) -> dict[str, Any]:
    """One page of the answer with its number, through the whole request stack."""
    asked = words(count)
    return _asked([("/decisions.json", {"q": word, "page": "1"}) for word in asked]) | {"words": asked}


def listing(count: int) -> dict[str, list[float]]:
    """The list page with every facet counted, over random choices."""
    draw, texts = random.Random(3), words(count)
    kinds = [name for name, _ in decisions.KINDS]
    addresses: list[tuple[str, dict[str, str]]] = []
    for word in texts:
        choices = {
            "category": draw.choice(kinds), "year": str(draw.randrange(2015, 2027)), "agency": f"bench{draw.randrange(12)}",
            "from": f"{draw.randrange(2015, 2020)}-0{draw.randrange(1, 9)}-11", "q": word, "page": str(draw.randrange(1, 40)),
        }  # fmt: skip
        chosen = draw.sample(sorted(choices), draw.randrange(0, 4))
        addresses.append(("/decisions/", {name: choices[name] for name in chosen}))
    return _asked(addresses)


def publish(count: int) -> dict[str, list[float]]:
    """From the message to the written files and the index, one decision at a time; the demonstration's records."""
    with permit("bench"):
        PublicSite.objects.update(edition=edition(), repaint_from=0)
    # So that only the month of the new ones is written at the end.
    chores.write_bulk(NOW)
    start = 20_000_000 + PublicDecision.objects.count()
    made = [_message(start + number) for number in range(count + WARM)]
    taken = []
    for message in made:

        def take(message: dict[str, Any] = message) -> None:
            with permit("bench"), transaction.atomic():
                feed.apply(message, NOW)
            chores.render_pages(NOW)

        taken.append(_timed(take))
    month = _timed(lambda: chores.write_bulk(NOW))
    kept = taken[WARM:]
    return {"wall": [each[0] for each in kept], "busy": [each[1] for each in kept], "month": list(month)}


def _message(number: int) -> dict[str, Any]:
    draw = random.Random(number)
    record = decisions.record_of(number, draw, "行政处罚", NOW.date())
    record["uuid"] = str(UUID(int=draw.getrandbits(128), version=4))
    return {"kind": "decision.published", "uuid": record["uuid"], "version": 1, "record": record, "files": []}


def export(path: Path) -> int:
    """The same rows as a plain SQLite file for Datasette: what may be found in one column, the facets in others."""
    path.unlink(missing_ok=True)
    out = sqlite3.connect(path)
    out.execute(
        "CREATE TABLE decision(id INTEGER PRIMARY KEY, published_on TEXT, category TEXT, year TEXT, agency TEXT, item TEXT, body TEXT)"
    )
    sql = "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)"
    for row in PublicDecision.objects.order_by("pk").defer("proof").iterator(chunk_size=5000):
        text = "\n".join(leaf.indexed_fields(row))
        day = str(row.published_on)
        out.execute(sql, (row.pk, day, row.category, str(row.decided_on)[:4], row.agency_name, row.violation, text))
    out.execute("CREATE INDEX decision_day ON decision(published_on)")
    out.commit()
    return int(out.execute("SELECT count(*) FROM decision").fetchone()[0])


def recall(path: Path, count: int) -> dict[str, int]:
    """Our whole answer against LIKE over the exported rows: what we miss, and what we find over punctuation besides."""
    rows = sqlite3.connect(path)
    missing = more = hits = 0
    asked = words(count)
    for word in asked:
        theirs = {pk for (pk,) in rows.execute("SELECT id FROM decision WHERE body LIKE ?", (f"%{word}%",))}
        ours = set(finding.stream(Filter(q=word)))
        hits += len(theirs)
        missing += len(theirs - ours)
        more += len(ours - theirs)
    return {"words": len(asked), "hits": hits, "missing": missing, "more": more}


def main() -> int:
    verb, *rest = sys.argv[1:]
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    if verb == "export":
        print(json.dumps(export(Path(rest[0]))))
    elif verb == "recall":
        print(json.dumps(recall(Path(rest[0]), int(rest[1]))))
    else:
        work = {"search": search, "list": listing, "publish": publish}[verb]
        print(json.dumps(work(int(rest[0])), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
