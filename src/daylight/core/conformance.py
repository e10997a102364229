"""一致性重放: a case's recorded moves run again on its definition, move by move, to see whether the order was lawful."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from daylight.core.definition import Definition


@dataclass(frozen=True, slots=True)
class Taken:
    """A move as the record has it; ``at`` aware."""

    code: str
    from_step: str
    to_step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Replayed:
    """One move run again. ``faults``: sentences, empty when the definition allows it where it was made."""

    number: int
    code: str
    name: str
    at: datetime
    step: str
    faults: tuple[str, ...]


def replay(definition: Definition, moves: Iterable[Taken], stands_at: str) -> tuple[list[Replayed], list[str]]:
    """Every move in order, and what is wrong with the whole: an empty record, or a case that stands elsewhere."""
    moves = list(moves)
    found: list[Replayed] = []
    here, done, last = "", set[str](), None
    for number, taken in enumerate(moves, start=1):
        faults = _faults(definition, taken, number, here, frozenset(done))
        if last is not None and taken.at < last:
            faults.append("记录的时间早于前一个步骤")
        name = next((each.name for each in definition.moves if each.code == taken.code), taken.code)
        found.append(Replayed(number, taken.code, name, taken.at, taken.to_step, tuple(faults)))
        here, last = taken.to_step, taken.at
        done.add(taken.code)
    whole = []
    if not moves:
        whole.append("没有办案步骤的记录")
    elif here != stands_at:
        whole.append(f"按记录应当停在“{_name(definition, here)}”，案件却停在“{_name(definition, stands_at)}”")
    return found, whole


def _faults(definition: Definition, taken: Taken, number: int, here: str, done: frozenset[str]) -> list[str]:
    move = next((each for each in definition.moves if each.code == taken.code), None)
    if move is None:
        return [f"程序定义 {definition.version} 版没有这个步骤"]
    faults = []
    if number == 1 and taken.code != definition.first_move:
        faults.append(f"应当由“{definition.move(definition.first_move).name}”开始")
    if number > 1 and taken.from_step != here:
        faults.append(f"前一步走到“{_name(definition, here)}”，这一步却从“{_name(definition, taken.from_step)}”开始")
    if number > 1 and taken.from_step not in move.from_steps:
        faults.append(f"不能在“{_name(definition, taken.from_step)}”办理")
    if move.target(taken.from_step) != taken.to_step:
        faults.append(f"应当走到“{_name(definition, move.target(taken.from_step))}”")
    lacking = [definition.move(code).name for code in move.after if code not in done]
    if lacking:
        faults.append(f"之前没有“{'”、“'.join(lacking)}”")
    if move.once and taken.code in done:
        faults.append("只能办理一次")
    return faults


def _name(definition: Definition, code: str) -> str:
    return next((each.name for each in definition.steps if each.code == code), code or "开始")


def median_days(spans: Sequence[float]) -> float | None:
    """The middle of ``spans`` (days), None without any."""
    ordered = sorted(spans)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
