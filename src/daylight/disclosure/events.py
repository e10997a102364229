"""Events of the disclosure room, with the sentence the timeline shows."""

from __future__ import annotations

OPENED = "disclosure.task.opened"
MOVED = "disclosure.task.due_moved"
PREPARED = "disclosure.copy.prepared"
MARKED = "disclosure.mask.added"
LIFTED = "disclosure.mask.lifted"
SETTLED = "disclosure.doubt.settled"
RETURNED = "disclosure.copy.returned"
JUDGED = "disclosure.impact.judged"
WITHHOLDING = "disclosure.withholding.proposed"
WITHHELD = "disclosure.withholding.confirmed"
NOT_WITHHELD = "disclosure.withholding.rejected"
PUBLISHED = "disclosure.decision.published"
SCHEDULED = "disclosure.copy.scheduled"
UNSCHEDULED = "disclosure.copy.unscheduled"
NOT_ON_TIME = "disclosure.copy.not_on_time"
CORRECTING = "disclosure.correction.prepared"
DROPPED = "disclosure.correction.dropped"
CORRECTED = "disclosure.decision.corrected"
PERFORMANCE = "disclosure.performance.published"
WITHDRAWN = "disclosure.decision.withdrawn"
ASKED = "disclosure.request.received"
ACCEPTED = "disclosure.request.accepted"
ANSWERED = "disclosure.request.answered"
LEGACY_IMPORTED = "disclosure.legacy.imported"
LEGACY_PUBLISHED = "disclosure.legacy.published"
LEGACY_WITHDRAWN = "disclosure.legacy.withdrawn"
CREDIT_REPORTED = "disclosure.credit.reported"
CREDIT_REVOKED = "disclosure.credit.revoked"

SENTENCES = {
    OPENED: "开始计算公示期限",
    MOVED: "工作日历变动，重新计算公示期限",
    PREPARED: "生成公示版并脱敏",
    MARKED: "增加一处遮盖",
    LIFTED: "取消一处遮盖",
    SETTLED: "处理一处存疑",
    RETURNED: "退回公示版",
    JUDGED: "判断社会影响",
    WITHHOLDING: "提出不予公开",
    WITHHELD: "确认不予公开",
    NOT_WITHHELD: "不同意不予公开",
    PUBLISHED: "公示执法决定",
    SCHEDULED: "设定定时公示",
    UNSCHEDULED: "取消定时公示",
    NOT_ON_TIME: "定时公示没有办成",
    CORRECTING: "准备更正",
    DROPPED: "放弃更正",
    CORRECTED: "更正公示内容",
    PERFORMANCE: "公示履行情况",
    WITHDRAWN: "撤回公示",
    ASKED: "收到更正申请",
    ACCEPTED: "更正申请核实有误，办理更正",
    ANSWERED: "答复更正申请",
    LEGACY_IMPORTED: "导入历史决定",
    LEGACY_PUBLISHED: "公示历史决定",
    LEGACY_WITHDRAWN: "撤回历史决定",
    CREDIT_REPORTED: "报送信用信息",
    CREDIT_REVOKED: "撤销信用信息报送",
}
