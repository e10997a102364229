"""The log key: made once, kept with its name, never replaced silently.

The file holds one line ``PRIVATE+KEY+name+hash+base64(0x01 ‖ seed)``, the signer form used with signed notes. The name
in the file is the log's origin for ever; ``LOG_ORIGIN`` only names a key that is being made.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from daylight.base.ledger.faults import LedgerFault
from daylight.base.ledger.files import write_durably
from daylight.core.notes import ED25519, NoteFault, VerifierKey, verifier_key

_PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class Signer:
    """``key.name`` is the origin; ``sign(message)`` gives 64 bytes."""

    key: VerifierKey
    sign: Callable[[bytes], bytes]


def signer(*, may_create: bool) -> Signer:
    """The signer in ``settings.LOG_KEY_FILE``; made there when absent and ``may_create``. Raises :class:`LedgerFault`."""
    return signer_in(Path(settings.LOG_KEY_FILE), settings.LOG_ORIGIN, may_create=may_create)


def signer_in(path: Path, name: str, *, may_create: bool) -> Signer:
    """The signer kept at ``path``, made there under ``name`` when absent and ``may_create``. Raises :class:`LedgerFault`."""
    if not path.exists():
        if not may_create:
            raise LedgerFault(f"登记簿已有签名记录，但找不到签名私钥 {path}，已停止签名，请从密钥备份恢复该文件。")
        _create(path, name)
    if path.stat().st_mode & 0o077:
        raise LedgerFault(f"签名私钥 {path} 对其他账户可读，已停止签名，请执行 chmod 600 后重试。")
    return _parse(path)


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _create(path: Path, name: str) -> None:
    seed = secrets.token_bytes(32)
    key = _verifier_key(name, seed)
    line = f"{_PREFIX}{key.name}+{key.key_id.hex()}+{base64.b64encode(ED25519 + seed).decode('ascii')}\n"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_durably(path, line.encode("utf-8"), mode=0o600)


def _parse(path: Path) -> Signer:
    try:
        name, _, encoded = path.read_text("utf-8").strip().removeprefix(_PREFIX).split("+", 2)
        seed = base64.b64decode(encoded, validate=True)[1:]
        return Signer(_verifier_key(name, seed), Ed25519PrivateKey.from_private_bytes(seed).sign)
    except (ValueError, binascii.Error, NoteFault, UnicodeDecodeError):
        raise LedgerFault(f"签名私钥 {os.fspath(path)} 内容不完整，已停止签名，请从密钥备份恢复该文件。") from None


def _verifier_key(name: str, seed: bytes) -> VerifierKey:
    return verifier_key(name, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
