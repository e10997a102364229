"""Figures of a run: medians over repetitions, and the ratio to the peer measured beside them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. ``ours`` and ``peer`` in ``unit``; ``runs`` repetitions each; ``ratio`` is ours / peer."""

    what: str
    peer_name: str
    ours: float
    peer: float
    unit: str
    runs: int
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.peer


@dataclass(frozen=True, slots=True)
class Plain:
    """A figure without a peer."""

    what: str
    value: float
    unit: str
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes, s."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def say(text: str) -> None:
    print(f"  {text}", flush=True)
