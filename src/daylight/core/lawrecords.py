"""规则种类: every kind of rule the lawpacks hold, as frozen records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from daylight.core.deadlines import Period
from daylight.core.lawclocks import Deadline, Extension
from daylight.core.lawentry import (
    Entry,
    LawError,
    Rule,
    as_flag,
    as_mapping,
    as_number,
    as_period,
    as_texts,
)
from daylight.core.lawitems import ArticleRef, FineRule, Grade, Item, Repeal, Statute

__all__ = [
    "Agency",
    "ArticleRef",
    "ClosingOutcome",
    "CoercivePower",
    "Deadline",
    "DisclosureReason",
    "DisclosureTerm",
    "DocumentTemplate",
    "Extension",
    "FeeItem",
    "Field",
    "FineRule",
    "GateRule",
    "Grade",
    "Item",
    "PaperSpan",
    "Parameter",
    "PenaltyKind",
    "RecordingPoint",
    "RecordingReason",
    "RecordingStep",
    "Repeal",
    "ReviewElement",
    "Statute",
    "TransferThreshold",
]

Readers = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule(Rule):
    """门禁: `predicate` names the Python that decides; its numbers are in `parameters`.

    `override`: the law leaves room, `override_why` says which; a second person may then let a case pass with a reason,
    but only refusals on `override_fields` (none named: all of them).
    """

    READ: ClassVar[Readers] = {
        **Rule.READ,
        "parameters": as_mapping,
        "override": as_flag,
        "override_fields": as_texts,
    }

    title: str
    predicate: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    override: bool = False
    override_why: str = ""
    override_fields: tuple[str, ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any], where: str) -> "GateRule":
        """Raises LawError for an override without its reason."""
        built: GateRule = super(GateRule, cls).read(raw, where)
        if built.override and not built.override_why:
            raise LawError(f"{where} 允许例外放行（override），请写明法律在哪里留有余地（override_why）")
        return built


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
    """文书: `external` goes to the party; `word` is the 文种字 of its 文号 when `needs_number`.

    `review_first`: the party asks for 复议 before it may sue (行政复议法 二十三条). `procedures`: where the handlers may write
    it at any time, because no step makes it.
    """

    READ: ClassVar[Readers] = {
        **Rule.READ, "external": as_flag, "needs_number": as_flag, "needs_seal": as_flag, "fields": _fields,
        "review_first": as_flag, "procedures": as_texts,
    }  # fmt: skip

    name: str
    external: bool
    stage: str
    needs_number: bool = False
    needs_seal: bool = False
    word: str = ""
    review_first: bool = False
    procedures: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def code(self) -> str:
        return self.id

    def missing(self, values: Mapping[str, Any]) -> tuple[Field, ...]:
        """The required fields that `values` leaves empty."""
        return tuple(each for each in self.fields if each.required and values.get(each.code) in (None, "", (), [], {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewElement(Rule):
    """法制审核要素: one question the reviewer answers 通过 / 不通过 / 不适用.

    ``questions`` and ``cites``: how it is asked of another kind of act (行政许可, 行政强制 …) and from which article.
    """

    READ: ClassVar[Readers] = {**Rule.READ, "questions": as_mapping, "cites": as_mapping}

    name: str
    question: str
    questions: Mapping[str, str] = field(default_factory=dict)
    cites: Mapping[str, str] = field(default_factory=dict)

    def asked(self, category: str) -> str:
        """The question for a kind of act."""
        return self.questions.get(category, self.question)

    def cited(self, category: str) -> str:
        """Its basis for a kind of act."""
        return self.cites.get(category, self.cite)


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
class CoercivePower(Rule):
    """强制权 (白名单). `form`: seal | seize | hold_papers | forbid_disposal | scene_seal | substitute | demolish.

    `holder`: agency, or government when only the government may order it (城乡规划法 第六十八条); `needs_list` a list of
    things is handed over with the decision (行政强制法 第二十四条); `execution` it enforces a decision and does not
    secure evidence.
    """

    HOLDERS: ClassVar[frozenset[str]] = frozenset({"agency", "government"})
    READ: ClassVar[Readers] = {**Rule.READ, "needs_list": as_flag, "execution": as_flag}

    name: str
    form: str
    holder: str = "agency"
    needs_list: bool = False
    execution: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeItem(Rule):
    """收费标准: `rate` yuan for one `unit`, None while no standard was published; `project` the 收费项目 it belongs to.

    `level`: 法律 | 行政法规 | 地方性法规 | 规章, of what the project rests on (行政许可法 第五十八条 looks at it).
    """

    READ: ClassVar[Readers] = {**Rule.READ, "rate": as_number}

    project: str
    name: str
    unit: str
    level: str
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Rule):
    """A single dated value."""

    READ: ClassVar[Readers] = {**Rule.READ, "value": lambda value: value}

    name: str
    value: Any
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpan(Entry):
    """Where an occasion's times stand: the fields of ``paper`` (empty: not written there); with ``field`` only papers
    whose field ``equals``."""

    paper: str
    starts: str = ""
    ends: str = ""
    field: str = ""
    equals: str = ""


def _paper_spans(value: Any) -> tuple[PaperSpan, ...]:
    return tuple(PaperSpan.read(each, f"spans 第 {place} 项") for place, each in enumerate(value, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStep(Rule):
    """应当音像记录的环节: from which event to which; `spans` where the papers say when that was."""

    READ: ClassVar[Readers] = {**Rule.READ, "spans": _paper_spans}

    name: str
    starts: str
    ends: str
    strength: str
    spans: tuple[PaperSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingReason(Rule):
    """未录音像的技术原因; `most_seconds` 0: any length."""

    READ: ClassVar[Readers] = {**Rule.READ, "most_seconds": int}

    name: str
    most_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingPoint(Rule):
    """录制内容要点, ticked by whoever looks a recording through."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingOutcome(Rule):
    """结案情形, the material it needs, and `moves`: one of these must have been made for it to be true (none named: any)."""

    READ: ClassVar[Readers] = {**Rule.READ, "materials": as_texts, "moves": as_texts}

    name: str
    materials: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


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
