"""送达回证: what is typed when a paper is handed over, and the receipt made from it (民诉法第87条以下)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.deadlines import Pause
from daylight.core.definition import Move
from daylight.core.forcefacts import ServiceFacts
from daylight.core.moment import BEIJING
from daylight.core.refusal import Refusal
from daylight.decisions.composing import principal
from daylight.decisions.entries import latest_fields
from daylight.recording.models import Document
from daylight.recording.queries import final_fields

CITE = "行政处罚法第六十一条；民事诉讼法第八十七条"
CONSENT = "electronic_consent"
CODES = {
    "直接送达": "direct",
    "留置送达": "leaving",
    "邮寄送达": "post",
    "电子送达": "electronic",
    "委托送达": "entrusted",
    "公告送达": "notice",
}
METHODS = tuple(CODES)
# 留置、公告 have no signature; a refusal or a posting is described instead.
UNSIGNED = ("留置送达", "公告送达")


@dataclass(slots=True)
class ServiceInput:
    """送达 as typed: the day it took effect, how, where, who signed, who served (two different persons)."""

    served_on: date
    method: str
    place: str
    servers: list[Person]
    receiver: str = ""
    relation: str = ""
    refusal_note: str = ""
    witness: str = ""
    confirmed_electronic: bool = False
    # 电子送达 only: the day of the confirmation (that of the service when left out), and where a review is asked online.
    confirmed_on: date | None = None
    online_remedy: str = ""
    # 公告送达 only: the day the announcement was published.
    posted_on: date | None = None
    served_at: time = field(default=time(9, 0))


def service_problems(service: ServiceInput, today: date) -> list[Refusal]:
    """Everything that is wrong with it at once."""
    found = []
    if service.served_on > today:
        found.append(Refusal("field.future", "送达日期不能晚于今天，请核对。", CITE, "served_on"))
    if service.method not in METHODS:
        found.append(Refusal("field.choice", "请选择送达方式。", CITE, "method"))
    if not service.place.strip():
        found.append(Refusal("field.required", "请填写送达地点。", CITE, "place"))
    if len({p.pk for p in service.servers}) < 2:
        found.append(Refusal("G01", "送达须由两名不同的执法人员进行，请补选一名。", CITE, "servers"))
    if service.method not in UNSIGNED and not service.receiver.strip():
        found.append(Refusal("field.required", "请填写签收人；拒收的改选留置送达并写明情况。", CITE, "receiver"))
    if service.method in UNSIGNED and not service.refusal_note.strip():
        found.append(
            Refusal("field.required", f"{service.method}须写明拒收或者公告的原因和经过。", CITE, "refusal_note")
        )
    if service.method == "公告送达":
        found += _posting_problems(service)
    if service.method == "电子送达" and not service.confirmed_electronic:
        found.append(
            Refusal(
                "G15",
                "当事人没有签署电子送达确认书，不能电子送达；请先取得确认书，或者改用其他方式。",
                "行政处罚法第六十一条第二款",
                "method",
            )
        )
    return found


def service_facts(case: Case, service: ServiceInput, *, decides: bool) -> ServiceFacts:
    """What G15 looks at. ``decides``: the paper decides, so that a review may be asked for.

    Where the procedure keeps the 电子送达地址确认书 as a paper, only that paper proves the agreement.
    """
    confirmed_on = (service.confirmed_on or service.served_on) if service.confirmed_electronic else None
    online = service.online_remedy
    if any(each.paper == CONSENT for each in definition_of(case).moves):
        said = final_fields(case, CONSENT) or {}
        confirmed_on = date.fromisoformat(said["signed_on"]) if said.get("agreed") else None
        online = online or str(said.get("online_remedy", ""))
    return ServiceFacts(
        method=CODES.get(service.method, service.method),
        sent_on=service.served_on,
        confirmed_on=confirmed_on,
        online_remedy=online,
        decides=decides,
    )


def _posting_problems(service: ServiceInput) -> list[Refusal]:
    """公告 counts as served only when its time has run (D12); everything that follows starts from that day."""
    if service.posted_on is None:
        return [Refusal("field.required", "公告送达请填写公告发布日期。", CITE, "posted_on")]
    pack = lawpack.current()
    rule = pack.deadline("D12", service.posted_on)
    due = rule.due(service.posted_on, pack.calendar()).due_on
    if service.served_on < due:
        message = (
            f"公告自 {service.posted_on} 发布，经过{rule.period.label}到 {due} 才视为送达；"
            "送达日期请填这一天或者之后的日期，未到期的请届满后再登记。"
        )
        return [Refusal("D12", message, rule.cite, "served_on")]
    return []


def posting(service: ServiceInput) -> Pause | None:
    """公告期间不计入办案期限 (部办法第38条): the days of the posting."""
    if service.method != "公告送达" or service.posted_on is None or service.served_on < service.posted_on:
        return None
    return Pause(service.posted_on, service.served_on + timedelta(days=1), "公告")


def receipt_fields(case: Case, document: Document, service: ServiceInput) -> dict[str, Any]:
    """Fields of the template ``service_receipt``."""
    return {
        "document": f"{document.title} {document.number}".strip(),
        # A paper to another authority names it; everything else is for the party.
        "recipient": str(latest_fields(document).get("addressee") or principal(case).name),
        "method": service.method,
        "place": service.place.strip(),
        "served_at": datetime.combine(service.served_on, service.served_at, BEIJING).isoformat(),
        "signed_by": service.receiver.strip(),
        "relation": service.relation.strip(),
        "refusal_note": service.refusal_note.strip(),
        "witness": service.witness.strip(),
        "officers": [
            {"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number} for p in service.servers
        ],
    }


def waiting_papers(case: Case, move: Move) -> QuerySet[Document]:
    """Issued papers of the move's templates that have not been served, the last first."""
    return case.documents.filter(code__in=move.serves, state=Document.ISSUED, services=None).order_by("-id")
