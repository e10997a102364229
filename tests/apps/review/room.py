"""A case standing at 法制审核 and the content decisions would send with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.cases.models import Case, Clock, Handler, Move
from daylight.review.models import Dossier
from daylight.review.receiving import content_sha256, receive_dossier
from tests.cast import Cast

DOCUMENT = "7b0a4dfc-6a55-4f8e-9b5e-2a5f3f0d1c11"
RECORDING = "a5f0c7d2-0c55-4f0e-8b6f-0f8f6f5b2c22"


def content(**draft: Any) -> dict[str, Any]:
    """What is sent; ``draft`` overrides its fields."""
    return {
        "case": {
            "title": "演示公司非法占地案",
            "number": "海自然资规立〔2026〕1号",
            "item": "非法占用土地",
            "parties": ["演示公司"],
        },
        "draft": {"facts": "占用西坡村土地 640 平方米。", "basis": ["土地管理法第七十七条"], "fine_yuan": "96000.00"}
        | draft,
        "documents": [{"uuid": DOCUMENT, "code": "site_record", "title": "现场勘验笔录", "sha256": "1" * 64}],
        "recordings": [{"uuid": RECORDING, "item": "现场检查", "step": "site", "sha256": "2" * 64, "seconds": 300}],
        "clocks": [{"code": "D10", "name": "办案期限"}],
        "officers": [{"name": "演示甲", "certificate_number": "演示370687001", "valid_until": "2027-12-31"}],
        "gathered": {"qualification": [{"text": "承办人：演示甲", "at": ["officer:演示370687001"]}]},
        "machine": {
            "qualification": {
                "verdict": "conforms",
                "checks": [{"gate": "G01", "state": "passed", "finding": "证件均有效"}],
            },
            "facts": {"verdict": "mend", "checks": [{"gate": "", "state": "doubt", "finding": "没有找到登记的面积"}]},
        },
    }


def case_in_review(cast: Cast, now: datetime) -> Case:
    """Handled by officer and partner, opened by the section head, standing at P9r with D09 running."""
    with permit("fixture"):
        case = Case.objects.create(
            agency=cast.agency,
            section=cast.section,
            title="演示公司非法占地案",
            procedure="penalty_ordinary",
            procedure_version="2021",
            lawpack_digest="0" * 64,
            step="P9r",
            item_code="A1",
            item_name="非法占用土地",
            source="巡查发现",
            lead="巡查发现占地",
            place="西坡村",
            registered_at=now,
        )
        Handler.objects.create(case=case, person=cast.officer, lead=True)
        Handler.objects.create(case=case, person=cast.partner)
        for code, name, by in (("open_case", "批准立案", cast.head), ("send_for_review", "送法制审核", cast.officer)):
            Move.objects.create(case=case, code=code, name=name, from_step="P2", to_step="P3", by=by, at=now)
        Clock.objects.create(
            case=case,
            code="D09",
            name="法制审核",
            started_on=date(2026, 11, 23),
            due_on=date(2026, 11, 30),
            warn_on=date(2026, 11, 26),
            last_workday=date(2026, 11, 30),
            cite="测试",
        )
    return case


DRAFT = content_sha256(content()["draft"])
OTHER_DRAFT = content_sha256(content(fine_yuan="64000.00")["draft"])


def send(case: Case, sent_by: Person, now: datetime, response: str = "", **draft: Any) -> Dossier:
    """Send as decisions would, inside an act of its own."""
    with permit("fixture"):
        Case.objects.filter(pk=case.pk).update(step="P9r")
        case.refresh_from_db()
        sent = content(**draft)
        return receive_dossier(
            case,
            sent,
            content_sha256(sent["draft"]),
            ["没收违法所得"],
            sent_by,
            date(2026, 11, 30),
            now,
            response=response,
        )


POINT = [{"kind": "document", "ref": DOCUMENT}]
