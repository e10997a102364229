"""Menu entries about receivers outside."""

from __future__ import annotations

from datetime import date

from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.base.outbox.acts import KEEP
from daylight.base.outbox.queries import READ, alarms
from daylight.base.present import present
from daylight.disclosure import credit_queries
from daylight.web.office.menu_entry import Entry


def _alarms(person: Person, today: date) -> int:
    return len(alarms(person, present()))


def _lacking(person: Person, today: date) -> int:
    return credit_queries.lacking(person).count()


ENTRIES: tuple[Entry, ...] = (
    Entry("推送结果", "deliveries", frozenset(RIGHTS[READ]), _alarms, frozenset({"delivery", "delivery-resend"})),
    Entry(
        "信用报送",
        "credit-desk",
        frozenset(RIGHTS[credit_queries.READ]),
        _lacking,
        frozenset({"credit", "credit-unreported", "credit-report", "credit-complete"}),
    ),
    Entry(
        "推送渠道", "channels", frozenset(RIGHTS[KEEP]), inner=frozenset({"channel", "channel-add", "channel-agency"})
    ),
)
