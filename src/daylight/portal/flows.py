"""Flow charts on the public site: ``/flows/``, ``/flows/NAME/``, and the drawings and BPMN beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from daylight.portal import pages, places, queries
from daylight.portal.exports import json_bytes
from daylight.portal.models import PublicFlow


def write_flows(root: Path, today: date) -> list[tuple[str, date | None]]:
    """Every page and file. Returns addresses for the site map; nothing published, nothing written."""
    current = queries.flows_on(today)
    if not current:
        return []
    folder = root / "flows"
    places.write(folder / "index.html", pages.render("flows", "事前公开", {"flows": current}))
    places.write(folder / "index.json", json_bytes({"flows": [_head(flow) for flow in current]}))
    for flow in current:
        _write_flow(folder, flow)
    return [("/flows/", None), *((f"/flows/{flow.name}/", flow.published_on) for flow in current)]


def _write_flow(folder: Path, flow: PublicFlow) -> None:
    """``NAME.svg``, ``NAME-narrow.svg`` and ``NAME.bpmn`` are the version in force; each version also has its own drawing."""
    versions = list(PublicFlow.objects.filter(name=flow.name))
    places.write(folder / f"{flow.name}.svg", flow.svg)
    places.write(folder / f"{flow.name}-narrow.svg", flow.svg_narrow)
    places.write(folder / f"{flow.name}.bpmn", flow.bpmn)
    own = folder / flow.name
    for version in versions:
        places.write(own / f"{version.version}.svg", version.svg)
    body = {**_head(flow), "stages": flow.text, "versions": [_head(each) for each in versions]}
    places.write(own / "index.json", json_bytes(body))
    sizes = {"svg": len(flow.svg.encode()), "bpmn": len(flow.bpmn.encode()), "json": len(json_bytes(body))}
    context = {"flow": flow, "versions": versions, "sizes": sizes, "wide": _extent(flow.svg)}
    context["narrow"] = _extent(flow.svg_narrow)
    places.write(own / "index.html", pages.render("flow", "事前公开", context))


def _head(flow: PublicFlow) -> dict[str, Any]:
    return {
        "name": flow.name,
        "title": flow.title,
        "version": flow.version,
        "cite": flow.cite,
        "in_force_from": flow.in_force_from.isoformat(),
        "published_on": flow.published_on.isoformat(),
        "definition_sha256": flow.digest,
    }


def _extent(svg: str) -> dict[str, str]:
    """Width and height as the drawing states them, so that the page keeps its place while the picture loads."""
    head = svg[: svg.index(">", svg.index("<svg"))]
    return {name: head.split(f' {name}="', 1)[1].split('"', 1)[0].split(".")[0] for name in ("width", "height")}
