"""What the register of certificates says on a day. For an 执法证 it can only take away: the 人员资格清单 gives."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.models import Certificate, CertificateChange, Person
from daylight.core.deadlines import Period, add_months

AUDIT_PERIOD = "certificate_audit_period"
MONTHS = {"y": 12, "m": 1}
# 法律职业资格 is no office of this kind: nobody audits it yearly.
AUDITED = frozenset({Certificate.ENFORCEMENT, Certificate.SUPERVISION, Certificate.HEARING_HOST})
WORDS = {
    "valid": "有效",
    "suspended": "暂扣",
    "cancelled": "注销",
    "unaudited": "未年审",
    "expired": "过期",
    "early": "未生效",
}


def state_on(certificate: Certificate, on: date) -> str:
    """``valid``, ``early``, ``expired``, ``suspended``, ``cancelled`` or ``unaudited`` on that day."""
    if on < certificate.issued_on:
        return "early"
    changes = [each.kind for each in certificate.changes.all() if each.on <= on]
    if CertificateChange.CANCELLED in changes:
        return "cancelled"
    if changes and changes[-1] == CertificateChange.SUSPENDED:
        return "suspended"
    if certificate.valid_until is not None and on > certificate.valid_until:
        return "expired"
    return "unaudited" if _unaudited(certificate, on) else "valid"


def audit_due(certificate: Certificate, on: date) -> date | None:
    """The last day covered by the audit standing on ``on`` (or by the issue); None when this kind is not audited."""
    if certificate.kind not in AUDITED:
        return None
    audits = [each for each in certificate.audits.all() if each.audited_on <= on and each.passed]
    since = audits[-1].audited_on if audits else certificate.issued_on
    period = Period.parse(str(lawpack.current().parameter(AUDIT_PERIOD, on).value))
    return add_months(since, period.count * MONTHS[period.unit])


def held_on(person: Person, kind: str, on: date) -> Certificate | None:
    """The valid certificate of ``kind`` that ``person`` held on that day, the newest first; None when none was valid."""
    held = person.certificates.filter(kind=kind).prefetch_related("audits", "changes").order_by("-issued_on", "-id")
    return next((each for each in held if state_on(each, on) == "valid"), None)


def enforcement_state(person: Person, on: date) -> str:
    """What the register says against the 执法证 of ``person``; "" when it does not carry the certificate."""
    number = person.certificate_number
    held = person.certificates.filter(kind=Certificate.ENFORCEMENT, number=number).prefetch_related("audits", "changes")
    found = held.first()
    return state_on(found, on) if found else ""


def legal_qualification(person: Person, on: date) -> str:
    """The number of the 法律职业资格. Once the register carries one, only a valid one of it counts."""
    if not person.certificates.filter(kind=Certificate.LEGAL).exists():
        return person.legal_qualification
    held = held_on(person, Certificate.LEGAL, on)
    return held.number if held else ""


def _unaudited(certificate: Certificate, on: date) -> bool:
    due = audit_due(certificate, on)
    if due is None:
        return False
    audits = [each for each in certificate.audits.all() if each.audited_on <= on]
    return on > due or bool(audits and not audits[-1].passed)
