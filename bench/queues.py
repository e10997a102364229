"""我的待办 and the case page with 1,000 and with 100,000 cases: ``python -m bench.queues load N`` and ``… measure`` in a room.

The synthetic cases are copies of cases walked through the acts: each with its parties, handlers, clocks, moves, entries and,
where it has come so far, its dossier, decision and publication, spread over sections, officers and days. A tenth of all cases
is handled by the two officers whose pages are measured, so their lists grow as the agency's do.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402

from bench.crowd import PEOPLE, RUNS, STEPS  # noqa: E402
from bench.figures import median  # noqa: E402
from daylight.base.journal.models import Entry  # noqa: E402
from daylight.base.orgs.models import Person, RoleGrant, Section  # noqa: E402
from daylight.base.permit import permit  # noqa: E402
from daylight.cases import turns  # noqa: E402
from daylight.cases.models import Case, Clock, Handler, Move, Party  # noqa: E402
from daylight.cases.moving import definition_of  # noqa: E402
from daylight.decisions.models import Decision  # noqa: E402
from daylight.disclosure.models import Task  # noqa: E402
from daylight.review.models import Dossier  # noqa: E402

PLACES, PARTIES = 5_000, 20_000
SECTIONS, CHUNK, ENTRIES, WARM = 9, 2_000, 3, 3
# Whose page of which walked case.
CASE_PAGES = {"officer": "draft", "head": "request", "reviewer": "send", "leader": "pass"}
SMALL = {"content": {}, "fields": {}, "elements": [], "data": {}}


def load(total: int) -> None:
    """Copy until the room holds ``total`` cases."""
    draw = random.Random(1)
    with permit("bench"):
        models = [_whole(each) for each in Case.objects.order_by("id")[: len(STEPS)]]
        teams = _teams()
        seq = Entry.objects.order_by("-agency_seq").values_list("agency_seq", flat=True)[0]
        while (there := Case.objects.count()) < total:
            # One chunk a transaction: a single one would leave a log as long as the database.
            with transaction.atomic():
                seq = _copy(draw, models, teams, there, min(CHUNK, total - there), seq)
    with connection.cursor() as cursor:
        # As a database that has been in use for a while.
        cursor.execute("ANALYZE")


def _teams() -> list[tuple[Section, list[Person]]]:
    officer, partner = (Person.objects.get(username=name) for name in ("officer", "partner"))
    assert officer.section is not None
    found = [(officer.section, [officer, partner])]
    for number in range(SECTIONS):
        section, made = Section.objects.get_or_create(
            agency=officer.agency, code=f"bench{number}", defaults={"name": f"演示中队{number + 1}"}
        )
        if made:
            for which in "甲乙":
                person = Person(
                    agency=officer.agency,
                    section=section,
                    username=f"bench{number}{which}",
                    name=f"演示{number}{which}",
                )
                person.set_unusable_password()
                person.save()
                RoleGrant.objects.create(person=person, role="officer")
        found.append((section, list(Person.objects.filter(section=section).order_by("id"))))
    return found


def _whole(case: Case) -> dict[str, Any]:
    """A walked case with all that is copied of it."""
    decision = getattr(case, "decision", None)
    return {
        "case": case,
        "definition": definition_of(case),
        "parties": list(case.parties.all()),
        "clocks": list(case.clocks.all()),
        "moves": list(case.moves.all()),
        "entries": list(Entry.objects.filter(case_uuid=case.uuid).order_by("-id")[:ENTRIES]),
        "dossiers": list(case.dossiers.all()),
        "decision": decision,
        "task": getattr(decision, "publication", None) if decision else None,
    }


def _fresh(row: Any, **changes: Any) -> Any:
    """A copy to be inserted. Long JSON is left behind: no list and no case page of another case reads it."""
    made = copy(row)
    made._state = copy(row._state)
    made._state.adding, made._state.fields_cache, made.pk = True, {}, None
    names = {each.attname for each in row._meta.concrete_fields}
    for name, value in {"uuid": uuid4(), **SMALL, **changes}.items():
        if name in names:
            setattr(made, name, value)
    return made


def _copy(draw: random.Random, models: list[dict[str, Any]], teams: list[Any], first: int, count: int, seq: int) -> int:
    chosen = [(draw.choice(models), draw.choice(teams), timedelta(days=draw.randrange(-60, 200))) for _ in range(count)]
    cases = []
    for number, (model, (section, _), later) in enumerate(chosen, start=first):
        clocks = [_fresh(each, started_on=each.started_on, due_on=each.due_on + later) for each in model["clocks"]]
        turn, due_on, limit_on = turns.standing(model["definition"], model["case"].step, clocks)
        numbered = f"演示立〔2026〕{number}号" if model["case"].number else ""
        place = f"演示镇演示村{draw.randrange(PLACES)}号"
        changes = {"number": numbered, "place": place, "turn": turn, "due_on": due_on, "limit_on": limit_on}
        cases.append(_fresh(model["case"], section_id=section.pk, **changes))
    Case.objects.bulk_create(cases)
    pairs = list(zip(cases, chosen, strict=True))

    def add(table: type[Model], rows: Callable[[Case, dict[str, Any], list[Person], timedelta], Iterable[Any]]) -> list:
        made = [row for case, (model, (_, team), later) in pairs for row in rows(case, model, team, later)]
        return table._default_manager.bulk_create(made, batch_size=CHUNK)  # type: ignore[return-value]

    add(Party, lambda case, model, team, later: [
        _fresh(each, case_id=case.pk, name=f"{each.name}{case.pk % PARTIES}", record_id=None) for each in model["parties"]
    ])  # fmt: skip
    add(Handler, lambda case, model, team, later: [
        Handler(case=case, person=each, lead=index == 0, turn=case.turn, due_on=case.due_on)
        for index, each in enumerate(team)
    ])  # fmt: skip
    add(Clock, lambda case, model, team, later: [
        _fresh(each, case_id=case.pk, due_on=each.due_on + later, warn_on=each.warn_on + later)
        for each in model["clocks"]
    ])  # fmt: skip
    add(Move, lambda case, model, team, later: [_fresh(each, case_id=case.pk) for each in model["moves"]])
    add(Dossier, lambda case, model, team, later: [
        _fresh(each, case_id=case.pk, due_on=each.due_on + later) for each in model["dossiers"]
    ])  # fmt: skip
    decisions = add(Decision, lambda case, model, team, later: [
        _fresh(model["decision"], case_id=case.pk, code=f"{case.pk:08d}", number=f"演示罚〔2026〕{case.pk}号")
    ] if model["decision"] else [])  # fmt: skip
    of_case = {each.case_id: each.pk for each in decisions}
    add(Task, lambda case, model, team, later: [
        _fresh(model["task"], decision_id=of_case[case.pk], due_on=model["task"].due_on + later)
    ] if model["task"] else [])  # fmt: skip
    numbers = iter(range(seq + 1, seq + 1 + count * ENTRIES))
    entries = add(Entry, lambda case, model, team, later: _entries(case, model["entries"], numbers))
    return seq + len(entries)


def _entries(case: Case, entries: list[Entry], numbers: Iterator[int]) -> Iterator[Entry]:
    for place, each in enumerate(entries):
        yield _fresh(
            each,
            case_uuid=case.uuid,
            case_seq=len(entries) - place,
            agency_seq=next(numbers),
            leaf=bytes(1) + uuid4().bytes * 2,
        )


def measure() -> dict[str, list[float]]:
    """Page → milliseconds of processor and of wall, interleaved: ``[wall, processor, rows]``."""
    walked = dict(zip(STEPS, Case.objects.order_by("id")[: len(STEPS)], strict=True))
    pages = {f"home {who}": (who, "/office/") for who in PEOPLE}
    pages |= {f"case {who}": (who, f"/office/cases/{walked[step].uuid}/") for who, step in CASE_PAGES.items()}
    clients = {}
    for who in PEOPLE:
        clients[who] = Client(SERVER_NAME="127.0.0.1")
        with permit("session"):
            clients[who].force_login(Person.objects.get(username=who))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    rows: dict[str, int] = {}
    for turn in range(WARM + RUNS):
        for name, (who, address) in pages.items():
            began, worked = time.perf_counter(), time.process_time()
            answer = clients[who].get(address)
            spent = (time.perf_counter() - began, time.process_time() - worked)
            if answer.status_code != 200:
                raise RuntimeError(f"{name}: {answer.status_code}")
            rows[name] = answer.content.decode().count("<tr><td")
            if turn >= WARM:
                taken[name].append(spent)
    return {
        name: [median([each[0] for each in found]) * 1000, median([each[1] for each in found]) * 1000, rows[name]]
        for name, found in taken.items()
    }


def main() -> int:
    if sys.argv[1:2] == ["load"]:
        load(int(sys.argv[2]))
    else:
        print(json.dumps(measure()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
