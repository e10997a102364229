"""法规库: laws and their articles as dated objects, with what rests on each: items, gates, time limits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from daylight.core.lawcites import Citation, citations, law_name
from daylight.core.lawdata import LawPack
from daylight.core.lawimpact import Article
from daylight.core.lawitems import ArticleRef
from daylight.core.lawrecords import Deadline, GateRule, Item, Repeal, Statute

Kind = Literal["item", "gate", "deadline"]
KINDS: dict[str, str] = {"item": "处罚事项", "gate": "门禁", "deadline": "期限"}
LAWLIKE = ("法", "条例", "办法", "规定", "规则", "细则", "解释", "决定", "标准")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on an article, during the days of one of its versions."""

    kind: Kind
    id: str
    name: str
    since: date
    until: date | None
    verified: bool = True

    @property
    def word(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article with its users. `gone_on` the first day it no longer stands (by repeal or with its law's version)."""

    article: str
    uses: tuple[Use, ...]
    gone_on: date | None = None
    gone_by: str = ""

    def standing(self, on: date) -> bool:
        return self.gone_on is None or on < self.gone_on

    def of(self, kind: str) -> tuple[Use, ...]:
        return tuple(each for each in self.uses if each.kind == kind)


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its dated versions (none when it was never entered as such) and the articles something rests on."""

    name: str
    versions: tuple[Statute, ...]
    articles: tuple[ArticleEntry, ...]
    repeals: tuple[Repeal, ...] = ()

    @property
    def id(self) -> str:
        return self.versions[0].id if self.versions else ""

    @property
    def internal(self) -> bool:
        """A paper of one's own or a default that a rule names, no law: never entered, without articles, number or a
        law's kind of name."""
        numbered = "〔" in self.name or any(entry.article for entry in self.articles)
        return not (self.versions or numbered or self.name.endswith(LAWLIKE))

    def standing(self, on: date) -> Statute | None:
        return next((each for each in self.versions if each.in_force(on)), None)

    def uses(self, kind: str) -> int:
        return len({each.id for entry in self.articles for each in entry.uses if each.kind == kind})


@dataclass(slots=True)
class _Page:
    versions: list[Statute] = field(default_factory=list)
    uses: dict[str, dict[Use, None]] = field(default_factory=dict)
    ends: dict[str, date] = field(default_factory=dict)
    repeals: list[Repeal] = field(default_factory=list)


def book(pack: LawPack) -> tuple[Law, ...]:
    """Every law something rests on or that is entered, entered ones first, by name."""
    pages: dict[str, _Page] = {}
    names: dict[str, str] = {}
    for versions in pack.rules["statute"].values():
        for each in versions:
            if isinstance(each, Statute):
                names[each.id] = law_name(each.name)
                pages.setdefault(names[each.id], _Page()).versions.append(each)
    for versions in pack.rules["repeal"].values():
        for each in versions:
            if isinstance(each, Repeal):
                pages[names[each.law]].repeals.append(each)
    for use, cited in _used(pack, names):
        for citation in cited:
            pages.setdefault(citation.law, _Page()).uses.setdefault(citation.article, {})[use] = None
    for versions in pack.rules["item"].values():
        for item in versions:
            for ref in item.articles if isinstance(item, Item) else ():
                if ref.until is not None:
                    pages[names[ref.law]].ends[ref.article] = ref.until
    laws = [_law(name, page) for name, page in pages.items()]
    return tuple(sorted(laws, key=lambda law: (not law.versions, law.name)))


def law_named(pack: LawPack, name: str) -> Law | None:
    """One law of the book by its printed name."""
    return next((each for each in book(pack) if each.name == law_name(name)), None)


def _used(pack: LawPack, names: dict[str, str]) -> Iterable[tuple[Use, tuple[Citation, ...]]]:
    for versions in pack.rules["item"].values():
        for item in versions:
            if isinstance(item, Item):
                use = Use("item", item.id, item.name, item.in_force_from, item.until, item.verified)
                yield use, tuple(_cited(ref, names) for ref in item.articles) or citations(item.cite)
    for kind in ("gate", "deadline"):
        for versions in pack.rules[kind].values():
            for rule in versions:
                name = rule.title if isinstance(rule, GateRule) else rule.name if isinstance(rule, Deadline) else ""
                use = Use("gate" if kind == "gate" else "deadline", rule.id, name, rule.in_force_from, rule.until)
                yield use, citations(rule.cite)


def _cited(ref: ArticleRef, names: dict[str, str]) -> Citation:
    return Citation(names[ref.law], ref.article)


def _law(name: str, page: _Page) -> Law:
    repeals = sorted(page.repeals, key=lambda each: each.in_force_from)
    entries = [_entry(article, tuple(uses), page, repeals) for article, uses in page.uses.items()]
    entries.sort(key=lambda entry: (_number(entry.article), entry.article))
    return Law(name, tuple(page.versions), tuple(entries), tuple(repeals))


def _entry(article: str, uses: tuple[Use, ...], page: _Page, repeals: list[Repeal]) -> ArticleEntry:
    ref = ArticleRef(law="", article=article, version_from=date.min)
    for each in repeals:
        if Article("", each.article).covers(ref) and len(each.article) <= len(article):
            return ArticleEntry(article, uses, each.in_force_from, each.cite)
    return ArticleEntry(article, uses, page.ends.get(article), "随旧版本失效" if article in page.ends else "")


def _number(article: str) -> int:
    """The number of the article, so that 第九条 stands before 第十条."""
    text = article.removeprefix("第").split("条")[0]
    total, digit = 0, 0
    for sign in text:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = max(DIGITS.find(sign), 0)
    return total + digit
