"""指南与窗口: what a citizen needs to know before he comes."""

from __future__ import annotations

from daylight.core.listcolumns import Column, Holds, Kind
from daylight.core.listkinds.shared import AGENCY, NOTE, PLAN, RECORD, SERIAL, SOURCE, YEAR

GUIDES = Kind(
    code="guides",
    title="行政执法服务指南",
    label="指南",
    cite=f"{PLAN}一（一）7",
    prefix="ZN",
    code_from=("code", "id"),
    columns=(
        Column("code", "事项编码", also=("编码", "指南编码")),
        RECORD,
        SERIAL,
        Column("item", "事项名称", also=("事项", "名称"), required=True),
        # Basis, section, steps and legal limit come from the item and its running procedure; a row only fills a gap there.
        Column("basis", "依据", Holds.MANY, ("办理依据", "legal_basis", "设定依据")),
        Column("handling_section", "承办机构", also=("受理机构", "承办科室")),
        Column("preferences", "优惠政策", ordered=True),
        Column("conditions", "办理条件", Holds.MANY, ("受理条件", "申请条件")),
        Column("materials", "申请材料", Holds.MANY, ("材料", "所需材料"), ordered=True),
        Column("steps", "办理流程", Holds.MANY, ("流程", "办理程序")),
        Column("time_limit_legal", "法定时限"),
        Column("time_limit_promised", "办理时限", also=("承诺时限", "time_limit"), ordered=True),
        Column("fee", "收费", also=("收费标准", "是否收费")),
        Column("supervision", "监督方式", ordered=True),
        Column("accountability", "责任追究", ordered=True),
        Column("remedies", "救济渠道", ordered=True),
        Column("office_hours", "办公时间", ordered=True),
        Column("address", "办公地址", also=("地址", "办理地点"), ordered=True),
        Column("phone", "办公电话", also=("电话", "咨询电话", "联系电话"), ordered=True),
        Column("complaint_phone", "投诉电话", also=("监督电话",)),
        Column("case_type", "办件类型"),
        Column("result_delivery", "结果送达"),
        Column("transport", "乘车路线"),
        Column("masked", "遮盖说明", public=False),
        Column("missing", "缺项", Holds.MANY, public=False),
        Column("irregular", "疑点", Holds.MANY, ("irregularities",), public=False),
        Column("source_kind", "来源性质", public=False),
        AGENCY,
        YEAR,
        SOURCE,
        NOTE,
    ),
)

WINDOWS = Kind(
    code="windows",
    title="窗口办事人员信息",
    label="窗口",
    cite=f"{PLAN}一（一）9",
    prefix="CK",
    code_from=("code", "id"),
    columns=(
        Column("code", "窗口号", also=("编码", "窗口编号")),
        RECORD,
        SERIAL,
        Column("unit", "单位", also=("工作单位",), ordered=True),
        Column("person_name", "姓名", also=("name", "工作人员"), required=True),
        Column("title", "职务", ordered=True),
        Column("categories", "执法种类", Holds.WORDS, ("执法类别",), ordered=True),
        Column("services", "服务事项", Holds.MANY, ("事项", "办理事项"), ordered=True),
        Column("place", "办事场所", also=("地点", "办公地点")),
        Column("hours", "办公时间"),
        Column("phone", "个人电话", also=("手机", "手机号"), public=False, kept=False),
        NOTE,
    ),
)
