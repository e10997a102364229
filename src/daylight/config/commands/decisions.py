"""``daylight decisions import``: published decisions of another time, normalised; doubts become questions (contract)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from daylight.base.present import present
from daylight.config.commands.who import NobodyFit, agency_of, complain, person_with
from daylight.core.normalise import to_json
from daylight.disclosure.acts.legacy import import_records
from daylight.disclosure.legacy import report


def register(commands: Any) -> None:
    decisions = commands.add_parser("decisions", help="历史决定").add_subparsers(
        dest="verb", metavar="动作", required=True
    )
    parser = decisions.add_parser("import", help="导入历史决定")
    parser.add_argument("file", type=Path)
    parser.add_argument("--agency", default="")
    parser.add_argument("--as", dest="username", default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        records = yaml.safe_load(arguments.file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        return complain(f"读不到文件，请核对路径，并保存为 UTF-8：{fault}")
    except yaml.YAMLError as fault:
        return complain(f"文件不是有效的 YAML，请改正后再导入：{fault}")
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        return complain("文件应为记录的列表（每条以“- id:”开头），请核对格式")
    results = report(records)
    if not arguments.dry_run:
        try:
            agency = agency_of(arguments.agency)
            actor = person_with(agency, "disclosure.prepare", arguments.username)
        except NobodyFit as fault:
            return complain(fault)
        import_records(records, agency, actor=actor, now=present())
    if arguments.json:
        print(to_json(results))
    else:
        for result in results:
            print(f"{result['id']} {'可公示' if result['ok'] else '待核'}")
            for question in result["questions"]:
                print(f"  ？{question['message']}")
    return 0 if all(r["ok"] and not r["questions"] for r in results) else 1
