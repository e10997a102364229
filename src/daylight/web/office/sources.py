"""Where 我的待办 comes from: cases, dossiers, publications, payments, lists. Each source is a range in order of its limits."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from daylight.base.access import Scope, may, roles_of
from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.cases import queues
from daylight.cases.models import NO_LIMIT, Case, Clock
from daylight.cases.moving import definition_of
from daylight.cases.turns import PARTY, binding, binds, leads_on
from daylight.core.listkinds import KINDS
from daylight.decisions.models import Decision
from daylight.disclosure.models import Copy as PublicationCopy
from daylight.disclosure.models import Task as PublicationTask
from daylight.lists.models import ListVersion
from daylight.lists.stations import turn_of, waiting_for
from daylight.portal.models import Complaint
from daylight.review.models import Dossier
from daylight.web.office.desks.lists_due import DueList, due_lists
from daylight.web.office.limits import Limit, limit_of, limit_on, protects_party
from daylight.web.office.tasks_channels import channel_tasks
from daylight.web.office.tasks_disclosure import disclosure_tasks
from daylight.web.office.tasks_people import people_tasks
from daylight.web.office.tasks_site import site_tasks
from daylight.web.office.waiting import Waiting, desk_link, party_of

PUBLISHING = {"to_prepare": "制作公示版", "to_confirm": "复核公示版", "withholding": "复核不予公开"}
REVIEWING = {"waiting": "分派审核人", "reviewing": "逐项审核"}


@dataclass(frozen=True, slots=True)
class Source:
    """``rows`` ordered by ``due`` (empty: no limit runs), then by ``key``; ``kind``: how a row becomes a line.

    ``ready``: lines that are few and were worked out already, instead of rows.
    """

    kind: str
    rows: QuerySet[Any]
    due: str
    key: str
    instead_of: Person | None = None
    ready: tuple[Waiting, ...] = ()


def sources_for(person: Person, today: date) -> list[Source]:
    """Everything that may wait for ``person``, what he has himself before what he stands in for."""
    found = [Source("case", each.rows, "due_on", each.case) for each in queues.streams(person, today)]
    held = roles_of(person)
    if "reviewer" in held:
        waiting = Dossier.objects.filter(state="waiting", case__agency_id=person.agency_id)
        mine = Dossier.objects.filter(state="reviewing", reviewer=person)
        found += [Source("dossier", each.order_by("due_on", "id"), "due_on", "pk") for each in (waiting, mine)]
    scope = Scope(person.agency_id)
    if may(person, "disclosure.prepare", scope):
        tasks = PublicationTask.objects.filter(agency_id=person.agency_id).order_by("due_on", "id")
        # What was passed for a set time waits for nobody.
        tasks = tasks.exclude(copies__in=PublicationCopy.objects.filter(confirmed_at=None, publish_at__isnull=False))
        found += [Source("publication", tasks.filter(state=state), "due_on", "pk") for state in PUBLISHING]
    if "window" in held:
        owed = Case.objects.filter(agency_id=person.agency_id, turn=PARTY).filter(
            decisions__isnull=False, decisions__replaced_at=None
        )
        found.append(Source("payment", owed.order_by("due_on", "id"), "due_on", "pk"))
    found.append(Source("list", waiting_for(person).order_by("id"), "", "pk"))
    if may(person, "complaint.answer", scope):
        asked = Complaint.objects.filter(agency_id=person.agency_id, answered_at=None)
        asked = asked.exclude(about=person.certificate_number or "-")
        found.append(Source("complaint", asked.order_by("due_on", "id"), "due_on", "pk"))
    if due := tuple(_due_lists(person, today)):
        found.append(Source("due", Case.objects.none(), "", "pk", ready=due))
    if people := tuple(
        sorted((*_people(person, today), *channel_tasks(person, today), *disclosure_tasks(person, today)), key=_urgency)
    ):
        found.append(Source("people", Case.objects.none(), "", "pk", ready=people))
    for absent, lent in queues.substituted(person, today):
        found += [Source("case", each.rows, "due_on", each.case, absent) for each in lent]
        if "reviewer" in held:
            theirs = Dossier.objects.filter(state="reviewing", reviewer=absent, case__agency_id=person.agency_id)
            found.append(Source("dossier", theirs.order_by("due_on", "id"), "due_on", "pk", absent))
    return found


def filled(keys: Sequence[tuple[Source, int]], person: Person, today: date) -> list[Waiting]:
    """The lines of ``keys`` in their order; a row that went in the meantime is left out."""
    lines: dict[str, Mapping[int, Waiting]] = {}
    for kind in {source.kind for source, _ in keys if not source.ready}:
        lines[kind] = FILL[kind]({pk for source, pk in keys if source.kind == kind}, today)
    if "case" in lines and not roles_of(person) & set(RIGHTS["case.read"]):
        # The window books what is paid and sees nothing else of the case (罚缴分离).
        lines["case"] = {pk: _at_the_window(line) for pk, line in lines["case"].items()}
    absent = {pk for source, pk in keys if source.kind == "case" and source.instead_of}
    able = _able(absent, person) if absent else set()
    found = []
    for source, pk in keys:
        line = source.ready[pk] if source.ready else lines[source.kind].get(pk)
        if line is not None and source.instead_of is not None:
            hold = "" if source.kind != "case" or pk in able else "您不是承办人，须由科室负责人转办后办理"
            if source.kind == "dossier":
                hold = "须先改派给您"
            line = replace(line, instead_of=source.instead_of.name, hold=hold)
        if line is not None:
            found.append(line)
    return found


def _people(person: Person, today: date) -> Iterable[Waiting]:
    """Certificates, names to tell apart, 回避, late columns: as many as there are people or columns, not as cases."""
    found = people_tasks(person, today)
    if may(person, "column.check", Scope(person.agency_id)):
        found = itertools.chain(found, site_tasks(today))
    for each in found:
        yield Waiting(each.title, each.number, each.what, each.href, each.limit, note=each.note)


def _due_lists(person: Person, today: date) -> Iterable[Waiting]:
    """Lists in force that their keeper has to look at again, one line a list."""
    if not may(person, "list.draft", Scope(person.agency_id)):
        return
    reasons: dict[int, list[DueList]] = {}
    for each in due_lists(person.agency, today):
        reasons.setdefault(each.version.pk, []).append(each)
    for found in reasons.values():
        version = found[0].version
        href = reverse("office:list-version", args=[version.uuid])
        why = "；".join(each.why for each in found)
        yield Waiting(KINDS[version.kind].title, f"第 {version.number} 版", "复核清单", href, None, note=why)


def _urgency(line: Waiting) -> date:
    return line.limit.due_on if line.limit else NO_LIMIT


def _able(pks: Iterable[int], person: Person) -> set[int]:
    """Of these cases those on which ``person`` may make the next move himself: standing in gives no right."""
    found = set()
    for case in Case.objects.filter(pk__in=pks).prefetch_related("handlers"):
        team = frozenset(each.person_id for each in case.handlers.all())
        right = "case.investigate" if case.turn == PARTY else case.turn
        if may(person, right, Scope(case.agency_id, case.section_id, team)):
            found.add(case.pk)
    return found


def _cases(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    return {
        case.pk: Waiting(
            case.title,
            case.number,
            next_deed(case, today),
            reverse("office:case", args=[case.uuid]),
            limit_of_turn(case, today),
            party_of(case),
            _waits(case, today),
        )
        for case in Case.objects.filter(pk__in=pks).prefetch_related("parties", RUNNING)
    }


def _at_the_window(line: Waiting) -> Waiting:
    return replace(line, href=reverse("office:payments"), limit=replace(line.limit, href="") if line.limit else None)


# Stopped clocks bind nobody; a long case has many.
RUNNING = Prefetch("clocks", Clock.objects.filter(stopped_on=None).order_by("due_on", "id"))


def next_deed(case: Case, today: date) -> str:
    """What is to be done next, in the words of the procedure; for the party's turn, what it is about."""
    definition = definition_of(case)
    leading = leads_on(definition, case.step)
    if leading is None:
        return ""
    if case.turn == PARTY:
        about = next((each.name for each in case.clocks.all() if each.code in leading.stops), "履行")
        return f"{about}期已过，核实履行情况" if case.due_on < today else f"等待当事人{about}"
    return leading.name


