"""``daylight openapi``: the interface's own description, the same document as ``/api/v1/openapi.json``."""

from __future__ import annotations

import argparse
import json
from typing import Any

from daylight.web.api.interface import api

PREFIX = "/api/v1/"


def register(commands: Any) -> None:
    commands.add_parser("openapi", help="输出接口说明（OpenAPI）").set_defaults(run=run)


def document() -> str:
    """The description as text, keys in the order of the code, ending with a line break."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    return json.dumps(schema, ensure_ascii=False, indent=1, default=str) + "\n"


def run(_: argparse.Namespace) -> int:
    print(document(), end="")
    return 0
