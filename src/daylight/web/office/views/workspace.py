"""The case workspace: where the case stands, what this person can do now, and what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.journal.models import Entry
from daylight.base.present import present
from daylight.cases.counting import lines_of
from daylight.cases.entering import PENALTY
from daylight.cases.models import Case, Clock
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.cases.turns import binds
from daylight.core import gates
from daylight.core.catalogue import Explanation
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date
from daylight.decisions.gathering import SPOT_PAPER, gather
from daylight.decisions.outcomes import composed, drafting_steps, outcome_of
from daylight.decisions.standing import decision_of, earlier
from daylight.decisions.surcharges import surcharge_lines, surcharge_of
from daylight.decisions.weighing import explain
from daylight.disclosure.kinds import rule_of, unpublished_because
from daylight.recording.acts.documents import right_for
from daylight.recording.queries import documents_of, recordings_of
from daylight.review import queries as review
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.checks import Present, present_deeds, who_is_next
from daylight.web.office.deeds.investigation import demands_of
from daylight.web.office.deeds.performing import money_lines
from daylight.web.office.filming import foreseen
from daylight.web.office.following import family
from daylight.web.office.limits import limit_of, protects_party
from daylight.web.office.people_summary import summary
from daylight.web.office.place import Place
from daylight.web.office.sentences import told
from daylight.web.office.tasks import desk_link, party_of, tightest

RECENT = 8


@require_safe
@office_required
def workspace(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    facts = gather(case, place.today)
    found = present_deeds(place, facts)
    context = {
        **frame(place),
        "home": True,
        "deeds": [_shown(each, place) for each in found],
        "next": [] if any(each.onward for each in found) else who_is_next(case),
        "papers": _papers_by_hand(place),
        "drafts": [each for each in documents_of(case) if each.state == "draft"],
        "documents": documents_of(case).exclude(state="draft").count(),
        "recordings": recordings_of(case).count(),
        "draft": getattr(case, "draft", None),
        "draft_title": _draft_title(case),
        "draft_open": case.step in drafting_steps(definition_of(case)),
        "may_record": may(place.person, "recording.seal", scope_of(case)),
        "review_reasons": gates.review_reasons(facts),
        "weighed": _weighed(case, place),
        "hearing_reasons": gates.hearing_reasons(facts, lawpack.current(), place.today),
        "rounds": [
            {"dossier": each, "href": desk_link("dossier", each.uuid, fallback=case)} for each in review.rounds(case)
        ],
        "publications": _publications(case),
        "spot_decision": _spot_decision(case),
        "not_published": _not_published(case, place),
        "overrides": case.overrides.select_related("asked_by", "answered_by"),
        "money": _money(case, place),
        "replaced": list(earlier(case)),
        "people": summary(place),
        "family": family(place),
    }
    return render(request, "office/case.html", context)


def _weighed(case: Case, place: Place) -> Explanation | None:
    """Why the draft need not be reviewed, for as long as it may still be sent either way."""
    draft = getattr(case, "draft", None)
    if draft is None or case.step not in drafting_steps(definition_of(case)):
        return None
    return explain(case, draft.fields, place.today)


def frame(place: Place) -> dict[str, Any]:
    """What every page of a case shows around its middle: summary, stages, limits, recordings, recent entries."""
    case, today = place.case, place.today
    clocks, demands = list(case.clocks.all()), demands_of(place)
    coming = foreseen(place, demands)
    party = case.parties.filter(role="party").order_by("id").first()
    return {
        "case": case,
        "place": place,
        "party": party,
        "parties": party_of(case),
        "handlers": [each.person for each in case.handlers.select_related("person")],
        "step": definition_of(case).step(case.step),
        "stages": stages(case),
        # Only a penalty is 立案; other matters get their number when they are accepted or approved.
        "unnumbered": "未立案" if definition_of(case).category in ("", PENALTY) else "未编号",
        "tightest": tightest(clocks, today),
        "clocks": clock_rows(clocks, place),
        "demands": demands,
        "foreseen": coming,
        "foreseen_here": [each for each in coming if each.here],
        "may_assign": case.closed_on is None and may(place.person, "case.assign", scope_of(case)),
        "recent": told(Entry.objects.filter(case_uuid=case.uuid).order_by("-case_seq")[:RECENT]),
    }


def stages(case: Case) -> list[dict[str, str]]:
    """The ten stages: 完成, 进行中, 未开始, or 未经历 where the case went another way."""
    definition = definition_of(case)
    stage_of = {each.code: each.stage for each in definition.steps}
    seen = {stage_of[step] for pair in case.moves.values_list("from_step", "to_step") for step in pair if step}
    order = [each.code for each in definition.stages]
    here = order.index(stage_of[case.step])
    found = []
    for index, each in enumerate(definition.stages):
        if index == here:
            kind, word = ("done", "完成") if definition.step(case.step).terminal else ("doing", "进行中")
        elif index > here:
            kind, word = "todo", "未开始"
        else:
            kind, word = ("done", "完成") if each.code in seen else ("todo", "未经历")
        found.append({"code": each.code, "name": each.name, "kind": kind, "word": word, "here": str(index == here)})
    return found


def clock_rows(clocks: Iterable[Clock], place: Place) -> list[dict[str, Any]]:
    """Each clock with its tag and how it was computed; running ones first. The party's own limits are listed, not counted against us."""
    rows = []
    for each in clocks:
        if each.stopped_on is not None:
            rows.append({"clock": each, "limit": None, "word": f"已停止（{each.stopped_by}）"})
        elif (binds(each) == "nobody" and each.due_on < place.today) or (
            protects_party(each) and each.due_on < place.today
        ):
            rows.append({"clock": each, "limit": None, "word": "已届满"})
        else:
            rows.append({"clock": each, "limit": limit_of(each, place.today), "word": ""})
    for row in rows:
        row["lines"] = lines_of(row["clock"])
    return sorted(rows, key=lambda row: (row["limit"] is None, row["clock"].due_on))


