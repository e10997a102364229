"""法律数据: all rules of one deployment, merged national -> province -> agency, resolved by date. Built from plain tables."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar, cast

from daylight.core.definition import Definition
from daylight.core.definitionchecks import Vocabulary
from daylight.core.definitionreading import read_definition
from daylight.core.lawentry import LawError, Rule
from daylight.core.lawpublication import Publication, Unpublished, of_paper
from daylight.core.lawrecords import (
    Agency,
    ClosingOutcome,
    CoercivePower,
    Deadline,
    DisclosureReason,
    DisclosureTerm,
    DocumentTemplate,
    FeeItem,
    GateRule,
    Grade,
    Item,
    Parameter,
    PenaltyKind,
    RecordingPoint,
    RecordingReason,
    RecordingStep,
    Repeal,
    ReviewElement,
    Statute,
    TransferThreshold,
)
from daylight.core.workcalendar import WorkCalendar

KINDS: dict[str, type[Rule]] = {
    "agency": Agency,
    "closing_outcome": ClosingOutcome,
    "coercive_power": CoercivePower,
    "deadline": Deadline,
    "disclosure_reason": DisclosureReason,
    "disclosure_term": DisclosureTerm,
    "document": DocumentTemplate,
    "fee_item": FeeItem,
    "gate": GateRule,
    "grade": Grade,
    "item": Item,
    "parameter": Parameter,
    "penalty_kind": PenaltyKind,
    "publication": Publication,
    "recording_point": RecordingPoint,
    "recording_reason": RecordingReason,
    "recording_step": RecordingStep,
    "repeal": Repeal,
    "review_element": ReviewElement,
    "statute": Statute,
    "transfer_threshold": TransferThreshold,
    "unpublished": Unpublished,
}
TITLES = {
    "agency": "机关", "closing_outcome": "结案情形", "coercive_power": "强制权", "deadline": "期限", "disclosure_reason": "公开理由",
    "disclosure_term": "公开期限", "document": "文书", "fee_item": "收费标准", "gate": "门禁", "grade": "裁量阶次", "item": "处罚事项",
    "parameter": "参数", "penalty_kind": "处罚种类", "procedure": "程序", "publication": "公示对象", "recording_point": "音像要点",
    "recording_reason": "未录原因", "recording_step": "音像环节",
    "repeal": "废止", "review_element": "审核要素", "statute": "法律法规", "transfer_threshold": "移送线",
    "unpublished": "不列入公示的文书",
}  # fmt: skip
SPECIAL = ("calendar_year", "procedure")
# Files with a reader of their own; they count towards the digest and are handed over as they are.
READ_ELSEWHERE = frozenset({"credit", "dock_names", "guide_questions", "legacy_checks", "masking"})

T = TypeVar("T", bound=Rule)


class NotInForce(LookupError):
    """No such rule on that date; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Layer:
    """One lawpack file as read: `layer` its pack (cn), `file` its path below the packs, `tables` its content."""

    layer: str
    file: str
    tables: Mapping[str, Any]

    @property
    def stem(self) -> str:
        return self.file.rsplit("/", 1)[-1].removesuffix(".toml")


