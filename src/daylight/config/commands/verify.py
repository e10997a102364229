"""``daylight verify``: the public checks of the stand-alone verifier, and inside ones only the operator can make."""

from __future__ import annotations

import argparse
import importlib.util
import json
from types import ModuleType
from typing import Any

from django.conf import settings

from daylight.base.ledger.queries import row_faults
from daylight.base.vault.models import Blob
from daylight.base.vault.store import storage
from daylight.config.environment import ROOT


def register(commands: Any) -> None:
    parser = commands.add_parser("verify", help="核对登记簿、公示网站和证据库")
    parser.add_argument("--portal", default="", help="公示网站目录或网址；留空核对本机")
    parser.add_argument("--since", default="", help="先前留存的 checkpoint 文件")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def _verifier() -> ModuleType:
    """The one-file verifier, the same bytes an outsider runs."""
    path = ROOT / "verifier" / "daylight_verify.py"
    spec = importlib.util.spec_from_file_location("daylight_verify", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _vault_faults() -> list[dict[str, str]]:
    faults = []
    for blob in Blob.objects.all().iterator():
        found = storage().read_back(blob.sha256)
        if found is None:
            faults.append({"object": f"证据原件 {blob.sha256}", "message": "文件不存在，请从备份恢复"})
        elif found != (blob.sha256, blob.size):
            faults.append({"object": f"证据原件 {blob.sha256}", "message": "内容与校验值不符，请查明后从备份恢复"})
    return faults


def run(arguments: argparse.Namespace) -> int:
    outside = [arguments.portal or str(settings.PUBLIC_DIR)]
    if arguments.since:
        outside += ["--since", arguments.since]
    if arguments.portal:
        code: int = _verifier().main([*outside, *(["--json"] if arguments.json else [])])
        return code
    inside = [{"object": "留痕", "message": message} for message in row_faults()] + _vault_faults()
    if arguments.json:
        verifier = _verifier()
        try:
            report = verifier.verify(outside[0], "", "", arguments.since)
        except verifier.Unusable as unusable:
            print(json.dumps({"ok": False, "error": str(unusable)}, ensure_ascii=False))
            return 2
        report["faults"] = [*report["faults"], *inside]
        report["ok"] = not report["faults"]
        print(json.dumps(report, ensure_ascii=False))
        return 0 if report["ok"] else 1
    code = _verifier().main(outside)
    for fault in inside:
        print(f"有问题　{fault['object']}：{fault['message']}")
    if not inside:
        print("留痕与登记簿一致，证据库原件完好。")
    return max(code, 1 if inside else 0)
