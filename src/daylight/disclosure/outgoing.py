"""Last look before publication: the very bytes that leave are read back and held against what the case knows (G19).

The record has been scanned before (redaction.residue). Whatever is drawn from it — page, data, table row, paper, names of files —
may say no more than it does, whatever a template, a font or a property of a file adds.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from daylight.core.masking import Facts, MaskRules, known_leaks
from daylight.core.textmap import folded
from daylight.disclosure.redaction import KIND_NAMES
from daylight.portal import exports, pages
from daylight.portal.feed import fill
from daylight.portal.models import PublicDecision
from daylight.portal.record import record_bytes, record_sha256
from daylight.recording.render.readback import read_back

_SPOKEN = frozenset(
    {"alt", "title", "content", "aria-label", "value", "href", "summary", "placeholder", "label", "download"}
)
_SILENT = frozenset({"script", "style"})


def outputs(record: Mapping[str, Any], files: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Where and what: every text that will leave with this record. ``ReadFault`` for a paper that cannot be read."""
    decision = PublicDecision(uuid=record["uuid"])
    fill(decision, record, record_sha256(record))
    yield "网页", visible(pages.decision_page(decision))
    yield "JSON 数据", "\n".join(_values(json.loads(record_bytes(record))))
    yield "CSV 数据", "\n".join(str(each) for each in exports.decision_row(decision).values() if each is not None)
    for file in files:
        yield "文件名", file["name"]
        said = read_back(base64.b64decode(file["content_base64"]))
        yield "PDF 正文", said.text
        yield "PDF 属性", said.properties


def residue(record: Mapping[str, Any], files: Iterable[Mapping[str, str]], facts: Facts, rules: MaskRules) -> list[str]:
    """What can be read there and must not, as short phrases that name the place. What a person decided to leave in the record
    is no find: it stands in the record."""
    decided = folded("".join(_values(json.loads(record_bytes(record)))))
    found: list[str] = []
    for where, text in outputs(record, files):
        for leak in known_leaks(text, facts, rules):
            if folded(leak.fragment) not in decided:
                found.append(f"{where}里的{KIND_NAMES.get(leak.kind, leak.kind)}“{leak.fragment}”")
    return list(dict.fromkeys(found))


def visible(page: str) -> str:
    """What a page says to readers and to programs: its text, and the attributes that hold words."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.text) + "\n" + "\n".join(reader.attributes)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.attributes: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.attributes += [value for name, value in attrs if value and name in _SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.text.append(data)


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _values(each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    elif isinstance(value, str):
        yield value
