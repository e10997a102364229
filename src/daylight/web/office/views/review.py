"""法制审核工作台: the piles, one dossier, and what a reviewer does with it (ux: 审核如同代码评审)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.review import acts, independence, pointers, queries
from daylight.review.models import RETURNING, STATES, Dossier
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks import dossier_reading as reading
from daylight.web.office.desks.entering import desk_or_404, placed
from daylight.web.office.desks.thread_reading import Said, comments_until, marked, said_on, thread
from daylight.web.office.limits import limit_on

PILE_EMPTY = {
    "waiting": "没有待分派的送审卷。",
    "reviewing": "没有正在审核的送审卷。",
    "returned": "没有退回待承办机构回应的送审卷。",
    "concluded": "还没有出具过审核意见。",
}
STATE_KIND = {"waiting": "todo", "reviewing": "doing", "returned": "due", "passed": "ok", "void": "hold"}


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Four piles; what waits longest against its limit stands first."""
    person = desk_or_404(request, "review.read")
    today = local_date(present())
    piles = [
        {
            "code": code,
            "name": queries.PILES[code],
            "empty": PILE_EMPTY[code],
            "rows": [_row(row, today) for row in rows],
        }
        for code, rows in queries.desk(person, today).items()
    ]
    return answer(request, "office/desks/review_desk.html", {"piles": piles})


def _row(row: queries.Row, today: Any) -> dict[str, Any]:
    dossier = row.dossier
    running = dossier.state in ("waiting", "reviewing")
    return {
        "dossier": dossier,
        "mine": row.mine,
        "unanswered": row.unanswered,
        "limit": limit_on("审核期限", dossier.due_on, today, workdays=True, case=dossier.case) if running else None,
        "state": STATES[dossier.state],
        "kind": STATE_KIND[dossier.state],
    }


@require_safe
@office_required
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One frozen dossier. ``?compare=1`` shows what changed since the round before."""
    return page(request, dossier_or_404(request, uuid))


@require_POST
@office_required
def assign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """分派, or 领取 for oneself."""
    found = dossier_or_404(request, uuid)
    asked = request.POST.get("reviewer", "")
    reviewer = next((each for each in _reviewers(found) if str(each.uuid) == asked), None)
    if reviewer is None:
        raise Http404
    outcome = perform(request, acts.assign_reviewer, found, reviewer, request.POST.get("reason", ""))
    if outcome:
        return done(request, f"已由{reviewer.name}审核。", "office:dossier", uuid)
    return page(request, found, {"reason": request.POST.get("reason", "")}, outcome.refusals)


@require_POST
@office_required
def judge(request: HttpRequest, uuid: UUID, element: str) -> HttpResponse:
    """One element, one form."""
    found = dossier_or_404(request, uuid)
    typed = {
        "element": element,
        "verdict": request.POST.get("verdict", ""),
        "note": request.POST.get("note", ""),
        "pointed": request.POST.getlist("pointed"),
    }
    outcome = perform(
        request,
        acts.record_finding,
        found,
        element,
        typed["verdict"],
        typed["note"],
        reading.read_pointed(typed["pointed"]),
    )
    if outcome:
        left = queries.counts(found)["unanswered"]
        said = f"已记录一项结论，还有 {left} 项未作结论。" if left else "已记录，各项都有结论，可以出具意见。"
        return done(request, said, f"{reverse('office:dossier', args=[uuid])}#e-{element}")
    names = {name: f"{element}-{name}" for name in ("verdict", "note", "pointed")}
    refusals = placed(outcome.refusals, names)
    return page(request, found, {"finding": {**typed, "refusals": refusals}}, refusals)


@require_POST
@office_required
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """退回 with an opinion that stands on a finding."""
    found = dossier_or_404(request, uuid)
    opinion, text = request.POST.get("opinion", ""), request.POST.get("return_text", "")
    outcome = perform(request, acts.return_dossier, found, opinion, text)
    if outcome:
        return done(request, f"已退回承办机构，意见：{opinion}。", "office:dossier", uuid)
    typed = {"opinion": opinion, "return_text": text}
    return page(request, found, typed, placed(outcome.refusals, {"opinion": "opinion", "text": "return_text"}))


@require_POST
@office_required
def conclude(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """出具意见: 同意. Refused while an element has no verdict."""
    found = dossier_or_404(request, uuid)
    text = request.POST.get("pass_text", "")
    outcome = perform(request, acts.pass_dossier, found, text)
    if outcome:
        return done(request, "审核通过，已转机关负责人审批。", "office:dossier", uuid)
    return page(request, found, {"pass_text": text}, placed(outcome.refusals, {"element": "element"}))


def dossier_or_404(request: HttpRequest, uuid: UUID) -> Dossier:
    """The dossier, for whoever may read it; to everybody else it does not exist."""
    found = queries.dossier_for(person_of(request), uuid)
    if found is None:
        raise Http404
    return found


def _reviewers(dossier: Dossier) -> list[Person]:
    """People of the agency who hold the reviewer's right for this case."""
    people = Person.objects.filter(agency_id=dossier.case.agency_id, is_active=True).order_by("name")
    return [each for each in people if may(each, "review.decide", scope_of(dossier.case))]


