"""What the party says after the draft was begun: the platform's own sentences in the draft are written anew.

A draft that still said “未提出” after the party spoke would be false; earlier versions stay and can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.moment import local_date
from daylight.decisions.beginning import spoken
from daylight.decisions.draftfields import digest
from daylight.decisions.models import Draft, DraftVersion
from daylight.decisions.outcomes import composed, drafting_steps
from daylight.review.receiving import void_pass


@contextmanager
def retelling(case: Case, actor: Person, now: datetime) -> Iterator[None]:
    """Around the step by which the party is heard, inside an open act: what the file now says otherwise is written anew
    into statement_summary and hearing_summary of the draft under way."""
    today = local_date(now)
    draft = Draft.objects.filter(case=case).first()
    if draft is None or case.step not in drafting_steps(definition_of(case)) or not composed(case, draft.fields):
        yield
        return
    before = spoken(case, today)
    yield
    after = spoken(case, today)
    changed = {name: text for name, text in after.items() if text != before[name]}
    if not changed:
        return
    draft.version += 1
    draft.fields = {**draft.fields, **changed}
    draft.sha256 = digest(draft.fields)
    draft.saved_by, draft.saved_at = actor, now
    draft.save(update_fields=["version", "fields", "sha256", "saved_by", "saved_at"])
    DraftVersion.objects.create(
        draft=draft, version=draft.version, fields=draft.fields, sha256=draft.sha256, saved_by=actor, saved_at=now
    )
    void_pass(case, draft.sha256, now, actor)
