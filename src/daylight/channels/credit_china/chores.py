"""The kind this folder speaks for. Sending itself is the outbox's work (base/outbox/chores.py)."""

from __future__ import annotations

from daylight.base.outbox.kinds import Kind, register
from daylight.channels.credit_china.pushing import send

KIND = register(
    Kind(
        "credit_china",
        "信用信息报送（双公示）",
        "处罚、许可的双公示信息逐条报送信用平台；自然人和轻微失信只报送、共享，不公示",
        send,
        topic="credit",
    )
)
