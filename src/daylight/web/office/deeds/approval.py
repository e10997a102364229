"""负责人审查、集体讨论、签发."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.core.facts import CaseFacts
from daylight.decisions.acts import approve_decision, discuss_collectively, issue_decision, reject_decision
from daylight.decisions.composing import penalty_lines
from daylight.decisions.gathering import gather
from daylight.decisions.outcomes import composed, paper_of, template_of
from daylight.decisions.standing import decided, decision_of
from daylight.recording.render.templates.sheet import Sheet
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.deeds.investigation import paper
from daylight.web.office.deeds.opening import reason
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.paper import PaperForm
from daylight.web.office.forms.rows import bound_rows
from daylight.web.office.place import Place

VOICES = 8


class DiscussionForm(PaperForm):
    """集体讨论: the template's fields with one row a person instead of two free texts."""

    aliases = {"opinions": "voice_name_1", "attendees": "voice_name_1"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, skip={"attendees", "opinions"}, **kwargs)
        self.fields["host"] = forms.CharField(label="主持人", max_length=64)
        self.before = [name for name in self.fields if name not in ("conclusion", "signed")]
        for n in range(1, VOICES + 1):
            self.fields |= {
                f"voice_name_{n}": forms.CharField(label=f"第 {n} 名出席人", required=False, max_length=64),
                f"voice_text_{n}": forms.CharField(
                    label=f"第 {n} 名出席人的意见", required=False, widget=forms.Textarea({"rows": 2})
                ),
            }
        self.reword()

    def opinions(self) -> list[dict[str, str]]:
        said = self.cleaned_data
        rows = [(said[f"voice_name_{n}"], said[f"voice_text_{n}"]) for n in range(1, VOICES + 1)]
        return [{"name": name, "opinion": text} for name, text in rows if name or text]

    @property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {"title": "会议", "fields": [self[name] for name in self.before]},
            {"title": "出席人和各人意见", "rows": bound_rows(self, ("voice_name", "voice_text"), VOICES)},
            {"title": "结论", "fields": [self["conclusion"], self["signed"]]},
        ]


def _discussion(place: Place, data: Any) -> OfficeForm:
    plain = paper(place, "collective_discussion", None)
    return DiscussionForm(plain.template, place.case, data, initial={**plain.initial, "host": place.person.name})


def _discuss(request: HttpRequest, place: Place, form: DiscussionForm) -> Outcome:
    values = form.values()
    minutes = {name: value for name, value in values.items() if not name.startswith("voice_")}
    return perform(request, discuss_collectively, place.case, minutes, form.opinions())


def _proposed(place: Place) -> list[tuple[str, str]]:
    """What is put before the leader, short enough for a phone."""
    draft = getattr(place.case, "draft", None)
    if draft is None:
        return []
    fields = draft.fields
    passed = place.case.dossiers.filter(state="passed").order_by("-round").first()
    reviewed = (
        "法制审核",
        f"{passed.opinion}（{passed.reviewer.name if passed.reviewer else ''}）{passed.opinion_text}"
        if passed
        else "未经法制审核：不在审核目录内",
    )
    said = _penalty(fields) if composed(place.case, fields) else _plain(place, fields)
    return [(label, text) for label, text in (*said, reviewed) if text]


def _penalty(fields: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("违法事实", fields["facts"]),
        ("拟处罚内容", penalty_lines(fields["penalties"])),
        ("依据", "；".join(fields["basis"])),
        ("裁量理由", fields["discretion_reason"]),
        ("告知和陈述申辩", fields["statement_summary"]),
        ("听证", fields["hearing_summary"]),
    ]


def _plain(place: Place, fields: dict[str, Any]) -> list[tuple[str, str]]:
    """The paper as it will be printed, field by field."""
    sheet = Sheet(template_of(place.case, fields, place.today), paper_of(place.case, fields, place.today))
    return [(field.label, text) for field, text in sheet.filled()]


def _decided(place: Place) -> CaseFacts | None:
    """The facts with the paper about to be issued in them (G14 looks at the paper)."""
    case, today = place.case, place.today
    decision = decision_of(case)
    if decision is None:
        return None
    printed = paper_of(case, decision.fields, today)
    return gather(case, today, fields=decision.fields, paper=printed, decided_on=today)


DEEDS = (
    Deed("approve_decision", blank, lambda request, place, form: perform(request, approve_decision, place.case),
         "已批准，待签发。", "批准", about=_proposed, brief=True),
    Deed("reject_decision", reason,
         lambda request, place, form: perform(request, reject_decision, place.case, form.cleaned_data["reason"]),
         "已退回重拟。", "退回重拟", brief=True, grave=True),
    Deed("discuss_collectively", _discussion, _discuss, "集体讨论记录已定稿。", "登记集体讨论",
         papers=frozenset({"collective_discussion"})),
    Deed("issue_decision", blank, lambda request, place, form: perform(request, issue_decision, decided(place.case)),
         "决定书已签发，不能再改动；送达和公示期限开始计算。", "签发决定书", papers=frozenset({"penalty_decision"}),
         facts=_decided, about=_proposed, brief=True, hint="签发后取得文号、加盖印章，不能再修改。"),
)  # fmt: skip
