"""Menu entries about the public site."""

from __future__ import annotations

from datetime import date

from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.portal.columnstates import late_columns
from daylight.web.office.menu_entry import Entry


def _late(person: Person, today: date) -> int:
    return len(late_columns(today))


ENTRIES: tuple[Entry, ...] = (
    Entry("栏目更新", "columns", frozenset(RIGHTS["column.check"]), _late, frozenset({"column-check"})),
    Entry("公示网站", "site", frozenset(RIGHTS["site.describe"])),
)
