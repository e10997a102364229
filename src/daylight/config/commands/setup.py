"""``daylight migrate`` and ``daylight collect``: tables and static files."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management import call_command


def register(commands: Any) -> None:
    commands.add_parser("migrate", help="建立或升级数据表").set_defaults(run=run_migrate)
    commands.add_parser("collect", help="汇集静态文件").set_defaults(run=run_collect)


def run_migrate(_: argparse.Namespace) -> int:
    call_command("migrate", verbosity=0, interactive=False)
    return 0


def run_collect(_: argparse.Namespace) -> int:
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0
