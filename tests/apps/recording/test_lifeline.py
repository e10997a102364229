"""Where a paper stands is said from the file only: no receipt, not served."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.recording import papers
from daylight.recording.acts import start_document
from daylight.recording.lifeline import lifeline
from tests.apps.recording.bench import case_of
from tests.cast import Cast

STOP = {
    "party": "演示公司", "facts": "未经批准占用土地。", "basis": "土地管理法", "requirement": "停工", "officers": [{"name": "演示甲"}],
    "phone": "0535-0000000",
}  # fmt: skip


@pytest.mark.django_db
def test_a_paper_is_served_only_when_a_receipt_names_it(cast: Cast, now: datetime) -> None:
    case = case_of(cast, now)
    draft = start_document(case, "stop_order", STOP, actor=cast.officer, now=now)
    assert [(each.name, each.on is not None) for each in lifeline(draft)] == [
        ("起草", True), ("定稿", False), ("签发", False), ("送达", False), ("归档", False),
    ]  # fmt: skip
    receipt = {
        "document": "别的文书", "recipient": "演示公司", "method": "直接送达", "place": "演示镇", "served_at": "2026-11-23T10:00+08:00",
        "officers": [{"name": "演示甲"}],
    }  # fmt: skip
    with permit("fixture"):
        issued = papers.make_issued(case, "stop_order", STOP, actor=cast.officer, now=now)
        papers.make_final(case, "service_receipt", receipt, actor=cast.officer, now=now)
    assert next(each for each in lifeline(issued) if each.name == "送达").on is None
    with permit("fixture"):
        named = receipt | {"document": f"{issued.title}（{issued.number}）"}
        papers.make_final(case, "service_receipt", named, actor=cast.officer, now=now)
    assert next(each for each in lifeline(issued) if each.name == "送达").on == local_date(now)
    assert [each.name for each in lifeline(case.documents.get(code="service_receipt", pk=issued.pk + 1))] == [
        "起草", "定稿", "归档",
    ]  # fmt: skip
