"""Checks before a step: what the gates say about it now, what is still lacking, and where to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from daylight.base import lawpack
from daylight.base.access import ROLES, may
from daylight.base.access.rights import RIGHTS
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, refusals_of, verdicts_of
from daylight.cases.rounds import done
from daylight.cases.scopes import scope_of
from daylight.core import gates, procedure
from daylight.core.definition import BESIDE, Move
from daylight.core.facts import CaseFacts
from daylight.core.lawrecords import GateRule
from daylight.core.refusal import Refusal
from daylight.decisions import draftfields, outcomes
from daylight.decisions.gathering import papers
from daylight.decisions.holding import holding_of
from daylight.recording.acts.documents import right_for
from daylight.web.office.deeds import DEEDS, Deed, deed_of
from daylight.web.office.deeds.deed import gathered
from daylight.web.office.place import Place
from daylight.web.office.tasks import onward

# Steps whose draft is looked at as well as the gates.
DRAFTED = frozenset({"send_for_review", "submit_for_approval"})


# Gates that look at what is typed with the move itself: before the click there is nothing to look at yet.
ON_SUBMIT = frozenset({"G06", "G15", "G20", "G23", "G30", "PJ01"})
MARKS = {"passed": "ok", "refused": "late", "not_applicable": "todo", "overridden": "due"}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing still to be mended: the sentence, its article, and where (``href`` empty: nowhere but by waiting)."""

    message: str
    cite: str
    href: str = ""
    label: str = "去处理"


