"""``daylight settings``: every environment variable with its present value and what it means."""

from __future__ import annotations

import argparse
import os
from typing import Any

from daylight.config.environment import VARIABLES

SECRET = {"DAYLIGHT_SECRET_KEY", "DAYLIGHT_DATABASE_URL", "DAYLIGHT_DEMO_PASSWORD"}


def register(commands: Any) -> None:
    commands.add_parser("settings", help="列出全部设置").set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    for variable in VARIABLES:
        given = os.environ.get(variable.name)
        shown = "（已设置，不显示）" if given and variable.name in SECRET else given
        print(f"{variable.name}\n  {variable.help}\n  默认：{variable.default or '（空）'}　现在：{shown or '默认'}")
    return 0
