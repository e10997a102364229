"""Where signing secrets lie: a file beside the other keys, or a variable of the process. Never in the database.

``file:NAME`` is ``keys/channels/NAME`` in the data directory; ``env:DAYLIGHT_CHANNEL_…`` a variable. The prefix keeps an
administrator from naming another secret of the process.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from django.conf import settings

_FILE = re.compile(r"file:([a-z0-9][a-z0-9_-]{0,39})")
_VARIABLE = re.compile(r"env:(DAYLIGHT_CHANNEL_[A-Z0-9_]{1,60})")
SHORTEST = 24


class SecretMissing(Exception):
    """No usable secret at that place; the message is a Chinese sentence."""


def place_is_sound(place: str) -> bool:
    """Whether ``place`` is written as one of the two forms."""
    return bool(_FILE.fullmatch(place) or _VARIABLE.fullmatch(place))


def secret_at(place: str) -> bytes:
    """The secret. Raises ``SecretMissing`` when there is none or it is too short to protect anything."""
    if found := _VARIABLE.fullmatch(place):
        text = os.environ.get(found[1], "")
    elif found := _FILE.fullmatch(place):
        path = _path(found[1])
        text = path.read_text("utf-8").strip() if path.is_file() else ""
    else:
        raise SecretMissing("密钥位置不对，请写作 file:名称 或者 env:DAYLIGHT_CHANNEL_名称。")
    if len(text) < SHORTEST:
        raise SecretMissing(f"密钥位置 {place} 没有密钥，或者不足 {SHORTEST} 个字符，请部署人员放好后再试。")
    return text.encode()


def make(name: str) -> str:
    """Write a new secret under ``file:name`` unless there is one. Returns the place."""
    place = f"file:{name}"
    if not _FILE.fullmatch(place):
        raise SecretMissing("密钥名称只能用小写字母、数字、横线，请修改。")
    path = _path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(32))
    return place


def _path(name: str) -> Path:
    return Path(settings.DATA_DIR) / "keys" / "channels" / name
