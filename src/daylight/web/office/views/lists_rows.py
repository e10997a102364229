"""逐行修改: a new version begun from a standing one, its rows edited cell by cell, any two versions compared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.core.listcolumns import Column, Holds, Kind
from daylight.core.listkinds import KINDS
from daylight.core.listrows import read_values
from daylight.core.listvalues import shown
from daylight.core.refusal import Refusal
from daylight.lists import acts, queries
from daylight.lists.models import ListVersion
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks import lists_reading as reading
from daylight.web.office.desks.entering import desk_or_404, placed
from daylight.web.office.views.lists import found, version_page

NEW = "new"
LONG = 12


@require_POST
@office_required
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """另起一版: a draft with the rows of this version, to be changed row by row."""
    person = desk_or_404(request, "list.draft")
    version = found(request, uuid)
    rows = queries.kept_rows(version)
    note = f"由第 {version.number} 版另起"
    outcome = perform(request, acts.draft_list, person.agency, version.kind, rows, note=note)
    if outcome:
        return done(request, "已另起一版草案，可以逐行修改。", "office:list-version", outcome.result.uuid)
    return version_page(request, version, {}, placed(outcome.refusals, {}))


@require_http_methods(["GET", "HEAD", "POST"])
@office_required
def row(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """One row of a draft as a form; ``new`` begins one. Posted with ``remove`` it goes."""
    desk_or_404(request, "list.draft")
    version = found(request, uuid)
    kind = KINDS[version.kind]
    kept = version.rows.filter(code=code).first()
    if version.state != "draft" or (kept is None and code != NEW):
        raise Http404
    columns = [each for each in kind.columns if each.kept and not (kept and each.name == kind.code_from[0])]
    if request.method != "POST":
        texts = {each.name: _text(each, kept.values.get(each.name)) for each in columns} if kept else {}
        return _form(request, version, code, columns, texts)
    if kept and request.POST.get("remove") == "1":
        outcome = perform(request, acts.edit_list_row, version, code, None)
        return _after(request, outcome, version, code, columns, {}, "已删去这一行。")
    texts = {each.name: request.POST.get(each.name, "").strip() for each in columns}
    values, faults, _ = read_values(kind, texts)
    first = kind.code_from[0]
    if kept and first in kept.values:
        values = {first: kept.values[first], **values}
    if faults:
        names = {each.title: each.name for each in kind.columns}
        refused = [
            Refusal("list.cell", f"{f.column}：{f.message}。", kind.cite, names.get(f.column, "")) for f in faults
        ]
        return _form(request, version, code, columns, texts, tuple(refused))
    made = code if kept else next((str(values[name]) for name in kind.code_from if values.get(name)), "")
    if not made:
        title = kind.column(first).title
        return _form(request, version, code, columns, texts, (Refusal("list.code", f"请填写{title}。", "", first),))
    if not kept and version.rows.filter(code=made).exists():
        said = f"已有编码为 {made} 的一行，请改用别的编码，或者修改那一行。"
        return _form(request, version, code, columns, texts, (Refusal("list.code", said, "", first),))
    outcome = perform(request, acts.edit_list_row, version, made, values)
    return _after(request, outcome, version, code, columns, texts, "已保存这一行。")


def _after(
    request: HttpRequest,
    outcome: Any,
    version: ListVersion,
    code: str,
    columns: list[Column],
    texts: dict[str, str],
    said: str,
) -> HttpResponse:
    if outcome:
        return done(request, said, f"{reverse('office:list-version', args=[version.uuid])}#h-rows")
    return _form(request, version, code, columns, texts, placed(outcome.refusals, {}))


def _form(
    request: HttpRequest,
    version: ListVersion,
    code: str,
    columns: list[Column],
    texts: dict[str, str],
    refusals: tuple[Refusal, ...] = (),
) -> HttpResponse:
    context = {
        "version": version,
        "kind": KINDS[version.kind],
        "code": "" if code == NEW else code,
        "entries": [_entry(KINDS[version.kind], each, texts.get(each.name, "")) for each in columns],
    }
    return answer(request, "office/desks/list_row.html", context, refusals)


def _entry(kind: Kind, column: Column, text: str) -> dict[str, Any]:
    """How a column is asked for: choices as a list, long texts and lists in several lines."""
    made: dict[str, Any] = {"name": column.name, "title": column.title, "text": text, "optional": not column.required}
    made |= {"kind": "text", "choices": (), "hint": "", "long": False}
    if column.holds is Holds.CHOICE:
        words = [("", "不填"), *((word, word) for word in column.words)]
        return made | {"kind": "select", "choices": words}
    if column.holds is Holds.FLAG:
        return made | {"kind": "select", "choices": [("", "不填"), ("是", "是"), ("否", "否")]}
    if column.holds is Holds.MANY or len(text) > LONG:
        hint = "一行一项" if column.holds is Holds.MANY else ""
        return made | {"kind": "textarea", "hint": hint, "long": True}
    if column.holds is Holds.CHOICES:
        return made | {"hint": "、".join(column.words), "long": True}
    hints = {Holds.DATE: "如 2026-01-31", Holds.WORDS: "用顿号隔开", Holds.MONEY: "元"}
    return made | {"hint": hints.get(column.holds, "")}


def _text(column: Column, value: Any) -> str:
    """The kept value as the form shows it; the reader takes it back unchanged."""
    if column.holds is Holds.MANY and value:
        return "\n".join(value)
    if column.holds in {Holds.WORDS, Holds.CHOICES} and value:
        return "、".join(value)
    return shown(column, value)


@require_safe
@office_required
def compare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """This version against any other of the list (``?with=`` its number)."""
    version = found(request, uuid)
    others = queries.visible(person_of(request))
    other = others.filter(agency=version.agency, kind=version.kind, number=_number(request)).first()
    if other is None or other.pk == version.pk:
        raise Http404
    old, new = sorted((version, other), key=lambda each: each.number)
    changes = reading.changed_rows(new, old)
    context = {"old": old, "new": new, "kind": KINDS[new.kind], "changes": [(each, 0) for each in changes]}
    return answer(request, "office/desks/list_compare.html", context)


def _number(request: HttpRequest) -> int:
    typed = request.GET.get("with", "")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0
