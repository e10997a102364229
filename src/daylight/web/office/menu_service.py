"""Menu entries of those who stand before the public."""

from __future__ import annotations

from daylight.base.access.rights import RIGHTS
from daylight.web.office.menu_entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry("亮证", "showing", frozenset(RIGHTS["identity.show"]), inner=frozenset({"showing-start"})),
    Entry("收件", "applications", frozenset(RIGHTS["application.receive"]), inner=frozenset({"application-new"})),
    Entry("窗口", "windows", frozenset(RIGHTS["window.keep"]), inner=frozenset({"shift"})),
)