@dataclass(frozen=True)
class LawPack:
    """Everything the law says here. `digest` is the SHA-256 over the merged rules, so that a case can pin it."""

    rules: Mapping[str, Mapping[str, tuple[Rule, ...]]]
    procedures: Mapping[str, tuple[Definition, ...]]
    work_calendar: WorkCalendar
    digest: str
    overlays: tuple[str, ...] = field(default=())
    other: Mapping[str, tuple[Layer, ...]] = field(default_factory=dict)
    # The notices as written, by year: `work_calendar` is made of them.
    notices: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def find(self, kind: type[T], key: str, on: date) -> T:
        name = _name_of(kind)
        versions = self.rules[name].get(key)
        if not versions:
            raise NotInForce(f"{TITLES[name]} {key} 没有录入，请联系清单管理员")
        for each in versions:
            if each.in_force(on):
                return cast(T, each)
        raise NotInForce(f"{TITLES[name]} {key} 在 {on.isoformat()} 没有有效版本，请核对日期")

    def all(self, kind: type[T], on: date) -> tuple[T, ...]:
        """Every rule of a kind in force on a day, in the order of the files."""
        found = (each for versions in self.rules[_name_of(kind)].values() for each in versions if each.in_force(on))
        return tuple(cast(T, each) for each in found)

    def versions(self, kind: type[T], key: str) -> tuple[T, ...]:
        """All dated versions of one rule, oldest first."""
        return tuple(cast(T, each) for each in self.rules[_name_of(kind)].get(key, ()))

    def coercive_powers(self, on: date) -> tuple[CoercivePower, ...]:
        """白名单: the only bases on which force may be used here."""
        return self.all(CoercivePower, on)

    def deadline(self, key: str, on: date) -> Deadline:
        return self.find(Deadline, key, on)

    def gate(self, key: str, on: date) -> GateRule:
        return self.find(GateRule, key, on)

    def document(self, code: str, on: date) -> DocumentTemplate:
        return self.find(DocumentTemplate, code, on)

    def documents(self, on: date) -> tuple[DocumentTemplate, ...]:
        return self.all(DocumentTemplate, on)

    def item(self, key: str, on: date) -> Item:
        return self.find(Item, key, on)

    def grades(self, item: str, on: date) -> tuple[Grade, ...]:
        return tuple(each for each in self.all(Grade, on) if each.item == item)

    def penalty_kinds(self, on: date) -> tuple[PenaltyKind, ...]:
        return self.all(PenaltyKind, on)

    def transfer_thresholds(self, item: str, on: date) -> tuple[TransferThreshold, ...]:
        """The transfer lines that concern an item; none for an item not in force."""
        versions = [each for each in self.versions(Item, item) if each.in_force(on)]
        return tuple(self.find(TransferThreshold, key, on) for each in versions for key in each.transfer)

    def review_elements(self, on: date) -> tuple[ReviewElement, ...]:
        return self.all(ReviewElement, on)

    def recording_step(self, key: str, on: date) -> RecordingStep:
        return self.find(RecordingStep, key, on)

    def disclosure_term(self, key: str, on: date) -> DisclosureTerm:
        return self.find(DisclosureTerm, key, on)

    def publication_of(self, paper: str, on: date) -> Publication | None:
        """How a paper becomes public; None when it does not."""
        found: Publication | None = of_paper(self.all(Publication, on), paper, on)
        return found

    def unpublished(self, paper: str, on: date) -> Unpublished | None:
        """Why a paper does not become public; None when nothing says so."""
        found: Unpublished | None = of_paper(self.all(Unpublished, on), paper, on)
        return found

    def disclosure_reasons(self, use: str, on: date) -> tuple[DisclosureReason, ...]:
        """`use`: withhold | withdraw | correct."""
        return tuple(each for each in self.all(DisclosureReason, on) if each.use == use)

    def closing_outcomes(self, on: date) -> tuple[ClosingOutcome, ...]:
        return self.all(ClosingOutcome, on)

    def fee_items(self, on: date) -> tuple[FeeItem, ...]:
        """收费标准 in force, also those whose rate was not published yet."""
        return self.all(FeeItem, on)

    def parameter(self, key: str, on: date) -> Parameter:
        return self.find(Parameter, key, on)

    def agency(self, on: date, key: str = "agency") -> Agency:
        return self.find(Agency, key, on)

    def region(self, on: date) -> str:
        """The GB/T 2260 code of the agency's region."""
        return self.agency(on).region

    def calendar(self) -> WorkCalendar:
        return self.work_calendar

    def procedure(self, key: str, on: date) -> Definition:
        for each in self.procedures.get(key, ()):
            if each.in_force_from <= on and (each.until is None or on < each.until):
                return each
        raise NotInForce(f"程序 {key} 在 {on.isoformat()} 没有有效版本，请核对日期")

    def procedure_version(self, key: str, version: str) -> Definition:
        """The version a running case is pinned to, whatever is in force today."""
        for each in self.procedures.get(key, ()):
            if each.version == version:
                return each
        raise NotInForce(f"程序 {key} 没有版本 {version}，请联系清单管理员")


def _name_of(kind: type[Rule]) -> str:
    return next(name for name, each in KINDS.items() if each is kind)


def assemble(
    layers: Iterable[Layer],
    *,
    predicates: frozenset[str],
    conditions: frozenset[str],
    rights: frozenset[str] | None = None,
) -> LawPack:
    """Merge files, later over earlier, and check every reference. Raises LawError naming file and key.

    A rule is keyed by its id and `in_force_from`. A later entry with the same key replaces the keys it gives and keeps the
    rest; one with the same id and no date does so for every version; any other is a further version.
    """
    files = tuple(layers)
    raw: dict[str, dict[tuple[str, date], dict[str, Any]]] = {kind: {} for kind in (*KINDS, "procedure")}
    years: dict[int, dict[str, Any]] = {}
    other: dict[str, list[Layer]] = {}
    for each in files:
        if each.stem in READ_ELSEWHERE:
            other.setdefault(each.stem, []).append(each)
            continue
        for kind, tables in each.tables.items():
            if kind not in KINDS and kind not in SPECIAL:
                raise LawError(f"{each.file}：不认识的表 [[{kind}]]，可用 {'、'.join((*KINDS, *SPECIAL))}")
            if not isinstance(tables, list):
                raise LawError(f"{each.file}：[[{kind}]] 要写成双方括号的表")
            for table in tables:
                if kind == "calendar_year":
                    years[_year(table, each.file)] = table
                else:
                    _merge(raw[kind], kind, table, each)
    rules = {kind: _read(kind, raw[kind], KINDS[kind]) for kind in KINDS}
    for versions in rules["gate"].values():
        for gate in versions:
            if cast(GateRule, gate).predicate not in predicates:
                raise LawError(f"{gate.source}：[[gate]] {gate.id} 的 predicate 没有对应的判断")
    _check_references(rules)
    vocabulary = Vocabulary(
        gates=frozenset(rules["gate"]),
        clocks=frozenset(rules["deadline"]),
        documents=frozenset(rules["document"]),
        recordings=frozenset(rules["recording_step"]),
        conditions=conditions,
        rights=rights,
        self_ending=frozenset(
            key
            for key, versions in rules["deadline"].items()
            if any(cast(Deadline, each).party_right or cast(Deadline, each).outlives_case for each in versions)
        ),
    )
    procedures: dict[str, list[Definition]] = {}
    for table in raw["procedure"].values():
        definition = read_definition(table, vocabulary)
        procedures.setdefault(definition.id, []).append(definition)
    content: dict[str, Any] = {kind: [table for _, table in sorted(found.items())] for kind, found in raw.items()}
    content["other"] = {stem: [each.tables for each in found] for stem, found in other.items()}
    return LawPack(
        rules=rules,
        procedures={
            key: tuple(sorted(found, key=lambda each: each.in_force_from)) for key, found in procedures.items()
        },
        work_calendar=calendar_of(years),
        digest=_digest({**content, "calendar_year": [years[year] for year in sorted(years)]}),
        overlays=tuple(dict.fromkeys(each.layer for each in files)),
        other={stem: tuple(found) for stem, found in other.items()},
        notices=years,
    )


