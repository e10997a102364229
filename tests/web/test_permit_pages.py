"""行政许可 through the office pages and over the interface, from the application to the archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings as django_settings

from daylight.cases.models import Case
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.permits import PermitStory, answers, begin_permit
from tests.web.api_client import Program, token_for
from tests.web.entering import signed_in

MATERIALS = [
    "建设工程规划许可申请书",
    "营业执照或者法人登记证书（法人或者其他组织的提交）",
    "使用土地的有关证明文件",
    "建设工程设计方案",
]


class Desk:
    """The pages as people open them, on the clock of the story."""

    def __init__(self, story: PermitStory, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story, self.monkeypatch, self.keys = story, monkeypatch, 0

    def client(self, who: str) -> Any:
        self.monkeypatch.setattr(django_settings, "FIXED_NOW", self.story.now)
        return signed_in(getattr(self.story.people, who))

    def post(self, who: str, address: str, **data: Any) -> Any:
        self.keys += 1
        answer = self.client(who).post(address, {"key": f"p{self.keys}", **data})
        assert answer.status_code == 302, (address, answer.status_code, _faults(answer.content.decode()))
        return answer

    def do(self, who: str, code: str, **data: Any) -> Any:
        return self.post(who, f"{self.home}do/{code}/", **data)

    @property
    def home(self) -> str:
        return f"/office/cases/{self.story.case.uuid}/"

    def paper(self, who: str, code: str, template: str, **given: Any) -> None:
        """The paper of a move, typed into its form."""
        whole = answers(self.story.case, template, self.story.now, given)
        self.do(who, code, **{name: _typed(value) for name, value in whole.items()})
        self.story.case = Case.objects.get(pk=self.story.case.pk)

    def serve(self, code: str) -> None:
        people = self.story.people
        self.do(
            "officer", code, served_on=f"{local_date(self.story.now)} 08:30", method="直接送达", servers_place="演示地点",
            servers=[str(people.officer.uuid), str(people.partner.uuid)], receiver="演示签收人", relation="经办人",
        )  # fmt: skip


def _faults(page: str) -> str:
    start = page.find('id="faults"')
    return page[start : start + 900] if start >= 0 else page[:300]


def _typed(value: Any) -> Any:
    """As a browser would send it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, list):
        people = all(isinstance(each, dict) for each in value)
        return [each.get("uuid", "") for each in value] if people else "\n".join(str(each) for each in value)
    return value.get("uuid", "") if isinstance(value, dict) else str(value)


