"""Cursor pages: a cursor names the last line seen, so new lines never shift a page and none is skipped or seen twice."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from daylight.web.api.faults import fault

M = TypeVar("M", bound=Model)
LIMIT = 50
MOST = 200
MARK = re.compile(r"([a-z]{1,8}):(\d{1,18})")


def encode(order: str, position: int) -> str:
    """``position`` in the order named ``order``, opaque to clients."""
    return base64.urlsafe_b64encode(f"{order}:{position}".encode()).decode().rstrip("=")


def decode(order: str, cursor: str) -> int | None:
    """The position, None for the beginning. Raises ``Fault`` 400 for a cursor of another list or none at all."""
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    found = MARK.fullmatch(text)
    if found is None or found[1] != order:
        raise fault(400, "cursor.unknown", "cursor 不是本列表给出的值，请从头读取。")
    return int(found[2])


def page(rows: QuerySet[M], order: str, cursor: str, limit: int) -> tuple[list[M], str | None]:
    """The newest rows first from after ``cursor``, and the cursor of the next page (None: this was the last)."""
    after = decode(order, cursor)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found: list[Any] = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return found[:limit], encode(order, found[limit - 1].pk) if more else None
