"""A limit as people read it: 剩 n 日, 今日到期, 已超 n 日; 暂定 when a holiday notice is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from daylight.base import lawpack
from daylight.base.face.templatetags.face import SHAPES
from daylight.base.present import present
from daylight.cases.models import Case, Clock
from daylight.cases.turns import party_right as protects_party
from daylight.core.lawdata import NotInForce

__all__ = ["Limit", "in_workdays", "limit_of", "limit_on", "protects_party", "reckoning"]


@dataclass(frozen=True, slots=True)
class Limit:
    """``kind`` as in ``{% status %}``; ``left`` days or working days, negative when past; ``due_on`` for sorting; ``href``:
    where it says how it was computed."""

    name: str
    kind: str
    word: str
    due_on: date
    left: int
    href: str = ""

    def tag(self) -> dict[str, str]:
        """The context of the status tag."""
        return {"kind": self.kind, "word": self.word, "path": SHAPES[self.kind], "href": self.href}


def reckoning(case: Case) -> str:
    """The address of 期限如何计算 of ``case``."""
    return reverse("office:clocks", args=[case.uuid])


def limit_on(name: str, due_on: date, today: date, *, warn_on: date | None = None, workdays: bool = False,
             provisional: bool = False, case: Case | None = None) -> Limit:  # fmt: skip
    """A limit that ends on ``due_on``. ``warn_on``: from that day it is 临期; two days before when left out. ``case``: the
    case whose page says how it was computed."""
    left = lawpack.current().calendar().workdays_between(today, due_on) if workdays else (due_on - today).days
    unit = "个工作日" if workdays else "日"
    if today > due_on:
        kind, word = "late", f"已超 {abs(left) or (today - due_on).days} {unit if left else '日'}"
    elif today == due_on:
        kind, word = "due", "今日到期"
    else:
        near = today >= warn_on if warn_on else (due_on - today).days <= 2
        kind, word = ("due" if near else "ok"), f"剩 {left} {unit}"
    return Limit(name, kind, f"{word}（暂定）" if provisional else word, due_on, left, reckoning(case) if case else "")


def limit_of(clock: Clock, today: date) -> Limit:
    """The limit of a running clock, in its own unit; 计时中止 while it is suspended."""
    # A list loads thousands of clocks: the link is there where the case is at hand, and costs no query where it is not.
    case = clock.case if Clock.case.is_cached(clock) else None
    href = reckoning(case) if case else ""
    if clock.suspended_on is not None and clock.suspended_on <= clock.due_on:
        return Limit(clock.name, "hold", "计时中止", clock.due_on, (clock.due_on - today).days, href)
    if clock.due_at is not None:
        return _in_hours(clock, clock.due_at - present(), href)
    return limit_on(
        clock.name,
        clock.due_on,
        today,
        warn_on=clock.warn_on,
        workdays=in_workdays(clock),
        provisional=clock.provisional,
        case=case,
    )


def _in_hours(clock: Clock, left: timedelta, href: str) -> Limit:
    """A limit that ends at a moment: hours are said, because the day says too little."""
    hours = abs(left) // timedelta(hours=1)
    said = f"{hours} 小时" if hours else "不足 1 小时"
    kind, word = ("late", f"已超 {said}") if left < timedelta() else ("due", f"剩 {said}" if hours else said)
    return Limit(clock.name, kind, word, clock.due_on, left.days, href)


def in_workdays(clock: Clock) -> bool:
    """Whether the law counts this limit in working days; read from the rule as kept, a list asks it for every row."""
    if clock.rule:
        length = clock.rule.get("variants", {}).get(clock.variant) or clock.rule.get("period", "")
        return str(length).endswith("wd")
    try:
        return lawpack.current().deadline(clock.code, clock.started_on).period.unit == "wd"
    except NotInForce:
        return False