def _merge(known: dict[tuple[str, date], dict[str, Any]], kind: str, table: Mapping[str, Any], file: Layer) -> None:
    key = table.get("id")
    if not isinstance(key, str) or not key:
        raise LawError(f"{file.file}：[[{kind}]] 缺少 id")
    origin = {"source": file.file, "layer": file.layer}
    since = table.get("in_force_from")
    if since is None:
        patched = [each for each in known if each[0] == key]
        if not patched:
            raise LawError(f"{file.file}：[[{kind}]] {key} 缺少 in_force_from")
        for each in patched:
            known[each] = {**known[each], **table, **origin}
    elif not isinstance(since, date):
        raise LawError(f"{file.file}：[[{kind}]] {key} 的 in_force_from 应为日期，如 2021-07-15")
    elif (key, since) in known and known[key, since]["layer"] == file.layer:
        raise LawError(f"{file.file}：[[{kind}]] {key}（{since.isoformat()} 起）重复")
    else:
        known[key, since] = {**known.get((key, since), {}), **table, **origin}


def _read(kind: str, raw: Mapping[tuple[str, date], dict[str, Any]], shape: type[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for (key, _), table in raw.items():
        found.setdefault(key, []).append(shape.read(table, f"{table['source']}：[[{kind}]] {key}"))
    for key, versions in found.items():
        versions.sort(key=lambda each: each.in_force_from)
        for earlier, later in pairwise(versions):
            if earlier.until is None or earlier.until > later.in_force_from:
                raise LawError(f"{later.source}：[[{kind}]] {key} 的有效期与前一版本重叠，请给前一版本写 until")
    return {key: tuple(versions) for key, versions in found.items()}


def _check_references(rules: Mapping[str, Mapping[str, tuple[Rule, ...]]]) -> None:
    def each(kind: str, check: Callable[[Any], Iterable[tuple[str, str]]]) -> None:
        for versions in rules[kind].values():
            for rule in versions:
                for target, key in check(rule):
                    if key not in rules[target]:
                        raise LawError(f"{rule.source}：[[{kind}]] {rule.id} 提到的{TITLES[target]} {key} 没有录入")

    each("item", lambda item: [("penalty_kind", key) for key in item.penalties])
    each("item", lambda item: [("transfer_threshold", key) for key in item.transfer])
    each("item", lambda item: [("statute", ref.law) for ref in item.articles])
    each("repeal", lambda repeal: [("statute", repeal.law)])
    each("grade", lambda grade: [("item", grade.item)])
    each("disclosure_term", lambda term: [("deadline", term.deadline)])
    each(
        "publication", lambda rule: [("disclosure_term", rule.term), *(("document", key) for key in rule.named_papers)]
    )
    each("publication", lambda rule: [("parameter", rule.keep), ("parameter", rule.keep_person)])
    each("unpublished", lambda rule: [("document", key) for key in rule.papers])


def _year(table: Mapping[str, Any], file: str) -> int:
    year = table.get("year")
    if not isinstance(year, int):
        raise LawError(f"{file}：[[calendar_year]] 缺少 year")
    if not table.get("cite"):
        raise LawError(f"{file}：[[calendar_year]] {year} 缺少 cite（放假通知）")
    return year


def calendar_of(years: Mapping[int, Mapping[str, Any]]) -> WorkCalendar:
    """Years carry `off = {"春节" = [dates]}` and `work = [dates]`; a notice may reach into the neighbouring year."""
    names: dict[date, str] = {}
    work: set[date] = set()
    for table in years.values():
        for name, days in table.get("off", {}).items():
            names.update(dict.fromkeys(days, name))
        work.update(table.get("work", ()))
    return WorkCalendar(frozenset(names), frozenset(work), frozenset(years), names)


def _digest(content: Mapping[str, Any]) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()
