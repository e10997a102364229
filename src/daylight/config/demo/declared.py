"""The storyteller of procedures whose moves are declared: registers, takes steps, serves, drafts, has reviewed, issues."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any, Self

from daylight.cases import acts as cases
from daylight.cases.acts import Lead, PartyInput
from daylight.cases.models import Case
from daylight.config.demo.media import tone
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.acts import ServiceInput
from daylight.decisions.carrying import officer_lines
from daylight.decisions.models import Decision
from daylight.decisions.standing import decided
from daylight.recording import staging
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.chores import hash_complete
from daylight.review import acts as reviewing
from daylight.review.queries import elements_with_findings

PLACE = "海阳市演示镇演示村"


class DeclaredStory:
    """Walks one case through the real acts; ``now`` moves on as the story does. Obviously fictitious throughout."""

    def __init__(
        self,
        troupe: Troupe,
        item_code: str,
        party: str,
        now: datetime,
        *,
        said: str = "演示：按清单事项登记。",
        **more: Any,
    ) -> None:
        self.people, self.now, self.party = troupe, now, party
        self.case = cases.register_lead(
            Lead(
                item_code=item_code, source=more.pop("source", "巡查"), lead=said, place=more.pop("place", PLACE),
                parties=[PartyInput(party, "organisation", address="海阳市演示路")], partner=troupe.partner, **more,
            ),
            actor=troupe.officer, now=now,
        )  # fmt: skip

    @property
    def officers(self) -> list[dict[str, str]]:
        return officer_lines([self.people.officer, self.people.partner])

    def later(self, days: int = 0, hours: int = 0) -> Self:
        self.now += timedelta(days=days, hours=hours)
        return self

    def fresh(self) -> Case:
        """As a new request reads it."""
        return Case.objects.get(pk=self.case.pk)

    def step(self, code: str, fields: dict[str, Any] | None = None, why: str = "", by: str = "officer") -> Case:
        return acts.take_step(self.fresh(), code, fields or {}, why, actor=getattr(self.people, by), now=self.now)

    def serve(self, code: str) -> Self:
        acts.serve_paper(self.fresh(), code, self.service(), actor=self.people.officer, now=self.now)
        return self

    def service(self) -> ServiceInput:
        servers = [self.people.officer, self.people.partner]
        return ServiceInput(
            local_date(self.now), "直接送达", "海阳市演示路", servers, receiver="演示签收人", relation="员工",
            served_at=self.now.time().replace(second=0, microsecond=0),
        )  # fmt: skip

    def draft(self, fields: dict[str, Any], outcome: str = "") -> Self:
        """Begin the draft of ``outcome`` and fill in its paper."""
        begun = acts.draft_decision(self.fresh(), outcome, actor=self.people.officer, now=self.now)
        acts.save_draft(begun, fields, begun.version, actor=self.people.officer, now=self.now)
        return self

    def review(self) -> Self:
        """Legal review: sent, assigned, every element judged, passed."""
        dossier = acts.send_for_review(self.fresh(), actor=self.people.officer, now=self.now)
        self.later(0, 1)
        reviewer = self.people.reviewer
        reviewing.assign_reviewer(dossier, reviewer, actor=reviewer, now=self.now)
        pointers = [{"kind": "document", "ref": dossier.content["documents"][0]["uuid"]}]
        for judged in elements_with_findings(dossier):
            reviewing.record_finding(
                dossier, judged.code, "conforms", "经核对案卷，符合要求。", pointers, actor=reviewer, now=self.now
            )
        reviewing.pass_dossier(dossier, "同意拟处理意见。", actor=reviewer, now=self.now)
        return self

    def agree(self) -> Self:
        """The leader's word; a decision may need another authority's before it is issued."""
        acts.approve_decision(self.fresh(), actor=self.people.leader, now=self.now)
        return self

    def sign(self) -> Self:
        """Issue of the approved decision by the leader."""
        acts.issue_decision(decided(self.fresh()), actor=self.people.leader, now=self.now)
        return self

    def issue_decision(self) -> Decision:
        """Approval and issue by the leader."""
        decision = acts.approve_decision(self.fresh(), actor=self.people.leader, now=self.now)
        return acts.issue_decision(decision, actor=self.people.leader, now=self.now)

    def serve_decision(self) -> Self:
        acts.serve_decision(decided(self.fresh()), self.service(), actor=self.people.officer, now=self.now)
        return self

    def archive(self) -> Self:
        acts.archive_case(self.fresh(), actor=self.people.head, now=self.now)
        return self

    def film(self, item_code: str, title: str) -> Self:
        """Upload a synthetic recording and have it sealed."""
        body = tone(1.0, 440 + self.case.pk)
        upload = register_recording(
            self.case,
            len(body),
            RecordingMeta(
                step=self.fresh().step,
                item_code=item_code,
                title=f"{title}（演示）.wav",
                officers=tuple(o["uuid"] for o in self.officers),
                device="演示记录仪01",
                started_at=self.now - timedelta(minutes=30),
                ended_at=self.now - timedelta(minutes=5),
                clock_offset_seconds=0,
            ),
            actor=self.people.officer,
            now=self.now,
        )
        stream = io.BytesIO(body)
        staging.receive(upload, stream.read, 0, len(body), None, actor=self.people.officer, now=self.now)
        hash_complete(self.now)
        return self
