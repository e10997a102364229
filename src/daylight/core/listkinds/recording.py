"""音像记录: which steps must be filmed, from when to when."""

from __future__ import annotations

from daylight.core.listcolumns import Column, Holds, Kind
from daylight.core.listkinds.shared import (
    AGENCY,
    CODE,
    NOTE,
    PLAN,
    PROCEDURES,
    RECORD,
    SERIAL,
    SIX,
    SOURCE,
    VERIFIED,
    YEAR,
)

RECORDING_ITEMS = Kind(
    code="recording-items",
    title="音像记录事项清单",
    label="音像记录事项",
    cite=f"{PLAN}一（二）3",
    prefix="YX",
    code_from=("code", "id"),
    columns=(
        Column("code", "记录事项编码", also=CODE),
        RECORD,
        SERIAL,
        Column("law_type", "执法类别", Holds.CHOICES, ("类别", "category"), choices=SIX),
        Column("step", "执法环节", also=("环节", "记录事项", "记录环节", "应记录环节", "item"), required=True),
        Column("steps", "步骤编码", Holds.WORDS, ("程序步骤", "step_codes")),
        PROCEDURES,
        Column("recording", "记录种类编码", also=("记录编码",)),
        Column("required_when", "应当记录的情形", also=("适用情形",)),
        Column("place", "记录场合", also=("记录场所", "场所", "执法场所")),
        Column("method_device", "记录方式", Holds.MANY, ("记录设备", "设备", "方式", "method"), ordered=True),
        Column("recorder", "记录人", also=("记录人员",)),
        Column("start_when", "开始记录时间", also=("起始", "开始时间", "记录开始", "start_event"), ordered=True),
        Column("end_when", "结束记录时间", also=("终止", "结束时间", "记录结束", "end_event"), ordered=True),
        Column("content_summary", "记录内容", also=("内容", "记录过程")),
        Column("whole", "全过程记录", Holds.FLAG, ("是否全过程", "全过程音像记录", "full_process")),
        Column("basis", "依据", Holds.MANY, ("记录依据", "legal_basis")),
        Column("record_class", "记录类别"),
        Column("retention", "保存期限", also=("存储期限", "保管期限")),
        Column("handling_section", "执法部门", also=("承办机构",)),
        VERIFIED,
        AGENCY,
        YEAR,
        SOURCE,
        NOTE,
    ),
)
