"""From an issued paper to the record before masking: each public column is a field of the paper, as the lawpack says.

Nothing is worded anew but the gist; 履行情况 are the lawpack's fixed sentences over money, dates and choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.core.lawpublication import QUOTABLE, Follow, Publication, slots
from daylight.core.lawrecords import DocumentTemplate, Field
from daylight.core.moment import local_date
from daylight.decisions import composing
from daylight.decisions.entries import KEPT, latest_fields
from daylight.decisions.models import Service
from daylight.disclosure.models import Task
from daylight.recording.models import Document
from daylight.recording.values import EMPTY, as_text

_ARTICLES = re.compile(r"[；;\n]+")


def build(task: Task, rule: Publication, document: Document) -> dict[str, Any]:
    """Everything the paper itself says; dates of publication and what masking fills in are added by the caller."""
    case = task.case
    template = lawpack.current().document(document.code, task.started_on)
    values = latest_fields(document)
    party = composing.principal(case)
    matter = _text(template, values, rule.matter) or case.item_name
    return {
        "title": f"{task.number} {rule.name}",
        "violation": matter,
        "facts": _text(template, values, rule.facts),
        "basis": [each.strip() for each in _ARTICLES.split(_text(template, values, rule.basis)) if each.strip()],
        "discretion": {"grade": "", "reason": ""},
        "penalties": [],
        "fine_yuan": None,
        "gist": rule.gist.replace("{party}", party.name).replace("{matter}", matter),
        "remedy": _text(template, values, rule.remedy) or composing.remedy(case, frozenset(), task.started_on),
        "kind": rule.id,
        "result": _result(template, values, rule.result),
        "details": [*_labelled(template, values, rule.details), *_beside(task, rule)],
    }


def performance(task: Task, rule: Publication, today: date) -> list[dict[str, str]]:
    """履行情况 in fixed sentences: service of the paper, the later papers the rule names, and the end of the case."""
    steps = []
    served = Service.objects.filter(paper=task.document).order_by("served_on", "id").first()
    if served:
        steps.append(_step(served.served_on, "文书已送达当事人"))
    steps += followed(task, rule)
    if task.case.closed_on:
        steps.append(_step(task.case.closed_on, "本件已办结"))
    return sorted(steps, key=lambda step: step["on"])


def followed(task: Task, rule: Publication) -> list[dict[str, str]]:
    """One sentence for each later paper of the case that the rule names."""
    told = {each.paper: each for each in rule.follows}
    first = task.document_id or 0
    papers = Document.objects.filter(case_id=task.case_id, code__in=told, state__in=KEPT, pk__gt=first)
    return [_told(told[each.code], each) for each in papers.order_by("pk")]


def ended_on(task: Task, rule: Publication) -> date | None:
    """The day of the first paper that ends the publication (闲置土地处置完毕即撤下)."""
    papers = Document.objects.filter(case_id=task.case_id, code__in=rule.ends, state__in=KEPT)
    days = [_made_on(each) for each in papers]
    return min(days) if days else None


def _told(follow: Follow, paper: Document) -> dict[str, str]:
    values = latest_fields(paper)
    day = _made_on(paper)
    fields = {each.code: each for each in lawpack.current().document(paper.code, day).fields}
    text = follow.text
    for slot in slots(text):
        text = text.replace(f"{{{slot}}}", _quoted(fields[slot], values.get(slot)))
    typed = str(values.get(follow.on) or "")[:10] if follow.on else ""
    return _step(date.fromisoformat(typed) if typed else day, text)


def _quoted(field: Field, value: Any) -> str:
    if field.kind not in QUOTABLE:
        raise ValueError(f"{field.code} 是人写的文字，不能用在履行情况里")
    return as_text(field, value).partition("（")[0] if field.kind == "money" else as_text(field, value)


def _made_on(paper: Document) -> date:
    return local_date(paper.issued_at or paper.finalised_at or paper.created_at)


def _beside(task: Task, rule: Publication) -> Iterable[dict[str, str]]:
    for other in rule.beside:
        papers = Document.objects.filter(case_id=task.case_id, code=other.paper, state__in=KEPT)
        if paper := papers.order_by("-pk").first():
            template = lawpack.current().document(paper.code, _made_on(paper))
            yield from _labelled(template, latest_fields(paper), other.fields)


def _labelled(template: DocumentTemplate, values: Mapping[str, Any], codes: Iterable[str]) -> Iterable[dict[str, str]]:
    fields = {each.code: each for each in template.fields}
    for code in codes:
        if code in fields and values.get(code) not in EMPTY:
            yield {"label": fields[code].label, "text": as_text(fields[code], values[code])}


def _result(template: DocumentTemplate, values: Mapping[str, Any], codes: tuple[str, ...]) -> str:
    """What was decided. A sum or a day is said with its label, a sentence stands by itself."""
    fields = {each.code: each for each in template.fields}
    said = []
    for each in _labelled(template, values, codes):
        field = next(f for f in fields.values() if f.label == each["label"])
        said.append(f"{each['label']}：{each['text']}" if field.kind in QUOTABLE - {"choice"} else each["text"])
    return "；".join(said)


def _text(template: DocumentTemplate, values: Mapping[str, Any], code: str) -> str:
    """The field as printed; nothing where the rule or the paper has none."""
    field = next((each for each in template.fields if each.code == code), None)
    return as_text(field, values.get(code)) if field else ""


def _step(on: date, text: str) -> dict[str, str]:
    return {"on": on.isoformat(), "text": text, "state": "done"}
