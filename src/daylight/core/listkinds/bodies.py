"""主体与人员: who may act."""

from __future__ import annotations

from daylight.core.listcolumns import Column, Holds, Kind, choices
from daylight.core.listkinds.shared import AGENCY, CODE, NOTE, PLAN, RECORD, SERIAL, SOURCE, YEAR

SUBJECTS = Kind(
    code="subjects",
    title="行政执法主体资格清单",
    label="主体",
    cite=f"{PLAN}一（一）4",
    prefix="ZT",
    code_from=("code", "credit_code", "id"),
    columns=(
        Column("code", "主体编码", also=CODE),
        RECORD,
        SERIAL,
        Column("subject", "机构名称", also=("执法主体", "主体名称", "名称"), required=True),
        Column("credit_code", "统一社会信用代码", also=("信用代码",)),
        Column("nature", "机构性质", also=("性质",), ordered=True),
        Column("funding", "经费来源", ordered=True),
        Column("posts", "编制（岗位）数", Holds.INTEGER, ("编制状况", "岗位数", "编制数", "执法岗位数")),
        Column("officers", "执法人员数", Holds.INTEGER, ("人员数", "执法人员")),
        Column(
            "subject_type",
            "主体类别",
            Holds.CHOICE,
            ("类别", "主体类型"),
            True,
            choices=choices(
                "法定行政机关",
                "法律法规授权组织",
                "受委托组织",
                行政机关="法定行政机关",
                授权组织="法律法规授权组织",
                委托="受委托组织",
                委托执法="受委托组织",
            ),
        ),
        Column("duty", "执法职责和权限", also=("执法职责", "职责", "职责权限", "执法职责与权限"), ordered=True),
        Column("legal_representative", "法定代表人", also=("负责人",), ordered=True),
        Column("address", "单位地址", also=("地址",), ordered=True),
        Column("complaint_phone", "投诉举报电话", also=("举报电话", "投诉电话"), ordered=True),
        Column("superior_or_entrusting", "委托机关", also=("上级或委托机关", "主管机关", "授权或委托机关")),
        Column("agreement", "委托执法协议", also=("委托书", "委托协议")),
        Column("agreement_published", "委托书已公布", Holds.FLAG, ("委托书是否公布",)),
        Column("entrusted_from", "委托期限自", Holds.DATE, ("委托起始日",)),
        Column("entrusted_until", "委托期限至", Holds.DATE, ("委托期限",)),
        Column("item_codes", "委托事项", Holds.WORDS, ("委托事项编码",)),
        Column("level", "层级"),
        AGENCY,
        YEAR,
        SOURCE,
        NOTE,
    ),
)

OFFICERS = Kind(
    code="officers",
    title="行政执法人员资格清单",
    label="人员",
    cite=f"{PLAN}一（一）5",
    prefix="RY",
    code_from=("certificate_number",),
    columns=(
        SERIAL,
        Column("person_name", "姓名", also=("name", "执法人员", "人员姓名"), required=True),
        Column("unit", "单位", also=("工作单位", "所在单位", "执法单位"), ordered=True),
        Column("title", "职务", also=("职级", "职务职级"), ordered=True),
        Column("certificate_number", "证件编号", also=("证件号码", "执法证号", "证号", "执法证件编号"), required=True),
        Column("categories", "执法类别", Holds.WORDS, ("类别", "执法领域"), ordered=True),
        Column("areas", "执法区域", Holds.WORDS, ("区域", "执法范围"), ordered=True),
        Column("valid_from", "有效期起", Holds.DATE, ("发证日期", "有效期自")),
        Column("valid_until", "有效期至", Holds.DATE, ("有效期止", "有效期", "有效期限"), ordered=True),
        Column(
            "status",
            "证件状态",
            Holds.CHOICE,
            ("状态",),
            choices=choices("有效", "暂扣", "注销", 正常="有效", 在用="有效", 暂停="暂扣", 吊销="注销", 收回="注销"),
        ),
        Column("issuer", "监制机关", also=("发证机关",)),
        Column("hearing_host", "听证主持资格", also=("听证主持人资格证",)),
        Column("identity_number", "身份证号", also=("身份证号码", "公民身份号码", "身份证"), public=False, kept=False),
        Column("phone", "联系电话", also=("手机", "手机号", "手机号码", "电话", "联系方式"), public=False, kept=False),
        Column("note", "备注", also=("说明",), public=False),
    ),
)
