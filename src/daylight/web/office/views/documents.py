"""文书: start, edit with autosave, finish, issue, correct; the paper itself comes from the record's own address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.lawdata import NotInForce
from daylight.core.moment import local_date
from daylight.core.redline import redline
from daylight.core.refusal import Refused
from daylight.decisions.carrying import begin
from daylight.recording import papers
from daylight.recording.acts import (
    finalise_document,
    issue_document,
    save_document,
    start_correction,
    start_document,
)
from daylight.recording.acts.documents import right_for
from daylight.recording.lifeline import lifeline
from daylight.recording.models import Document
from daylight.recording.signing import signers_of
from daylight.recording.values import as_text
from daylight.web.office import saving
from daylight.web.office.acting import (
    Outcome,
    answer,
    attach,
    case_or_404,
    done,
    fresh_key,
    office_required,
    perform,
    person_of,
)
from daylight.web.office.deeds.opening import ReasonForm
from daylight.web.office.forms.paper import PaperForm, bound_values
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_http_methods(["GET", "POST"])
@office_required
def start(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """Begin a paper of the kind ``code`` with what the file already holds."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    try:
        template = papers.template_of(code, place.today)
    except NotInForce as error:
        raise Http404 from error
    if not may(place.person, right_for(code), scope_of(case)):
        raise Http404
    refusals: Any = ()
    if request.method == "POST":
        outcome = perform(request, start_document, case, code, begin(case, template, place.today))
        if outcome:
            return done(request, f"已开始制作{template.name}。", "office:document", outcome.result.uuid)
        refusals = outcome.refusals
    return answer(request, "office/document_new.html", {**frame(place), "template": template}, refusals)


@require_http_methods(["GET", "POST"])
@office_required
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The editor of a draft; a finished paper is shown. POST ``do``: save (default), finalise, issue, correct."""
    found, place = _open(request, uuid)
    writable = may(place.person, right_for(found.code), scope_of(found.case))
    if request.method == "GET":
        return _page(request, place, found, _form(found, None), writable)
    if not writable:
        raise Http404
    do = request.POST.get("do", "save")
    if do == "issue":
        outcome = perform(request, issue_document, found)
        return _after(request, outcome, place, found, writable, "已签发。")
    if do == "correct":
        return _correct(request, place, found, writable)
    return _save(request, place, found, writable, finish=do == "finalise")


def _save(request: HttpRequest, place: Place, found: Document, writable: bool, *, finish: bool) -> HttpResponse:
    form = _form(found, request.POST)
    values = form.values()
    base = request.POST.get("base_version", "")
    version = int(base) if base.isdigit() else 0
    outcome: Outcome = Outcome(found)
    # Finishing what stands saved already is one act; anything typed since is saved first.
    if not finish or values != papers.fields_of(found) or version != found.version:
        outcome = perform(request, save_document, found, values, version)
    if outcome and finish:
        # The second act of the same click has a number of its own, derived so that a repeated click finds it.
        outcome = _finish(request, outcome.result)
    if saving.asked(request):
        return saving.saved(outcome.result.version) if outcome else saving.not_saved(outcome.refusals)
    if outcome:
        said = "已定稿，不能再修改；更正请制作补正文书。" if finish else f"已保存第 {outcome.result.version} 版。"
        return done(request, said, "office:document", found.uuid)
    found.refresh_from_db()
    context: dict[str, Any] = {}
    if saving.is_stale(outcome.refusals):
        context = {"theirs": _differences(found, values), "base_version": found.version}
    elif finish:
        context = {"base_version": found.version}
    attach(form, outcome.refusals)
    return _page(request, place, found, form, writable, **context)


def _finish(request: HttpRequest, saved: Document) -> Outcome:
    try:
        prepared = papers.prepare_final(saved, present())
    except Refused as refused:
        return Outcome(refusals=refused.refusals)
    numbered = request.POST.copy()
    numbered["key"] = f"{request.POST.get('key', '') or fresh_key()}:fin"
    request.POST = numbered
    return perform(request, finalise_document, saved, prepared)


def _correct(request: HttpRequest, place: Place, found: Document, writable: bool) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        outcome = perform(request, start_correction, found, form.cleaned_data["reason"])
        if outcome:
            return done(request, "已开始制作补正文书。", "office:document", outcome.result.uuid)
        attach(form, outcome.refusals)
    return _page(request, place, found, _form(found, None), writable, correction=form)


def _after(
    request: HttpRequest, outcome: Outcome, place: Place, found: Document, writable: bool, said: str
) -> HttpResponse:
    if outcome:
        return done(request, said, "office:document", found.uuid)
    return _page(request, place, found, _form(found, None), writable, refusals=outcome.refusals)


def _open(request: HttpRequest, uuid: UUID) -> tuple[Document, Place]:
    found = Document.objects.select_related("author", "corrects", "pdf").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.case = case_or_404(request, found.case.uuid)
    return found, Place(found.case, person_of(request), local_date(present()))


def _form(found: Document, data: Any) -> PaperForm:
    template = papers.template_for(found)
    initial = bound_values(template, papers.fields_of(found))
    correction = found.corrects_id is not None
    return PaperForm(template, found.case, data, initial=initial, correction=correction, lenient=True)


def _page(request: HttpRequest, place: Place, found: Document, form: PaperForm, writable: bool, **more: Any) -> Any:
    template = papers.template_for(found)
    refusals = more.pop("refusals", ())
    context = {
        **frame(place),
        "document": found,
        "template": template,
        "form": form,
        "editable": writable and found.state == Document.DRAFT,
        "may_issue": writable and found.state == Document.FINAL and (template.needs_seal or template.needs_number),
        "may_correct": writable and found.state != Document.DRAFT,
        "life": lifeline(found),
        "signs": bool(signers_of(found)),
        "correction": ReasonForm(),
        "base_version": found.version,
        "rows": _rows(template, papers.fields_of(found)),
        "versions": found.versions.select_related("saved_by").order_by("-version")[:10],
        **more,
    }
    return answer(request, "office/document.html", context, refusals)


def _rows(template: Any, values: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for each in template.fields:
        try:
            text = as_text(each, values.get(each.code))
        except (ValueError, TypeError, LookupError):
            text = str(values.get(each.code))
        if text:
            found.append((each.label, text))
    return found


def _differences(found: Document, yours: dict[str, Any]) -> list[dict[str, Any]]:
    template = papers.template_for(found)
    theirs, mine = dict(_rows(template, papers.fields_of(found))), dict(_rows(template, yours))
    return [
        {"label": label, "pieces": redline(theirs.get(label, ""), mine.get(label, "")), "before": theirs.get(label, "")}
        for label in dict.fromkeys([*theirs, *mine])
        if theirs.get(label, "") != mine.get(label, "")
    ]
