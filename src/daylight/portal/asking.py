"""申请更正 without an account: the request goes on to the office, a receipt code comes back (政府信息公开条例第41条).

A request of the public, not an act of office: the entry in the journal is made where the office takes it in. What is written is
sealed before it is queued, and nothing of it stays on this site.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from daylight.base import lawpack
from daylight.base.outbox import posting
from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.portal import envelope
from daylight.portal.code import code_from, read_code
from daylight.portal.listfeed import day
from daylight.portal.models import CorrectionReceipt, PublicDecision

CITE = "政府信息公开条例第四十一条"
CHANNEL = "requests"
LIMIT = "D41"
LONGEST, SHORTEST, NAME_LENGTH = 2000, 4, 100
# Of one publication within an hour: more than people write.
CROWD, CROWD_SPAN = 20, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """``wrong``: what is not right; ``proof``: what it should say and why; ``name`` and ``contact`` may be left empty."""

    wrong: str
    proof: str
    name: str = ""
    contact: str = ""


def published(of: str) -> PublicDecision | None:
    """What stands in public under an address or a 核验码. An unpublished one cannot be told from one that does not exist."""
    text = of.strip().rstrip("/").rpartition("/")[2]
    found = PublicDecision.objects.exclude(revision=0)
    try:
        return found.filter(uuid=UUID(text)).first()
    except ValueError:
        code = read_code(text)
        return found.filter(code=code).first() if code else None


def ask(decision: PublicDecision, asked: Asked, now: datetime) -> CorrectionReceipt:
    """Hand the request on and give the receipt; the same words again get the same receipt. Raises ``Refused``."""
    found = _problems(asked)
    if decision.record is None:
        found.append(Refusal("correction.gone", "这条公示的内容已经撤下，不用再申请更正。", CITE))
    fresh = CorrectionReceipt.objects.filter(of=decision.uuid, asked_at__gt=now - CROWD_SPAN)
    if fresh.count() >= CROWD:
        found.append(
            Refusal("correction.crowd", "这条公示刚刚收到较多申请，请过一小时再提交，填写的内容仍保留在本页。")
        )
    if found:
        raise Refused(found)
    said = "\0".join((str(decision.uuid), asked.wrong.strip(), asked.proof.strip(), asked.name, asked.contact))
    fingerprint = hashlib.sha256(said.encode()).hexdigest()
    with permit("public:portal.ask_correction"), transaction.atomic():
        known = CorrectionReceipt.objects.filter(of=decision.uuid, fingerprint=fingerprint, state="waiting").first()
        if known is not None:
            return known
        receipt = CorrectionReceipt.objects.create(
            code=_fresh_code(), of=decision.uuid, fingerprint=fingerprint, asked_at=now
        )
        posting.put(
            CHANNEL,
            lane=f"correction:{receipt.code}",
            key=f"correction.asked:{receipt.code}",
            body={
                "kind": "correction.asked",
                "code": receipt.code,
                "of": decision.uuid,
                "version": decision.version,
                "asked_at": now,
                # The queue keeps messages; what people write of themselves and others is not to lie there in clear.
                "letter_sealed": envelope.seal(json.dumps({k: v.strip() for k, v in asdict(asked).items()})).hex(),
            },
            now=now,
        )
    return receipt


def term(receipt: CorrectionReceipt) -> str:
    """How long an answer takes at most, e.g. 5个工作日; the office tells the day itself once it has the request."""
    return lawpack.current().deadline(LIMIT, local_date(receipt.asked_at)).label


def take_answer(message: Mapping[str, Any], now: datetime) -> None:
    """``correction.told``: where a request stands, for its receipt page."""
    CorrectionReceipt.objects.filter(code=message["code"]).update(
        state=message["state"],
        due_on=day(message.get("due_on")),
        answer=message.get("answer", ""),
        version=message.get("version"),
        answered_on=day(message.get("answered_on")),
    )


def _problems(asked: Asked) -> list[Refusal]:
    found = []
    if len(asked.wrong.strip()) < SHORTEST:
        found.append(Refusal("field.required", "请写明公示的哪一处不准确。", CITE, "wrong"))
    if len(asked.proof.strip()) < SHORTEST:
        found.append(Refusal("field.required", "请写明正确的内容和依据，便于核对。", CITE, "proof"))
    for name, text, most in (
        ("wrong", asked.wrong, LONGEST),
        ("proof", asked.proof, LONGEST),
        ("name", asked.name, NAME_LENGTH),
        ("contact", asked.contact, NAME_LENGTH),
    ):
        if len(text) > most:
            found.append(Refusal("field.long", f"这一栏最多 {most} 字，请精简后提交。", field=name))
    return found


def _fresh_code() -> str:
    while True:
        code = code_from(secrets.token_bytes(5))
        if not CorrectionReceipt.objects.filter(code=code).exists():
            return code
