"""待办 about the public site: a column that was not renewed in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from daylight.portal.columnstates import late_columns
from daylight.web.office.limits import limit_on
from daylight.web.office.tasks_people import PeopleTask


def site_tasks(today: date) -> Iterable[PeopleTask]:
    """What waits for the publisher about the site."""
    for each in late_columns(today):
        limit = limit_on("栏目更新", each.due, today) if each.due else None
        yield PeopleTask(each.column.name, "公示网站", "更新栏目或者核对仍是最新", reverse("office:columns"), limit)
