"""Which items may be punished on the spot, and with what: read from the list in force and the law of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.core.lawdata import NotInForce
from daylight.core.lawimpact import fallen
from daylight.core.lawrecords import Grade, Item
from daylight.decisions.onspot.typed import KINDS
from daylight.lists import queries as lists

PROCEDURE = "penalty_summary"


@dataclass(frozen=True, slots=True)
class Offer:
    """One item: ``warning`` its law knows the warning, ``fines`` amounts within its range, smallest first."""

    code: str
    name: str
    law: Item
    warning: bool
    fines: tuple[Decimal, ...]


def listed(agency: Agency, code: str, on: date) -> dict[str, Any] | None:
    """The row of the list in force, when the agency put the item under the summary procedure."""
    row = lists.item(agency, code, on)
    return row if row and PROCEDURE in (row["procedures"] or ()) else None


def law_of(row: Mapping[str, Any] | None, on: date) -> Item | None:
    """The rule on the day of the act; None when the row names none or it was not in force."""
    try:
        return lawpack.current().item(row["law_item"], on) if row and row["law_item"] else None
    except NotInForce:
        return None


def limit_of(party_kind: str, on: date) -> Decimal:
    """处罚法第51条: the highest fine on the spot, yuan."""
    return Decimal(str(lawpack.current().parameter(f"summary_fine_{party_kind}", on).value))


def offers(agency: Agency, on: date) -> list[Offer]:
    """The items a warning or a small fine may be given for today, in the order of the list."""
    found = []
    for row in lists.items(agency, on):
        law = law_of(row, on) if PROCEDURE in (row["procedures"] or ()) else None
        if law is None or not set(KINDS) & set(law.penalties) or fallen(lawpack.current(), law.id, on):
            continue
        found.append(
            Offer(
                code=row["code"],
                name=row["item"].removesuffix("的处罚"),
                law=law,
                warning="warning" in law.penalties,
                fines=tuple(_amounts(law, on)),
            )
        )
    return found


def _amounts(law: Item, on: date) -> Iterator[Decimal]:
    """Round steps up to both limits, so that most fines are one tap; any other amount can be typed."""
    if "fine" not in law.penalties or law.fine is None or law.fine.kind != "fixed":
        return
    person, organisation = (limit_of(kind, on) for kind in ("person", "organisation"))
    steps = {person / 4, person / 2, person, organisation / 6, organisation / 3, organisation}
    yield from sorted(each for each in steps if law.fine.min <= each <= law.fine.max and each > 0)


def grade_for(law: Item, fine: Decimal, on: date) -> Grade | None:
    """The mildest grade that holds ``fine``; None where none was published."""
    fitting = (each for each in lawpack.current().grades(law.id, on) if each.min <= fine <= each.max)
    return min(fitting, key=lambda each: each.min, default=None)
