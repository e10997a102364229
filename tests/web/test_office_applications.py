"""窗口收件: the window takes an application in and gives the receipt; the officers of the file accept it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.cases.models import Case
from tests.cast import Cast
from tests.permits import begin_permit
from tests.web.entering import signed_in
from tests.web.test_permit_pages import MATERIALS, Desk

ITEM = "XK-G02"
ADDRESS = f"/office/applications/{ITEM}/"


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "演示纺织有限公司", "kind": "organisation", "matter": "首次申请", "application": "拟建演示厂房。",
        "project_place": "海阳市演示街道", "materials": MATERIALS[:3], "form_ok": "on",
        "handler": str(cast.officer.uuid), "partner": str(cast.partner.uuid), **more,
    }  # fmt: skip


def test_the_window_takes_in_and_the_section_accepts(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = begin_permit(cast, now)
    desk = Desk(story, monkeypatch)
    for name, person in cast.everybody().items():
        seen = {signed_in(person).get(each).status_code for each in ("/office/applications/", ADDRESS)}
        assert seen == ({200} if name == "window" else {404}), name
    window = desk.client("window")
    assert "窗口还没有收过申请" in window.get("/office/applications/").content.decode()
    form = window.get(ADDRESS).content.decode()
    assert all(each in form for each in MATERIALS)
    assert window.get("/office/applications/CF-T01/").status_code == 404
    # Nothing typed is lost: the same person twice, no content.
    wrong = window.post(ADDRESS, {"key": "w", **said(cast, partner=str(cast.officer.uuid), application="甲乙丙")})
    assert wrong.status_code == 422 and "甲乙丙" in wrong.content.decode() and "另选一名" in wrong.content.decode()
    assert not Case.objects.exists()
    desk.post("window", ADDRESS, **said(cast))
    story.case = Case.objects.get()
    assert (story.case.step, story.case.section_id) == ("K1", cast.officer.section_id)
    assert story.case.clocks.get(code="D27", stopped_on=None).due_on > story.today
    receipt = story.case.documents.get(code="permit_receipt")
    fields = receipt.versions.get().fields
    assert receipt.sealed and receipt.number and fields["absent"][0] == MATERIALS[3]
    page = desk.client("window").get("/office/applications/").content.decode()
    assert receipt.number in page and "演示纺织有限公司" in page
    paper = desk.client("window").get(f"/office/applications/receipts/{receipt.uuid}.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert desk.client("stranger").get(f"/office/applications/receipts/{receipt.uuid}.pdf").status_code == 404
    # The window sees no more of the file; the officers find it on their list and go on.
    assert desk.client("window").get(desk.home).status_code == 404
    assert "演示纺织有限公司" in desk.client("officer").get("/office/").content.decode()
    missing = story.case.documents.get(code="permit_application").versions.get().fields["materials"]
    assert missing == MATERIALS[:3]
    story.later(1)
    desk.paper("officer", "issue_correction", "permit_correction_notice", missing=MATERIALS[3:])
    assert story.case.documents.filter(code="permit_correction_notice", state="issued").exists()
