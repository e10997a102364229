"""证件登记、年审、暂扣、恢复、注销. Every row keeps who recorded it; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.certificates import AUDITED, WORDS, audit_due, state_on
from daylight.base.orgs.models import Certificate, CertificateAudit, CertificateChange, Person
from daylight.base.outbox.posting import put
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse

CITE = "行政处罚法第四十二条；山东省行政执法监督条例第十条"
RIGHT, AUDIT_RIGHT = "certificate.keep", "certificate.audit"
# Which field of the account names the certificate that this register describes.
NUMBER_OF = {Certificate.ENFORCEMENT: "certificate_number", Certificate.LEGAL: "legal_qualification"}
# Their end stands on the list, or nowhere.
WITHOUT_END = frozenset(NUMBER_OF)


@dataclass(frozen=True, slots=True)
class CertificateInput:
    """A certificate as typed. For an 执法证 ``categories``, ``areas`` and ``valid_until`` stay empty: the list has them."""

    kind: str
    number: str
    issued_on: date
    issuer: str = ""
    valid_until: date | None = None
    categories: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)


@act("base.certificate.added")
def add_certificate(person: Person, typed: CertificateInput, *, actor: Person, now: datetime) -> Certificate:
    """Enter a certificate of ``person``. An 执法证 gives no power by itself: it must also stand on the 人员资格清单."""
    require(actor, RIGHT, Scope(person.agency_id))
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    number = typed.number.strip()
    if found := _problems(fresh, typed, number, local_date(now)):
        raise Refused(found)
    made = Certificate.objects.create(
        person=fresh,
        kind=typed.kind,
        number=number,
        issuer=typed.issuer.strip(),
        issued_on=typed.issued_on,
        valid_until=typed.valid_until,
        categories=typed.categories,
        areas=typed.areas,
        recorded_by=actor,
        recorded_at=now,
    )
    name = NUMBER_OF.get(typed.kind)
    if name and not getattr(fresh, name):
        setattr(fresh, name, number)
        fresh.save(update_fields=[name])
    _note("base.certificate.added", made, made.issued_on, actor, now, sort=made.kind, issued_on=made.issued_on)
    return made


@act("base.certificate.audited")
def audit_certificate(
    certificate: Certificate, year: int, audited_on: date, passed: bool, note: str = "", *, actor: Person, now: datetime
) -> CertificateAudit:
    """Record a 年审; one that was not passed stops the holder from being sent out (停派)."""
    fresh = _locked(certificate, actor, AUDIT_RIGHT)
    problems = _audit_problems(fresh, year, audited_on, actor, local_date(now))
    if not passed and not note.strip():
        problems.append(Refusal("field.required", "年审不合格的，请写明原因。", CITE, "note"))
    if problems:
        raise Refused(problems)
    return _audited(fresh, year, audited_on, passed, note.strip(), actor, now)


@act("base.audit.recorded")
def audit_certificates(
    certificates: Sequence[Certificate], year: int, audited_on: date, *, actor: Person, now: datetime
) -> None:
    """Record that each of these passed its 年审: all or none. What was not passed is recorded one by one, with its reason."""
    if not certificates:
        raise refuse("field.required", "请勾选年审合格的证件。", CITE, "certificate")
    rows = [_locked(each, actor, AUDIT_RIGHT) for each in certificates]
    problems = []
    for fresh in rows:
        found = _audit_problems(fresh, year, audited_on, actor, local_date(now))
        who = f"{fresh.person.name}的{fresh.get_kind_display()}："
        problems += [Refusal(each.code, f"{who}{each.message}", each.cite, each.field) for each in found]
    if problems:
        raise Refused(problems)
    for fresh in rows:
        _audited(fresh, year, audited_on, True, "", actor, now)
    data = {"year": year, "audited_on": audited_on, "numbers": [each.number for each in rows]}
    record("base.audit.recorded", agency=actor.agency, actor=actor, now=now, subject=f"audit:{year}", data=data)


def _audit_problems(fresh: Certificate, year: int, audited_on: date, actor: Person, today: date) -> list[Refusal]:
    problems = []
    if fresh.person_id == actor.pk:
        problems.append(Refusal("certificate.own", "本人的证件不能由本人年审，请由另一人登记。", CITE))
    if fresh.kind not in AUDITED:
        problems.append(Refusal("certificate.audit", f"{fresh.get_kind_display()}不需要年审，请核对证种。", CITE))
    if audited_on > today:
        problems.append(Refusal("field.future", "年审日期不能晚于今天，请核对。", CITE, "audited_on"))
    if audited_on < fresh.issued_on:
        problems.append(Refusal("field.date", "年审日期早于发证日期，请核对。", CITE, "audited_on"))
    if not fresh.issued_on.year <= year <= audited_on.year:
        problems.append(Refusal("field.year", "年审年度应在发证年度和年审日期的年度之间，请核对。", CITE, "year"))
    return problems


def _audited(
    fresh: Certificate, year: int, audited_on: date, passed: bool, note: str, actor: Person, now: datetime
) -> CertificateAudit:
    row = CertificateAudit.objects.create(
        certificate=fresh, year=year, audited_on=audited_on, passed=passed, note=note, by=actor, at=now
    )
    _note("base.certificate.audited", fresh, audited_on, actor, now, year=year, passed=passed, note=row.note)
    return row


@act("base.certificate.suspended")
def suspend_certificate(
    certificate: Certificate, on: date, reason: str, *, actor: Person, now: datetime
) -> CertificateChange:
    """暂扣: from that day on the holder is not sent out, before the list is published anew."""
    return _change(certificate, CertificateChange.SUSPENDED, on, reason, actor, now)


@act("base.certificate.restored")
def restore_certificate(
    certificate: Certificate, on: date, reason: str, *, actor: Person, now: datetime
) -> CertificateChange:
    """恢复 a suspended certificate. What the list says against it still stands."""
    return _change(certificate, CertificateChange.RESTORED, on, reason, actor, now)


@act("base.certificate.cancelled")
def cancel_certificate(
    certificate: Certificate, on: date, reason: str, *, actor: Person, now: datetime
) -> CertificateChange:
    """注销: the end of a certificate; a new one is entered as a new certificate."""
    return _change(certificate, CertificateChange.CANCELLED, on, reason, actor, now)


def _change(
    certificate: Certificate, kind: str, on: date, reason: str, actor: Person, now: datetime
) -> CertificateChange:
    fresh = _locked(certificate, actor)
    last = fresh.changes.order_by("on", "id").last()
    standing = last.kind if last else ""
    problems = []
    if standing == CertificateChange.CANCELLED:
        raise refuse("certificate.cancelled", "该证件已注销，不能再变动；换发新证的，请登记新证件。", CITE)
    if kind == CertificateChange.SUSPENDED and standing == CertificateChange.SUSPENDED:
        problems.append(Refusal("certificate.state", "该证件已在暂扣中，不用重复登记，请核对。", CITE))
    if kind == CertificateChange.RESTORED and standing != CertificateChange.SUSPENDED:
        problems.append(Refusal("certificate.state", "该证件没有暂扣，不需要恢复，请核对。", CITE))
    if not reason.strip():
        problems.append(Refusal("field.required", "请写明理由。", CITE, "reason"))
    if on > local_date(now):
        problems.append(Refusal("field.future", "变动日期不能晚于今天，请核对。", CITE, "on"))
    elif on < fresh.issued_on or (last and on < last.on):
        problems.append(Refusal("field.date", "变动日期早于发证日期或者上一次变动，请核对。", CITE, "on"))
    if problems:
        raise Refused(problems)
    row = CertificateChange.objects.create(certificate=fresh, kind=kind, on=on, reason=reason.strip(), by=actor, at=now)
    _note(f"base.certificate.{kind}", fresh, on, actor, now, on=on, reason=row.reason)
    return row


def _problems(person: Person, typed: CertificateInput, number: str, today: date) -> list[Refusal]:
    found = []
    kinds = dict(Certificate.KINDS)
    if typed.kind not in kinds:
        return [Refusal("field.choice", "请选择证种。", CITE, "kind")]
    if not number:
        found.append(Refusal("field.required", "请填写证号。", CITE, "number"))
    elif Certificate.objects.filter(kind=typed.kind, number=number).exists():
        found.append(
            Refusal("certificate.number", f"{kinds[typed.kind]} {number} 已经登记，请核对证号。", CITE, "number")
        )
    name = NUMBER_OF.get(typed.kind)
    known = getattr(person, name) if name else ""
    if known and number and known != number:
        said = f"{person.name}账号登记的{kinds[typed.kind]}号是 {known}，与此不同，请核对；换证的请先由系统管理员更新账号。"
        found.append(Refusal("certificate.number", said, CITE, "number"))
    if typed.issued_on > today:
        found.append(Refusal("field.future", "发证日期不能晚于今天，请核对。", CITE, "issued_on"))
    if typed.kind in WITHOUT_END:
        if typed.valid_until or typed.categories or typed.areas:
            said = f"{kinds[typed.kind]}的类别、区域、有效期以人员资格清单为准，请留空。"
            found.append(Refusal("certificate.listed", said, CITE, "valid_until"))
    elif typed.valid_until is None:
        found.append(Refusal("field.required", "请填写有效期至。", CITE, "valid_until"))
    elif typed.valid_until < typed.issued_on:
        found.append(Refusal("field.date", "有效期早于发证日期，请核对。", CITE, "valid_until"))
    return found


def _locked(certificate: Certificate, actor: Person, right: str = RIGHT) -> Certificate:
    fresh = Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
    require(actor, right, Scope(fresh.person.agency_id, fresh.person.section_id))
    return fresh


def _note(kind: str, certificate: Certificate, day: date, actor: Person, now: datetime, **data: object) -> None:
    entry = record(
        kind,
        agency=actor.agency,
        actor=actor,
        now=now,
        subject=f"certificate:{certificate.uuid}",
        data={
            "person": str(certificate.person.uuid),
            "number": certificate.number,
            "state": WORDS[state_on(certificate, local_date(now))],
            **data,
        },
    )
    if certificate.kind == Certificate.ENFORCEMENT:
        event = "failed" if data.get("passed") is False else kind.rsplit(".", 1)[-1]
        _tell_public(certificate, event, day, entry, now)


def _tell_public(certificate: Certificate, event: str, on: date, entry: Entry, now: datetime) -> None:
    """The public page of the certificate answers from the list less what the register holds against it."""
    agency = certificate.person.agency
    body = {
        "kind": "certificate.changed",
        "number": certificate.number,
        "event": event,
        "on": on,
        "audit_due": audit_due(certificate, on) if event in {"added", "audited"} else None,
        "agency": {"name": agency.name, "code": agency.code},
        "entry_id": entry.pk,
    }
    put("portal", lane=f"certificate:{certificate.uuid}", key=f"certificate.changed:{entry.pk}", body=body, now=now)
