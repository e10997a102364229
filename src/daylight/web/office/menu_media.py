"""The main menu: entries of the record's own desks."""

from __future__ import annotations

from daylight.web.office.menu_entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "记录完整性",
        "unit-records",
        frozenset({"officer", "section_head", "reviewer", "leader"}),
        inner=frozenset({"case-record"}),
    ),
    Entry(
        "记录设备", "devices", frozenset({"officer", "section_head", "reviewer", "leader"}), inner=frozenset({"device"})
    ),
)
