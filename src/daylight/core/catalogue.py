"""重大执法决定法制审核目录: whether a case is 重大, row by row, and why (行政处罚法第五十八条；90号方案一（三）3).

A row states *scope* (category, items, procedure) and *triggers* (kinds of penalty, amount, area, hearing, circumstances).
The scope must fit and every trigger stated must hold; a row with a scope and no trigger takes in all of its scope. What
is not known yet counts as met: a case is reviewed once too often rather than once too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

CITE = "行政处罚法第五十八条"
ALL = "全部类别"
CONFISCATION = "没收"
FINE = "罚款"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasure:
    """What the catalogue looks at.

    ``organisation``: the party is not a natural person. Amounts in yuan, area in m²; None: not settled yet.
    ``penalty_kinds``: Chinese names of the penalties proposed (罚款, 没收非法占用土地上新建的建筑物和其他设施 …).
    ``heard``: a hearing was held. ``circumstances``: words of the catalogue a person has confirmed for this case.
    """

    category: str
    item_code: str = ""
    procedure: str = ""
    organisation: bool = False
    fine_yuan: Decimal | None = None
    confiscated_yuan: Decimal | None = None
    area_m2: Decimal | None = None
    penalty_kinds: frozenset[str] = frozenset()
    heard: bool = False
    circumstances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One catalogue row judged. ``hit`` None: the row speaks in words only, a person must say whether it applies."""

    row: Mapping[str, Any]
    hit: bool | None
    why: str


def catalogue_hits(rows: Iterable[Mapping[str, Any]], facts: CaseMeasure) -> list[tuple[Mapping[str, Any], str]]:
    """The rows (as ``lists.queries.review_catalog`` gives them) that make the case 重大, each with its reason."""
    return [(finding.row, finding.why) for finding in catalogue_findings(rows, facts) if finding.hit]


def catalogue_findings(rows: Iterable[Mapping[str, Any]], facts: CaseMeasure) -> list[Finding]:
    """Every row with its verdict and the reason, so that a screen can say why a case is or is not 重大."""
    return [_judge(row, facts) for row in rows]


def _judge(row: Mapping[str, Any], facts: CaseMeasure) -> Finding:
    outside = _outside(row, facts)
    if outside:
        return Finding(row, False, outside)
    reasons: list[str] = []
    for holds, why in _triggers(row, facts):
        if not holds:
            return Finding(row, False, why)
        reasons.append(why)
    if reasons:
        return Finding(row, True, "；".join(reasons))
    if row.get("item_codes") or row.get("procedures"):
        return Finding(row, True, f"目录把“{row['item']}”全部列入审核")
    return Finding(row, None, f"目录只写了“{row['item']}”，没有可以比较的条件，由承办机构判断是否属于")


def _outside(row: Mapping[str, Any], facts: CaseMeasure) -> str:
    category = row.get("category", "")
    if category not in {"", ALL, facts.category}:
        return f"目录这一项是{category}，本案是{facts.category}"
    if row.get("item_codes") and facts.item_code not in row["item_codes"]:
        return "本案事项不在目录这一项之内"
    if row.get("procedures") and facts.procedure not in row["procedures"]:
        return "本案程序不在目录这一项之内"
    return ""


def _triggers(row: Mapping[str, Any], facts: CaseMeasure) -> Iterable[tuple[bool, str]]:
    if kinds := row.get("penalty_kinds"):
        named = sorted(name for name in facts.penalty_kinds if any(kind in name for kind in kinds))
        yield bool(named), f"拟作出{'、'.join(named)}" if named else f"拟作决定不含{'、'.join(kinds)}"
    yield from _amount(row, facts, kinds or ())
    if (line := row.get("threshold_area_m2")) is not None:
        if facts.area_m2 is None:
            yield True, f"面积尚未确定，按达到 {_figure(line)} 平方米对待"
        else:
            held = facts.area_m2 >= line
            yield held, f"面积 {_figure(facts.area_m2)} 平方米，{'达到' if held else '不足'} {_figure(line)} 平方米"
    if row.get("hearing"):
        yield facts.heard, "本案经过听证" if facts.heard else "本案没有经过听证"
    if words := row.get("circumstances"):
        met = [word for word in words if word in facts.circumstances]
        yield bool(met), f"本案属于{'、'.join(met)}" if met else f"没有认定为{'、'.join(words)}"


def _amount(row: Mapping[str, Any], facts: CaseMeasure, kinds: Sequence[str]) -> Iterable[tuple[bool, str]]:
    whose = "单位" if facts.organisation else "公民"
    line = row.get("threshold_org_yuan" if facts.organisation else "threshold_person_yuan")
    if line is None:
        return
    confiscation = any(CONFISCATION in kind for kind in kinds)
    fine = not kinds or any(FINE in kind for kind in kinds) or not confiscation
    looked_at = [("罚款", facts.fine_yuan)] * fine + [("没收", facts.confiscated_yuan)] * confiscation
    inclusive = row.get("boundary") != "不含"
    mark = f"{_figure(line)} 元（{'含' if inclusive else '不含'}本数，对{whose}）"
    told: list[str] = []
    for name, value in looked_at:
        if value is None:
            # 从严: the amount decides, and it is open.
            if _proposed(name, facts):
                yield True, f"{name}数额尚未确定，按达到 {mark} 对待"
                return
            continue
        if value >= line if inclusive else value > line:
            yield True, f"{name} {_figure(value)} 元，达到 {mark}"
            return
        told.append(f"{name} {_figure(value)} 元")
    yield False, f"{'、'.join(told) or '没有数额'}，未达到 {mark}"


def _proposed(name: str, facts: CaseMeasure) -> bool:
    return any(name in kind for kind in facts.penalty_kinds)


def _figure(value: Decimal) -> str:
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
