"""音像记录事项清单 before its occasion: what must be filmed here as soon as it takes place, so that nobody learns of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from daylight.cases.moving import definition_of
from daylight.lists import queries as lists
from daylight.recording.models import Recording
from daylight.recording.queries import Demand, reached
from daylight.web.office.place import Place


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A row of the list: ``name`` the step, ``when`` the occasion that calls for the camera."""

    item_code: str
    name: str
    when: str
    here: bool


def foreseen(place: Place, demands: list[Demand]) -> list[Foreseen]:
    """Rows of the steps reached so far that nothing demands yet; ``here``: of the present step."""
    steps, asked = reached(place.case), {each.item_code for each in demands}
    return [
        Foreseen(
            row["code"], row.get("step") or row["code"], row.get("required_when", ""), place.case.step in row["steps"]
        )
        for row in lists.recording_items(place.case.agency, place.today, place.case.procedure)
        if row["code"] not in asked and steps & set(row.get("steps") or ())
    ]


def labelled(place: Place, recordings: Iterable[Recording]) -> list[tuple[Recording, str]]:
    """Each recording with what it was made for, in words: the row of the list, or the step of the procedure."""
    steps = {each.code: each.name for each in definition_of(place.case).steps}
    rows = lists.recording_items(place.case.agency, place.today, place.case.procedure)
    items = {row["code"]: row.get("step") or row["code"] for row in rows}
    return [(each, items.get(each.item_code) or steps.get(each.step, each.step)) for each in recordings]
