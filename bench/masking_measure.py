"""One document through the masking as a publication goes: mask, a person answers the doubts, the record as it leaves."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.masking_oracle import readable, touched, uncovered
from bench.masking_truth import ON, Document, Kept, Seed
from daylight.core.masking import Facts, MaskRules, unmask
from daylight.disclosure import fields, redaction

ROOT = Path(__file__).resolve().parents[1]
RULES = MaskRules.from_table(
    tomllib.loads((ROOT / "lawpacks/cn/masking.toml").read_text("utf-8")), date.fromisoformat(ON)
)


@dataclass
class Measured:
    """What was found over many documents."""

    documents: int = 0
    seeds: int = 0
    kept: int = 0
    missed: list[tuple[Document, Seed]] = field(default_factory=list)
    unseen: list[tuple[Document, Seed]] = field(default_factory=list)
    over: list[tuple[Document, Kept]] = field(default_factory=list)
    changed: list[tuple[Document, str]] = field(default_factory=list)
    stuck: list[tuple[Document, str]] = field(default_factory=list)
    leaked: list[tuple[Document, str, Seed, str]] = field(default_factory=list)
    doubts: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    spellings: set[str] = field(default_factory=set)


def measure(document: Document, into: Measured) -> dict[str, Any]:
    """Mask ``document``, answer its doubts by the truth, judge the result; the record as it would leave."""
    facts, source = Facts.read(document.facts), document.record()
    alone = redaction.redact(source, facts, RULES)
    into.documents += 1
    into.seeds += len(document.seeds)
    into.kept += len(document.kept)
    into.doubts += len(alone.uncertain)
    into.spellings |= {f"{seed.kind} {seed.spelling}" for seed in document.seeds}
    spans = _places(alone.spans)
    doubts: dict[str, list[tuple[int, int]]] = {}
    for doubt in alone.uncertain:
        doubts.setdefault(doubt["path"], []).append((doubt["start"], doubt["end"]))
    for seed in document.seeds:
        hidden, asked = spans.get(seed.path, []), doubts.get(seed.path, [])
        into.entities[f"{document.number} {seed.kind} {seed.value}"] += 1
        if uncovered(seed, hidden if seed.demand == "hide" else [*hidden, *asked]):
            into.missed.append((document, seed))
        else:
            into.whole[f"{document.number} {seed.kind} {seed.value}"] += 1
        if uncovered(seed, [*hidden, *asked]):
            into.unseen.append((document, seed))
    into.over += [
        (document, each)
        for each in document.kept
        if touched(each.start, each.start + len(each.written), spans.get(each.path, []))
    ]
    settled, marks = answers(document, alone.uncertain, facts)
    done = redaction.redact(source, facts, RULES, marks, settled)
    into.changed += [(document, path) for path in fields.paths(source) if not _same(source, done, path)]
    kept = redaction.excused(done.uncertain, settled, marks)
    into.stuck += [(document, each) for each in redaction.residue(done.record, done.spans, kept, facts, RULES)]
    into.stuck += [(document, str(each["original"])) for each in redaction.unsettled(done.uncertain, settled, marks)]
    return done.record


def answers(
    document: Document, uncertain: Iterable[Mapping[str, Any]], facts: Facts
) -> tuple[dict[str, dict[str, str]], list[dict[str, Any]]]:
    """What a person who knows the truth answers: hide what is seeded, keep the rest."""
    settled = {}
    for doubt in uncertain:
        meant = any(
            seed.path == doubt["path"] and seed.start < doubt["end"] and doubt["start"] < seed.start + len(seed.written)
            for seed in document.seeds
        )
        secret = doubt["masked"] and redaction.is_known_secret(facts, doubt["kind"], doubt["original"])
        settled[doubt["key"]] = {"answer": "mask" if meant or secret else "keep"}
    return settled, []


def judge(document: Document, name: str, output: str, into: Measured) -> None:
    """Note every seed that can be read in an output."""
    into.leaked += [(document, name, seed, piece) for seed, piece in readable(document, output)]


def _places(spans: Mapping[str, Iterable[Any]]) -> dict[str, list[tuple[int, int]]]:
    return {path: [(span.start, span.end) for span in each] for path, each in spans.items()}


def _same(source: Mapping[str, Any], done: redaction.Redaction, path: str) -> bool:
    try:
        return unmask(fields.read(done.record, path), done.spans.get(path, [])) == fields.read(source, path)
    except ValueError:
        return False
