"""Lists, review and publication over the interface, where the straight walk does not pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import encode_multipart

from daylight.disclosure.chores import open_tasks
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


def program(cast: Cast, role: str, now: datetime) -> Program:
    return Program(token_for(getattr(cast, role), now))


def draft(keeper: Program, kind: str, body: bytes, key: str) -> Any:
    boundary = "BoUnDaRy"
    data = encode_multipart(boundary, {"file": SimpleUploadedFile(f"{kind}.csv", body), "basis": "演示文号"})
    headers = {"Authorization": f"Bearer {keeper.secret}", "Idempotency-Key": key}
    kind_of = f"multipart/form-data; boundary={boundary}"
    return keeper.client.generic("POST", f"/api/v1/lists/{kind}/drafts", data, content_type=kind_of, headers=headers)


def test_a_list_goes_from_file_to_force_by_two_persons(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    body = (django_settings.LAWPACKS_DIR / "haiyang" / "lists" / "subjects.csv").read_bytes()
    keeper, reviewer, head = (program(cast, who, now) for who in ("keeper", "reviewer", "head"))
    first, again = draft(keeper, "subjects", body, "d"), draft(keeper, "subjects", body, "d")
    assert first.status_code == again.status_code == 201
    made = first.json()["version"]
    assert made["uuid"] == again.json()["version"]["uuid"]
    assert first.json()["rejected"] == []
    path = f"/list-versions/{made['uuid']}"
    assert keeper.ask("GET", "/lists/subjects").status_code == 404
    seen = {"seen_digest": made["digest"]}
    assert codes(keeper.ask("POST", f"{path}/check", seen)) == ["right.missing"]
    assert head.post(f"{path}/check", seen)["checked_by"] == cast.head.name
    returned = reviewer.post(f"{path}/return", {"reason": "请核对地址"})
    assert (returned["state"], returned["returned_reason"]) == ("draft", "请核对地址")
    assert keeper.post(f"{path}/submit", {})["returned_reason"] == ""
    assert head.post(f"{path}/check", seen)["state"] == "checked"
    assert codes(head.ask("POST", f"{path}/confirm", seen)) == ["right.missing"]
    assert codes(keeper.ask("POST", f"{path}/approve", {"seen_digest": made["digest"]})) == ["right.missing"]
    assert codes(reviewer.ask("POST", f"{path}/approve", {"seen_digest": "0" * 64})) == ["list.stale"]
    assert reviewer.last.status_code == 412
    assert reviewer.post(f"{path}/approve", {"seen_digest": made["digest"]})["state"] == "approved"
    assert keeper.post(f"{path}/publish", {"in_force_from": now.date().isoformat()})["state"] == "published"
    today = keeper.get("/lists/subjects")
    assert today["uuid"] == made["uuid"]
    assert len(today["rows"]) == first.json()["accepted"]
    yesterday = now.date() - timedelta(days=1)
    assert keeper.ask("GET", f"/lists/subjects?as_of={yesterday}").status_code == 404
    assert [each["number"] for each in keeper.get("/lists/subjects/versions")["items"]] == [1]
    assert keeper.ask("GET", "/lists/none").status_code == 404


def test_a_file_that_cannot_be_read_and_a_person_who_may_not_draft(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    assert codes(draft(program(cast, "keeper", now), "items", b"\x00\x01", "a")) == ["list.file"]
    assert codes(draft(program(cast, "officer", now), "items", b"x", "b")) == ["right.missing"]


@pytest.fixture
def sent(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("assign")
    settings.FIXED_NOW = story.now
    return story


def test_a_return_stands_on_a_finding_and_opens_the_draft_again(cast: Cast, sent: Story) -> None:
    reviewer, officer = program(cast, "reviewer", sent.now), program(cast, "officer", sent.now)
    path = f"/dossiers/{sent.dossier.uuid}"
    assert [each["uuid"] for each in reviewer.get("/dossiers?state=reviewing")["items"]] == [str(sent.dossier.uuid)]
    assert reviewer.get("/dossiers?state=passed")["items"] == []
    body = {"opinion": "纠正", "text": "请补充证据。"}
    assert codes(reviewer.ask("POST", f"{path}/return", body)) == ["review.findings"]
    element = reviewer.get(path)["elements"][0]["code"]
    wrong = {"element": element, "verdict": "conforms"}
    assert codes(reviewer.ask("POST", f"{path}/findings", wrong)) == ["review.pointer"]
    found = reviewer.post(f"{path}/findings", {"element": element, "verdict": "mend", "note": "证据不足。"})
    assert found["counts"]["mend"] == 1
    assert codes(officer.ask("POST", f"{path}/return", body)) == ["right.missing"]
    assert reviewer.post(f"{path}/return", body)["state"] == "returned"
    case = officer.get(f"/cases/{sent.case.uuid}")
    assert case["step"] == "P9"
    again = f"/cases/{sent.case.uuid}/moves/send_for_review"
    assert codes(officer.ask("POST", again, {})) == ["review.response"]
    assert len(officer.post(again, {"response": "已补充证据。"})["links"]["dossiers"]) == 2


@pytest.fixture
def issued(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("serve")
    open_tasks(story.now)
    settings.FIXED_NOW = story.now
    return story


def _published(cast: Cast, story: Story) -> tuple[str, Program, Program]:
    officer, publisher = program(cast, "officer", story.now), program(cast, "publisher", story.now)
    path = f"/publications/{officer.get(f'/cases/{story.case.uuid}')['links']['publication']}"
    copy = officer.post(f"{path}/prepare")["open_copy"]
    while copy["unsettled"]:
        doubt = {"key": copy["unsettled"][0]["key"], "answer": "mask"}
        where = f"{path}/copies/{copy['version']}/doubts"
        copy = officer.post(where, doubt, If_Match=f'"{copy["edition"]}"')["open_copy"]
    seen = {"seen_sha256": copy["sha256"], "secrecy_checked": True}
    publisher.post(f"{path}/copies/{copy['version']}/confirm", seen)
    return path, officer, publisher


def test_a_mask_needs_the_edition_that_was_read_and_another_person_confirms(cast: Cast, issued: Story) -> None:
    officer, publisher = program(cast, "officer", issued.now), program(cast, "publisher", issued.now)
    path = f"/publications/{publisher.get('/publications?state=to_prepare')['items'][0]['uuid']}"
    copy = publisher.post(f"{path}/prepare")["open_copy"]
    where = f"{path}/copies/{copy['version']}"
    field = next(each for each in copy["fields"] if each["path"] == "facts")
    mask = {"path": "facts", "start": 0, "end": 2, "kind": "address", "reason": "试"}
    assert codes(officer.ask("POST", f"{where}/masks", mask)) == ["precondition.missing"]
    response = officer.ask("POST", f"{where}/masks", mask, If_Match='"99"')
    assert codes(response) == ["disclosure.stale"]
    assert response.status_code == 412
    assert response.json()["saved_by"] == cast.publisher.name
    after = officer.post(f"{where}/masks", mask, If_Match=f'"{copy["edition"]}"')["open_copy"]
    shown = next(each for each in after["fields"] if each["path"] == "facts")["shown"]
    assert shown != field["shown"]
    seen = {"seen_sha256": after["sha256"], "secrecy_checked": True}
    assert "G19" in codes(publisher.ask("POST", f"{where}/confirm", seen))


def test_a_publication_is_corrected_and_withdrawn(cast: Cast, issued: Story) -> None:
    path, officer, publisher = _published(cast, issued)
    said = {"reason_code": "clerical", "reason": "裁量理由有错字。"}
    changes = {"discretion.reason": "当事人主动停止建设并配合调查，占用面积较小。"}
    assert codes(officer.ask("POST", f"{path}/correct", said)) == ["right.missing"]
    copy = publisher.post(f"{path}/correct", said | {"changes": changes})["open_copy"]
    reviewer = program(cast, "reviewer", issued.now)
    where = f"{path}/copies/{copy['version']}/confirm"
    public = reviewer.post(where, {"seen_sha256": copy["sha256"], "secrecy_checked": True})
    assert public["versions"][-1]["record"]["discretion"]["reason"] == changes["discretion.reason"]
    ground = {"reason_code": "no_such", "explanation": "决定被撤销。", "ground_on": issued.now.date().isoformat()}
    assert codes(publisher.ask("POST", f"{path}/withdraw", ground)) == ["disclosure.reason"]
    assert publisher.post(f"{path}/withdraw", ground | {"reason_code": "revoked"})["state"] == "withdrawn"


def test_withholding_takes_two_persons(cast: Cast, issued: Story) -> None:
    officer, publisher = program(cast, "officer", issued.now), program(cast, "publisher", issued.now)
    path = f"/publications/{officer.get(f'/cases/{issued.case.uuid}')['links']['publication']}"
    said = {"code": "state_secret", "reason": "涉及国家秘密。"}
    assert officer.post(f"{path}/withhold", said)["state"] == "withholding"
    assert codes(officer.ask("POST", f"{path}/withhold/confirm")) == ["right.missing"]
    assert publisher.post(f"{path}/withhold/reject", {"reason": "不属于国家秘密。"})["state"] == "to_prepare"
    officer.post(f"{path}/withhold", said)
    assert publisher.post(f"{path}/withhold/confirm")["state"] == "withheld"


def test_the_papers_of_a_case_are_fetched_with_the_token(cast: Cast, issued: Story) -> None:
    officer, stranger = program(cast, "officer", issued.now), program(cast, "stranger", issued.now)
    document = officer.get(f"/cases/{issued.case.uuid}")["documents"][-1]["uuid"]
    paper = officer.ask("GET", f"/documents/{document}/paper.pdf")
    assert paper.status_code == 200
    assert paper["Content-Type"] == "application/pdf"
    assert stranger.ask("GET", f"/documents/{document}/paper.pdf").status_code == 404
    assert codes(Program("dl_x").ask("GET", f"/documents/{document}/paper.pdf")) == ["token.unknown"]


def test_an_issued_paper_is_corrected_by_another(cast: Cast, issued: Story) -> None:
    officer = program(cast, "officer", issued.now)
    rows = officer.get(f"/cases/{issued.case.uuid}")["documents"]
    final = next(each for each in rows if each["code"] == "site_record")
    edit = officer.ask("PATCH", f"/documents/{final['uuid']}", {"fields": {}}, If_Match=f'"{final["version"]}"')
    assert codes(edit) == ["G26"]
    made = officer.post(f"/documents/{final['uuid']}/corrections", {"reason": "面积单位有误。"})
    assert made["corrects"] == final["uuid"]
    assert made["state"] == "draft"


def test_the_window_registers_a_payment_and_sees_no_case(cast: Cast, issued: Story) -> None:
    window = program(cast, "window", issued.now)
    path = f"/decisions/{issued.decision.uuid}"
    before = window.get(path)
    assert (before["case"], before["fields"], before["services"]) == (None, None, [])
    body = {
        "paid_on": issued.now.date().isoformat(),
        "amount_yuan": "1.00",
        "receipt_number": "演示1",
        "bank": "演示行",
    }
    assert window.post(f"{path}/payments", body)["payments"][0]["amount_yuan"] == "1.00"
    assert codes(window.ask("POST", f"{path}/payments", body)) == ["payment.twice"]
    assert codes(window.ask("POST", f"{path}/payments", body | {"amount_yuan": 1.234})) == ["input.decimal_max_places"]
    assert program(cast, "keeper", issued.now).ask("GET", path).status_code == 404


def test_uploads_take_a_session_only_with_its_csrf_token(cast: Cast, issued: Story) -> None:
    """A token needs none; a cookie without the header is still refused."""
    officer = program(cast, "officer", issued.now)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3"}
    assert officer.client.post("/api/v1/uploads", headers=headers).status_code == 403
    with_token = headers | {"Authorization": f"Bearer {officer.secret}"}
    assert officer.client.post("/api/v1/uploads", headers=with_token).status_code != 403
    wrong = headers | {"Authorization": "Bearer dl_x"}
    assert codes(officer.client.post("/api/v1/uploads", headers=wrong)) == ["token.unknown"]
