"""Dates as the statute counts them: the calendar day in China, whatever the server's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def local_date(moment: datetime) -> date:
    """Day in China of an aware ``moment``. Naive times are refused: between 0 and 8 h Beijing they name the wrong day."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no day")
    return moment.astimezone(BEIJING).date()


def local_time(moment: datetime) -> datetime:
    """The same instant on a clock in China."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no zone")
    return moment.astimezone(BEIJING)
