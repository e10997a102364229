"""Demonstration of 行政收费: a registration fee paid and closed, and one whose relief is being looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from daylight.config.demo.declared import DeclaredStory
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date

ITEM = "SF-01"
PARTY = "演示商贸有限公司"
STANDARD = "不动产登记费（非住宅类）"


class FeeStory(DeclaredStory):
    """行政收费 step by step."""

    def assess(self, quantity: str = "2", fee: str = "1100.00", standard: str = STANDARD) -> Self:
        self.step("assess_fee", {
            "party": self.party, "standard": standard, "quantity": quantity, "fee": fee,
            "facts": "演示：申请不动产登记。", "basis": "民法典第二百二十三条", "officers": self.officers,
        })  # fmt: skip
        return self

    def notify(self, quantity: str = "2", fee: str = "1100.00", standard: str = STANDARD) -> Self:
        """缴费通知书, without its service."""
        self.step("issue_fee_notice", {
            "party": self.party, "standard": standard, "quantity": quantity, "reckoning": f"{quantity} 件乘以公布的标准",
            "fee": fee, "basis": "民法典第二百二十三条", "manner": "三十日内缴至演示银行。",
            "relief": "可以向本机关书面申请减、免、缓。",
        }, by="head")  # fmt: skip
        return self

    def told(self) -> Self:
        self.assess().notify().serve("serve_fee_notice")
        return self

    def pay(self, code: str, amount: str, number: str = "演示000101", **more: Any) -> Self:
        self.step(code, {
            "paid_on": local_date(self.now).isoformat(), "amount": amount, "payer": self.party, "bank": "演示银行",
            "receipt_kind": "财政统一票据", "receipt_number": number, **more,
        }, by="window")  # fmt: skip
        return self

    def ask_relief(self, kind: str = "减缴") -> Self:
        self.step("apply_relief", {
            "applied_on": local_date(self.now).isoformat(), "person_name": "演示签收人", "kind": kind,
            "reasons": "演示：符合减免条件。",
        })  # fmt: skip
        return self

    @property
    def notice_number(self) -> str:
        found: str = self.fresh().documents.get(code="fee_notice").number
        return found

    def reduce(self, fee: str = "500.00", basis: str = "《演示减免办法》第一条") -> Self:
        self.step("grant_reduction", {
            "party": self.party, "notice_number": self.notice_number, "basis": basis, "facts": "符合条件。", "fee": fee,
        }, by="leader")  # fmt: skip
        return self

    def defer(self, until: date, basis: str = "《演示减免办法》第二条") -> Self:
        self.step("grant_deferral", {
            "party": self.party, "notice_number": self.notice_number, "basis": basis, "facts": "确有困难。",
            "until_on": until.isoformat(),
        }, by="leader")  # fmt: skip
        return self

    def demand(self) -> Self:
        self.step("issue_demand", {
            "party": self.party, "notice_number": self.notice_number, "amount": "1100.00", "period": "十日内",
            "consequence": "不予办理申请事项。",
        }, by="head")  # fmt: skip
        return self

    def ask_refund(self, amount: str = "100.00") -> Self:
        self.step("apply_refund", {
            "applied_on": local_date(self.now).isoformat(), "person_name": "演示签收人", "amount": amount, "reasons": "误缴。",
        })  # fmt: skip
        return self

    def refund(self, amount: str = "100.00") -> Self:
        self.step("grant_refund", {
            "party": self.party, "notice_number": self.notice_number, "amount": amount, "facts": "误缴。",
            "basis": "《演示退付办法》第一条",
        }, by="leader")  # fmt: skip
        return self

    def pay_back(self, amount: str = "100.00") -> Self:
        self.step("record_refund", {
            "refunded_on": local_date(self.now).isoformat(), "amount": amount, "voucher": "演示退001", "old_receipt": "已收回",
        }, by="window")  # fmt: skip
        return self

    def close(self, outcome: str) -> Self:
        self.step("close_fee", {
            "outcome": outcome, "turned_in": "已全额上缴", "performance": "演示：已经办理完毕。", "officers": self.officers,
            "opinion": "同意办结。",
        }, by="head")  # fmt: skip
        return self


def walk_fees(troupe: Troupe, now: datetime) -> None:
    """The cases of ``make demo``."""
    paid = FeeStory(troupe, ITEM, PARTY, now - timedelta(days=15))
    paid.told().later(3).pay("pay_in_full", "1100.00").later(1).close("已缴清")
    asking = FeeStory(troupe, ITEM, "演示餐饮有限公司", now - timedelta(days=6))
    asking.told().later(2).ask_relief()
