"""移送: a case of its own that follows from this one, registered from its page (移送规定第三条)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.cases.acts import Lead, PartyInput, register_lead
from daylight.cases.entering import TRANSFER
from daylight.cases.moving import definition_of
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed
from daylight.web.office.following import PARTY_PARTS
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import certified
from daylight.web.office.place import Place

PROCEDURE = "transfer"


class TransferForm(OfficeForm):
    """What is handed on and with whom; parties and place are those of the case."""

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = certified(place.person).filter(section_id=place.person.section_id).exclude(pk=place.person.pk)
        self.fields["lead"] = forms.CharField(
            label="移送事由", widget=forms.Textarea({"rows": 3}),
            help_text="写明涉嫌的犯罪、没有管辖权的理由或者公职人员的问题线索；送往哪里在移送案件中办理",
        )  # fmt: skip
        self.fields["partner"] = forms.ModelChoiceField(
            partners, to_field_name="uuid", label="协办人员", empty_label="请选择"
        )
        self.reword()


def _run(request: HttpRequest, place: Place, form: TransferForm) -> Outcome:
    case, said = place.case, form.cleaned_data
    parties = [
        PartyInput(**{part: getattr(each, part) for part in PARTY_PARTS})
        for each in case.parties.filter(role="party").order_by("id")
    ]
    lead = Lead(
        item_code=case.item_code,
        source="移送",
        lead=said["lead"],
        place=case.place,
        parties=parties,
        partner=said["partner"],
        procedure=PROCEDURE,
        origin=case,
    )
    return perform(request, register_lead, lead)


def _fits(place: Place) -> bool:
    return place.case.closed_on is None and definition_of(place.case).category != TRANSFER


DEEDS = (
    Deed(
        "start_transfer", TransferForm, _run, "移送案件已登记，请在“来源和后续”中打开它接着办理。", "登记移送",
        name="移送公安、其他机关或者纪检监察机关", right="case.investigate",
        cite="行政执法机关移送涉嫌犯罪案件的规定第三条；自然资源行政处罚办法第十三条", fits=_fits,
        hint="移送另立一卷，本案的办理不因此停止；等待移送结果需要中止的，另行办理中止。",
    ),
)  # fmt: skip
