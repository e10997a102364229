"""程序定义 from a table of the lawpack: its keys, its lists, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from daylight.core.definition import (
    RECEIPT,
    Definition,
    DefinitionError,
    Move,
    Outcome,
    Requirement,
    Stage,
    Start,
    Step,
)
from daylight.core.definitionchecks import Vocabulary, check


def read_definition(table: Mapping[str, Any], vocabulary: Vocabulary) -> Definition:
    """Read and check. Raises DefinitionError."""
    where = f"{table.get('source', '')}：[[procedure]] {table.get('id', '?')}"
    _keys(
        table,
        Definition,
        where,
        more={"layer", "verified", "note", "step", "move", "stage", "outcome"},
        without={"steps", "moves", "stages", "outcomes"},
    )
    steps = tuple(_step(each, where) for each in table.get("step", ()))
    stages = tuple(_build(Stage, each, f"{where} [[stage]]") for each in table.get("stage", ()))
    moves = tuple(_move(each, where) for each in table.get("move", ()))
    definition = Definition(
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
    check(definition, vocabulary, where)
    return definition


_MOVE_KEYS = {"from": "from_steps", "to": "to_step"}
_LISTS = ("from_steps", "gates", "starts", "stops", "pauses", "after", "serves", "extends", "suspends", "resumes")


def _step(table: Mapping[str, Any], where: str) -> Step:
    lists = {key: tuple(table[key]) for key in ("allows", "papers") if key in table}
    built: Step = _build(Step, {**table, **lists}, f"{where} [[step]] {table.get('code', '?')}")
    return built


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
