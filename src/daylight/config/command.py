"""``daylight``: one command line. Exit codes: 0 done · 1 done with refusals, each listed · 2 unusable input, nothing changed."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured

MODULES = (
    "settings",
    "setup",
    "lists",
    "decisions",
    "mask",
    "deadline",
    "verify",
    "portal",
    "site",
    "token",
    "openapi",
    "simulate",
    "export",
    "dock",
    "demo",
    "serve",
)


class Parser(argparse.ArgumentParser):
    """The same for every command below it: what cannot be read is said in Chinese."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"参数不对（{message}），用法见 {self.prog} --help。\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the process exits with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        print(f"设置有误：{fault}", file=sys.stderr)
        return 2
    parser = Parser(prog="daylight", description="阳光执法：清单即规则。")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    for name in MODULES:
        # Loaded here and not above: models exist only after setup.
        importlib.import_module(f"daylight.config.commands.{name}").register(commands)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
