"""清单工作台: kinds, versions, what changed, approval by a second person, publication from a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import public_values
from daylight.core.moment import local_date
from daylight.core.policyprose import articles
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.trying import TRIED
from daylight.lists import acts, queries
from daylight.lists.exporting import FORMATS, export_list, export_version
from daylight.lists.models import ListVersion
from daylight.lists.stations import RETURNED_BY, TURNS, turn_of
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks import lawchanges
from daylight.web.office.desks import lists_impact as impact
from daylight.web.office.desks import lists_reading as reading
from daylight.web.office.desks.entering import desk_or_404, placed
from daylight.web.office.desks.lists_due import due_lists
from daylight.web.office.forms.reading import read_day

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Every kind with its version in force and what is being prepared."""
    person, today = desk_or_404(request, "list.read"), local_date(present())
    context = {"lines": reading.kinds(person.agency, today), "today": today, "may_draft": _may(person, "list.draft")}
    context["due"] = due_lists(person.agency, today)
    context["fallen"] = len(lawchanges.fallen_items(person.agency, today))
    return answer(request, "office/desks/lists_desk.html", context)


@require_safe
@office_required
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """All versions of one list, newest first."""
    return kind_page(request, code)


@require_safe
@office_required
def version(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One version: who, when, what changed, and its rows."""
    return version_page(request, found(request, uuid))


@require_POST
@office_required
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """发布 from a day on."""
    draft = found(request, uuid)
    typed = {name: request.POST.get(name, "") for name in ("in_force_from", "basis")}
    day = read_day(typed["in_force_from"], local_date(present()), lawpack.current().calendar())
    if day is None:
        fault = Refusal("field.date", "请填写生效日，如 2026-11-22 或者“今天”。", "", "in_force_from")
        return version_page(request, draft, typed, (fault,))
    outcome = perform(request, acts.publish_list, draft, day, basis=typed["basis"])
    if outcome:
        return done(request, f"已发布，自 {day} 起施行，正在写入公示网站。", "office:list-version", uuid)
    return version_page(request, draft, typed, placed(outcome.refusals, {"in_force_from": "in_force_from"}))


@require_POST
@office_required
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """撤回, with a reason."""
    draft = found(request, uuid)
    reason = request.POST.get("reason", "")
    outcome = perform(request, acts.withdraw_list, draft, reason)
    if outcome:
        return done(request, "已撤回。", "office:list-version", uuid)
    return version_page(request, draft, {"reason": reason}, placed(outcome.refusals, {"reason": "reason"}))


@require_safe
@office_required
def export(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The list in force on ``?as_of=`` (today), as a file that can be imported again."""
    person, today = desk_or_404(request, "list.read"), local_date(present())
    if code not in KINDS or format not in FORMATS:
        raise Http404
    typed = request.GET.get("as_of", "")
    day = read_day(typed, today, lawpack.current().calendar()) if typed else today
    try:
        if day is None:
            raise Refused(Refusal("field.date", "请填写日期，如 2026-11-22。", "", "as_of"))
        body = export_list(code, person.agency, format, day)
    except Refused as refused:
        return kind_page(request, code, {"as_of": typed}, refused.refusals)
    return _file(body, format, f"{KINDS[code].title}（{day}）")


@require_safe
@office_required
def export_one(request: HttpRequest, uuid: UUID, format: str) -> HttpResponse:
    """One version, a draft too."""
    wanted = found(request, uuid)
    if format not in FORMATS:
        raise Http404
    return _file(export_version(wanted, format), format, f"{KINDS[wanted.kind].title}第{wanted.number}版")


def found(request: HttpRequest, uuid: UUID) -> ListVersion:
    """The version, or 404 for whoever may not know that it exists."""
    visible = queries.visible(person_of(request)).select_related("agency")
    wanted: ListVersion | None = visible.filter(uuid=uuid).first()
    if wanted is None:
        raise Http404
    return wanted


def kind_page(
    request: HttpRequest, code: str, typed: Mapping[str, Any] | None = None, refusals: Any = (), **more: Any
) -> HttpResponse:
    """The page of one list, with the upload form for whoever may draft."""
    person, today = desk_or_404(request, "list.read"), local_date(present())
    if code not in KINDS:
        raise Http404
    people = ("created_by", "checked_by", "approved_by", "published_by")
    versions = queries.versions(person.agency, code).select_related(*people)
    context = {
        "kind": KINDS[code],
        "versions": [(each, *reading.mark(each, today)) for each in versions],
        "may_draft": _may(person, "list.draft"),
        "required": [each.title for each in KINDS[code].columns if each.required or each.ordered],
        "formats": FORMATS,
        "standing": queries.in_force(person.agency, code, today),
        "typed": typed or {},
        "today": today,
        **more,
    }
    return answer(request, "office/desks/list_kind.html", context, refusals)


def version_page(
    request: HttpRequest, wanted: ListVersion, typed: Mapping[str, Any] | None = None, refusals: Any = ()
) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    wanted.refresh_from_db()
    editors = list(wanted.editors.all())
    earlier = queries.before(wanted)
    changes = reading.changed_rows(wanted, earlier) if earlier else []
    preparing = wanted.state in queries.PREPARING
    touched = impact.open_cases(wanted, queries.changes(earlier, wanted)) if earlier and preparing else {}
    rows = queries.kept_rows(wanted)
    kind, word = reading.mark(wanted, today)
    table = lawchanges.with_standing(reading.table(KINDS[wanted.kind], rows), wanted.kind, rows, today)
    may_edit = wanted.state == "draft" and _may(person, "list.draft")
    right = TURNS[wanted.state][0] if wanted.state in TURNS else ""
    returned = wanted.state == "draft" and bool(wanted.returned_reason)
    turn = bool(right) and not returned and may(person, right, Scope(wanted.agency_id))
    involved = person in editors or (wanted.state == "checked" and wanted.checked_by_id == person.pk)
    context = {
        "version": wanted,
        "outside": wanted.agency_id != person.agency_id,
        "kind": KINDS[wanted.kind],
        "state_kind": kind,
        "state": word,
        "editors": editors,
        "earlier": earlier,
        "changes": [(each, touched.get(each.code, 0)) for each in changes],
        "touched": sum(touched.values()),
        "replay": impact.replay(wanted, earlier, today) if preparing else None,
        "trials": list(wanted.trials.order_by("-id")[:5]),
        "may_try": wanted.kind in TRIED and may(person, "list.read", Scope(wanted.agency_id)),
        "articles": articles(wanted.kind, [public_values(KINDS[wanted.kind], r) for r in rows], wanted.agency.name),
        "others": [v for v in queries.versions(wanted.agency, wanted.kind) if v.pk != wanted.pk],
        "table": reading.linked(table, wanted) if may_edit else table,
        "fallen": lawchanges.fallen_rows(wanted.kind, rows, today),
        "total": len(rows),
        "station": turn_of(wanted),
        "returned": returned,
        "may_pass": turn and wanted.state in RETURNED_BY and not involved,
        "own": turn and wanted.state in RETURNED_BY and involved,
        "may_edit": may_edit,
        "may_copy": wanted.state in queries.STOOD and _may(person, "list.draft"),
        "may_publish": turn and wanted.state == "approved",
        "may_withdraw": wanted.state in acts.WITHDRAWABLE and _may(person, "list.publish"),
        "formats": FORMATS,
        "typed": typed or {},
        "today": today,
    }
    return answer(request, "office/desks/list_version.html", context, refusals)


def _may(person: Person, right: str) -> bool:
    return may(person, right, Scope(person.agency_id))


def _file(body: bytes, format: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=TYPES[format])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{format}") or ""
    return response
