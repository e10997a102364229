"""Events of the review room, with the sentence the timeline shows."""

from __future__ import annotations

RECEIVED = "review.dossier.received"
ASSIGNED = "review.dossier.assigned"
FOUND = "review.finding.recorded"
RETURNED = "review.dossier.returned"
PASSED = "review.dossier.passed"
VOIDED = "review.dossier.voided"
DUE_MOVED = "review.dossier.due_moved"
EXTENDED = "review.dossier.extended"
COMMENTED = "review.comment.made"
COMMENT_WITHDRAWN = "review.comment.withdrawn"
COMMENT_ANSWERED = "review.comment.declined"
MATERIAL_ASKED = "review.material.asked"
MATERIAL_GIVEN = "review.material.given"
COUNSEL_INVITED = "review.counsel.invited"
COUNSEL_REVOKED = "review.counsel.revoked"
COUNSEL_READ = "review.counsel.read"
COUNSEL_MISSED = "review.counsel.missed"
COUNSEL_ADVISED = "review.counsel.advised"
DISAGREED = "review.disagreement.raised"
COORDINATED = "review.disagreement.coordinated"
SETTLED = "review.disagreement.settled"

SENTENCES = {
    RECEIVED: "收到送审卷",
    ASSIGNED: "分派审核人",
    FOUND: "记录一项审核结论",
    RETURNED: "退回送审卷",
    PASSED: "审核通过",
    VOIDED: "拟决定改动，审核结论失效",
    DUE_MOVED: "审核期限随计时改动",
    EXTENDED: "批准延长审核期限",
    COMMENTED: "批注拟决定",
    COMMENT_WITHDRAWN: "撤回一处批注",
    COMMENT_ANSWERED: "说明不采纳批注的理由",
    MATERIAL_ASKED: "要求补充材料",
    MATERIAL_GIVEN: "补充材料",
    COUNSEL_INVITED: "邀请法律顾问",
    COUNSEL_REVOKED: "收回法律顾问的查看",
    COUNSEL_READ: "法律顾问查看送审卷",
    COUNSEL_MISSED: "有人持顾问链接但证号不符",
    COUNSEL_ADVISED: "法律顾问提出意见",
    DISAGREED: "承办机构对审核意见提出分歧",
    COORDINATED: "记录分歧协调",
    SETTLED: "分歧了结",
}
