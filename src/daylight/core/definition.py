"""程序定义: steps, moves and stages of a procedure as data, read from a table and checked before anything runs on it."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any


class DefinitionError(ValueError):
    """A procedure that cannot run; the message names the file and the key."""


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


@dataclass(frozen=True, slots=True)
class Stage:
    """办案阶段: one of the ten bands in which a person sees the steps."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    code: str
    name: str
    stage: str
    terminal: bool = False
    cite: str = ""


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
    field of the paper that says it. `opens` gives the case its number, `closes` ends it; `leads`
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

    @classmethod
    def from_table(cls, table: Mapping[str, Any], vocabulary: Vocabulary) -> "Definition":
        """Read and check. Raises DefinitionError."""
        where = f"{table.get('source', '')}：[[procedure]] {table.get('id', '?')}"
        _keys(
            table,
            cls,
            where,
            more={"layer", "verified", "note", "step", "move", "stage", "outcome"},
            without={"steps", "moves", "stages", "outcomes"},
        )
        steps = tuple(_build(Step, each, f"{where} [[step]] {each.get('code', '?')}") for each in table.get("step", ()))
        stages = tuple(_build(Stage, each, f"{where} [[stage]]") for each in table.get("stage", ()))
        moves = tuple(_move(each, where) for each in table.get("move", ()))
        definition = cls(
            id=table["id"],
            version=table["version"],
            name=table["name"],
            cite=table["cite"],
            in_force_from=table["in_force_from"],
            until=table.get("until"),
            first_move=table["first_move"],
            steps=steps,
            moves=moves,
            stages=stages,
            outcomes=tuple(_build(Outcome, each, f"{where} [[outcome]]") for each in table.get("outcome", ())),
            category=table.get("category", ""),
            certificate=table.get("certificate", ""),
            number_word=table.get("number_word", "立"),
            source=table.get("source", ""),
        )
        definition.check(vocabulary, where)
        return definition

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

    def check(self, vocabulary: Vocabulary, where: str) -> None:
        """Every name is known, every step can be reached and left, every move has a right. Raises DefinitionError."""
        codes = [each.code for each in self.steps]
        move_codes = [each.code for each in self.moves]
        for label, names in (("步骤", codes), ("动作", move_codes), ("阶段", [each.code for each in self.stages])):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise DefinitionError(f"{where}：{label} {'、'.join(twice)} 重复")
        if self.first_move not in move_codes:
            raise DefinitionError(f"{where} 的 first_move “{self.first_move}”不是其中的动作")
        stage_codes = {each.code for each in self.stages}
        for step in self.steps:
            if step.stage not in stage_codes:
                raise DefinitionError(f"{where} [[step]] {step.code} 的 stage “{step.stage}”没有定义")
        for move in self.moves:
            _check_move(
                move,
                frozenset(codes),
                frozenset(move_codes),
                frozenset(each.code for each in self.outcomes),
                vocabulary,
                f"{where} [[move]] {move.code}",
            )
        strange = sorted({each.paper for each in self.outcomes} - vocabulary.documents)
        if strange:
            raise DefinitionError(f"{where} 的 outcome 提到不认识的文书 {'、'.join(strange)}")
        if self.move(self.first_move).to_step not in codes:
            raise DefinitionError(f"{where} 的 first_move 要走到一个步骤")
        reached = {self.first_step, *reachable(self, self.first_step)}
        lost = [code for code in codes if code not in reached]
        if lost:
            raise DefinitionError(f"{where} [[step]] {lost[0]}：步骤 {'、'.join(lost)} 走不到，请补上通往它的动作")
        ends = {each.code for each in self.steps if each.terminal}
        if not ends:
            raise DefinitionError(f"{where} 没有终点步骤（terminal = true）")
        stuck = [code for code in codes if code not in ends and not ends & reachable(self, code)]
        if stuck:
            raise DefinitionError(
                f"{where} [[step]] {stuck[0]}：步骤 {'、'.join(stuck)} 走不到终点，请补上离开它的动作"
            )
        self._check_clocks(vocabulary, where)

    def _check_clocks(self, vocabulary: Vocabulary, where: str) -> None:
        """Every clock a move starts is stopped by a move that can follow, or ends by itself. Raises DefinitionError."""
        for move in self.moves:
            froms = move.from_steps or ("",)
            after = {move.target(step) for step in froms}
            after |= {there for step in after for there in reachable(self, step)}
            ending = {clock for each in self.moves if after & set(each.from_steps) for clock in _codes(each.stops)}
            endless = sorted(set(_codes(move.starts)) - ending - vocabulary.self_ending)
            if endless:
                raise DefinitionError(
                    f"{where} [[move]] {move.code}：期限 {'、'.join(endless)} 开始以后没有动作停止它，"
                    "请在办结它的动作里写 stops"
                )


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


