"""当场处罚 on one screen: item and sum are one choice, what is registered is filled in, what happened on
the spot (where, when the certificates were shown) is not, everything the law asks is a tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from daylight.base.orgs.models import Person
from daylight.cases.acts import PartyInput
from daylight.decisions.onspot.offering import Offer, grade_for, limit_of, offers
from daylight.decisions.onspot.remembering import remembered
from daylight.decisions.onspot.typed import Collected, OnSpot
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, MomentField, MoneyField, certified

KINDS = [("person", "个人"), ("organisation", "单位")]
EVIDENCE = ["现场照片", "执法记录仪录像", "当事人陈述", "证人证言"]
SPOKE = [("silent", "不陈述申辩"), ("said", "有陈述申辩")]
ADOPTED = [("yes", "全部采纳"), ("partly", "部分采纳"), ("no", "不予采纳")]
HANDING = [("signed", "当事人签收"), ("refused", "拒绝签收")]
PAYING = [
    ("bank", "到银行缴纳"),
    ("small", "当场收缴（小额）"),
    ("hard_later", "当场收缴（事后难以执行）"),
    ("remote", "当场收缴（边远、水上、交通不便，当事人提出）"),
]
CORRECTION = "立即停止违法行为，恢复原状"
REQUIRED = {
    "penalty": "请选择事项和处罚。",
    "shown": "请先由两名执法人员出示证件，再勾选确认。",
    "told": "请先告知当事人拟作出的处罚、事实、理由、依据和陈述申辩的权利，再勾选确认。",
    "spoke": "请先听取当事人的陈述申辩；当事人不说的，选“不陈述申辩”。",
    "certain": "请核对违法事实是否确凿、有无法定依据，再勾选确认；还要调查的，请按普通程序登记线索。",
    "handing": "请选择当事人签收还是拒绝签收。",
}
# A choice is the item, whether it is warned, and the sum: "CF-T12|fine|100", "CF-C02|warning|", "CF-T12|fine|other".
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tap:
    """One choice as drawn: the radio, its words, and what goes below them in small."""

    tag: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """One item with its taps."""

    offer: Offer
    taps: list[Tap]


class SpotForm(OfficeForm):
    aliases = {
        "item_code": "penalty", "fine": "penalty", "fine_yuan": "penalty", "grade": "penalty", "deviation_reason": "penalty",
        "fine_parts": "penalty", "item": "penalty", "identity_shown_at": "shown_at", "officers": "partner",
        "ground": "paying", "receipt": "receipt_number", "signed": "handing", "silent": "spoke", "statement": "spoke",
        "party": "party_name",
    }  # fmt: skip

    def __init__(self, person: Person, today: date, *args: Any, **kwargs: Any) -> None:
        self.person, self.today = person, today
        self.offers = offers(person.agency, today)
        self.known = remembered(person)
        first = {
            "committed_on": today, "party_kind": "person", "paying": "bank",
            "payee": self.known.payee, "correction": CORRECTION,
            "partner": self.known.partner.uuid if self.known.partner else None,
        }  # fmt: skip
        super().__init__(*args, initial={**first, **(kwargs.pop("initial", None) or {})}, **kwargs)
        short = forms.TextInput
        partners = certified(person).exclude(pk=person.pk)
        self.fields |= {
            "penalty": _taps("事项和处罚", [(value, words) for _, value, words, _ in _choices(self.offers, today)]),
            "other_fine": MoneyField(label="其他罚款数额", required=False, help_text="选了“其他数额”的填写，单位：元"),
            "place": forms.CharField(
                label="地点", max_length=200, widget=short({"list": "places"}), help_text="违法行为发生的具体地点"
            ),
            "detail": forms.CharField(
                label="违法行为", max_length=200, widget=short({"list": "details"}),
                help_text="接在“当事人在某地”之后，如：把基本农田保护牌 1 块移到路边",
            ),
            "committed_on": DayField(label="违法行为日期"),
            "evidence": forms.MultipleChoiceField(
                label="证据", choices=[(e, e) for e in EVIDENCE], widget=forms.CheckboxSelectMultiple, required=False
            ),
            "evidence_more": forms.CharField(label="其他证据", max_length=200, required=False),
            "party_kind": _taps("当事人类别", KINDS),
            "party_name": forms.CharField(label="姓名或者名称", max_length=120),
            "party_number": forms.CharField(
                label="身份证号或者信用代码", max_length=18, required=False,
                widget=short({"autocapitalize": "characters", "autocomplete": "off"}),
                help_text="可以扫码枪录入；加密保存，只用于认定当事人",
            ),
            "party_address": forms.CharField(label="住址或者住所", max_length=200, required=False),
            "party_phone": forms.CharField(
                label="电话", max_length=32, required=False, widget=short({"inputmode": "tel"})
            ),
            "partner": forms.ModelChoiceField(
                partners, to_field_name="uuid", label="共同执法的人员", empty_label="请选择"
            ),
            "shown_at": MomentField(
                label="亮证时间", required=False, help_text="如 9:30；不填的，勾选下一项后以提交的时间为准"
            ),
            "shown": forms.BooleanField(label="两人已出示执法证件"),
            "told": forms.BooleanField(label="已告知拟作出的处罚及事实、理由、依据和陈述申辩的权利"),
            "spoke": _taps("当事人", SPOKE),
            "statement": forms.CharField(
                label="当事人说了什么", required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
            ),
            "adopted": _taps("是否采纳", ADOPTED, required=False),
            "review": forms.CharField(
                label="复核意见", required=False, widget=forms.Textarea({"rows": 2}), max_length=1000
            ),
            "discretion_reason": forms.CharField(
                label="裁量理由", required=False, max_length=500, help_text="不填的，写入所选阶次的适用情形"
            ),
            "correction": forms.CharField(label="责令改正", required=False, max_length=200),
            "certain": forms.BooleanField(label="违法事实确凿并有法定依据"),
            "paying": _taps("罚款怎么缴", PAYING, required=False),
            "payee": forms.CharField(label="代收机构名称和地址", required=False, max_length=120),
            "receipt_number": forms.CharField(
                label="财政票据号", required=False, max_length=64, help_text="当场收缴的必填"
            ),
            "handing": _taps("交付决定书", HANDING),
            "refusal_note": forms.CharField(
                label="拒绝签收的情况", required=False, widget=forms.Textarea({"rows": 2}), max_length=500
            ),
        }  # fmt: skip
        self.reword()
        for name, sentence in REQUIRED.items():
            self.fields[name].error_messages["required"] = sentence

    @property
    def groups(self) -> list[Group]:
        """The taps of each item, in the order of the list."""
        drawn = {str(tap.data["value"]): tap.tag() for tap in self["penalty"]}
        found = {each.code: Group(each, []) for each in self.offers}
        for offer, value, words, note in _choices(self.offers, self.today):
            found[offer.code].taps.append(Tap(drawn[value], words, note))
        return [each for each in found.values() if each.taps]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("evidence") and not said.get("evidence_more"):
            self.add_error("evidence", "请选择或者填写证据。")
        chosen = str(said.get("penalty") or "")
        other = said.get("other_fine")
        if chosen.endswith(f"|{OTHER}") and not other:
            self.add_error("other_fine", "请填写其他罚款数额。")
        elif chosen and other and not chosen.endswith(f"|{OTHER}"):
            self.add_error("other_fine", "已填写其他数额，又选了另一数额，请改为一致。")
        return said

    def spot(self) -> OnSpot:
        """What was typed, for the act."""
        said = self.cleaned_data
        code, kind, amount = said["penalty"].split("|")
        fine = said["other_fine"] if amount == OTHER else Decimal(amount or 0)
        law = next(each.law for each in self.offers if each.code == code)
        grade = grade_for(law, fine, self.today) if fine else None
        person = said["party_kind"] == "person"
        number, more = said["party_number"], said["evidence_more"]
        cash = fine and said["paying"] not in ("", "bank")
        return OnSpot(
            item_code=code,
            committed_on=said["committed_on"],
            place=said["place"],
            party=PartyInput(
                name=said["party_name"],
                kind=said["party_kind"],
                id_number=number if person else "",
                credit_code="" if person else number,
                phone=said["party_phone"],
                address=said["party_address"],
            ),
            partner=said["partner"],
            shown_at=said["shown_at"],
            detail=said["detail"],
            evidence=[*said["evidence"], *([more] if more else [])],
            warning=kind in ("warning", "both"),
            fine_yuan=fine,
            grade=grade.id if grade else "",
            discretion_reason=said["discretion_reason"],
            certain=said["certain"],
            told=said["told"],
            silent=said["spoke"] == "silent",
            statement=said["statement"],
            adopted=said["adopted"],
            review=said["review"],
            correction=said["correction"],
            signed=said["handing"] == "signed",
            refusal_note=said["refusal_note"],
            payee="" if cash or not fine else said["payee"],
            collected=Collected(said["paying"], said["receipt_number"], said["paying"] == "remote") if cash else None,
        )


def _taps(label: str, choices: list[tuple[str, str]], *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)


def _choices(found: list[Offer], today: date) -> Iterator[tuple[Offer, str, str, str]]:
    """Every tap: the item it belongs to, its value, its words, its note."""
    small = limit_of("person", today)
    for each in found:
        # 给予警告，可以并处罚款: an item whose law knows the warning is warned in any case.
        kind, words = ("both", "警告，罚") if each.warning else ("fine", "罚")
        if each.warning:
            yield each, f"{each.code}|warning|", "警告", ""
        for fine in each.fines:
            grade = grade_for(each.law, fine, today)
            notes = [*([grade.name] if grade else []), *(["只对单位"] if fine > small else [])]
            yield each, f"{each.code}|{kind}|{fine:f}", f"{words} {fine:f} 元", "，".join(notes)
        if each.fines:
            yield each, f"{each.code}|{kind}|{OTHER}", f"{words}其他数额", ""