def limit_of_turn(case: Case, today: date) -> Limit | None:
    """The limit of whoever's turn it is; ``case.clocks`` hold the running ones, the nearest first."""
    leading = leads_on(definition_of(case), case.step)
    bound = binding(leading, case.clocks.all()) if leading else []
    mine = next((each for each in bound if binds(each) != "disclosure"), None)
    return limit_of(mine, today) if mine else None


def _waits(case: Case, today: date) -> str:
    """The party's time that still runs: nothing may be decided before its end."""
    if case.turn == PARTY:
        return ""
    running = [each for each in case.clocks.all() if each.due_on >= today and protects_party(each)]
    return "，".join(f"{each.name}期至 {each.due_on}" for each in running if binds(each) != "nobody")


def _dossiers(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    found = {}
    for each in Dossier.objects.filter(pk__in=pks).select_related("case").prefetch_related("findings", "case__parties"):
        answered = {finding.element for finding in each.findings.all()}
        unanswered = sum(element["code"] not in answered for element in each.elements)
        found[each.pk] = Waiting(
            each.case.title,
            each.case.number,
            REVIEWING.get(each.state, "法制审核"),
            desk_link("dossier", each.uuid, fallback=each.case),
            limit_on("法制审核", each.due_on, today, workdays=True, case=each.case),
            party_of(each.case),
            note=f"第 {each.round} 次送审" + (f"，还有 {unanswered} 项未作结论" if unanswered else ""),
        )
    return found


def _publications(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    tasks = PublicationTask.objects.filter(pk__in=pks).select_related("case")
    return {
        each.pk: Waiting(
            each.case.title,
            each.number,
            PUBLISHING.get(each.state, "公示"),
            desk_link("publication", each.uuid, fallback=each.case),
            limit_on("公示", each.due_on, today, workdays=True, case=each.case),
        )
        for each in tasks
    }


def _payments(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    """The window sees the decision to be paid and nothing else of the case (罚缴分离)."""
    decisions = Decision.objects.filter(case__in=pks, replaced_at=None).select_related("case")
    return {
        each.case_id: Waiting(
            f"处罚决定 {each.number}",
            "",
            "登记缴款",
            reverse("office:payment", args=[each.uuid]),
            _unlinked(limit_of_turn(each.case, today)),
            party_of(each.case),
        )
        for each in decisions.prefetch_related("case__parties", _through("case"))
    }


def _unlinked(limit: Limit | None) -> Limit | None:
    """How it was computed stands on a page the window may not open."""
    return replace(limit, href="") if limit else None


def _through(prefix: str) -> Prefetch[Any]:
    return Prefetch(f"{prefix}__clocks", Clock.objects.filter(stopped_on=None).order_by("due_on", "id"))


def _lists(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    return {
        each.pk: Waiting(
            KINDS[each.kind].title,
            f"第 {each.number} 版",
            turn_of(each),
            reverse("office:list-version", args=[each.uuid]),
            None,
        )
        for each in ListVersion.objects.filter(pk__in=pks)
        if turn_of(each)
    }


def _complaints(pks: Iterable[int], today: date) -> dict[int, Waiting]:
    return {
        each.pk: Waiting(
            f"对{each.about_name or '执法行为'}的投诉",
            each.code,
            "答复投诉",
            reverse("office:complaint", args=[each.uuid]),
            limit_on("投诉答复", each.due_on, today),
        )
        for each in Complaint.objects.filter(pk__in=pks)
    }


FILL: dict[str, Callable[[Iterable[int], date], Mapping[int, Waiting]]] = {
    "case": _cases,
    "dossier": _dossiers,
    "publication": _publications,
    "payment": _payments,
    "list": _lists,
    "complaint": _complaints,
}
