"""Chores: background work whose queue is the database state itself.

A chore finds a row, claims it by a conditional update, works outside the transaction and records the result, so the same
code runs on SQLite and PostgreSQL and a killed worker loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

log = logging.getLogger("daylight.chores")

Work = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Chore:
    """``work(now)`` does one round and answers how many rows it moved; ``every`` is its pause when idle."""

    name: str
    every: timedelta
    work: Work


CHORES: dict[str, Chore] = {}


def chore(name: str, every: timedelta = timedelta(seconds=2)) -> Callable[[Work], Work]:
    """Register ``work`` under ``name``; the worker runs it every ``every``."""

    def wrap(work: Work) -> Work:
        CHORES[name] = Chore(name, every, work)
        return work

    return wrap


def run_all(now: datetime, rounds: int = 20) -> int:
    """Run every chore until nothing moves (tests, demonstrations). Returns how many rows moved."""
    total = 0
    for _ in range(rounds):
        moved = sum(c.work(now) for c in CHORES.values())
        total += moved
        if not moved:
            return total
    raise RuntimeError(f"chores still moving after {rounds} rounds")
