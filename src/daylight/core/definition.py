"""程序定义: steps, moves and stages of a procedure as data (read by definitionreading, checked by definitionchecks)."""

from dataclasses import dataclass
from datetime import date


class DefinitionError(ValueError):
    """A procedure that cannot run; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Stage:
    """办案阶段: one of the ten bands in which a person sees the steps."""

    code: str
    name: str


# Acts that are no moves of their own; a step says which of them it leaves open.
BESIDE = frozenset({"add_party", "amend_case", "show_identity", "screen_transfer"})


@dataclass(frozen=True, slots=True)
class Step:
    """`allows` the acts beside the moves that may be done here (BESIDE), `papers` the templates begun here by hand."""

    code: str
    name: str
    stage: str
    terminal: bool = False
    cite: str = ""
    allows: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """决定的出口: one way the decision can go, and the paper that says it. The first of a procedure is the usual one."""

    code: str
    name: str
    paper: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """At least one of `any_of`, when the condition `when` holds (empty: always)."""

    any_of: tuple[str, ...]
    when: str = ""

    def applies(self, holding: frozenset[str]) -> bool:
        return not self.when or self.when in holding


@dataclass(frozen=True, slots=True)
class Start:
    """A clock of `starts` that begins only when the condition `when` holds (颁发证件 only after a grant)."""

    clock: str
    when: str


@dataclass(frozen=True, slots=True)
class Move:
    """An act that carries the case on. `code` is the act's name, `right` who may make it.

    `after` moves that must have been made before; `when` / `unless` conditions that must hold / must not hold (a list:
    each of them / none of them);
    `marks` the statutory step this move performs when it has no step of its own (P1, P5, P8).
    A move that says how it is made needs no act of its own: `paper` is filled in and fixed or issued, `serves` hands over
    the last issued paper of these templates, `reasoned` asks for a reason. `dated` names the field of the paper from which
    the clocks start (the day of the move when empty); that day may lie ahead when the move is `ahead`. A clock is written
    `D30` or with its variant `D30:organise`.
    `starts_if` says which of `starts` begin only under a condition; a clock counted back from `dated` does not begin
    while that field is empty; the day may lie ahead when the move is `ahead`.
    `extends`, `suspends`, `resumes` clocks; `pause_reason` is why a clock stands still, as the deadline names it, or the
    field of the paper that says it. `opens` gives the case its number, `closes` ends it,
    `renews` begins the deciding again after the decision fell (a closed case is open once more); `leads`
    marks the usual way on where it does not go to a later step.
    """

    code: str
    name: str
    from_steps: tuple[str, ...]
    to_step: str
    right: str
    cite: str
    gates: tuple[str, ...] = ()
    documents: tuple[Requirement, ...] = ()
    recordings: tuple[Requirement, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    once: bool = False
    marks: str = ""
    paper: str = ""
    serves: tuple[str, ...] = ()
    dated: str = ""
    ahead: bool = False
    reasoned: bool = False
    starts_if: tuple[Start, ...] = ()
    extends: tuple[str, ...] = ()
    suspends: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    pause_reason: str = ""
    opens: bool = False
    closes: bool = False
    renews: bool = False
    leads: bool = False

    @property
    def declared(self) -> bool:
        """Whether the definition alone says how the move is made."""
        return bool(self.paper or self.serves or self.reasoned)

    def begins(self, clock: str, holding: frozenset[str]) -> bool:
        """Whether ``clock`` of ``starts`` begins now."""
        return all(each.when in holding for each in self.starts_if if each.clock == clock)

    @property
    def stays(self) -> bool:
        return self.to_step == SAME

    def target(self, step: str) -> str:
        return step if self.stays else self.to_step


SAME = "same"
# What a move that serves a paper leaves in the file (民事诉讼法 第八十七条).
RECEIPT = "service_receipt"


@dataclass(frozen=True, slots=True)
class Definition:
    """A procedure in force during one range of dates; a running case stays on its `version`.

    `category` the 执法类别 of the 事项清单; `certificate` the kind of enforcement an officer's certificate must cover when it
    is another one (行政强制法 第十七条: qualified officers; the kinds are those of the 人员资格清单).
    """

    id: str
    version: str
    name: str
    cite: str
    in_force_from: date
    first_move: str
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    stages: tuple[Stage, ...]
    outcomes: tuple[Outcome, ...] = ()
    category: str = ""
    certificate: str = ""
    number_word: str = "立"
    until: date | None = None
    source: str = ""

    def step(self, code: str) -> Step:
        return next(each for each in self.steps if each.code == code)

    def move(self, code: str) -> Move:
        return next(each for each in self.moves if each.code == code)

    def outcome(self, code: str) -> Outcome | None:
        """The way the decision goes; the usual one for an empty code, None where the procedure has no decision."""
        wanted = (each for each in self.outcomes if not code or each.code == code)
        return next(wanted, None)

    @property
    def first_step(self) -> str:
        return self.move(self.first_move).to_step


def reachable(definition: Definition, start: str) -> set[str]:
    """The steps that can be reached from `start` by one or more moves."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for move in definition.moves:
            if here in move.from_steps and move.target(here) not in reached:
                reached.add(move.target(here))
                waiting.append(move.target(here))
    return reached


def clock_and_variant(written: str) -> tuple[str, str]:
    """``D30:organise`` → the deadline and its variant ("" the ordinary length)."""
    code, _, variant = written.partition(":")
    return code, variant


# A clock of the case this one came from: it stands still while this one waits for somebody (D10@origin).
ORIGIN = "@origin"
