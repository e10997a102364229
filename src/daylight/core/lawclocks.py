"""期限规则: one row of the table of time limits, and the one function that computes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar

from daylight.core.deadlines import Due, Pause, Period, PeriodError, YearDay, compute, compute_back, compute_yearly
from daylight.core.lawentry import Entry, LawError, Rule, as_flag, as_period, as_periods, as_text, as_texts
from daylight.core.workcalendar import WorkCalendar

Readers = Mapping[str, Callable[[Any], Any]]
EVERY_YEAR = Period(1, "y")
BINDS = ("case", "disclosure", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Entry):
    """延长: how much, who approves, how often."""

    READ: ClassVar[Readers] = {"period": as_period, "max_times": int}

    period: Period
    approver: str
    max_times: int = 1
    cite: str = ""


def _year_day(value: Any) -> YearDay:
    return YearDay.parse(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Rule):
    """期限: from `event`, for `period`; `variants` are other lengths for named circumstances (serious_harm = 5y).

    `backwards`: the event lies ahead and the day to act is counted back from it. `yearly`: a date of every year
    instead of a period. `shortest`: where the law gives a range, its lower end by variant ("" the default); `period`
    and `variants` hold the upper end. `variant_events` says from what a variant runs when it is not `event`,
    `variant_names` what the circumstance is called. `doubtful_pauses`: left out in practice, the article not found yet;
    a clock that used one is shown as 依据待核. `outlives_case`: runs on when the case is closed (publication, remedies).
    `binds` whom its end makes late: whoever carries the `case`, the `disclosure` desk, or `nobody` in the authority
    (追诉时效, the party's time for remedies).
    """

    READ: ClassVar[Readers] = {
        **Rule.READ,
        "period": as_period,
        "yearly": _year_day,
        "extension": lambda raw: Extension.read(raw, "extension"),
        "pauses": as_texts,
        "doubtful_pauses": as_texts,
        "warn": as_period,
        "party_right": as_flag,
        "variants": as_periods,
        "shortest": as_periods,
        "variant_events": lambda value: dict(value),
        "variant_names": lambda value: dict(value),
        "backwards": as_flag,
        "outlives_case": as_flag,
        "binds": as_text,
    }

    name: str
    event: str
    on_expiry: str
    period: Period = EVERY_YEAR
    yearly: YearDay | None = None
    party_right: bool = False
    extension: Extension | None = None
    pauses: tuple[str, ...] = ()
    doubtful_pauses: tuple[str, ...] = ()
    warn: Period | None = None
    variants: Mapping[str, Period] = field(default_factory=dict)
    shortest: Mapping[str, Period] = field(default_factory=dict)
    variant_events: Mapping[str, str] = field(default_factory=dict)
    variant_names: Mapping[str, str] = field(default_factory=dict)
    backwards: bool = False
    outlives_case: bool = False
    binds: str = "case"

    @classmethod
    def read(cls, raw: Mapping[str, Any], where: str) -> "Deadline":
        """Raises LawError when the length is missing, given twice, or a range is upside down."""
        if ("period" in raw) == ("yearly" in raw):
            raise LawError(f"{where} 缺少 period，或者同时写了 period 和 yearly，请只写一个")
        # The zero-argument form of super() does not work in a class that `slots` rebuilds.
        built: Deadline = super(Deadline, cls).read(raw, where)
        if built.binds not in BINDS:
            raise LawError(f"{where} 的 binds 要写 {'、'.join(BINDS)} 之一")
        for name in (*built.shortest, *built.variant_events, *built.variant_names):
            if name and name not in built.variants:
                raise LawError(f"{where} 提到的情形 {name} 不在 variants 里")
        for name, low in built.shortest.items():
            high = built.length(name)
            if low.unit == high.unit and low.count > high.count:
                raise LawError(f"{where} 的下限 {low} 长于上限 {high}")
        return built

    def length(self, variant: str = "") -> Period:
        """The period of a circumstance. Raises PeriodError for one the law does not know."""
        if variant and variant not in self.variants:
            raise PeriodError(f"{self.name}没有“{variant}”这种情形")
        return self.variants[variant] if variant else self.period

    def title(self, variant: str = "") -> str:
        """The name with its circumstance: 申请复议（向人民法院起诉）."""
        said = self.variant_names.get(variant, "")
        return f"{self.name}（{said}）" if said else self.name

    @property
    def label(self) -> str:
        """The length as people say it: 7个工作日, 每年3月31日."""
        return self.yearly.label if self.yearly else self.period.label

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
        """The time limit from `start` (to `start` when `backwards`).

        Nothing is remembered: once a holiday notice is entered, the same call with the new calendar gives the final
        date. Raises PeriodError for a pause, an extension or a variant the law does not know.
        """
        for pause in pauses:
            if pause.reason not in (*self.pauses, *self.doubtful_pauses):
                raise PeriodError(f"“{pause.reason}”不是{self.name}可以扣除的事由")
        extension = None
        if extended:
            if self.extension is None or extended > self.extension.max_times:
                raise PeriodError(f"{self.name}最多延长 {self.extension.max_times if self.extension else 0} 次")
            extension = Period(self.extension.period.count * extended, self.extension.period.unit)
        length = self.length(variant)
        if self.yearly or self.backwards:
            if pauses or extended:
                raise PeriodError(f"{self.name}按日期计算，不能中止或者延长")
            on = start.date() if isinstance(start, datetime) else start
            if self.yearly:
                return compute_yearly(on, self.yearly, calendar, warn=self.warn)
            return compute_back(on, length, calendar, party_right=self.party_right, warn=self.warn)
        return compute(
            start,
            length,
            calendar,
            pauses=pauses,
            extension=extension,
            party_right=self.party_right,
            warn=self.warn,
            as_of=as_of,
        )

    def earliest(self, start: date | datetime, calendar: WorkCalendar, variant: str = "") -> Due | None:
        """The lower end of a range (信用公示满三个月方可停止); None where the law gives none."""
        low = self.shortest.get(variant)
        return None if low is None else compute(start, low, calendar, party_right=self.party_right)


def kept(rule: Deadline) -> dict[str, Any]:
    """The rule as plain JSON, so that a running clock keeps the law it started under; ``rule_kept`` reads it again."""
    return {each.name: _plain(getattr(rule, each.name)) for each in fields(rule) if _says(rule, each.name)}


def rule_kept(table: Mapping[str, Any]) -> Deadline:
    """The rule of ``kept``. Raises LawError for a table that is none."""
    days = {name: date.fromisoformat(table[name]) for name in ("in_force_from", "until") if name in table}
    return Deadline.read({**table, **days}, f"期限 {table.get('id', '?')}")


def _says(rule: Deadline, name: str) -> bool:
    # A yearly date has no period: its default would be read as a second length.
    if name == "period":
        return rule.yearly is None
    return getattr(rule, name) not in (None, "", (), {})


def _plain(value: Any) -> Any:
    if isinstance(value, Extension):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if getattr(value, each.name)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | str) else str(value)
