"""A case walked over the interface alone; the tale, the papers and the calendar are the storyteller's."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.config.demo.media import tone
from daylight.config.demo.visits import inquiry_record, site_record
from daylight.core.moment import local_date
from daylight.disclosure.chores import open_tasks
from daylight.recording.chores import hash_complete
from tests.cast import Cast
from tests.story import begin
from tests.web.api_client import Program, token_for


class Walk:
    """``people``: one program per role. ``settings.FIXED_NOW`` is moved along with the story."""

    def __init__(self, cast: Cast, now: datetime, settings: Any) -> None:
        self.cast, self.settings, self.story = cast, settings, begin(cast, now)
        self.people = {role: Program(token_for(person, now)) for role, person in cast.everybody().items()}
        self.tick()

    def __getattr__(self, role: str) -> Program:
        return self.people[role]

    def tick(self, days: int = 0, hours: int = 1) -> None:
        self.story.later(days, hours)
        self.settings.FIXED_NOW = self.story.now

    @property
    def today(self) -> str:
        return local_date(self.story.now).isoformat()

    @property
    def path(self) -> str:
        return f"/cases/{self.uuid}"

    def move(self, role: str, code: str, body: Any = None, *, known: bool = True) -> Any:
        """Make a move; ``known``: the case must have said before that nothing stands against it."""
        program = self.people[role]
        if known:
            said = {each["code"]: each for each in program.get(self.path)["available"]}
            assert said[code]["refusals"] == [], said[code]
        return program.post(f"{self.path}/moves/{code}", body)

    def lead(self, **more: Any) -> dict[str, Any]:
        t = self.story.tale
        return {
            "item_code": t.item_code,
            "source": t.source,
            "lead": f"{t.source}发现{t.place}疑似未经批准占用土地。",
            "place": t.place,
            "parties": [{"name": t.party, "kind": t.party_kind, "credit_code": t.credit_code, "address": t.address}],
            "partner": str(self.cast.partner.uuid),
            "area_m2": str(t.area_m2),
            "land_class": t.land_class,
            "plan_conform": t.plan_conform,
            "act_ended_on": t.act_ended_on.isoformat() if t.act_ended_on else None,
        } | more

    def register(self) -> Any:
        case = self.officer.post("/cases", self.lead())
        self.uuid = case["uuid"]
        return case

    def film(self, item_code: str, title: str, pitch: int, span: object = None) -> None:
        """tus with the token: create with the body, then the chore seals it."""
        body = tone(0.2, pitch)
        said = {"case": self.uuid, "filename": f"{title}.wav", "item": item_code, "device": "演示记录仪01"}
        meta = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
        response = self.officer.client.generic(
            "POST",
            "/api/v1/uploads",
            body,
            content_type="application/offset+octet-stream",
            headers={
                "Authorization": f"Bearer {self.officer.secret}",
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(len(body)),
                "Upload-Metadata": meta,
                "Upload-Checksum": "sha256 " + base64.b64encode(hashlib.sha256(body).digest()).decode(),
            },
        )
        assert response.status_code == 201, response.content.decode()
        assert hash_complete(self.story.now) == 1

    def write(self, code: str, fields: dict[str, Any]) -> None:
        made = self.officer.post(f"{self.path}/documents", {"code": code, "fields": {}})
        assert made["lacking"]
        saved = self.officer.patch(f"/documents/{made['uuid']}", {"fields": fields}, made["version"])
        final = self.officer.post(f"/documents/{made['uuid']}/finalise", If_Match=f'"{saved["version"]}"')
        assert final["state"] == "final"
        assert final["pdf_sha256"]

    def service(self) -> dict[str, Any]:
        return {
            "served_on": self.today,
            "method": "直接送达",
            "place": self.story.tale.place,
            "servers": [str(self.cast.officer.uuid), str(self.cast.partner.uuid)],
            "receiver": "演示签收人",
            "relation": "经办人",
        }

    def open(self) -> None:
        self.register()
        self.tick(1)
        five = ("offender_known", "facts_exist", "liable", "jurisdiction", "within_limitation")
        self.move("officer", "request_opening", dict.fromkeys(five, True) | {"opinion": "建议立案。"})
        self.tick(1)
        self.move("head", "open_case")

    def investigate(self) -> None:
        self.tick(1)
        started = self.story.now.replace(minute=0, second=0, microsecond=0)
        visit = (self.story.tale, started, self.story.officers)
        showing = {
            "shown_at": started.isoformat(),
            "place": self.story.tale.place,
            "method": "video",
            "officers": [str(self.cast.officer.uuid), str(self.cast.partner.uuid)],
        }
        self.officer.post(f"{self.path}/identity-showings", showing)
        self.tick(0, 3)
        self.film("YX-01", "现场勘测录音", 440)
        self.write("site_record", site_record(*visit))
        self.film("YX-02", "询问录音", 523)
        self.write("inquiry_record", inquiry_record(*visit))

    def conclude(self) -> None:
        self.tick(2)
        t = self.story.tale
        self.officer.post(f"{self.path}/transfer-screenings", {"outcome": "none"})
        self.officer.post(f"{self.path}/prior-searches", {})
        report = {
            "party": t.party,
            "facts": t.story,
            "evidence": ["现场勘测笔录", "询问笔录", "现场音像记录"],
            "nature": "未经批准占用土地，属于非法占用土地。",
            "circumstances": "当事人配合调查。",
            "consequences": "尚未造成其他严重后果。",
            "law": "；".join(t.basis),
            "opinion": "建议给予行政处罚。",
            "officers": self.story.officers,
        }
        self.move("officer", "conclude_investigation", {"fields": report})
        self.tick(1)
        template = lawpack.current().document("trial_record", local_date(self.story.now))
        answers = {each.code: "是" for each in template.fields if each.kind == "choice"}
        trial = {"held_on": self.today, "conclusion": "同意提请告知。", "members": "演示丙、演示甲"}
        self.move("head", "hear_case", {"fields": answers | trial})

    def notice(self) -> None:
        self.tick(1)
        t = self.story.tale
        self.film("YX-05", "送达录音", 587)
        said = {
            "facts": t.story,
            "reasons": f"当事人的行为违反了{t.violates}的规定。",
            "basis": list(t.basis),
            "penalties": self.story.penalties(),
            "fine_yuan": str(t.fine),
            "contact": "演示甲，演示电话",
            "service": self.service(),
        }
        case = self.move("officer", "serve_notice", said)
        due = max(each["due_on"] for each in case["clocks"] if each["code"] in ("D06", "D07"))
        while self.today <= due:
            self.tick(1, 0)

    def draft(self) -> None:
        self.move("officer", "draft_decision")
        self.tick(1)
        draft = self.officer.get(f"{self.path}/draft")
        # The storyteller reads from the draft which circumstances it is asked about.
        self.story.case = Case.objects.get(uuid=self.uuid)
        saved = self.officer.patch(f"{self.path}/draft", self.story.draft_changes(), draft["version"])
        assert saved["lacking"] == []

    def review(self) -> None:
        self.tick(0, 1)
        case = self.move("officer", "send_for_review", {})
        self.dossier = f"/dossiers/{case['links']['dossiers'][-1]}"
        self.tick(0, 2)
        self.reviewer.post(f"{self.dossier}/assign", {"reviewer": str(self.cast.reviewer.uuid)})
        self.tick(1)
        dossier = self.reviewer.get(self.dossier)
        pointer = {"kind": "document", "ref": dossier["content"]["documents"][0]["uuid"]}
        for element in dossier["elements"]:
            found = {"element": element["code"], "verdict": "conforms", "note": "经核对，符合要求。"}
            self.reviewer.post(f"{self.dossier}/findings", found | {"pointers": [pointer]})
        assert self.reviewer.post(f"{self.dossier}/pass", {"text": "同意拟处理意见。"})["state"] == "passed"

    def decide(self) -> None:
        self.tick(1)
        self.move("leader", "approve_decision")
        self.tick(0, 1)
        case = self.move("leader", "issue_decision")
        self.decision = f"/decisions/{case['links']['decision']}"
        self.tick(1)
        self.film("YX-05", "决定书送达录音", 659)
        self.move("officer", "serve_decision", self.service())

    def finish(self) -> None:
        self.tick(5)
        payment = {
            "paid_on": self.today,
            "amount_yuan": str(self.story.tale.fine),
            "receipt_number": "演示票据000001",
            "bank": "演示银行海阳支行",
        }
        assert self.window.post(f"{self.decision}/payments", payment)["unpaid_yuan"] == "0.00"
        self.tick(3)
        closing = {
            "outcome": "performed",
            "materials": ["缴款凭证或者履行记录"],
            "performance": "罚款已缴清，土地已退还。",
            "transfer": "没有应当移送的情形。",
            "opinion": "同意结案。",
        }
        self.move("head", "close_case", closing)
        self.tick(1)
        self.move("head", "archive_case")

    def publish(self) -> Any:
        assert open_tasks(self.story.now) == 1
        self.publication = f"/publications/{self.officer.get(self.path)['links']['publication']}"
        copy = self.officer.post(f"{self.publication}/prepare")["open_copy"]
        while copy["unsettled"]:
            doubt = {"key": copy["unsettled"][0]["key"], "answer": "mask"}
            where = f"{self.publication}/copies/{copy['version']}/doubts"
            copy = self.officer.post(where, doubt, If_Match=f'"{copy["edition"]}"')["open_copy"]
        seen = {"seen_sha256": copy["sha256"], "secrecy_checked": True}
        return self.publisher.post(f"{self.publication}/copies/{copy['version']}/confirm", seen)
