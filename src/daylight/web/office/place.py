"""Where a deed is done: the case, who does it, and the day in China."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daylight.base.orgs.models import Person
from daylight.cases.models import Case


@dataclass(frozen=True, slots=True)
class Place:
    case: Case
    person: Person
    today: date
