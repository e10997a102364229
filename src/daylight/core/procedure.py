"""程序: a small token engine over a definition: where the case is, which moves are open, what a move needs.

Nothing is evaluated from text: conditions are names from a closed vocabulary and the caller says which of them hold.
"""

from collections import deque
from collections.abc import Iterable

from daylight.core.definition import Definition, Move, Requirement, Step, clock_and_variant
from daylight.core.refusal import Refusal


def available(
    definition: Definition, step: str, done: frozenset[str] = frozenset(), holding: frozenset[str] | None = None
) -> tuple[Move, ...]:
    """The moves open at `step`: `done` the moves already made, `holding` the conditions that hold (None: not looked at)."""
    return tuple(each for each in definition.moves if step in each.from_steps and not _closed(each, done, holding))


def take(
    definition: Definition,
    step: str,
    move_code: str,
    done: frozenset[str] | None = None,
    holding: frozenset[str] | None = None,
) -> Step | Refusal:
    """The step after the move, or a sentence saying where the case is and what comes first.

    `done` None or `holding` None leaves those conditions unchecked. Raises KeyError for a move the definition lacks.
    """
    move = next((each for each in definition.moves if each.code == move_code), None)
    if move is None:
        raise KeyError(f"{definition.id} has no move {move_code}")
    present = definition.step(step)
    cite = move.cite or definition.cite
    if step not in move.from_steps:
        return Refusal(
            "procedure.step",
            f"案件现在是“{present.name}”，不能“{move.name}”；{_before(definition, step, move)}。",
            cite,
        )
    if done is not None:
        lacking = [definition.move(code).name for code in move.after if code not in done]
        if lacking:
            return Refusal("procedure.after", f"“{move.name}”之前要先“{'”、“'.join(lacking)}”，请先办理。", cite)
        if move.once and move.code in done:
            return Refusal("procedure.once", f"“{move.name}”已经办过，不能重复办理，请刷新后查看。", cite)
    if holding is not None and _closed(move, frozenset(move.after), holding):
        return Refusal("procedure.when", _closed_why(definition, step, move, holding), cite)
    return definition.step(move.target(step))


def required(
    requirements: Iterable[Requirement], present: frozenset[str], holding: frozenset[str]
) -> tuple[Requirement, ...]:
    """The requirements (documents or recordings) that apply and are not met by what is `present`."""
    return tuple(each for each in requirements if each.applies(holding) and not present & set(each.any_of))


def stage_progress(definition: Definition, step: str) -> int:
    """The index of the stage `step` belongs to, for the ten bands of the case workspace."""
    stage = definition.step(step).stage
    return next(index for index, each in enumerate(definition.stages) if each.code == stage)


def _closed(move: Move, done: frozenset[str], holding: frozenset[str] | None) -> bool:
    if any(code not in done for code in move.after) or (move.once and move.code in done):
        return True
    if holding is None:
        return False
    return not set(move.when) <= holding or bool(set(move.unless) & holding)


def _closed_why(definition: Definition, step: str, move: Move, holding: frozenset[str]) -> str:
    """Which condition keeps the move shut, and the move that changes it where there is one."""
    for condition in move.unless:
        clock = _clock(condition)
        if clock and condition in holding:
            mending = [
                each.name for each in definition.moves if step in each.from_steps and clock in _codes(each.stops)
            ]
            if mending:
                return f"现在不能“{move.name}”，请先“{'”或“'.join(mending)}”。"
            return f"期限还没有届满，现在不能“{move.name}”，请届满后办理。"
    for condition in move.when:
        if condition in holding:
            continue
        family, _, code = condition.partition(":")
        if family == "made":
            return f"“{move.name}”之前要先“{definition.move(code).name}”，请先办理。"
        clock = _clock(condition)
        starting = [each.name for each in definition.moves if clock and clock in _codes(each.starts)]
        if starting:
            return f"“{move.name}”只在“{'”或“'.join(starting)}”之后、期限符合时办理，请核对期限。"
    return f"本案不适用“{move.name}”，请选择其他办理方式。"


def _clock(condition: str) -> str:
    family, _, code = condition.partition(":")
    return code if family in ("running", "expired", "open") else ""


def _codes(written: Iterable[str]) -> set[str]:
    return {clock_and_variant(each)[0] for each in written}


def _before(definition: Definition, step: str, move: Move) -> str:
    """What has to happen first, or that the moment has passed."""
    if definition.step(step).terminal:
        return "本案程序已经结束，请刷新后查看"
    path = _path(definition, step, frozenset(move.from_steps))
    if not path:
        where = "”或“".join(definition.step(each).name for each in move.from_steps) or "登记时"
        return f"该动作应在“{where}”办理，现已过了这一步，请刷新后查看最新环节"
    steps = "”或“".join(definition.step(each).name for each in move.from_steps)
    return f"先要“{path[0].name}”，走到“{steps}”之后才能办理"


def _path(definition: Definition, start: str, targets: frozenset[str]) -> list[Move]:
    """The shortest way on, not counting moves back to a step before."""
    order = {each.code: index for index, each in enumerate(definition.steps)}
    queue: deque[tuple[str, list[Move]]] = deque([(start, [])])
    seen = {start}
    while queue:
        here, path = queue.popleft()
        if here in targets and path:
            return path
        for move in definition.moves:
            there = move.target(here)
            if here in move.from_steps and there not in seen and order[there] > order[here]:
                seen.add(there)
                queue.append((there, [*path, move]))
    return []
