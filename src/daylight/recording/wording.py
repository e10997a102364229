"""What of a template an agency may word by itself, the version in force on a day, and the blocks with its words in them.

Adjustable are the headings and labels of a paper and two texts of its own; what stands in the fields is never touched, and no
field can be taken away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.papercheck import first_of, other_reviewers, placeholders
from daylight.core.redline import Change
from daylight.core.refusal import Refusal
from daylight.recording.render.blocks import Block, Facts, Form, Heading, Paragraph, SignLines
from daylight.recording.render.templates import build
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.samples import sample
from daylight.recording.wording_models import Wording

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+、)(.*)$", re.DOTALL)
LONGEST_PHRASE, LONGEST_TEXT = 40, 600


def in_force(agency: Agency, code: str, on: date) -> Wording | None:
    """The agency's wording of the paper on ``on``; None where it uses the national one."""
    approved = Wording.objects.filter(agency=agency, code=code, state=Wording.APPROVED, in_force_from__lte=on)
    return approved.order_by("-in_force_from", "-number").first()


def national(template: DocumentTemplate) -> tuple[str, ...]:
    """The headings and labels of the paper, in their order."""
    found: dict[str, None] = {}
    labels = {each.label for each in template.fields}
    for block in build(Sheet(template, sample(template))):
        if isinstance(block, Heading):
            found[_bare(block.text)] = None
        elif isinstance(block, Facts | Form):
            found |= {label: None for label, _ in block.rows}
        elif isinstance(block, SignLines):
            found |= dict.fromkeys(block.labels)
        elif isinstance(block, Paragraph) and (label := _label(block.text, labels)):
            found[label] = None
    return tuple(found)


def worded(blocks: tuple[Block, ...], wording: Wording | None) -> tuple[Block, ...]:
    """The blocks as the agency words them."""
    if wording is None:
        return blocks
    made = [_said(block, wording.phrases) for block in blocks]
    if wording.opening:
        place = 1 if made and (isinstance(made[0], Facts) or getattr(made[0], "indent", True) is False) else 0
        made.insert(place, Paragraph(wording.opening))
    if wording.closing:
        place = len(made) - 1 if made and isinstance(made[-1], SignLines) else len(made)
        made.insert(place, Paragraph(wording.closing))
    return tuple(made)


def differences(wording: Wording) -> list[tuple[str, list[Change]]]:
    """What the version changes against the national words: where, and the pieces to show."""
    rows: list[tuple[str, list[Change]]] = [
        (old, [("removed", old), ("added", new)]) for old, new in wording.phrases.items()
    ]
    added = (("开头增加的文字", wording.opening), ("结尾增加的文字", wording.closing))
    return rows + [(where, [("added", text)]) for where, text in added if text]


def faults(
    template: DocumentTemplate, agency: Agency, phrases: Mapping[str, str], opening: str, closing: str
) -> list[Refusal]:
    """Why a wording cannot stand: words for something the paper does not have, blanks, another body of review."""
    known, found = national(template), []
    for position, (old, new) in enumerate(phrases.items()):
        field = f"phrase-{known.index(old)}" if old in known else f"phrase-{position}"
        if old not in known:
            found.append(Refusal("wording.unknown", f"《{template.name}》里没有“{old}”，请刷新页面后再填。", "", field))
        elif not new.strip() or len(new) > LONGEST_PHRASE:
            message = f"“{old}”的改写请写 1 至 {LONGEST_PHRASE} 个字；沿用全国文字的留空。"
            found.append(Refusal("wording.length", message, "", field))
    texts = {"opening": opening, "closing": closing} | {
        f"phrase-{known.index(k)}": v for k, v in phrases.items() if k in known
    }
    for field, text in texts.items():
        if left := placeholders(text, outward=True):
            message = f"还有没有填写的地方（{first_of(left)}），请写明后再提交。"
            found.append(Refusal("document.placeholder", message, template.cite, field))
        if others := other_reviewers(text, agency.government):
            message = f"“{others[0]}”不是复议机关，应当只写“{agency.government}”，请更正。"
            found.append(Refusal("document.remedy", message, "行政复议法第二十四条", field))
        if field in ("opening", "closing") and len(text) > LONGEST_TEXT:
            found.append(Refusal("wording.length", f"增加的文字请在 {LONGEST_TEXT} 字以内。", "", field))
    return found


def stale(wording: Wording, on: date) -> list[str]:
    """National words the version rewrites that the paper of ``on`` no longer has."""
    known = national(lawpack.current().document(wording.code, on))
    return [each for each in wording.phrases if each not in known]


def _said(block: Block, phrases: Mapping[str, str]) -> Block:
    if isinstance(block, Heading):
        numbered = _NUMBERED.match(block.text)
        head, text = (numbered[1], numbered[2]) if numbered else ("", block.text)
        return Heading(head + phrases.get(text, text))
    if isinstance(block, Facts | Form):
        return replace(block, rows=tuple((phrases.get(label, label), value) for label, value in block.rows))
    if isinstance(block, SignLines):
        return SignLines(tuple(phrases.get(each, each) for each in block.labels))
    if isinstance(block, Paragraph) and (label := _label(block.text, phrases)):
        return replace(block, text=phrases[label] + block.text[len(label) :])
    return block


def _bare(text: str) -> str:
    numbered = _NUMBERED.match(text)
    return numbered[2] if numbered else text


def _label(text: str, labels: Mapping[str, str] | set[str]) -> str:
    """The label a line begins with, if it is one of ``labels``."""
    head, colon, _ = text.partition("：")
    return head if colon and head in labels else ""
