"""``daylight export credit``: 双公示 rows as a file (contract). What is left out is listed; the exit code is then 1."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from daylight.base.present import present
from daylight.channels.credit_china.sheets import FORMATS, written
from daylight.channels.credit_china.tables import TABLES
from daylight.config.commands.who import NobodyFit, agency_of, complain
from daylight.core.lawdata import NotInForce
from daylight.core.lawentry import LawError
from daylight.core.moment import local_date
from daylight.disclosure.credit_export import export


def register(commands: Any) -> None:
    kinds = commands.add_parser("export", help="导出").add_subparsers(dest="what", metavar="内容", required=True)
    parser = kinds.add_parser("credit", help="双公示信息（行政处罚、行政许可）")
    parser.add_argument("--kind", choices=tuple(TABLES), required=True)
    parser.add_argument("--from", dest="start", type=date.fromisoformat, required=True, help="决定日期自")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, required=True, help="决定日期至（含当日）")
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument(
        "--purpose",
        choices=("public", "share"),
        default="public",
        help="public 向社会公示的（不含自然人和轻微失信）；share 报送、共享的（含证件号码，不得公开）",
    )
    parser.add_argument("--agency", default="")
    parser.add_argument("--out", type=Path, default=None)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.start > arguments.end:
        return complain("起始日期晚于截止日期，请核对 --from 和 --to。")
    try:
        agency = agency_of(arguments.agency)
        public = arguments.purpose == "public"
        made = export(agency, arguments.kind, arguments.start, arguments.end, public, local_date(present()))
    except (NobodyFit, NotInForce, LawError) as fault:
        return complain(fault)
    body = written(made.columns, made.rows, arguments.kind, arguments.format)
    if arguments.out:
        arguments.out.write_bytes(body)
    else:
        sys.stdout.buffer.write(body)
    for line in made.left_out:
        print(line, file=sys.stderr)
    return 1 if made.left_out else 0
