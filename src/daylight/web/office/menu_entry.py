"""One entry of the main menu: for which roles, where it leads, and how many things wait behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from daylight.base.orgs.models import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """``name``: URL name without the namespace; ``count``: ``(person, today) → int`` shown beside the label when not 0."""

    label: str
    name: str
    roles: frozenset[str]
    count: Callable[[Person, date], int] | None = None
    # URL names that belong to this entry, so that it stays marked on its inner pages.
    inner: frozenset[str] = frozenset()
