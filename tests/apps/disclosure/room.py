"""An issued decision about a natural person, with everything in its text that must not go out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from daylight.base import sealing
from daylight.base.permit import permit
from daylight.cases.models import Case, Handler, Party
from daylight.decisions.models import Decision, Payment, Service
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from daylight.recording.models import Document
from tests.cast import Cast

NAME, WITNESS, COMPLAINANT = "钱小七", "孙大圣", "赵有才"
IDENTITY, PHONE = "370687198503120017", "13800138000"
ADDRESS = "山东省海阳市方圆街道演示村幸福胡同18号"
FACTS = (
    f"{NAME}（身份证号{IDENTITY}，电话{PHONE}，住{ADDRESS}）未经批准，占用西坡村集体土地 640.0 平方米建房。"
    f"上述事实有证人{WITNESS}的证言、举报人{COMPLAINANT}提供的照片为证。"
)
ISSUED_ON = date(2026, 11, 25)


def decision_fields(**more: Any) -> dict[str, Any]:
    return {
        "facts": FACTS,
        "evidence": [],
        "violates": "土地管理法第四十四条第一款",
        "basis": ["土地管理法第七十七条第一款", "土地管理法实施条例第五十七条"],
        "law_on": "",
        "grade": "",
        "factors": [],
        "discretion_reason": f"{NAME}主动停止建设，配合调查。",
        "parts": [],
        "penalties": [
            {"kind": "fine", "text": f"对{NAME}处以罚款 96,000.00 元", "amount_yuan": "96000.00", "area_m2": "640.0"},
            {
                "kind": "confiscate_buildings",
                "text": "没收在非法占用的土地上新建的建筑物",
                "amount_yuan": "",
                "area_m2": "",
            },
        ],
        "fine_yuan": "96000.00",
        "performance": "收到决定书之日起十五日内缴款",
        "payee": "演示银行",
        "statement_summary": "未提出陈述申辩",
        "hearing_summary": "",
    } | more


def case_of(cast: Cast, now: datetime, kind: str = "person", **more: Any) -> Case:
    """Handled by officer and partner, with a witness and a complainant; ``kind`` is the party's."""
    case = Case.objects.create(
        agency=cast.agency,
        section=cast.section,
        number=f"海自然资规立〔2026〕{Case.objects.count() + 1}号",
        title="非法占地案",
        procedure="penalty_ordinary",
        procedure_version="2021",
        lawpack_digest="0" * 64,
        step="P12",
        item_code="T02",
        item_name="未经批准占用土地",
        source="巡查发现",
        lead="巡查发现占地",
        place="西坡村",
        registered_at=now,
        **more,
    )
    Handler.objects.create(case=case, person=cast.officer, lead=True)
    Handler.objects.create(case=case, person=cast.partner)
    if kind == "person":
        Party.objects.create(
            case=case,
            role="party",
            kind="person",
            name=NAME,
            phone=PHONE,
            address=ADDRESS,
            identity_sealed=sealing.seal(IDENTITY),
        )
    else:
        Party.objects.create(
            case=case,
            role="party",
            kind="organisation",
            name="演示县某建材有限公司",
            credit_code="91370000MA3C000000",
            address="海阳市演示路1号",
        )
    Party.objects.create(case=case, role="witness", kind="person", name=WITNESS)
    Party.objects.create(case=case, role="complainant", kind="person", name=COMPLAINANT, phone="13900139000")
    return case


def issue(
    cast: Cast, now: datetime, kind: str = "person", fields: dict[str, Any] | None = None, **more: Any
) -> Decision:
    """An issued decision of ISSUED_ON."""
    with permit("fixture"):
        case = case_of(cast, now, kind, **more)
        count = Decision.objects.count() + 1
        return Decision.objects.create(
            case=case,
            number=f"海自然资规罚〔2026〕{count}号",
            fields=fields or decision_fields(),
            draft_sha256="d" * 64,
            code=f"7K3Q9MX{count}",
            approved_by=cast.leader,
            approved_at=now,
            issued_by=cast.leader,
            issued_at=now,
            decided_on=ISSUED_ON,
        )


def serve(decision: Decision, cast: Cast, on: date = date(2026, 11, 26)) -> Service:
    with permit("fixture"):
        decided, receipt = (
            Document.objects.create(
                case=decision.case, code=code, title=title, author=cast.officer, created_at=decision.issued_at
            )
            for code, title in (("penalty_decision", "行政处罚决定书"), ("service_receipt", "送达回证"))
        )
        return Service.objects.create(
            case=decision.case,
            paper=decided,
            decision=decision,
            served_on=on,
            method="直接送达",
            receiver="演示签收人",
            place="西坡村",
            servers=[],
            document=receipt,
        )


def pay(decision: Decision, amount: str, on: date, receipt: str) -> Payment:
    with permit("fixture"):
        return Payment.objects.create(
            decision=decision, paid_on=on, amount_yuan=Decimal(amount), receipt_number=receipt
        )


def opened(cast: Cast, now: datetime, kind: str = "person", **more: Any) -> Task:
    """A served decision with its task."""
    decision = issue(cast, now, kind, **more)
    serve(decision, cast)
    return ensure_task(decision, now)
