"""One line of 我的待办, and the words and addresses its sources share."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from daylight.cases.models import Case
from daylight.web.office.limits import Limit


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: ``what`` is to be done, on which case, by when (``limit`` None: no limit runs).

    ``instead_of``: whose list it comes from when the reader stands in for somebody; ``hold``: why he cannot do it himself.
    """

    title: str
    number: str
    what: str
    href: str
    limit: Limit | None
    party: str = ""
    note: str = ""
    instead_of: str = ""
    hold: str = ""


def party_of(case: Case) -> str:
    """The names of the parties, from prefetched rows."""
    return "、".join(each.name for each in case.parties.all() if each.role == "party")


def desk_link(name: str, uuid: object, fallback: Case) -> str:
    """The address on a desk; the case's own page in an installation without that desk."""
    try:
        return reverse(f"office:{name}", args=[uuid])
    except NoReverseMatch:
        return reverse("office:case", args=[fallback.uuid])
