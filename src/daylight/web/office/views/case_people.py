"""当事人与回避 of one case: its parties and their questions, the search of priors, interests and 回避."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.acts import add_party, answer_party_question, ask_recusal, declare_interest, note_marks
from daylight.cases.marks import marks_of
from daylight.cases.models import Party
from daylight.cases.moving import definition_of
from daylight.cases.party_models import PartyQuestion, Recusal
from daylight.cases.scopes import scope_of
from daylight.core.identifiers import credit_code
from daylight.core.moment import local_date
from daylight.decisions.acts import decide_recusal, search_priors
from daylight.disclosure.later_known import numbers_to_mend
from daylight.recording.models import Document
from daylight.web.office.acting import answer, attach, case_or_404, done, office_required, perform, person_of
from daylight.web.office.acting import right_or_404 as demand
from daylight.web.office.forms.party_rows import ROLES
from daylight.web.office.forms.people import InterestForm, MarksForm, PartyForm, RecusalDecisionForm, RecusalForm
from daylight.web.office.people_summary import summary
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

PAPERS = ("prior_search_record", "recusal_decision")


@require_safe
@office_required
def people(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page."""
    return _page(request, uuid)


@require_POST
@office_required
def search(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """查重."""
    case = case_or_404(request, uuid)
    demand(request, "case.investigate", case)
    outcome = perform(request, search_priors, case)
    if outcome:
        return done(request, "查询完成，查询记录已入卷。", "office:case-people", uuid)
    return _page(request, uuid, refusals=outcome.refusals)


@require_POST
@office_required
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """增加当事人."""
    case, form = case_or_404(request, uuid), PartyForm(request.POST, auto_id="f-p-%s")
    demand(request, "case.investigate", case)
    if form.is_valid():
        outcome = perform(request, add_party, case, form.typed())
        if outcome:
            for warning in (
                credit_code(form.cleaned_data["credit_code"]).warnings if form.cleaned_data["credit_code"] else ()
            ):
                messages.warning(request, warning)
            return done(request, "当事人已增加。", "office:case-people", uuid)
        attach(form, outcome.refusals)
    return _page(request, uuid, adding=form)


@require_POST
@office_required
def mark(request: HttpRequest, uuid: UUID, party: UUID) -> HttpResponse:
    """登记特征信息."""
    case = case_or_404(request, uuid)
    demand(request, "case.investigate", case)
    found = case.parties.filter(uuid=party).first()
    if found is None:
        raise Http404
    form = MarksForm.of(found, request.POST)
    if form.is_valid():
        outcome = perform(request, note_marks, found, **form.typed())
        if outcome:
            if open_to_all := numbers_to_mend(case, local_date(present())):
                said = f"已公示的{'、'.join(open_to_all)}里还看得到刚登记的内容，请马上告知公示审核人员办理更正。"
                messages.warning(request, said)
            return done(request, "特征信息已保存；还没有公示的，重新生成公示版时一并遮盖。", "office:case-people", uuid)
        attach(form, outcome.refusals)
    return _page(request, uuid, marking=(found.pk, form))


@require_POST
@office_required
def settle(request: HttpRequest, uuid: UUID, question: UUID) -> HttpResponse:
    """同一人 / 不是同一人."""
    case = case_or_404(request, uuid)
    demand(request, "case.investigate", case)
    asked = PartyQuestion.objects.filter(uuid=question, party__case=case).first()
    said = request.POST.get("answer", "")
    if asked is None or said not in (PartyQuestion.SAME, PartyQuestion.OTHER):
        raise Http404
    outcome = perform(request, answer_party_question, asked, said == PartyQuestion.SAME)
    if outcome:
        return done(request, "已记录您的核对结果。", "office:case-people", uuid)
    return _page(request, uuid, refusals=outcome.refusals)


@require_POST
@office_required
def declare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """申报本人与本案的利害关系."""
    case, form = case_or_404(request, uuid), InterestForm(request.POST, auto_id="f-i-%s")
    if form.is_valid():
        said = form.cleaned_data
        outcome = perform(request, declare_interest, case, said["relation"], said["details"])
        if outcome:
            return done(request, "利害关系已申报；您是承办人的，已同时提请负责人决定回避。", "office:case-people", uuid)
        attach(form, outcome.refusals)
    return _page(request, uuid, declaring=form)


@require_POST
@office_required
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """登记当事人的回避申请."""
    case = case_or_404(request, uuid)
    demand(request, "case.investigate", case)
    form = RecusalForm(case, request.POST, auto_id="f-r-%s")
    if form.is_valid():
        outcome = perform(request, ask_recusal, case, form.typed())
        if outcome:
            return done(request, "回避申请已登记，等待负责人决定；决定以前调查不停止。", "office:case-people", uuid)
        attach(form, outcome.refusals)
    return _page(request, uuid, asking=form)


@require_POST
@office_required
def decide(request: HttpRequest, uuid: UUID, recusal: UUID) -> HttpResponse:
    """作出回避决定."""
    case = case_or_404(request, uuid)
    demand(request, "recusal.decide", case)
    asked = Recusal.objects.filter(uuid=recusal, case=case).first()
    if asked is None:
        raise Http404
    form = RecusalDecisionForm(case, request.POST, auto_id=f"f-d{asked.pk}-%s")
    if form.is_valid():
        said = form.cleaned_data
        outcome = perform(request, decide_recusal, asked, said["granted"] == "1", said["reason"], said["replacement"])
        if outcome:
            return done(request, "回避决定书已签发，请送达申请人。", "office:case-people", uuid)
        attach(form, outcome.refusals)
    return _page(request, uuid, deciding=(asked.pk, form))


def _page(request: HttpRequest, uuid: UUID, refusals: Any = (), **bound: Any) -> HttpResponse:
    """``bound``: the form that was refused, by ``adding``, ``declaring``, ``asking`` or ``deciding`` (with its row)."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    handles = may(place.person, "case.investigate", scope_of(case)) and case.closed_on is None
    papers = {each.uuid: each for each in Document.objects.filter(case=case, code__in=PAPERS)}
    rows = case.parties.select_related("record").prefetch_related("questions__record")
    found, deciding, marking = summary(place), bound.get("deciding"), bound.get("marking")
    marks = may(place.person, "case.investigate", scope_of(case))
    context = {
        **frame(place),
        "rows": [_party(each, handles) | {"marks": _marks(each, marks, marking)} for each in rows],
        "handles": handles,
        "may_add": handles and "add_party" in definition_of(case).step(case.step).allows,
        "summary": found,
        "search_paper": papers.get(found["search"].document_uuid) if found["search"] else None,
        "recusals": _recusals(place, papers, deciding),
        "interests": list(case.interests.select_related("person")),
        "running": case.closed_on is None,
        "adding": bound.get("adding") or PartyForm(auto_id="f-p-%s"),
        "declaring": bound.get("declaring") or InterestForm(auto_id="f-i-%s"),
        "asking": bound.get("asking") or (RecusalForm(case, auto_id="f-r-%s") if handles else None),
        "faulty": _faulty(bound),
    }
    return answer(request, "office/case_people.html", context, refusals)


def _faulty(bound: dict[str, Any]) -> Any:
    """The refused form; two kinds come with the row they belong to."""
    found = next(iter(bound.values()), None)
    return found[1] if isinstance(found, tuple) else found


def _marks(party: Party, may_mark: bool, marking: tuple[int, Any] | None) -> dict[str, Any]:
    """特征信息 with its form, for whoever handles the case; nobody else reads them."""
    if not may_mark:
        return {}
    own = marking[1] if marking and marking[0] == party.pk else None
    return {"form": own or MarksForm.of(party), "open": own is not None, "kept": marks_of(party)}


def _recusals(place: Place, papers: dict[UUID, Document], deciding: tuple[int, Any] | None) -> list[dict[str, Any]]:
    """Applications with their papers; the form for whoever decides them, never about himself."""
    case, found = place.case, []
    decides = may(place.person, "recusal.decide", scope_of(case))
    for each in case.recusals.select_related("person", "decided_by", "replacement", "recorded_by"):
        form = None
        if decides and each.granted is None and each.person_id != place.person.pk:
            own = deciding[1] if deciding and deciding[0] == each.pk else None
            form = own or RecusalDecisionForm(case, auto_id=f"f-d{each.pk}-%s")
        found.append({"recusal": each, "paper": papers.get(each.document_uuid), "form": form})
    return found


def _party(party: Any, handles: bool) -> dict[str, Any]:
    questions = [each for each in party.questions.all() if not each.answer] if party.record_id is None else []
    return {
        "party": party,
        "role": dict(ROLES).get(party.role, party.role),
        "warnings": _warnings(party.credit_code),
        "questions": questions,
        "may_answer": handles,
    }


def _warnings(code: str) -> tuple[str, ...]:
    return credit_code(code).warnings if code else ()
