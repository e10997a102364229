"""HTML of each page, from the public tables only. The same functions serve files and dynamic answers."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import segno
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe

from daylight.base.face.templatetags.face import asset
from daylight.core.moment import local_time
from daylight.portal import finding, navigation, officers, queries
from daylight.portal.changes import changes
from daylight.portal.code import shown
from daylight.portal.exports import address, json_bytes
from daylight.portal.metatags import with_tags
from daylight.portal.models import PublicDecision
from daylight.portal.queries import Filter
from daylight.portal.record import record_bytes
from daylight.portal.wording import labels, thing

TABLE = (
    {"code": "party", "title": "当事人", "lead": True},
    {"code": "number", "title": "文号"},
    {"code": "violation", "title": "违法行为或者事项"},
    {"code": "penalty", "title": "决定内容"},
    {"code": "decided_on", "title": "决定日期"},
    {"code": "published_on", "title": "公示日期"},
    {"code": "status", "title": "状态"},
)


@functools.cache
def edition() -> str:
    """Digest of the templates and assets pages are made from: a new release makes every page again."""
    digest = hashlib.sha256()
    for template in sorted(Path(get_template("portal/base.html").origin.name).parent.rglob("*.html")):
        digest.update(template.read_bytes())
    for path in ("face.css", "print.css", "settings.js", "compare.js"):
        digest.update(asset(f"daylight/{path}").encode())
    for sheet in sorted((Path(__file__).parent / "static" / "portal").iterdir()):
        digest.update(asset(f"portal/{sheet.name}").encode())
    return digest.hexdigest()[:16]


def render(name: str, column: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
    """One page with its tags. ``column`` names the tab it stands under; ``newest`` in ``context`` dates its content."""
    site = queries.site()
    title = site.site_name or site.name or "行政执法公示"
    base = {"site": site, "site_title": title, "tabs": navigation.tabs(), "column": column, "foot": navigation.foot()}
    html = render_to_string(f"portal/{name}.html", {**base, **context}, request)
    return with_tags(html, site, title, column, context.get("newest"))


def decision_page(decision: PublicDecision) -> str:
    """The page of one decision: its content, or why it is gone."""
    code = shown(decision.code) if decision.code else ""
    common = {"d": decision, "code": code, "proof": proof_line(decision)}
    if decision.record is None:
        word = "已撤回" if decision.status == "withdrawn" else "公示期满"
        return render("gone", "事后公开", {**common, "heading": f"{thing(decision.category)}（{word}）"})
    record = decision.record
    pdf = next((d for d in record["documents"] if d["format"] == "PDF"), None)
    digest, what = (pdf["sha256"], "决定书 PDF ") if pdf else (decision.record_sha256, "本条数据")
    context = {
        **common,
        "r": record,
        "called": (called := labels(record["category"])),
        "thing": thing(record["category"]),
        "unseen": "、".join(called.get(name, name) for name in record["not_seen"]),
        "json_size": len(record_bytes(record)),
        "proof_size": len(json_bytes(decision.proof)) if decision.proof else 0,
        "history": history(decision),
        "officer_pages": officers.with_pages(each["certificate_number"] for each in record["officers"]),
        "discretion_list": queries.list_known("discretion"),
        "qr": qr(f"/y/{decision.code}/"),
        "digest": {"label": what, "groups": " ".join(digest[n : n + 4] for n in range(0, 64, 4))},
        "digests": " ".join([decision.record_sha256, *(d["sha256"] for d in record["documents"])]),
    }
    return render("decision", "事后公开", context)


def code_page(decision: PublicDecision) -> str:
    """What a printed code tells: 签发真伪, 是否登记, 现行状态."""
    context = {"d": decision, "r": decision.record, "code": shown(decision.code), "proof": proof_line(decision)}
    return render("code", "核验真伪", context)


def proof_line(decision: PublicDecision) -> dict[str, Any] | None:
    """Number (from 1), size and time of the registration, or None while it is under way."""
    if not decision.proof:
        return None
    at = local_time(datetime.fromisoformat(decision.proof["registered_at"]))
    return {"number": decision.proof["index"] + 1, "size": decision.proof["size"], "at": at.strftime("%Y-%m-%d %H:%M")}


def history(decision: PublicDecision) -> list[dict[str, Any]]:
    """Corrections and updates, newest first; empty for a first version."""
    rows = queries.versions(decision)
    found = []
    for row, before in itertools.pairwise(rows):
        known = row.record is not None and before.record is not None
        word = (
            f"更正为第 {row.version} 版：{row.reason}"
            if row.kind == "corrected"
            else f"第 {row.version} 版：更新履行情况"
        )
        found.append(
            {
                "on": row.published_on.isoformat(),
                "text": word,
                "number": before.version,
                "earlier": f"v{before.version}.json" if before.record is not None else "",
                "changes": changes(before.record, row.record) if known and row.kind == "corrected" else [],
            }
        )
    return found


def qr(path: str) -> SafeString:
    """QR code of a public address as SVG without any style attribute."""
    svg = segno.make(address(path), error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    labelled = svg.replace("<svg ", '<svg role="img" aria-label="核验二维码，内容为本页短网址" ', 1)
    return mark_safe(labelled)


def decisions_page(
    asked: Filter,
    rows: list[PublicDecision],
    total: int,
    addresses: Mapping[str, str],
    refusals: list[Any] | None = None,
    request: HttpRequest | None = None,
    *,
    about: bool = False,
    facets: list[dict[str, Any]] | None = None,
    last: int = 0,
) -> str:
    """The list. ``addresses``: ``pattern`` and ``first`` of the pager, ``json_href``, ``csv_href``.

    ``last``: pages end there, older decisions stand on pages by month.
    """
    categories = queries.categories()
    context = {
        "asked": asked,
        "categories": categories,
        "category_choices": [("", "全部"), *((c, c) for c in categories)],
        "status_choices": [("", "公示中和已更正"), *queries.LISTED.items()],
        "columns": TABLE,
        "rows": [table_row(d) for d in rows],
        "total": total,
        "about": about,
        "page": asked.page,
        "pages": last or page_count(total),
        "by_month": bool(last),
        "refusals": refusals or [],
        "facets": facets or [],
        **addresses,
    }
    return render("decisions", "事后公开", context, request)


ITEMS = 8


def facet_rows(
    facets: Mapping[str, list[tuple[str, int]]], asked: Filter, address: Callable[[dict[str, str]], str]
) -> list[dict[str, Any]]:
    """Facets as the page shows them. ``address``: the link of the same question with these parts changed.

    A facet with one value tells nothing and is left out, unless it was chosen.
    """
    codes = [code for code, _ in facets.get("agency", ())]
    agencies = queries.agency_names(codes) if len(codes) > 1 or asked.agency else {}
    found = []
    for name, title in finding.FACETS.items():
        chosen = getattr(asked, name)
        values = facets.get(name, [])
        if name == "item":
            # What was named once, as older decisions name it, narrows nothing.
            values = [each for each in values if each[1] > 1 or each[0] == chosen][:ITEMS]
        if len(values) < 2 and not chosen:
            continue
        names = agencies if name == "agency" else queries.LISTED if name == "status" else {}
        shown = [
            {"text": names.get(value, value), "count": count, "now": value == chosen}
            | {"href": address({name: "" if value == chosen else value})}
            for value, count in values
        ]
        if chosen and not any(each["now"] for each in shown):
            shown.insert(0, {"text": names.get(chosen, chosen), "count": 0, "now": True, "href": address({name: ""})})
        found.append({"title": title, "values": shown})
    return found


def page_count(total: int) -> int:
    return max(1, -(-total // queries.PAGE_SIZE))


def table_row(d: PublicDecision) -> dict[str, Any]:
    where = f"/decisions/{d.uuid}/"
    if d.status == "withdrawn":
        return {
            "party": {"text": f"{thing(d.category)}（已撤回）", "href": where},
            "published_on": d.published_on,
            "status": {"text": f"{d.withdrawn_on} 撤回", "kind": "late"},
        }
    corrected = d.status == "corrected"
    word = "已更正" if corrected else "公示中"
    return {
        "party": d.party_display,
        "number": {"text": d.number, "href": where},
        "violation": d.violation,
        "penalty": d.penalty_text,
        "decided_on": d.decided_on,
        "published_on": d.published_on,
        "status": {"text": f"{word}（历史）" if d.legacy else word, "kind": "due" if corrected else "ok"},
    }


def home_page(today: date) -> str:
    """Search, doors, counts of this year, the ten newest, those of this platform before what was taken over."""
    latest = queries.latest(10)
    context = {"doors": navigation.doors(), "counts": queries.year_counts(today.year), "latest": latest}
    newest = max((d.published_on for d in latest if d.published_on), default=None)
    return render("home", "首页", {**context, "newest": newest})
