"""公示事项的开立: an issued paper that becomes public gets its task, with its limit counted from the day of the decision."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction

from daylight.base import lawpack
from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.core.lawpublication import Publication
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.decisions.models import Decision
from daylight.disclosure import copies, events
from daylight.disclosure.kinds import due_from, paper_of, unpublished_because
from daylight.disclosure.models import Legacy, Task
from daylight.portal.code import code_from
from daylight.recording.models import Document


def ensure_task(source: Decision | Document, now: datetime) -> Task:
    """The task of an issued decision or paper, opened when there is none. Called right after the issue and by the chore;
    idempotent. Refused for what is not issued, and for what the lawpack does not make public."""
    if (existing := _task_of(source)) is not None:
        return existing
    with permit("chore:disclosure.open_tasks"), transaction.atomic():
        # The row lock (PostgreSQL) or the single writer (SQLite) decides between two who come at once.
        model = type(source)
        held = model._default_manager.select_for_update(of=("self",)).select_related("case__agency").get(pk=source.pk)
        if (existing := _task_of(held)) is not None:
            return existing
        decision = held if isinstance(held, Decision) else Decision.objects.filter(document=held).first()
        document = decision.document if decision else held
        decided_on = _decided_on(decision, document)
        if decided_on is None:
            raise refuse("disclosure.unissued", "决定书还没有签发，不能开立公示事项。", copies.CITE)
        paper = paper_of(decision) if decision else document.code
        rule = lawpack.current().publication_of(paper, decided_on)
        if rule is None:
            why = unpublished_because(paper, decided_on) or "这种文书没有列入公示对象。"
            raise refuse("disclosure.unpublished", why, "政府信息公开条例第十六条")
        return _opened(rule, held.case, decision, document, decided_on, now)


def _task_of(source: Decision | Document) -> Task | None:
    wanted = {"decision": source} if isinstance(source, Decision) else {"document": source}
    return Task.objects.filter(**wanted).first()


def _decided_on(decision: Decision | None, document: Document | None) -> date | None:
    if decision is not None:
        return decision.decided_on if decision.issued_at else None
    issued = document is not None and document.state == Document.ISSUED and document.issued_at
    return local_date(document.issued_at) if issued else None


def _opened(
    rule: Publication,
    case: Case,
    decision: Decision | None,
    document: Document | None,
    decided_on: date,
    now: datetime,
) -> Task:
    code, due = due_from(rule, case, decided_on)
    task = Task.objects.create(
        agency=case.agency,
        case=case,
        kind=rule.id,
        number=decision.number if decision else document.number if document else "",
        code=_code_of(decision, document),
        decision=decision,
        document=document,
        started_on=decided_on,
        due_on=due.due_on,
        last_workday=due.last_workday,
        state="to_prepare",
    )
    copies.note(
        events.OPENED,
        task,
        None,
        now,
        decision=decision.uuid if decision else "",
        document=document.uuid if document else "",
        publication=rule.id,
        number=task.number,
        started_on=task.started_on,
        due_on=task.due_on,
        deadline=code,
    )
    return task


def _code_of(decision: Decision | None, document: Document | None) -> str:
    """The code printed on the paper; a fresh one where it bears none, or where an older record took it by chance."""
    if decision is not None:
        return decision.code or fresh_code()
    code = document.verify_code if document else ""
    return code if code and not _taken(code) else fresh_code()


def fresh_code() -> str:
    """A 核验码 nothing carries yet."""
    while True:
        code = code_from(secrets.token_bytes(5))
        if not _taken(code) and not Document.objects.filter(verify_code=code).exists():
            return code


def _taken(code: str) -> bool:
    return any(each._default_manager.filter(code=code).exists() for each in (Decision, Legacy, Task))
