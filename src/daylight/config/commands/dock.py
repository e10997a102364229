"""``daylight dock watch DIR``: the agent beside a docking station. It reads the folder and never writes or deletes in it.

``dock receipts`` lists what is safe in the vault, by path and SHA-256, so that a station wipes only what was acknowledged.
"""

from __future__ import annotations

import argparse
import json
import signal
import time
from pathlib import Path
from typing import Any

from django.db import close_old_connections

from daylight.base.orgs.models import Agency
from daylight.base.present import present
from daylight.config.commands.who import NobodyFit, agency_of, complain
from daylight.recording import docking
from daylight.recording.models import DockFile

SETTLE_SECONDS = 10.0
PAUSE_SECONDS = 5.0


def register(commands: Any) -> None:
    verbs = commands.add_parser("dock", help="采集站导入").add_subparsers(dest="verb", metavar="动作", required=True)
    watch = verbs.add_parser("watch", help="监看采集站的目录，收取静止下来的文件")
    watch.add_argument("folder", type=Path)
    watch.add_argument("--once", action="store_true", help="只看一遍就结束")
    watch.add_argument(
        "--settle", type=float, default=SETTLE_SECONDS, help=f"文件多少秒没有变化才收取，缺省 {SETTLE_SECONDS:g}"
    )
    watch.set_defaults(run=run_watch)
    receipts = verbs.add_parser("receipts", help="列出已入库的文件和校验值，采集站据此清理")
    receipts.set_defaults(run=run_receipts)
    for each in (watch, receipts):
        each.add_argument("--agency", default="", help="机关代码，只有一个机关时可不写")
        each.add_argument("--station", default="采集站1", help="采集站名称")
        each.add_argument("--json", action="store_true")


def run_watch(arguments: argparse.Namespace) -> int:
    """0: everything taken · 1: some files are quarantined or could not be read, each listed · 2: no such folder or agency."""
    try:
        agency = agency_of(arguments.agency)
    except NobodyFit as error:
        return complain(error)
    folder = arguments.folder.resolve()
    if not folder.is_dir():
        return complain(f"{folder} 不是目录，请核对采集站的共享目录是否已经挂上")
    going = True

    def stop(*_: object) -> None:
        nonlocal going
        going = False

    if not arguments.once:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    told: list[dict[str, Any]] = []
    while going:
        told = _round(agency, arguments.station, folder, arguments.settle)
        for each in told:
            print(json.dumps(each, ensure_ascii=False) if arguments.json else _line(each), flush=True)
        if arguments.once:
            break
        close_old_connections()
        time.sleep(PAUSE_SECONDS)
    return 1 if any(each["state"] in ("quarantined", "unread") for each in told) else 0


def _round(agency: Agency, station: str, folder: Path, settle: float) -> list[dict[str, Any]]:
    told = []
    for found in docking.resting(folder, present(), settle):
        if docking.known(agency, station, found):
            continue
        try:
            row = docking.take(agency, station, found, present())
        except docking.Moving:
            continue
        except OSError as error:
            told.append({"path": found.name, "state": "unread", "words": "没有收取", "reason": str(error)})
            continue
        if row is not None:
            told.append(_said(row))
    return told


def _said(row: DockFile) -> dict[str, Any]:
    return {
        "path": row.path,
        "state": row.state,
        "words": row.get_state_display(),
        "sha256": row.sha256,
        "size": row.size,
        "reason": row.reason,
    }


def _line(said: dict[str, Any]) -> str:
    return f"{said['path']}　{said['words']}" + (f"：{said['reason']}" if said["reason"] else "")


def run_receipts(arguments: argparse.Namespace) -> int:
    """What of this station lies in the vault."""
    try:
        agency = agency_of(arguments.agency)
    except NobodyFit as error:
        return complain(error)
    rows = DockFile.objects.filter(agency=agency, station=arguments.station).order_by("id")
    found = [_said(row) for row in rows.iterator()]
    if arguments.json:
        print(json.dumps({"station": arguments.station, "files": found}, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each['sha256']}  {each['path']}")
    return 0
