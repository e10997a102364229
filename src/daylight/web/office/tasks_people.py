"""待办 about people: certificates that run out (D42), names to tell apart, 回避 to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from daylight.base.access import roles_of
from daylight.base.orgs.models import Person
from daylight.cases.certification import Expiring, expiring
from daylight.cases.party_models import PartyQuestion, Recusal
from daylight.cases.queries import within
from daylight.web.office.limits import Limit, limit_on


@dataclass(frozen=True, slots=True)
class PeopleTask:
    """The parts of a line of 我的待办."""

    title: str
    number: str
    what: str
    href: str
    limit: Limit | None = None
    note: str = ""


def people_tasks(person: Person, today: date) -> Iterable[PeopleTask]:
    """What waits for ``person`` about people."""
    held = roles_of(person)
    if "section_head" in held:
        yield from _certificates(person, today)
    if "leader" in held:
        yield from _recusals(person)
    if "officer" in held:
        yield from _questions(person)


def _certificates(person: Person, today: date) -> Iterable[PeopleTask]:
    """The head of the section learns it before the officer may no longer be sent out."""
    if person.section is None:
        return
    for each in expiring(person.agency, person.section, today):
        yield PeopleTask(
            each.person.name,
            each.person.certificate_number,
            _what(each),
            reverse("office:person", args=[each.person.uuid]),
            limit_on(each.what, each.until, today, warn_on=each.remind_on) if each.until else None,
        )


def _what(each: Expiring) -> str:
    if each.until is None:
        return f"{each.what}，停止派遣"
    return "停止派遣，办理换证或者年审" if each.stopped else "提醒办理换证或者年审"


def _recusals(person: Person) -> Iterable[PeopleTask]:
    # The few open ones first: asked together, a database may go through all cases of the agency instead.
    asked = list(Recusal.objects.filter(granted=None).values_list("pk", flat=True))
    waiting = Recusal.objects.filter(within(person, "recusal.decide", "case__"), pk__in=asked)
    for each in waiting.exclude(person=person).select_related("case", "person"):
        yield PeopleTask(
            each.case.title,
            each.case.number,
            f"决定{each.person.name}是否回避",
            reverse("office:case-people", args=[each.case.uuid]),
            note=f"{each.asked_on} 申请，决定以前调查不停止",
        )


def _questions(person: Person) -> Iterable[PeopleTask]:
    mine = within(person, "case.investigate", "party__case__")
    open_ones = PartyQuestion.objects.filter(mine, answer="", party__record=None)
    for each in open_ones.select_related("party__case", "record"):
        yield PeopleTask(
            each.party.case.title,
            each.party.case.number,
            "核对同名当事人",
            reverse("office:case-people", args=[each.party.case.uuid]),
            note=f"可能与档案中的“{each.record.name}”是同一当事人",
        )
