"""公示凭证: one sheet that says what was published when, by which bytes, where, and which receivers have it.

Everything on it can be checked by whoever holds it: the page by its address, the bytes by their digest, the entry in the public
log by its number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from daylight.base.ledger.models import LeafRow
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import refuse
from daylight.disclosure.models import KINDS, Copy, Task
from daylight.disclosure.targets import Target, targets_of
from daylight.portal.models import PublicDecision
from daylight.recording.render import pdf
from daylight.recording.render.blocks import Block, Facts, Heading, Paper, Paragraph, Signature, Table, Verify
from daylight.recording.values import day_text

TITLE = "公示凭证"
CITE = "国办发〔2018〕118号二"
# Sixty-four digits in one cell: in groups they wrap and can be read aloud.
GROUP = 8


def proof_pdf(task: Task, now: datetime) -> bytes:
    """The sheet as PDF. Refuses a publication that was never made."""
    published = list(task.copies.exclude(confirmed_at=None).order_by("version"))
    if not published:
        raise refuse("disclosure.proof", "本事项还没有公示，没有公示凭证可以打印。", CITE)
    return pdf(
        Paper(
            agency=task.agency.name,
            title=TITLE,
            made_at=now,
            number=task.number,
            blocks=_blocks(task, published, now),
            signature=Signature(task.agency.name, day_text(local_date(now)), False, task.agency.demonstration),
            verify=Verify(task.code, f"{settings.BASE_URL}/y/{task.code}/"),
        )
    )


def _blocks(task: Task, published: list[Copy], now: datetime) -> tuple[Block, ...]:
    last = published[-1]
    record = last.record
    blocks: list[Block] = [
        Facts(
            (
                ("公示内容", record["title"]),
                ("当事人（公示名称）", record["party"]["name"]),
                ("首次公示", f"{_day(task.published_on)}（应于 {_day(task.due_on)} 前公示）"),
                ("公示地址", f"{settings.BASE_URL}/decisions/{task.uuid}/"),
                ("现在的状态", _standing(task, last)),
            )
        ),
        Heading("已公示的版本"),
        Table(
            ("版本", "时间", "复核", "登记条目", "校验值（SHA-256）"),
            tuple(_version(each) for each in published),
            (3, 5, 4, 3, 9),
        ),
        Heading("推送情况"),
        _sent(task),
        Paragraph(
            "校验值是该版公示内容的 SHA-256；登记是该次公示在公示登记簿中的位置，可在公示网站核对。"
            f"本凭证由系统于 {_moment(now)} 按当时的记录生成，不盖章，以核验码和登记簿为准。"
        ),
    ]
    if task.case.demonstration:
        blocks.append(Paragraph("演示案件，不是真实的执法决定。"))
    return tuple(blocks)


def _version(copy: Copy) -> tuple[str, ...]:
    who = copy.confirmed_by.name if copy.confirmed_by else "系统按登记事实更新"
    digest = " ".join(copy.sha256[at : at + GROUP] for at in range(0, len(copy.sha256), GROUP))
    return (f"第 {copy.version} 版 {KINDS[copy.kind]}", _moment(copy.confirmed_at), who, _registered(copy), digest)


def _registered(copy: Copy) -> str:
    """Its place in the public log, counted from one as the pages do."""
    leaf = LeafRow.objects.filter(entry_id=copy.entry_id).first() if copy.entry_id else None
    return str(leaf.index + 1) if leaf else "正在登记"


def _standing(task: Task, last: Copy) -> str:
    if task.state == "withdrawn":
        gone = task.withdrawal
        return f"已于 {_moment(gone.at)} 撤回"
    public = PublicDecision.objects.filter(uuid=task.uuid).only("revision", "rendered_revision").first()
    if public is None or public.rendered_revision != public.revision:
        return "正在写入公示网站"
    until = last.record.get("keep_until", "")
    return f"公示中，第 {last.version} 版" + (f"，公示至 {until}" if until else "")


def _sent(task: Task) -> Block:
    rows = targets_of([task]).get(task.pk, [])
    if not rows:
        return Paragraph("除公示网站外，没有推送到其他渠道。")
    return Table(("渠道", "结果", "送达时间", "对方回执号"), tuple(_target(each) for each in rows), (5, 4, 5, 6))


def _target(target: Target) -> tuple[str, ...]:
    return (target.channel, target.word, _moment(target.at), target.reference or "（对方没有给出）")


def _day(value: Any) -> str:
    return value.isoformat() if value else "—"


def _moment(value: datetime | None) -> str:
    return f"{local_time(value):%Y-%m-%d %H:%M}" if value else "—"
