"""What the registering form calls its fields: a permit is applied for at a place, an offence is found there."""

from __future__ import annotations

from dataclasses import dataclass

PENALTY = "行政处罚"


@dataclass(frozen=True, slots=True)
class Words:
    """``action`` the button and the heading; ``about`` the first group; ``sources`` where a thing can come from, empty for
    those of the register of leads."""

    action: str = "登记执法事项"
    about: str = "事项"
    item: str = "执法事项"
    source: str = "事项来源"
    lead: str = "事项内容"
    place: str = "地点"
    party: str = "当事人"
    done: str = "已登记，期限开始计算。"
    sources: tuple[str, ...] = ()
    # Whether a plot of land belongs to what is registered.
    land: bool = True


ORDINARY = Words()
WORDS: dict[str, Words] = {
    PENALTY: Words(
        action="登记线索",
        about="线索",
        item="案由",
        source="线索来源",
        lead="线索内容",
        place="违法地点",
        done="线索已登记，核查期限开始计算。",
    ),
    "行政许可": Words(
        action="登记申请",
        about="申请",
        item="许可事项",
        source="申请来源",
        lead="申请内容",
        place="项目地点",
        party="申请人",
        done="申请已登记，请接着办理收件登记、清点材料；一次告知的期限开始计算。",
        sources=("窗口", "网上", "邮寄", "依职权"),
    ),
    "行政检查": Words(
        action="登记检查任务",
        about="检查任务",
        item="检查事项",
        source="检查类型",
        lead="任务来源和检查内容",
        place="检查地点",
        party="检查对象",
        done="检查任务已登记，请接着报请批准。",
        sources=("日常检查", "专项检查", "个案检查"),
        land=False,
    ),
    "行政征收": Words(
        action="登记征收事项",
        item="征收事项",
        lead="疑似闲置的情况",
        place="土地位置",
        party="使用权人",
        done="已登记，调查核实的期限开始计算。",
    ),
    "行政收费": Words(
        action="登记收费事项",
        item="收费项目",
        lead="收费事由",
        party="缴费人",
        done="收费事项已登记，请核定收费。",
    ),
}


def words_for(category: str) -> Words:
    return WORDS.get(category, ORDINARY)
