"""What the officer types on the spot, and everything that is wrong with it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.parties import CREDIT_CODE_LENGTH, PartyInput
from daylight.core.identifiers import compact, credit_code, identity_warnings, is_minor
from daylight.core.lawimpact import fallen
from daylight.core.lawrecords import Item
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.decisions.beginning import ADOPTED_TEXT

ONCE_SPOKEN = "行政处罚法第四十四条、第四十五条、第六十二条"
ITEM = "行政处罚法第五十一条"
PAPER = "行政处罚法第五十二条"
PARTY_KINDS = ("person", "organisation")
# What can be decided on the spot at all (处罚法第51条); how much is G14's business.
KINDS = ("warning", "fine")


@dataclass(slots=True)
class Collected:
    """当场收缴 (处罚法第68至70条). ``ground``: small | hard_later | remote; ``receipt_number`` of the fiscal receipt."""

    ground: str
    receipt_number: str
    asked_by_party: bool = False


@dataclass(slots=True)
class OnSpot:
    """当场处罚 as typed. ``detail``: what the party did there, in one clause; ``evidence``: what proves it, one each.

    ``shown_at``: when both officers showed their certificates, None: at the moment of submission; ``told``: the intended
    penalty, its facts, reasons, basis and the right to speak were told; ``statement``: what the party said, empty only with
    ``silent``; ``adopted``: yes | partly | no. ``fine_yuan`` 0: no fine. ``payee``: 代收机构, for a fine that goes to the bank.
    """

    item_code: str
    committed_on: date
    place: str
    party: PartyInput
    partner: Person
    shown_at: datetime | None
    detail: str
    evidence: list[str]
    warning: bool = False
    fine_yuan: Decimal = Decimal(0)
    grade: str = ""
    discretion_reason: str = ""
    certain: bool = False
    told: bool = False
    silent: bool = False
    statement: str = ""
    adopted: str = ""
    review: str = ""
    correction: str = ""
    signed: bool = False
    refusal_note: str = ""
    payee: str = ""
    collected: Collected | None = None
    demonstration_fields: list[str] = field(default_factory=list)

    def showing(self, now: datetime) -> datetime:
        """亮证时间: as typed, else ``now``, the moment the officer confirmed it by submitting."""
        return self.shown_at or now


def problems(spot: OnSpot, law: Item | None, actor: Person, now: datetime) -> list[Refusal]:
    """What the gates do not look at, each with its field. ``law``: the rule of the item on the day of the act."""
    return [
        *_act_problems(spot, law, now),
        *_penalty_problems(spot, law),
        *_party_problems(spot.party, now),
        *_people_problems(spot, actor, now),
        *_spoken_problems(spot),
        *_handing_problems(spot),
    ]


def _need(value: str, name: str, label: str, cite: str = PAPER) -> list[Refusal]:
    return [] if value.strip() else [Refusal("field.required", f"请填写{label}。", cite, name)]


def _act_problems(spot: OnSpot, law: Item | None, now: datetime) -> list[Refusal]:
    today = local_date(now)
    found = _need(spot.place, "place", "地点") + _need(spot.detail, "detail", "具体的违法行为")
    if law is None:
        message = (
            f"事项“{spot.item_code}”不在今天有效的、可以适用简易程序的事项内，不能当场处罚；"
            "请选择列出的事项，或者按普通程序登记线索。"
        )
        found.append(Refusal("list.item", message, ITEM, "item_code"))
    elif fault := fallen(lawpack.current(), law.id, today):
        found.append(Refusal("list.item", f"{fault}，不能据此处罚，请核对事项和依据。", ITEM, "item_code"))
    if spot.committed_on > today:
        found.append(Refusal("field.future", "违法行为日期不能晚于今天，请核对。", PAPER, "committed_on"))
    if not any(each.strip() for each in spot.evidence):
        found.append(Refusal("field.required", "请选择或者填写证据。", ITEM, "evidence"))
    if not spot.certain:
        message = "当场处罚须违法事实确凿并有法定依据，请核对后确认；事实还要调查的，请按普通程序登记线索。"
        found.append(Refusal("spot.certain", message, ITEM, "certain"))
    return found


def _penalty_problems(spot: OnSpot, law: Item | None) -> list[Refusal]:
    if spot.fine_yuan < 0:
        return [Refusal("field.number", "罚款数额不能小于 0，请核对。", "", "fine_yuan")]
    chosen = [kind for kind, wanted in zip(KINDS, (spot.warning, spot.fine_yuan > 0), strict=True) if wanted]
    if not chosen:
        return [Refusal("field.required", "请选择警告或者罚款数额。", ITEM, "penalty")]
    if law is None:
        return []
    names = {each.id: each.name for each in lawpack.current().penalty_kinds(law.in_force_from)}
    found = [
        Refusal("spot.kind", f"本事项没有规定“{names.get(kind, kind)}”，请改选。", law.cite, "penalty")
        for kind in chosen
        if kind not in law.penalties
    ]
    if spot.fine_yuan and law.fine and law.fine.kind != "fixed":
        message = f"本事项的罚款按“{law.fine.unit}”计算，须查明数额，不能当场决定，请按普通程序登记线索。"
        found.append(Refusal("spot.kind", message, law.cite, "penalty"))
    return found


def _party_problems(party: PartyInput, now: datetime) -> list[Refusal]:
    today = local_date(now)
    found = _need(party.name, "party_name", "当事人姓名或者名称")
    if party.kind not in PARTY_KINDS:
        found.append(Refusal("field.choice", "请选择当事人是个人还是单位。", "", "party_kind"))
    if party.credit_code.strip() and len(compact(party.credit_code)) != CREDIT_CODE_LENGTH:
        warning = credit_code(party.credit_code).warnings[0]
        found.append(Refusal("field.credit_code", warning, "GB 32100—2015", "party_number"))
    if number := party.id_number.strip():
        wrong = identity_warnings(number, today)
        found += [Refusal("field.identity", each, "GB 11643—1999", "party_number") for each in wrong]
        years = lawpack.current().parameter("liable_years", today)
        if not wrong and is_minor(number, today, int(years.value)):
            message = f"当事人不满 {years.value} 周岁，不予行政处罚，请责令监护人管教，不要当场处罚。"
            found.append(Refusal("party.age", message, years.cite, "party_number"))
    return found


def _people_problems(spot: OnSpot, actor: Person, now: datetime) -> list[Refusal]:
    found = []
    if actor.section is None:
        found.append(Refusal("person.section", "您的账号没有所属承办机构，请系统管理员补充后再办理。"))
    if spot.partner.agency_id != actor.agency_id:
        found.append(Refusal("person.agency", "协办人员须为本机关执法人员，请重新选择。", "", "partner"))
    if spot.partner.pk == actor.pk:
        message = "当场处罚也须由两名执法人员进行，请另选一名协办人员。"
        found.append(Refusal("G01", message, "行政处罚法第四十二条", "partner"))
    if spot.showing(now) > now:
        found.append(Refusal("field.future", "亮证时间不能晚于现在，请核对。", "行政处罚法第五十五条", "shown_at"))
    return found


def _spoken_problems(spot: OnSpot) -> list[Refusal]:
    found = []
    if not spot.told:
        message = "作出决定前，请先告知当事人拟作出的处罚及事实、理由、依据和陈述申辩的权利，并在此确认。"
        found.append(Refusal("G07", message, ONCE_SPOKEN, "told"))
    if spot.silent == bool(spot.statement.strip()):
        message = (
            "已填写陈述申辩的内容，又选了不陈述申辩，请改为一致。"
            if spot.silent
            else "请先听取当事人的陈述申辩，写明他说了什么；当事人不说的，选“不陈述申辩”。"
        )
        found.append(Refusal("G07", message, ONCE_SPOKEN, "statement"))
    if spot.statement.strip():
        if spot.adopted not in ADOPTED_TEXT:
            found.append(Refusal("field.choice", "请选择是否采纳当事人的陈述申辩。", ONCE_SPOKEN, "adopted"))
        found += _need(spot.review, "review", "复核意见", ONCE_SPOKEN)
    return found


def _handing_problems(spot: OnSpot) -> list[Refusal]:
    found = []
    if not spot.signed and not spot.refusal_note.strip():
        message = "当事人没有签收的，请写明拒绝签收的情况。"
        found.append(Refusal("document.unsigned", message, PAPER, "refusal_note"))
    if spot.signed and spot.refusal_note.strip():
        message = "已填写拒绝签收的情况，又选了当场签收，请改为一致。"
        found.append(Refusal("document.unsigned", message, PAPER, "signed"))
    if spot.fine_yuan and spot.collected is None and not spot.payee.strip():
        cite = "罚款决定与罚款收缴分离实施办法第七条"
        found.append(Refusal("field.required", "罚款到银行缴纳的，请填写代收机构名称和地址。", cite, "payee"))
    if spot.collected and not spot.fine_yuan:
        message = "没有罚款，不能登记当场收缴，请取消收缴。"
        found.append(Refusal("G23", message, "行政处罚法第六十八条", "ground"))
    return found
