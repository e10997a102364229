"""案情: exactly what the gates look at, as plain values. Every part may be absent: the gate then does not apply.

Gathered by the acts from rows; nothing here reads a database. `person_id` is any stable identity (ids or uuids as text).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from daylight.core.forcefacts import CourtFacts, ExecutionFacts, ForceFacts, PaymentFacts, ServiceFacts
from daylight.core.inspectionfacts import DrawFacts, EntrustmentFacts, FindingFacts, HostFacts, InspectionFacts
from daylight.core.levyfacts import DuesFacts, FeeFacts, LevyFacts
from daylight.core.permitfacts import PermitFacts
from daylight.core.policefacts import PoliceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFacts:
    """An enforcement officer and his certificate on the day looked at. `status`: valid | suspended |
    cancelled | unaudited | expired | early."""

    person_id: str
    name: str
    certificate_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    status: str = "valid"
    categories: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """外勤、询问、勘测: one occasion on which officers met the party. `on` is the day in China.

    `category` the kind of enforcement the certificates must cover; "" the kind the gate names.
    """

    title: str
    on: date
    officers: tuple[OfficerFacts, ...]
    identity_shown_at: datetime | None = None
    area: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """立案五条件, each confirmed by a person (None: not answered), and the dates for the limitation.

    `item` the penalty item the case is opened under ("" not yet chosen); `item_name` and `basis` what the list says of a
    matter without one, its articles in words.
    """

    identified_offender: bool | None = None
    unlawful_fact: bool | None = None
    punishable: bool | None = None
    own_jurisdiction: bool | None = None
    within_limitation: bool | None = None
    act_ended_on: date | None = None
    continuing: bool = False
    serious_harm: bool = False
    found_on: date | None = None
    item: str = ""
    item_name: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionFacts:
    """管辖: other authority's matters (宅基地、乡村规划) need a reason to stay. `reason` is why we handle it."""

    rural_house: bool = False
    village_planning: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesFacts:
    """Who does what, by person_id. `recused`: persons whose withdrawal was decided; `names` for the sentences."""

    handlers: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()
    hearing_hosts: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """One 处罚告知, in order of sending. `received_on` None: not yet received.

    `penalties` are penalty kind ids; `hearing_offered` the 听证告知 went with it or was received on `hearing_received_on`;
    `new_facts` says why a second notice was sent. Waivers are written and dated.
    """

    sent_on: date
    received_on: date | None
    penalties: frozenset[str]
    fine: Decimal | None = None
    hearing_offered: bool = False
    hearing_received_on: date | None = None
    statement_waived_on: date | None = None
    hearing_waived_on: date | None = None
    new_facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """陈述申辩 and its 复核."""

    made_on: date
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """听证 of the last notice: `requested_on` the party's request; `forfeited_on` 无正当理由不到或中途退出, on that day.

    `earlier_held_on`: hearings held upon earlier notices."""

    requested_on: date | None = None
    withdrawn_on: date | None = None
    notified_on: date | None = None
    held_on: date | None = None
    record_final: bool = False
    forfeited_on: date | None = None
    earlier_held_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerFacts:
    """The reviewer. `first_time`: begins reviewing penalties, so 法律职业资格 is needed."""

    person_id: str
    name: str
    legal_qualification: str = ""
    first_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """法制审核. `catalog_hits` the catalogue rows or 五十八条 cases that require it (empty: not required).

    `passed_dossier_sha256` the dossier the pass binds to; `current_dossier_sha256` the same computed now.
    """

    catalog_hits: tuple[str, ...] = ()
    passed_on: date | None = None
    passed_dossier_sha256: str = ""
    current_dossier_sha256: str = ""
    reviewer: ReviewerFacts | None = None

    @property
    def required(self) -> bool:
        return bool(self.catalog_hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionFacts:
    """集体讨论. `needed` 情节复杂或者重大违法; `attendees` person_ids; `opinions` what each said."""

    needed: bool = False
    why: str = ""
    held_on: date | None = None
    attendees: tuple[str, ...] = ()
    opinions: Mapping[str, str] = field(default_factory=dict)
    conclusion: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinePart:
    """One line of the fine: `quantity` m² (rate_area), yuan base (percent, multiple), or 1 (fixed); `rate` in its unit.

    `label` the parcel or land class; `grade` its own 裁量阶次 where parcels differ ("" that of the whole); `fine` the code
    of the range it is computed under ("" the ordinary one of the item).
    """

    kind: str
    quantity: Decimal
    rate: Decimal
    label: str = ""
    grade: str = ""
    fine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """A further unlawful act punished in the same decision (部办法 第三十七条), with its own item, fine and period.

    `legal_choice_by` the legal officer who said which of two conflicting provisions applies.
    """

    item: str
    fine: Decimal | None = None
    parts: tuple[FinePart, ...] = ()
    grade: str = ""
    deviation_reason: str = ""
    act_on: date | None = None
    continuing: bool = False
    chosen_law_on: date | None = None
    legal_choice_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """The decision drafted or about to be issued. `penalties` penalty kind ids; `fields` of the document by code.

    `chosen_law_on` the date whose law was chosen (act or decision date); `grade` the id of the 裁量阶次.
    `others` further acts punished in the same paper: `fine` is then the sum of all. `proposed` penalties this agency may
    only propose to the one that gave the licence. `summary`: decided on the spot in the summary procedure.
    """

    item: str = ""
    penalties: frozenset[str] = frozenset()
    fine: Decimal | None = None
    parts: tuple[FinePart, ...] = ()
    grade: str = ""
    deviation_reason: str = ""
    act_on: date | None = None
    continuing: bool = False
    chosen_law_on: date | None = None
    decided_on: date | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    document: str = "penalty_decision"
    seal_ok: bool = False
    on_the_spot: bool = False
    others: tuple[ChargeFacts, ...] = ()
    legal_choice_by: str = ""
    proposed: frozenset[str] = frozenset()
    summary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorFacts:
    """查重: fines already imposed for the same act, by 文号."""

    fines_for_same_act: tuple[str, ...] = ()
    searched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """移送: measured `measures` by threshold measure (areas m², money yuan) and what was decided.

    `decision`: transfer | keep | "" (not decided). `other_crime` a suspicion no threshold covers.
    """

    item: str = ""
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    other_crime: str = ""
    decision: str = ""
    reason: str = ""
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFacts:
    """音像: steps the list requires (code -> name), steps with a sealed recording, and technical excuses (code -> reason)."""

    required: Mapping[str, str] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    excused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedThing:
    """A document issued or a recording sealed: the digest then and now ("" now: gone)."""

    title: str
    sealed_sha256: str
    current_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """结案: `outcome` a closing outcome id; `discipline_due` facts for 纪检监察; `unpaid` yuan of the fine still owed,
    `surcharge` of what was added to it and claimed (None: not claimed); `made` the moves the case has made (None: not
    looked at)."""

    outcome: str = ""
    materials: frozenset[str] = frozenset()
    discipline_due: bool = False
    discipline_sent_on: date | None = None
    unpaid: Decimal | None = None
    surcharge: Decimal | None = None
    made: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFacts:
    """公开: who checked what. `residue` names what is still readable (identity numbers, phones, third persons …).

    `channel`: site 政府网站 | credit 信用公示 | credit_report 信用信息报送、共享.
    """

    secrecy_checked_by: str = ""
    masked_by: str = ""
    confirmed_by: str = ""
    confirmed_sha256: str = ""
    current_sha256: str = ""
    residue: tuple[str, ...] = ()
    party_birth_on: date | None = None
    served: bool = True
    channel: str = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """All parts of a case a gate may ask for. `area` GB/T 2260 code; `party_kind` person | organisation;
    `final_documents` codes of documents made final; `category` the kind of enforcement ("" that the gate names);
    `set_aside` the decision that stood was revoked or quashed."""

    area: str = ""
    visits: tuple[VisitFacts, ...] | None = None
    assigned: tuple[OfficerFacts, ...] | None = None
    opening: OpeningFacts | None = None
    jurisdiction: JurisdictionFacts | None = None
    roles: RolesFacts | None = None
    notices: tuple[NoticeFacts, ...] | None = None
    statements: tuple[StatementFacts, ...] = ()
    hearing: HearingFacts | None = None
    review: ReviewFacts | None = None
    discussion: DiscussionFacts | None = None
    decision: DecisionFacts | None = None
    prior: PriorFacts | None = None
    transfer: TransferFacts | None = None
    recordings: RecordingFacts | None = None
    sealed: tuple[SealedThing, ...] | None = None
    closing: ClosingFacts | None = None
    publication: PublicationFacts | None = None
    host: HostFacts | None = None
    service: ServiceFacts | None = None
    force: ForceFacts | None = None
    execution: ExecutionFacts | None = None
    court: CourtFacts | None = None
    payments: tuple[PaymentFacts, ...] | None = None
    inspection: InspectionFacts | None = None
    finding: FindingFacts | None = None
    draw: DrawFacts | None = None
    entrustment: EntrustmentFacts | None = None
    permit: PermitFacts | None = None
    levy: LevyFacts | None = None
    dues: DuesFacts | None = None
    fee: FeeFacts | None = None
    police: PoliceFacts | None = None
    category: str = ""
    party_kind: str = "organisation"
    served_by_leaving: bool = False
    set_aside: bool = False
    final_documents: frozenset[str] = frozenset()
