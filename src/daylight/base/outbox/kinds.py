"""种类: what each folder of ``channels`` tells the outbox about itself. Registered where its background work is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daylight.base.outbox.models import Channel, Message


@dataclass(frozen=True, slots=True)
class Taken:
    """The receiver has it. ``reference``: its own number, empty when it gives none."""

    status: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a follower makes of a delivered message. ``ends``: what waits before it in its lane must not leave any more."""

    title: str
    body: Mapping[str, Any]
    ends: bool = False


Send = Callable[[Channel, Message, datetime], Taken]
Follow = Callable[[Channel, Message], Passed | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """``send`` raises ``Unreachable`` or ``Declined``. ``follow``: makes its message from one the public site has taken.

    ``topic``: what the kind is told by ``posting.announce``.
    """

    code: str
    name: str
    what: str
    send: Send
    follow: Follow | None = None
    topic: str = ""


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make ``kind`` known under its code."""
    KINDS[kind.code] = kind
    return kind
