"""``daylight portal build DIR``: the whole public site as files any web server or CMS can host."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from daylight.base.present import present
from daylight.portal.build import build


def register(commands: Any) -> None:
    portal = commands.add_parser("portal", help="公示网站").add_subparsers(dest="verb", metavar="动作", required=True)
    parser = portal.add_parser("build", help="把整个公示网站写成文件")
    parser.add_argument("directory", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    count = build(arguments.directory, present())
    print(f"已写出公示网站：{count} 件决定，目录 {arguments.directory}")
    return 0