def _choices(dossier: Dossier, today: date) -> list[tuple[Person, list[Refusal], int]]:
    """Who may be given the dossier: those fit for it first, the least loaded on top."""
    load = queries.loads(dossier.case.agency)
    rows = [
        (each, independence.refusals(dossier.case, each, today), load.get(each.pk, 0)) for each in _reviewers(dossier)
    ]
    return sorted(rows, key=lambda row: (bool(row[1]), row[2], row[0].name))


def _marks(line: reading.Line, said: Sequence[Said]) -> tuple[tuple[str, int], ...]:
    return () if line.pieces else tuple(marked(line.text, [each for each in said if each.comment.field == line.code]))


def page(
    request: HttpRequest, found: Dossier, typed: Mapping[str, Any] | None = None, refusals: Any = ()
) -> HttpResponse:
    """The desk of one dossier. ``typed``: what a refused form had, by field, with ``thread`` or ``commenting`` for its card."""
    person, now = person_of(request), present()
    today = local_date(now)
    # A refused act may have been refused because somebody else was first: show what stands now.
    found.refresh_from_db()
    compare = request.GET.get("compare") == "1"
    given = typed or {}
    scope = scope_of(found.case)
    mine = found.state == "reviewing" and found.reviewer_id == person.pk
    blocked = independence.refusals(found.case, person, today) if may(person, "review.decide", scope) else []
    elements = reading.elements(found, given.get("finding"))
    content = found.content
    lines = reading.draft_lines(found, compare)
    shown = {each.code: each.text for each in lines}
    said = said_on(comments_until(found), shown, pointers.field_names(content))
    lines = [
        replace(each, comments=tuple(s for s in said if s.comment.field == each.code), marks=_marks(each, said))
        for each in lines
    ]
    context = {
        "dossier": found,
        "on_desk": may(person, "review.read", scope),
        "case": found.case,
        "content": content,
        "state": STATES[found.state],
        "state_kind": STATE_KIND[found.state],
        "limit": limit_on("审核期限", found.due_on, today, workdays=True, case=found.case)
        if found.state in ("waiting", "reviewing")
        else None,
        "draft_title": reading.draft_title(found),
        "lines": lines,
        "astray": [each for each in said if each.comment.field not in shown],
        "compare": compare,
        "has_previous": queries.previous(found) is not None,
        "elements": elements,
        "left": queries.counts(found)["unanswered"],
        "mine": mine and not blocked,
        "blocked": blocked,
        "may_assign": may(person, "review.assign", scope) and found.state in ("waiting", "reviewing"),
        "reviewers": _choices(found, today),
        "me": person,
        "opinions": RETURNING,
        "rounds": list(queries.rounds(found.case)),
        "typed": given,
        "origin": request.build_absolute_uri("/").rstrip("/"),
        **thread(found, person, now, today),
    }
    return answer(request, "office/desks/dossier.html", context, refusals)
