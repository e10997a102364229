"""待办 about receivers outside: what does not arrive, what cannot be reported. As many lines as receivers, not as messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from daylight.base.orgs.models import Person
from daylight.base.outbox.queries import alarms
from daylight.base.present import present
from daylight.core.moment import local_time
from daylight.disclosure import credit_queries
from daylight.web.office.limits import limit_on
from daylight.web.office.waiting import Waiting


def channel_tasks(person: Person, today: date) -> Iterable[Waiting]:
    """Lines for whoever can send again and have fields mended."""
    for each in alarms(person, present()):
        since = f"最早一件自 {local_time(each.since):%m-%d %H:%M} 起没有送达" if each.since else ""
        why = each.channel.said or "有内容没有被接收"
        yield Waiting(
            f"推送到{each.channel.name}",
            f"{each.waiting + each.failed} 件",
            "查看推送结果",
            f"{reverse('office:deliveries')}?channel={each.channel.code}",
            None,
            note=f"{since}：{why}" if since else why,
        )
    lacking = credit_queries.lacking(person)
    first = lacking.order_by("due_on").first()
    if first is not None:
        yield Waiting(
            "信用信息报送",
            f"{lacking.count()} 件",
            "补正后报送",
            f"{reverse('office:credit-desk')}?state=lacking",
            limit_on("报送", first.due_on, today, workdays=True),
            note="缺什么、到哪里补，逐件列在信用报送页面",
        )
