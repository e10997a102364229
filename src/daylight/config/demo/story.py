"""The storyteller: walks one case through the real acts, stopping where it is told. Used by ``make demo`` and by tests."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from daylight.base import lawpack
from daylight.base.orgs.models import Agency, Person
from daylight.cases import acts as cases
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case
from daylight.config.demo.media import tone
from daylight.config.demo.tale import Tale
from daylight.config.demo.visits import inquiry_record, site_record
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions import weighing
from daylight.decisions.models import Draft, Notice
from daylight.recording import papers, staging
from daylight.recording.acts.documents import finalise_document, save_document, start_document
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.chores import hash_complete
from daylight.recording.models import Document
from daylight.review import acts as review
from daylight.review.models import Dossier
from daylight.review.queries import elements_with_findings

STEPS = (
    "register", "request", "open", "investigate", "conclude", "hear", "notice", "wait", "draft", "fill", "send",
    "assign", "judge", "pass", "approve", "issue", "serve", "pay", "close", "archive",
)  # fmt: skip


class People(Protocol):
    """Who the storyteller calls on: the cast of the tests or the accounts of the demonstration."""

    agency: Agency
    officer: Person
    partner: Person
    head: Person
    reviewer: Person
    leader: Person
    publisher: Person
    window: Person


@dataclass
class Story:
    """One case on its way. ``now`` moves forward as the story does; every act happens at ``now``."""

    people: People
    tale: Tale
    now: datetime
    case: Case = field(init=False)
    at: int = 0

    def to(self, step: str) -> Story:
        """Walk on until ``step`` is done."""
        last = STEPS.index(step)
        while self.at <= last:
            getattr(self, f"_{STEPS[self.at]}")()
            self.at += 1
        return self

    def later(self, days: int = 0, hours: int = 1) -> None:
        """Let time pass; work is done in office hours on working days."""
        self.now += timedelta(days=days, hours=hours)
        while self.now.hour >= 17 or self.now.hour < 8:
            self.now += timedelta(hours=1)
        calendar = lawpack.current().calendar()
        while not calendar.is_workday(local_date(self.now)):
            self.now += timedelta(days=1)

    # -- the steps ------------------------------------------------------------------------------------------------

    def _register(self) -> None:
        t = self.tale
        parties = [
            cases.PartyInput(
                name=t.party,
                kind=t.party_kind,
                credit_code=t.credit_code,
                address=t.address,
                id_number=t.id_number,
            )
        ] + [cases.PartyInput(name=name, kind="person", role="witness") for name in t.witnesses]
        self.case = cases.register_lead(
            cases.Lead(
                item_code=t.item_code,
                source=t.source,
                lead=f"{t.source}发现{t.place}疑似未经批准占用土地。",
                place=t.place,
                parties=parties,
                partner=self.people.partner,
                area_m2=t.area_m2,
                farmland_m2=t.farmland_m2,
                land_class=t.land_class,
                plan_conform=t.plan_conform,
                act_ended_on=t.act_ended_on,
                act_continuing=t.continuing,
                demonstration_fields=list(t.invented),
                source_record=t.record,
            ),
            actor=self.people.officer,
            now=self.now,
        )

    def _request(self) -> None:
        self.later(1)
        cases.request_opening(
            self.case,
            Conditions(True, True, True, True, True),
            "经核查，符合立案条件，建议立案。",
            actor=self.people.officer,
            now=self.now,
        )

    def _open(self) -> None:
        self.later(1)
        cases.open_case(self.case, actor=self.people.head, now=self.now)

    def _investigate(self) -> None:
        self.later(1)
        p = self.people
        self.visit_started = self.now.replace(minute=0, second=0, microsecond=0)
        cases.show_identity(
            self.case,
            self.visit_started,
            self.tale.place,
            "video",
            [p.officer, p.partner],
            actor=p.officer,
            now=self.now,
        )
        self.later(0, 3)
        filmed = (self.visit_started, self.visit_started + timedelta(hours=1, seconds=-self.tale.unfilmed_seconds))
        self.film("YX-01", "现场勘测录音", 440, filmed)
        self.write("site_record", site_record(self.tale, self.visit_started, self.officers))
        self.film("YX-02", "询问录音", 523, (self.visit_started, self.visit_started + timedelta(hours=1)))
        self.write("inquiry_record", inquiry_record(self.tale, self.visit_started, self.officers))

    def _conclude(self) -> None:
        self.later(2)
        cases.screen_transfer(self.case, "none", "", actor=self.people.officer, now=self.now)
        decisions.search_priors(self.case, actor=self.people.officer, now=self.now)
        t = self.tale
        decisions.conclude_investigation(
            self.case,
            {
                "party": t.party,
                "facts": t.story,
                "evidence": ["现场勘测笔录", "询问笔录", "现场音像记录"],
                "nature": "未经批准占用土地，属于非法占用土地。",
                "circumstances": "当事人配合调查，未发现从重情节。",
                "consequences": "占用土地用于建设，尚未造成其他严重后果。",
                "law": "；".join(t.basis),
                "opinion": "建议给予行政处罚：" + "；".join(text for _, text in self.penalty_texts()),
                "officers": self.officers,
            },
            actor=self.people.officer,
            now=self.now,
        )

    def _hear(self) -> None:
        self.later(1)
        answers = {
            f.code: "是"
            for f in lawpack.current().document("trial_record", local_date(self.now)).fields
            if f.kind == "choice"
        }
        decisions.hear_case(
            self.case,
            {
                **answers,
                "held_on": local_date(self.now).isoformat(),
                "conclusion": "事实清楚，证据确凿，同意提请告知。",
                "members": f"{self.people.head.name}、{self.people.officer.name}",
            },
            actor=self.people.head,
            now=self.now,
        )

    def _notice(self) -> None:
        self.later(1)
        t = self.tale
        self.film("YX-05", "送达录音", 587)
        self.notice: Notice = decisions.serve_notice(
            self.case,
            decisions.NoticeInput(
                facts=t.story,
                reasons="当事人的行为违反了" + t.violates + "的规定。",
                basis=list(t.basis),
                penalties=self.penalties(),
                fine_yuan=t.fine,
                contact=f"{self.people.officer.name}，演示电话",
                service=self.service(),
            ),
            actor=self.people.officer,
            now=self.now,
        )

    def _wait(self) -> None:
        """Let the five working days of statement and hearing run out (D06, D07)."""
        due = max(c.due_on for c in self.case.clocks.filter(code__in=["D06", "D07"]))
        while local_date(self.now) <= due:
            self.later(1, 0)

    def _draft(self) -> None:
        decisions.draft_decision(self.case, actor=self.people.officer, now=self.now)

    def _fill(self) -> None:
        self.later(1)
        self.save(**self.draft_changes())

    def _send(self) -> None:
        self.later(0, 1)
        self.dossier: Dossier = decisions.send_for_review(self.case, actor=self.people.officer, now=self.now)

    def _assign(self) -> None:
        self.later(0, 2)
        review.assign_reviewer(self.dossier, self.people.reviewer, actor=self.people.reviewer, now=self.now)

    def _judge(self) -> None:
        self.later(1)
        for judged in elements_with_findings(self.dossier):
            self.judge(judged.code)

    def _pass(self) -> None:
        review.pass_dossier(self.dossier, "同意拟处理意见。", actor=self.people.reviewer, now=self.now)
        self.case.refresh_from_db()

    def _approve(self) -> None:
        self.later(1)
        self.decision = decisions.approve_decision(self.case, actor=self.people.leader, now=self.now)

    def _issue(self) -> None:
        self.later(0, 1)
        decisions.issue_decision(self.decision, actor=self.people.leader, now=self.now)

    def _serve(self) -> None:
        self.later(1)
        self.film("YX-05", "决定书送达录音", 659)
        decisions.serve_decision(self.decision, self.service(), actor=self.people.officer, now=self.now)

    def _pay(self) -> None:
        self.later(5)
        if self.tale.fine:
            decisions.register_payment(
                self.decision,
                local_date(self.now),
                self.tale.fine,
                f"演示票据{self.case.pk:06d}",
                "演示银行海阳支行",
                actor=self.people.window,
                now=self.now,
            )

    def _close(self) -> None:
        self.later(3)
        decisions.close_case(
            self.case,
            decisions.ClosingInput(
                "performed", ["缴款凭证或者履行记录"], "罚款已缴清，土地已退还。", "没有应当移送的情形。", "同意结案。"
            ),
            actor=self.people.head,
            now=self.now,
        )

    def _archive(self) -> None:
        self.later(1)
        decisions.archive_case(self.case, actor=self.people.head, now=self.now)

    # -- pieces ---------------------------------------------------------------------------------------------------

    @property
    def officers(self) -> list[dict[str, str]]:
        return [
            {"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number}
            for p in (self.people.officer, self.people.partner)
        ]

    def service(self) -> decisions.ServiceInput:
        return decisions.ServiceInput(
            served_on=local_date(self.now),
            method="直接送达",
            place=self.tale.place,
            servers=[self.people.officer, self.people.partner],
            receiver=self.tale.party if self.tale.party_kind == "person" else "演示签收人",
            relation="本人" if self.tale.party_kind == "person" else "经办人",
        )

    def penalty_texts(self) -> list[tuple[str, str]]:
        found = list(self.tale.penalties)
        if self.tale.fine:
            found.append(
                (
                    "fine",
                    f"对非法占用的 {self.tale.area_m2} 平方米土地处以每平方米 {self.tale.rate} 元的罚款，计 {self.tale.fine:,.2f} 元",
                )
            )
        return found

    def penalties(self) -> list[dict[str, Any]]:
        return [
            {
                "kind": kind,
                "text": text,
                "amount_yuan": format(self.tale.fine, "f") if kind == "fine" else "",
                "area_m2": format(self.tale.area_m2, "f"),
            }
            for kind, text in self.penalty_texts()
        ]

    def draft_changes(self) -> dict[str, Any]:
        t = self.tale
        changes: dict[str, Any] = {
            "facts": t.story,
            "violates": t.violates,
            "basis": list(t.basis),
            "penalties": self.penalties(),
            "performance": "自收到本决定书之日起十五日内自行履行；罚款缴至代收机构。",
            "circumstances": self.circumstances(),
        }
        if t.fine:
            changes |= {
                "law_on": (t.act_ended_on or local_date(self.now)).isoformat(),
                "grade": t.grade,
                "factors": ["主动停止建设"],
                "discretion_reason": t.discretion_reason,
                "parts": [
                    {"kind": "rate_area", "quantity": str(t.area_m2), "rate": str(t.rate), "label": t.land_class}
                ],
                "payee": "演示银行海阳支行（海阳市演示路 1 号）",
            }
        return changes

    def circumstances(self) -> list[str]:
        """Nothing out of the ordinary, said word by word."""
        draft = Draft.objects.get(case=self.case)
        asked = weighing.questions(self.case, draft.fields, local_date(self.now))
        return weighing.told((word, weighing.NO) for word, _ in asked)

    def save(self, **changes: Any) -> None:
        draft = self.case.draft
        draft.refresh_from_db()
        decisions.save_draft(draft, changes, draft.version, actor=self.people.officer, now=self.now)

    def judge(self, element: str, verdict: str = "conforms", note: str = "经核对案卷，符合要求。") -> None:
        """One element, pointing at the site record (or the first document of the dossier)."""
        document = self.dossier.content["documents"][0]
        pointers = [{"kind": "document", "ref": document["uuid"]}] if verdict == "conforms" else []
        review.record_finding(self.dossier, element, verdict, note, pointers, actor=self.people.reviewer, now=self.now)

    def write(self, code: str, fields: dict[str, Any]) -> Document:
        """A paper as an officer makes it: begin, save, finalise."""
        actor = self.people.officer
        document = start_document(self.case, code, {}, actor=actor, now=self.now)
        document = save_document(document, fields, document.version, actor=actor, now=self.now)
        return finalise_document(document, papers.prepare_final(document, self.now), actor=actor, now=self.now)

    def film(self, item_code: str, title: str, pitch: int, span: tuple[datetime, datetime] | None = None) -> None:
        """Upload a synthetic recording and have it sealed; ``span``: what the device's clock showed."""
        first, last = span or (self.now - timedelta(minutes=30), self.now - timedelta(minutes=5))
        body = tone(1.0, pitch + self.case.pk)
        upload = register_recording(
            self.case,
            len(body),
            RecordingMeta(
                step=self.case.step,
                item_code=item_code,
                title=f"{title}（演示）.wav",
                officers=tuple(o["uuid"] for o in self.officers),
                device="演示记录仪01",
                started_at=first,
                ended_at=last,
                clock_offset_seconds=0,
            ),
            actor=self.people.officer,
            now=self.now,
        )
        stream = io.BytesIO(body)
        staging.receive(upload, stream.read, 0, len(body), None, actor=self.people.officer, now=self.now)
        hash_complete(self.now)
