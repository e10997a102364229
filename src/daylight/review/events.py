"""Events of the review room, with the sentence the timeline shows."""

from __future__ import annotations

RECEIVED = "review.dossier.received"
ASSIGNED = "review.dossier.assigned"
FOUND = "review.finding.recorded"
RETURNED = "review.dossier.returned"
PASSED = "review.dossier.passed"
VOIDED = "review.dossier.voided"
DUE_MOVED = "review.dossier.due_moved"

SENTENCES = {
    RECEIVED: "收到送审卷",
    ASSIGNED: "分派审核人",
    FOUND: "记录一项审核结论",
    RETURNED: "退回送审卷",
    PASSED: "审核通过",
    VOIDED: "拟决定改动，审核结论失效",
    DUE_MOVED: "审核期限随计时改动",
}
