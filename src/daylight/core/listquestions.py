"""清单行与行之间的问题: what a table leaves open that no single cell shows. Questions for a person; nothing is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from daylight.core.listcells import plain_number
from daylight.core.listcolumns import Kind
from daylight.core.listvalues import Row

SHOWN = 8
# Without this cell a row rules nothing here: kind → (column, what it names, what does not happen until it is filled).
LINKS: Mapping[str, tuple[str, str, str]] = {
    "discretion": ("item_codes", "本机关清单里的哪些事项", "填写以前，办案时不会提示这些档次"),
    "inspection-items": ("item_codes", "本机关清单里的哪些事项", "填写以前，不能据此安排检查"),
    "recording-items": ("steps", "程序的哪些步骤", "填写以前，不会要求任何案件录音录像"),
}


def questions(kind: Kind, rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """(column, value, sentence) for the whole table."""
    if kind.code in LINKS:
        name, what, until = LINKS[kind.code]
        if bare := [row.code for row in rows if not row.values.get(name)]:
            yield name, "", f"{named(bare)}对应{what}？请填写“{kind.column(name).title}”；{until}"
    if kind.code == "discretion":
        yield from _grades(kind, rows)


def named(codes: Sequence[str]) -> str:
    """The first few codes, and how many there are."""
    return "、".join(codes[:SHOWN]) + (f"等 {len(codes)} 行" if len(codes) > SHOWN else "")


def _grades(kind: Kind, rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """A row without a grade; of one 违法行为 grades that overlap on the same land, and amounts no grade covers."""
    if bare := [row.code for row in rows if not row.values.get("grade")]:
        yield "grade", "", f"{named(bare)}属于哪一档？没有填写“{kind.column('grade').title}”，请对照原文补上"
    spans: dict[tuple[str, str], list[tuple[Decimal, Decimal, Row]]] = {}
    for row in rows:
        low, high = row.values.get("min"), row.values.get("max")
        if low and high and Decimal(low) < Decimal(high):
            key = (str(row.values.get("violation", "")), str(row.values.get("unit", "")))
            spans.setdefault(key, []).append((Decimal(low), Decimal(high), row))
    for (violation, unit), found in spans.items():
        found.sort(key=lambda each: each[:2])
        for low, high, row in found:
            for start, _, other in found:
                if low < start < high and _same_land(row, other):
                    yield "min", "", f"“{violation}”的 {row.code} 与 {other.code} 幅度重叠，同一情形适用哪一档？请核对"
        reached = found[0][1]
        for (_, _, before), (start, high, after) in pairwise(found):
            if start > reached:
                gap = f"{_plain(reached)} 至 {_plain(start)} {unit}"
                yield (
                    "min",
                    "",
                    f"“{violation}”的 {before.code} 与 {after.code} 之间，{gap}没有档次，是否漏了一行？请核对",
                )
            reached = max(reached, high)


def _same_land(one: Row, two: Row) -> bool:
    return all(one.values.get(name) == two.values.get(name) for name in ("land_class", "area_raw", "item_codes"))


def _plain(value: Decimal) -> str:
    return plain_number(format(value, "f"))
