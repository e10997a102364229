"""The roster of a week, and who may sit where."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from daylight.base.orgs.models import Agency, Person
from daylight.lists import queries as lists
from daylight.lists.roster.models import CANCELLED, Shift


def week_of(day: date) -> list[date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def windows_on(agency: Agency, day: date) -> list[dict[str, Any]]:
    """The windows of the list in force."""
    return lists.rows_in_force(agency, "windows", day)


def standing(agency: Agency, first: date, last: date) -> QuerySet[Shift]:
    """Every shift that stands, ``last`` included, day by day, window by window."""
    rows = Shift.objects.filter(agency=agency, on__range=(first, last)).exclude(state=CANCELLED)
    return rows.select_related("person__section", "stands_in_for__section")


def shifts_between(agency: Agency, first: date, last: date) -> list[Shift]:
    """The same, read."""
    return list(standing(agency, first, last))


def shift_for(person: Person, uuid: Any) -> Shift | None:
    """A shift of the person's agency; to everybody else it does not exist."""
    found = Shift.objects.filter(agency_id=person.agency_id, uuid=uuid)
    return found.select_related("person__section", "stands_in_for__section", "agency").first()


def seatable(agency: Agency) -> list[Person]:
    """Whom one may put at a window."""
    return list(Person.objects.filter(agency=agency, is_active=True).select_related("section").order_by("id"))
