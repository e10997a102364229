"""``daylight deadline``: when a period ends and which days were skipped (contract)."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.config.commands.who import complain
from daylight.core.deadlines import Period, PeriodError, compute, due_report
from daylight.core.explanation import Course, explain
from daylight.core.lawclocks import Deadline
from daylight.core.lawdata import NotInForce
from daylight.core.moment import BEIJING

# A bare period has no row of the table: the day of a right, counted as the statute counts all of them.
PLAIN = Deadline(
    id="-",
    name="期限",
    event="起算日",
    on_expiry="",
    cite="民事诉讼法第八十五条；行政处罚法第八十五条",
    in_force_from=date.min,
    party_right=True,
)


def register(commands: Any) -> None:
    parser = commands.add_parser("deadline", help="计算期限")
    parser.add_argument("--start", required=True)
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--period", help="7wd 工作日、15d 日、6m 月、2y 年、24h 小时")
    length.add_argument("--clock", help="期限表的编号，例如 D10；按起算日有效的规则计算")
    parser.add_argument("--variant", default="", help="期限表里的情形，例如 lawsuit；只与 --clock 同用")
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
    pack = lawpack.current()
    try:
        if arguments.clock:
            rule = pack.deadline(arguments.clock, start.date() if isinstance(start, datetime) else start)
            due = rule.due(start, pack.calendar(), variant=arguments.variant)
        else:
            period = Period.parse(arguments.period)
            rule, due = replace(PLAIN, period=period), compute(start, period, pack.calendar())
    except (PeriodError, NotInForce) as fault:
        return complain(fault)
    except (OverflowError, ValueError):
        return complain(f"从“{arguments.start}”起算，期限落在公元 9999 年以后，请核对起算日和期限")
    lines = explain(due, rule, Course(arguments.variant if arguments.clock else ""))
    report = due_report(due) | {"computed": [{"label": line.label, "text": line.text} for line in lines]}
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    doubt = "（暂定：有年份的放假通知未录入）" if due.provisional else ""
    print(f"届满：{report['due']}{doubt}　提醒：{report['warn_on']}")
    for line in lines:
        print(f"  {line.label}　{line.text}")
    return 0
