"""演示：一件行政许可, walked through the real acts. Names are obviously fictitious; used by ``make demo`` and by tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases import acts as cases
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.config.demo.media import tone
from daylight.config.demo.story import People
from daylight.core.guiding import to_bring
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.carrying import begin
from daylight.decisions.outcomes import GENERATED, outcome_of
from daylight.decisions.permit_guide import MATTER, PRESENCE, case_answers, guide_materials, words_of_matter
from daylight.decisions.receipts import ServiceInput
from daylight.decisions.standing import decided
from daylight.recording import staging
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.chores import hash_complete
from daylight.review import acts as review
from daylight.review.models import Dossier
from daylight.review.queries import elements_with_findings

ITEM = "XK-G02"
APPLICANT = "演示纺织有限公司"
PLACE = "海阳市演示街道演示路 8 号"
APPLICATION = "拟建演示厂房一栋，建筑面积 2400 平方米，申请核发建设工程规划许可证。"
TEMPORARY = "厂房施工需要临时使用集体土地 1200 平方米堆放材料，期限一年（演示）。"
# What a person writes where nothing in the file says it yet.
WORDS = {"text": "演示内容", "longtext": "经核对，情况属实（演示）。", "number": "1", "area": "2400", "money": "100"}


def answers(case: Case, code: str, now: datetime, given: Mapping[str, Any]) -> dict[str, Any]:
    """A paper filled in: what the file carries over, ``given``, and plain words for whatever else is mandatory."""
    today = local_date(now)
    template = lawpack.current().document(code, today)
    found = {**begin(case, template, today), **given}
    for each in template.fields:
        if each.code in GENERATED or each.code in found or not each.required:
            continue
        if each.kind == "date":
            found[each.code] = today.isoformat()
        elif each.kind == "datetime":
            found[each.code] = now.isoformat()
        elif each.kind == "bool":
            found[each.code] = True
        elif each.kind in ("choice", "choices"):
            found[each.code] = each.choices[0] if each.kind == "choice" else list(each.choices[:1])
        elif each.kind == "person":
            found[each.code] = found["officers"][0] if "officers" in found else "演示人员"
        elif each.kind == "list":
            found[each.code] = ["演示内容"]
        else:
            found[each.code] = WORDS[each.kind]
    return {name: value for name, value in found.items() if value != ""}


@dataclass
class PermitStory:
    """One permit file. ``now`` moves on as the story does; every act happens at ``now``."""

    people: People
    now: datetime
    item: str = ITEM
    matter: str = "首次申请"
    said: str = APPLICATION
    case: Case = field(init=False)

    def later(self, days: int = 0, hours: int = 1) -> None:
        """Let time pass; work is done in office hours on working days."""
        self.now += timedelta(days=days, hours=hours)
        while self.now.hour >= 17 or self.now.hour < 8:
            self.now += timedelta(hours=1)
        calendar = lawpack.current().calendar()
        while not calendar.is_workday(local_date(self.now)):
            self.now += timedelta(days=1)

    @property
    def today(self) -> date:
        return local_date(self.now)

    def register(self) -> PermitStory:
        self.case = cases.register_lead(
            cases.Lead(
                item_code=self.item,
                source="窗口",
                lead=self.said,
                place=PLACE,
                parties=[cases.PartyInput(name=APPLICANT, kind="organisation", address=PLACE)],
                partner=self.people.partner,
            ),
            actor=self.people.officer,
            now=self.now,
        )
        return self

    def step(
        self, code: str, given: Mapping[str, Any] | None = None, *, by: Person | None = None, reason: str = ""
    ) -> None:
        """Make a declared move with its paper filled in."""
        move = definition_of(self.case).move(code)
        fields = answers(self.case, move.paper, self.now, given or {}) if move.paper else dict(given or {})
        decisions.take_step(self.case, code, fields, reason, actor=by or self.people.officer, now=self.now)

    def serve(self, code: str, served_on: date | None = None) -> None:
        decisions.serve_paper(self.case, code, self.service(served_on), actor=self.people.officer, now=self.now)

    def service(self, served_on: date | None = None) -> ServiceInput:
        return ServiceInput(
            served_on=served_on or self.today,
            method="直接送达",
            place=PLACE,
            servers=[self.people.officer, self.people.partner],
            receiver="演示签收人",
            relation="经办人",
        )

    def receive(self, without: tuple[str, ...] = (), **more: Any) -> PermitStory:
        """The application with every material of the guide but ``without``."""
        known = {
            **case_answers(self.case, self.today),
            PRESENCE: "self",
            MATTER: words_of_matter(self.today)[self.matter],
        }
        asked = to_bring(guide_materials(self.case, self.today), known).needed
        materials = [each.text for each in asked if each.text not in without]
        self.step("receive_application", {"matter": self.matter, "materials": materials, "form_ok": True, **more})
        return self

    def accepted(self, **more: Any) -> PermitStory:
        """Registered, received in full, accepted, told so; the earlier permit looked up where there is one."""
        self.register().receive(**more)
        self.later(1)
        self.step("accept")
        self.serve("serve_interim")
        return self

    def visit(self) -> None:
        """Two officers at the site, filmed."""
        started = self.now.replace(minute=0, second=0, microsecond=0)
        said = {"started_at": started, "identity_shown_at": started, "ended_at": started + timedelta(minutes=50)}
        self.later(0, 1)
        self.film("YX-XK1", "许可现场核查录音", 440)
        self.step("check_site", {name: each.isoformat() for name, each in said.items()})

    def reviewed(self, **report: Any) -> PermitStory:
        self.step("conclude_review", {"site": "不需要", "interests": "不涉及", **report})
        return self

    def drafted(self, outcome: str, **fields: Any) -> PermitStory:
        decisions.draft_decision(self.case, outcome, actor=self.people.officer, now=self.now)
        draft = self.case.draft
        draft.refresh_from_db()
        whole = answers(self.case, outcome_of(self.case, draft.fields).paper, self.now, {**draft.fields, **fields})
        changes = {name: value for name, value in whole.items() if name != "outcome"}
        decisions.save_draft(draft, changes, draft.version, actor=self.people.officer, now=self.now)
        # The related draft was read before it was saved.
        self.case = Case.objects.get(pk=self.case.pk)
        return self

    def judged(self) -> PermitStory:
        """Legal review, passed element by element."""
        p = self.people
        dossier: Dossier = decisions.send_for_review(self.case, actor=p.officer, now=self.now)
        self.later(0, 1)
        review.assign_reviewer(dossier, p.reviewer, actor=p.reviewer, now=self.now)
        pointer = {"kind": "document", "ref": dossier.content["documents"][0]["uuid"]}
        for judged in elements_with_findings(dossier):
            review.record_finding(
                dossier, judged.code, "conforms", "经核对，符合要求。", [pointer], actor=p.reviewer, now=self.now
            )
        review.pass_dossier(dossier, "同意拟处理意见。", actor=p.reviewer, now=self.now)
        self.case = Case.objects.get(pk=self.case.pk)
        return self

    def decided(self) -> PermitStory:
        """Approved, issued and served; sent for approval first where no review was needed."""
        p = self.people
        if self.case.step == "K8":
            decisions.submit_for_approval(self.case, actor=p.officer, now=self.now)
        self.later(1)
        decisions.approve_decision(self.case, actor=p.leader, now=self.now)
        self.issue()
        decisions.serve_decision(decided(self.case), self.service(), actor=p.officer, now=self.now)
        return self

    def issue(self) -> None:
        self.case = Case.objects.get(pk=self.case.pk)
        decisions.issue_decision(decided(self.case), actor=self.people.leader, now=self.now)
        self.case = Case.objects.get(pk=self.case.pk)

    def certified(self, **fields: Any) -> PermitStory:
        self.later(0, 2)
        self.step("issue_certificate", fields, by=self.people.leader)
        self.serve("serve_certificate")
        return self

    def archived(self, outcome: str = "准予许可") -> PermitStory:
        self.step("close_permit", {"outcome": outcome}, by=self.people.head)
        self.later(0, 1)
        decisions.archive_case(self.case, actor=self.people.head, now=self.now)
        return self

    def film(self, item_code: str, title: str, pitch: int) -> None:
        """A short tone uploaded through the same storage as every recording."""
        body, p = tone(0.2, pitch + self.case.pk), self.people
        upload = register_recording(
            self.case,
            len(body),
            RecordingMeta(
                step=self.case.step,
                item_code=item_code,
                title=f"{title}（演示）.wav",
                officers=(str(p.officer.uuid), str(p.partner.uuid)),
                device="演示记录仪01",
                started_at=self.now - timedelta(minutes=30),
                ended_at=self.now - timedelta(minutes=5),
                clock_offset_seconds=0,
            ),
            actor=p.officer,
            now=self.now,
        )
        staging.receive(upload, io.BytesIO(body).read, 0, len(body), None, actor=p.officer, now=self.now)
        hash_complete(self.now)


def walk_permits(people: People, now: datetime) -> None:
    """Two files: a building permit granted after a site visit, and one whose applicant still owes a drawing."""
    granted = PermitStory(people, _office_hour(now - timedelta(days=40)))
    granted.accepted()
    granted.later(2)
    granted.visit()
    granted.later(1)
    granted.reviewed(
        site="需要", facts="建设方案符合控制性详细规划和规划条件（演示）。", opinion="建议准予许可（演示）。"
    )
    granted.later(1)
    granted.drafted(
        "grant",
        content="准予在上列地点建设演示厂房一栋，建筑面积 2400 平方米（演示）。",
        facts="经审查，申请材料齐全，建设方案符合控制性详细规划和规划条件（演示）。",
    ).decided()
    granted.certified(certificate_name="建设工程规划许可证")
    waiting = PermitStory(people, _office_hour(now - timedelta(days=3)), item="XK-T01", said=TEMPORARY)
    waiting.register().receive(without=("土地复垦方案",))
    waiting.later(0, 2)
    waiting.step("issue_correction")
    waiting.serve("serve_correction")


def _office_hour(moment: datetime) -> datetime:
    day = moment.replace(hour=9, minute=0, second=0, microsecond=0)
    while not lawpack.current().calendar().is_workday(local_date(day)):
        day -= timedelta(days=1)
    return day
