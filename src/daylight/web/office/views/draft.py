"""拟处罚决定: edit, autosave, compare, preview."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.lawcompare import Comparison, both_laws
from daylight.core.moment import local_date
from daylight.core.redline import redline
from daylight.core.refusal import Refused
from daylight.decisions.acts import save_draft
from daylight.decisions.draftfields import LABELS
from daylight.decisions.models import Draft, DraftVersion
from daylight.decisions.outcomes import composed, drafting_steps, paper_of, template_of
from daylight.decisions.reckoning import table_lines
from daylight.decisions.weighing import explain
from daylight.recording import papers
from daylight.recording import render as drawing
from daylight.recording.wording import in_force
from daylight.web.office import saving
from daylight.web.office.acting import answer, attach, case_or_404, office_required, perform, person_of
from daylight.web.office.forms.draft import DraftForm
from daylight.web.office.forms.draftrows import GROUPS
from daylight.web.office.forms.fine import fine_of
from daylight.web.office.forms.repeating import BUTTON, rearranged
from daylight.web.office.forms.weight import weight_fields
from daylight.web.office.place import Place
from daylight.web.office.views import draft_paper
from daylight.web.office.views.draft_comments import comments_beside
from daylight.web.office.views.workspace import frame

# What of a line is read aloud when versions are compared.
SPOKEN = (
    "label", "quantity", "rate", "amount", "refunded", "cost", "evidence", "item", "facts", "act_on", "deviation_reason",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@office_required
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The editor; read-only for everybody but the handlers, and for them once the draft is under review."""
    case, kept = _draft(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    if not composed(case, kept.fields):
        return draft_paper.page(request, place, kept)
    editable = case.step in drafting_steps(definition_of(case)) and may(place.person, "decision.draft", scope_of(case))
    if request.method == "GET":
        form = DraftForm(case, place.today, kept.fields, shown=request.GET.dict())
        return answer(request, "office/draft.html", _context(place, kept, form, editable, kept.version))
    if not may(place.person, "decision.draft", scope_of(case)):
        raise Http404
    return _save(request, place, kept, editable)


def _save(request: HttpRequest, place: Place, kept: Draft, editable: bool) -> HttpResponse:
    data, spot = rearranged(request.POST, GROUPS)
    form = DraftForm(place.case, place.today, kept.fields, data)
    form.full_clean()
    base = request.POST.get("base_version", "")
    version = int(base) if base.isdigit() else 0
    outcome = perform(request, save_draft, kept, form.changes(), version)
    if outcome:
        saved: Draft = outcome.result
        if saving.asked(request):
            fine = fine_of(place.case, saved.fields, place.today)
            panel = render_to_string("office/fine.html", {"fine": fine})
            found = {"weighed": explain(place.case, saved.fields, place.today)}
            weight = render_to_string("office/weighed.html", found)
            parts = {"fine": panel, "weight": weight, "draft-version": f"第 {saved.version} 版"}
            return saving.saved(saved.version, parts)
        messages.success(request, f"已保存第 {saved.version} 版。")
        # A row added or taken out, or the sum asked for: back to that place of the page.
        spot = spot or ("#fine" if request.POST.get(BUTTON) == "reckon" else "")
        mark = "?" if spot and not spot.startswith("#") else ""
        return redirect(reverse("office:draft", args=[place.case.uuid]) + mark + spot)
    if saving.asked(request):
        return saving.not_saved(outcome.refusals)
    kept.refresh_from_db()
    context = _context(place, kept, form, editable, version)
    if saving.is_stale(outcome.refusals):
        # Saving again from this page is then a decision made in sight of the other's words.
        # What is reckoned from the lines is nobody's text.
        reckoned = {name: kept.fields.get(name, "") for name in ("fine_yuan", "fine_table", "gains_yuan")}
        mine = {**form.changes(), **reckoned}
        context |= {"theirs": _differences(kept.fields, mine), "base_version": kept.version}
    attach(form, outcome.refusals)
    return answer(request, "office/draft.html", context)


def _context(place: Place, kept: Draft, form: DraftForm, editable: bool, base: int) -> dict[str, Any]:
    return {
        **frame(place),
        "draft": kept,
        "form": form,
        "editable": editable,
        "drafting": place.case.step in drafting_steps(definition_of(place.case)),
        "base_version": base,
        "fine": fine_of(place.case, kept.fields, place.today),
        "weighed": explain(place.case, kept.fields, place.today),
        "weight_fields": weight_fields(form),
        "item": _law(place),
        "laws": _two_laws(place),
        "rows": _read_only(kept),
        "versions": kept.versions.select_related("saved_by").order_by("-version")[:20],
        **comments_beside(place, kept),
    }


def _two_laws(place: Place) -> Comparison | None:
    """行为时和决定时的规定, side by side; None for a case without a fine in the lawpack."""
    case = place.case
    if not case.law_item:
        return None
    return both_laws(
        lawpack.current(),
        case.law_item,
        case.act_ended_on or place.today,
        place.today,
        area_m2=case.area_m2,
        continuing=case.act_continuing,
    )


def _law(place: Place) -> Any:
    pack = lawpack.current()
    versions = pack.rules["item"].get(place.case.law_item, ())
    on = place.case.act_ended_on or place.today
    return next((each for each in versions if each.in_force(on)), None)


@require_safe
@office_required
def compare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Two versions of the draft, field by field."""
    case, kept = _draft(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    after = _version(kept, request.GET.get("to", ""), kept.version)
    before = _version(kept, request.GET.get("from", ""), max(1, after.version - 1))
    context = {
        **frame(place),
        "before": before,
        "after": after,
        "changes": _differences(before.fields, after.fields)
        if composed(case, after.fields)
        else draft_paper.differences(place, before.fields, after.fields),
        "choices": [
            (str(each.version), f"第 {each.version} 版　{each.saved_by.name}")
            for each in kept.versions.select_related("saved_by").order_by("-version")
        ],
        "from": str(before.version),
        "to": str(after.version),
    }
    return render(request, "office/compare.html", context)


@require_safe
@office_required
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The decision as it would be printed today, marked 草稿."""
    case, kept = _draft(request, uuid)
    now = present()
    today = local_date(now)
    template = template_of(case, kept.fields, today)
    try:
        printed = paper_of(case, kept.fields, today)
        body = drawing.pdf(
            papers.compose(
                case, template, printed, now, draft=True, wording=in_force(case.agency, template.code, today)
            ),
            archival=False,
        )
    except (Refused, ValueError, KeyError, LookupError) as error:
        said = (
            str(error) if isinstance(error, Refused) else "拟处罚决定还有不能识别的内容，请先按送审前检查补正，再预览。"
        )
        context = {**frame(Place(case, person_of(request), today)), "said": said}
        return render(request, "office/no_preview.html", context, status=422)
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": "inline"})


def _draft(request: HttpRequest, uuid: UUID) -> tuple[Case, Draft]:
    case = case_or_404(request, uuid)
    kept = getattr(case, "draft", None)
    if kept is None:
        raise Http404
    return case, kept


def _version(kept: Draft, wanted: str, otherwise: int) -> DraftVersion:
    number = int(wanted) if wanted.isdigit() else otherwise
    found = kept.versions.select_related("saved_by").filter(version=number).first()
    if found is None:
        raise Http404
    return found


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name, label in {**LABELS, "deviation_reason": "偏离裁量阶次的理由"}.items():
        old, new = words(before.get(name, "")), words(after.get(name, ""))
        if old != new:
            found.append({"label": label, "pieces": redline(old, new), "before": old})
    return found


def _read_only(kept: Draft) -> list[tuple[str, str]]:
    return [
        (label, words(kept.fields.get(name, "")))
        for name, label in LABELS.items()
        # The table stands below as a table.
        if kept.fields.get(name) and name != "fine_table"
    ]


def words(value: Any) -> str:
    """A field of the draft as text a person compares."""
    if isinstance(value, list | tuple):
        return "\n".join(words(each) for each in value)
    if isinstance(value, dict):
        if "rows" in value:
            return "\n".join(table_lines(value))
        shown = value.get("label") if "ref" in value else value.get("text")
        if shown is None:
            shown = " ".join(str(value[key]) for key in SPOKEN if value.get(key))
        return str(shown) if shown else json.dumps(value, ensure_ascii=False)
    return str(value or "")
