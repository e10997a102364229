"""Demonstration of 行政征收: idle land from the inquiry to the fee paid in two parts, and one the government caused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from daylight.config.demo.declared import DeclaredStory
from daylight.config.demo.people import Troupe
from daylight.core.deadlines import add_months
from daylight.core.moment import local_date

ITEM = "ZS-01"
PARTY = "演示置业有限公司"
LAND = "海阳市演示街道演示路东侧，国有建设用地 20000 平方米，住宅用地，出让合同编号演示-2024-001。"
PRICE = "24000000.00"
FEE = "4800000.00"
OWN, GOVERNMENT = "国有建设用地使用权人的原因", "政府、政府有关部门的行为"
LEVY, RECLAIM = "征缴土地闲置费", "收回国有建设用地使用权"


class LevyStory(DeclaredStory):
    """闲置土地 step by step."""

    def inquire(self) -> Self:
        """调查通知书 and its service, the site, the holder's explanation."""
        self.step("issue_inquiry", {
            "party": self.party, "land": LAND, "facts": "演示：约定的动工开发日期已过，现场没有动工迹象。",
            "inquiry": "收到本通知书之日起三十日内，提供土地开发利用情况、闲置原因和相关说明材料。",
            "rights": "可以说明情况、提交证据，应当如实提供材料。",
        })  # fmt: skip
        self.serve("serve_inquiry")
        return self

    def survey(self) -> Self:
        begun = self.now - timedelta(hours=1)
        self.step("survey_site", {
            "started_at": begun.isoformat(), "ended_at": self.now.isoformat(), "place": self.case.place,
            "officers": self.officers, "identity_shown_at": begun.isoformat(), "attendants": "使用权人的代表到场",
            "condition": "演示：地块内没有施工机械和建筑物，没有动工开发。", "signed": True,
        })  # fmt: skip
        return self

    def explain(self) -> Self:
        self.step("record_explanation", {
            "received_on": local_date(self.now).isoformat(), "person_name": "演示签收人",
            "content": "演示：因资金紧张没有动工。", "materials": ["情况说明"], "opinion": "情况属实，属于使用权人的原因。",
        })  # fmt: skip
        return self

    def identify(self, cause: str = OWN, due_on: date | None = None, **more: Any) -> Self:
        """闲置土地认定书, served, and the public told."""
        self.step("identify_idle", {
            "party": self.party, "land": LAND, "land_price": PRICE, "state": "未动工开发",
            "due_on": (due_on or add_months(local_date(self.now), -15)).isoformat(),
            "facts": "演示：超过出让合同约定的动工开发日期满一年未动工开发。", "cause": cause,
            "conclusion": "认定为闲置土地。", **more,
        }, by="leader")  # fmt: skip
        self.serve("serve_identification")
        self.step("publish_idle", {
            "published_on": local_date(self.now).isoformat(), "where": "门户网站（演示）", "content": LAND,
            **({"told": "已书面告知海阳市人民政府（演示）"} if cause == GOVERNMENT else {}),
        })  # fmt: skip
        return self

    def tell(self, proposed: str = LEVY, fee: str = FEE) -> Self:
        """听证告知书 and its service."""
        self.step("issue_hearing_notice", {
            "party": self.party, "land": LAND, "facts": "演示：未动工开发满一年。", "proposed": proposed,
            "basis": "《闲置土地处置办法》第十四条", "rights": "收到本告知书后可以申请听证。", "contact": "演示甲",
            **({"fee": fee} if proposed == LEVY else {}),
        })  # fmt: skip
        self.serve("serve_hearing_notice")
        return self

    def waive(self) -> Self:
        self.step("waive_hearing", {
            "waived_on": local_date(self.now).isoformat(), "person_name": "演示签收人", "content": "书面声明放弃听证。",
        })  # fmt: skip
        return self

    def decide(self, outcome: str = "levy", **more: Any) -> Self:
        """The draft of either decision; what the file knows is already in it."""
        self.draft({"evidence": ["现场笔录", "出让合同"], "basis": "《闲置土地处置办法》第十四条", **more}, outcome)
        return self

    def to_government(self, content: str = LEVY) -> Self:
        """The agency's own approval, the request, and the government's paper."""
        self.agree()
        self.step("request_government", {
            "government": "海阳市人民政府", "party": self.party, "proposed": content, "facts": "演示：未动工开发满一年。",
            "basis": "《闲置土地处置办法》第十四条", "hearing": "已告知听证权利，使用权人放弃听证。",
        }, by="leader")  # fmt: skip
        self.later(3)
        return self

    def government_says(self, content: str = LEVY, **more: Any) -> Self:
        self.step("record_government_approval", {
            "government": "海阳市人民政府", "approval_number": "海政土〔2026〕1号（演示）",
            "approved_on": local_date(self.now).isoformat(), "content": content, **more,
        })  # fmt: skip
        return self

    def pay(self, code: str, amount: str, number: str = "演示000001", **more: Any) -> Self:
        self.step(code, {
            "paid_on": local_date(self.now).isoformat(), "amount": amount, "payer": self.party, "bank": "演示银行",
            "receipt_kind": "财政统一票据", "receipt_number": number, **more,
        }, by="window")  # fmt: skip
        return self

    def close(self, outcome: str) -> Self:
        self.step("close_levy", {
            "outcome": outcome, "performance": "演示：已经办理完毕。", "information": "已撤销公开的闲置信息",
            "officers": self.officers, "opinion": "同意办结。",
        }, by="head")  # fmt: skip
        return self

    def plan(self, way: str = "延长动工开发期限", **more: Any) -> Self:
        day = local_date(self.now)
        self.step("propose_disposal", {
            "party": self.party, "land": LAND, "facts": "演示：规划调整，不能按期动工。",
            "negotiation": "双方协商一致，签订补充协议。", "way": way, "from_on": day.isoformat(),
            "until_on": add_months(day, 12).isoformat(), "content": "重新约定动工、竣工日期和违约责任。",
            "mortgage": "没有抵押权", **more,
        })  # fmt: skip
        return self


def walk_levy(troupe: Troupe, now: datetime) -> None:
    """The cases of ``make demo``: one within its thirty days to pay, one whose plan waits for the government."""
    paying = LevyStory(troupe, ITEM, PARTY, now - timedelta(days=36))
    paying.inquire().later(2).survey().later(8).explain().later(2).identify().later(2).tell().later(1).waive()
    paying.later(1).decide().review().to_government().government_says().later(1).sign().serve_decision()
    paying.film("YX-ZS1", "闲置土地现场核查").later(6).pay("pay_part", "1000000.00")
    planned = LevyStory(troupe, ITEM, "演示物流有限公司", now - timedelta(days=40))
    planned.inquire().later(10).explain().later(3).identify(GOVERNMENT).later(5).plan()
