"""An act against the bare statements it contains: ``python -m bench.acts`` in a staged room prints milliseconds as JSON.

The database file is copied, the acts are performed with every INSERT and UPDATE written down, then the same statements with
the same values are replayed on the copy: same settings, one durable transaction per act. What is left over is the act itself:
rights, gates, law, commitment, reading, drawing.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from bench.figures import median  # noqa: E402
from daylight.base.orgs.models import Person  # noqa: E402
from daylight.base.present import present  # noqa: E402
from daylight.cases import acts as cases  # noqa: E402
from daylight.cases.models import Case  # noqa: E402
from daylight.decisions import acts as decisions  # noqa: E402
from daylight.decisions.models import Decision  # noqa: E402
from daylight.recording import render  # noqa: E402

WARM = 3
Statement = tuple[str, Any]


@dataclass
class Notebook:
    """Writes of each act in order, and how many statements were read."""

    writes: list[list[Statement]] = field(default_factory=list)
    reads: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.writes[-1].append((sql.replace("%s", "?"), tuple(params)))
        else:
            self.reads += 1
        return execute(sql, params, many, context)


def _copy() -> Path:
    """The database as it is now, beside itself."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source = Path(settings.DATABASES["default"]["NAME"])
    return Path(shutil.copy(source, source.with_name("bare.sqlite3")))


def _replay(path: Path, acts: list[list[Statement]]) -> list[float]:
    """Seconds for each act's statements, committed one act at a time."""
    line = sqlite3.connect(path, isolation_level=None, timeout=20)
    line.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])
    taken = []
    for statements in acts:
        began = time.perf_counter()
        line.execute("BEGIN IMMEDIATE")
        for sql, params in statements:
            line.execute(sql, params)
        line.execute("COMMIT")
        taken.append(time.perf_counter() - began)
    line.close()
    for each in path.parent.glob("bare.sqlite3*"):
        each.unlink()
    return taken


def measure(work: Iterable[Callable[[], object]]) -> dict[str, Any]:
    """Perform each of ``work``; medians in ms of the act and of its bare statements."""
    copied = _copy()
    notebook, taken, busy = Notebook(), [], []
    drawing: list[float] = []
    real = render.pdf

    def timed(*args: Any, **kwargs: Any) -> bytes:
        began = time.perf_counter()
        body = real(*args, **kwargs)
        drawing.append(time.perf_counter() - began)
        return body

    render.pdf = timed
    try:
        with connection.execute_wrapper(notebook):
            for each in work:
                notebook.writes.append([])
                began, worked = time.perf_counter(), time.process_time()
                each()
                taken.append(time.perf_counter() - began)
                busy.append(time.process_time() - worked)
    finally:
        render.pdf = real
    bare = _replay(copied, notebook.writes)
    return {
        "runs": len(taken) - WARM,
        "act": median(taken[WARM:]) * 1000,
        "processor": median(busy[WARM:]) * 1000,
        "bare": median(bare[WARM:]) * 1000,
        "drawing": median(drawing[WARM:]) * 1000 if drawing else 0.0,
        "writes": len(notebook.writes[-1]),
        "reads": round(notebook.reads / len(taken)),
    }


def _save_draft(case: Case, officer: Person, count: int) -> Iterable[Callable[[], object]]:
    for number in range(count):
        draft = Case.objects.get(pk=case.pk).draft
        changes = {"facts": f"{draft.fields['facts']}（第 {number} 次修改）"[-600:]}

        def save(draft: Any = draft, changes: dict[str, str] = changes, number: int = number) -> object:
            return decisions.save_draft(
                draft, changes, draft.version, actor=officer, now=present(), idempotency_key=f"bench-save-{number}"
            )

        yield save


def _register(officer: Person, partner: Person, count: int) -> Iterable[Callable[[], object]]:
    for number in range(count):

        def register(number: int = number) -> object:
            party = cases.PartyInput(name="演示建材有限公司", kind="organisation", address="演示地址")
            lead = cases.Lead("CF-T04", "巡查", "巡查发现占地", "演示镇演示村", [party], partner)
            return cases.register_lead(lead, actor=officer, now=present(), idempotency_key=f"bench-lead-{number}")

        yield register


def _issue(leader: Person) -> Iterable[Callable[[], object]]:
    for decision in Decision.objects.filter(issued_at=None).select_related("case").order_by("pk"):

        def issue(decision: Decision = decision) -> object:
            key = f"bench-issue-{decision.pk}"
            return decisions.issue_decision(decision, actor=leader, now=present(), idempotency_key=key)

        yield issue


def main() -> None:
    person = {each.username: each for each in Person.objects.filter(username__in=("officer", "partner", "leader"))}
    case = Case.objects.get(draft__isnull=False, step="P9")
    found = {
        "register_lead": measure(list(_register(person["officer"], person["partner"], 103))),
        "save_draft": measure(_save_draft(case, person["officer"], 103)),
        "issue_decision": measure(list(_issue(person["leader"]))),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
