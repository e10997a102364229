"""What a PDF of ours says, read back from its bytes: the text layer, the names of its figures, the properties of the file.

Only for files that typst has just written here: uncompressed objects, CID fonts with a ToUnicode map. Whatever else it meets is
a ``ReadFault``: a file that cannot be read is not known to be clean.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b")
_LENGTH = re.compile(rb"/Length (\d+)")
_REFERENCE = re.compile(rb"/(\w+) (\d+) 0 R")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARACTER = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_FONT = re.compile(rb"/(\w+)\s+[\d.]+\s+Tf")
_NAMED = re.compile(rb"/[A-Za-z]+\s*$")
_SPOKEN = (b"/Alt", b"/ActualText", b"/Title", b"/Author", b"/Subject", b"/Keywords", b"/T", b"/Contents")
_ESCAPES = {ord("n"): 10, ord("r"): 13, ord("t"): 9, ord("b"): 8, ord("f"): 12}


class ReadFault(ValueError):
    """The file holds something this reader does not know."""


@dataclass(frozen=True, slots=True)
class Said:
    """``text``: one line for each piece of type set, in the order of the pages; ``properties``: everything beside the pages."""

    text: str
    properties: str


def read_back(body: bytes) -> Said:
    """Raises ``ReadFault``."""
    objects = {number: (head, data) for number, head, data in _objects(body)}
    pages = [head for head, _ in objects.values() if re.search(rb"/Type/Page\b", head)]
    if not pages:
        raise ReadFault("公示版 PDF 里没有找到页面")
    lines = [line for page in pages for line in _page(page, objects)]
    beside = [_unmarked(data) for head, data in objects.values() if b"/Subtype/XML" in head]
    for head, _ in objects.values():
        for name in _SPOKEN:
            beside += [_text(raw) for raw in _strings_after(head, name)]
    return Said("\n".join(lines), "\n".join(beside))


def _objects(body: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, dictionary and unpacked stream of each object."""
    position = 0
    while found := _OBJECT.search(body, position):
        end, stream = body.find(b"endobj", found.end()), body.find(b"stream", found.end())
        if end < 0:
            raise ReadFault("公示版 PDF 不完整")
        if stream < 0 or stream > end:
            yield int(found[1]), body[found.end() : end], b""
            position = end
            continue
        head = body[found.end() : stream]
        length = _LENGTH.search(head)
        if length is None or b"/ObjStm" in head or b"/Encrypt" in head:
            raise ReadFault("公示版 PDF 的结构与预期不同")
        start = stream + len(b"stream") + (2 if body[stream + 6 : stream + 8] == b"\r\n" else 1)
        data = body[start : start + int(length[1])]
        yield int(found[1]), head, zlib.decompress(data) if b"/FlateDecode" in head else data
        position = start + int(length[1])


def _page(page: bytes, objects: Mapping[int, tuple[bytes, bytes]]) -> Iterator[str]:
    references = {name: int(number) for name, number in _REFERENCE.findall(page)}
    if not {b"Contents", b"Resources"} <= references.keys():
        raise ReadFault("公示版 PDF 的页面与预期不同")
    resources = objects[references[b"Resources"]][0]
    fonts = re.search(rb"/Font<<(.*?)>>", resources)
    maps = {}
    for name, number in _REFERENCE.findall(fonts[1] if fonts else b""):
        unicode = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)][0])
        if unicode is None:
            raise ReadFault("公示版 PDF 里有读不出文字的字体")
        maps[name] = _map(objects[int(unicode[1])][1].decode("latin-1"))
    yield from _typeset(objects[references[b"Contents"]][1], maps)


def _map(table: str) -> dict[int, str]:
    """Glyph → text, from a ToUnicode map."""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in _RANGE.findall(block):
            first = bytes.fromhex(text).decode("utf-16-be")
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = first[:-1] + chr(ord(first[-1]) + step)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in _CHARACTER.findall(block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def _typeset(content: bytes, maps: Mapping[bytes, Mapping[int, str]]) -> Iterator[str]:
    """The strings shown on a page, each with the font chosen before it."""
    font: Mapping[int, str] = {}
    position = 0
    while position < len(content):
        if chosen := _FONT.match(content, position):
            font, position = maps[chosen[1]], chosen.end()
        elif content[position : position + 2] in (b"<<", b">>"):
            position += 2
        elif content[position] in b"(<":
            named = _NAMED.search(content, max(0, position - 24), position)
            raw, position = _string(content, position)
            if named:
                # A property of marked content (/ActualText, /Lang), not glyphs.
                yield _text(raw)
                continue
            glyphs = [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
            if any(each and each not in font for each in glyphs):
                raise ReadFault("公示版 PDF 里有读不出的字")
            yield "".join(font.get(each, "") for each in glyphs)
        else:
            position += 1


def _strings_after(head: bytes, name: bytes) -> Iterator[bytes]:
    for found in re.finditer(re.escape(name) + rb"\s*(?=[(<](?!<))", head):
        yield _string(head, found.end())[0]


def _string(body: bytes, position: int) -> tuple[bytes, int]:
    """The string that begins at ``position``, written with brackets or in hexadecimal, and where it ends."""
    if body[position : position + 1] == b"<":
        end = body.index(b">", position)
        return bytes.fromhex(body[position + 1 : end].decode("ascii")), end + 1
    out, depth, at = bytearray(), 1, position + 1
    while True:
        each = body[at]
        if each == ord("\\"):
            octal = re.compile(rb"[0-7]{1,3}").match(body, at + 1)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
            else:
                out.append(_ESCAPES.get(body[at + 1], body[at + 1]))
                at += 2
            continue
        depth += (each == ord("(")) - (each == ord(")"))
        at += 1
        if not depth:
            return bytes(out), at
        out.append(each)


def _text(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _unmarked(data: bytes) -> str:
    return re.sub(r"<[^>]*>", "\n", data.decode("utf-8"))
