"""我的待办 and the search across cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base.access import ROLES, roles_of
from daylight.base.present import present
from daylight.cases.queues import stands_in_for
from daylight.core.moment import local_date
from daylight.web.office.acting import office_required, person_of
from daylight.web.office.tasks import CAP, SIZE, queue_for

# A leader signs on a phone: ten rows a page.
LEADER_ROWS = 10
PAGE_DIGITS = 5
EMPTY = {
    "leader": "今天没有待签批的事项。",
    "reviewer": "没有待审案件。",
    "section_head": "没有待批事项。",
    "publisher": "没有待公示事项。",
    "window": "没有待办事项。缴款请到“缴款登记”办理。",
    "system_admin": "没有待办事项。放假通知请到“工作日历”录入。",
    "list_keeper": "没有待办事项。清单的起草和发布请到清单库办理。",
}


@require_safe
@office_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person signed in, the nearest limit first."""
    person, today = person_of(request), local_date(present())
    held = roles_of(person)
    number = request.GET.get("page", "1")
    asked = int(number) if number.isdecimal() and len(number) < PAGE_DIGITS else 1
    queue = queue_for(person, today, max(1, asked), LEADER_ROWS if "leader" in held else SIZE)
    context = {
        "queue": queue,
        "total": f"{CAP} 以上" if queue.more else str(queue.total),
        "late": f"{CAP} 项以上" if queue.more_late else f"{queue.late} 项" if queue.late else "",
        "today": today,
        "roles": "、".join(ROLES.get(role, role) for role in sorted(held)),
        "may_register": "officer" in held,
        "empty": next((text for role, text in EMPTY.items() if role in held), "没有待办事项。"),
        "stands_in": stands_in_for(person, today),
    }
    return render(request, "office/home.html", context)
