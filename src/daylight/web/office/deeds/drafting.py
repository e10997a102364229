"""拟定、送审、报批."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.cases.moving import definition_of
from daylight.decisions.acts import choose_outcome, draft_decision, send_for_review, submit_for_approval
from daylight.decisions.outcomes import PENAL, drafting_steps, outcome_of
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.place import Place


class SendForm(OfficeForm):
    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = at.case.dossiers.order_by("-round").first()
        # Always there, so that a repeated click is read like the first; demanded only as the answer to a return.
        self.fields["response"] = forms.CharField(
            label="对上次退回意见的回应",
            required=last is not None and last.state == "returned",
            widget=forms.Textarea({"rows": 3}) if last else forms.HiddenInput(),
            help_text="逐条写明改了什么、为什么",
        )
        self.reword()


def _send(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, send_for_review, place.case, form.cleaned_data["response"])


def _returned(place: Place) -> list[tuple[str, str]]:
    """What the last round said, when the dossier came back."""
    last = place.case.dossiers.prefetch_related("findings").order_by("-round").first()
    if last is None or last.state != "returned":
        return []
    names = {each["code"]: each["name"] for each in last.elements}
    found = [
        (names.get(each.element, each.element), f"{each.get_verdict_display()}：{each.note}")
        for each in last.findings.all()
        if each.verdict in ("fails", "mend")
    ]
    return [(f"第 {last.round} 次审核意见", f"{last.opinion}：{last.opinion_text}"), *found]


class OutcomeForm(OfficeForm):
    """Which way the decision goes; a procedure with one way does not ask."""

    def __init__(self, at: Place, *args: Any, sparing: bool = False, usual: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [each for each in definition_of(at.case).outcomes if not (sparing and each.paper in PENAL)]
        if len(ways) > 1:
            self.fields["outcome"] = forms.ChoiceField(
                label="拟作出的决定",
                choices=[(each.code, each.name) for each in ways],
                widget=forms.RadioSelect,
                # The usual way needs no choice: it stands ticked, and nothing said means it.
                initial=ways[0].code if usual else None,
                required=not usual,
            )
        self.reword()


def _draft(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, draft_decision, place.case, form.cleaned_data.get("outcome", ""))


def _redirect(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, choose_outcome, place.case.draft, form.cleaned_data["outcome"])


def _several(place: Place) -> bool:
    definition = definition_of(place.case)
    return len(definition.outcomes) > 1 and place.case.step in drafting_steps(definition)


def _present_way(place: Place) -> list[tuple[str, str]]:
    return [("现在拟定的是", outcome_of(place.case, place.case.draft.fields).name)]


DEEDS = (
    Deed("draft_decision", lambda place, data: OutcomeForm(place, data, usual=True), _draft,
         "已从案卷带入内容，请逐项核对。", "开始拟定", brief=True),
    Deed("draft_no_penalty", lambda place, data: OutcomeForm(place, data, sparing=True), _draft,
         "已从案卷带入内容，请逐项填写。", "开始拟定", brief=True),
    Deed("choose_outcome", lambda place, data: OutcomeForm(place, data), _redirect, "已改拟另一种决定，先前的版本仍可比较。",
         "改拟", name="改拟另一种决定", right="decision.draft", about=_present_way, brief=True,
         fits=lambda place: hasattr(place.case, "draft") and _several(place)),
    Deed("send_for_review", lambda place, data: SendForm(place, data), _send, "已送法制审核，拟处罚决定转为只读。",
         "送法制审核", papers=frozenset({"penalty_decision"}), about=_returned, brief=True),
    Deed("submit_for_approval", blank, lambda request, place, form: perform(request, submit_for_approval, place.case),
         "已报负责人审批。", "报负责人审批", papers=frozenset({"penalty_decision"}), brief=True),
)  # fmt: skip