def test_a_permit_through_the_pages(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    story = begin_permit(cast, now)
    desk = Desk(story, monkeypatch)
    page = desk.client("officer").get("/office/cases/new/?category=行政许可").content.decode()
    assert "申请人姓名或者名称" in page and "项目地点" in page and "违法" not in page
    answer = desk.post(
        "officer", "/office/cases/new/", category="行政许可", item_code="XK-G02", source="窗口", lead="拟建演示厂房。",
        place="海阳市演示街道", partner=str(cast.partner.uuid), party_name="演示纺织有限公司", party_kind="organisation",
    )  # fmt: skip
    story.case = Case.objects.get()
    assert answer.headers["Location"] == desk.home
    form = desk.client("officer").get(f"{desk.home}do/receive_application/").content.decode()
    assert all(each in form for each in MATERIALS) and 'type="checkbox"' in form
    said = answers(story.case, "permit_application", story.now, {"form_ok": True, "materials": MATERIALS[:3]})
    typed = {name: _typed(value) for name, value in said.items()} | {"materials": MATERIALS[:3]}
    desk.do("officer", "receive_application", **typed)
    # One drawing lacks: acceptance is refused on the page, nothing typed is lost.
    lacking = desk.client("officer").post(
        f"{desk.home}do/accept/",
        {
            "key": "x",
            "party": "演示纺织有限公司",
            "item": "事项",
            "application": "内容",
            "term": "期限",
            "contact": "电话一二三",
        },
    )
    assert lacking.status_code == 422
    assert "建设工程设计方案" in lacking.content.decode() and "电话一二三" in lacking.content.decode()
    desk.paper("officer", "issue_correction", "permit_correction_notice")
    desk.serve("serve_correction")
    story.later(1)
    said = answers(story.case, "permit_corrections", story.now, {"form_ok": True})
    typed = {name: _typed(value) for name, value in said.items()} | {"materials": MATERIALS[3:]}
    desk.do("officer", "receive_corrections", **typed)
    desk.paper("officer", "accept", "permit_acceptance")
    desk.serve("serve_interim")
    desk.paper(
        "officer", "conclude_review", "permit_review_report", site="不需要", interests="不涉及", opinion="建议准予。"
    )
    desk.do("officer", "draft_decision", outcome="grant")
    story.case = Case.objects.get(pk=story.case.pk)
    draft = story.case.draft
    whole = answers(story.case, "permit_grant", story.now, {k: v for k, v in draft.fields.items() if k != "outcome"})
    fields = {name: _typed(value) for name, value in whole.items()}
    desk.post("officer", f"{desk.home}draft/", base_version=str(draft.version), **fields)
    desk.do("officer", "submit_for_approval")
    desk.do("leader", "approve_decision")
    desk.do("leader", "issue_decision")
    desk.serve("serve_decision")
    desk.paper("leader", "issue_certificate", "permit_certificate", certificate_name="建设工程规划许可证")
    desk.serve("serve_certificate")
    desk.paper("head", "close_permit", "permit_closing", outcome="准予许可")
    desk.do("head", "archive_case")
    assert Case.objects.get(pk=story.case.pk).step == "K16"
    page = desk.client("officer").get(desk.home).content.decode()
    assert "违法" not in page and "拟处罚" not in page
    assert desk.client("stranger").get(desk.home).status_code == 404
    assert desk.client("stranger").get(f"{desk.home}do/accept/").status_code == 404


def test_a_permit_over_the_interface(cast: Cast, now: datetime, settings: Any) -> None:
    story = begin_permit(cast, now)
    people = {role: Program(token_for(person, now)) for role, person in cast.everybody().items()}

    def step(role: str, code: str, template: str = "", **given: Any) -> Any:
        settings.FIXED_NOW = story.now
        fields = answers(story.case, template, story.now, given) if template else {}
        return people[role].post(f"/cases/{story.case.uuid}/steps/{code}", {"fields": fields, "reason": "演示理由。"})

    def serve(code: str) -> Any:
        settings.FIXED_NOW = story.now
        body = {
            "served_on": local_date(story.now).isoformat(), "method": "直接送达", "place": "演示地点",
            "servers": [str(cast.officer.uuid), str(cast.partner.uuid)], "receiver": "演示签收人", "relation": "经办人",
        }  # fmt: skip
        return people["officer"].post(f"/cases/{story.case.uuid}/services/{code}", body)

    settings.FIXED_NOW = story.now
    made = people["officer"].post("/cases", {
        "item_code": "XK-G02", "source": "网上", "lead": "拟建演示厂房。", "place": "海阳市演示街道",
        "parties": [{"name": "演示纺织有限公司", "kind": "organisation"}], "partner": str(cast.partner.uuid),
    })  # fmt: skip
    story.case = Case.objects.get(uuid=made["uuid"])
    step("officer", "receive_application", "permit_application", matter="首次申请", materials=MATERIALS, form_ok=True)
    assert step("officer", "accept", "permit_acceptance")["number"].startswith("海自然资规许〔2026〕")
    serve("serve_interim")
    step("officer", "conclude_review", "permit_review_report", site="不需要", interests="不涉及")
    assert people["officer"].ask("POST", f"/cases/{story.case.uuid}/services/accept", {}).status_code in (404, 422)
    assert people["stranger"].ask("POST", f"/cases/{story.case.uuid}/steps/reopen_review", {}).status_code == 404
    story.case = Case.objects.get(pk=story.case.pk)
    story.drafted("refuse").decided()
    step("officer", "skip_certificate")
    step("head", "close_permit", "permit_closing", outcome="不予许可")
    assert Case.objects.get(pk=story.case.pk).step == "K15"
