"""The journal kinds of this app; ``subject`` is ``list:<uuid>``."""

DRAFTED = "lists.version.drafted"
EDITED = "lists.row.edited"
APPROVED = "lists.version.approved"
PUBLISHED = "lists.version.published"
WITHDRAWN = "lists.version.withdrawn"

TITLES = {
    DRAFTED: "起草清单",
    EDITED: "修改清单草案",
    APPROVED: "审定清单",
    PUBLISHED: "发布清单",
    WITHDRAWN: "撤回清单",
}
