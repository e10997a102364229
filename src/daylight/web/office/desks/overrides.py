"""例外放行 on the desk of the second person."""

from __future__ import annotations

from django.db.models import QuerySet

from daylight.base.orgs.models import Person
from daylight.cases.models import GateOverride
from daylight.cases.queries import within


def overrides_for(person: Person) -> QuerySet[GateOverride]:
    """Every request in the cases on which ``person`` may answer, the open ones first."""
    found = GateOverride.objects.filter(within(person, "gate.override", "case__"))
    return found.select_related("case", "asked_by", "answered_by").order_by("state", "-asked_at", "-id")


def waiting_overrides(person: Person) -> QuerySet[GateOverride]:
    """Those that wait for ``person``: not asked by him, not in a case he handles, and the case still runs."""
    # The few open ones first: asked together, a database may go through all cases of the agency instead.
    asked = list(GateOverride.objects.filter(state="asked").values_list("pk", flat=True))
    return (
        overrides_for(person)
        .filter(pk__in=asked, case__closed_on=None)
        .exclude(asked_by=person)
        .exclude(case__handlers__person=person)
    )
