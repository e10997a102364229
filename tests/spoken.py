"""What a party says and what is written down when he says it: fields of the papers between notice and decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from daylight.config.demo import penalty
from daylight.core.moment import BEIJING, local_date
from tests.story import Story


def statement(story: Story, **more: Any) -> dict[str, Any]:
    """陈述申辩笔录."""
    return {
        "made_at": story.now.isoformat(),
        "place": "执法大队",
        "officers": story.officers,
        "person_name": "演示陈述人",
        "relation": "经办人",
        "content": "已经停止建设，请求从轻处罚。",
        "signed": True,
    } | more


def statement_review(story: Story, accepted: str = "部分采纳", **more: Any) -> dict[str, Any]:
    """复核意见书."""
    return {
        "reviewed_on": local_date(story.now).isoformat(),
        "claims": "已经停止建设，请求从轻处罚。",
        "findings": "经复核，当事人停止建设属实。",
        "accepted": accepted,
        "reasons": "证据证明当事人主动停止建设。",
        "officers": story.officers,
    } | more


def hearing(story: Story, notified_on: date, held_at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """听证笔录."""
    return {
        "held_at": (held_at or story.now - timedelta(hours=1)).isoformat(),
        "place": "听证室",
        "host": "演示听证主持人",
        "host_certificate": "演示听证001",
        "participants": "当事人、承办人",
        "notified_on": notified_on.isoformat(),
        "claims": "调查人员提出事实、证据和处罚建议。",
        "defence": "当事人申辩。",
        "examination": "双方对证据进行质证。",
        "signed": True,
        "conclusion": "事实清楚，建议按告知内容处罚。",
    } | more


def discussion(story: Story, **more: Any) -> dict[str, Any]:
    """集体讨论记录, without attendees and opinions: those are the act's."""
    return {
        "held_at": (story.now - timedelta(hours=1)).isoformat(),
        "place": "会议室",
        "host": story.people.leader.name,
        "report": "承办人汇报案情。",
        "conclusion": "同意拟处罚意见。",
        "signed": True,
    } | more


def opinions(story: Story) -> list[dict[str, str]]:
    return [
        {"name": story.people.leader.name, "opinion": "同意。"},
        {"name": story.people.head.name, "opinion": "同意。"},
    ]


def summon(story: Story, on: date, hearing_at: datetime) -> None:
    """听证通知书 issued and served on ``on``; the story goes on from where it was."""
    here = story.now
    story.now = datetime(on.year, on.month, on.day, 10, tzinfo=BEIJING)
    penalty.summon(story, hearing_at)
    story.now = here
