"""代理安排: whoever is away names who looks at his list; the head names somebody for one who is absent."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import end_substitution, name_substitute
from daylight.cases.models import Substitution
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.forms.fields import DAY_HINT
from daylight.web.office.forms.reading import read_day
from daylight.web.office.views.terms import named

SHOWN = 50
NAMES = ("person", "substitute", "from_on", "until_on", "reason")


@require_http_methods(["GET", "POST"])
@office_required
def substitutes(request: HttpRequest) -> HttpResponse:
    """The substitutions that concern the person signed in, and a form to name a substitute."""
    me, today = person_of(request), local_date(present())
    typed = {name: request.POST.get(name, "") for name in NAMES}
    if request.method == "GET":
        return _page(request, {**typed, "person": str(me.pk), "from_on": today.isoformat()})
    people = {str(each.pk): each for each in _people(me)}
    substitutes = {str(each.pk): each for each in [*_colleagues(me), me]}
    person, substitute = people.get(typed["person"]), substitutes.get(typed["substitute"])
    days = {name: read_day(typed[name], today, lawpack.current().calendar()) for name in ("from_on", "until_on")}
    first, last = days["from_on"], days["until_on"]
    if person is None or substitute is None or first is None or last is None:
        said = {
            "person": "请选择谁需要代理。",
            "substitute": "请选择代理人。",
            "from_on": "请填写开始日期，如 2026-11-22。",
            "until_on": "请填写结束日期，如 2026-11-22。",
        }
        found = {"person": person, "substitute": substitute, **days}
        faults = [Refusal("field.required", said[name], "", name) for name, value in found.items() if value is None]
        return _page(request, typed, faults)
    outcome = perform(request, name_substitute, person, substitute, first, last, typed["reason"])
    if outcome:
        return done(request, f"已安排{substitute.name}代理{person.name}。", "office:substitutes")
    return _page(request, typed, outcome.refusals)


@require_POST
@office_required
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The person is back."""
    row = Substitution.objects.select_related("person__agency", "substitute").filter(uuid=uuid).first()
    if row is None or not _may_arrange(person_of(request), row.person):
        raise Http404
    outcome = perform(request, end_substitution, row)
    if outcome:
        return done(request, "代理已结束。", "office:substitutes")
    return _page(request, {}, outcome.refusals)


def _may_arrange(me: Person, person: Person) -> bool:
    return me.pk == person.pk or may(me, "case.assign", Scope(person.agency_id, person.section_id))


def _people(me: Person) -> list[Person]:
    """For whom ``me`` may name a substitute: himself first."""
    others = [each for each in _colleagues(me) if _may_arrange(me, each)] if _arranges(me) else []
    return [me, *others]


def _arranges(me: Person) -> bool:
    return may(me, "case.assign", Scope(me.agency_id, me.section_id))


def _colleagues(me: Person) -> list[Person]:
    found = Person.objects.filter(agency_id=me.agency_id, is_active=True, grants__isnull=False).exclude(pk=me.pk)
    return list(found.select_related("section").distinct().order_by("name", "id"))


def _page(request: HttpRequest, typed: dict[str, str], faults: Iterable[Refusal] = ()) -> HttpResponse:
    me, today = person_of(request), local_date(present())
    concerned = Q(person=me) | Q(substitute=me)
    if _arranges(me):
        concerned |= Q(person__in=_people(me))
    rows = Substitution.objects.filter(concerned).select_related("person", "substitute", "named_by")
    lines = []
    for each in rows[:SHOWN]:
        over = each.ended_at is not None or each.until_on < today
        kind, word = ("done", "已结束") if over else ("todo", "未开始") if each.from_on > today else ("doing", "代理中")
        lines.append({"row": each, "kind": kind, "word": word, "may_end": not over and _may_arrange(me, each.person)})
    context = {
        "lines": lines,
        "people": named(_people(me)),
        "substitutes": named([*_colleagues(me), *([me] if _arranges(me) else [])]),
        "typed": typed,
        "hint": DAY_HINT,
        "others": _arranges(me),
    }
    return answer(request, "office/substitutes.html", context, tuple(faults))
