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
from dataclasses import dataclass, field
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
    "send_for_review", "pass_dossier", "approve_decision", "issue_decision", "serve_decision", "close_case", "archive_case",
)  # fmt: skip
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
        refusals, faults = self._refusals(code, facts_of(self.desk)), wrongs(self.desk, code)
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
        self.desk.history.append(code)
        return True

    def _refusals(self, code: str, facts: CaseFacts) -> list[Refusal]:
        desk, move = self.desk, self.definition.move(code)
        holds = holding(facts, self.pack, desk.today)
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
        if draw.random() < 0.6:
            world.pass_days(draw.choice((0, 0, 1, 1, 2, 3, 8)))
            world.desk.mend()
        for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
            world.spoil(draw.choice(SPOIL_NAMES), draw.randrange(8))
        world.attempt(draw.choice(world.open_moves() if draw.random() < 0.8 else world.moves))
    return world


def sweep(world: World, only: Collection[str] | None = None) -> World:
    """Every single fault at every step of the whole way, tried on every move open there (or on `only` these)."""
    world.begin_again(150)
    while not world.ended():
        world.pass_days(1)
        world.desk.mend()
        right, onward = world.desk, world.open_moves()
        for code in onward if only is None else [each for each in onward if each in only]:
            for name in SPOIL_NAMES:
                for n in range(FAULTS):
                    world.desk = deepcopy(right)
                    world.spoil(name, n)
                    world.judge(code)
        world.desk = right
        forward = next(each for each in WAY if each in onward)
        if not world.attempt(forward):
            raise RuntimeError(f"{forward} is refused on a file with nothing wrong in it")
    return world


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.orders", description="illegal orders against an independent model")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pack = load(LAWPACKS)
    begun = time.perf_counter()
    world = walk(sweep(World(pack, pack.procedure_version("penalty_ordinary", "2021"))), given.steps, given.seed)
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
