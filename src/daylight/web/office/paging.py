"""Pages of a long list without counting all of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

# Rows that can be paged to and that are counted; who needs more narrows the list.
REACH = 1000


class Pages(Paginator):
    """As Django's, but counts and reaches no further than ``REACH`` rows."""

    @cached_property
    def _seen(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: REACH + 1].count())

    @property
    def count(self) -> int:  # type: ignore[override]
        return min(self._seen, REACH)

    @property
    def total(self) -> str:
        """The number of rows as the pager says it."""
        return f"{REACH} 以上" if self._seen > REACH else str(self._seen)
