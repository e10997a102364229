"""签名 of what goes out: HMAC-SHA256 over ``<key>.<timestamp>.<body>``, so that neither part can be exchanged.

The timestamp is seconds since 1970; a receiver refuses one that is minutes old, and with it a replayed copy.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

ID, STAMP, SIGNATURE = "Daylight-Message", "Daylight-Timestamp", "Daylight-Signature"
VERSION = "v1"


def signature(secret: bytes, key: str, stamp: str, body: bytes) -> str:
    """``v1=<64 hex digits>``."""
    text = b".".join((key.encode(), stamp.encode(), body))
    return f"{VERSION}={hmac.new(secret, text, hashlib.sha256).hexdigest()}"


def headers(secret: bytes, key: str, now: datetime, body: bytes) -> dict[str, str]:
    """What travels beside ``body``. ``Idempotency-Key`` repeats the message key for receivers that know only that."""
    stamp = str(int(now.timestamp()))
    return {ID: key, "Idempotency-Key": key, STAMP: stamp, SIGNATURE: signature(secret, key, stamp, body)}


def holds(secret: bytes, given: Mapping[str, str], body: bytes) -> bool:
    """Whether ``given`` headers sign ``body``; compares in constant time."""
    made = signature(secret, given.get(ID, ""), given.get(STAMP, ""), body)
    return hmac.compare_digest(made, given.get(SIGNATURE, ""))
