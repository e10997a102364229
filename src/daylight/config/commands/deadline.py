"""``daylight deadline``: when a period ends and which days were skipped (contract)."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.config.commands.who import complain
from daylight.core.deadlines import Period, PeriodError, deadline_report
from daylight.core.moment import BEIJING


def register(commands: Any) -> None:
    parser = commands.add_parser("deadline", help="计算期限")
    parser.add_argument("--start", required=True)
    parser.add_argument("--period", required=True)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    start: date | datetime
    try:
        if "T" in arguments.start or ":" in arguments.start:
            start = datetime.fromisoformat(arguments.start)
            start = start if start.tzinfo else start.replace(tzinfo=BEIJING)
        else:
            start = date.fromisoformat(arguments.start)
    except ValueError:
        return complain(f"看不懂日期“{arguments.start}”，请写成 2026-11-25 或 2026-11-25T09:00")
    try:
        report = deadline_report(start, Period.parse(arguments.period), lawpack.current().calendar())
    except PeriodError as fault:
        return complain(fault)
    except (OverflowError, ValueError):
        return complain(f"从“{arguments.start}”起算，期限落在公元 9999 年以后，请核对起算日和期限")
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    doubt = "（暂定：有年份的放假通知未录入）" if report["provisional"] else ""
    print(f"届满：{report['due']}{doubt}　提醒：{report['warn_on']}")
    reasons = report["reasons"]
    assert isinstance(reasons, dict)
    for day, why in reasons.items():
        print(f"  跳过 {day} {why}")
    return 0
