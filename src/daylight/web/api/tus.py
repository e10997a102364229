"""Reading the headers of tus 1.0 strictly; nothing a client sends is echoed raw."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from daylight.core.moment import BEIJING
from daylight.core.refusal import Refused, refuse
from daylight.recording.acts.media import RecordingMeta
from daylight.recording.staging import Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
ALGORITHMS = ("sha1", "sha256")
CHUNK_TYPE = "application/offset+octet-stream"
METADATA_LIMIT = 4096
# Keys we keep; others (a foreign client's own) are ignored. What clients call the same thing maps to one key.
KEYS = {
    "case": "case",
    "step": "step",
    "item": "item_code",
    "filename": "title",
    "name": "title",
    "officers": "officers",
    "device": "device",
    "started_at": "started_at",
    "ended_at": "ended_at",
    "clock_offset_seconds": "clock_offset_seconds",
    "sha256": "sha256",
}


@dataclass(frozen=True, slots=True)
class Creation:
    """What a POST asks for."""

    case: UUID
    meta: RecordingMeta


def number(text: str | None) -> int | None:
    """A non-negative integer in plain ASCII digits, else None."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 18 else None


def checksum(header: str | None) -> Checksum | None:
    """``Upload-Checksum: sha256 <base64>``. Refuses other algorithms and digests that cannot be one."""
    if header is None:
        return None
    algorithm, _, encoded = header.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise refuse("upload.algorithm", f"校验算法只支持 {'、'.join(ALGORITHMS)}，请改用其中一种。")
    digest = _base64(encoded)
    if digest is None or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise refuse("upload.checksum", "Upload-Checksum 不是该算法的校验值，请核对后重传。")
    return Checksum(algorithm, digest)


def metadata(header: str | None) -> dict[str, str]:
    """``key base64,key base64`` as text. Refuses bad base64, control characters, repeated keys and over 4 KB."""
    if not header:
        return {}
    if len(header) > METADATA_LIMIT:
        raise refuse("upload.metadata", f"Upload-Metadata 不能超过 {METADATA_LIMIT} 个字符。")
    found: dict[str, str] = {}
    for pair in header.split(","):
        key, _, encoded = pair.strip().partition(" ")
        raw = _base64(encoded)
        try:
            text = raw.decode("utf-8") if raw is not None else None
        except UnicodeDecodeError:
            text = None
        clean = text is not None and all(c.isprintable() for c in text)
        if not key or not key.isascii() or not key.isprintable() or key in found or not clean:
            raise refuse("upload.metadata", "Upload-Metadata 须为不重复的“名称 base64”列表，请核对。")
        found[key] = text or ""
    return found


def creation(found: Mapping[str, str]) -> Creation:
    """The case and what is said about the recording. Refuses values that cannot be read."""
    said: dict[str, str] = {}
    for key, name in KEYS.items():
        if found.get(key) and name not in said:
            said[name] = found[key]
    try:
        case = UUID(said.pop("case", ""))
    except ValueError:
        raise refuse("upload.case", "请在 Upload-Metadata 中用 case 写明案件编号。", "", "case") from None
    return Creation(
        case,
        RecordingMeta(
            step=said.get("step", "")[:8],
            item_code=said.get("item_code", "")[:64],
            title=said.get("title", ""),
            officers=tuple(each for each in said.get("officers", "").split(";") if each),
            device=said.get("device", "")[:64],
            started_at=_moment(said, "started_at"),
            ended_at=_moment(said, "ended_at"),
            clock_offset_seconds=_seconds(said.get("clock_offset_seconds", "")),
            sha256=said.get("sha256", "").lower(),
        ),
    )


def echoed(meta: Mapping[str, object]) -> str:
    """The kept metadata encoded again for HEAD."""
    shown = {"filename": meta.get("title"), "step": meta.get("step"), "item": meta.get("item_code")}
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in shown.items() if value)


def _base64(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _moment(said: Mapping[str, str], name: str) -> datetime | None:
    if not said.get(name):
        return None
    try:
        moment = datetime.fromisoformat(said[name])
    except ValueError:
        moment = None
    if moment is None:
        raise _unreadable(name)
    # A form's datetime-local carries no zone: it is the clock on the wall in China.
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _seconds(text: str) -> int | None:
    if not text:
        return None
    if not text.lstrip("-").isdigit() or len(text) > 9:
        raise _unreadable("clock_offset_seconds")
    return int(text)


def _unreadable(name: str) -> Refused:
    words = {
        "started_at": "开始时间须为 ISO 8601 时间",
        "ended_at": "结束时间须为 ISO 8601 时间",
        "clock_offset_seconds": "设备时间偏差须为整数秒",
    }
    return refuse("upload.metadata", f"{words[name]}，请核对。", "", name)
