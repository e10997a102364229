"""清单的栏目: what a column of a list is called, holds and demands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What a cell holds, and so how it is read and how it is kept in JSON."""

    TEXT = "文字"
    SERIAL = "序号"  # text; （一）, 1. and １ become 1
    MANY = "多项"  # list of texts, separated by | ; or a line break
    WORDS = "多个词"  # list of texts, also separated by 、 , or a blank
    CHOICE = "选项"
    CHOICES = "多选"
    INTEGER = "整数"
    DECIMAL = "数"  # kept as decimal text
    MONEY = "元"  # kept as decimal text in yuan; reads 1万元以上
    PERCENT = "%"  # kept as decimal text
    DATE = "日期"  # kept as YYYY-MM-DD
    FLAG = "是否"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``name`` is the English key; ``title`` the plan's Chinese title; ``also`` other titles seen in published lists.
    ``required``: a row without it is no row. ``ordered``: the plan or the law orders it, so the list cannot be approved
    without it, but a draft may wait for it. ``public``: goes to the public page. Not ``kept``: the list needs no such
    personal data, so the import reads past it. ``choices`` maps every accepted spelling
    to the word that is kept.
    """

    name: str
    title: str
    holds: Holds = Holds.TEXT
    also: tuple[str, ...] = ()
    required: bool = False
    ordered: bool = False
    public: bool = True
    kept: bool = True
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.name, self.title, *self.also)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a choice, each once, in order."""
        return tuple(dict.fromkeys(word for _, word in self.choices))


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the lists. ``code_from`` names the columns that give a row its code, first filled wins; ``prefix`` makes one
    up when none is. ``cite`` says who orders the list."""

    code: str
    title: str
    cite: str
    columns: tuple[Column, ...]
    code_from: tuple[str, ...]
    prefix: str
    label: str

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)

    @property
    def public_columns(self) -> tuple[Column, ...]:
        return tuple(each for each in self.columns if each.public)


def choices(*words: str, **spellings: str) -> tuple[tuple[str, str], ...]:
    """``words`` as they stand, then ``other spelling=word``."""
    return (*((word, word) for word in words), *spellings.items())
