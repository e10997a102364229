"""Whose turn it is and by when, kept on the case and on its handlers: a list of any length is one range of an index.

The turn is the right of the move that leads on: the first of the definition that goes to a later step. While that move waits
for something the party may still do (it would stop a running limit of his, such as 缴纳罚款), the turn is the party's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from daylight.base import lawpack
from daylight.base.permit import current_permit
from daylight.cases.models import NO_LIMIT, Case, Clock, Handler
from daylight.core.definition import Definition, Move, clock_and_variant
from daylight.core.lawdata import NotInForce

PARTY = "party"


def touch(case_id: int) -> None:
    """Work out the turn of a case once more when the open act or chore ends; demands one."""
    current_permit().closing[("turn", case_id)] = partial(settle, case_id)


def settle(case_id: int) -> None:
    """Write turn and limits of a case as its step and its clocks now stand."""
    case = Case.objects.only("step", "procedure", "procedure_version").get(pk=case_id)
    definition = lawpack.current().procedure_version(case.procedure, case.procedure_version)
    running = Clock.objects.filter(case_id=case_id, stopped_on=None)
    turn, due_on, limit_on = standing(definition, case.step, running)
    Case.objects.filter(pk=case_id).update(turn=turn, due_on=due_on, limit_on=limit_on)
    Handler.objects.filter(case_id=case_id).update(turn=turn, due_on=due_on)


def standing(definition: Definition, step: str, clocks: Iterable[Clock]) -> tuple[str, date, date | None]:
    """``turn``, ``due_on`` and ``limit_on`` of a case on ``step`` whose running ``clocks`` are given."""
    leading = leads_on(definition, step)
    if leading is None:
        return "", NO_LIMIT, None
    bound = binding(leading, clocks)
    due_on = min((each.due_on for each in bound if binds(each) != "disclosure"), default=NO_LIMIT)
    limit_on = min((each.due_on for each in bound), default=NO_LIMIT)
    return (PARTY if any(party_right(each) for each in bound) else leading.right), due_on, limit_on


def binding(leading: Move, clocks: Iterable[Clock]) -> list[Clock]:
    """The running limits that count: the authority's own, and of the party's those ``leading`` waits for.

    One suspended in time binds nobody until it runs again; one suspended too late stays late.
    """
    stopped = {clock_and_variant(each)[0] for each in leading.stops}
    return [
        each
        for each in clocks
        if each.stopped_on is None
        and binds(each) != "nobody"
        and (each.suspended_on is None or each.suspended_on > each.due_on)
        and (each.code in stopped or not party_right(each))
    ]


def leads_on(definition: Definition, step: str) -> Move | None:
    """The move by which the case goes on from ``step``, not back; None at the end."""
    leaving = onward(definition, step)
    if definition.step(step).terminal or not leaving:
        return None
    order = {each.code: index for index, each in enumerate(definition.steps)}
    named = (each for each in leaving if each.leads)
    return next(named, next((each for each in leaving if order[each.to_step] > order[step]), leaving[0]))


def onward(definition: Definition, step: str) -> list[Move]:
    """The moves that leave ``step``: the usual way first, then on, then back; each in the order of the definition."""
    order = {each.code: index for index, each in enumerate(definition.steps)}
    leaving = [each for each in definition.moves if step in each.from_steps and not each.stays]
    return sorted(leaving, key=lambda each: (not each.leads, order[each.to_step] < order[step]))


def binds(clock: Clock) -> str:
    """Whom the end of a limit makes late: ``case``, ``disclosure`` (公示 makes nobody else late) or ``nobody``."""
    try:
        return lawpack.current().deadline(clock.code, clock.started_on).binds
    except NotInForce:
        return "case"


def party_right(clock: Clock) -> bool:
    """A limit that is the party's right (陈述申辩、听证): its end is no failure of the authority."""
    if clock.rule:
        return bool(clock.rule.get("party_right"))
    try:
        return lawpack.current().deadline(clock.code, clock.started_on).party_right
    except NotInForce:
        return False
