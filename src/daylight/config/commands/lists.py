"""``daylight lists import|export``: lists from and to files (contract)."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from daylight.base.present import present
from daylight.config.commands.who import NobodyFit, agency_of, complain, person_with
from daylight.core.listkinds import KINDS
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.lists.exporting import export_list
from daylight.lists.importing import import_list


def register(commands: Any) -> None:
    lists = commands.add_parser("lists", help="清单导入导出").add_subparsers(dest="verb", metavar="动作", required=True)
    bring = lists.add_parser("import", help="导入为草案，审定并发布后才起作用")
    bring.add_argument("kind", choices=tuple(KINDS))
    bring.add_argument("file", type=Path)
    bring.add_argument("--agency", default="")
    bring.add_argument("--as", dest="username", default="", help="以哪个账号导入")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=run_import)
    take = lists.add_parser("export", help="导出某日有效的清单")
    take.add_argument("kind", choices=tuple(KINDS))
    take.add_argument("--format", choices=("csv", "xlsx", "json"), required=True)
    take.add_argument("--as-of", type=date.fromisoformat, default=None)
    take.add_argument("--agency", default="")
    take.add_argument("--out", type=Path, default=None)
    take.set_defaults(run=run_export)


def run_import(arguments: argparse.Namespace) -> int:
    try:
        agency = agency_of(arguments.agency)
        actor = person_with(agency, "list.draft", arguments.username)
    except NobodyFit as fault:
        return complain(fault)
    report = import_list(arguments.kind, arguments.file, agency, actor, present(), arguments.dry_run)
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        print("\n".join(report.lines()))
    return report.exit_code


def run_export(arguments: argparse.Namespace) -> int:
    try:
        agency = agency_of(arguments.agency)
        body = export_list(arguments.kind, agency, arguments.format, arguments.as_of or local_date(present()))
    except (NobodyFit, Refused) as fault:
        return complain(fault)
    if arguments.out:
        arguments.out.write_bytes(body)
    else:
        sys.stdout.buffer.write(body)
    return 0
