"""办法的文字: the articles of a 具体办法, written from the rows of its table, so that prose and table cannot differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daylight.core.listcolumns import Kind
from daylight.core.listkinds import KINDS
from daylight.core.listkinds.policies import POLICIES


@dataclass(frozen=True, slots=True)
class Article:
    """第…条 with its items. ``code``: the row it comes from, empty for the general ones."""

    number: str
    text: str
    items: tuple[str, ...] = ()
    code: str = ""


# The column an article is about; columns that say nothing to a reader of the prose.
HEADINGS = {"policy-disclosure": "information", "policy-recording": "stage", "policy-review": "matter"}
SILENT = frozenset({"code", "seq", "phases", "acts", "starts", "clock", "verified", "agency", "year", "source"})


LEADS = {
    "policy-disclosure": "为了规范行政执法信息公示，保障当事人和社会公众的知情权、监督权，制定本办法。",
    "policy-recording": "为了规范行政执法全过程记录，做到执法全程留痕、可以回溯管理，制定本办法。",
    "policy-review": "为了规范重大行政执法决定法制审核，保证执法决定合法适当，制定本办法。",
}
TAILS = {
    "policy-disclosure": "国家秘密、商业秘密、个人隐私和法律、行政法规禁止公开的信息不予公示；公示之前由另一人审查并留下记录。",
    "policy-recording": "记录原件和校验值不得改动、删除；没有按规定记录的，承办人员书面说明理由。",
    "policy-review": "未经法制审核或者审核未通过的重大行政执法决定，不得作出。",
}


def articles(kind: str, rows: Iterable[Mapping[str, Any]], agency: str) -> list[Article]:
    """The whole 办法 of ``agency``; empty for a list that is none. Rows as published: lists or texts by column name."""
    if kind not in POLICIES:
        return []
    table = KINDS[kind]
    scope = f"{agency}的{table.title.removesuffix('具体办法')}适用本办法。"
    found: list[tuple[str, tuple[str, ...], str]] = [(LEADS[kind], (), ""), (scope, (), "")]
    for row in rows:
        acts = _joined(row.get("acts") or ())
        heading = f"{_joined(row.get(HEADINGS[kind]) or '')}{f'（{acts}）' if acts else ''}，按下列规定办理："
        found.append((heading, tuple(_items(table, row)), str(row.get("code") or "")))
    found += [(TAILS[kind], (), ""), ("本办法所称工作日不含法定休假日；期限的起算当日不计入。", (), "")]
    return [Article(f"第{chinese(n)}条", *each) for n, each in enumerate(found, start=1)]


def _items(table: Kind, row: Mapping[str, Any]) -> Iterator[str]:
    """（一）… for every filled cell, under the title of its column; where a term begins stands with the term."""
    said: list[tuple[str, str]] = []
    for column in table.columns:
        if column.name in SILENT or column.name == HEADINGS[table.code] or not row.get(column.name):
            continue
        text = _joined(row[column.name])
        if column.name == "deadline" and row.get("starts"):
            text = f"自{_joined(row['starts'])}起{text}"
        said.append((column.title, text))
    for n, (title, text) in enumerate(said, start=1):
        yield f"（{chinese(n)}）{title}：{text}{'。' if n == len(said) else '；'}"


def _joined(value: str | Sequence[str]) -> str:
    return value.rstrip("。；") if isinstance(value, str) else "、".join(each.rstrip("。；") for each in value)


def chinese(number: int) -> str:
    """1–99 as 一 … 九十九."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (
        digits[ones] if ones or not tens else ""
    )
