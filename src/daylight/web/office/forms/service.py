"""送达: what is typed when a paper is handed over, shared by notice and decision."""

from __future__ import annotations

from typing import Any

from django import forms

from daylight.base.present import present
from daylight.core.moment import local_time
from daylight.decisions.carrying import handlers_of
from daylight.decisions.composing import principal
from daylight.decisions.receipts import METHODS, ServiceInput
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, MomentField, PeopleField, certified
from daylight.web.office.place import Place

SERVICE_FIELDS = (
    "served_on", "method", "servers_place", "servers", "receiver", "relation", "refusal_note", "witness",
    "posted_on", "confirmed_electronic", "confirmed_on", "online_remedy",
)  # fmt: skip


class ServiceForm(OfficeForm):
    aliases = {"place": "servers_place"}

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        first = {
            "served_on": present(),
            "servers_place": at.case.place,
            "servers": [p.uuid for p in handlers_of(at.case)],
            "receiver": principal(at.case).name if principal(at.case).kind == "person" else "",
            **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, initial=first, **kwargs)
        self.fields |= {
            "served_on": MomentField(label="送达时间"),
            "method": forms.ChoiceField(label="送达方式", choices=[("", "请选择"), *((m, m) for m in METHODS)]),
            "servers_place": forms.CharField(label="送达地点", max_length=200),
            "servers": PeopleField(certified(at.case), label="送达人"),
            "receiver": forms.CharField(
                label="签收人", required=False, max_length=64, help_text="留置、公告送达没有签收人"
            ),
            "relation": forms.CharField(label="签收人与受送达人关系", required=False, max_length=32),
            "refusal_note": forms.CharField(
                label="拒收或者公告情况", required=False, widget=forms.Textarea({"rows": 2}),
                help_text="留置、公告送达写明原因和经过",
            ),
            "witness": forms.CharField(label="见证人", required=False, max_length=64),
            "posted_on": DayField(label="公告发布日期", required=False, help_text="只有公告送达要填；公告期满才视为送达"),
            "confirmed_electronic": forms.BooleanField(label="当事人已签署电子送达确认书", required=False),
            "confirmed_on": DayField(label="确认书签署日期", required=False, help_text="只有电子送达要填"),
            "online_remedy": forms.CharField(
                label="网上申请复议的渠道", required=False, max_length=200, help_text="电子送达决定书的填写"
            ),
        }  # fmt: skip
        self.reword()

    def service(self) -> ServiceInput:
        """What was typed, for the act."""
        said = self.cleaned_data
        moment = local_time(said["served_on"])
        return ServiceInput(
            served_on=moment.date(),
            served_at=moment.time().replace(second=0, microsecond=0),
            method=said["method"],
            place=said["servers_place"],
            servers=list(said["servers"]),
            receiver=said["receiver"],
            relation=said["relation"],
            refusal_note=said["refusal_note"],
            witness=said["witness"],
            confirmed_electronic=said["confirmed_electronic"],
            posted_on=said["posted_on"],
            confirmed_on=said["confirmed_on"],
            online_remedy=said["online_remedy"],
        )