def _codes(written: Iterable[str]) -> list[str]:
    return [clock_and_variant(each)[0] for each in written]


# Conditions with an argument: a clock has run out, still runs, is not stopped (either); the way the decision goes, a move made before.
FAMILIES = ("expired", "running", "open", "outcome", "made")


def _families(
    conditions: Iterable[str], moves: frozenset[str], outcomes: frozenset[str], vocabulary: Vocabulary
) -> Iterable[tuple[list[str], frozenset[str]]]:
    known = dict(zip(FAMILIES, (*(vocabulary.clocks,) * 3, outcomes, moves), strict=True))
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
        ("stops", _codes(move.stops), vocabulary.clocks),
        ("pauses", _codes(move.pauses), vocabulary.clocks),
        ("extends", _codes(move.extends), vocabulary.clocks),
        ("suspends", _codes(move.suspends), vocabulary.clocks),
        ("resumes", _codes(move.resumes), vocabulary.clocks),
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


_MOVE_KEYS = {"from": "from_steps", "to": "to_step"}
_LISTS = ("from_steps", "gates", "starts", "stops", "pauses", "after", "serves", "extends", "suspends", "resumes")


def _move(table: Mapping[str, Any], where: str) -> Move:
    here = f"{where} [[move]] {table.get('code', '?')}"
    values = {_MOVE_KEYS.get(key, key): value for key, value in table.items()}
    values.setdefault("from_steps", [])
    for key in _LISTS:
        if key in values:
            values[key] = tuple(values[key])
    for key in ("when", "unless"):
        if key in values:
            values[key] = (values[key],) if isinstance(values[key], str) else tuple(values[key])
    values["starts_if"] = tuple(_build(Start, each, f"{here} 的 starts_if") for each in values.get("starts_if", ()))
    for key in ("documents", "recordings"):
        values[key] = tuple(_requirement(each, f"{here} 的 {key}") for each in values.get(key, ()))
    # What the move itself makes belongs to its papers, in the chart as in the checks.
    made = [values["paper"]] if values.get("paper") else [RECEIPT] if values.get("serves") else []
    listed = {code for each in values["documents"] for code in each.any_of}
    values["documents"] += tuple(Requirement((code,)) for code in made if code not in listed)
    built: Move = _build(Move, values, here)
    return built


def _requirement(raw: Any, where: str) -> Requirement:
    if isinstance(raw, str):
        return Requirement((raw,))
    if not isinstance(raw, Mapping) or set(raw) - {"any", "code", "when"} or ("any" in raw) == ("code" in raw):
        raise DefinitionError(f"{where} 要写成名称，或 {{ code, when }}、{{ any = [...], when }}")
    return Requirement(tuple(raw["any"]) if "any" in raw else (raw["code"],), raw.get("when", ""))


def _build(shape: Any, table: Mapping[str, Any], where: str) -> Any:
    _keys(table, shape, where)
    return shape(**table)


def _keys(
    table: Mapping[str, Any], shape: Any, where: str, more: Iterable[str] = (), without: Iterable[str] = ()
) -> None:
    known = {each.name: each.default is MISSING for each in fields(shape) if each.name not in set(without)}
    strange = sorted(set(table) - set(known) - set(more))
    if strange:
        raise DefinitionError(f"{where} 有不认识的键 {'、'.join(strange)}")
    lacking = sorted(name for name, mandatory in known.items() if mandatory and name not in table)
    if lacking:
        raise DefinitionError(f"{where} 缺少 {'、'.join(lacking)}")
