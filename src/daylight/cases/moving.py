"""Taking a step of the running procedure: the token moves only along the definition the case is pinned to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases import clocks, turns
from daylight.cases.conditions import standing
from daylight.cases.models import Case, Move
from daylight.cases.numbering import allot
from daylight.cases.overriding import overrides_of
from daylight.cases.rounds import done
from daylight.cases.scopes import scope_of
from daylight.core import gates, procedure
from daylight.core.deadlines import Pause
from daylight.core.definition import ORIGIN, Definition, clock_and_variant
from daylight.core.definition import Move as DefinedMove
from daylight.core.facts import CaseFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse


def definition_of(case: Case) -> Definition:
    """The procedure as it stood when this case began; a later version does not move a running case."""
    return lawpack.current().procedure_version(case.procedure, case.procedure_version)


def demand_turn(case: Case, code: str, actor: Person) -> None:
    """Right and order before anything is read, drawn or said: a stranger learns nothing of the case, and nobody fills
    in a form for a step that is not open. Raises ``Refused``.

    ``case`` is read again under a lock: what a page loaded before a colleague's save must not be frozen or approved."""
    current_permit()
    seen = case.step
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    definition = definition_of(case)
    require(actor, definition.move(code).right, scope_of(case))
    if case.step != seen:
        raise _moved(case)
    step = procedure.take(definition, case.step, code, done(case))
    if isinstance(step, Refusal):
        raise Refused(step)


def _moved(case: Case) -> Refused:
    """The loser of a race learns who was first."""
    last = case.moves.order_by("-id").first()
    who = f"{last.by.name}已办理“{last.name}”" if last else "案件已有变动"
    return refuse("case.moved", f"本页打开后{who}，请刷新页面查看最新环节，您填写的内容仍保留在本页。")


def demand_running(case: Case) -> None:
    """Work on the facts of a case ends with the case."""
    if case.closed_on is not None:
        raise refuse(
            "case.closed",
            f"本案已于 {case.closed_on} 结案，不能再补记办案情况；原有记录有误的，请另作说明。",
            "自然资源行政处罚办法第四十六条",
        )


def refusals_of(case: Case, code: str, facts: CaseFacts | None, today: date) -> list[Refusal]:
    """Why ``code`` cannot be taken now: order first, then the gates on the way. Empty: it can."""
    definition = definition_of(case)
    step = procedure.take(definition, case.step, code, done(case))
    if isinstance(step, Refusal):
        return [step]
    return [] if facts is None else list(gates.refusals_of(verdicts_of(case, code, facts, today)))


def verdicts_of(case: Case, code: str, facts: CaseFacts, today: date) -> list[gates.Verdict]:
    """What each gate of the move says now, with what a second person has let pass (例外放行) in this case."""
    pack = lawpack.current()
    wanted = definition_of(case).move(code).gates
    return gates.evaluate(wanted, facts, pack, today, pack.calendar(), overrides_of(case)) if wanted else []


def make_move(
    case: Case,
    code: str,
    *,
    actor: Person,
    now: datetime,
    facts: CaseFacts | None,
    starts_on: date | datetime | None = None,
    papers: Iterable[str] | None = None,
    holding: frozenset[str] = frozenset(),
    pause: Pause | None = None,
    suspended_for: str = "",
) -> Move:
    """Make the move ``code`` inside an open act: rights, order, gates, documents, clocks; raises ``Refused``.

    ``starts_on``: the day the move's clocks start from (receipt, service); today when left out. ``papers``: codes of the
    final documents in the file; ``None`` skips that check. ``holding``: conditions of the definition that hold.
    ``pause``: the days that do not count for the clocks this move pauses; ``suspended_for``: why those it suspends stand still.
    """
    current_permit()
    today = local_date(now)
    move = definition_of(case).move(code)
    require(actor, move.right, scope_of(case))
    refusals = refusals_of(case, code, facts, today)
    if not refusals and (move.when or move.unless):
        # Last, because a gate says better what to do than that another way has to be taken.
        way = procedure.take(definition_of(case), case.step, code, None, holding | standing(case, today))
        refusals = [way] if isinstance(way, Refusal) else []
    if papers is not None and not refusals:
        refusals = _missing_papers(case, code, frozenset(papers), holding)
    if refusals:
        raise Refused(refusals)
    before, after = case.step, move.target(case.step)
    # The condition on the old step lets one of two people through; the loser learns who was first.
    if not Case.objects.filter(pk=case.pk, step=before).update(step=after):
        raise _moved(case)
    case.step = after
    turns.touch(case.pk)
    row = Move.objects.create(case=case, code=code, name=move.name, from_step=before, to_step=after, by=actor, at=now)
    _turn_clocks(case, move, today, starts_on, holding, pause, suspended_for)
    if move.opens:
        _open(case, today)
    if move.closes:
        end(case, today)
    if move.renews:
        _reopen(case)
    return row


