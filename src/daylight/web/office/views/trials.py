"""目录试算: how far it is, and the cases whose answer changes under a version not yet adopted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.decisions.acts import start_trial
from daylight.decisions.models import CatalogueTrial
from daylight.lists import queries
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.forms.reading import read_day
from daylight.web.office.views.lists import found, version_page

YEAR = timedelta(days=365)
SHOWN = 200


@require_POST
@office_required
def start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin a trial of the version."""
    version, today = found(request, uuid), local_date(present())
    typed = request.POST.get("since", "")
    since = read_day(typed, today, lawpack.current().calendar()) if typed else today - YEAR
    if since is None:
        fault = Refusal("field.date", "请填写起算日期，如 2025-11-22。", "", "since")
        return version_page(request, version, {"since": typed}, (fault,))
    outcome = perform(request, start_trial, version, since)
    if outcome:
        return done(request, "已开始试算。", "office:list-trial", outcome.result.uuid)
    return version_page(request, version, {"since": typed}, outcome.refusals)


@require_safe
@office_required
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One trial: while it runs the page asks again by itself."""
    person = person_of(request)
    trial = CatalogueTrial.objects.select_related("version__agency", "against", "started_by").filter(uuid=uuid).first()
    if trial is None or not queries.visible(person).filter(pk=trial.version_id).exists():
        raise Http404
    changes = trial.changes.select_related("case").order_by("-after", "id")
    rows = [
        {"case": each.case, "why": each.why, "after": each.after, "open": may(person, "case.read", scope_of(each.case))}
        for each in changes[:SHOWN]
    ]
    more = trial.changes.filter(after=True).count()
    fewer = trial.changes.filter(after=False).count()
    context = {"trial": trial, "rows": rows, "more": more, "fewer": fewer, "shown": SHOWN, "all": more + fewer}
    return answer(request, "office/desks/trial.html", context)
