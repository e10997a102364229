"""文书措辞: every template with its own words, the difference to the national ones, drafting, previewing, approving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.access.rights import Scope
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.recording import papers, render
from daylight.recording.acts import approve_wording, draft_wording, reject_wording
from daylight.recording.samples import sample
from daylight.recording.wording import differences, in_force, national, stale
from daylight.recording.wording_models import Wording
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.forms.reading import read_day

DRAFT, APPROVE = "wording.draft", "wording.approve"


@require_safe
@office_required
def wordings(request: HttpRequest) -> HttpResponse:
    """Every template with the version in force and the one waiting; ``?q=`` part of a name."""
    person, today = _person(request), local_date(present())
    asked = request.GET.get("q", "").strip()[:40]
    mine = {each.code: each for each in Wording.objects.filter(agency=person.agency, state=Wording.DRAFT)}
    rows = [
        {"template": each, "own": in_force(person.agency, each.code, today), "waiting": mine.get(each.code)}
        for each in lawpack.current().documents(today)
        if asked in each.name
    ]
    rows.sort(key=lambda row: (row["waiting"] is None, row["own"] is None))
    return answer(request, "office/wordings.html", {"rows": rows, "asked": asked})


@require_http_methods(["GET", "POST"])
@office_required
def wording(request: HttpRequest, code: str) -> HttpResponse:
    """One template: versions with what they change, and a form for the next; POST drafts it."""
    person, template = _person(request), _template(code)
    if request.method == "GET":
        return _page(request, person, template, {})
    if not may(person, DRAFT, Scope(person.agency_id)):
        raise Http404
    known = national(template)
    typed = {name: request.POST.get(name, "") for name in ("opening", "closing", "reason")}
    phrases = {old: request.POST.get(f"phrase-{number}", "") for number, old in enumerate(known)}
    outcome = perform(request, draft_wording, code, phrases, typed["opening"], typed["closing"], typed["reason"])
    if outcome:
        return done(request, f"第 {outcome.result.number} 版已起草，等待批准。", "office:wording", code)
    return _page(request, person, template, {**typed, "phrases": phrases}, outcome.refusals)


@require_POST
@office_required
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``do`` approve (with ``in_force_from``) or reject (with ``answer``)."""
    person = _person(request)
    found = _found(person, uuid)
    if not may(person, APPROVE, Scope(person.agency_id)):
        raise Http404
    if request.POST.get("do") == "reject":
        outcome = perform(request, reject_wording, found, request.POST.get("answer", ""))
        said = f"第 {found.number} 版没有批准。"
    else:
        day = read_day(request.POST.get("in_force_from", ""), local_date(present()), lawpack.current().calendar())
        outcome = perform(request, approve_wording, found, day)
        said = f"第 {found.number} 版已批准。"
    if outcome:
        return done(request, said, "office:wording", found.code)
    return _page(request, person, _template(found.code), {}, outcome.refusals)


@require_safe
@office_required
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The paper with sample data in the words of one version, marked 草稿."""
    person = _person(request)
    found, now = _found(person, uuid), present()
    template = _template(found.code)
    paper = papers.compose(
        Case(agency=person.agency), template, sample(template), now, sealed=False, wording=found, draft=True
    )
    return HttpResponse(render.pdf(paper, archival=False), content_type="application/pdf")


def _page(
    request: HttpRequest,
    person: Person,
    template: DocumentTemplate,
    typed: dict[str, Any],
    refusals: tuple[Refusal, ...] = (),
) -> HttpResponse:
    today, scope = local_date(present()), Scope(person.agency_id)
    standing = in_force(person.agency, template.code, today)
    kept = typed.get("phrases") or (standing.phrases if standing else {})
    versions = Wording.objects.filter(agency=person.agency, code=template.code).select_related(
        "drafted_by", "decided_by"
    )
    context = {
        "template": template,
        "standing": standing,
        "versions": [{"row": each, "changes": differences(each), "stale": stale(each, today)} for each in versions],
        "phrases": [
            {"name": f"phrase-{number}", "old": old, "own": kept.get(old, "")}
            for number, old in enumerate(national(template))
        ],
        "opening": typed.get("opening", standing.opening if standing else ""),
        "closing": typed.get("closing", standing.closing if standing else ""),
        "reason": typed.get("reason", ""),
        "waiting": any(each.state == Wording.DRAFT for each in versions),
        "may_draft": may(person, DRAFT, scope),
        "may_approve": may(person, APPROVE, scope),
        "person": person,
    }
    return answer(request, "office/wording.html", context, refusals)


def _person(request: HttpRequest) -> Person:
    person = person_of(request)
    if not any(may(person, right, Scope(person.agency_id)) for right in (DRAFT, APPROVE)):
        raise Http404
    return person


def _template(code: str) -> DocumentTemplate:
    try:
        return lawpack.current().document(code, local_date(present()))
    except (NotInForce, KeyError) as missing:
        raise Http404 from missing


def _found(person: Person, uuid: UUID) -> Wording:
    found = Wording.objects.filter(uuid=uuid, agency_id=person.agency_id).select_related("agency").first()
    if found is None:
        raise Http404
    return found
