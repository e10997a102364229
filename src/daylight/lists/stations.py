"""清单的环节: whose turn a version is, and what that person is to do."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from daylight.base.access import Scope, may, overseen
from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds.bodies import SUBJECTS
from daylight.lists.models import ListVersion

# state → (right of whoever carries it on, what he does)
TURNS = {
    "draft": ("list.check", "科室核对"),
    "checked": ("list.approve", "法制审核"),
    "reviewed": ("list.confirm", "司法局审核"),
    "approved": ("list.publish", "发布清单"),
}
RETURNED_BY = {state: TURNS[state][0] for state in ("draft", "checked", "reviewed")}
RETURNED = "修改退回的清单"


def needs_confirming(version: ListVersion) -> bool:
    """A 主体清单 whose government has a supervising office in this system; where it has none, the office answers on paper
    and its 文号 is the basis of the publication."""
    offices = Agency.objects.filter(supervises=True, government=version.agency.government)
    return version.kind == SUBJECTS.code and offices.exclude(pk=version.agency_id).exists()


def turn_of(version: ListVersion) -> str:
    """What is to be done next, in words; empty when the version waits for nobody."""
    if version.state == "draft" and version.returned_reason:
        return RETURNED
    return TURNS[version.state][1] if version.state in TURNS else ""


def waiting_for(person: Person) -> QuerySet[ListVersion]:
    """The versions that wait for ``person``: never his own draft, never one he passed at the station before."""
    scope, mine = Scope(person.agency_id), Q(pk__in=())
    rights = {state: may(person, right, scope) for state, (right, _) in TURNS.items()}
    own = Q(agency_id=person.agency_id)
    if rights["draft"]:
        mine |= own & Q(state="draft", returned_reason="")
    if rights["checked"]:
        mine |= own & Q(state="checked") & ~Q(checked_by=person)
    judged = ListVersion.objects.filter(mine).exclude(editors=person)
    rest = Q(pk__in=judged.values("pk"))
    if rights["approved"]:
        rest |= own & Q(state="approved")
    if may(person, "list.draft", scope):
        rest |= own & Q(state="draft") & ~Q(returned_reason="")
    rest |= Q(state="reviewed", agency__in=overseen(person, "list.confirm"))
    return ListVersion.objects.filter(rest)
