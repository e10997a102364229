"""The permit to write: open while an act or a chore runs. Everything that writes asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


class NoPermit(RuntimeError):
    """A write outside an act: a programming fault, stopped in tests and development."""


@dataclass(slots=True)
class Permit:
    """``event``: the act's event name or ``chore:<name>``; ``recorded``: journal kinds written so far.

    ``closing``: what has to be brought in step with the rows before the permit ends, once each however often it was asked
    for. Not done when the act refuses.
    """

    event: str
    recorded: list[str] = field(default_factory=list)
    closing: dict[Hashable, Callable[[], object]] = field(default_factory=dict)

    def settle(self) -> None:
        """Do what was asked for at the end, in the order in which it was asked for."""
        while self.closing:
            self.closing.pop(next(iter(self.closing)))()


_open: ContextVar[Permit | None] = ContextVar("daylight_permit", default=None)

# Django's own bookkeeping: sessions and migrations are not acts.
FREE_TABLES = ("django_session", "django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")


def current_permit() -> Permit:
    """The open permit, or ``NoPermit``: shared steps of acts call this to demand an open act."""
    permit = _open.get()
    if permit is None:
        raise NoPermit("写入只能在办理动作（act）或后台任务（chore）内进行")
    return permit


@contextmanager
def permit(event: str) -> Iterator[Permit]:
    """Open a permit for ``event``. Permits do not nest: acts never call acts."""
    if (running := _open.get()) is not None:
        raise NoPermit(f"{event} 不能在 {running.event} 内再开办理动作")
    opened = Permit(event)
    token = _open.set(opened)
    try:
        yield opened
        opened.settle()
    finally:
        _open.reset(token)


def guard_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Database execute wrapper (tests, development): a write with no permit stops here."""
    head = sql.lstrip()[:6].upper()
    if head in {"INSERT", "UPDATE", "DELETE"} and _open.get() is None:
        words = sql.split(maxsplit=3)
        table = words[1 if head == "UPDATE" else 2].strip('"')
        # new__…: SQLite rebuilding a table inside a migration.
        if table not in FREE_TABLES and not table.startswith("new__"):
            raise NoPermit(f"写入 {table} 时没有办理动作：{sql[:80]}")
    return execute(sql, params, many, context)
