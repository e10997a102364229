"""Menu entries about people."""

from __future__ import annotations

from daylight.base.access.rights import RIGHTS
from daylight.web.office.menu_entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry("当事人", "parties", frozenset(RIGHTS["party.read"]), inner=frozenset({"party"})),
    Entry("人员与证件", "people", frozenset(RIGHTS["certificate.read"]), inner=frozenset({"person", "person-photo"})),
)
