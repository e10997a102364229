"""亮证码 and portraits arriving by the feed. None of it changes a page that is a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.core.notes import parse_verifier_key
from daylight.portal.identity_models import PublicCodes, PublicPortrait


def apply_issued(message: Mapping[str, Any], now: datetime) -> None:
    """Keep who may show codes of this batch. A stop that came first stays."""
    parse_verifier_key(message["key"])
    agency = message["agency"]
    PublicCodes.objects.update_or_create(
        batch=message["batch"],
        defaults={
            "agency_code": agency["code"],
            "agency_name": agency["name"],
            "certificate": message["certificate"],
            "key": message["key"],
            "purpose": message.get("purpose", ""),
            "begins_at": datetime.fromisoformat(message["begins_at"]),
            "ends_at": datetime.fromisoformat(message["ends_at"]),
        },
    )


def apply_stopped(message: Mapping[str, Any], now: datetime) -> None:
    """From then on these codes are refused."""
    PublicCodes.objects.update_or_create(
        batch=message["batch"], defaults={"stopped_at": datetime.fromisoformat(message["stopped_at"])}
    )


def apply_portrait(message: Mapping[str, Any], now: datetime) -> None:
    """The newest picture of a certificate; an older one that comes late is left out."""
    content = bytes.fromhex(message["content_hex"])
    if hashlib.sha256(content).hexdigest() != message["sha256"]:
        raise ValueError("照片与校验值不符，请重新登记照片。")
    place = {"agency_code": message["agency"]["code"], "certificate": message["certificate"]}
    if PublicPortrait.objects.filter(**place, journal_entry_id__gt=message["entry_id"]).exists():
        return
    PublicPortrait.objects.update_or_create(
        **place,
        defaults={
            "content": content,
            "media_type": message["media_type"],
            "sha256": message["sha256"],
            "journal_entry_id": message["entry_id"],
        },
    )
