"""Template tags of the shared look: ``status``, ``shape``, ``entry``, ``field``, ``faults``, ``pager``, ``table``, ``asset``."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.safestring import SafeString

from daylight.base.face.reading import chosen, html_attributes
from daylight.core.refusal import Refusal

register = template.Library()

# Characters from which a cell keeps a readable measure instead of being squeezed to a column of single words.
LONG = 10

_TICK = "M6.4 13 1.6 8.2l1.7-1.7 3.1 3.1L12.7 3l1.7 1.7z"
# kind → shape: a reader who sees no colour still tells them apart (ux: 正常/完成 tick, 临期 triangle, 逾期 diamond …).
SHAPES = {
    "ok": _TICK,
    "done": _TICK,
    "due": "M8 1.5 15.5 15H.5z",
    "late": "M8 .5 15.5 8 8 15.5.5 8z",
    "hold": "M3 2h4v12H3zM9 2h4v12H9z",
    "doing": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z",
    "todo": "",
}


@register.inclusion_tag("face/status.html")
def status(kind: str, word: str) -> dict[str, str]:
    """A status word with its shape and colour. ``kind``: ok done due late hold doing todo."""
    return {"kind": kind, "word": word, "path": SHAPES[kind]}


@register.inclusion_tag("face/shape.html")
def shape(kind: str) -> dict[str, str]:
    """The bare shape of ``kind``, for a line that says the word itself."""
    return {"kind": kind, "path": SHAPES[kind]}


@register.simple_tag(takes_context=True)
def reading_attributes(context: template.Context) -> SafeString:
    """`` data-mode="elder" …`` for ``<html>``, from the reader's cookie."""
    return html_attributes(chosen(context.get("request")))


@functools.cache
def _edition(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise LookupError(f"no static file {path}")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8]


@register.simple_tag
def asset(path: str) -> str:
    """Address of a static file with the digest of its content: may be cached for ever."""
    return f"{static(path)}?v={_edition(path)}"


@register.inclusion_tag("face/entry.html")
def entry(
    name: str,
    label: str,
    value: Any = "",
    *,
    kind: str = "text",
    hint: str = "",
    refusals: Iterable[Refusal] = (),
    required: bool = False,
    optional: bool = False,
    choices: Sequence[tuple[str, str]] = (),
    rows: int = 3,
    inputmode: str = "",
    autocomplete: str = "",
    long: bool = False,
) -> dict[str, Any]:
    """One labelled field without a Django form; shows the refusals whose ``field`` is ``name`` beside it.

    ``kind``: an input type, ``textarea``, ``select`` (with ``choices``) or ``checkbox``. Its id is ``f-<name>``.
    """
    key = f"f-{name}"
    errors = [refusal.message for refusal in refusals or () if refusal.field == name]
    described = ([f"{key}-hint"] if hint else []) + [f"{key}-err{n}" for n in range(1, len(errors) + 1)]
    return {
        "id": key,
        "name": name,
        "label": label,
        "value": "" if value is None else value,
        "kind": kind,
        "hint": hint,
        "errors": errors,
        "described": " ".join(described),
        "required": required,
        "optional": optional,
        "choices": choices,
        "rows": rows,
        "inputmode": inputmode,
        "autocomplete": autocomplete,
        "long": long,
    }


@register.inclusion_tag("face/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a Django form: label, hint, error, widget; Django sets ``aria-describedby`` to the ids used here."""
    tick = getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    return {"bound": bound, "tick": tick}


@register.inclusion_tag("face/faults.html")
def faults(source: Iterable[Refusal] | BaseForm | None, heading: str = "请先改正以下内容") -> dict[str, Any]:
    """All errors on top, each linked to its field. ``source``: refusals or a Django form."""
    found: list[dict[str, str]] = []
    if isinstance(source, BaseForm):
        for name, messages in source.errors.items():
            target = (source[name].id_for_label or source[name].auto_id) if name in source.fields else ""
            found += [{"message": str(message), "target": target} for message in messages]
    else:
        for refusal in source or ():
            target = f"f-{refusal.field}" if refusal.field else ""
            found.append({"message": refusal.message, "cite": refusal.cite, "target": target})
    return {"faults": found, "heading": heading}


@register.inclusion_tag("face/pager.html")
def pager(page: int, pages: int, total: int, pattern: str, first: str = "") -> dict[str, Any]:
    """Page links. ``pattern`` holds ``{}`` for the page number; ``first`` is the address of page 1 if it differs."""

    def href(number: int) -> str:
        return first if number == 1 and first else pattern.replace("{}", str(number))

    shown = sorted({1, pages} | set(range(max(1, page - 2), min(pages, page + 2) + 1)))
    links: list[dict[str, Any]] = []
    for number in shown:
        if links and number - links[-1]["number"] > 1:
            links.append({"gap": True, "number": number - 1})
        links.append({"number": number, "href": href(number), "now": number == page})
    return {
        "pages": pages,
        "total": total,
        "links": links,
        "before": href(page - 1) if page > 1 else "",
        "after": href(page + 1) if page < pages else "",
    }


@register.inclusion_tag("face/table.html")
def table(columns: Sequence[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]], caption: str = "") -> dict[str, Any]:
    """A table of facts that folds into cards at 360 px.

    ``columns``: ``[{"code", "title", "number": bool?, "lead": bool?}]``; ``rows``: mappings code → text, or code →
    ``{"text", "href"}`` or, for a status word, ``{"text", "kind"}`` (see ``status``). Dates are written ISO.
    """

    def cell(column: Mapping[str, Any], value: Any) -> dict[str, Any]:
        link = value if isinstance(value, Mapping) else {"text": value}
        text = link["text"]
        shown = "、".join(str(v) for v in text) if isinstance(text, list | tuple) else text
        shown = shown.isoformat() if isinstance(shown, date) else shown
        css = (
            "n"
            if column.get("number")
            else "lead"
            if column.get("lead")
            else "nowrap"
            if isinstance(text, date)
            else "long"
            if len(str(shown)) > LONG
            else ""
        )
        kind = link.get("kind", "")
        return {
            "label": column["title"],
            "class": css,
            "href": link.get("href"),
            "kind": kind,
            "path": SHAPES[kind] if kind else "",
            "word": shown,
            "text": "" if shown is None else shown,
        }

    made = [[cell(column, row.get(column["code"])) for column in columns] for row in rows]
    return {"columns": columns, "rows": made, "caption": caption}


@register.filter
def yuan(value: Any) -> str:
    """``96000`` → ``96,000.00``; the unit stands in the label or after the figure. Empty stays empty."""
    if value in (None, ""):
        return ""
    return f"{Decimal(str(value)):,.2f}"


@register.filter
def kilobytes(size: int) -> str:
    """File size as people read it."""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
