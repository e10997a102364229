"""Who may enter a desk, and small things every desk page does with a refused form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.core.refusal import Refusal
from daylight.web.office.acting import person_of


def home_scope(person: Person) -> Scope:
    """The reach of a desk: the person's own agency and section."""
    return Scope(person.agency_id, person.section_id, frozenset({person.pk}))


def desk_or_404(request: HttpRequest, right: str) -> Person:
    """The person, if the desk of ``right`` is theirs; to everybody else it does not exist."""
    person = person_of(request)
    if not may(person, right, home_scope(person)):
        raise Http404
    return person


def placed(refusals: Iterable[Refusal], names: Mapping[str, str], otherwise: str = "") -> tuple[Refusal, ...]:
    """Refusals with their field named as this page names it: several forms on a page cannot share an id.

    ``names``: field of the act → id on the page without ``f-``. ``otherwise``: where the rest belongs.
    """
    return tuple(replace(each, field=names.get(each.field, otherwise)) for each in refusals)
