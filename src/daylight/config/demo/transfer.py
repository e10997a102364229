"""Demonstration of 案件移送: the way to the police, to another authority, to the discipline inspectors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from daylight.cases.models import Case
from daylight.config.demo.declared import DeclaredStory
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.core.policefacts import ATTACHMENTS

POLICE = "海阳市公安局"


class TransferStory(DeclaredStory):
    """案件移送 step by step, from the case ``origin``."""

    def __init__(self, troupe: Troupe, origin: Case, now: datetime) -> None:
        party = origin.parties.filter(role="party").order_by("id")[0].name
        super().__init__(
            troupe, origin.item_code, party, now, said="演示：涉嫌非法占用农用地罪。", source="移送",
            procedure="transfer", origin=origin, place=origin.place,
        )  # fmt: skip

    @property
    def today(self) -> str:
        return local_date(self.now).isoformat()

    def appoint(self, **more: Any) -> Self:
        said = {"party": self.party, "facts": "演示：面积达到移送线。", "officers": self.officers, **more}
        self.step("appoint_officers", said, by="leader")
        return self

    def report(self) -> Self:
        self.step("report_transfer", {
            "party": self.party, "facts": "演示：经核实属实。", "crime": "非法占用农用地罪（演示）", "evidence": ["勘测图"],
            "basis": "《行政执法机关移送涉嫌犯罪案件的规定》第三条", "officers": self.officers,
        })  # fmt: skip
        return self

    def approve(self) -> Self:
        said = {"approver": "正职负责人", "approved_at": self.now.isoformat(), "opinion": "同意移送。"}
        self.step("approve_transfer", said, by="leader")
        return self

    def letter(self, **more: Any) -> Self:
        self.step("issue_transfer", {
            "police": POLICE, "party": self.party, "facts": "演示", "crime": "非法占用农用地罪（演示）",
            "basis": "《行政执法机关移送涉嫌犯罪案件的规定》第五条", "attachments": list(ATTACHMENTS), **more,
        }, by="leader")  # fmt: skip
        return self

    def deliver(self, **more: Any) -> Self:
        said = {"police": POLICE, "receiver": "演示民警", "delivered_at": self.now.isoformat(), **more}
        self.step("deliver_case", said)
        return self

    def at_police(self) -> Self:
        """Handed to the police within the day."""
        return self.appoint().later(1).report().later(0, 4).approve().later(0, 2).letter().deliver()

    def filed(self) -> Self:
        self.step("record_filed", {
            "police": POLICE, "notice_number": "演公立字〔2026〕1号", "decided_on": self.today, "received_on": self.today,
        })  # fmt: skip
        return self

    def not_filed(self, code: str = "record_not_filed") -> Self:
        self.step(code, {
            "police": POLICE, "notice_number": "演公不立字〔2026〕1号", "decided_on": self.today,
            "received_on": self.today, "reasons": "演示：没有犯罪事实。",
        })  # fmt: skip
        return self

    def hand_over(self) -> Self:
        self.step("hand_over_materials", {
            "handed_on": self.today, "police": POLICE, "things": ["案卷一册"], "receiver": "演示民警", "signed": True,
        })  # fmt: skip
        return self

    def reconsider(self) -> Self:
        self.step("request_reconsideration", {
            "police": POLICE, "notice_number": "演公不立字〔2026〕1号", "party": self.party, "reasons": "面积达到移送线。",
        }, by="leader")  # fmt: skip
        return self

    def supervise(self, code: str = "suggest_supervision") -> Self:
        self.step(code, {
            "procuratorate": "海阳市人民检察院", "party": self.party, "notice_number": "演公不立字〔2026〕1号",
            "reasons": "应当立案。",
        }, by="leader")  # fmt: skip
        return self

    def propose_out(self) -> Self:
        """To another authority: proposed, approved, sent, received."""
        self.step("propose_out", {
            "party": self.party, "target": "海阳市农业农村局", "facts": "演示", "reasons": "农村村民住宅用地。",
            "basis": "土地管理法第七十八条", "officers": self.officers,
        })  # fmt: skip
        self.step("approve_out", why="同意移送。", by="leader")
        self.step("issue_out_letter", {
            "target": "海阳市农业农村局", "party": self.party, "facts": "演示", "basis": "土地管理法第七十八条",
            "attachments": ["案卷一册"],
        }, by="leader")  # fmt: skip
        self.step("record_out_delivery", {
            "target": "海阳市农业农村局", "delivered_on": self.today, "receiver": "演示签收人",
        })  # fmt: skip
        return self

    def answer(self, code: str) -> Self:
        self.step(code, {"target": "海阳市农业农村局", "answered_on": self.today, "content": "演示答复。"})
        return self

    def close(self, outcome: str, onward: str = "按已移送结案") -> Self:
        self.step("close_transfer", {
            "outcome": outcome, "onward": onward, "performance": "演示：已经办理完毕。", "officers": self.officers,
            "opinion": "同意办结。",
        }, by="head")  # fmt: skip
        return self


def walk_transfers(troupe: Troupe, now: datetime) -> None:
    """The case of ``make demo``: a demonstration penalty whose file lies with the police."""
    origin = (
        Case.objects.filter(agency=troupe.agency, procedure="penalty_ordinary", closed_on=None).order_by("id").first()
    )
    if origin is not None:
        TransferStory(troupe, origin, now - timedelta(days=2)).at_police()
