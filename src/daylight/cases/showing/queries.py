"""What an officer's telephone carries, and who looked at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.showing.keys import identity_signer
from daylight.cases.showing.models import CodeBatch, Portrait
from daylight.core.identitycode import IdentityCode, sealed, slots
from daylight.core.notes import parse_verifier_key
from daylight.portal.identity import scans_of
from daylight.portal.identity_models import IdentityScan


class KeyChanged(RuntimeError):
    """The key was replaced since the batch was issued; its holder takes new codes."""


def codes_of(batch: CodeBatch, now: datetime) -> list[str]:
    """The codes of ``batch`` from the present slot to the last. Raises :class:`KeyChanged`."""
    signer, key = identity_signer(), parse_verifier_key(batch.key)
    if signer.key != key:
        raise KeyChanged(batch.batch)
    first = IdentityCode(
        key.key_id,
        int(batch.begins_at.timestamp()),
        batch.seconds,
        bytes.fromhex(batch.batch),
        batch.person.agency.code,
        batch.certificate_number,
    )
    return [sealed(each, signer.sign) for each in slots(first, batch.count) if each.ends > now.timestamp()]


def running(person: Person, now: datetime) -> CodeBatch | None:
    """The codes this person can show now."""
    found = CodeBatch.objects.filter(person=person, stopped_at=None, begins_at__lte=now, ends_at__gt=now)
    return found.select_related("person__agency", "case").first()


def own_batches(person: Person) -> QuerySet[CodeBatch]:
    """Every batch the person took."""
    return CodeBatch.objects.select_related("case").filter(person=person)


def own_batch(person: Person, uuid: Any) -> CodeBatch | None:
    return CodeBatch.objects.select_related("person__agency", "case").filter(person=person, uuid=uuid).first()


def looked_at(batch: CodeBatch) -> list[IdentityScan]:
    """The scans of this batch, first look first."""
    return scans_of(batch.batch)


def scans_for(case: Case) -> list[IdentityScan]:
    """Scans of every code shown for ``case``, those already in the file left out."""
    kept = set(case.showings.values_list("receipts__receipt", flat=True))
    found = [scan for batch in case.code_batches.all() for scan in scans_of(batch.batch)]
    return sorted((scan for scan in found if scan.receipt not in kept), key=lambda scan: scan.scanned_at)


def portrait(person: Person) -> Portrait | None:
    return Portrait.objects.filter(person=person).first()
