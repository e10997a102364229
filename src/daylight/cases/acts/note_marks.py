"""登记特征信息: other names, accounts and plates of a participant, at any time, also when the investigation is over."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.marks import CITE, Marks, marks_of
from daylight.cases.models import Party
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refused, refuse


@act("cases.party.marked")
def note_marks(
    party: Party, aliases: list[str], accounts: list[str], plates: list[str], *, actor: Person, now: datetime
) -> Party:
    """Put these in the place of what was registered; all empty takes them away."""
    fresh = Party.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=party.pk)
    require(actor, "case.investigate", scope_of(fresh.case))
    marks = Marks.typed(aliases, accounts, plates)
    if problems := list(marks.faults(fresh.name)):
        raise Refused(problems)
    if marks == marks_of(fresh):
        raise refuse("party.same", "特征信息没有变化，不用保存。", CITE)
    fresh.marks_sealed = marks.sealed()
    fresh.save(update_fields=["marks_sealed"])
    record(
        "cases.party.marked",
        agency=fresh.case.agency,
        actor=actor,
        now=now,
        subject=f"party:{fresh.uuid}",
        case_uuid=fresh.case.uuid,
        # How many, not which: they stand nowhere but sealed.
        data={
            "name": fresh.name,
            "aliases": len(marks.aliases),
            "accounts": len(marks.accounts),
            "plates": len(marks.plates),
        },
    )
    return fresh
