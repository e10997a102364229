"""处罚事项: what is forbidden, on which articles it rests, how it is fined, in which grades."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from daylight.core.lawentry import Entry, LawError, Rule, as_day, as_flag, as_number, as_texts

Readers = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute(Rule):
    """法律、法规、规章 as a dated object: one entry for every version; `in_force_from` its day of effect."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal(Rule):
    """废止: from `in_force_from` on, `article` of `law` (a statute id; empty article: all of it) no longer stands."""

    law: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRef(Entry):
    """An article an item rests on: `law` a statute id, `article` as printed (第七十七条), `version_from` the day of
    effect of the version meant, `until` the first day this article no longer stands."""

    READ: ClassVar[Readers] = {"version_from": as_day, "until": as_day}

    law: str
    article: str
    version_from: date
    until: date | None = None


def _articles(value: Any) -> tuple[ArticleRef, ...]:
    return tuple(ArticleRef.read(each, f"articles 第 {place} 项") for place, each in enumerate(value, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class FineRule(Entry):
    """罚款幅度: `rate_area` yuan/m², `percent` of a base, `multiple` of a base, `fixed` yuan. Both ends inclusive.

    `code` and `when` tell the alternatives of one item apart (无矿产品或者价值不足十万元的); `cap` yuan above which the
    fine may not rise however it is computed.
    """

    KINDS: ClassVar[Mapping[str, str]] = {"rate_area": "元/平方米", "percent": "%", "multiple": "倍", "fixed": "元"}
    READ: ClassVar[Readers] = {"min": as_number, "max": as_number, "optional": as_flag, "cap": as_number}

    kind: str
    min: Decimal
    max: Decimal
    base: str = ""
    optional: bool = True
    code: str = ""
    when: str = ""
    cap: Decimal | None = None

    @property
    def unit(self) -> str:
        return self.KINDS[self.kind]


def _fine(value: Any) -> FineRule:
    rule = FineRule.read(value, "fine")
    if rule.kind not in FineRule.KINDS:
        raise LawError(f"fine 的 kind “{rule.kind}”不认识，可用 {'、'.join(FineRule.KINDS)}")
    if rule.min > rule.max:
        raise LawError("fine 的 min 大于 max")
    if rule.cap is not None and rule.cap <= 0:
        raise LawError("fine 的 cap 要大于零")
    return rule


def _other_fines(value: Any) -> tuple[FineRule, ...]:
    rules = tuple(_fine(each) for each in value)
    if any(not each.code or not each.when for each in rules):
        raise LawError("other_fines 的每一项要写 code 和 when（在什么情形下适用）")
    if len({each.code for each in rules}) != len(rules):
        raise LawError("other_fines 的 code 有重复")
    return rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Rule):
    """处罚事项 during one range of dates: what is forbidden, by what it is punished, how much.

    `other_fines` are further ranges for named circumstances; `articles` the basis in a form that a repeal can find;
    `legal_choice` why the legal section must first say which of two conflicting provisions applies.
    """

    READ: ClassVar[Readers] = {
        **Rule.READ, "penalties": as_texts, "fine": _fine, "other_fines": _other_fines, "continuing": as_flag,
        "transfer": as_texts, "articles": _articles,
    }  # fmt: skip

    name: str
    category: str
    violates: str
    basis: str
    penalties: tuple[str, ...]
    fine: FineRule | None = None
    other_fines: tuple[FineRule, ...] = ()
    continuing: bool = False
    transfer: tuple[str, ...] = ()
    other_authority: str = ""
    articles: tuple[ArticleRef, ...] = ()
    legal_choice: str = ""

    def fine_rule(self, code: str = "") -> FineRule | None:
        """The range of a circumstance; the ordinary one for "". None where the law knows no such fine."""
        if not code:
            return self.fine
        return next((each for each in self.other_fines if each.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Rule):
    """裁量阶次 of an item, inside the statutory range, in the unit of that range; both ends inclusive.

    `fine` is the code of the range it divides ("" the ordinary one).
    """

    READ: ClassVar[Readers] = {**Rule.READ, "min": as_number, "max": as_number}

    item: str
    name: str
    min: Decimal
    max: Decimal
    condition: str
    fine: str = ""
