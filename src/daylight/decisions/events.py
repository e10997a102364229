"""Events of the decision room, with the words the timeline shows."""

SENTENCES = {
    "decisions.stop_order.issued": "责令停止违法行为",
    "decisions.investigation.concluded": "调查终结",
    "decisions.investigation.returned": "退回补充调查",
    "decisions.case.heard": "完成案件审理",
    "decisions.notice.served": "送达处罚告知",
    "decisions.statement.recorded": "记录陈述申辩",
    "decisions.statement.reviewed": "复核陈述申辩",
    "decisions.rights.waived": "登记书面放弃",
    "decisions.hearing.requested": "登记听证申请",
    "decisions.hearing.held": "记录听证",
    "decisions.draft.started": "开始拟定决定",
    "decisions.draft.saved": "修改拟定的决定",
    "decisions.draft.redirected": "改拟另一种决定",
    "decisions.dossier.sent": "送法制审核",
    "decisions.approval.asked": "报负责人审批",
    "decisions.discussion.held": "集体讨论",
    "decisions.override.asked": "提出例外放行",
    "decisions.override.granted": "复核同意例外放行",
    "decisions.override.refused": "不同意例外放行",
    "decisions.decision.approved": "批准决定",
    "decisions.decision.rejected": "退回重拟",
    "decisions.decision.issued": "签发决定书",
    "decisions.decision.served": "送达决定书",
    "decisions.payment.registered": "登记缴款",
    "decisions.case.closed": "批准结案",
    "decisions.case.archived": "归档",
    "decisions.step.taken": "办理程序步骤",
    "decisions.paper.served": "送达文书",
}
# Entries of declared moves: their data carry the name of the move.
NAMED = frozenset({"decisions.step.taken", "decisions.paper.served"})
