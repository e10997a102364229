"""Notices to the party before a decision, and the order to stop (处罚法第44、63条; 部办法第15、33、34条)."""

from __future__ import annotations

from daylight.recording.render.blocks import Block, Paragraph
from daylight.recording.render.templates.general import sections
from daylight.recording.render.templates.sheet import Sheet


def penalty_notice(sheet: Sheet) -> tuple[Block, ...]:
    """行政处罚告知书: facts, reasons, basis, the intended penalty, the right to be heard."""
    content = sheet.text("content")
    if fine := sheet.text("fine"):
        content = f"{content}\n拟罚款数额：{fine}"
    return (
        *sections(
            sheet,
            (
                ("违法事实", sheet.text("facts")),
                ("理由", sheet.text("reasons")),
                ("依据", sheet.text("basis")),
                ("拟作出的处罚", content),
                ("陈述、申辩的权利", sheet.text("rights")),
            ),
        ),
        Paragraph(f"联系人及电话：{sheet.text('contact')}"),
    )


def hearing_notice(sheet: Sheet) -> tuple[Block, ...]:
    """听证告知书."""
    return (
        *sections(
            sheet,
            (
                ("拟作出的处罚", sheet.text("content")),
                ("依据", sheet.text("basis")),
                ("要求听证的权利", sheet.text("rights")),
            ),
        ),
        Paragraph(f"联系人及电话：{sheet.text('contact')}"),
    )


def stop_order(sheet: Sheet) -> tuple[Block, ...]:
    """责令停止违法行为通知书."""
    return (
        *sections(
            sheet,
            (
                ("违法事实", sheet.text("facts")),
                ("依据", sheet.text("basis")),
                ("要求", sheet.text("requirement")),
            ),
        ),
        Paragraph(f"承办人：{sheet.text('officers')}\n联系电话：{sheet.text('phone')}"),
    )
