"""The chart in words: the same steps and moves as an ordered list, for screen readers, print and programs."""

from typing import Any

from daylight.core.chart.graph import Graph, Words
from daylight.core.definition import Move, Requirement


def told(graph: Graph, words: Words) -> list[dict[str, Any]]:
    """Stages in order: ``[{stage, steps: [{number, name, cite, end, moves: [move]}]}]``.

    A move is ``{name, who, leads: stay|on|back, to, cite, documents, limits, checks}``; all text, lists may be empty. The
    move that begins the procedure stands in the first step as ``begin: true``.
    """
    definition = graph.definition
    order = {stop.step.code: stop.number for stop in graph.stops}
    found: list[dict[str, Any]] = []
    for stage in definition.stages:
        steps = []
        for stop in graph.stops:
            if stop.step.stage != stage.code:
                continue
            code = stop.step.code
            moves = []
            if code == definition.first_step:
                moves.append(_move(definition.move(definition.first_move), words, "on", "", True))
            for move in definition.moves:
                if code in move.from_steps:
                    target = move.target(code)
                    leads = "stay" if target == code else "back" if order[target] < order[code] else "on"
                    to = "" if leads == "stay" else definition.step(target).name
                    moves.append(_move(move, words, leads, to, False))
            steps.append(
                {"number": stop.number, "name": stop.step.name, "cite": stop.step.cite}
                | {"end": stop.step.terminal, "moves": moves}
            )
        if steps:
            found.append({"stage": stage.name, "steps": steps})
    return found


def _move(move: Move, words: Words, leads: str, to: str, begin: bool) -> dict[str, Any]:
    started = dict.fromkeys(move.starts)
    limits = ["　".join(words.clocks[code]) for code in started if code in words.clocks]
    return {
        "name": move.name,
        "begin": begin,
        "who": "、".join(words.roles[move.right]),
        "leads": leads,
        "to": to,
        "cite": move.cite,
        "documents": [_document(each, words) for each in move.documents],
        "limits": limits,
        "checks": [words.gates[code] for code in move.gates if code in words.gates],
    }


def _document(requirement: Requirement, words: Words) -> str:
    name = "或者".join(words.documents.get(code, code) for code in requirement.any_of)
    return f"{name}（需要时）" if requirement.when else name
