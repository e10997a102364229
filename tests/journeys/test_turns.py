"""Who may do what when: a case walks from lead to archive, and at every step everything else is tried."""

from __future__ import annotations

from datetime import datetime

from daylight.base.act import ACTS
from daylight.base.journal.models import Entry
from daylight.base.vault.models import Blob
from daylight.cases.models import Clock, Move
from daylight.cases.showing import acts as showing
from daylight.cases.showing.events import SENTENCES
from daylight.recording.models import Document
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import STEPS, Story, begin
from tests.turns import TURNS, case_of, everybody_else, exists, somebody


def _trace(story: Story) -> tuple[object, ...]:
    """What a refused act must leave as it was."""
    case = case_of(story)
    counts = tuple(model.objects.count() for model in (Entry, Move, Document, Clock, Blob))
    return case.step, case.version, case.number, *counts


def test_the_table_has_every_act_of_both_rooms() -> None:
    rooms = {event for event in ACTS if event.split(".")[0] in ("cases", "decisions")}
    # register_lead begins the story, submit_for_approval has its own way without review, flow charts are no case.
    elsewhere = {"cases.case.registered", "decisions.approval.asked", "cases.flow.published"}
    # People and parties: of no step, each with its own tests (tests/apps/cases/test_parties.py, test_recusal.py).
    elsewhere |= {"cases.party.answered", "cases.party.amended", "cases.party.completed", "cases.party.viewed"}
    elsewhere |= {"cases.interest.declared", "cases.recusal.asked", "decisions.recusal.decided"}
    # 当场处罚 runs by its own procedure (tests/journeys/test_summary_penalty.py).
    elsewhere |= {f"decisions.spot.{what}" for what in ("decided", "reported", "handed_in", "deposited")}
    # Acts that run whatever a definition declares: who may and when is the definition's, not the table's.
    # tests/apps/decisions/test_declared_steps.py, test_coercion.py, test_permit.py and test_levy.py walk them.
    elsewhere |= {"decisions.step.taken", "decisions.paper.served", "decisions.draft.redirected"}
    # Only where a gate leaves room, whatever the step (tests/apps/decisions/test_overrides.py).
    elsewhere |= {f"decisions.override.{what}" for what in ("asked", "granted", "refused")}
    # Of the number register and of people, not of a case (tests/web/test_office_numbers.py, tests/apps/cases/test_substitutes.py).
    elsewhere |= {"decisions.number.voided", "decisions.number.spoiled"}
    # Only after a review sent a draft back with a suggestion (tests/web/test_review_thread.py).
    elsewhere |= {"decisions.suggestion.accepted"}
    elsewhere |= {"cases.substitute.named", "cases.substitute.ended"}
    # 年度检查计划 is no case (tests/web/test_office_plans.py); 窗口收件 begins one (tests/web/test_office_applications.py).
    elsewhere |= {"cases.plan.drawn", "cases.plan.filed", "decisions.application.taken"}
    # Of an officer and his telephone, not of a case (tests/journeys/test_showing.py).
    assert showing.issue_codes and SENTENCES.keys() <= ACTS.keys()
    elsewhere |= SENTENCES.keys()
    # Of the catalogue, tried on past cases (tests/web/test_trials.py), and of people (tests/apps/disclosure/test_marks.py).
    elsewhere |= {"decisions.trial.started", "cases.party.marked"}
    assert rooms - {t.event for t in TURNS} == elsewhere


def test_nothing_is_done_out_of_turn_or_by_the_wrong_hand(cast: Cast, now: datetime) -> None:
    story = begin(cast, now)
    tried, seen = 0, set()
    for step in STEPS:
        story.to(step)
        before = _trace(story)
        here = case_of(story).step
        if here in seen:
            continue
        seen.add(here)
        for turn in TURNS:
            if not exists(story, turn):
                continue
            if here not in turn.steps:
                found = refused(turn.do, story, somebody(story, turn))
                assert codes(found) & {"procedure.step", "case.closed", "case.announced", "draft.frozen"}, turn
                tried += 1
            else:
                for person in everybody_else(story, turn):
                    assert codes(refused(turn.do, story, person)) == {"right.missing"}, (turn, person)
                    tried += 1
        assert _trace(story) == before, f"a refused act left something behind after {step}"
    assert len(seen) == 14 and tried > 400
