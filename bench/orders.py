"""``python -m bench.orders``: try to take a case out of order, 100,000 times; the law written twice must always agree.

Each step lets time pass, puts things right or spoils one of them, and tries a move of the shipped procedure. A decision is
illegal when the program lets through what the independent model forbids; a refusal is needless when only the program
refuses. Both must be 0.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import django

# The lawpack is checked against the table of rights, which knows people.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.config.settings")
django.setup()

from bench.orders_desk import SPOILS, Desk, facts_of  # noqa: E402
from bench.orders_law import wrongs  # noqa: E402
from daylight.base.lawpack import load  # noqa: E402
from daylight.core.definition import Definition  # noqa: E402
from daylight.core.facts import CaseFacts  # noqa: E402
from daylight.core.gates import evaluate, holding, refusals_of  # noqa: E402
from daylight.core.lawdata import LawPack  # noqa: E402
from daylight.core.procedure import required, take  # noqa: E402
from daylight.core.refusal import Refusal  # noqa: E402

LAWPACKS = Path(__file__).parents[1] / "lawpacks"
LIFE = 120
FAULTS = 14
WAY = (
    "register_lead", "request_opening", "open_case", "conclude_investigation", "hear_case", "serve_notice", "draft_decision",
    "send_for_review", "pass_dossier", "approve_decision", "issue_decision", "serve_decision", "register_payment",
    "close_case", "archive_case",
)  # fmt: skip
_TOLD = WAY[:6]
_SERVED = WAY[:12]
_OPENED = WAY[:3]
# The side ways, each from the lead on, so that every act is tried where it belongs.
SIDE_WAYS = (
    (*_OPENED, "approve_evidence_hold", "hold_evidence", "dispose_evidence", "suspend_investigation", "notify_suspension",
     "serve_suspension_notice", "resume_investigation", "notify_resumption", "serve_suspension_notice",
     "terminate_investigation", "close_case"),
    (*_TOLD, "record_statement", "review_statement", "record_hearing_request", "summon_hearing", "serve_hearing_summons",
     "record_hearing", "report_hearing", "supplement_investigation", "conclude_investigation", "hear_case", "keep_notice",
     "renew_notice", "draft_no_penalty", "send_for_review", "pass_dossier", "approve_decision", "recall_approval",
     "send_for_review", "pass_dossier", "approve_decision", "issue_decision", "serve_no_penalty", "close_case"),
    (*_SERVED, "request_deferral", "grant_deferral", "urge_performance", "serve_urging", "record_performance",
     "give_surcharge_notice", "register_review", "answer_remedy", "record_upheld", "apply_court", "record_court_ruling",
     "close_case", "register_suit", "record_overturned", "note_withdrawal"),
    (*_SERVED, "suspend_enforcement", "resume_enforcement", "end_enforcement", "revoke_late", "close_case"),
    (*_SERVED, "revoke_decision", "decide_anew", "serve_notice", "draft_decision", "send_for_review", "pass_dossier",
     "approve_decision", "issue_decision", "serve_decision"),
)  # fmt: skip
# What the file must hold besides, for the act to be the right one.
ASKED = frozenset({"summon_hearing", "serve_hearing_summons", "record_hearing", "end_hearing"})
SPOIL_NAMES = tuple(SPOILS)


@dataclass
class World:
    """One case under the shipped procedure, and what the two readings of the law said of every try."""

    pack: LawPack
    definition: Definition
    desk: Desk = field(default_factory=Desk)
    step: str = ""
    age: int = 0
    tries: int = 0
    allowed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    illegal: list[str] = field(default_factory=list)
    needless: list[str] = field(default_factory=list)

    @property
    def moves(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.definition.moves)

    def open_moves(self) -> tuple[str, ...]:
        """The moves that leave the present step, so that a walk gets somewhere."""
        if not self.step:
            return (self.definition.first_move,)
        return tuple(each.code for each in self.definition.moves if self.step in each.from_steps)

    def pass_days(self, days: int) -> None:
        self.desk.today += timedelta(days)

    def spoil(self, name: str, n: int) -> None:
        SPOILS[name](self.desk, n)

    def judge(self, code: str) -> tuple[list[Refusal], list[str]]:
        """What the program and what the model say of a move now; a disagreement is kept."""
        self.tries += 1
        refusals, faults = self._refusals(code, facts_of(self.desk, code)), wrongs(self.desk, code)
        if refusals and not faults:
            self.needless.append(f"{code} {self.desk.today}: {refusals[0].message}")
        if faults and not refusals:
            self.illegal.append(f"{code} {self.desk.today}: {'; '.join(faults)}")
        (self.refused if refusals else self.allowed)[code] += 1
        return refusals, faults

    def attempt(self, code: str) -> bool:
        """Try a move and make it when the program lets it through."""
        self.age += 1
        refusals, _ = self.judge(code)
        if refusals:
            return False
        self.step = self.definition.move(code).target(self.step)
        if self.definition.move(code).renews:
            # What was done about the decision that fell is not done about the new one.
            self.desk.history.clear()
        self.desk.history.append(code)
        self.desk.side.after(code, self.desk.today)
        return True

    def _refusals(self, code: str, facts: CaseFacts) -> list[Refusal]:
        desk, move = self.desk, self.definition.move(code)
        holds = holding(facts, self.pack, desk.today) | self._standing()
        if code == "record_hearing" and facts.hearing is not None:
            # The act shows the gate the hearing as just recorded.
            facts = replace(facts, hearing=replace(facts.hearing, held_on=desk.today, record_final=True))
        if not self.step:
            order = code != self.definition.first_move
            if order:
                return [Refusal("procedure.step", "先登记线索。", self.definition.cite)]
        else:
            taken = take(self.definition, self.step, code, frozenset(desk.history), holds)
            if isinstance(taken, Refusal):
                return [taken]
        lacking = [
            Refusal("papers", f"缺少{'、'.join(each.any_of)}。", move.cite)
            for wanted, there in ((move.documents, desk.papers), (move.recordings, desk.films))
            for each in required(wanted, frozenset(there), holds)
        ]
        return [*lacking, *refusals_of(evaluate(move.gates, facts, self.pack, desk.today))]

    def _standing(self) -> frozenset[str]:
        """Clocks, moves and the way of the decision, as the acts read them from the rows."""
        desk, side = self.desk, self.desk.side
        found = {f"made:{each}" for each in desk.history}
        if desk.drafted:
            found.add(f"outcome:{side.way}")
        if side.held_since:
            due = self.pack.deadline("D04", side.held_since).due(side.held_since, self.pack.calendar()).due_on
            found |= {"open:D04", "expired:D04" if desk.today > due else "running:D04"}
        flags = (("D05", side.untold), ("D15", side.changed), ("D37", side.answering))
        return frozenset(found | {f"open:{clock}" for clock, runs in flags if runs})

    def ended(self) -> bool:
        return self.age >= LIFE or bool(self.step and self.definition.step(self.step).terminal)

    def begin_again(self, today_plus: int = 0) -> None:
        self.desk, self.step, self.age = Desk(), "", 0
        self.pass_days(today_plus)


def walk(world: World, steps: int, seed: int = 1) -> World:
    """`steps` tries, drawn from `seed`: mostly lawful files with something spoilt, so that every step is reached."""
    draw = random.Random(seed)
    world.begin_again(draw.randrange(300))
    while world.tries < steps:
        if world.ended():
            world.begin_again(draw.randrange(300))
        code = _next(world, draw)
        if draw.random() < 0.7:
            world.pass_days(draw.choice((0, 0, 1, 1, 2, 3, 8)))
            world.desk.mend()
            _prepare(world.desk, code)
        for _ in range(draw.choice((0, 0, 0, 1, 1, 2, 3))):
            world.spoil(draw.choice(SPOIL_NAMES), draw.randrange(8))
        world.attempt(code)
    return world


def _next(world: World, draw: random.Random) -> str:
    """Mostly onward, sometimes what has been tried least so far, often any act open here, now and then one that is not."""
    onward, chance = world.open_moves(), draw.random()
    if chance < 0.45:
        ahead = [each for each in WAY if each in onward]
        if ahead:
            return ahead[0]
    elif chance < 0.6 and onward:
        return min(onward, key=lambda code: world.allowed[code] + world.refused[code])
    return draw.choice(onward if chance < 0.9 else world.moves)


def sweep(world: World, only: Collection[str] | None = None) -> World:
    """Every single fault at every step of the whole way, tried on every move open there (or on `only` these)."""
    for way in (WAY, *SIDE_WAYS):
        world.begin_again(150)
        for forward in way:
            world.pass_days(1)
            world.desk.mend()
            _prepare(world.desk, forward)
            right, onward = world.desk, world.open_moves()
            # On the side ways only the act whose turn it is: the rest was tried on the main one.
            tried = onward if way is WAY else (forward,)
            for code in tried if only is None else [each for each in onward if each in only]:
                for name in SPOIL_NAMES:
                    for n in range(FAULTS):
                        world.desk = deepcopy(right)
                        world.spoil(name, n)
                        world.judge(code)
            world.desk = right
            if not world.attempt(forward):
                refusals, _ = world.judge(forward)
                raise RuntimeError(f"{forward} is refused on a file with nothing wrong in it: {refusals[0].message}")
    return world


def _prepare(desk: Desk, code: str) -> None:
    """A hearing asked for, or held, and a decision that does not punish, where the act is about them."""
    if code in ASKED:
        desk.asked_on, desk.invited_on = desk.today - timedelta(30), desk.today - timedelta(20)
    if code == "report_hearing":
        desk.asked_on = desk.invited_on = desk.today - timedelta(30)
        desk.held_on, desk.hearing_record = desk.today, True
    if code in ("draft_no_penalty", "draft_decision"):
        desk.side.way = "minor" if code == "draft_no_penalty" else "punish"
    if code == "grant_deferral":
        desk.side.deferred_until = desk.today - timedelta(1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.orders", description="illegal orders against an independent model")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pack = load(LAWPACKS)
    begun = time.perf_counter()
    world = sweep(World(pack, pack.procedure_version("penalty_ordinary", "2021")))
    # The steps are those of the walk; the sweep, every single fault in its place, comes on top.
    walk(world, world.tries + given.steps, given.seed)
    spent = time.perf_counter() - begun
    issued = world.allowed["issue_decision"]
    print(f"{world.tries:,} tries in {spent:.0f} s ({world.tries / spent:,.0f} a second), seed {given.seed}")
    print(f"let through {world.allowed.total():,}, refused {world.refused.total():,}, decisions issued {issued:,}")
    print(f"illegal decisions {len(world.illegal)}, needless refusals {len(world.needless)}")
    for each in (*world.illegal[:20], *world.needless[:20]):
        print(f"  {each}")
    return 1 if world.illegal or world.needless else 0


if __name__ == "__main__":
    sys.exit(main())
