"""The six kinds of public text the masking is judged on: which columns each has and where people write into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench import masking_words as words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``rule``: its rule in lawpacks/cn/public_records.toml. ``details``: label → what stands there; None where a
    person writes freely. ``facts``: whether the paper has them. ``gist``: before and after the matter."""

    category: str
    rule: str
    name: str
    word: str
    matters: tuple[str, ...]
    gist: tuple[str, str]
    result: str = ""
    facts: bool = True
    details: Mapping[str, str | None] | None = None

    @property
    def composed(self) -> bool:
        """A penalty: its own columns instead of result and details."""
        return not self.result

    @property
    def places(self) -> tuple[str, ...]:
        """Where sentences of people may stand."""
        free = [f"details[{nth}].text" for nth, said in enumerate((self.details or {}).values()) if said is None]
        return (*(["facts"] if self.facts else []), *free)

    def columns(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Result and details as the record has them."""
        labels = list(self.details or {})
        lines = [{"label": label, "text": texts[f"details[{nth}].text"]} for nth, label in enumerate(labels)]
        return {"kind": self.rule, "result": texts["result"], "details": lines}


PENALTY = Kind("行政处罚", "penalty", "行政处罚决定", "罚", words.ITEMS, ("因", "，被罚款"))
KINDS = (
    PENALTY,
    Kind("行政许可", "permit_refusal", "不予行政许可决定", "许", ("农村村民宅基地审批", "临时用地审批", "采矿权延续登记"),
         ("申请", "，本机关决定不予许可"), "不予许可", details={"不予许可的理由": None}),
    Kind("行政强制", "coercion_substitute", "代履行决定", "强", words.ITEMS, ("逾期不履行（", "），本机关决定代履行"),
         "拆除违法建筑物，恢复土地原状", details={"代履行方式": None, "代履行费用预算": "12,000.00元", "代履行人": None}),
    Kind("行政征收", "levy", "征缴土地闲置费决定", "征", ("征缴土地闲置费",), ("使用的土地闲置满一年（", "），本机关决定征缴"),
         "土地闲置费：96,000.00元", details={"土地": None, "缴纳方式": "收到决定书之日起三十日内缴入国库"}),
    Kind("行政收费", "fee", "行政收费", "费", ("不动产登记费", "耕地开垦费"), ("应缴", "，本机关依法收取"), "收费金额：550.00元",
         facts=False, details={"计费数量": "1件", "计算说明": None, "缴费方式": "收到通知书之日起十五日内缴入国库", "减免情况": None}),
    Kind("行政检查", "inspection", "行政检查结果", "检", ("临时用地使用情况检查", "矿山地质环境保护检查"),
         ("接受", "，检查结果已经告知"), "责令限期改正", details={"检查对象的说明": None, "检查方式": "现场检查"}),
)  # fmt: skip


def kind_of(number: int) -> Kind:
    """In turn; thirty-six in a row hold every kind beside every remainder by six, which other turns go by."""
    return KINDS[(number + number // len(KINDS)) % len(KINDS)]
