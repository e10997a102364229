"""罚款计算: every charge of a draft under its law, the heavier of two provisions for one act, the sum, the table.

Money is Decimal yuan. ``computed`` is kept in the draft, so that review, decision and page show one and the same table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.amounts import Assessment, assess
from daylight.core.finetable import Row, range_fault, rows
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import Grade, Item
from daylight.core.merging import heaviest
from daylight.core.money import in_capitals
from daylight.decisions.charging import SAME, Charge, charges_of
from daylight.decisions.draftlimits import MOST_YUAN
from daylight.decisions.draftlines import merged_gains

HEAVIER = "行政处罚法第二十九条"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One charge with its law. ``doubt`` why it cannot be assessed or does not hold; ``applied`` False: another
    provision broken by the same act is heavier."""

    charge: Charge
    law: Item | None
    grade: Grade | None
    assessment: Assessment | None
    rows: tuple[Row, ...]
    doubt: str = ""
    applied: bool = True

    @property
    def name(self) -> str:
        return self.law.name if self.law else self.charge.item or "未选事项"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The fine of a draft. ``total`` None while nothing can be reckoned."""

    charges: tuple[Reckoned, ...]
    total: Decimal | None

    @property
    def applied(self) -> tuple[Reckoned, ...]:
        return tuple(each for each in self.charges if each.applied)

    @property
    def capitals(self) -> str:
        return in_capitals(self.total) if self.total is not None and self.total < MOST_YUAN else ""


def reckon(case: Case, fields: Mapping[str, Any], today: date) -> Reckoning:
    """Reckon every charge; never raises, what is wrong is a ``doubt``."""
    found = [_one(each, today) for each in charges_of(case, fields)]
    found = _heavier(found)
    if not any(each.charge.parts for each in found):
        return Reckoning(tuple(found), None)
    return Reckoning(tuple(found), sum((each.charge.amount for each in found if each.applied), Decimal(0)))


def computed(case: Case, fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What the draft keeps of the reckoning: ``fine_yuan``, ``fine_table``, ``gains_yuan``."""
    found = reckon(case, fields, today)
    try:
        gains = merged_gains(fields)
    except ValueError:
        # The line that does not hold is named by ``problems``.
        gains = None
    return {
        "fine_yuan": "" if found.total is None else format(found.total, "f"),
        "fine_table": table(case, found),
        "gains_yuan": format(gains.total, "f") if gains else "",
    }


def table(case: Case, found: Reckoning) -> dict[str, Any]:
    """``rows`` of text with ``act``, ``party`` and ``note``; ``merged`` how the sum came about; ``total``, ``capitals``;
    ``parties`` the fine of each party where there are several; ``doubts`` rival provisions nobody can compare yet.

    ``deviates``: some sum lies outside its grade. Empty while nothing is reckoned.
    """
    if found.total is None:
        return {}
    names = {str(each.uuid): each.name for each in case.parties.all()}
    several = len({each.charge.key for each in found.charges if each.charge.parts}) > 1
    lines = [
        {
            "act": each.name if several else "",
            "party": names.get(each.charge.party, ""),
            **asdict(row),
            "note": "" if each.applied else f"同一行为另有较重的规定，不适用本项（{HEAVIER}）",
        }
        for each in found.charges
        for row in each.rows
    ]
    sums = [each.charge.amount for each in found.applied if each.charge.parts]
    merged = ""
    if len(sums) > 1:
        merged = f"{' ＋ '.join(f'{each:,.2f} 元' for each in sums)} ＝ {found.total:,.2f} 元"
    return {
        "rows": lines,
        "merged": merged,
        "total": f"{found.total:,.2f}",
        "capitals": found.capitals,
        "parties": _shares(found.applied, names),
        "deviates": any(_outside(each.assessment) for each in found.applied),
        "doubts": [f"{each.name}：{each.doubt}" for each in found.charges if not each.applied and each.doubt],
    }


def table_lines(kept: Mapping[str, Any]) -> list[str]:
    """The kept table as lines of text, for comparing versions and for readers without a table."""
    found = []
    for row in kept.get("rows", []):
        head = "，".join(part for part in (row["act"], row["party"]) if part)
        text = f"{row['grade']}；{row['factor']}；{row['bounds']}；{row['result']}；理由：{row['reason']}"
        found.append(f"{head + '：' if head else ''}{text}{'；' + row['note'] if row['note'] else ''}")
    if kept.get("merged"):
        found.append(f"合并：{kept['merged']}")
    if kept.get("total"):
        found.append(f"合计：{kept['total']} 元（{kept['capitals']}）")
    return found


def _outside(found: Assessment | None) -> bool:
    return found is not None and found.grade_low is not None and not found.within_grade


def _shares(found: Sequence[Reckoned], names: Mapping[str, str]) -> list[dict[str, str]]:
    """The fine of each party that has lines of its own."""
    sums: dict[str, Decimal] = {}
    for each in found:
        if each.charge.parts:
            sums[each.charge.party] = sums.get(each.charge.party, Decimal(0)) + each.charge.amount
    if not any(sums):
        return []
    return [
        {"party": party, "name": names.get(party, "未指明的当事人"), "fine": format(value, "f")}
        for party, value in sums.items()
    ]


def _one(charge: Charge, today: date) -> Reckoned:
    pack = lawpack.current()
    try:
        law = pack.item(charge.item, charge.law_day(today))
    except NotInForce as error:
        return Reckoned(charge, None, None, None, rows(None, charge.parts), str(error) if charge.parts else "")
    known = {
        each.id: each
        for key in (charge.grade, *(part.grade for part in charge.parts))
        for each in pack.versions(Grade, key)
        if each.item == law.id and (each.in_force(law.in_force_from) or law.in_force(each.in_force_from))
    }
    grade, reason = known.get(charge.grade), charge.deviation_reason or charge.reason
    lines = rows(law, charge.parts, grade, reason, known)
    if not charge.parts:
        return Reckoned(charge, law, grade, None, lines, "还没有填写计算项目" if charge.key else "")
    try:
        found = assess(law, charge.parts, grade, reason, grades=known)
    except ValueError as error:
        return Reckoned(charge, law, grade, None, lines, str(error))
    return Reckoned(charge, law, grade, found, lines, range_fault(found, law.cite) or _grade_fault(found, charge))


def _grade_fault(found: Assessment, charge: Charge) -> str:
    if found.grade_low is None or found.grade_high is None:
        return "还没有选裁量阶次"
    if found.within_grade or charge.deviation_reason.strip():
        return ""
    return (
        f"不在所选阶次 {found.grade_low:,.2f} 元至 {found.grade_high:,.2f} 元范围内，请调整，或者写明偏离裁量阶次的理由"
    )


def _heavier(found: list[Reckoned]) -> list[Reckoned]:
    """Of the provisions broken by the case's own act only the heaviest is applied, for each party by itself."""
    result = list(found)
    for party in dict.fromkeys(each.charge.party for each in found):
        rivals = [
            n
            for n, each in enumerate(found)
            if each.charge.party == party and (not each.charge.key or each.charge.relation == SAME)
        ]
        assessed = [(n, known) for n in rivals if (known := found[n].assessment)]
        if len(rivals) < 2 or not assessed:
            continue
        winner = assessed[heaviest([known for _, known in assessed])][0]
        for n in rivals:
            if n != winner:
                each = found[n]
                doubt = "" if each.assessment else each.doubt
                result[n] = Reckoned(each.charge, each.law, each.grade, each.assessment, each.rows, doubt, False)
    return result
