"""公示事项的开立: an issued decision without a task gets one, with its limit counted from the day of the decision."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from daylight.base import lawpack
from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.deadlines import Due
from daylight.core.refusal import refuse
from daylight.decisions.models import Decision
from daylight.disclosure import copies, events
from daylight.disclosure.models import Task
from daylight.lists.policies import deadline_under

TERM = "penalty"
SUMMARY = "当场处罚决定不自动列入公示；是否具有一定社会影响、应当公示，请由公示审核人员判断。"


def opens_by_itself(case: Case, on: date) -> bool:
    """Whether the procedure of ``case`` starts the publication limit: then its decision is put on the desk by itself.

    当场处罚 does not: only what has a certain social effect must be published (处罚法第48条), which a person judges.
    """
    term = lawpack.current().disclosure_term(TERM, on)
    return any(term.deadline in move.starts for move in definition_of(case).moves)


def due_from(case: Case, decided_on: date) -> tuple[str, Due]:
    """The code of the limit within which a decision of that day has to be public, and the limit as the calendar stands,
    under the 公示具体办法 the agency had published by that day."""
    pack = lawpack.current()
    code = pack.disclosure_term(TERM, decided_on).deadline
    rule = deadline_under(case.agency, code, decided_on, definition_of(case).category)
    return code, rule.due(decided_on, pack.calendar())


def ensure_task(decision: Decision, now: datetime) -> Task:
    """The task of an issued decision, opened when there is none. Called right after the issue and by the chore; idempotent."""
    if (existing := Task.objects.filter(decision=decision).first()) is not None:
        return existing
    with permit("chore:disclosure.open_tasks"), transaction.atomic():
        issued = Decision.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=decision.pk)
        if issued.issued_at is None or issued.decided_on is None:
            raise refuse("disclosure.unissued", "决定书还没有签发，不能开立公示事项。", copies.CITE)
        if not opens_by_itself(issued.case, issued.decided_on):
            raise refuse("disclosure.summary", SUMMARY, "行政处罚法第四十八条")
        # The row lock (PostgreSQL) or the single writer (SQLite) decides between two who come at once.
        if (existing := Task.objects.filter(decision=issued).first()) is not None:
            return existing
        code, due = due_from(issued.case, issued.decided_on)
        task = Task.objects.create(
            agency=issued.case.agency,
            decision=issued,
            started_on=issued.decided_on,
            due_on=due.due_on,
            last_workday=due.last_workday,
            state="to_prepare",
        )
        copies.note(
            events.OPENED,
            task,
            None,
            now,
            decision=issued.uuid,
            number=issued.number,
            started_on=task.started_on,
            due_on=task.due_on,
            deadline=code,
        )
        return task
