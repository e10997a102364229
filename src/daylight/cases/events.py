"""Events of the case room, with the sentence the timeline shows."""

CLOCKS_RECOUNTED = "cases.clock.recounted"

SENTENCES = {
    "cases.case.registered": "登记线索",
    "cases.case.amended": "修改案件情况",
    "cases.opening.requested": "呈报立案",
    "cases.case.opened": "批准立案",
    "cases.opening.declined": "决定不予立案",
    "cases.party.added": "增加当事人",
    "cases.party.completed": "补填当事人信息",
    "cases.party.marked": "登记当事人特征信息",
    "cases.party.answered": "核对同名当事人",
    "cases.party.amended": "修改当事人档案",
    "cases.party.viewed": "查看当事人历史",
    "cases.interest.declared": "申报利害关系",
    "cases.recusal.asked": "登记回避申请",
    "cases.lead.changed": "变更主办人",
    "cases.substitute.named": "指定代理人",
    "cases.substitute.ended": "提前结束代理",
    "cases.plan.drawn": "制定年度检查计划",
    "cases.plan.filed": "登记年度检查计划备案",
    "cases.identity.shown": "出示执法证件",
    "cases.flow.published": "公示执法流程图",
    "cases.transfer.screened": "完成涉刑筛查",
    CLOCKS_RECOUNTED: "工作日历变动，重新计算期限",
}
