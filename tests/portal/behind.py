"""Pages only somebody with a code or a receipt sees, in every state they have, made from the templates themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from daylight.base.orgs.models import Agency
from daylight.core.refusal import Refusal
from daylight.portal import navigation, pages
from daylight.portal.models import Complaint, CorrectionReceipt
from daylight.portal.request_models import STATES
from tests.portal import records
from tests.portal.crawl import Found

CODE = "A" * 150
OFFICER = {
    "person_name": "演示甲", "unit": "演示县自然资源局执法大队", "title": "执法人员", "valid_until": "2029-12-31",
    "categories": ["行政处罚", "行政检查", "土地", "矿产"],
}  # fmt: skip
SHOWN = ("valid", "used", "certificate")
OTHERS = ("expired", "early", "stopped", "unknown", "forged")


def pages_behind_a_code(now: datetime) -> list[Found]:
    """Each of them as the reader gets it."""
    return [
        Found(f"/{name}/{state}", name, 200, pages.render(name, column, context))
        for name, state, column, context in (*_showings(), *_complaints(now), *_corrections(now))
    ]


def _showings() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    at = "2026-11-23 09:00:00"
    codes = SimpleNamespace(agency_name="演示县自然资源局", purpose="双随机检查：矿山储量")
    code = SimpleNamespace(certificate="演示370687001")
    for verdict in (*SHOWN, *OTHERS):
        good = verdict in SHOWN
        found = {"codes": codes, "code": code, "officer": OFFICER if good else None, "state": "暂扣"}
        scan = SimpleNamespace(receipt="7K3Q9MXD0000") if good else None
        yield "show", verdict, "核验真伪", {
            "v": verdict, "c": found, "shown": good, "scan": scan, "scanned": at, "first": at, "begun": at,
            "photo": verdict == "valid", "text": CODE,
        }  # fmt: skip
    for verdict in SHOWN:
        certificate = {**OFFICER, "number": "演示370687001", "state": "有效"}
        said = {
            "verdict": verdict, "code": CODE, "code_sha256": "ab" * 32, "key": f"localhost/identity+00000000+{'A' * 44}",
            "agency": {"name": "演示县自然资源局"}, "certificate": certificate, "purpose": codes.purpose,
        }  # fmt: skip
        yield "receipt", verdict, "核验真伪", {"r": said, "scanned": at, "first": at, "receipt": "7K3Q9MXD0000"}


def _complaints(now: datetime) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    agency = Agency(name="演示县自然资源局")
    filed = {"code": "6J95MH3HGV", "agency": agency, "filed_at": now, "due_on": date(2027, 1, 22)}
    named = {"about": "演示370687001", "about_name": "演示甲"}
    answered = {"answer": "经核实，检查时已经出示证件。\n谢谢监督。", "answered_at": now}
    for state, more in (("waiting", {}), ("named", named), ("answered", {**named, **answered})):
        yield "complaint", state, navigation.SERVICE, {"complaint": Complaint(**filed, **more), "refusals": []}
    wrong = [Refusal("complaint.code", "没有这个回执号，请核对。", field="code")]
    yield "complaint", "wrong", navigation.SERVICE, {"complaint": None, "typed": "x", "refusals": wrong}


def _corrections(now: datetime) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    of = {"of": UUID(records.FIRST), "code": "7K3Q9MXD", "asked_at": now}
    for state in STATES:
        done = (
            {}
            if state == "waiting"
            else {"answer": "经核对，面积无误。", "answered_on": date(2026, 11, 27), "version": 2}
        )
        yield "correction_receipt", state, navigation.SERVICE, {
            "receipt": CorrectionReceipt(**of, **done, state=state), "code": "7K3Q-9MXD", "term": "5个工作日",
            "decision": SimpleNamespace(title="演示县某建材有限公司未经批准占用土地案"),
        }  # fmt: skip
