"""What a chart shows: steps, the ways between them, lanes and notes, read from a definition and the law in force."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from daylight.core.canonical import canonical
from daylight.core.definition import Definition, Move, Step
from daylight.core.lawdata import LawPack

START = "start"


@dataclass(frozen=True, slots=True)
class Words:
    """Names the chart writes. ``roles``: right → names of the roles that have it, the one whose lane it is first.
    ``clocks``: code → (name, length in words); ``gates``, ``documents``: code → name."""

    roles: Mapping[str, tuple[str, ...]]
    clocks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    gates: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def lane(self, right: str) -> str:
        return self.roles[right][0]


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as drawn: its number from 1, its lane, the acts that may be done while the case stays there, its notes.

    ``live``: what staff see of the cases standing there now; the published chart has none."""

    step: Step
    number: int
    stage: int
    lane: int
    stays: tuple[Move, ...]
    limits: tuple[str, ...]
    checks: tuple[str, ...]
    live: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow: every move that leads from ``source`` to ``target``. ``source`` START for the first move."""

    source: str
    target: str
    moves: tuple[Move, ...]
    back: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.moves)


@dataclass(frozen=True, slots=True)
class Graph:
    definition: Definition
    lanes: tuple[str, ...]
    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]

    def stop(self, code: str) -> Stop:
        return next(each for each in self.stops if each.step.code == code)


def words_of(pack: LawPack, on: date, roles: Mapping[str, tuple[str, ...]]) -> Words:
    """The names as the law in force on ``on`` has them. ``roles``: right → role names, lane first."""
    clocks: dict[str, tuple[str, str]] = {}
    for code, versions in pack.rules["deadline"].items():
        if any(each.in_force(on) for each in versions):
            rule = pack.deadline(code, on)
            longer = f"，可延长{rule.extension.period.label}" if rule.extension else ""
            doubt = "" if rule.verified else "（依据待核）"
            clocks[code] = (rule.name, f"{rule.period.label}{longer}{doubt}")
            for variant, length in rule.variants.items():
                named = rule.variant_names.get(variant) or rule.name
                clocks[f"{code}:{variant}"] = (named, f"{length.label}{doubt}")
    return Words(
        roles=roles,
        clocks=clocks,
        gates={
            code: pack.gate(code, on).title for code, v in pack.rules["gate"].items() if any(e.in_force(on) for e in v)
        },
        documents={each.id: each.name for each in pack.documents(on)},
    )


def graph_of(definition: Definition, words: Words, live: Mapping[str, str] | None = None) -> Graph:
    """Steps in the order of the definition, the first step first, each in the lane of those who work there.

    ``live``: step code → a line about the cases that stand there now."""
    lanes = _lanes(definition, words)
    stages = [each.code for each in definition.stages]
    stops = []
    ordered = [each.code for each in _ordered(definition)]
    for number, step in enumerate(_ordered(definition), 1):
        here = [each for each in definition.moves if step.code in each.from_steps]
        arriving = [each for each in definition.moves if each.to_step == step.code]
        stays = tuple(each for each in here if each.target(step.code) == step.code and _drawn_here(each, step, ordered))
        started = dict.fromkeys(c for each in (*arriving, *stays) for c in each.starts)
        stops.append(
            Stop(
                step=step,
                number=number,
                stage=stages.index(step.stage),
                lane=lanes.index(words.lane(_owner(definition, step))),
                stays=stays,
                limits=tuple("　".join(words.clocks[code]) for code in started if code in words.clocks),
                live=(live or {}).get(step.code, ""),
                checks=tuple(dict.fromkeys(words.gates[c] for e in here for c in e.gates if c in words.gates)),
            )
        )
    return Graph(definition, lanes, tuple(stops), _ways(definition))


# A matter that can be done at more steps than this is drawn at the first of them only; the words name it at each.
REPEATED = 4


def _drawn_here(move: Move, step: Step, ordered: list[str]) -> bool:
    return len(move.from_steps) <= REPEATED or step.code == min(move.from_steps, key=ordered.index)


def definition_digest(definition: Definition) -> str:
    """SHA-256 (hex) of what the definition says; where its file lies does not count."""
    return hashlib.sha256(canonical(_plain({**asdict(definition), "source": ""}))).hexdigest()


def words_digest(words: Words) -> str:
    """SHA-256 (hex) of the names a chart writes."""
    said = {name: _plain(getattr(words, name)) for name in ("roles", "clocks", "gates", "documents")}
    return hashlib.sha256(canonical(said)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _ordered(definition: Definition) -> list[Step]:
    return sorted(definition.steps, key=lambda each: each.code != definition.first_step)


def _owner(definition: Definition, step: Step) -> str:
    """The right that decides the lane: of the first move made at this step alone. A move made at several steps (责令停止)
    says nothing about one of them; at an end, whoever brought the case there."""
    here = [each for each in definition.moves if step.code in each.from_steps]
    own = [each for each in here if len(each.from_steps) == 1]
    arriving = [each for each in definition.moves if each.to_step == step.code]
    return (own or here or arriving)[0].right


def _lanes(definition: Definition, words: Words) -> tuple[str, ...]:
    """Lanes in use, in the order in which the case first meets them."""
    return tuple(dict.fromkeys(words.lane(_owner(definition, step)) for step in _ordered(definition)))


def _ways(definition: Definition) -> tuple[Way, ...]:
    order = {each.code: number for number, each in enumerate(_ordered(definition))}
    pairs: dict[tuple[str, str], list[Move]] = {}
    for move in definition.moves:
        sources = (START,) if move.code == definition.first_move else move.from_steps
        for source in sources:
            if move.to_step != source and not move.stays:
                pairs.setdefault((source, move.to_step), []).append(move)
    return tuple(
        Way(source, target, tuple(moves), back=source != START and order[target] < order[source])
        for (source, target), moves in pairs.items()
    )
