"""The identity key: another one than the log's and the seals', so that its loss costs codes of minutes and nothing else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from daylight.base.ledger.keys import Signer, signer_in


def identity_signer() -> Signer:
    """The signer of 亮证码, made when absent: a new key reaches the public site with the first codes it signs."""
    return signer_in(Path(settings.IDENTITY_KEY_FILE), f"{settings.LOG_ORIGIN}/identity", may_create=True)
