"""Bodies of the moves. Amounts in yuan as text, areas in m² as text, days as ISO dates."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from daylight.base.orgs.models import Person
from daylight.decisions.acts import NoticeInput, ServiceInput
from daylight.web.api.shapes import Body, Fields, Line, Text, colleague

Money = Annotated[Decimal, Field(max_digits=16, decimal_places=2)]
Short = Annotated[str, Field(max_length=64)]


class OpeningIn(Body):
    """立案五条件 (自然资源行政处罚办法第十六条): each confirmed by a person."""

    offender_known: bool
    facts_exist: bool
    liable: bool
    jurisdiction: bool
    within_limitation: bool
    opinion: Text


class ServiceIn(Body):
    """送达. ``servers``: uuids of two different officers."""

    served_on: date
    served_at: time = time(9, 0)
    method: Literal["直接送达", "留置送达", "邮寄送达", "电子送达", "委托送达", "公告送达"]
    place: Line
    servers: list[UUID]
    receiver: Short = ""
    relation: Annotated[str, Field(max_length=32)] = ""
    refusal_note: Text = ""
    witness: Line = ""
    confirmed_electronic: bool = False
    confirmed_on: date | None = None
    online_remedy: Line = ""
    posted_on: date | None = None

    def read(self, actor: Person) -> ServiceInput:
        servers = [colleague(actor, each, "servers") for each in self.servers]
        return ServiceInput(**self.model_dump(exclude={"servers"}), servers=servers)


class PenaltyIn(Body):
    """``kind``: id of a penalty kind of the lawpack; ``amount_yuan`` and ``area_m2``: decimal text, or empty; ``note``:
    why the text names another figure; ``party``: uuid of the party the line is for, where there are several."""

    kind: Annotated[str, Field(max_length=32)]
    text: Text
    amount_yuan: Annotated[str, Field(max_length=24)] = ""
    area_m2: Annotated[str, Field(max_length=24)] = ""
    note: Annotated[str, Field(max_length=400)] = ""
    party: Annotated[str, Field(max_length=36)] = ""


class NoticeIn(Body):
    """``fine_yuan``: 0 when no fine is announced."""

    facts: Text
    reasons: Text
    basis: list[Text]
    penalties: list[PenaltyIn]
    fine_yuan: Money = Decimal(0)
    contact: Line
    service: ServiceIn
    new_facts: Text = ""

    def read(self, actor: Person) -> NoticeInput:
        return NoticeInput(
            facts=self.facts,
            reasons=self.reasons,
            basis=list(self.basis),
            penalties=[each.model_dump() for each in self.penalties],
            fine_yuan=self.fine_yuan,
            contact=self.contact,
            service=self.service.read(actor),
            new_facts=self.new_facts,
        )


class StatementReviewIn(Body):
    """``statement``: uuid of the statement answered; ``fields`` of the template statement_review."""

    statement: UUID
    fields: Fields


class WaiverIn(Body):
    waived_on: date
    waiver: Text


class HearingRequestIn(Body):
    requested_on: date


class SendIn(Body):
    """``response``: the answer to the last return; required after one."""

    response: Text = ""


class Opinion(Body):
    name: Short
    opinion: Text


class DiscussionIn(Body):
    """``fields`` of the template collective_discussion without attendees and opinions, which follow from ``opinions``."""

    fields: Fields
    opinions: list[Opinion]


class PaymentIn(Body):
    """``amount_yuan`` of the fine, ``surcharge_yuan`` of what was added to it; the receipt says their sum."""

    paid_on: date
    amount_yuan: Money
    surcharge_yuan: Money = Decimal(0)
    receipt_number: Short
    bank: Line


class ReportIn(Body):
    opinion: Text


class HandInIn(Body):
    """``late_reason``: needed when the two working days are over."""

    handed_in_on: date
    received_by: Short
    late_reason: Line = ""


class DepositIn(Body):
    deposited_on: date
    bank: Line
    voucher: Short


class ClosingIn(Body):
    """``outcome``: id of a closing outcome; ``materials``: names of the materials attached."""

    outcome: Short
    materials: list[Line]
    performance: Text
    transfer: Text
    opinion: Text


class PassIn(Body):
    text: Text = ""


class ReturnIn(Body):
    opinion: Literal["修改后同意", "补充调查", "纠正", "不同意", "移送"]
    text: Text = ""


class OutcomeIn(Body):
    """``outcome``: code of the way the decision goes, from the procedure's definition."""

    outcome: Annotated[str, Field(max_length=32)]