@dataclass(frozen=True, slots=True)
class Check:
    """One gate of the move, whatever it says. ``override``: where a second person may be asked to let it pass."""

    title: str
    mark: str
    word: str
    why: str
    cite: str
    doubt: str = ""
    lacks: tuple[Lack, ...] = ()
    override: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """A deed open to the person now. ``checks``: every gate of the move; ``others``: what is lacking besides them."""

    deed: Deed
    name: str
    cite: str
    others: tuple[Lack, ...] = ()
    checks: tuple[Check, ...] = ()
    onward: bool = False

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Everything that keeps it from being done."""
        return (*self.others, *(lack for each in self.checks for lack in each.lacks))

    @property
    def panel(self) -> str:
        """What the checks are called on the screen."""
        return "送审前检查" if self.deed.code in DRAFTED else "办理前检查"


def present_deeds(place: Place, facts: CaseFacts | None = None) -> list[Present]:
    """The moves open to this person at this step, then the acts beside them; what is illegal is absent."""
    case = place.case
    definition, scope = definition_of(case), scope_of(case)
    step = definition.step(case.step)
    facts = facts or gathered(place)
    holding = holding_of(case, facts, place.today) if facts else None
    found = []
    leading = [each.code for each in onward(definition, case.step)]
    for move in procedure.available(definition, case.step, done(case), holding):
        deed = deed_of(move)
        if deed is None or not may(place.person, move.right, scope) or not deed.fits(place):
            continue
        found.append(_present(place, deed, move, facts, holding or frozenset(), move.code in leading))
    for deed in DEEDS.values():
        if (
            deed.right
            and (deed.code not in BESIDE or deed.code in step.allows)
            and may(place.person, deed.right, scope)
            and deed.fits(place)
        ):
            found.append(Present(deed, deed.name, deed.cite))
    ranks = {code: rank for rank, code in enumerate(leading)}
    return sorted(found, key=lambda each: ranks.get(each.deed.code, len(ranks)))


def _present(
    place: Place, deed: Deed, move: Move, facts: CaseFacts | None, holding: frozenset[str], leading: bool
) -> Present:
    case, pack = place.case, lawpack.current()
    own = facts if deed.facts is gathered else deed.facts(place)
    definition = definition_of(case)
    refusals = list(refusals_of(case, move.code, None, place.today))
    if move.code in DRAFTED:
        refusals += outcomes.problems(case, case.draft.fields, place.today)
    for need in procedure.required(move.documents, papers(case) | deed.papers, holding):
        names = "或".join(pack.document(each, definition.in_force_from).name for each in need.any_of)
        refusals.append(
            Refusal("procedure.document", f"缺少已定稿的{names}，请先制作并定稿。", move.cite, need.any_of[0])
        )
    return Present(
        deed,
        move.name,
        move.cite or definition.cite,
        tuple(_lack(place, move.code, each) for each in refusals),
        tuple(checks_of(place, move, own)),
        leading,
    )


def checks_of(place: Place, move: Move, facts: CaseFacts | None) -> list[Check]:
    """Every gate of the move with its answer now; without facts each is looked at when the move is made."""
    case, pack = place.case, lawpack.current()
    rules = {gate: pack.gate(gate, place.today) for gate in move.gates}
    if facts is None:
        return [_later(rule) for rule in rules.values()]
    asked = set(case.overrides.filter(state="asked").values_list("gate", flat=True)) if rules else set()
    return [
        _check(place, move.code, each, rules[each.gate], each.gate in asked)
        for each in verdicts_of(case, move.code, facts, place.today)
    ]


def _later(rule: GateRule) -> Check:
    return Check(rule.title, "hold", "提交时检查", "按提交的内容核对", rule.cite, rule.doubt)


def _check(place: Place, move: str, verdict: gates.Verdict, rule: GateRule, asked: bool) -> Check:
    if verdict.state == "not_applicable" and verdict.gate in ON_SUBMIT:
        return _later(rule)
    room = verdict.state == "refused" and not gates.closed(verdict, rule)
    return Check(
        verdict.title,
        MARKS[verdict.state],
        gates.STATE_NAMES[verdict.state],
        verdict.why,
        verdict.cite,
        verdict.doubt,
        tuple(_lack(place, move, each) for each in verdict.refusals),
        reverse("office:override-ask", args=[place.case.uuid, move, verdict.gate]) if room and not asked else "",
        asked,
    )


def _lack(place: Place, move: str, refusal: Refusal) -> Lack:
    href, label = _where(place, move, refusal)
    return Lack(refusal.message, refusal.cite, href, label)


def _where(place: Place, move: str, refusal: Refusal) -> tuple[str, str]:
    """Where a fault is mended: the field of the draft, the deed, the file; nowhere for one who may not mend it."""
    case, code, name = place.case, refusal.code, refusal.field
    uuid, scope = [case.uuid], scope_of(case)
    if code == "procedure.document":
        able = may(place.person, right_for(name), scope)
        return (reverse("office:document-new", args=[case.uuid, name]), "去制作") if able else ("", "")
    if move in DRAFTED and (name in draftfields.LABELS or code in ("G11", "G12")):
        return f"{reverse('office:draft', args=uuid)}#f-{name or 'grade'}", "去填写"
    deeds = {
        "G24": "screen_transfer",
        "G10": "discuss_collectively",
        "G08": "record_hearing",
        "G03": "amend_case",
        "G28": "amend_case",
    }
    if code in deeds:
        rights = (each.right for each in definition_of(case).moves if each.code == deeds[code])
        right = DEEDS[deeds[code]].right or next(rights, "")
        if not right or not may(place.person, right, scope):
            return "", ""
        return reverse("office:deed", args=[case.uuid, deeds[code]]), "去处理"
    if code == "G25":
        return reverse("office:recordings", args=uuid), "去上传"
    if code in ("G01", "G02"):
        return reverse("office:file", args=uuid), "看案卷"
    if code in ("G04", "G13"):
        return reverse("office:case-people", args=uuid), "去查重" if code == "G13" else "看回避"
    if code == "G07":
        return reverse("office:clocks", args=uuid), "看期限"
    return "", ""


def who_is_next(case: Case) -> list[tuple[str, str]]:
    """For whoever has nothing to do here: the moves that carry the case on, and whose they are."""
    definition = definition_of(case)
    return [
        (each.name, "、".join(ROLES[role] for role in RIGHTS[each.right])) for each in onward(definition, case.step)[:2]
    ]
