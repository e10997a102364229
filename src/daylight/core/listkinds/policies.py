"""三个具体办法 as tables: who does what, where, by when, who checks, how long (90号方案一（一）1、（二）1、（三）1).

A row with ``clock`` rules that limit of the lawpack for this agency: its ``deadline`` may be shorter, never longer.
"""

from __future__ import annotations

from daylight.core.listcolumns import Column, Holds, Kind, choices
from daylight.core.listkinds.shared import AGENCY, CODE, NOTE, PLAN, SERIAL, SIX, SOURCE, VERIFIED, YEAR
from daylight.core.reviewpolicy import ALL_ORDINARY, BY_CATALOGUE

SCOPES = choices(BY_CATALOGUE, ALL_ORDINARY, 目录="目录所列", 全部="简易程序以外的全部决定")
NUMBER = Column("code", "条目编码", also=CODE)
ACTS = Column("acts", "执法类别", Holds.CHOICES, ("适用类别", "category", "law_type"), choices=SIX)
CLOCK = Column("clock", "法定期限编号", also=("期限编号",))
REVIEWER = Column("reviewer", "审查人", also=("审查机构", "审核人", "复核人"), ordered=True)
OVERSIGHT = Column("oversight", "监督方式", also=("监督",))
BASIS = Column("basis", "依据", Holds.MANY, ("legal_basis",), ordered=True)
END = (BASIS, VERIFIED, AGENCY, YEAR, SOURCE, NOTE)

POLICY_DISCLOSURE = Kind(
    code="policy-disclosure",
    title="行政执法信息公示具体办法",
    label="公示办法",
    cite=f"{PLAN}一（一）1",
    prefix="GS",
    code_from=("code",),
    columns=(
        NUMBER,
        SERIAL,
        Column("information", "公示信息", also=("信息类别", "公开内容分类"), required=True),
        ACTS,
        Column("content", "公示内容", Holds.MANY, ("公开内容",), ordered=True),
        Column("publisher", "公示责任机构", also=("责任机构", "公示主体", "承办机构"), ordered=True),
        Column("place", "公示载体", Holds.MANY, ("公开载体", "载体"), ordered=True),
        Column("starts", "起算", also=("起算点", "起算日")),
        Column("deadline", "公示期限", also=("公开期限", "时限", "期限"), ordered=True),
        CLOCK,
        REVIEWER,
        Column("keep", "公示保留期", also=("保留期", "公示期"), ordered=True),
        Column("correction", "纠错", also=("更正", "纠错机制")),
        OVERSIGHT,
        *END,
    ),
)

POLICY_RECORDING = Kind(
    code="policy-recording",
    title="行政执法全过程记录具体办法",
    label="记录办法",
    cite=f"{PLAN}一（二）1",
    prefix="JL",
    code_from=("code",),
    columns=(
        NUMBER,
        SERIAL,
        Column("stage", "执法环节", also=("环节", "记录环节"), required=True),
        Column("phases", "办案阶段编码", Holds.WORDS, ("阶段编码",)),
        ACTS,
        Column("method", "记录方式", Holds.MANY, ("方式",), ordered=True),
        Column("content", "记录内容", Holds.MANY, ("内容",), ordered=True),
        Column("recorder", "记录人", also=("记录责任人", "责任机构"), ordered=True),
        Column("device", "记录设备", Holds.MANY, ("设备",)),
        Column("place", "保存载体", Holds.MANY, ("载体", "存储位置"), ordered=True),
        Column("starts", "起算", also=("起算点", "起算日")),
        Column("deadline", "上传期限", also=("归集期限", "时限", "期限"), ordered=True),
        CLOCK,
        REVIEWER,
        Column("keep", "保存期限", also=("保管期限", "存储期限"), ordered=True),
        Column("viewing", "调阅权限", also=("使用管理", "查阅权限")),
        OVERSIGHT,
        *END,
    ),
)

POLICY_REVIEW = Kind(
    code="policy-review",
    title="重大行政执法决定法制审核具体办法",
    label="审核办法",
    cite=f"{PLAN}一（三）1",
    prefix="FS",
    code_from=("code",),
    columns=(
        NUMBER,
        SERIAL,
        Column("matter", "审核环节", also=("环节", "审核事项"), required=True),
        ACTS,
        # One cell: 目录所列, or every decision outside the summary procedure (方案鼓励全部纳入审核).
        Column("scope", "审核范围", Holds.CHOICE, ("范围",), choices=SCOPES),
        Column("excluded", "不得审核的人员", Holds.MANY, ("回避人员", "审核人回避")),
        Column("submitter", "送审机构", also=("提交机构", "承办机构"), ordered=True),
        Column("content", "审核内容", Holds.MANY, ("内容",), ordered=True),
        Column("materials", "送审材料", Holds.MANY, ("材料",)),
        Column("place", "办理载体", Holds.MANY, ("载体",), ordered=True),
        Column("starts", "起算", also=("起算点", "起算日")),
        Column("deadline", "审核期限", also=("时限", "期限"), ordered=True),
        CLOCK,
        REVIEWER,
        Column("outcome", "处理", Holds.MANY, ("审核意见", "结论")),
        Column("keep", "保存期限", also=("保管期限",), ordered=True),
        Column("liability", "责任追究", also=("责任",)),
        OVERSIGHT,
        *END,
    ),
)
POLICIES = frozenset({POLICY_DISCLOSURE.code, POLICY_RECORDING.code, POLICY_REVIEW.code})
