"""科室期限表: the open cases of a section by their nearest limit, read a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from daylight.base import lawpack
from daylight.base.access import ROLES, roles_of
from daylight.base.access.rights import AGENCY, RIGHTS, SECTION, TEAM
from daylight.base.orgs.models import Agency, Person, Section
from daylight.cases.models import NO_LIMIT, Case, Clock, Handler
from daylight.cases.moving import definition_of
from daylight.cases.plans import filed_years
from daylight.cases.turns import PARTY, binding, binds, leads_on
from daylight.core.agencyterms import AgencyTerm, agency_terms
from daylight.lists import queries as lists
from daylight.web.office.filtering import at_step, procedures_shown, steps_shown
from daylight.web.office.limits import Limit, limit_of, limit_on
from daylight.web.office.sources import RUNNING, next_deed
from daylight.web.office.waiting import party_of

STATES = (("", "全部"), ("late", "已超期"), ("due", "临期"), ("none", "没有期限"))
COLUMNS = ("案号", "案件", "当事人", "程序", "环节", "下一步", "轮到", "承办人", "期限", "届满日", "状态", "其他期限")
# Enough for one click; whoever wants more narrows the table first.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One case. ``limits``: running ones, the nearest first; ``step`` and ``deed`` in the words of its procedure."""

    case: Case
    party: str
    procedure: str
    step: str
    deed: str
    whose: str
    handlers: tuple[Handler, ...]
    limits: tuple[Limit, ...]

    @property
    def limit(self) -> Limit | None:
        return self.limits[0] if self.limits else None

    @property
    def others(self) -> tuple[Limit, ...]:
        return self.limits[1:]

    @property
    def mark(self) -> str:
        """What its box sends."""
        return str(self.case.pk)

    @property
    def people(self) -> str:
        return "、".join(each.person.name + ("（主办）" if each.lead else "") for each in self.handlers)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the table is narrowed to; the names are those of its address."""

    section: str = ""
    handler: str = ""
    procedure: str = ""
    step: str = ""
    state: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Chosen:
        return cls(**{name: str(asked.get(name, "")) for name in cls.__slots__})


def sections_of(person: Person) -> list[Section]:
    """The sections whose table ``person`` may see: his own, or all of the agency."""
    reaches = {RIGHTS["case.assign"].get(role) for role in roles_of(person)}
    if AGENCY in reaches:
        return list(Section.objects.filter(agency_id=person.agency_id).order_by("code"))
    return [person.section] if SECTION in reaches and person.section is not None else []


def open_cases(person: Person, sections: list[Section], chosen: Chosen, today: date) -> QuerySet[Case]:
    """The cases of the table, the nearest limit first; one whose procedure is over is in it no more."""
    if len(sections) > 1 and not chosen.section:
        cases = Case.objects.filter(agency_id=person.agency_id)
    else:
        wanted = [each.pk for each in sections if chosen.section in ("", each.code)]
        cases = Case.objects.filter(section_id=wanted[0]) if wanted else Case.objects.none()
    cases = at_step(cases.filter(limit_on__isnull=False), chosen.step)
    if chosen.procedure:
        cases = cases.filter(procedure=chosen.procedure)
    if chosen.handler.isdecimal():
        cases = cases.filter(pk__in=Handler.objects.filter(person_id=int(chosen.handler)).values("case_id"))
    return _in_state(cases, chosen.state, today).order_by("limit_on", "id")


def _in_state(cases: QuerySet[Case], state: str, today: date) -> QuerySet[Case]:
    if state == "late":
        return cases.filter(limit_on__lt=today)
    if state == "due":
        warned = Clock.objects.filter(
            case=OuterRef("pk"), stopped_on=None, due_on=OuterRef("limit_on"), warn_on__lte=today
        )
        return cases.filter(limit_on__gte=today, limit_on__lt=NO_LIMIT).filter(Exists(warned))
    return cases.filter(limit_on=NO_LIMIT) if state == "none" else cases


def shown(cases: Iterable[Case], today: date) -> list[Row]:
    """Rows of cases read by ``with_all``."""
    return [_row(each, today) for each in cases]


def with_all(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a row needs, in a few queries for all rows."""
    handlers = Prefetch("handlers", Handler.objects.select_related("person").order_by(F("lead").desc(), "id"))
    return cases.prefetch_related("parties", RUNNING, handlers)


