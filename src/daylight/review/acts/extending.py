"""延长审核期限: once, by the leader, by what the rule allows; the term of the case itself does not move."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.review import events
from daylight.review.holding import locked, record
from daylight.review.limits import CLOCK
from daylight.review.models import STATES, Dossier
from daylight.review.receiving import CITE


@act(events.EXTENDED)
def extend_review(dossier: Dossier, reason: str, *, actor: Person, now: datetime) -> Dossier:
    """Lengthen the review's limit by the lawpack's extension for ``reason``."""
    fresh = locked(dossier)
    require(actor, "review.extend", scope_of(fresh.case))
    if fresh.state not in ("waiting", "reviewing"):
        raise refuse("review.state", f"这份送审卷{STATES[fresh.state]}，不用延长审核期限。", CITE)
    before = fresh.due_on
    clock = clocks.extend(fresh.case, CLOCK, local_date(now), reason)
    fresh.due_on = clock.due_on
    fresh.save(update_fields=["due_on"])
    record(events.EXTENDED, fresh, actor, now, reason=reason.strip(), before=before, due_on=clock.due_on)
    return fresh
