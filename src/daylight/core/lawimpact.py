"""法律变动的影响: which items rest on an article, and whether an item still stands after a repeal."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from daylight.core.lawcites import citations
from daylight.core.lawdata import LawPack
from daylight.core.lawrecords import ArticleRef, Item, Repeal, Statute

_REFERENCE = re.compile(r"[《]?(?P<law>[^《》第（(]+)[》]?(?:[（(][^）)]*[）)])?(?P<article>第.+条.*)?")


@dataclass(frozen=True, slots=True)
class Article:
    """An article or, with `article` empty, a whole law. `law` is a statute id."""

    law: str
    article: str = ""

    def covers(self, ref: ArticleRef) -> bool:
        """第五十七条 covers 第五十七条第二款 and is touched when that paragraph is; 第五条 is not 第五条之一."""
        if ref.law != self.law:
            return False
        short, long = sorted((self.article, ref.article), key=len)
        return not short or (long.startswith(short) and long[len(short) : len(short) + 1] in ("", "第"))


def article_named(pack: LawPack, text: str) -> Article:
    """《土地管理法》第七十七条 as an Article. Raises ValueError with a sentence for a law not entered."""
    found = _REFERENCE.fullmatch(text.strip())
    name = found["law"].strip().removeprefix("中华人民共和国") if found else text.strip()
    for versions in pack.rules["statute"].values():
        for each in versions:
            if isinstance(each, Statute) and each.name.removeprefix("中华人民共和国") == name:
                return Article(each.id, (found["article"] or "") if found else "")
    raise ValueError(f"法律法规里没有“{name}”，请先录入，或者核对名称")


def items_using(pack: LawPack, article: Article | str, on: date | None = None) -> tuple[Item, ...]:
    """Every version of every item that rests on an article; only those in force on a day when `on` is given.

    What `article` matches is the items' structured basis, so an item without one is never found here.
    """
    wanted = article_named(pack, article) if isinstance(article, str) else article
    return tuple(
        each
        for versions in pack.rules["item"].values()
        for each in versions
        if isinstance(each, Item)
        and (on is None or each.in_force(on))
        and any(wanted.covers(ref) for ref in each.articles)
    )


def repealed(pack: LawPack, item: Item, on: date) -> tuple[ArticleRef, ...]:
    """The articles of an item that no longer stand on a day, by their own end or by a repeal entered."""
    gone = [
        Article(each.law, each.article)
        for versions in pack.rules["repeal"].values()
        for each in versions
        if isinstance(each, Repeal) and each.in_force(on)
    ]
    return tuple(
        ref
        for ref in item.articles
        if (ref.until is not None and ref.until <= on)
        or any(each.covers(ref) and len(each.article) <= len(ref.article) for each in gone)
    )


def fallen(pack: LawPack, key: str, on: date) -> str:
    """Why an item may not be used for a new case on a day; "" while it stands or is not known at all."""
    versions = pack.versions(Item, key)
    if not versions:
        return ""
    present = next((each for each in versions if each.in_force(on)), None)
    if present is None:
        return f"“{versions[-1].name}”在 {on.isoformat()} 没有有效的规定"
    gone = repealed(pack, present, on)
    if not gone:
        return ""
    names = "、".join(f"{_name(pack, ref.law)}{ref.article}" for ref in gone)
    return f"“{present.name}”所依据的{names}已经失效"


def ended_laws(pack: LawPack, on: date) -> tuple[str, ...]:
    """Printed names of laws entered of which no version is in force any more: abolished without a successor."""
    found = []
    for versions in pack.rules["statute"].values():
        known = [each for each in versions if isinstance(each, Statute)]
        if known and all(each.until is not None and each.until <= on for each in known):
            found.append(known[-1].name.removeprefix("中华人民共和国"))
    return tuple(found)


def fallen_basis(pack: LawPack, name: str, basis: Iterable[str], on: date) -> str:
    """Why a matter that rests on articles only named in words may not be used on a day; "" while all of them stand.

    A matter with other articles left has fallen all the same: its row has to be looked at (清单管理员修订).
    """
    gone = [
        (_name(pack, each.law).removeprefix("中华人民共和国"), each.article)
        for versions in pack.rules["repeal"].values()
        for each in versions
        if isinstance(each, Repeal) and each.in_force(on)
    ]
    gone += [(name, "") for name in ended_laws(pack, on)]
    if not gone:
        return ""
    lost = [
        cited
        for cited in citations("；".join(basis))
        if any(cited.law == law and _within(cited.article, article) for law, article in gone)
    ]
    names = "、".join(f"{each.law}{each.article}" for each in lost)
    return f"“{name}”所依据的{names}已经失效" if lost else ""


def _within(cited: str, article: str) -> bool:
    """Whether a cited article is the one repealed or a part of it; an empty one is the whole law."""
    return not article or (cited.startswith(article) and cited[len(article) : len(article) + 1] in ("", "第"))


def _name(pack: LawPack, law: str) -> str:
    versions = pack.versions(Statute, law)
    return versions[-1].name if versions else law
