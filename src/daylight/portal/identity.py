"""核验亮证码: three answers from what is published — is the code genuine, is it of this minute, is the certificate good —
and the receipt of having asked (行政处罚法第五十五条)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from daylight.base import lawpack
from daylight.base.ledger.keys import verify_ed25519
from daylight.base.permit import permit
from daylight.core.identitycode import VALID, CodeFault, IdentityCode, digest_of, opened, standing
from daylight.core.moment import local_date
from daylight.core.notes import VerifierKey, parse_verifier_key
from daylight.portal import officers
from daylight.portal.code import ALPHABET
from daylight.portal.identity_models import IdentityScan, PublicCodes, PublicPortrait

FORGED, UNKNOWN, STOPPED, CERTIFICATE, USED = "forged", "unknown", "stopped", "certificate", "used"
# Verdicts under which the officer's data are shown: the code is his and of this minute.
SHOWN = frozenset({VALID, USED, CERTIFICATE})
RECEIPT_LENGTH = 12
# A crowd may check one code; more telephones than this leave no further rows.
READERS = 40


@dataclass(frozen=True, slots=True)
class Check:
    """``first``: the earlier look by another telephone. ``officer``: his row of the 人员资格清单 in force, with ``state``."""

    verdict: str
    text: str = ""
    code: IdentityCode | None = None
    key: VerifierKey | None = None
    codes: PublicCodes | None = None
    officer: Mapping[str, Any] | None = None
    state: str = ""
    first: IdentityScan | None = None


def known_keys() -> list[VerifierKey]:
    """Every key that ever signed codes here: an old receipt is checked with the key of its time."""
    known = PublicCodes.objects.exclude(key="").order_by().values_list("key", flat=True).distinct()
    return [parse_verifier_key(each) for each in sorted(known)]


def check(text: str, reader: str, now: datetime) -> Check:
    """What a code that is shown now is worth. ``reader``: the cookie of the telephone that asks."""
    try:
        code, key = opened(text, known_keys(), verify_ed25519)
    except CodeFault:
        return Check(FORGED)
    codes = PublicCodes.objects.filter(batch=code.batch.hex()).exclude(begins_at=None).first()
    today = local_date(now)
    grace = int(lawpack.current().parameter("identity_code_grace_seconds", today).value)
    time = standing(code, int(now.timestamp()), grace)
    if codes is None or codes.certificate != code.certificate or codes.agency_code != code.agency:
        return Check(UNKNOWN, text, code, key)
    if codes.stopped_at and codes.stopped_at <= now:
        return Check(STOPPED, text, code, key, codes)
    first = IdentityScan.objects.filter(code_sha256=digest_of(text)).exclude(reader=reader).first()
    if time != VALID:
        return Check(time, text, code, key, codes, first=first)
    officer, state = officer_on(code.agency, code.certificate, today)
    verdict = CERTIFICATE if state != "有效" else USED if first else VALID
    return Check(verdict, text, code, key, codes, officer, state, first)


def officer_on(agency_code: str, certificate: str, on: date) -> tuple[dict[str, Any] | None, str]:
    """The row of the published 人员资格清单 of that day and its state: what ``/officers/NUMBER/`` answers too."""
    for held in officers.search(certificate, on):
        if held.agency_code == agency_code and held.number == certificate:
            return {**held.row, "list_version": held.version}, held.word
    return None, "不在清单"


def portrait_of(found: Check) -> PublicPortrait | None:
    """The picture, only for a code that is good now."""
    if found.verdict not in SHOWN or found.code is None:
        return None
    return PublicPortrait.objects.filter(agency_code=found.code.agency, certificate=found.code.certificate).first()


def remember(found: Check, reader: str, now: datetime) -> IdentityScan | None:
    """The receipt of this telephone for this code, made at its first look. None for a code that is not good now."""
    if found.verdict not in SHOWN or found.code is None or found.codes is None:
        return None
    digest = digest_of(found.text)
    mine = IdentityScan.objects.filter(code_sha256=digest, reader=reader).first()
    if mine is not None or IdentityScan.objects.filter(code_sha256=digest).count() >= READERS:
        return mine
    receipt = "".join(secrets.choice(ALPHABET) for _ in range(RECEIPT_LENGTH))
    try:
        with permit("portal.identity.scanned"), transaction.atomic():
            return IdentityScan.objects.create(
                receipt=receipt,
                code_sha256=digest,
                reader=reader,
                batch=found.codes.batch,
                certificate=found.code.certificate,
                scanned_at=now,
                content=_content(found, receipt, digest, now),
            )
    except IntegrityError:
        # The same telephone twice at once: the first row is its receipt.
        return IdentityScan.objects.filter(code_sha256=digest, reader=reader).first()


def scans_of(batch: str) -> list[IdentityScan]:
    """Who looked at codes of a batch, first look first: the officer's side of the receipts."""
    return list(IdentityScan.objects.filter(batch=batch))


def scans_by_receipt(receipts: list[str]) -> list[IdentityScan]:
    return list(IdentityScan.objects.filter(receipt__in=receipts))


def _content(found: Check, receipt: str, digest: str, now: datetime) -> dict[str, Any]:
    """All that a court, or the verifier without a network, needs to judge the code again."""
    officer, codes, photo = found.officer or {}, found.codes, portrait_of(found)
    assert codes is not None
    return {
        "receipt": receipt,
        "scanned_at": now.isoformat(),
        "verdict": found.verdict,
        "code": found.text,
        "code_sha256": digest,
        "key": str(found.key),
        "agency": {"name": codes.agency_name, "code": codes.agency_code},
        "certificate": {
            "number": codes.certificate,
            "state": found.state,
            "list_version": officer.get("list_version"),
            **{name: officer.get(name) for name in ("person_name", "unit", "title", "categories", "areas")},
            "valid_until": officer.get("valid_until"),
        },
        "purpose": codes.purpose,
        "photo_sha256": photo.sha256 if photo else None,
        "first_seen_at": found.first.scanned_at.isoformat() if found.first else None,
    }