def chunks(cases: QuerySet[Case], most: int, today: date) -> Iterator[Row]:
    """The first ``most`` rows, read ``CHUNK`` at a time."""
    found = list(cases.values_list("pk", flat=True)[:most])
    for start in range(0, len(found), CHUNK):
        part = found[start : start + CHUNK]
        known = with_all(Case.objects.filter(pk__in=part)).in_bulk()
        yield from shown([known[pk] for pk in part if pk in known], today)


def _row(case: Case, today: date) -> Row:
    definition = definition_of(case)
    leading = leads_on(definition, case.step)
    limits = [_limit(each, today) for each in binding(leading, case.clocks.all())] if leading else []
    return Row(
        case,
        party_of(case),
        definition.name,
        definition.step(case.step).name,
        next_deed(case, today),
        whose(case.turn),
        tuple(case.handlers.all()),
        tuple(limits),
    )


def _limit(clock: Clock, today: date) -> Limit:
    found = limit_of(clock, today)
    return replace(found, name=f"{found.name}（{ROLES['publisher']}）") if binds(clock) == "disclosure" else found


def whose(turn: str) -> str:
    """Whose turn it is, in a word: 承办人, a role, or 当事人."""
    if turn == PARTY:
        return "当事人"
    granted = RIGHTS.get(turn, {})
    if TEAM in granted.values():
        return "承办人"
    nearest = SECTION if SECTION in granted.values() else AGENCY
    return "、".join(ROLES[role] for role, reach in granted.items() if reach == nearest)


def own_terms(agency: Agency, today: date) -> list[tuple[AgencyTerm, Limit]]:
    """Limits of the agency itself, which belong to no case; the plan of inspections only where something is inspected."""
    inspects = bool(lists.rows_in_force(agency, "inspection-items", today))
    terms = agency_terms(lawpack.current(), today, filed_years(agency) if inspects else None)
    return [(each, limit_on(each.name, each.due_on, today, warn_on=each.warn_on)) for each in terms]


def cells(row: Row) -> list[str]:
    """A row as text, in the order of ``COLUMNS``."""
    limit = row.limit
    return [
        row.case.number,
        row.case.title,
        row.party,
        row.procedure,
        row.step,
        row.deed,
        row.whose,
        row.people,
        limit.name if limit else "",
        limit.due_on.isoformat() if limit else "",
        limit.word if limit else "没有在计的期限",
        "；".join(f"{each.name} {each.due_on} {each.word}" for each in row.others),
    ]


def choices(sections: list[Section], chosen: Chosen, today: date) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    people = handlers_in(sections)
    return {
        "sections": [("", "全部承办机构"), *((each.code, each.name) for each in sections)],
        "handlers": [("", "全部承办人"), *((str(each.pk), each.name) for each in people)],
        "procedures": [("", "全部程序"), *procedures_shown(today)],
        "steps": [("", "全部环节"), *steps_shown(today, chosen.procedure)],
        "states": list(STATES),
    }


def handlers_in(sections: list[Section]) -> list[Person]:
    """Who handles an open case of these sections, also with an account no longer in use."""
    open_there = Handler.objects.filter(person=OuterRef("pk"), case__section__in=sections).exclude(turn="")
    agency = sections[0].agency_id
    found = Person.objects.filter(Exists(open_there), agency_id=agency)
    return list(found.select_related("section").order_by("name", "id"))


def officers_of(person: Person) -> list[Person]:
    """Who can take a case over: officers of the agency with an account in use."""
    found = Person.objects.filter(agency_id=person.agency_id, is_active=True, grants__role="officer")
    return list(found.select_related("section").distinct().order_by("name", "id"))
