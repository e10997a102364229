"""登记线索: item from the list in force, a second officer, the party, and optional rows for witnesses and complainants."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.acts import Lead, PartyInput
from daylight.cases.entering import procedure_for
from daylight.cases.models import Case
from daylight.cases.queries import case_for
from daylight.core.lawdata import NotInForce
from daylight.lists import queries as lists
from daylight.web.office.deeds.opening import JURISDICTION_HELP, PLAN, RURAL_HOUSE, VILLAGE_PLANNING
from daylight.web.office.desks.lawchanges import fallen_items
from daylight.web.office.forms import wording
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, NumberField, certified
from daylight.web.office.forms.party_rows import count_of, party_fields, party_groups, typed_parties
from daylight.web.office.forms.rows import bound_rows

OTHERS = 3
ROLES = [
    ("witness", "证人"),
    ("complainant", "举报人"),
    ("agent", "委托代理人"),
    ("legal_representative", "法定代表人"),
]
OF_OFFENCES = frozenset({"act_ended_on", "act_continuing", "rural_house", "village_planning", "jurisdiction_reason"})
OTHER_PARTS = ("other_role", "other_name", "other_phone")


class LeadForm(OfficeForm):
    aliases = {"parties": "party_name"}
    about = ("item_code", "source", "lead", "place", "partner")
    land: tuple[str, ...] = (
        "area_m2",
        "farmland_m2",
        "prime_farmland_m2",
        "land_class",
        "plan_conform",
        "act_ended_on",
        "act_continuing",
        "rural_house",
        "village_planning",
        "jurisdiction_reason",
    )

    def __init__(self, person: Person, today: date, *args: Any, category: str = wording.PENALTY, **kwargs: Any) -> None:
        self.person, self.category, self.words = person, category, wording.words_for(category)
        given = args[0] if args and args[0] is not None else kwargs.get("initial")
        self.parties = count_of(given)
        super().__init__(*args, **kwargs)
        gone = {each["code"]: "　依据已失效，不能登记" for each, _ in fallen_items(person.agency, today)}
        items = [(each["code"], f"{each['item']}（{each['code']}）{gone.get(each['code'], '')}") for each in lists.items(person.agency, today)
                 if each.get("law_item")]  # fmt: skip
        partners = certified(person).filter(section_id=person.section_id).exclude(pk=person.pk)
        self.fields |= {
            "item_code": forms.ChoiceField(
                label="案由", choices=[("", "请选择"), *items], help_text="只能登记现行行政执法事项清单内的事项"
            ),
            "source": forms.ChoiceField(label="线索来源", choices=[("", "请选择"), *((s, s) for s in sources(today))]),
            "lead": forms.CharField(label="线索内容", widget=forms.Textarea({"rows": 4})),
            "place": forms.CharField(label="违法地点", max_length=200),
            "partner": forms.ModelChoiceField(
                partners, to_field_name="uuid", label="协办人员", empty_label="请选择",
                help_text="与您共同办理的另一名持证执法人员",
            ),
            **party_fields(self.parties),
            "area_m2": NumberField(label="面积（平方米）", required=False),
            "farmland_m2": NumberField(label="其中一般耕地（平方米）", required=False),
            "prime_farmland_m2": NumberField(label="其中永久基本农田（平方米）", required=False),
            "land_class": forms.CharField(label="土地利用现状", max_length=64, required=False),
            "plan_conform": forms.ChoiceField(label="规划符合情况", choices=PLAN, required=False),
            "act_ended_on": DayField(label="违法行为终了日", required=False),
            "act_continuing": forms.BooleanField(label="违法行为处于继续状态", required=False),
            "rural_house": forms.BooleanField(label=RURAL_HOUSE, required=False),
            "village_planning": forms.BooleanField(label=VILLAGE_PLANNING, required=False),
            "jurisdiction_reason": forms.CharField(
                label="由本机关办理的理由", required=False, widget=forms.Textarea({"rows": 2}),
                help_text=JURISDICTION_HELP,
            ),
        }  # fmt: skip
        for n in range(1, OTHERS + 1):
            self.fields |= {
                f"other_role_{n}": forms.ChoiceField(label=f"第 {n} 人身份", choices=ROLES, required=False),
                f"other_name_{n}": forms.CharField(label=f"第 {n} 人姓名", max_length=120, required=False),
                f"other_phone_{n}": forms.CharField(label=f"第 {n} 人电话", max_length=32, required=False),
            }
        # The case this one follows from; the page shows which, nobody types it.
        self.fields["origin"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        self._speak(today)
        self.reword()

    def _speak(self, today: date) -> None:
        """The labels, items and sources of the kind of act that is registered."""
        words = self.words
        for name in ("source", "lead", "place"):
            self.fields[name].label = getattr(words, name)
        self.fields["item_code"].label = words.item
        if self.category != wording.PENALTY:
            found = registrable(self.person, today, self.category)
            self.fields["item_code"].choices = [("", "请选择"), *((e["code"], f"{e['item']}（{e['code']}）") for e in found)]  # fmt: skip
            # No offence, no day on which it ended and nobody whose plot must be told apart.
            self.land = tuple(name for name in self.land if name not in OF_OFFENCES)
        if words.party != "当事人":
            for each in self.fields.values():
                each.label = str(each.label or "").replace("当事人", words.party)
            self.fields["party_name"].help_text = ""
        if words.sources:
            self.fields["source"].choices = [("", "请选择"), *((each, each) for each in words.sources)]

    @property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {"title": self.words.about, "fields": [self[name] for name in self.about]},
            *(
                {**each, "title": str(each.get("title", "")).replace("当事人", self.words.party)}
                for each in party_groups(self, self.parties)
            ),
            *([{"title": "土地", "fields": [self[name] for name in self.land]}] if self.words.land else []),
            {"title": "其他人员（选填）", "rows": bound_rows(self, OTHER_PARTS, OTHERS)},
        ]

    @property
    def origin(self) -> Case | None:
        """The case this one follows from, when the person may read it."""
        wanted = str((self.data if self.is_bound else self.initial).get("origin") or "")
        try:
            return case_for(self.person, UUID(wanted)) if wanted else None
        except ValueError:
            return None

    def clean_origin(self) -> UUID | None:
        wanted: UUID | None = self.cleaned_data["origin"]
        if wanted and self.origin is None:
            raise forms.ValidationError("来源案件不存在或者您无权查看，请从来源案件的页面重新登记。", code="origin")
        return wanted

    def lead(self) -> Lead:
        """What was typed, for the act."""
        said = self.cleaned_data
        others = [
            PartyInput(
                name=said[f"other_name_{n}"],
                kind="person",
                role=said[f"other_role_{n}"] or "witness",
                phone=said[f"other_phone_{n}"],
            )
            for n in range(1, OTHERS + 1)
            if said[f"other_name_{n}"]
        ]
        return Lead(
            item_code=said["item_code"],
            source=said["source"],
            lead=said["lead"],
            place=said["place"],
            parties=[*typed_parties(said, self.parties), *others],
            partner=said["partner"],
            area_m2=said["area_m2"],
            farmland_m2=said["farmland_m2"],
            prime_farmland_m2=said["prime_farmland_m2"],
            land_class=said["land_class"],
            plan_conform=said["plan_conform"],
            act_ended_on=said["act_ended_on"],
            act_continuing=said["act_continuing"],
            rural_house=said["rural_house"],
            village_planning=said["village_planning"],
            jurisdiction_reason=said["jurisdiction_reason"],
            origin=self.origin,
        )


def registrable(person: Person, today: date, category: str) -> list[dict[str, Any]]:
    """Items of the list in force that a procedure of this 执法类别 can run."""
    return [
        each
        for each in lists.items(person.agency, today)
        if each["category"] == category and procedure_for(each, today) is not None
    ]


def categories(person: Person, today: date) -> list[str]:
    """Kinds of act somebody can register now, in the order of the list."""
    found = dict.fromkeys(each["category"] for each in lists.items(person.agency, today))
    return [each for each in found if registrable(person, today, each)]


def sources(today: date) -> tuple[str, ...]:
    """线索来源 as the register of leads lists them."""
    try:
        template = lawpack.current().document("lead_register", today)
    except NotInForce:
        return ("巡查", "举报", "交办", "移送")
    return next(each.choices for each in template.fields if each.code == "source")
