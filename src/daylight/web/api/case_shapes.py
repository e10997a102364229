"""What a case looks like outside. Identity numbers never leave."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from daylight.web.api.shapes import Body, Line, Officer, PersonOut, RefusalOut, Text

Area = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
Short = Annotated[str, Field(max_length=64)]


class PartyIn(Body):
    name: Annotated[str, Field(max_length=120)]
    kind: Literal["person", "organisation"]
    role: Literal["party", "legal_representative", "witness", "complainant", "agent"] = "party"
    credit_code: Annotated[str, Field(max_length=32)] = ""
    id_number: Annotated[str, Field(max_length=32, description="只写不读，入库即加密")] = ""
    phone: Annotated[str, Field(max_length=32)] = ""
    address: Line = ""
    legal_representative: Short = ""
    aliases: list[Short] = []
    accounts: list[Short] = []
    plates: list[Short] = []


class MarksIn(Body):
    """特征信息, in the place of what was registered; accounts are written, never read."""

    aliases: list[Short] = []
    accounts: list[Short] = []
    plates: list[Short] = []


class LeadIn(Body):
    """线索. ``partner``: uuid of the second officer; ``origin``: the case this one follows from; areas in m²."""

    item_code: Annotated[str, Field(max_length=32)]
    source: Annotated[str, Field(max_length=32)]
    lead: Text
    place: Line
    parties: list[PartyIn]
    partner: UUID
    area_m2: Area | None = None
    farmland_m2: Area | None = None
    prime_farmland_m2: Area | None = None
    land_class: Short = ""
    plan_conform: Annotated[str, Field(max_length=16)] = ""
    act_ended_on: date | None = None
    act_continuing: bool = False
    origin: UUID | None = Field(None, description="来源案件：本案由它而来")
    procedure: Annotated[
        str, Field(max_length=64, description="程序；空着按事项的执法类别。移送写 transfer，并写来源案件")
    ] = ""
    rural_house: bool = False
    village_planning: bool = False
    jurisdiction_reason: Text = ""


class CaseChanges(Body):
    """Only what is sent is changed."""

    title: Line = ""
    lead: Text = ""
    place: Line = ""
    area_m2: Area | None = None
    farmland_m2: Area | None = None
    prime_farmland_m2: Area | None = None
    land_class: Short = ""
    plan_conform: Annotated[str, Field(max_length=16)] = ""
    act_ended_on: date | None = None
    act_continuing: bool = False
    rural_house: bool = False
    village_planning: bool = False
    jurisdiction_reason: Text = ""


class CaseRow(Schema):
    uuid: UUID
    number: str
    title: str
    step: str
    step_name: str
    stage: str
    item_code: str
    item_name: str
    place: str
    section: str
    registered_at: datetime
    opened_on: date | None
    closed_on: date | None
    version: int


class CasePage(Schema):
    items: list[CaseRow]
    next: str | None


class PartyOut(Schema):
    uuid: UUID
    role: str
    kind: str
    name: str
    credit_code: str
    phone: str
    address: str
    legal_representative: str
    identity_recorded: bool
    marks_recorded: bool


class LineOut(Schema):
    """One line of how something was computed: ``label`` 起算, 期限, 不计, 届满, 依据 …, ``text`` a Chinese sentence."""

    label: str
    text: str


class ClockOut(Schema):
    """``skipped``: the days not counted, each with the reason; ``provisional``: a holiday notice is missing or the clock
    is suspended (``suspended_on``); ``due_at``: the moment of a limit in hours; ``computed``: how the date came."""

    code: str
    variant: str
    name: str
    started_on: date
    due_on: date
    due_at: datetime | None
    warn_on: date
    last_workday: date
    skipped: list[tuple[date, str]]
    provisional: bool
    suspended_on: date | None
    stopped_on: date | None
    stopped_by: str
    cite: str
    verified: bool
    computed: list[LineOut]


class MoveOut(Schema):
    code: str
    name: str
    from_step: str
    to_step: str
    by: str
    at: datetime


class OpenMove(Schema):
    """A move the procedure leaves open now. Empty ``refusals``: what the platform knows now does not stand against it.

    ``way``: ``moves``, ``steps`` or ``services``, the address below the case; ``paper``: the template whose fields a step takes.
    """

    code: str
    name: str
    cite: str
    way: str
    paper: str
    roles: list[str]
    refusals: list[RefusalOut]


class DocumentRow(Schema):
    uuid: UUID
    code: str
    title: str
    state: str
    version: int
    number: str
    pdf_sha256: str | None


class RecordingOut(Schema):
    uuid: UUID
    step: str
    item_code: str
    title: str
    officers: list[Officer]
    device: str
    started_at: datetime | None
    ended_at: datetime | None
    received_at: datetime
    sealed_at: datetime
    sha256: str
    sm3: str
    size: int
    content_type: str
    state: str
    reason: str


class CaseLinks(Schema):
    """What belongs to the case and has its own address."""

    draft_version: int | None
    decision: UUID | None
    publication: UUID | None
    dossiers: list[UUID]
    statements: list[UUID]
    origin: UUID | None
    followed_by: list[UUID]


class CaseOut(CaseRow):
    procedure: str
    procedure_version: str
    source: str
    lead: str
    area_m2: Decimal | None
    farmland_m2: Decimal | None
    prime_farmland_m2: Decimal | None
    land_class: str
    plan_conform: str
    act_ended_on: date | None
    act_continuing: bool
    rural_house: bool
    village_planning: bool
    jurisdiction_reason: str
    closing_kind: str
    demonstration: bool
    handlers: list[PersonOut]
    parties: list[PartyOut]
    clocks: list[ClockOut]
    moves: list[MoveOut]
    available: list[OpenMove]
    documents: list[DocumentRow]
    recordings: list[RecordingOut]
    links: CaseLinks


Shape = dict[str, Any]
