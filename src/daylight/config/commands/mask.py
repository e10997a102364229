"""``daylight mask``: what would be masked in a text, by which rule (contract)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from daylight.base.present import present
from daylight.config.commands.who import complain
from daylight.core.masking import mask_report
from daylight.core.moment import local_date
from daylight.disclosure.record_building import mask_rules


def register(commands: Any) -> None:
    parser = commands.add_parser("mask", help="公开前脱敏")
    parser.add_argument("file", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


class NotText(ValueError):
    """A file that holds no text in a known encoding; the message is its name."""


def _read(path: Path) -> str:
    """UTF-8, with or without its mark, else GB18030 as older office programs write."""
    body = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotText(path.name)


def run(arguments: argparse.Namespace) -> int:
    try:
        text, facts = _read(arguments.file), json.loads(_read(arguments.facts))
    except OSError as fault:
        return complain(f"读不到文件 {fault.filename}，请核对路径和读取权限")
    except json.JSONDecodeError as fault:
        return complain(f"案情文件不是有效的 JSON（第 {fault.lineno} 行），请改正后再试")
    except NotText as fault:
        return complain(f"{fault} 不是文本文件，请另存为 UTF-8 或者 GB18030 的纯文本后再试")
    try:
        report = mask_report(text, facts, mask_rules(local_date(present())))
    except ValueError as fault:
        return complain(f"案情文件有误：{fault}")
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(report["text"])
        for doubt in report["uncertain"]:
            line = text.count("\n", 0, doubt["start"]) + 1
            done = "已隐去" if doubt["masked"] else "没有隐去"
            print(f"存疑（第 {line} 行，{done}）“{doubt['original']}”：{doubt['reason']}")
        for leak in report["leaks"]:
            print(f"仍可读出“{leak['fragment']}”，请核对。")
        if report["blocked"]:
            print(report["blocked"])
    return 1 if report["uncertain"] or report["blocked"] else 0
