"""案情之检查、听证主持与委托: inspections, random draws, hearing hosts, entrusted bodies, as plain values for the gates."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """行政检查 about to begin. `kind`: daily | special | case. `basis` the filed plan, the approval of the special
    inspection, or the complaint or lead. `done_this_year` inspections of this enterprise so far, of all kinds.

    `yearly_cap` None: no cap published. `superior_ordered`: a special inspection ordered from above. `phase`: plan (the
    task is being prepared: nobody has entered yet) | enter | tell (its result is about to be told). `plan_due_on` the last
    day to file the yearly plan a daily inspection stands on (None: not asked), `plan_year` and `plan_filed_on` the plan.
    `helpers_planned`/`helpers_present` people who assist, as approved and as they came.
    """

    kind: str
    on: date
    item_listed: bool = False
    basis: str = ""
    approved_on: date | None = None
    urgent: bool = False
    enterprise: bool = True
    scanned_at: datetime | None = None
    done_this_year: int = 0
    yearly_cap: int | None = None
    superior_ordered: bool = False
    phase: str = "enter"
    plan_due_on: date | None = None
    plan_filed_on: date | None = None
    plan_year: int | None = None
    helpers_planned: int | None = None
    helpers_present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """One point of the form: `answer` ok | fails | not_applicable, "" when nothing readable was said."""

    point: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """检查结果: the form as filled in and what follows. `points` the form of the item, `answers` the record's.

    `handling`: "" not told yet | clear | mend | case | transfer. `mend_on` the last day to mend as ordered or extended,
    `extended_from` the day it was before, `mended` what the check afterwards found (None: not checked). `follow_ups` cases registered from this one.
    """

    points: tuple[str, ...] = ()
    answers: tuple[CheckAnswer, ...] = ()
    handling: str = ""
    ordered: bool = False
    mend_on: date | None = None
    extended_from: date | None = None
    mended: bool | None = None
    follow_ups: int = 0
    transferred: bool = False

    @property
    def failing(self) -> tuple[str, ...]:
        return tuple(each.point for each in self.answers if each.answer == "fails")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """双随机抽取. `objects_random`/`officers_random` False: somebody picked them by hand; the rest lets anybody repeat the
    draw: seed, digest of the name lists, moment, who drew and who watched."""

    objects_random: bool = False
    officers_random: bool = False
    seed: str = ""
    roster_sha256: str = ""
    drawn_at: datetime | None = None
    drawn_by: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacts:
    """听证主持人 and the host's own certificate, on the day of the hearing."""

    person_id: str
    name: str
    on: date
    certificate: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrustmentFacts:
    """委托执法. `matter` what is to be done now, `matters` what the paper allows; `published` both sides made it public."""

    body: str
    matter: str
    document_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    matters: frozenset[str] = frozenset()
    published: bool = False
