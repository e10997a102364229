"""The kind this folder speaks for. Sending itself is the outbox's work (base/outbox/chores.py)."""

from __future__ import annotations

from daylight.base.outbox.kinds import Kind, register
from daylight.channels.municipal_portal.pushing import follow, send

KIND = register(
    Kind(
        "municipal_portal",
        "政府门户网站",
        "公示、更正、撤回和清单变动写入公示网站以后，逐件推送到政府门户的内容管理系统，以对方回执为准",
        send,
        follow=follow,
    )
)
