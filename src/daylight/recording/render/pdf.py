"""Paper → PDF by typst. Text reaches the layout as JSON data, never as markup, so nothing a party says can steer it."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from daylight.core.moment import local_time
from daylight.recording.render.blocks import Block, Paper, texts
from daylight.recording.render.fonts import chosen, demand_glyphs
from daylight.recording.render.seal import qr_svg, seal_svg

LAYOUT = Path(__file__).parent / "typst" / "paper.typ"


# The compiler is one mutable object; worker threads take turns.
turn = threading.Lock()


class RenderFault(RuntimeError):
    """typst warned: a font or an image is not what the layout asked for."""


def pdf(paper: Paper, *, archival: bool = True) -> bytes:
    """The paper as PDF (PDF/A-2b when ``archival``). Same paper → same bytes. Refuses a character without a glyph."""
    data = inputs(paper)
    with turn:
        body, warnings = compiler(chosen().folders).compile_with_warnings(
            format="pdf",
            sys_inputs=data,
            pdf_standards=["a-2b"] if archival else [],
            timestamp=int(paper.made_at.timestamp()),
        )
    if warnings:
        raise RenderFault("; ".join(str(each) for each in warnings))
    return body


def inputs(paper: Paper) -> dict[str, str]:
    """The paper as data for the layout. Refuses a character without a glyph."""
    demand_glyphs(texts(_plain(paper)))
    fonts = chosen()
    moment = local_time(paper.made_at)
    data = _plain(
        {
            **{name: getattr(paper, name) for name in ("agency", "title", "number", "number_align", "draft")},
            "blocks": [_tagged(block) for block in paper.blocks],
            "page_signers": paper.page_signers,
            "page_marks": [asdict(each) for each in paper.page_marks],
            "signature": asdict(paper.signature) if paper.signature else None,
            "verify": asdict(paper.verify) if paper.verify else None,
            "made": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
            "body_font": fonts.body,
            "title_font": fonts.title,
        }
    )
    if paper.signature and paper.signature.sealed:
        data["seal"] = seal_svg(paper.signature.agency, paper.signature.demonstration)
    if paper.verify:
        data["qr"] = qr_svg(paper.verify.url)
    return {"paper": json.dumps(data, ensure_ascii=False)}


@lru_cache(maxsize=2)
def compiler(folders: tuple[Path, ...]) -> Any:
    # Reading the font folders costs 60 ms, drawing a page 10: keep the compiler.
    return typst.Compiler(str(LAYOUT), font_paths=[str(f) for f in folders], ignore_system_fonts=True)


def _tagged(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}


def _plain(value: Any) -> Any:
    """U+FFE5 ￥ is drawn as a dollar sign by some faces; U+00A5 never is. Line ends are one character."""
    if isinstance(value, str):
        return value.replace("￥", "¥").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　")
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_plain(v) for v in value)
    if isinstance(value, Paper):
        return tuple(_plain(t) for t in texts(value))
    return value
