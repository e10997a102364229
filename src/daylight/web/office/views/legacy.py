"""历史决定: imported records with their questions; those without any can be published here with their source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.disclosure import acts, queries
from daylight.disclosure.models import Legacy
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, home_scope, placed

PAGE = 10
STATES = {"": "全部", "asked": "有待核问题", "ready": "可公示", "published": "公示中", "withdrawn": "已撤回"}


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """``?state=`` and ``?question=`` narrow; both are plain addresses."""
    desk_or_404(request, "disclosure.read")
    return _page(request)


@require_POST
@office_required
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """公示一条历史决定."""
    row = _row(request, uuid)
    outcome = perform(request, acts.publish_legacy, row)
    if outcome:
        return done(
            request,
            f"已公示历史决定 {row.normalised.get('doc_number_text', row.key)}，正在写入公示网站。",
            "office:legacy-desk",
        )
    return _page(request, placed(outcome.refusals, {}))


@require_POST
@office_required
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """撤回一条历史决定 with a ground and a public reason."""
    row = _row(request, uuid)
    code, text = request.POST.get("reason_code", ""), request.POST.get("explanation", "")
    outcome = perform(request, acts.withdraw_legacy, row, code, text)
    if outcome:
        return done(request, "已撤回，正在从公示网站移除内容。", "office:legacy-desk")
    names = {"explanation": f"explanation-{row.pk}", "reason_code": f"reason-{row.pk}"}
    return _page(request, placed(outcome.refusals, names), {"pk": row.pk, "code": code, "text": text})


def _row(request: HttpRequest, uuid: UUID) -> Legacy:
    row: Legacy | None = queries.legacy_for(desk_or_404(request, "disclosure.read")).filter(uuid=uuid).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, refusals: Any = (), typed: Mapping[str, Any] | None = None) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    every = list(queries.legacy_for(person))
    codes: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in every:
        for code in {str(each["code"]) for each in row.questions}:
            codes[code] += 1
        for each in row.questions:
            names.setdefault(str(each["code"]), str(each["message"]))
    state, question = request.GET.get("state", ""), request.GET.get("question", "")
    chosen = [row for row in every if _belongs(row, state, question)]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page": page,
        "total": len(chosen),
        "pattern": f"?{asked.urlencode()}&page={{}}",
        "filters": [(name, word, sum(_belongs(row, name, "") for row in every)) for name, word in STATES.items()],
        "state": state,
        "question": question,
        "questions": [("", "全部问题"), *((code, f"{names[code]}（{n}）") for code, n in codes.most_common())],
        "may_withdraw": may(person, "disclosure.withdraw", home_scope(person)),
        "reasons": [(each.id, each.name) for each in lawpack.current().disclosure_reasons("withdraw", today)],
        "typed": typed or {},
        "may_publish": may(person, "disclosure.confirm", home_scope(person)),
    }
    return answer(request, "office/desks/legacy.html", context, refusals)


def _belongs(row: Legacy, state: str, question: str) -> bool:
    if question and all(each["code"] != question for each in row.questions):
        return False
    if state == "withdrawn":
        return row.withdrawn_at is not None
    if state == "published":
        return row.published_at is not None and row.withdrawn_at is None
    if state == "ready":
        return row.publishable and row.published_at is None
    return state != "asked" or (bool(row.questions) and row.published_at is None)
