"""Forms of the moves a definition declares: the paper's fields, a service, or a reason."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.core.definition import Move
from daylight.core.facts import CaseFacts
from daylight.decisions.acts import serve_paper, take_step
from daylight.decisions.drawing import COMPUTED
from daylight.decisions.entries import entries_of
from daylight.decisions.gathering import gather
from daylight.decisions.outcomes import GENERATED
from daylight.decisions.receipts import waiting_papers
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.deeds.investigation import paper
from daylight.web.office.following import inspection_lines
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.materials import tick_materials
from daylight.web.office.forms.paper import PaperForm
from daylight.web.office.forms.points import lay_points
from daylight.web.office.forms.service import ServiceForm
from daylight.web.office.place import Place

REASON = "move_reason"


class StepForm(PaperForm):
    """The paper of the move, and the reason where the move asks for one."""

    aliases = {"reason": REASON}

    def split(self) -> tuple[dict[str, Any], str]:
        """The fields of the paper, and the reason."""
        values = self.values()
        reason = str(values.pop(REASON, ""))
        return values, reason


class ReasonForm(OfficeForm):
    aliases = {"reason": REASON}

    def split(self) -> tuple[dict[str, Any], str]:
        return {}, str(self.cleaned_data[REASON])


@cache
def deed_for(move: Move) -> Deed:
    """The deed of a declared move; the same for the same move, so that pages can tell it apart."""
    if move.serves:
        return Deed(
            move.code, lambda place, data: ServiceForm(place, data), _serving(move), f"已办理：{move.name}。", move.name,
            papers=frozenset({"service_receipt"}), fits=_waiting(move),
        )  # fmt: skip
    return Deed(
        move.code, _form(move), _taking(move), f"已办理：{move.name}。", move.name,
        papers=frozenset({move.paper} - {""}), facts=_foreseen(move), brief=not move.paper, hint=_hint(move),
        about=inspection_lines if "G21" in move.gates else _nothing,
    )  # fmt: skip


def _nothing(place: Place) -> list[tuple[str, str]]:
    return []


def _hint(move: Move) -> str:
    if not move.paper:
        return ""
    return "提交后生成文书，进入案卷，不能再修改；需要更正的另出补正文书。"


def _form(move: Move) -> Any:
    def make(place: Place, data: Any) -> OfficeForm:
        if not move.paper:
            form: OfficeForm = ReasonForm(data)
        else:
            form = paper(place, move.paper, data, skip=GENERATED | COMPUTED, shape=StepForm)
            tick_materials(form, place)
            lay_points(form, place)
        if move.reasoned:
            form.fields[REASON] = forms.CharField(label="理由", widget=forms.Textarea({"rows": 3}))
            form.reword()
        return form

    return make if move.paper or move.reasoned else blank


def _taking(move: Move) -> Any:
    def run(request: HttpRequest, place: Place, form: Any) -> Outcome:
        fields, reason = form.split()
        return perform(request, take_step, place.case, move.code, fields, reason)

    return run


def _waiting(move: Move) -> Any:
    """Whether a paper of the move lies there issued and not yet handed over."""

    def fits(place: Place) -> bool:
        return bool(waiting_papers(place.case, move).exists())

    return fits


def _serving(move: Move) -> Any:
    def run(request: HttpRequest, place: Place, form: ServiceForm) -> Outcome:
        return perform(request, serve_paper, place.case, move.code, form.service())

    return run


def _foreseen(move: Move) -> Any:
    """Before anything is typed the gates look at the file as it is; what only the new paper can tell is not yet a fault."""

    def facts(place: Place) -> CaseFacts | None:
        if move.paper and move.paper not in entries_of(place.case):
            return None
        return gather(place.case, place.today)

    return facts
