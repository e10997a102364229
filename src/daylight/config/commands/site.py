"""``daylight site``: what the foot of the public site says and still lacks; with ``NAME=VALUE`` it is changed.

The page 公示网站 does the same, but production does not start before the foot is complete.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from typing import Any

from daylight.base.present import present
from daylight.config.commands.who import NobodyFit, agency_of, complain, person_with
from daylight.core.refusal import Refused
from daylight.portal import chores, queries, sitefacts
from daylight.portal.acts import describe_site


def register(commands: Any) -> None:
    parser = commands.add_parser("site", help="公示网站的页脚和标识：查看、修改")
    parser.add_argument(
        "changes", nargs="*", metavar="名称=内容", help="如 icp=鲁ICP备00000000号；embedded=yes 表示由上级网站提供页脚"
    )
    parser.add_argument("--agency", default="", help="机关代码")
    parser.add_argument("--as", dest="actor", default="", help="以哪个账号办理，缺省为有权的第一人")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    facts = sitefacts.of(queries.site())
    if arguments.changes:
        pairs = [each.partition("=") for each in arguments.changes]
        known = {*sitefacts.LABELS, "embedded"}
        if wrong := [name for name, mark, _ in pairs if not mark or name not in known]:
            return complain(f"不认识的设置：{'、'.join(wrong)}；可以写 {'、'.join(sorted(known))}")
        typed = {name: value in {"yes", "true", "1", "是"} if name == "embedded" else value for name, _, value in pairs}
        now = present()
        try:
            actor = person_with(agency_of(arguments.agency), "site.describe", arguments.actor)
            describe_site(replace(facts, **typed), actor=actor, now=now)
        except NobodyFit as nobody:
            return complain(nobody)
        except Refused as refused:
            for each in refused.refusals:
                print(each.message)
            return 1
        chores.deliver_feed(now)
        facts = sitefacts.of(queries.site())
    lacks = sitefacts.lacks(facts)
    if arguments.json:
        print(json.dumps({**asdict(facts), "lacks": lacks}, ensure_ascii=False))
        return 0
    for name, label in sitefacts.LABELS.items():
        print(f"{name:15} {label}：{getattr(facts, name) or '（空）'}")
    print(f"{'embedded':15} 由上级网站提供页脚：{'是' if facts.embedded else '否'}")
    print(f"正式运行前还须填写：{'、'.join(lacks)}" if lacks else "页脚已齐。")
    return 0
