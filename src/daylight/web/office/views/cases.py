"""我的案件: the list with its filter."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.access import roles_of
from daylight.base.present import present
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.core.moment import local_date
from daylight.web.office.acting import office_required, person_of
from daylight.web.office.tasks import party_of, tightest

PAGE = 20


@require_safe
@office_required
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases a person may read; ``step``, ``mine`` and ``q`` (案号、当事人、文号) are a plain GET URL."""
    person, today = person_of(request), local_date(present())
    step, words = request.GET.get("step", ""), request.GET.get("q", "").strip()
    officer = "officer" in roles_of(person)
    mine = request.GET.get("mine", "1" if officer and not words else "") == "1"
    cases = visible_cases(person).prefetch_related("parties", "clocks", "handlers__person")
    if step:
        cases = cases.filter(step=step)
    if mine:
        cases = cases.filter(handlers__person=person)
    for word in words.split():
        cases = cases.filter(
            Q(number__icontains=word)
            | Q(title__icontains=word)
            | Q(parties__name__icontains=word)
            | Q(documents__number__icontains=word)
        )
    page = Paginator(cases.distinct().order_by("-id"), PAGE).get_page(request.GET.get("page"))
    steps = {each.code: each.name for each in lawpack.current().procedure("penalty_ordinary", today).steps}
    rows = [
        {
            "case": each,
            "party": party_of(each),
            "step": definition_of(each).step(each.step).name,
            "limit": tightest(each.clocks.all(), today),
            "handlers": "、".join(h.person.name for h in each.handlers.all()),
        }
        for each in page
    ]
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "office/cases.html",
        {
            "rows": rows,
            "page": page,
            "pattern": f"?{asked.urlencode()}&page={{}}",
            "steps": [("", "全部环节"), *steps.items()],
            "step": step,
            "words": words,
            "mine": mine,
            "scope": "1" if mine else "0",
            "scopes": [("1", "我承办的"), ("0", "能查看的全部")],
            "officer": officer,
        },
    )
