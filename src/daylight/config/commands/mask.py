"""``daylight mask``: what would be masked in a text, by which rule (contract)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from daylight.base.present import present
from daylight.config.commands.who import complain
from daylight.core.masking import mask_report
from daylight.core.moment import local_date
from daylight.disclosure.record_building import mask_rules


def register(commands: Any) -> None:
    parser = commands.add_parser("mask", help="公开前脱敏")
    parser.add_argument("file", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        text = arguments.file.read_text("utf-8")
        facts = json.loads(arguments.facts.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        return complain(f"读不到文件，请核对路径，并保存为 UTF-8：{fault}")
    except json.JSONDecodeError as fault:
        return complain(f"案情文件不是有效的 JSON（第 {fault.lineno} 行），请改正后再试")
    try:
        report = mask_report(text, facts, mask_rules(local_date(present())))
    except ValueError as fault:
        return complain(f"案情文件有误：{fault}")
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(report["text"])
        for doubt in report["uncertain"]:
            print(f"存疑：{doubt}")
    return 1 if report["uncertain"] or report["blocked"] else 0
