"""投诉: taken in from anybody without an account, sealed, with a receipt code and a limit; nothing a person wrote is lost.

No puzzle keeps machines out: a form counts once, one source may file a few a day, a field people never see must stay empty.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import transaction

from daylight.base import lawpack
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency
from daylight.base.permit import permit
from daylight.core.deadlines import Period, compute
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.portal import envelope, events, officers
from daylight.portal.models import Complaint, PublicList

PERIOD = "complaint_answer_period"
SALT = "daylight.portal.complaint"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST, LONGEST, LONGEST_CONTACT = 10, 4000, 200
# A form lies open at most this long; one source and the whole site file at most so many within a day.
OPEN = timedelta(days=7)
MOST, CROWD, SPAN = 5, 300, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as typed."""

    about: str = ""
    agency: str = ""
    text: str = ""
    contact: str = ""
    form: str = ""
    website: str = ""


def fresh_form() -> str:
    """The number of a newly rendered form, signed."""
    return signing.dumps(secrets.token_urlsafe(12), salt=SALT)


def agencies() -> list[Agency]:
    """Those a complaint can be about: they publish here."""
    codes = PublicList.objects.order_by().values_list("agency_code", flat=True).distinct()
    return list(Agency.objects.filter(code__in=codes).order_by("code"))


def file(typed: Typed, source: str, now: datetime) -> Complaint:
    """Keep the complaint; the same form sent again gives the same one. Raises ``Refused``."""
    found: list[Refusal] = []
    number = _form_number(typed.form)
    if number and (earlier := Complaint.objects.filter(form=number).first()):
        return earlier
    if not number:
        said = "表单打开得太久或者不完整，您写的内容还在下面，请再按一次提交。"
        found.append(Refusal("complaint.form", said))
    if typed.website:
        found.append(Refusal("complaint.trap", "“网址”一栏请留空后再提交。", field="website"))
    text = typed.text.strip()
    if len(text) < SHORTEST:
        found.append(Refusal("field.required", f"请写明经过，至少 {SHORTEST} 个字：何时、何地、什么事。", field="text"))
    if len(text) > LONGEST:
        found.append(
            Refusal("field.long", f"内容有 {len(text)} 字，请缩短到 {LONGEST} 字以内，材料可以另行提交。", field="text")
        )
    if len(typed.contact.strip()) > LONGEST_CONTACT:
        found.append(Refusal("field.long", f"联系方式请缩短到 {LONGEST_CONTACT} 字以内。", field="contact"))
    state = officers.certified(typed.about, local_date(now)) if typed.about.strip() else None
    if typed.about.strip() and state is None:
        said = "没有查到这个证件编号，请核对；不知道编号的请留空，把单位、姓名或者特征写在经过里。"
        found.append(Refusal("complaint.about", said, field="about"))
    agency = _agency(state.agency_code if state else "", typed.agency)
    if agency is None:
        found.append(Refusal("field.required", "请选择执法机关。", field="agency"))
    hashed = envelope.trace(f"{local_date(now)}|{source}")
    recent = Complaint.objects.filter(filed_at__gt=now - SPAN)
    if recent.filter(source=hashed).count() >= MOST or recent.count() >= CROWD:
        said = "今天从这里提交的投诉较多，内容还在下面，请明天再提交，或者拨打执法机关公布的投诉电话。"
        found.append(Refusal("complaint.crowd", said))
    if found or agency is None:
        raise Refused(found)
    with permit("public:portal.complaint"), transaction.atomic():
        made = Complaint.objects.create(
            code="".join(secrets.choice(LETTERS) for _ in range(10)),
            form=number,
            agency=agency,
            about=state.number if state else "",
            about_name=str(state.row.get("person_name", "")) if state else "",
            text_sealed=envelope.seal(text),
            contact_sealed=envelope.seal(typed.contact.strip()),
            source=hashed,
            filed_at=now,
            due_on=_due(now),
        )
        record(
            events.FILED,
            agency=agency,
            actor=None,
            now=now,
            subject=f"complaint:{made.uuid}",
            data={"about": made.about, "due_on": made.due_on},
        )
        return made


def by_code(code: str) -> Complaint | None:
    """The complaint of a receipt code, however it was typed."""
    return Complaint.objects.select_related("agency").filter(code=officers.cleaned(code).replace("-", "")).first()


def _agency(code: str, typed: str) -> Agency | None:
    known = {each.code: each for each in agencies()}
    return known.get(code or typed) or (next(iter(known.values())) if len(known) == 1 else None)


def _due(now: datetime) -> date:
    pack, today = lawpack.current(), local_date(now)
    period = Period.parse(str(pack.parameter(PERIOD, today).value))
    return compute(today, period, pack.calendar()).due_on


def _form_number(form: str) -> str:
    try:
        return str(signing.loads(form, salt=SALT, max_age=OPEN))
    except signing.BadSignature:
        return ""