def _turn_clocks(
    case: Case,
    move: DefinedMove,
    today: date,
    starts_on: date | datetime | None,
    holding: frozenset[str],
    pause: Pause | None,
    suspended_for: str,
) -> None:
    """What the definition says the move does to the clocks, in the order of time: what ends, what stands, what begins."""
    for code, variant in map(clock_and_variant, move.stops):
        clocks.stop(case, code, today, move.name, variant=variant or None)
    for code, variant in map(clock_and_variant, move.pauses):
        if pause is not None:
            clocks.pause(case, code, pause, variant=variant)
    for written in move.suspends:
        code, variant = clock_and_variant(written.removesuffix(ORIGIN))
        if not written.endswith(ORIGIN):
            clocks.suspend(case, code, today, suspended_for or move.pause_reason, variant=variant)
        elif case.origin is not None:
            clocks.wait(case.origin, code, today, move.pause_reason, variant=variant)
    for written in move.resumes:
        code, variant = clock_and_variant(written.removesuffix(ORIGIN))
        if not written.endswith(ORIGIN):
            clocks.resume(case, code, today, variant=variant)
        elif case.origin is not None:
            clocks.wait_no_more(case.origin, code, today, move.pause_reason, variant=variant)
    for code, variant in map(clock_and_variant, move.extends):
        clocks.extend(case, code, today, move.name, variant=variant)
    for written in move.starts:
        code, variant = clock_and_variant(written)
        # Counted back from a day nobody has named (a permit without an end), a limit does not exist.
        unknown = bool(move.dated) and starts_on is None and lawpack.current().deadline(code, today).backwards
        if move.begins(written, holding) and not unknown:
            clocks.start(case, code, starts_on or today, variant=variant)


def _open(case: Case, today: date) -> None:
    """立案、受理: the case gets its number and its day."""
    case.number = allot(case.agency, definition_of(case).number_word, today)
    case.opened_on = today
    case.save(update_fields=["number", "opened_on"])


def _reopen(case: Case) -> None:
    """重新作出: a case already closed is open once more; when and how it was closed stays in the journal."""
    case.closed_on, case.closing_kind = None, ""
    case.save(update_fields=["closed_on", "closing_kind"])


def end(case: Case, today: date, kind: str = "") -> None:
    """The case is over: nothing goes on running but what the law says outlives it (publication, remedies)."""
    current_permit()
    case.closed_on = today
    case.closing_kind = kind or case.closing_kind
    case.save(update_fields=["closed_on", "closing_kind"])
    pack = lawpack.current()
    for clock in case.clocks.filter(stopped_on=None):
        if not pack.deadline(clock.code, clock.started_on).outlives_case:
            clocks.stop(case, clock.code, today, "结案")


def _missing_papers(case: Case, code: str, papers: frozenset[str], holding: frozenset[str]) -> list[Refusal]:
    definition = definition_of(case)
    move = definition.move(code)
    pack = lawpack.current()
    on = definition.in_force_from
    return [
        Refusal(
            "procedure.document",
            f"缺少已定稿的{'或'.join(pack.document(each, on).name for each in need.any_of)}，请先在“文书”中制作并定稿。",
            move.cite or definition.cite,
        )
        for need in procedure.required(move.documents, papers, holding)
    ]
