"""Events of the public site that people cause, with the words the timeline shows."""

FILED = "portal.complaint.filed"
ANSWERED = "portal.complaint.answered"

SENTENCES = {
    FILED: "收到投诉",
    ANSWERED: "答复投诉",
    "portal.site.described": "修改公示网站设置",
    "portal.column.checked": "核对栏目，内容仍是最新",
}
