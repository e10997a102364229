"""A frozen dossier as a reviewer reads it: the draft field by field, its papers and recordings, the eleven elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from daylight.base import lawpack
from daylight.cases.moving import definition_of
from daylight.core.elementfindings import MACHINE_VERDICTS
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import FineRule, Grade, Item
from daylight.core.redline import Change, redline
from daylight.decisions.draftfields import LABELS
from daylight.decisions.reckoning import table_lines
from daylight.review import pointers
from daylight.review.models import VERDICTS, Dossier, Finding
from daylight.review.queries import Judged, elements_with_findings, previous

# The words of a gate's answer as the desk shows them: kind of the status mark, word.
MACHINE = {
    "passed": ("ok", "未见问题"),
    "refused": ("late", "发现问题"),
    "not_applicable": ("todo", "不适用"),
    "overridden": ("due", "例外放行"),
    "doubt": ("due", "需要留意"),
}
# More places than this are not listed again: they stand in the column beside.
MANY_LINKS = 8
MACHINE_MARK = {"conforms": "ok", "fails": "late", "mend": "due", "silent": "todo"}
SHOWN = {"conforms": "ok", "fails": "late", "mend": "due", "not_applicable": "done"}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the draft. ``pieces``: the comparison with the round before, empty when nothing differs; ``marks``: the
    text cut at the words commented on, (piece, number of the comment or 0); ``comments``: those of this field."""

    code: str
    name: str
    text: str
    pieces: tuple[Change, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()
    comments: tuple[Any, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.pieces)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in the dossier that a finding may point at; ``value`` is ``kind:ref``."""

    value: str
    label: str
    kind: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One element with the form's present values: what was typed and refused, or what is recorded."""

    judged: Judged
    number: int
    verdict: str
    note: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    machine: tuple[dict[str, str], ...]
    refusals: tuple[Any, ...]
    verdicts: tuple[tuple[str, str], ...]
    gathered: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def mark(self) -> str:
        return SHOWN.get(self.judged.finding.verdict, "todo") if self.judged.finding else "todo"

    @property
    def ticked(self) -> int:
        return sum(place.ticked for _, places in self.groups for place in places)

    @property
    def open(self) -> bool:
        """Show the list of places at once: something about it was refused."""
        return any(each.field.endswith("-pointed") for each in self.refusals)

    @property
    def machine_mark(self) -> str:
        return MACHINE_MARK.get(self.judged.machine_verdict, "")

    @property
    def machine_word(self) -> str:
        return MACHINE_VERDICTS.get(self.judged.machine_verdict, "")

    @property
    def word(self) -> str:
        return VERDICTS[self.judged.finding.verdict] if self.judged.finding else "未作结论"


def draft_title(dossier: Dossier) -> str:
    """What the reviewed draft is: a penalty, or the decision its outcome names."""
    content = dossier.content
    outcome = definition_of(dossier.case).outcome(str(content.get("draft", {}).get("outcome") or ""))
    return f"拟定的决定：{outcome.name}" if outcome and "draft_labels" in content else "拟处罚决定"


def draft_lines(dossier: Dossier, compare: bool) -> list[Line]:
    """Every filled field of the frozen draft, in the order of the form; with ``compare`` against the round before."""
    now = pointers.draft_said(dossier.content)
    earlier = previous(dossier) if compare else None
    before = pointers.draft_said(earlier.content) if earlier else {}
    named = pointers.field_names(dossier.content)
    # A paper that is no penalty calls its fields by its own names.
    own = dossier.content.get("draft_labels", {})
    lines = []
    for code in dict.fromkeys([*LABELS, *now, *before]):
        text, old = said(code, now.get(code)), said(code, before.get(code))
        if not text and not old:
            continue
        pieces = tuple(redline(old, text)) if earlier and old != text else ()
        lines.append(Line(code, own.get(code) or LABELS.get(code) or named.get(code, code), text, pieces))
    return lines


def said(code: str, value: Any) -> str:
    """A draft field in words, one item a line."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, str) and code != "grade":
        return f"{value} 元" if code in ("fine_yuan", "gains_yuan") else value
    if code == "evidence":
        return "\n".join(f"{n}. {each.get('label') or each.get('ref')}" for n, each in enumerate(value, 1))
    if code == "parts":
        return "\n".join(_part(each) for each in value)
    if code == "penalties":
        return "\n".join(f"{n}. {each.get('text', '')}" for n, each in enumerate(value, 1))
    if code == "grade":
        return _grade(str(value))
    if code == "fine_table":
        return "\n".join(table_lines(value))
    if code == "charges":
        return "\n".join(_charge(each) for each in value)
    if code == "gains":
        return "\n".join(_gain(each) for each in value)
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return str(value)


def _part(part: Mapping[str, Any]) -> str:
    unit = FineRule.KINDS.get(str(part.get("kind")), "")
    what = "平方米" if part.get("kind") == "rate_area" else "元"
    head = f"{part['label']}：" if part.get("label") else ""
    if part.get("kind") == "fixed":
        return f"{head}{part.get('rate', '')} 元"
    return f"{head}{part.get('quantity', '')} {what} × {part.get('rate', '')} {unit}"


def _charge(charge: Mapping[str, Any]) -> str:
    versions = lawpack.current().versions(Item, str(charge.get("item")))
    name = versions[-1].name if versions else str(charge.get("item"))
    how = "同一行为触犯的另一规定" if charge.get("relation") == "same" else "另一违法行为"
    return f"{how}：{name}。{charge.get('facts', '')}"


def _gain(gain: Mapping[str, Any]) -> str:
    text = f"{gain.get('label') or '违法所得'}：{gain.get('amount')} 元"
    if gain.get("refunded"):
        text += f"，减已退赔 {gain['refunded']} 元"
    if gain.get("cost"):
        text += f"，减合法成本 {gain['cost']} 元（{gain.get('evidence')}）"
    return text


def _grade(key: str) -> str:
    versions = lawpack.current().versions(Grade, key)
    return versions[-1].name if versions else key


def elements(dossier: Dossier, typed: Mapping[str, Any] | None = None) -> list[Element]:
    """The elements in order. ``typed``: ``{"element", "verdict", "note", "pointed", "refusals"}`` of a refused form."""
    content, asked = dossier.content, typed or {}
    found = []
    for number, judged in enumerate(elements_with_findings(dossier), 1):
        mine = asked.get("element") == judged.code
        # Only the places are proposed, from the round before or from what was gathered; the verdict is given anew.
        proposed = judged.finding or judged.previous
        # Places are ticked beforehand where the platform found something; he adds and takes away.
        usual = {place for each in judged.gathered for place in each["at"]}
        ticked = set(asked["pointed"]) if mine else _pointed(proposed) if proposed else usual
        found.append(
            Element(
                judged,
                number,
                str(asked["verdict"]) if mine else judged.finding.verdict if judged.finding else "",
                str(asked["note"]) if mine else judged.finding.note if judged.finding else "",
                _choices(content, ticked),
                tuple(_machine(each) for each in judged.machine),
                tuple(asked["refusals"]) if mine else (),
                tuple(pair for pair in VERDICTS.items() if judged.skippable or pair[0] != "not_applicable"),
                tuple((each["text"], _links(content, each["at"])) for each in judged.gathered),
            )
        )
    return found


def _links(content: Mapping[str, Any], at: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Where a gathered fact can be read: (address, label); a place without a page of its own has none."""
    known = pointers.targets(content)
    found = []
    for place in at:
        kind, _, ref = place.partition(":")
        label = known.get(kind, {}).get(ref, "")
        if not label:
            continue
        if kind == "document":
            found.append((reverse("api:document-pdf", args=[ref]), label))
        elif kind == "recording":
            found.append((reverse("office:recording", args=[ref]), label))
        elif kind == "field":
            found.append((f"#d-{ref}", label))
    return tuple(found) if len(found) <= MANY_LINKS else ()


def _pointed(finding: Finding) -> set[str]:
    return {f"{each['kind']}:{each['ref']}" for each in finding.pointers}


def _choices(content: Mapping[str, Any], ticked: set[str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    groups = []
    titles = {str(each["uuid"]): each.get("title") for each in content.get("recordings", ())}
    for kind, refs in pointers.targets(content).items():
        filled = (
            refs
            if kind != "field"
            else {ref: label for ref, label in refs.items() if pointers.draft_said(content).get(ref)}
        )
        places = tuple(
            Choice(f"{kind}:{ref}", titles.get(ref) or label, kind, f"{kind}:{ref}" in ticked)
            for ref, label in filled.items()
        )
        if places:
            groups.append((pointers.KINDS[kind], places))
    return tuple(groups)


def _machine(each: Mapping[str, Any]) -> dict[str, str]:
    kind, word = MACHINE.get(str(each.get("state", "")), ("todo", "查得"))
    return {
        "kind": kind,
        "word": word,
        "title": gate_title(str(each.get("gate", ""))),
        "text": str(each.get("finding") or ""),
        "where": str(each.get("where") or ""),
    }


def gate_title(code: str) -> str:
    """The Chinese title of a gate; empty when the law no longer knows it."""
    if not code:
        return ""
    try:
        return lawpack.current().gate(code, date.max).title
    except NotInForce:
        return ""


def read_pointed(values: list[str]) -> list[dict[str, str]]:
    """``["document:<uuid>", …]`` of the form → pointers as the act wants them."""
    return [{"kind": kind, "ref": ref} for kind, _, ref in (value.partition(":") for value in values)]
