"""法制审核: which decisions, and the questions."""

from __future__ import annotations

from daylight.core.casemeasure import LEVELS
from daylight.core.listcolumns import Column, Holds, Kind, choices
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

CATALOGUE_CATEGORIES = (*SIX, ("全部类别", "全部类别"), ("全部", "全部类别"), ("所有类别", "全部类别"))

AGENCY_LEVELS = choices(*LEVELS, 省="省级", 市="市级", 县="县级", 区县="县级", 设区的市="市级")

REVIEW_CATALOG = Kind(
    code="review-catalog",
    title="重大执法决定法制审核目录清单",
    label="审核目录",
    cite=f"{PLAN}一（三）3",
    prefix="SH",
    code_from=("code", "id"),
    columns=(
        Column("code", "目录编码", also=CODE),
        RECORD,
        SERIAL,
        Column("category", "执法类别", Holds.CHOICE, ("类别", "law_type"), required=True, choices=CATALOGUE_CATEGORIES),
        Column("item", "审核情形", also=("事项", "审核事项", "重大执法决定", "情形", "事项名称"), required=True),
        Column("item_codes", "适用事项编码", Holds.WORDS, ("事项编码",)),
        PROCEDURES,
        Column("fields", "执法领域", Holds.WORDS, ("领域", "行业")),
        Column("levels", "适用机关层级", Holds.CHOICES, ("机关层级",), choices=AGENCY_LEVELS),
        Column("ordinary", "简易程序以外全部", Holds.FLAG, ("全部列入", "普通程序全部")),
        Column("penalty_kinds", "处罚种类", Holds.WORDS, ("决定种类",)),
        Column("threshold_person_raw", "公民数额", also=("个人数额", "公民金额", "对个人数额")),
        Column("threshold_person_yuan", "公民数额（元）", Holds.MONEY, ("个人数额（元）", "公民金额（元）")),
        Column("threshold_org_raw", "单位数额", also=("法人数额", "法人或其他组织数额", "单位金额")),
        Column("threshold_org_yuan", "单位数额（元）", Holds.MONEY, ("法人数额（元）", "单位金额（元）")),
        # 相当于第1项数额: the line of another row, by its 序号 or 目录编码.
        Column("threshold_like", "数额同第几项", also=("参照项", "数额参照")),
        Column(
            "boundary",
            "是否含本数",
            Holds.CHOICE,
            ("含本数", "边界"),
            choices=choices("含", "不含", 含本数="含", 包含="含", 是="含", 不含本数="不含", 否="不含"),
        ),
        Column("threshold_area_m2", "面积（平方米）", Holds.DECIMAL, ("涉案面积（平方米）",)),
        Column("land_classes", "地类", Holds.WORDS, ("土地类别", "占用地类")),
        Column("hearing", "经过听证", Holds.FLAG, ("是否听证", "听证")),
        Column("revocation", "撤销变更许可", Holds.FLAG, ("撤销许可", "撤回变更许可")),
        Column("circumstances", "其他情形", Holds.WORDS, ("社会影响等情形", "特别情形")),
        Column("materials", "送审材料", Holds.MANY, ("材料",)),
        Column("time_limit", "审核时限", also=("时限",)),
        Column("submit_by", "送审机构", also=("送审科室", "承办机构", "提交机构")),
        Column("level", "审核层级"),
        Column("basis", "依据", Holds.MANY, ("审核依据", "legal_basis")),
        VERIFIED,
        AGENCY,
        YEAR,
        SOURCE,
        NOTE,
    ),
)

REVIEW_ELEMENTS = Kind(
    code="review-elements",
    title="重大执法决定法制审核要素清单",
    label="审核要素",
    cite=f"{PLAN}一（三）4",
    prefix="YS",
    code_from=("code", "id"),
    columns=(
        Column("code", "要素编码", also=CODE),
        RECORD,
        SERIAL,
        Column("element", "审核要素", also=("要素", "审核内容", "item", "要素名称"), required=True),
        Column("question", "审核问题", also=("问题", "审核要点", "要点"), ordered=True),
        Column("look_at", "查看材料", Holds.MANY, ("查看位置", "对应材料", "materials")),
        Column("evidence_required", "须指明证据", Holds.FLAG, ("是否须指明证据",)),
        Column("not_applicable", "可以不适用", Holds.FLAG, ("是否可不适用",)),
        Column("category", "执法类别", Holds.CHOICES, ("类别",), choices=CATALOGUE_CATEGORIES),
        Column("basis", "依据", Holds.MANY, ("审核依据", "legal_basis"), ordered=True),
        VERIFIED,
        AGENCY,
        YEAR,
        SOURCE,
        NOTE,
    ),
)
