"""``daylight serve`` (site and worker together) and ``daylight worker`` (chores alone)."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from daylight.base.chores import CHORES
from daylight.base.present import present
from daylight.config.commands.who import complain
from daylight.config.dualstack import network_lacks
from daylight.config.environment import mode
from daylight.portal import queries, sitefacts

log = logging.getLogger("daylight.worker")
PAUSE_SECONDS = 0.25
# A chore that failed rests this long, so that one broken row does not fill the log.
REST_SECONDS = 10.0


def register(commands: Any) -> None:
    serve = commands.add_parser("serve", help="启动网站和后台任务")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址；:: 同时监听 IPv4 和 IPv6")
    serve.add_argument("--port", default=os.environ.get("PORT", "8000"))
    serve.add_argument("--workers", default="2")
    serve.set_defaults(run=run_serve)
    commands.add_parser("worker", help="只运行后台任务").set_defaults(run=run_worker)


def run_serve(arguments: argparse.Namespace) -> int:
    """Start both, stop both: if one dies the other is stopped and its exit code is ours. 2: the site may not go public yet."""
    if mode() == "production":
        if lacks := sitefacts.lacks(queries.site()):
            return complain(
                f"公示网站的页脚没有填齐，不能正式运行：{'、'.join(lacks)}。请用 daylight site 名称=内容 填写，"
                "本站嵌在上级网站内的，填 daylight site embedded=yes"
            )
        for sentence in network_lacks(settings.BASE_URL, arguments.host):
            print(sentence, file=sys.stderr)
    server = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", arguments.host, "--port", arguments.port,
        "--workers", arguments.workers, "--blocking-threads", "8", "--no-ws", "--log-level", "warning",
        "daylight.config.wsgi:application",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "daylight.config.command", "worker"]
    running = [subprocess.Popen(command) for command in (server, worker)]

    def stop(*_: object) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(process.poll() is None for process in running):
        time.sleep(PAUSE_SECONDS)
    stop()
    codes = [process.wait() for process in running]
    return max(0, *(code for code in codes if code not in (-signal.SIGTERM, -signal.SIGINT)), 0)


def run_worker(_: argparse.Namespace) -> int:
    """Run every chore when its time has come, until told to stop."""
    going = True

    def stop(*_: object) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    due = dict.fromkeys(CHORES, 0.0)
    while going:
        for name, chore in CHORES.items():
            if not going or due[name] > time.monotonic():
                continue
            close_old_connections()
            try:
                moved = chore.work(present())
                # A chore that moved something may have more to do: ask again at once.
                due[name] = time.monotonic() + (0 if moved else chore.every.total_seconds())
            except Exception:
                log.exception("chore %s failed", name)
                due[name] = time.monotonic() + REST_SECONDS
        time.sleep(PAUSE_SECONDS)
    return 0
