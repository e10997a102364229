"""Columns and words that several lists share."""

from __future__ import annotations

from daylight.core.listcolumns import Column, Holds, choices

PLAN = "海国土资发〔2017〕90号"

SIX = choices(
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政收费",
    "行政检查",
    许可="行政许可",
    处罚="行政处罚",
    强制="行政强制",
    征收="行政征收",
    收费="行政收费",
    检查="行政检查",
)
CODE = ("编码", "代码")
AGENCY = Column("agency", "机关", also=("行使主体", "实施机关", "执法机关", "发布机关"))
YEAR = Column("year", "年度", Holds.INTEGER, also=("年份",))
SERIAL = Column("seq", "序号", Holds.SERIAL)
SOURCE = Column("source", "来源", also=("来源网址", "出处"))
NOTE = Column("note", "备注", also=("说明",))
# Record number of a collected source; gives the row its code when the list has no codes of its own.
RECORD = Column("id", "记录号", also=("编号",))
VERIFIED = Column("verified", "依据已核", Holds.FLAG, also=("依据是否已核",))
PROCEDURES = Column("procedures", "适用程序", Holds.WORDS, also=("procedure", "程序"))
