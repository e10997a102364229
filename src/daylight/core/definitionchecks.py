"""Whether a procedure can run: every name known, every step reached and left, every clock ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from daylight.core.definition import (
    BESIDE,
    ORIGIN,
    SAME,
    Definition,
    DefinitionError,
    Move,
    Step,
    clock_and_variant,
    reachable,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a definition may use. `rights` None: rights are not checked here."""

    gates: frozenset[str]
    clocks: frozenset[str]
    documents: frozenset[str]
    recordings: frozenset[str]
    conditions: frozenset[str]
    rights: frozenset[str] | None = None
    # Clocks that no move of a procedure has to stop: the party's own time, and what outlives the case.
    self_ending: frozenset[str] = frozenset()


def check(definition: Definition, vocabulary: Vocabulary, where: str) -> None:
    """Every name is known, every step can be reached and left, every move has a right. Raises DefinitionError."""
    codes = [each.code for each in definition.steps]
    moves = [each.code for each in definition.moves]
    outcomes = frozenset(each.code for each in definition.outcomes)
    stages = [each.code for each in definition.stages]
    for label, names in (("步骤", codes), ("动作", moves), ("阶段", stages)):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise DefinitionError(f"{where}：{label} {'、'.join(twice)} 重复")
    if definition.first_move not in moves:
        raise DefinitionError(f"{where} 的 first_move “{definition.first_move}”不是其中的动作")
    for step in definition.steps:
        _check_step(step, frozenset(stages), vocabulary, f"{where} [[step]] {step.code}")
    for move in definition.moves:
        here = f"{where} [[move]] {move.code}"
        _check_move(move, frozenset(codes), frozenset(moves), outcomes, vocabulary, here)
    if strange := sorted({each.paper for each in definition.outcomes} - vocabulary.documents):
        raise DefinitionError(f"{where} 的 outcome 提到不认识的文书 {'、'.join(strange)}")
    if definition.first_step not in codes:
        raise DefinitionError(f"{where} 的 first_move 要走到一个步骤")
    _check_ways(definition, codes, where)
    _check_clocks(definition, vocabulary, where)


def _check_step(step: Step, stages: frozenset[str], vocabulary: Vocabulary, where: str) -> None:
    if step.stage not in stages:
        raise DefinitionError(f"{where} 的 stage “{step.stage}”没有定义")
    for key, names, known in (("allows", step.allows, BESIDE), ("papers", step.papers, vocabulary.documents)):
        if strange := sorted(set(names) - known):
            raise DefinitionError(f"{where} 的 {key} 提到不认识的 {'、'.join(strange)}")


def _check_ways(definition: Definition, codes: list[str], where: str) -> None:
    """Every step is reached from the first one and leads to an end."""
    reached = {definition.first_step, *reachable(definition, definition.first_step)}
    if lost := [code for code in codes if code not in reached]:
        raise DefinitionError(f"{where} [[step]] {lost[0]}：步骤 {'、'.join(lost)} 走不到，请补上通往它的动作")
    ends = {each.code for each in definition.steps if each.terminal}
    if not ends:
        raise DefinitionError(f"{where} 没有终点步骤（terminal = true）")
    if stuck := [code for code in codes if code not in ends and not ends & reachable(definition, code)]:
        raise DefinitionError(f"{where} [[step]] {stuck[0]}：步骤 {'、'.join(stuck)} 走不到终点，请补上离开它的动作")


def _check_clocks(definition: Definition, vocabulary: Vocabulary, where: str) -> None:
    """Every clock a move starts is stopped by a move that can follow, or ends by itself."""
    for move in definition.moves:
        after = {move.target(step) for step in move.from_steps or ("",)}
        after |= {there for step in after for there in reachable(definition, step)}
        ending = {clock for each in definition.moves if after & set(each.from_steps) for clock in _codes(each.stops)}
        if endless := sorted(set(_codes(move.starts)) - ending - vocabulary.self_ending):
            raise DefinitionError(
                f"{where} [[move]] {move.code}：期限 {'、'.join(endless)} 开始以后没有动作停止它，"
                "请在办结它的动作里写 stops"
            )


def _codes(written: Iterable[str]) -> list[str]:
    return [clock_and_variant(each.removesuffix(ORIGIN))[0] for each in written]


ON_CLOCKS = ("stops", "pauses", "extends", "suspends", "resumes")
# Conditions with an argument: a clock has run out, still runs, is not stopped (either), stands still; the way the decision
# goes, a move made before.
FAMILIES = ("expired", "running", "open", "suspended", "outcome", "made")


def _families(
    conditions: Iterable[str], moves: frozenset[str], outcomes: frozenset[str], vocabulary: Vocabulary
) -> Iterable[tuple[list[str], frozenset[str]]]:
    known = dict(zip(FAMILIES, (*(vocabulary.clocks,) * 4, outcomes, moves), strict=True))
    for each in conditions:
        family, colon, argument = each.partition(":")
        if colon:
            yield [argument if family in known else each], known.get(family, frozenset())


def _check_move(
    move: Move,
    steps: frozenset[str],
    moves: frozenset[str],
    outcomes: frozenset[str],
    vocabulary: Vocabulary,
    where: str,
) -> None:
    if not move.right:
        raise DefinitionError(f"{where} 没有写 right，谁也不能办理")
    if vocabulary.rights is not None and move.right not in vocabulary.rights:
        raise DefinitionError(f"{where} 的 right “{move.right}”不在权限表里")
    if move.renews and not move.paper:
        raise DefinitionError(f"{where} 重新作出（renews）要有批准它的文书，请写 paper")
    if move.to_step != SAME and move.to_step not in steps:
        raise DefinitionError(f"{where} 的 to “{move.to_step}”不是其中的步骤")
    named = {each.when for each in (*move.documents, *move.recordings)} - {""}
    named |= {each.when for each in move.starts_if}
    conditions = {*move.when, *move.unless, *named}
    used: tuple[tuple[str, Iterable[str], frozenset[str]], ...] = (
        ("from", move.from_steps, steps),
        ("after", move.after, moves),
        ("gates", move.gates, vocabulary.gates),
        ("starts", _codes(move.starts), vocabulary.clocks),
        ("starts_if", (each.clock for each in move.starts_if), frozenset(move.starts)),
        *((key, _codes(getattr(move, key)), vocabulary.clocks) for key in ON_CLOCKS),
        ("paper", {move.paper} - {""}, vocabulary.documents),
        ("serves", move.serves, vocabulary.documents),
        ("documents", (code for each in move.documents for code in each.any_of), vocabulary.documents),
        ("recordings", (code for each in move.recordings for code in each.any_of), vocabulary.recordings),
        ("when", (each for each in conditions if ":" not in each), vocabulary.conditions),
        *(("when", arguments, known) for arguments, known in _families(conditions, moves, outcomes, vocabulary)),
    )
    for key, names, known in used:
        strange = sorted(set(names) - known)
        if strange:
            raise DefinitionError(f"{where} 的 {key} 提到不认识的 {'、'.join(strange)}")
