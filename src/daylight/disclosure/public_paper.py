"""公示版 PDF: drawn from the masked record and from nothing else, so it can say no more than the page does."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from daylight.base.orgs.models import Agency
from daylight.portal.wording import labels
from daylight.recording.render import pdf
from daylight.recording.render.blocks import Block, Heading, Items, Paper, Paragraph, Signature, Verify
from daylight.recording.values import day_text

FILE = "decision.pdf"
SUFFIX = "（公示版）"


def draw(record: Mapping[str, Any], agency: Agency, now: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    """The line for ``record["documents"]`` and the file for the publication feed."""
    code = record["code"]
    name = f"{record['title'].removeprefix(record['number']).strip()}{'书' if record['title'].endswith('决定') else ''}{SUFFIX}"
    body = pdf(
        Paper(
            agency=record["agency"]["name"],
            title=name,
            made_at=now,
            blocks=_blocks(record),
            number=record["number"],
            # No seal: the sealed paper is the one that was served; this copy is checked by its code.
            signature=Signature(record["agency"]["name"], day_text(record["decided_on"]), False, agency.demonstration),
            verify=Verify(code, f"{settings.BASE_URL}/y/{code}/"),
        )
    )
    line = {
        "name": name,
        "format": "PDF",
        "file": FILE,
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return line, {"name": FILE, "content_base64": base64.b64encode(body).decode()}


def _blocks(record: Mapping[str, Any]) -> tuple[Block, ...]:
    party, called = record["party"], labels(record["category"])
    code = f"，统一社会信用代码 {party['credit_code']}" if party["credit_code"] else ""
    blocks: list[Block] = [Paragraph(f"{called['party']}：{party['name']}{code}", indent=False)]
    blocks += _other(record, called) if record.get("kind") else _penalty(record)
    blocks += [Heading("申请行政复议和提起行政诉讼的途径和期限" if "复议" in record["remedy"] else "不服怎么办")]
    blocks.append(Paragraph(record["remedy"]))
    if record["masked_kinds"]:
        blocks.append(Paragraph("本公示版隐去：" + "、".join(record["masked_kinds"]) + "。其余内容与送达的文书一致。"))
    if record["demonstration"]:
        shown = "、".join(record["demonstration_fields"])
        blocks.append(Paragraph("演示案件，不是真实的执法决定" + (f"；其中{shown}为演示补充" if shown else "") + "。"))
    return tuple(blocks)


def _other(record: Mapping[str, Any], called: Mapping[str, str]) -> list[Block]:
    """Every kind but a penalty: each column under its own name, as the page has it."""
    basis = "；".join(record["basis"])
    parts = [(called[name], record[name]) for name in ("violation", "facts")]
    parts += [(called["basis"], basis), (called["result"], record["result"])]
    parts += [(each["label"], each["text"]) for each in record["details"]]
    return [block for label, text in parts if text for block in (Heading(label), Paragraph(text))]


def _penalty(record: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = [
        Heading("一、违法事实"),
        Paragraph(record["facts"]),
        Heading("二、处罚依据和裁量"),
        Paragraph("处罚依据：" + "；".join(record["basis"])),
    ]
    if record["discretion"]["grade"] or record["discretion"]["reason"]:
        grade = f"裁量阶次为“{record['discretion']['grade']}”。" if record["discretion"]["grade"] else ""
        blocks.append(Paragraph(grade + record["discretion"]["reason"]))
    blocks += [
        Heading("三、处罚决定"),
        Items(tuple(each["text"] for each in record["penalties"])),
    ]
    return blocks
