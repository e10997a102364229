"""桌牌 and 胸牌 of window staff as PDF, drawn from the roster: a name that changes there changes here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from daylight.core.moment import local_time
from daylight.recording.render.fonts import chosen, demand_glyphs
from daylight.recording.render.pdf import RenderFault, turn
from daylight.recording.render.seal import qr_svg

LAYOUT = Path(__file__).parent / "typst" / "cards.typ"
FORMS = {"desk": "桌牌", "badge": "胸牌"}
_FIXED = "号窗口办理：执法证扫码看在岗情况、办事指南，提意见"


@dataclass(frozen=True, slots=True)
class Card:
    """One person at one window; ``address`` is what the code on the card opens."""

    name: str
    title: str
    unit: str
    window: str
    services: str
    certificate: str
    address: str


def cards_pdf(form: str, cards: Sequence[Card], agency: str, now: datetime) -> bytes:
    """A sheet a desk card, eight badges a sheet. Refuses a name with a character no font draws."""
    shown = [{**asdict(card), "qr": qr_svg(card.address)} for card in cards]
    demand_glyphs([_FIXED, agency, *(str(v) for card in cards for k, v in asdict(card).items() if k != "address")])
    fonts, at = chosen(), local_time(now)
    data = {
        "form": form,
        "title": FORMS[form],
        "agency": agency,
        "cards": shown,
        "made": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "body_font": fonts.body,
        "title_font": fonts.title,
    }
    with turn:
        body, warnings = _compiler(fonts.folders).compile_with_warnings(
            format="pdf", sys_inputs={"cards": json.dumps(data, ensure_ascii=False)}, timestamp=int(now.timestamp())
        )
    if warnings:
        raise RenderFault("; ".join(str(each) for each in warnings))
    return bytes(body)


@lru_cache(maxsize=2)
def _compiler(folders: tuple[Path, ...]) -> Any:
    return typst.Compiler(str(LAYOUT), font_paths=[str(f) for f in folders], ignore_system_fonts=True)
