"""What keeps a paper from going out: missing fields, places left to fill in, a remedy text that misleads, a date to come.

A paper without valid seal, ground or content is void (监督条例第34条), and a wrong remedy keeps the time to sue open for a
year (行诉解释第64条; 复议法第20条): both are refused before the paper exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.papercheck import RemedyLaw, first_of, placeholders, remedy_faults
from daylight.core.refusal import Refusal, Refused
from daylight.recording.values import EMPTY, problems

REMEDY = "remedy"
# Words spoken by somebody stand as they were said.
SPOKEN = frozenset({"qa", "elements"})
UNFINISHED = "山东省行政执法监督条例第三十四条"
REMEDY_CITE = "行政复议法第二十条、第二十三条、第二十四条；行政诉讼法第四十六条"


def demand_complete(template: DocumentTemplate, fields: Mapping[str, Any]) -> None:
    """Raise ``Refused`` naming every field that is missing or unreadable."""
    if found := problems(template, fields):
        raise Refused(found)


def demand_ready(case: Case, template: DocumentTemplate, fields: Mapping[str, Any], on: date) -> None:
    """Raise ``Refused`` naming everything that keeps the paper from being finished on ``on``."""
    if found := unready(case, template, fields, on):
        raise Refused(found)


def unready(case: Case, template: DocumentTemplate, fields: Mapping[str, Any], on: date) -> list[Refusal]:
    """Every reason, field by field; empty when the paper may go out."""
    found = problems(template, fields)
    found += unfilled(case, template, fields)
    found += _remedy(case, template, fields, on)
    found += _early(template, fields, on)
    return found


def unfilled(case: Case, template: DocumentTemplate, fields: Mapping[str, Any]) -> list[Refusal]:
    """Fields in which a blank of the template was left standing.

    A demonstration agency tells published cases again, whose people are only known as 某: there the name may stand so.
    """
    found, outward = [], template.external and not case.agency.demonstration
    for each in template.fields:
        if each.kind in SPOKEN:
            continue
        left = [one for text in _texts(fields.get(each.code)) for one in placeholders(text, outward=outward)]
        if left:
            message = f"“{each.label}”里还有没有填写的地方（{first_of(dict.fromkeys(left))}），请写明后再办。"
            found.append(Refusal("document.placeholder", message, each.cite or UNFINISHED, each.code))
    return found


def remedy_law(case: Case, template: DocumentTemplate, on: date) -> RemedyLaw:
    """What the remedy text of a paper of this case must say on ``on``."""
    rule = lawpack.current().deadline("D18", on)
    suits = tuple(rule.variants[name] for name in ("lawsuit", "lawsuit_demolition"))
    return RemedyLaw(case.agency.government, rule.period, suits, template.review_first)


def _remedy(case: Case, template: DocumentTemplate, fields: Mapping[str, Any], on: date) -> list[Refusal]:
    field = next((each for each in template.fields if each.code == REMEDY), None)
    # An empty one is named as missing already; one that need not stand is judged only where it stands.
    if field is None or not template.external or fields.get(REMEDY) in EMPTY:
        return []
    law = remedy_law(case, template, on)
    return [
        Refusal("document.remedy", each, field.cite or REMEDY_CITE, REMEDY)
        for each in remedy_faults(str(fields[REMEDY]), law)
    ]


def _early(template: DocumentTemplate, fields: Mapping[str, Any], on: date) -> list[Refusal]:
    """A paper does not bear a day to come."""
    field = next((each for each in template.fields if each.code == "decided_on"), None)
    try:
        day = date.fromisoformat(str(fields.get("decided_on") or ""))
    except ValueError:
        return []
    if field is None or day <= on:
        return []
    return [Refusal("document.date", f"“{field.label}”晚于今天，请更正。", field.cite or template.cite, "decided_on")]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
