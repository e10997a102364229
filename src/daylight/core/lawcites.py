"""引用: 行政处罚法第四十四条、第四十五条；自然资源行政处罚办法第三十三条 as laws and articles."""

import re
from dataclasses import dataclass

_NUMBER = "[零一二三四五六七八九十百]+"
_ARTICLE = re.compile(rf"第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:第{_NUMBER}项)?(?:至第{_NUMBER}条)?")
_ASIDE = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of a law by its printed name; `article` empty: the whole law or a paper without articles."""

    law: str
    article: str = ""


def citations(text: str) -> tuple[Citation, ...]:
    """Every article named, in order, each once. What stands in brackets explains and is not cited itself."""
    found: dict[Citation, None] = {}
    for part in _ASIDE.sub("", text).split("；"):
        first = _ARTICLE.search(part)
        law = law_name(part[: first.start()] if first else part)
        if not law:
            continue
        articles = _ARTICLE.findall(part) or [""]
        found.update({Citation(law, article): None for article in articles})
    return tuple(found)


def law_name(text: str) -> str:
    """The name without marks: 《中华人民共和国土地管理法》 is 土地管理法; 山东省实施《矿产资源法》办法 keeps its own."""
    name = text.strip()
    if name.startswith("《") and name.endswith("》"):
        name = name[1:-1]
    return name.removeprefix("中华人民共和国").strip()
