"""Reading the review room: desks, one dossier, what changed between rounds, whether a pass still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import Case
from daylight.cases.rounds import began
from daylight.cases.scopes import scope_of
from daylight.core.elementfindings import disagrees
from daylight.review import pointers
from daylight.review.models import Dossier, Finding
from daylight.review.receiving import content_sha256

# The four piles of the desk, in the order shown.
PILES = {
    "waiting": "待分派",
    "reviewing": "审核中",
    "returned": "已退回",
    "concluded": "已出意见",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the desk. ``workdays_left``: negative when overdue; ``mine``: the reader is the reviewer."""

    dossier: Dossier
    workdays_left: int
    unanswered: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """An element with its finding, the finding of the round before, what was gathered about it (``[{"text", "at"}]``), and
    what the machine found: empty until a person has judged it. ``differs``: he and the machine do not agree."""

    code: str
    name: str
    question: str
    cite: str
    skippable: bool
    finding: Finding | None
    previous: Finding | None
    gathered: tuple[dict[str, Any], ...]
    machine: tuple[dict[str, Any], ...]
    machine_verdict: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One draft field that differs from the round before; ``before`` or ``after`` is None where it is absent."""

    field: str
    name: str
    before: Any
    after: Any


def visible(person: Person) -> QuerySet[Dossier]:
    """Every dossier ``person`` may see on the desk; none outside his agency or without the right."""
    if not may(person, "review.read", Scope(person.agency_id)):
        return Dossier.objects.none()
    return Dossier.objects.filter(case__agency_id=person.agency_id).select_related("case", "reviewer", "sent_by")


def desk(person: Person, today: date) -> dict[str, list[Row]]:
    """The piles (keys of ``PILES``), the tightest limit first; concluded ones newest first."""
    calendar = lawpack.current().calendar()
    piles: dict[str, list[Row]] = {pile: [] for pile in PILES}
    for dossier in visible(person).prefetch_related("findings").order_by("due_on", "id"):
        answered = {each.element for each in dossier.findings.all()}
        pile = dossier.state if dossier.state in ("waiting", "reviewing", "returned") else "concluded"
        piles[pile].append(
            Row(
                dossier,
                calendar.workdays_between(today, dossier.due_on),
                sum(each["code"] not in answered for each in dossier.elements),
                dossier.reviewer_id == person.pk,
            )
        )
    for pile in ("returned", "concluded"):
        piles[pile].sort(key=lambda row: row.dossier.decided_at or row.dossier.sent_at, reverse=True)
    return piles


def loads(agency: Agency) -> dict[int, int]:
    """How many dossiers each reviewer of ``agency`` has under review: person id → number."""
    open_now = Dossier.objects.filter(case__agency=agency, state="reviewing").order_by()
    return dict(open_now.values_list("reviewer").annotate(number=Count("pk")))


def dossier_for(person: Person, uuid: UUID | str) -> Dossier | None:
    """The dossier, for whoever reviews in the agency or may read the case; None for everybody else."""
    dossier = Dossier.objects.select_related("case", "reviewer", "sent_by").filter(uuid=uuid).first()
    if dossier is None:
        return None
    scope = scope_of(dossier.case)
    return dossier if may(person, "review.read", scope) or may(person, "case.read", scope) else None


def rounds(case: Case) -> QuerySet[Dossier]:
    """All rounds of a case, the first one first: the thread of returns and responses."""
    return case.dossiers.select_related("reviewer", "sent_by").prefetch_related("findings").order_by("round")


def previous(dossier: Dossier) -> Dossier | None:
    """The round before, if any."""
    return Dossier.objects.filter(case_id=dossier.case_id, round__lt=dossier.round).order_by("-round").first()


def elements_with_findings(dossier: Dossier) -> list[Judged]:
    """Every element in order of the list frozen with the dossier."""
    earlier = previous(dossier)
    now = {each.element: each for each in dossier.findings.select_related("by")}
    before = {each.element: each for each in earlier.findings.select_related("by")} if earlier else {}
    return [_judged(dossier, each, now.get(each["code"]), before.get(each["code"])) for each in dossier.elements]


def _judged(dossier: Dossier, asked: dict[str, Any], finding: Finding | None, earlier: Finding | None) -> Judged:
    code = asked["code"]
    # Closed until the person has committed himself (or the dossier is concluded).
    kept = finding.machine if finding else dossier.machine.get(code, {}) if dossier.decided_at else {}
    return Judged(
        code,
        asked["name"],
        asked["question"],
        asked["cite"],
        asked.get("skippable", True),
        finding,
        earlier,
        tuple(dossier.content.get("gathered", {}).get(code, ())),
        tuple(kept.get("checks", ())),
        str(kept.get("verdict", "")),
        bool(finding) and disagrees(str(kept.get("verdict", "")), finding.verdict if finding else ""),
    )


def counts(dossier: Dossier) -> dict[str, int]:
    """``unanswered`` and one number per verdict: what the submit button says is left."""
    verdicts = dict(dossier.findings.values_list("element", "verdict"))
    known = [verdicts.get(each["code"], "unanswered") for each in dossier.elements]
    return {key: known.count(key) for key in ("unanswered", "conforms", "fails", "mend", "not_applicable")}


def changed_fields(dossier: Dossier, earlier: Dossier | None = None) -> list[Changed]:
    """Draft fields that differ from ``earlier`` (the round before when left out); empty in the first round."""
    earlier = earlier or previous(dossier)
    if earlier is None:
        return []
    return list(_differences(earlier.content.get("draft", {}), dossier.content.get("draft", {})))


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Changed]:
    for field in dict.fromkeys([*after, *before]):
        if before.get(field) != after.get(field):
            yield Changed(field, pointers.FIELD_NAMES.get(field, field), before.get(field), after.get(field))


def present_rounds(case: Case) -> QuerySet[Dossier]:
    """The rounds of review of the decision now being made: a pass for one that fell passes no new one."""
    again = began(case)
    found = Dossier.objects.filter(case=case)
    return found if again is None else found.filter(sent_at__gte=again.at)


def valid_pass(case: Case, draft_sha256: str) -> Dossier | None:
    """The pass that binds to exactly this draft, or None.

    The state alone is never believed: the last round has to be it, its content must still hash to what was received,
    and the draft frozen in it must hash to this one.
    """
    last = present_rounds(case).order_by("-round").first()
    if last is None or last.state != "passed" or not draft_sha256 or last.draft_sha256 != draft_sha256:
        return None
    whole = content_sha256(last.content) == last.sha256
    return last if whole and content_sha256(last.content["draft"]) == draft_sha256 else None
