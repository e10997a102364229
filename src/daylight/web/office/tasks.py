"""我的待办: what waits for a person, by the nearest limit. Few queries whatever the number of cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from daylight.base.access import Scope, may, roles_of
from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Clock
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.core.definition import Definition, Move
from daylight.disclosure.models import Task as PublicationTask
from daylight.review import queries as review
from daylight.web.office.limits import Limit, limit_of, limit_on, protects_party
from daylight.web.office.tasks_people import people_tasks

# Limits that bind the authority in a step, tightest first on the row; what the party may still do (D18) is no work of ours.
NOT_OURS = frozenset({"D01", "D18"})
# 公示 waits on the publication desk; it does not make the row of whoever closes the case late.
DESK_LIMITS = frozenset({"D09", "D13"})
PUBLISHING = {"to_prepare": "制作公示版", "to_confirm": "复核公示版", "withholding": "复核不予公开"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: ``what`` is to be done, on which case, by when (``limit`` None: no limit runs)."""

    title: str
    number: str
    what: str
    href: str
    limit: Limit | None
    party: str = ""
    note: str = ""


def tasks_for(person: Person, today: date) -> list[Waiting]:
    """Everything that waits for ``person``, the nearest limit first, then the oldest."""
    found = [*_cases(person, today), *_dossiers(person, today), *_publications(person, today), *_people(person, today)]
    return sorted(found, key=lambda each: (each.limit is None, each.limit.due_on if each.limit else today))


def _cases(person: Person, today: date) -> Iterable[Waiting]:
    held = roles_of(person)
    rights = {right for right, reach in RIGHTS.items() if held & reach.keys()}
    if "section_head" not in held:
        # A leader may close a case, but it waits for the head of the section: his own list stays what he has to sign.
        rights.discard("case.close")
    if not rights & {"case.investigate", "case.open", "case.hear", "case.close", "decision.draft", "decision.approve"}:
        return
    reached: dict[str, set[int]] = {}
    cases = visible_cases(person).exclude(step="P15").prefetch_related("clocks", "parties", "moves").order_by("id")
    for case in cases:
        move = _next_move(case, person, rights, reached)
        if move is not None:
            yield Waiting(
                case.title,
                case.number,
                move.name,
                reverse("office:case", args=[case.uuid]),
                tightest((c for c in case.clocks.all() if c.code not in DESK_LIMITS), today),
                party_of(case),
                _waits(case, today),
            )


def _next_move(case: Case, person: Person, rights: set[str], reached: dict[str, set[int]]) -> Move | None:
    """The first move that carries the case on and is this person's to make; review moves wait on the reviewer's desk."""
    for move in onward(definition_of(case), case.step):
        if move.right not in rights or move.right.startswith("review."):
            continue
        if move.right not in reached:
            reached[move.right] = set(visible_cases(person, move.right).values_list("pk", flat=True))
        if case.pk not in reached[move.right]:
            continue
        # A case in performance waits for closing only once nothing is owed any more.
        if move.right == "case.close" and any(c.code == "D16" and c.stopped_on is None for c in case.clocks.all()):
            return None
        return move
    return None


def onward(definition: Definition, step: str) -> list[Move]:
    """The moves that leave ``step``, in the order of the definition."""
    return [each for each in definition.moves if step in each.from_steps and not each.stays]


def tightest(clocks: Iterable[Clock], today: date) -> Limit | None:
    """The running limit of the authority that ends first; what protects the party (陈述申辩、听证) is no limit of ours."""
    running = [
        each for each in clocks if each.stopped_on is None and each.code not in NOT_OURS and not protects_party(each)
    ]
    return limit_of(min(running, key=lambda each: each.due_on), today) if running else None


def _waits(case: Case, today: date) -> str:
    """The party's time that still runs: nothing may be decided before its end."""
    running = [c for c in case.clocks.all() if c.stopped_on is None and c.due_on >= today and protects_party(c)]
    return "，".join(f"{each.name}期至 {each.due_on}" for each in running if each.code not in NOT_OURS)


def party_of(case: Case) -> str:
    """The names of the parties, from prefetched rows."""
    return "、".join(each.name for each in case.parties.all() if each.role == "party")


def _dossiers(person: Person, today: date) -> Iterable[Waiting]:
    piles = review.desk(person, today) if "reviewer" in roles_of(person) else {}
    for pile, what in (("waiting", "分派审核人"), ("reviewing", "逐项审核")):
        for row in piles.get(pile, ()):
            if pile == "reviewing" and not row.mine:
                continue
            dossier = row.dossier
            yield Waiting(
                dossier.case.title,
                dossier.case.number,
                what,
                desk_link("dossier", dossier.uuid, fallback=dossier.case),
                limit_on("法制审核", dossier.due_on, today, workdays=True),
                note=f"第 {dossier.round} 次送审" + (f"，还有 {row.unanswered} 项未作结论" if row.unanswered else ""),
            )


def _publications(person: Person, today: date) -> Iterable[Waiting]:
    if not may(person, "disclosure.prepare", Scope(person.agency_id)):
        return
    waiting = PublicationTask.objects.filter(agency_id=person.agency_id, state__in=PUBLISHING)
    for task in waiting.select_related("decision__case"):
        case = task.decision.case
        yield Waiting(
            case.title,
            task.decision.number,
            PUBLISHING[task.state],
            desk_link("publication", task.uuid, fallback=case),
            limit_on("公示", task.due_on, today, workdays=True),
        )


def _people(person: Person, today: date) -> Iterable[Waiting]:
    for each in people_tasks(person, today):
        yield Waiting(each.title, each.number, each.what, each.href, each.limit, note=each.note)


def desk_link(name: str, uuid: object, fallback: Case) -> str:
    """The address on a desk; the case's own page in an installation without that desk."""
    try:
        return reverse(f"office:{name}", args=[uuid])
    except NoReverseMatch:
        return reverse("office:case", args=[fallback.uuid])
