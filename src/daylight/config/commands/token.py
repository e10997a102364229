"""``daylight token create|list|revoke``: bearer tokens of the interface. A token is shown once and kept only as a digest."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import timedelta
from typing import Any

from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.config.commands.who import complain
from daylight.core.moment import local_time
from daylight.core.refusal import Refused
from daylight.web.api.acts import issue_token, revoke_token
from daylight.web.api.models import Token
from daylight.web.api.tokens import digest_of, fresh_secret

DAYS = 90


def register(commands: Any) -> None:
    verbs = commands.add_parser("token", help="接口令牌").add_subparsers(dest="verb", metavar="动作", required=True)
    create = verbs.add_parser("create", help="签发，只显示一次")
    create.add_argument("username")
    create.add_argument("--label", default="命令行签发", help="用途，如对接系统的名称")
    create.add_argument("--days", type=int, default=DAYS, help=f"有效天数，缺省 {DAYS}")
    create.add_argument("--json", action="store_true")
    create.set_defaults(run=run_create)
    show = verbs.add_parser("list", help="列出令牌，不含令牌本身")
    show.add_argument("username", nargs="?", default="")
    show.set_defaults(run=run_list)
    revoke = verbs.add_parser("revoke", help="停用")
    revoke.add_argument("number", type=int, help="daylight token list 给出的编号")
    revoke.set_defaults(run=run_revoke)
    for each in (create, revoke):
        each.add_argument("--as", dest="actor", default="", help="以哪个账号办理，缺省为本人")


def run_create(arguments: argparse.Namespace) -> int:
    person, actor = _people(arguments.username, arguments.actor)
    if person is None or actor is None:
        return complain("没有这个账号，请核对登录名")
    now, secret = present(), fresh_secret()
    try:
        token = issue_token(
            person,
            digest_of(secret),
            arguments.label,
            now + timedelta(days=arguments.days),
            actor=actor,
            now=now,
        )
    except Refused as refused:
        return complain(refused)
    if arguments.json:
        print(json.dumps({"token": secret, "number": token.pk, "expires_at": token.expires_at.isoformat()}))
    else:
        print(secret)
        print(
            f"编号 {token.pk}，代表 {person.name}（{person.agency.name}），"
            f"{local_time(token.expires_at):%Y-%m-%d %H:%M} 失效。令牌只显示这一次，请妥善保存。",
            file=sys.stderr,
        )
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    tokens = Token.objects.select_related("person").order_by("id")
    if arguments.username:
        tokens = tokens.filter(person__username=arguments.username)
    for each in tokens:
        until = "已停用" if each.revoked_at else f"{local_time(each.expires_at):%Y-%m-%d} 失效"
        used = f"{each.last_used_on} 用过" if each.last_used_on else "没有用过"
        print(f"{each.pk}\t{each.person.username}\t{each.person.name}\t{each.label}\t{until}\t{used}")
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    token = Token.objects.select_related("person", "agency").filter(pk=arguments.number).first()
    if token is None:
        return complain("没有这个编号的令牌，请用 daylight token list 核对")
    _, actor = _people(token.person.username, arguments.actor)
    if actor is None:
        return complain("没有这个账号，请核对登录名")
    try:
        revoke_token(token, actor=actor, now=present())
    except Refused as refused:
        return complain(refused)
    print(f"令牌 {token.pk} 已停用。")
    return 0


def _people(username: str, actor: str) -> tuple[Person | None, Person | None]:
    """Whose token, and who acts: himself unless another is named."""
    found = {each.username: each for each in Person.objects.filter(username__in=[username, actor])}
    return found.get(username), found.get(actor or username)
