"""办法里的期限: the wording of a policy table → a period, and the limit of the lawpack as the table shortens it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from daylight.core.deadlines import Period, PeriodError
from daylight.core.lawclocks import Deadline
from daylight.core.listcells import chinese_count, halfwidth
from daylight.core.refusal import Refusal

_UNITS = {"工作日": "wd", "小时": "h", "年": "y", "月": "m", "天": "d", "日": "d"}
# Months in the units in which something stays public.
MONTHS = {"m": 1, "y": 12}
_PARTS, _ASIDE = re.compile("[,;，；、]"), re.compile(r"\([^()]*\)|（[^（）]*）")
_PERSON = re.compile("^(?:自然人|公民|个人)的?")
_WORDED = re.compile(r"(\d+|[一二三四五六七八九十百]+)个?(工作日|小时|年|月|天|日)(?:内|以内|之内)?")


def period_of(wording: str) -> Period | None:
    """``7个工作日``, ``七个工作日内``, ``24小时``, ``7wd`` → a period; None for any other wording (及时, 1月31日前)."""
    text = re.sub(r"\s", "", halfwidth(wording)).removeprefix("自").removesuffix("。")
    try:
        return Period.parse(text)
    except PeriodError:
        pass
    found = _WORDED.fullmatch(text)
    count = chinese_count(found[1]) if found else None
    return Period(count, _UNITS[found[2]]) if found and count else None  # type: ignore[arg-type]


def keep_of(wording: str, person: bool) -> Period | None:
    """How long it stays public, in years or months: of ``5年，自然人2年`` 5y, and of a natural person 2y. None where the
    wording says no such term for them (长期, 许可有效期内)."""
    said: dict[bool, Period] = {}
    for part in _PARTS.split(_ASIDE.sub("", halfwidth(wording))):
        of_person = bool(_PERSON.match(part.strip()))
        period = period_of(_PERSON.sub("", part.strip()))
        if period is not None and period.unit in MONTHS:
            said.setdefault(of_person, period)
    return said.get(person)


def ruling_row(rows: Iterable[Mapping[str, Any]], clock: str, category: str) -> Mapping[str, Any] | None:
    """The row that rules limit ``clock`` for a 执法类别: one that names it, else one that names none."""
    found = [row for row in rows if row.get("clock") == clock]
    named = [row for row in found if category and category in (row.get("acts") or ())]
    return next(iter(named or [row for row in found if not row.get("acts")]), None)


def under_policy(rule: Deadline, row: Mapping[str, Any] | None, source: str) -> Deadline:
    """``rule`` with the period of the table, its source named beside the law. Without a row, or with a wording that is
    no period or exceeds the law (a law that became stricter later), the law itself."""
    period = period_of(str(row["deadline"])) if row and row.get("deadline") else None
    if row is None or period is None or rule.yearly or longer(period, rule.period) or period == rule.period:
        return rule
    return replace(rule, period=period, cite=f"{source}（{row['code']}）；{rule.cite}")


def longer(period: Period, legal: Period) -> bool:
    """Whether ``period`` may exceed the legal one. So many days are never longer than as many working days; two units
    that cannot be compared count as longer."""
    if period.unit == legal.unit or (period.unit, legal.unit) == ("d", "wd"):
        return period.count > legal.count
    return not (period.unit == "h" and legal.unit in {"d", "wd"} and period.count <= 24 * legal.count)


def faults_of(rows: Iterable[Mapping[str, Any]], rules: Mapping[str, Deadline], cite: str) -> list[Refusal]:
    """What keeps the table from ruling: an unknown limit, a wording that is no period, a term beyond the law, two rows
    for one limit and category. ``rules``: the limits in force, by code."""
    found: list[Refusal] = []
    taken: dict[tuple[str, str], str] = {}
    for row in rows:
        code, clock = row["code"], str(row.get("clock") or "")
        if not clock:
            continue
        rule = rules.get(clock)
        if rule is None or rule.yearly:
            message = f"{code} 一行的法定期限编号“{clock}”不在期限表里，请核对，或者留空。"
            found.append(Refusal("policy.clock", message, cite, code))
            continue
        period = period_of(str(row.get("deadline") or ""))
        if period is None:
            message = f"{code} 一行的期限“{row.get('deadline', '')}”看不出日数，请写成“{rule.period.label}”这样的期限。"
            found.append(Refusal("policy.period", message, cite, code))
        elif longer(period, rule.period):
            message = (
                f"{code} 一行的期限 {period.label}长于法定的 {rule.period.label}（{rule.name}），请改为不超过法定期限。"
            )
            found.append(Refusal("policy.longer", message, rule.cite, code))
        for act in row.get("acts") or ("",):
            if (other := taken.setdefault((clock, act), code)) != code:
                message = f"{other} 和 {code} 都规定了{act}“{rule.name}”的期限，请合并为一行。"
                found.append(Refusal("policy.twice", message, cite, code))
    return found
