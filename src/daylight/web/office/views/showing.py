"""扫码亮证 on the officer's telephone: take codes, show them by the clock, see who looked, keep it in the file."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import show_identity
from daylight.cases.certification import certified_on
from daylight.cases.models import Case
from daylight.cases.queries import visible_cases
from daylight.cases.showing import queries
from daylight.cases.showing.acts import issue_codes, stop_codes
from daylight.cases.showing.models import CodeBatch
from daylight.core.identitycode import digest_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.portal.exports import address
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404

RIGHT = "identity.show"
# A picture of fixed form draws fast; every mask is good for every reader.
MASK = 3
OFFERED = 30


@require_safe
@office_required
def showing(request: HttpRequest) -> HttpResponse:
    """The code of this minute, or the form to take codes."""
    desk_or_404(request, RIGHT)
    return _page(request)


@require_POST
@office_required
def start(request: HttpRequest) -> HttpResponse:
    desk_or_404(request, RIGHT)
    person, wanted = person_of(request), request.POST.get("case", "")
    case = next((each for each in _cases(person) if str(each.uuid) == wanted), None)
    if wanted and case is None:
        return _page(request, (Refusal("codes.case", "没有找到所选的案件，请重新选择。", "", "case"),))
    outcome = perform(request, issue_codes, case, request.POST.get("purpose", "") or (case.item_name if case else ""))
    if not outcome:
        return _page(request, outcome.refusals)
    return done(request, "已领取亮证码，没有信号时也能出示。", "office:showing")


@require_POST
@office_required
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    outcome = perform(request, stop_codes, _own(request, uuid), request.POST.get("reason", "") or "检查结束")
    return done(request, "亮证码已停用。", "office:showing") if outcome else _page(request, outcome.refusals)


@require_POST
@office_required
def keep(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the showing into the file with the chosen receipts; its time is that of the first of them."""
    batch, person = _own(request, uuid), person_of(request)
    if batch.case is None:
        raise Http404
    chosen = set(request.POST.getlist("receipts"))
    scans = [scan for scan in queries.scans_for(batch.case) if scan.receipt in chosen]
    partner = next((p for p in _partners(batch.case, person) if str(p.uuid) == request.POST.get("partner")), None)
    if not scans or partner is None:
        said = {"receipts": "请至少勾选一次核验。", "partner": "请选择一同亮证的执法人员。"}
        lacking = [n for n, found in (("receipts", scans), ("partner", partner)) if not found]
        return _page(request, tuple(Refusal("field.required", said[n], "行政处罚法第五十五条", n) for n in lacking))
    outcome = perform(
        request, show_identity, batch.case, scans[0].scanned_at, request.POST.get("place", ""), "scan",
        [person, partner], [scan.receipt for scan in scans],
    )  # fmt: skip
    if not outcome:
        return _page(request, outcome.refusals)
    return done(request, "扫码亮证已记入案件。", "office:case", batch.case.uuid)


@require_safe
@office_required
def codes(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """The codes still to come, as modules of a QR code, for the telephone to keep: ``bits`` row by row, base64."""
    batch, now = _own(request, uuid), present()
    if batch.stopped_at or batch.ends_at <= now:
        raise Http404
    begins = int(batch.begins_at.timestamp())
    rows = queries.codes_of(batch, now)
    first = begins + (batch.count - len(rows)) * batch.seconds
    drawn = [{"begins": first + n * batch.seconds, **_modules(text)} for n, text in enumerate(rows)]
    return JsonResponse({"batch": batch.batch, "seconds": batch.seconds, "now": now.timestamp(), "codes": drawn})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it must lie below the pages it keeps."""
    path = finders.find("office/showing_worker.js")
    return HttpResponse(Path(str(path)).read_bytes(), content_type="text/javascript; charset=utf-8")


def _page(request: HttpRequest, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    person, now = person_of(request), present()
    batch = queries.running(person, now)
    context: dict[str, Any] = {
        "held": certified_on(person, local_date(now)),
        "cases": [("", "不选案件"), *((str(c.uuid), c.title) for c in _cases(person))],
        "typed": {name: request.POST.get(name, "") for name in ("case", "purpose", "place", "partner")},
        "portrait": queries.portrait(person),
    }
    if batch is not None:
        context |= _running(request, batch, person)
    return answer(request, "office/showing.html", context, refusals)


def _running(request: HttpRequest, batch: CodeBatch, person: Person) -> dict[str, Any]:
    now = present()
    try:
        text = queries.codes_of(batch, now)[0]
    except queries.KeyChanged:
        return {"key_changed": True}
    waiting = queries.scans_for(batch.case) if batch.case else []
    return {
        "batch": batch,
        "qr": _svg(text),
        "digest": digest_of(text)[:8],
        "codes_href": reverse("office:showing-codes", args=[batch.uuid]),
        "scans": queries.looked_at(batch),
        "waiting": waiting,
        "partners": [("", "请选择"), *((str(p.uuid), p.name) for p in _partners(batch.case, person))]
        if batch.case
        else [],
    }


def _cases(person: Person) -> list[Case]:
    """The running files this officer handles, newest first."""
    found = visible_cases(person, "case.investigate").filter(closed_on=None, handlers__person=person)
    return list(found.order_by("-id").distinct()[:OFFERED])


def _partners(case: Case, person: Person) -> list[Person]:
    return [h.person for h in case.handlers.select_related("person") if h.person_id != person.pk]


def _own(request: HttpRequest, uuid: UUID) -> CodeBatch:
    desk_or_404(request, RIGHT)
    batch = queries.own_batch(person_of(request), uuid)
    if batch is None:
        raise Http404
    return batch


def _made(text: str) -> Any:
    return segno.make(address(f"/show/{text}/"), error="l", micro=False, mask=MASK, boost_error=False)


def _modules(text: str) -> dict[str, Any]:
    matrix = _made(text).matrix
    bits = "".join("1" if cell else "0" for row in matrix for cell in row)
    raw = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return {"size": len(matrix), "bits": base64.b64encode(raw).decode("ascii")}


def _svg(text: str) -> SafeString:
    svg = _made(text).svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
    return mark_safe(svg.replace("<svg ", '<svg role="img" aria-label="亮证码" ', 1))
