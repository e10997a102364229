"""我的案件: the list with its filter."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base.access import roles_of
from daylight.base.present import present
from daylight.cases.models import Case, Party
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.core.moment import local_date
from daylight.recording.models import Document
from daylight.web.office.acting import office_required, person_of
from daylight.web.office.filtering import at_step, steps_shown
from daylight.web.office.paging import Pages
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
    cases = at_step(visible_cases(person), step)
    if mine:
        cases = cases.filter(pk__in=person.handling.values("case_id"))
    for word in words.split():
        cases = _saying(cases, word)
    rows = cases.prefetch_related("parties", "clocks", "handlers__person").order_by("-id")
    page = Pages(rows, PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "office/cases.html",
        {
            "rows": [
                {
                    "case": each,
                    "party": party_of(each),
                    "step": definition_of(each).step(each.step).name,
                    "limit": tightest(each.clocks.all(), today),
                    "handlers": "、".join(h.person.name for h in each.handlers.all()),
                }
                for each in page
            ],
            "page": page,
            "pattern": f"?{asked.urlencode()}&page={{}}",
            "steps": [("", "全部环节"), *steps_shown(today)],
            "step": step,
            "words": words,
            "mine": mine,
            "scope": "1" if mine else "0",
            "scopes": [("1", "我承办的"), ("0", "能查看的全部")],
            "officer": officer,
        },
    )


def _saying(cases: QuerySet[Case], word: str) -> QuerySet[Case]:
    """Cases with ``word`` in their number, title, a party's name or a document's number; no row twice."""
    here = Q(number__icontains=word) | Q(title__icontains=word)
    party = Exists(Party.objects.filter(case=OuterRef("pk"), name__icontains=word))
    paper = Exists(Document.objects.filter(case=OuterRef("pk"), number__icontains=word))
    return cases.filter(here | party | paper)
