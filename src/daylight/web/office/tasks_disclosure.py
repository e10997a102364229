"""待办 of the disclosure desk beside publishing: what must be taken down, what the public asks to correct."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.disclosure import requests
from daylight.disclosure.queries import to_withdraw
from daylight.web.office.limits import limit_of, limit_on
from daylight.web.office.waiting import Waiting


def disclosure_tasks(person: Person, today: date) -> Iterable[Waiting]:
    """撤回公示 (处罚法第48条) and 更正申请 (政府信息公开条例第41条), for whoever may do either."""
    scope = Scope(person.agency_id)
    if may(person, "disclosure.withdraw", scope):
        for task, clock in to_withdraw(person.agency, today):
            href = reverse("office:publication", args=[task.uuid])
            yield Waiting(task.case.title, task.number, "撤回公示并说明理由", href, limit_of(clock, today))
    if may(person, "disclosure.correct", scope):
        for each in requests.visible(person).filter(state="waiting"):
            number = each.task.number if each.task else str(each.legacy)
            href = reverse("office:correction", args=[each.uuid])
            limit = limit_on("答复更正申请", each.due_on, today, workdays=True)
            yield Waiting("更正申请", number, "核对并答复", href, limit)
