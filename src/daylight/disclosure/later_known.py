"""What the case learnt about people after a publication: places the public can read that would be hidden today."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.disclosure import copies, fields, redaction
from daylight.disclosure.models import Task


def readable_still(task: Task, on: date) -> list[str]:
    """Names of the columns of the published version that would read otherwise if it were masked on ``on``; empty: nothing
    to mend. A correction that already waits is not looked at: its second look asks the same."""
    shown = copies.last_published(task)
    if task.state != "published" or shown is None:
        return []
    facts, rules = copies.known(task, on)
    made = redaction.redact(shown.source, facts, rules, shown.marks, shown.settled).record
    paths = fields.paths(shown.source)
    found = [path for path in paths if fields.read(made, path) != fields.read(shown.record, path)]
    return list(dict.fromkeys(fields.label(path, shown.source) for path in found))


def numbers_to_mend(case: Case, on: date) -> list[str]:
    """Numbers of the published papers of ``case`` that should be corrected."""
    tasks = Task.objects.filter(case=case, state="published").select_related(*copies.PARTS)
    return [each.number for each in tasks.order_by("id") if readable_still(each, on)]