def _shown(each: Present, place: Place) -> dict[str, Any]:
    deed = each.deed
    form = deed.make(place, None) if deed.brief else None
    if form is not None:
        # Several short forms stand on one page: their ids must differ.
        form.auto_id = f"{deed.code}-%s"
    return {
        "present": each,
        "deed": deed,
        "form": form,
        "about": deed.about(place) if deed.brief else (),
    }


def _papers_by_hand(place: Place) -> list[DocumentTemplate]:
    """Papers an officer starts by hand at this step; every other paper is made by its deed."""
    case = place.case
    pack, scope = lawpack.current(), scope_of(case)
    return [
        pack.document(code, place.today)
        for code in definition_of(case).step(case.step).papers
        if may(place.person, right_for(code), scope)
    ]


def _money(case: Case, place: Place) -> list[tuple[str, str]]:
    """缴款和加处罚款 of a served decision, until the case is closed."""
    decision = decision_of(case)
    found = surcharge_of(decision, place.today) if decision and case.closed_on is None else None
    return [*money_lines(place), *surcharge_lines(found)] if found else []


def _draft_title(case: Case) -> str:
    draft = getattr(case, "draft", None)
    if draft is None or composed(case, draft.fields):
        return "拟处罚决定"
    return f"拟定的决定：{outcome_of(case, draft.fields).name}"


def _publications(case: Case) -> list[dict[str, Any]]:
    """What of the case becomes public, each by its name and with its limit."""
    tasks = case.publications.order_by("pk")
    return [{"name": rule_of(task).name, "task": task} for task in tasks]


def _spot_decision(case: Case) -> Any:
    """The decision handed over on the spot, whose paper and code have a page of their own."""
    decision = decision_of(case)
    return decision.uuid if decision and decision.document and decision.document.code == SPOT_PAPER else None


def _not_published(case: Case, place: Place) -> str:
    """Why an issued decision has no place on the publication desk; empty where it has or will get one."""
    decision = decision_of(case)
    if decision is None or decision.document is None or decision.issued_at is None:
        return ""
    return unpublished_because(decision.document.code, decision.decided_on or place.today)
