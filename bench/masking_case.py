"""A synthetic document as a real case: registered, decided, masked, looked at by a second person and published through the acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bench import masking_measure
from bench.masking_truth import Document
from daylight.base import sealing
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.cases.marks import Marks
from daylight.cases.models import Case, Handler, Party
from daylight.core.moment import local_date
from daylight.decisions.models import Decision, Service
from daylight.disclosure import acts, copies
from daylight.disclosure.models import Copy
from daylight.disclosure.opening import ensure_task
from daylight.portal import chores
from daylight.recording.models import Document as Paper

ROLES = {"legal_rep": "legal_representative"}


def walk(document: Document, people: dict[str, Person], now: datetime) -> Copy:
    """The published copy. ``people``: officer, partner, leader, publisher, reviewer of one agency."""
    decision = _decided(document, people, now)
    _serve(decision, people["officer"], now)
    task = ensure_task(decision, now)
    assert task is not None
    copy = acts.prepare_copy(task, actor=people["publisher"], now=now)
    facts, _ = copies.known(task, local_date(now))
    # A person answers every doubt by the truth; an answer may raise another.
    while waiting := [each for each in copy.uncertain if each["key"] not in copy.settled]:
        settled, _ = masking_measure.answers(document, waiting[:1], facts)
        for key, said in settled.items():
            copy = acts.settle_uncertain(
                copy, key, said["answer"], "已核对", copy.edition, actor=people["publisher"], now=now
            )
    done = acts.publish(copy, copy.sha256, True, actor=people["reviewer"], now=now)
    chores.deliver_feed(now)
    return done


def _decided(document: Document, people: dict[str, Person], now: datetime) -> Decision:
    agency, texts = people["officer"].agency, document.texts
    with permit("bench"):
        case = Case.objects.create(
            agency=agency, section=people["officer"].section, number=f"脱敏〔2026〕{document.number}号", title="脱敏测试案件",
            procedure="penalty_ordinary", procedure_version="2021", lawpack_digest="0" * 64, step="P12", item_code="T02",
            item_name=texts["violation"], source="巡查发现", lead="巡查发现", place="西山村", registered_at=now,
        )  # fmt: skip
        for nth, who in enumerate(("officer", "partner")):
            Handler.objects.create(case=case, person=people[who], lead=nth == 0)
        for each in document.facts["parties"]:
            _register(case, each)
        return Decision.objects.create(
            case=case, number=f"海自然资规罚〔2026〕{document.number}号", fields=_fields(document), draft_sha256="d" * 64,
            code=document.record()["code"], approved_by=people["leader"], approved_at=now, issued_by=people["leader"],
            issued_at=now, decided_on=date(2026, 11, 25),
        )  # fmt: skip


def _serve(decision: Decision, officer: Person, now: datetime) -> None:
    with permit("bench"):
        paper, receipt = (
            Paper.objects.create(case=decision.case, code=code, title=title, author=officer, created_at=now)
            for code, title in (("penalty_decision", "行政处罚决定书"), ("service_receipt", "送达回证"))
        )
        Service.objects.create(
            case=decision.case, paper=paper, decision=decision, served_on=local_date(now), method="直接送达",
            receiver="本人", place="西山村", servers=[], document=receipt,
        )  # fmt: skip


def _register(case: Case, known: dict[str, Any]) -> None:
    number = known.get("id_number")

    def one(what: str) -> list[str]:
        return [known[what]] if what in known else []

    Party.objects.create(
        case=case, role=ROLES.get(known["role"], known["role"]), kind=known["kind"], name=known["name"],
        credit_code=known.get("credit_code", ""), identity_sealed=sealing.seal(number) if number else None,
        marks_sealed=Marks.typed(known.get("aliases", []), one("account"), one("plate")).sealed(),
        phone=known.get("phone", ""), address=known.get("address", ""),
    )  # fmt: skip


def _fields(document: Document) -> dict[str, Any]:
    texts = document.texts
    return {
        "facts": texts["facts"], "evidence": [], "violates": "土地管理法第四十四条第一款",
        "basis": [texts[path] for path in sorted(texts) if path.startswith("basis")], "law_on": "", "grade": "", "factors": [],
        "discretion_reason": texts["discretion.reason"], "parts": [],
        "penalties": [{"kind": "fine", "text": texts["penalties[0].text"], "amount_yuan": "96000.00", "area_m2": "640.0"}],
        "fine_yuan": "96000.00", "performance": "收到决定书之日起十五日内缴款", "payee": "演示银行",
        "statement_summary": "未提出陈述申辩", "hearing_summary": "",
    }  # fmt: skip
