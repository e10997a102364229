"""历史决定: imported records with their questions; those without any can be published here with their source."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import may
from daylight.disclosure import acts, queries
from daylight.disclosure.models import Legacy
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, home_scope, placed

PAGE = 20
STATES = {"": "全部", "asked": "有待核问题", "ready": "可公示", "published": "已公示"}


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
    person = desk_or_404(request, "disclosure.read")
    row = queries.legacy_for(person).filter(uuid=uuid).first()
    if row is None:
        raise Http404
    outcome = perform(request, acts.publish_legacy, row)
    if outcome:
        return done(
            request,
            f"已公示历史决定 {row.normalised.get('doc_number_text', row.key)}，正在写入公示网站。",
            "office:legacy-desk",
        )
    return _page(request, placed(outcome.refusals, {}))


def _page(request: HttpRequest, refusals: Any = ()) -> HttpResponse:
    person = person_of(request)
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
        "may_publish": may(person, "disclosure.confirm", home_scope(person)),
    }
    return answer(request, "office/desks/legacy.html", context, refusals)


def _belongs(row: Legacy, state: str, question: str) -> bool:
    if question and all(each["code"] != question for each in row.questions):
        return False
    if state == "published":
        return row.published_at is not None
    if state == "ready":
        return row.publishable and row.published_at is None
    return state != "asked" or (bool(row.questions) and row.published_at is None)
