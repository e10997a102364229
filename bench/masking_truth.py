"""A synthetic decision, and the truth about it: what must not go out, what must stay, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench import masking_words as words
from bench.masking_kinds import PENALTY, Kind
from bench.masking_spellings import as_is

ON = "2026-05-01"


@dataclass(frozen=True, slots=True)
class Seed:
    """Something personal at ``texts[path][start:start + len(written)]``. ``demand``: "hide" — the program alone must hide it;
    "ask" — it must at least show it to a person. ``value``: the plain form; ``spelling``: how it is disguised."""

    path: str
    start: int
    written: str
    kind: str
    value: str
    spelling: str
    demand: str = "hide"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that must stay, at ``texts[path][start:start + len(written)]``."""

    path: str
    start: int
    written: str
    kind: str


@dataclass
class Document:
    """One synthetic decision: the texts by path, what the case knows, and the truth."""

    number: int
    facts: dict[str, Any]
    party: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    seeds: list[Seed] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    blocked: bool = False
    kind: Kind = PENALTY

    def record(self) -> dict[str, Any]:
        """The public record before masking (portal/record.py)."""
        at, fine = f"{self.number:04}", "96000.00" if self.kind.composed else None
        listed = {name: sorted(path for path in self.texts if path.startswith(name)) for name in ("basis", "penalties")}
        return {
            "uuid": f"00000000-0000-4000-8000-{self.number:012}",
            "version": 1,
            "category": self.kind.category,
            "number": f"海自然资规{self.kind.word}〔2026〕{self.number}号",
            "title": f"海自然资规{self.kind.word}〔2026〕{self.number}号 {self.kind.name}",
            "agency": {"name": words.AGENCY, "code": "haiyang"},
            "party": dict(self.party),
            "violation": self.texts["violation"],
            "facts": self.texts.get("facts", ""),
            "basis": [self.texts[path] for path in listed["basis"]],
            "discretion": {"grade": "一般" if fine else "", "reason": self.texts.get("discretion.reason", "")},
            "penalties": [
                {"kind": "罚款", "text": self.texts[path], "amount_yuan": "96000.00", "area_m2": "640.0"}
                for path in listed["penalties"]
            ],
            "fine_yuan": fine,
            "gist": self.texts["gist"],
            "decided_on": "2026-04-20",
            "published_on": "2026-05-01",
            "keep_until": "2027-05-01",
            "officers": [{"name": each, "certificate_number": "15060000123"} for each in words.OFFICERS[:2]],
            "remedy": "可以在六十日内向海阳市人民政府申请行政复议，或者在六个月内向海阳市人民法院起诉。",
            "performance": [{"on": "2026-04-21", "text": "决定书已送达当事人", "state": "done"}],
            "masked_kinds": [],
            "documents": [],
            "code": f"7K3Q{at.replace('0', 'A').replace('1', 'B')}",
            "source": None,
            "legacy": False,
            "demonstration": True,
            "demonstration_fields": ["party"],
            "not_seen": [],
        } | ({} if self.kind.composed else self.kind.columns(self.texts))


class Writer:
    """Writes one text of a document and remembers where things stand."""

    def __init__(self, document: Document, path: str, draw: Random) -> None:
        self.document, self.path, self.draw = document, path, draw
        self.text = ""

    def say(self, text: str) -> Writer:
        self.text += text
        return self

    def hide(self, value: str, kind: str, spelling: str = "plain", how: Any = as_is, demand: str = "hide") -> Writer:
        written = how(value, self.draw)
        self.document.seeds.append(Seed(self.path, len(self.text), written, kind, value, spelling, demand))
        return self.say(written)

    def keep(self, text: str, kind: str) -> Writer:
        self.document.kept.append(Kept(self.path, len(self.text), text, kind))
        return self.say(text)

    def done(self) -> None:
        self.document.texts[self.path] = self.text
