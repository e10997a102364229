"""Checks before a step: what the gates say about it now, what is still lacking, and where to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from daylight.base import lawpack
from daylight.base.access import ROLES, may
from daylight.base.access.rights import RIGHTS
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, done, refusals_of
from daylight.cases.scopes import scope_of
from daylight.core import gates, procedure
from daylight.core.definition import Move
from daylight.core.facts import CaseFacts
from daylight.core.refusal import Refusal
from daylight.decisions import draftfields, outcomes
from daylight.decisions.gathering import papers
from daylight.decisions.holding import holding_of
from daylight.web.office.deeds import DEEDS, Deed, deed_of
from daylight.web.office.deeds.deed import gathered
from daylight.web.office.place import Place
from daylight.web.office.tasks import onward

# Steps whose draft is looked at as well as the gates.
DRAFTED = frozenset({"send_for_review", "submit_for_approval"})


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing still to be mended: the sentence, its article, and where (``href`` empty: nowhere but by waiting)."""

    message: str
    cite: str
    href: str = ""
    label: str = "去处理"


@dataclass(frozen=True, slots=True)
class Present:
    """A deed open to the person now. ``lacks`` keep it from being done; ``passed`` names what was found in order."""

    deed: Deed
    name: str
    cite: str
    lacks: tuple[Lack, ...] = ()
    passed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = field(default=())
    onward: bool = False


def present_deeds(place: Place, facts: CaseFacts | None = None) -> list[Present]:
    """The moves open to this person at this step, then the acts beside them; what is illegal is absent."""
    case = place.case
    definition, scope = definition_of(case), scope_of(case)
    facts = facts or gathered(place)
    holding = holding_of(case, facts, place.today) if facts else None
    found = []
    leading = {each.code for each in onward(definition, case.step)}
    for move in procedure.available(definition, case.step, done(case), holding):
        deed = deed_of(move)
        if deed is None or not may(place.person, move.right, scope) or not deed.fits(place):
            continue
        found.append(_present(place, deed, move, facts, holding or frozenset(), move.code in leading))
    for deed in DEEDS.values():
        if (
            deed.right
            and (case.step in deed.steps or not deed.steps)
            and may(place.person, deed.right, scope)
            and deed.fits(place)
        ):
            found.append(Present(deed, deed.name, deed.cite))
    return sorted(found, key=lambda each: not each.onward)


def _present(
    place: Place, deed: Deed, move: Move, facts: CaseFacts | None, holding: frozenset[str], leading: bool
) -> Present:
    case, pack = place.case, lawpack.current()
    own = facts if deed.facts is gathered else deed.facts(place)
    refusals = list(refusals_of(case, move.code, own, place.today))
    if move.code in DRAFTED:
        refusals += outcomes.problems(case, case.draft.fields, place.today)
    definition = definition_of(case)
    for need in procedure.required(move.documents, papers(case) | deed.papers, holding):
        names = "或".join(pack.document(each, definition.in_force_from).name for each in need.any_of)
        refusals.append(
            Refusal("procedure.document", f"缺少已定稿的{names}，请先制作并定稿。", move.cite, need.any_of[0])
        )
    verdicts = gates.evaluate(move.gates, own, pack, place.today, pack.calendar()) if own else []
    return Present(
        deed,
        move.name,
        move.cite or definition.cite,
        tuple(_lack(case, move.code, each) for each in refusals),
        tuple(each.title for each in verdicts if each.state == "passed"),
        tuple(f"{each.title}：{each.doubt}" for each in verdicts if each.doubt),
        leading,
    )


def _lack(case: Case, move: str, refusal: Refusal) -> Lack:
    href, label = _where(case, move, refusal)
    return Lack(refusal.message, refusal.cite, href, label)


def _where(case: Case, move: str, refusal: Refusal) -> tuple[str, str]:
    """Where a fault is mended: the field of the draft, the deed, the file."""
    code, name = refusal.code, refusal.field
    uuid = [case.uuid]
    if code == "procedure.document":
        return reverse("office:document-new", args=[case.uuid, name]), "去制作"
    if move in DRAFTED and (name in draftfields.LABELS or code in ("G11", "G12")):
        return f"{reverse('office:draft', args=uuid)}#f-{name or 'grade'}", "去填写"
    deeds = {"G24": "screen_transfer", "G10": "discuss_collectively", "G08": "record_hearing", "G03": "amend_case"}
    if code in deeds:
        return reverse("office:deed", args=[case.uuid, deeds[code]]), "去处理"
    if code == "G25":
        return reverse("office:recordings", args=uuid), "去上传"
    if code in ("G01", "G02"):
        return reverse("office:file", args=uuid), "看案卷"
    if code == "G07":
        return reverse("office:clocks", args=uuid), "看期限"
    return "", ""


def who_is_next(case: Case) -> list[tuple[str, str]]:
    """For whoever has nothing to do here: the moves that carry the case on, and whose they are."""
    definition = definition_of(case)
    return [
        (each.name, "、".join(ROLES[role] for role in RIGHTS[each.right])) for each in onward(definition, case.step)[:2]
    ]
