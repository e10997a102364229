"""起草 → 科室核 → 法制审（主体清单加司法局审）→ 发布 → 撤回 (90号方案一；law.md 1.1.1)."""

from daylight.lists.acts.drafting import draft_list, edit_list_row, submit_list
from daylight.lists.acts.publishing import WITHDRAWABLE, publish_list, withdraw_list
from daylight.lists.acts.stations import approve_list, check_list, confirm_list, return_list

__all__ = [
    "WITHDRAWABLE",
    "approve_list",
    "check_list",
    "confirm_list",
    "draft_list",
    "edit_list_row",
    "publish_list",
    "return_list",
    "submit_list",
    "withdraw_list",
]
