"""拟定的决定 that is a paper of its template (许可、强制、征收 …, 不予处罚): edit, autosave, read-only once it is sent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from daylight.base.access import may
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.redline import redline
from daylight.decisions.acts import save_draft
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import GENERATED, drafting_steps, labels, outcome_of, paper_of, problems, template_of
from daylight.decisions.weighing import explain, questions
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.values import as_text
from daylight.web.office import saving
from daylight.web.office.acting import answer, attach, done, perform
from daylight.web.office.forms.paper import PaperForm, bound_values
from daylight.web.office.forms.weight import add_weight, weight_fields, weight_of
from daylight.web.office.place import Place
from daylight.web.office.views.draft_comments import comments_beside
from daylight.web.office.views.workspace import frame


def page(request: HttpRequest, place: Place, kept: Draft) -> HttpResponse:
    """The editor, or the paper as it stands for whoever may not change it now."""
    case = place.case
    writer = may(place.person, "decision.draft", scope_of(case))
    editable = writer and case.step in drafting_steps(definition_of(case))
    if request.method == "GET":
        return _answer(request, place, kept, _form(place, kept, None), editable, kept.version)
    if not writer:
        raise Http404
    form = _form(place, kept, request.POST)
    base = request.POST.get("base_version", "")
    version = int(base) if base.isdigit() else 0
    typed = form.values()
    asked = questions(case, kept.fields, place.today)
    # An emptied field is a change too.
    changes = {each.name: typed.get(each.name, "") for each in form.own_fields}
    answered = weight_of(typed, asked, kept.fields.get("circumstances") or [])
    changes |= {"circumstances": answered} if asked else {}
    outcome = perform(request, save_draft, kept, changes, version)
    if saving.asked(request):
        if not outcome:
            return saving.not_saved(outcome.refusals)
        found = {"weighed": explain(case, outcome.result.fields, place.today)}
        return saving.saved(outcome.result.version, {"weight": render_to_string("office/weighed.html", found)})
    if outcome:
        return done(request, f"已保存第 {outcome.result.version} 版。", "office:draft", case.uuid)
    kept.refresh_from_db()
    more: dict[str, Any] = {}
    if saving.is_stale(outcome.refusals):
        more = {"theirs": differences(place, kept.fields, {**kept.fields, **changes}), "base_version": kept.version}
    attach(form, outcome.refusals)
    return _answer(request, place, kept, form, editable, version, **more)


def differences(place: Place, before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Field by field, in the words of the paper."""
    template = template_of(place.case, after, place.today)
    found = []
    for field in template.fields:
        old, new = _said(field, before.get(field.code)), _said(field, after.get(field.code))
        if old != new:
            found.append({"label": field.label, "pieces": redline(old, new), "before": old})
    return found


def _said(field: Any, value: Any) -> str:
    try:
        return as_text(field, value)
    except (ValueError, TypeError, LookupError):
        return str(value or "")


def _form(place: Place, kept: Draft, data: Any) -> PaperForm:
    template = template_of(place.case, kept.fields, place.today)
    initial = bound_values(template, kept.fields)
    form = PaperForm(template, place.case, data, initial=initial, skip=GENERATED, lenient=True)
    add_weight(form, questions(place.case, kept.fields, place.today))
    return form


def _answer(
    request: HttpRequest, place: Place, kept: Draft, form: PaperForm, editable: bool, base: int, **more: Any
) -> HttpResponse:
    fields = kept.fields
    sheet = Sheet(template_of(place.case, fields, place.today), paper_of(place.case, fields, place.today))
    context = {
        **frame(place),
        "draft": kept,
        "outcome": outcome_of(place.case, fields),
        "form": form,
        "editable": editable,
        "base_version": base,
        "weighed": explain(place.case, fields, place.today),
        "weight_fields": weight_fields(form),
        "lacking": problems(place.case, fields, place.today),
        "rows": [(field.label, _said(field, sheet.values.get(field.code))) for field in sheet.template.fields],
        "generated": [
            (labels(place.case, fields, place.today)[code], sheet.text(code))
            for code in sorted(GENERATED)
            if code in labels(place.case, fields, place.today)
        ],
        "versions": kept.versions.select_related("saved_by").order_by("-version")[:20],
        **comments_beside(place, kept),
        **more,
    }
    return answer(request, "office/draft_paper.html", context)
