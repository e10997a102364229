"""Menu entries of the desks; the shell shows them after its own."""

from __future__ import annotations

from daylight.web.office.menu_entry import Entry

ENTRIES: tuple[Entry, ...] = ()
