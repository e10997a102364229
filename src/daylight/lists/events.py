"""The journal kinds of this app; ``subject`` is ``list:<uuid>``."""

DRAFTED = "lists.version.drafted"
EDITED = "lists.row.edited"
SUBMITTED = "lists.version.submitted"
CHECKED = "lists.version.checked"
APPROVED = "lists.version.approved"
CONFIRMED = "lists.version.confirmed"
RETURNED = "lists.version.returned"
PUBLISHED = "lists.version.published"
WITHDRAWN = "lists.version.withdrawn"

TITLES = {
    DRAFTED: "起草清单",
    EDITED: "修改清单草案",
    SUBMITTED: "重新送核清单",
    CHECKED: "科室核对清单",
    APPROVED: "审定清单",
    CONFIRMED: "司法局审核清单",
    RETURNED: "退回清单",
    PUBLISHED: "发布清单",
    WITHDRAWN: "撤回清单",
}
