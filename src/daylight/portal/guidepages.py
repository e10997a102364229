"""``/guides/``, ``/guides/CODE/``, ``/guides/CODE/bring/`` and ``/items/CODE/``: pages and JSON of what ``guides`` puts together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from daylight.core.guiding import Bring, Material, to_bring
from daylight.portal import navigation, pages, places, queries
from daylight.portal.exports import json_bytes
from daylight.portal.guides import FIELDS, LABELS, Described, described


def write_guides(root: Path, today: date) -> list[tuple[str, date | None]]:
    """Every guide and the list of them. Returns addresses for the site map; nothing published, nothing written."""
    all_items = described(today)
    guided = [each for each in all_items.values() if each.guided]
    folder = root / "guides"
    kept = {each.key for each in guided}
    if folder.is_dir():
        for gone in [entry for entry in folder.iterdir() if entry.is_dir() and entry.name not in kept]:
            places.keep_only(gone, set())
    if not guided:
        places.keep_only(folder, set())
        return []
    body = {"guides": [{"code": g.code, "item": g.name, "agency": g.agency_name, "path": _path(g)} for g in guided]}
    places.write(
        folder / "index.html", pages.render("guides", "事前公开", {"guides": guided, "files": navigation.for_files()})
    )
    places.write(folder / "index.json", json_bytes(body))
    for guide in guided:
        places.write(folder / guide.key / "index.html", guide_page(guide))
        places.write(folder / guide.key / "index.json", json_bytes(guide_json(guide)))
    return [("/guides/", None), *((_path(guide), None) for guide in guided)]


def write_items(root: Path, today: date) -> None:
    """The item pages of a site that is handed over as files; a running site answers them (``views_service``)."""
    all_items = described(today)
    if all_items:
        places.write(root / "items" / "index.html", items_page(all_items))
    for item in all_items.values():
        places.write(root / "items" / item.key / "index.html", item_page(item))
        places.write(root / "items" / item.key / "index.json", json_bytes(item_json(item)))


def guide_page(guide: Described, request: HttpRequest | None = None) -> str:
    """One guide: the thirteen lines the plan orders, and the questions of the wizard."""
    context = {"g": guide, "lines": _lines(guide), "qr": pages.qr(_path(guide)), "questions": asked(guide, {})}
    context["files"] = navigation.for_files()
    return pages.render("guide", "事前公开", context, request)


def bring_page(guide: Described, answers: Mapping[str, str], request: HttpRequest | None = None) -> str:
    """我要带什么: the list for somebody who answers so."""
    told = [(q.title, a.word) for q in guide.questions for a in q.answers if answers.get(q.code) == a.code]
    context = {
        "g": guide,
        "lines": {code: guide.lines[code] for code in ("hours", "address", "phone")},
        "questions": asked(guide, answers),
        "told": told,
        "open": [q.title for q in guide.questions if not answers.get(q.code)],
        "bring": to_bring(guide.materials, answers),
    }
    return pages.render("bring", "事前公开", context, request)


def item_page(item: Described, request: HttpRequest | None = None) -> str:
    """One item: basis, discretion, chart, guide, and what was decided under it."""
    context = {"g": item, "figures": queries.item_figures(item.agency_code, item.name), "grades": _grades(item)}
    return pages.render("item", "事前公开", context, request)


def items_page(items: Mapping[str, Described], request: HttpRequest | None = None) -> str:
    kinds: dict[str, list[Described]] = {}
    for each in items.values():
        kinds.setdefault(each.category or "其他", []).append(each)
    return pages.render("items", "事前公开", {"kinds": kinds}, request)


def answers_of(guide: Described, typed: Mapping[str, str]) -> dict[str, str]:
    """The answers among the query; what no question offers is left out."""
    return {
        q.code: typed[q.code] for q in guide.questions if typed.get(q.code) in {answer.code for answer in q.answers}
    }


def asked(guide: Described, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The questions as a form shows them."""
    return [
        {"code": q.code, "title": q.title}
        | {"answers": [{"code": a.code, "word": a.word, "chosen": answers.get(q.code) == a.code} for a in q.answers]}
        for q in guide.questions
    ]


def guide_json(guide: Described) -> dict[str, Any]:
    """The guide for programs; a material carries the answers that ask for it."""
    return {
        "code": guide.code,
        "category": guide.category,
        "agency": {"name": guide.agency_name, "code": guide.agency_code},
        "fields": {code: {"title": LABELS[code], "lines": list(guide.lines[code])} for code, _ in FIELDS},
        "lacking": list(guide.lacking),
        "materials": [_material(each) for each in guide.materials],
        "questions": [
            {"code": q.code, "title": q.title, "cite": q.cite}
            | {"answers": [{"code": a.code, "title": a.word} for a in q.answers]}
            for q in guide.questions
        ],
        "flows": [f"/flows/{flow.name}/" for flow in guide.flows],
        "more": dict(guide.extra),
    }


def bring_json(guide: Described, answers: Mapping[str, str]) -> dict[str, Any]:
    found: Bring = to_bring(guide.materials, answers)
    return {
        "code": guide.code,
        "answers": dict(answers),
        **{name: [each.name for each in getattr(found, name)] for name in ("needed", "perhaps", "spared")},
    }


def item_json(item: Described) -> dict[str, Any]:
    figures = queries.item_figures(item.agency_code, item.name)
    return {
        "code": item.code,
        "agency": {"name": item.agency_name, "code": item.agency_code},
        "row": dict(item.row),
        "discretion": [dict(each) for each in item.grades],
        "flows": [f"/flows/{flow.name}/" for flow in item.flows],
        "guide": _path(item) if item.guided else None,
        "published_decisions": figures["count"],
    }


def _lines(guide: Described) -> list[dict[str, Any]]:
    return [{"code": code, "title": title, "texts": guide.lines[code]} for code, title in FIELDS if code != "materials"]


# Of the 裁量基准 what people read: the bounds as figures repeat the range in words.
_GRADE_COLUMNS = ("grade", "violation", "condition", "land_class", "area_raw", "standard_raw")


def _grades(item: Described) -> dict[str, Any] | None:
    """The 裁量基准 as a table, mildest first as listed; None where the list has no grade of this item."""
    if not item.grades:
        return None
    titles = queries.column_titles("discretion", item.agency_code)
    told = [name for name in _GRADE_COLUMNS if any(grade.get(name) for grade in item.grades)]
    columns = [{"code": name, "title": titles.get(name, name), "lead": n == 0} for n, name in enumerate(told)]
    return {
        "columns": columns,
        "rows": [dict(grade) for grade in item.grades],
        "unverified": any(grade.get("verified") is False for grade in item.grades),
    }


def _material(each: Material) -> dict[str, Any]:
    when = {code: sorted(answers) for code, answers in each.when.items()}
    return {"name": each.name, "text": each.text, "when": when, "where_needed": each.open}


def _path(guide: Described) -> str:
    return f"/guides/{guide.key}/"
