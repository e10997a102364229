"""``daylight demo``: load the demonstration once; afterwards only say where things are."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from daylight.base.orgs.models import Agency
from daylight.base.permit import permit
from daylight.base.present import present
from daylight.config.commands.who import complain
from daylight.config.demo.people import settle
from daylight.config.demo.walk import furnish, walk
from daylight.config.environment import mode
from daylight.core.moment import local_time


def register(commands: Any) -> None:
    parser = commands.add_parser("demo", help="装入演示数据")
    parser.add_argument("--without-cases", action="store_true", help="只建机关、人员和清单，不装入案件和决定")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if mode() == "production":
        return complain("正式运行时不能装入演示数据，请去掉 DAYLIGHT_MODE=production")
    accounts = Path(settings.DATA_DIR) / "demo-accounts.txt"
    unfinished = Path(settings.DATA_DIR) / "demo-unfinished"
    if unfinished.exists():
        return complain(f"上次装入演示数据没有完成，请删除数据目录 {settings.DATA_DIR} 后重试")
    if not Agency.objects.exists():
        started = time.monotonic()
        unfinished.touch()
        with permit("demonstration"):
            troupe, lines = settle()
        accounts.touch(mode=0o600)
        accounts.write_text("\n".join(lines) + "\n")
        fill = furnish if arguments.without_cases else walk
        fill(troupe, local_time(present()), lambda line: print(f"  {line}", flush=True))
        call_command("collectstatic", verbosity=0, interactive=False)
        unfinished.unlink()
        print(f"演示数据已装入，用时 {time.monotonic() - started:.0f} 秒。")
    address = os.environ.get("DAYLIGHT_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    print(f"\n公示网站　{address}/\n办案平台　{address}/office/\n\n演示账号（登录名　密码　姓名　角色）：")
    print(accounts.read_text() if accounts.exists() else "  见首次装入时的输出")
    return 0
