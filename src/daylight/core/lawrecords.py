"""规则种类: every kind of rule the lawpacks hold, as frozen records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from daylight.core.deadlines import Due, Pause, Period, PeriodError, compute
from daylight.core.lawentry import (
    Entry,
    LawError,
    Rule,
    as_flag,
    as_mapping,
    as_number,
    as_period,
    as_periods,
    as_texts,
)
from daylight.core.workcalendar import WorkCalendar

Readers = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Entry):
    """延长: how much, who approves, how often."""

    READ: ClassVar[Readers] = {"period": as_period, "max_times": int}

    period: Period
    approver: str
    max_times: int = 1
    cite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Rule):
    """期限: from `event`, for `period`; `variants` are other lengths for named circumstances (serious_harm = 5y)."""

    READ: ClassVar[Readers] = {
        **Rule.READ,
        "period": as_period,
        "extension": lambda raw: Extension.read(raw, "extension"),
        "pauses": as_texts,
        "warn": as_period,
        "party_right": as_flag,
        "variants": as_periods,
        "backwards": as_flag,
    }

    name: str
    event: str
    period: Period
    on_expiry: str
    party_right: bool = False
    extension: Extension | None = None
    pauses: tuple[str, ...] = ()
    warn: Period | None = None
    variants: Mapping[str, Period] = field(default_factory=dict)
    backwards: bool = False

    def due(
        self,
        start: date | datetime,
        calendar: WorkCalendar,
        *,
        pauses: tuple[Pause, ...] = (),
        extended: int = 0,
        variant: str = "",
        as_of: date | None = None,
    ) -> Due:
        """The time limit from `start`. Raises PeriodError for a pause or an extension the law does not know."""
        for pause in pauses:
            if pause.reason not in self.pauses:
                raise PeriodError(f"“{pause.reason}”不是{self.name}可以扣除的事由")
        extension = None
        if extended:
            if self.extension is None or extended > self.extension.max_times:
                raise PeriodError(f"{self.name}最多延长 {self.extension.max_times if self.extension else 0} 次")
            extension = Period(self.extension.period.count * extended, self.extension.period.unit)
        return compute(
            start,
            self.variants[variant] if variant else self.period,
            calendar,
            pauses=pauses,
            extension=extension,
            party_right=self.party_right,
            warn=self.warn,
            as_of=as_of,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule(Rule):
    """门禁: `predicate` names the Python that decides; its numbers are in `parameters`."""

    READ: ClassVar[Readers] = {**Rule.READ, "parameters": as_mapping}

    title: str
    predicate: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Entry):
    """A field of a document. `kind`: text longtext date datetime money area number choice choices bool officers
    person party qa elements list."""

    KINDS: ClassVar[frozenset[str]] = frozenset(
        {"text", "longtext", "date", "datetime", "money", "area", "number", "choice", "choices", "bool"}
        | {"officers", "person", "party", "qa", "elements", "list"}
    )
    READ: ClassVar[Readers] = {"required": as_flag, "choices": as_texts}

    code: str
    label: str
    kind: str = "text"
    required: bool = True
    hint: str = ""
    cite: str = ""
    choices: tuple[str, ...] = ()


def _fields(value: Any) -> tuple[Field, ...]:
    read = tuple(Field.read(each, f"字段 {each.get('code', '?')}") for each in value)
    for each in read:
        if each.kind not in Field.KINDS:
            raise LawError(f"字段 {each.code} 的 kind “{each.kind}”不认识")
        if each.kind in ("choice", "choices") and not each.choices:
            raise LawError(f"字段 {each.code} 是选项，请列出 choices")
    if len({each.code for each in read}) != len(read):
        raise LawError("字段的 code 有重复")
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTemplate(Rule):
    """文书: `external` goes to the party; `word` is the 文种字 of its 文号 when `needs_number`."""

    READ: ClassVar[Readers] = {
        **Rule.READ, "external": as_flag, "needs_number": as_flag, "needs_seal": as_flag, "fields": _fields,
    }  # fmt: skip

    name: str
    external: bool
    stage: str
    needs_number: bool = False
    needs_seal: bool = False
    word: str = ""
    fields: tuple[Field, ...] = ()

    @property
    def code(self) -> str:
        return self.id

    def missing(self, values: Mapping[str, Any]) -> tuple[Field, ...]:
        """The required fields that `values` leaves empty."""
        return tuple(each for each in self.fields if each.required and values.get(each.code) in (None, "", (), [], {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewElement(Rule):
    """法制审核要素: one question the reviewer answers 通过 / 不通过 / 不适用."""

    name: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureTerm(Rule):
    """公开期限: by when a kind of decision must be public, corrected or taken down."""

    READ: ClassVar[Readers] = {**Rule.READ, "period": as_period, "acts": as_texts}

    name: str
    period: Period
    deadline: str
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReason(Rule):
    """不公开、撤回、更正的理由. `use`: withhold | withdraw | correct."""

    READ: ClassVar[Readers] = {**Rule.READ, "partial": as_flag}

    use: str
    name: str
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FineRule(Entry):
    """罚款幅度: `rate_area` yuan/m², `percent` of a base, `multiple` of a base, `fixed` yuan. Both ends inclusive."""

    KINDS: ClassVar[Mapping[str, str]] = {"rate_area": "元/平方米", "percent": "%", "multiple": "倍", "fixed": "元"}
    READ: ClassVar[Readers] = {"min": as_number, "max": as_number, "optional": as_flag}

    kind: str
    min: Decimal
    max: Decimal
    base: str = ""
    optional: bool = True

    @property
    def unit(self) -> str:
        return self.KINDS[self.kind]


def _fine(value: Any) -> FineRule:
    rule = FineRule.read(value, "fine")
    if rule.kind not in FineRule.KINDS:
        raise LawError(f"fine 的 kind “{rule.kind}”不认识，可用 {'、'.join(FineRule.KINDS)}")
    if rule.min > rule.max:
        raise LawError("fine 的 min 大于 max")
    return rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Rule):
    """处罚事项 during one range of dates: what is forbidden, by what it is punished, how much."""

    READ: ClassVar[Readers] = {
        **Rule.READ, "penalties": as_texts, "fine": _fine, "continuing": as_flag, "transfer": as_texts,
    }  # fmt: skip

    name: str
    category: str
    violates: str
    basis: str
    penalties: tuple[str, ...]
    fine: FineRule | None = None
    continuing: bool = False
    transfer: tuple[str, ...] = ()
    other_authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Rule):
    """裁量阶次 of an item, inside the statutory range, in the unit of that range; both ends inclusive."""

    READ: ClassVar[Readers] = {**Rule.READ, "min": as_number, "max": as_number}

    item: str
    name: str
    min: Decimal
    max: Decimal
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyKind(Rule):
    """处罚种类. `hearing`: always | threshold | never (处罚法 六十三条, 部办法 三十四条)."""

    HEARING: ClassVar[frozenset[str]] = frozenset({"always", "threshold", "never"})

    name: str
    hearing: str
    code_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferThreshold(Rule):
    """移送线: from `value` (亩 or yuan) of `measure` on, transfer to the police must be decided on."""

    READ: ClassVar[Readers] = {**Rule.READ, "value": as_number}

    measure: str
    value: Decimal
    unit: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Rule):
    """A single dated value."""

    READ: ClassVar[Readers] = {**Rule.READ, "value": lambda value: value}

    name: str
    value: Any
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStep(Rule):
    """应当音像记录的环节: from which event to which."""

    name: str
    starts: str
    ends: str
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingOutcome(Rule):
    """结案情形 and the material it needs."""

    READ: ClassVar[Readers] = {**Rule.READ, "materials": as_texts}

    name: str
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Rule):
    """机关 during one range of dates (机构沿革 is the sequence of its entries)."""

    name: str
    short_name: str
    symbol: str
    region: str
    region_name: str
    government: str
    court: str = ""
    supervisor: str = ""
