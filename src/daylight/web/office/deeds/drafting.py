"""拟定、送审、报批."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.decisions.acts import draft_decision, send_for_review, submit_for_approval
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


DEEDS = (
    Deed("draft_decision", blank, lambda request, place, form: perform(request, draft_decision, place.case),
         "已从案卷带入事实、证据、依据和告知情况，请逐项核对。", "开始拟定处罚决定", brief=True),
    Deed("send_for_review", lambda place, data: SendForm(place, data), _send, "已送法制审核，拟处罚决定转为只读。",
         "送法制审核", papers=frozenset({"penalty_decision"}), about=_returned, brief=True),
    Deed("submit_for_approval", blank, lambda request, place, form: perform(request, submit_for_approval, place.case),
         "已报负责人审批。", "报负责人审批", papers=frozenset({"penalty_decision"}), brief=True),
)  # fmt: skip
