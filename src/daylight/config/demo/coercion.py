"""Demonstration of 行政强制: a seizure under way whose time will run out, and a substitute performance to its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from daylight.config.demo.declared import DeclaredStory
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.decisions.standing import decided

PARTY = "演示采石有限公司"
MINERALS = "查封、扣押直接用于违法勘查开采的工具、设备、设施、场所和违法采出的矿产品"


class CoercionStory(DeclaredStory):
    """行政强制 step by step."""

    def request(self, power: str = MINERALS, **more: Any) -> Self:
        """报请批准."""
        self.step("request_measure", {
            "party": self.party, "power": power, "facts": "演示：当事人无证开采，设备可能被转移。",
            "basis": "《矿产资源法》第五十七条", "things": ["演示挖掘机一台", "演示矿产品二百吨"], "period": "30",
            "officers": self.officers, **more,
        })  # fmt: skip
        return self

    def approve(self) -> Self:
        self.step("approve_measure", why="同意实施。", by="leader")
        return self

    def scene(self, **more: Any) -> Self:
        """现场笔录 and the list, as they are made on the spot."""
        begun = self.now - timedelta(hours=1)
        self.step("record_scene", {
            "started_at": begun.isoformat(), "ended_at": self.now.isoformat(), "place": "海阳市演示镇演示村",
            "officers": self.officers, "identity_shown_at": begun.isoformat(), "party_present": "已通知，当事人到场",
            "told": True, "statement": "无", "process": "演示：宣布决定，清点，贴封条。", "condition": "设备完好。",
            "keeper": "当事人就地保管", "signed": True, **more,
        })  # fmt: skip
        self.step("list_things", {
            "party": self.party, "things": ["演示挖掘机一台", "演示矿产品二百吨"], "keeper": "当事人就地保管",
            "copies": True, "officers": self.officers,
        })  # fmt: skip
        return self

    def issue(self) -> Self:
        day = local_date(self.now)
        self.step("issue_measure", {
            "party": self.party, "facts": "演示：无证开采，设备可能被转移。", "basis": "《矿产资源法》第五十七条",
            "measure": "查封、扣押下列设备和矿产品。", "things": ["演示挖掘机一台", "演示矿产品二百吨"],
            "from_on": day.isoformat(), "until_on": (day + timedelta(days=30)).isoformat(),
        }, by="leader")  # fmt: skip
        return self

    def release(self, ground: str = "对违法行为已经作出处理决定，不再需要查封、扣押") -> Self:
        self.step("propose_ending", why="演示：不再需要查封、扣押。")
        self.step("release_measure", {
            "party": self.party, "decision_number": self.fresh().documents.get(code="coercion_decision").number,
            "ground": ground, "things": ["演示挖掘机一台"],
        }, by="leader")  # fmt: skip
        return self

    def close(self, code: str, outcome: str) -> Self:
        self.step(code, {
            "outcome": outcome, "performance": "演示：已经办理完毕。", "officers": self.officers, "opinion": "同意办结。",
        }, by="head")  # fmt: skip
        return self

    def urge(self) -> Self:
        """催告 and its service."""
        self.step("issue_urging", {
            "party": self.party, "decision": "演示限期修复决定，责令恢复矿区生态。", "period": "收到本催告书之日起十日内",
            "manner": "自行修复。", "rights": "可以在履行期限内向本机关陈述和申辩。",
        })  # fmt: skip
        self.serve("serve_urging")
        return self

    def decide(self) -> Self:
        """Draft, review, approval, issue and service of the 代履行决定书."""
        self.draft({
            "facts": "演示：逾期不修复，已经破坏自然资源。", "power": "代为恢复、修复矿区生态",
            "basis": "《行政强制法》第五十条；《矿产资源法》第七十一条", "manner": "由有资质的单位修复，三十日内完成。",
            "target": "演示矿区边坡", "budget": "50000.00", "substitute": "演示生态修复有限公司",
        })  # fmt: skip
        self.review().issue_decision()
        return self

    def second_urging(self, on: date) -> Self:
        self.step("issue_second_urging", {
            "party": self.party, "decision_number": decided(self.fresh()).number, "substitute_on": on.isoformat(),
            "content": "请立即自行修复；履行的，停止代履行。",
        })  # fmt: skip
        self.serve("serve_second_urging")
        return self

    def carry_out(self, started: datetime, ended: datetime, **more: Any) -> Self:
        self.step("carry_out", {
            "started_at": started.isoformat(), "ended_at": ended.isoformat(), "place": "海阳市演示镇演示村",
            "officers": self.officers, "identity_shown_at": started.isoformat(), "substitute": "演示生态修复有限公司",
            "process": "演示：清理危岩，覆土绿化，完成修复。", "signed": True, **more,
        })  # fmt: skip
        return self


def seized(troupe: Troupe, now: datetime) -> Self:
    """A seizure whose thirty days end in a week."""
    story = CoercionStory(troupe, "QZ-01", PARTY, now - timedelta(days=25))
    story.request().later(0, 2).approve().later(1).scene().issue().serve("deliver_measure")
    return story


def walk_coercion(troupe: Troupe, now: datetime) -> None:
    """The cases of ``make demo``."""
    seized(troupe, now)
    CoercionStory(troupe, "QZ-06", "演示石料有限公司", now - timedelta(days=6)).urge()
