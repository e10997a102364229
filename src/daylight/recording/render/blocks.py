"""The block model of a paper: what stands on it, not how a program draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading, e.g. 一、违法事实."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``indent`` False for the line that names the party."""

    text: str
    indent: bool = True
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value lines without a frame (当事人, 证件号码, 住址 …)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The framed two-column form of internal papers (呈批表)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list: 1. 2. 3."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A framed table with a head row; ``widths`` are relative."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """问 and 答 of a record."""

    turns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignLines:
    """Lines to sign by hand, each with a label (被询问人签名 …)."""

    labels: tuple[str, ...]


Block: TypeAlias = Heading | Paragraph | Facts | Form | Items | Table | Dialogue | SignLines


@dataclass(frozen=True, slots=True)
class Signature:
    """The agency's name and the date as printed, with or without the seal image."""

    agency: str
    dated: str
    sealed: bool = False
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Verify:
    """How a reader checks the paper: the code, the address in the QR, and the digest of what the paper says (SHA-256,
    hexadecimal; empty for a masked copy), of which every page bears the beginning."""

    code: str
    url: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PageMark:
    """What stands beside a signer at the foot of one page: the lines as SVG, or ``said`` where nobody signed."""

    page: int
    signer: str
    svg: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``made_at`` (aware) is the document date: the same paper gives the same bytes."""

    agency: str
    title: str
    made_at: datetime
    blocks: tuple[Block, ...]
    number: str = ""
    number_align: str = "right"
    signature: Signature | None = None
    verify: Verify | None = None
    page_signers: tuple[str, ...] = ()
    page_marks: tuple[PageMark, ...] = ()
    draft: bool = False


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a paper or block, for the glyph check and for tests."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
