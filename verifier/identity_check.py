#!/usr/bin/env python3
"""Check an 亮证凭证 (the receipt of a scanned identity code) with nothing but Python's standard library (≥ 3.11).

Checked: that one of the given keys signed the code, that the code names the certificate and agency of the receipt, that it
was looked at in its own minute, and that its digest is the one in the receipt. Format: docs/decisions/0013-shown-identity.md. It lies beside
``daylight_verify.py`` and takes the arithmetic of Ed25519 from there; nothing comes from the platform.
Exit codes: 0 nothing found · 1 faults, each named · 2 unusable input.
"""

import argparse
import base64
import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from daylight_verify import MALFORMED, Unusable, Wrong, ed25519_holds, parse_key

CONTEXT = b"daylight identity code v1\n"
HEAD = 19
SIGNATURE = 64
# The platform gives half a minute to scan and load; clocks differ a little.
GRACE = 30


def read_code(text: str) -> tuple[bytes, bytes, dict[str, Any]]:
    """Body, signature and what the body says. Raises ``Wrong``."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        body, signature, rest = raw[:-SIGNATURE], raw[-SIGNATURE:], raw[HEAD:-SIGNATURE]
        agency, rest = rest[1 : 1 + rest[0]].decode(), rest[1 + rest[0] :]
        certificate, rest = rest[1 : 1 + rest[0]].decode(), rest[1 + rest[0] :]
        if body[0] != 1 or rest:
            raise ValueError(text)
    except (*MALFORMED, IndexError):
        raise Wrong("亮证码不完整或者被改动") from None
    begins, seconds = int.from_bytes(body[5:9], "big"), int.from_bytes(body[9:11], "big")
    told = {
        "key_id": body[1:5].hex(),
        "begins": begins,
        "seconds": seconds,
        "agency": agency,
        "certificate": certificate,
    }
    return body, signature, told


def faults_of(receipt: dict[str, Any], keys: list[str]) -> list[str]:
    """What does not hold, in Chinese. Raises ``Unusable`` when nothing can be checked."""
    try:
        text, at = str(receipt["code"]), datetime.fromisoformat(receipt["scanned_at"]).timestamp()
        named = (receipt["agency"]["code"], receipt["certificate"]["number"])
        digest = str(receipt["code_sha256"])
    except MALFORMED:
        raise Unusable("文件不是亮证凭证，请使用核验页下载的 JSON。") from None
    try:
        body, signature, told = read_code(text)
    except Wrong as wrong:
        return [str(wrong)]
    found = []
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        found.append("亮证码与凭证里的校验值不符")
    signers = [key for key in map(parse_key, keys) if key[1].hex() == told["key_id"]]
    if not any(ed25519_holds(key[2], signature, CONTEXT + body) for key in signers):
        found.append("签名不成立：给出的公钥都没有签过这个码")
    if (told["agency"], told["certificate"]) != named:
        found.append("凭证写的机关或者证号与亮证码不同")
    if not told["begins"] - GRACE <= at < told["begins"] + told["seconds"] + GRACE:
        found.append("核验时间不在亮证码的有效时间内")
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="离线核对亮证凭证。退出码 0 无问题，1 有问题，2 无法核对。")
    parser.add_argument("receipt", help="凭证文件（JSON）")
    parser.add_argument("--keys", required=True, help="公钥文件，一行一个（网站 /show/keys.txt）")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    given = parser.parse_args(arguments)
    try:
        receipt = json.loads(Path(given.receipt).read_text("utf-8"))
        keys = Path(given.keys).read_text("utf-8").split()
        report: dict[str, Any] = {"faults": faults_of(receipt, keys)}
        report = {"ok": not report["faults"], **report}
    except (OSError, *MALFORMED, Unusable) as error:
        report = {"ok": False, "error": str(error)}
    if given.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    elif "error" in report:
        print(f"无法核对：{report['error']}", file=sys.stderr)
    else:
        print(*(f"问题：{each}" for each in report["faults"]), sep="\n", end="\n" if report["faults"] else "")
        print("未发现问题。" if report["ok"] else f"共发现 {len(report['faults'])} 处问题。")
    return 2 if "error" in report else 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
