"""Flow charts arriving by the feed. A drawing is let in only when it can do nothing but be looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from daylight.core.moment import local_date
from daylight.portal.listfeed import day
from daylight.portal.models import PublicFlow

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
DRAWN = {"svg", "title", "desc", "defs", "marker", "g", "rect", "path", "text", "tspan"}
SVG = "{http://www.w3.org/2000/svg}"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
LARGEST = 2_000_000


class FlowFault(ValueError):
    """A chart that may not stand in public; it stays in the outbox and is shown as undelivered."""


def apply_flow(message: Mapping[str, Any], now: datetime) -> None:
    """Keep one version of a chart. Raises ``FlowFault``."""
    name, version = str(message["name"]), str(message["version"])
    if not NAME.fullmatch(name) or not NAME.fullmatch(version):
        raise FlowFault("流程图的程序名或版本含有不能用作网址的字符，请核对程序定义。")
    for key in ("svg", "svg_narrow"):
        check_drawing(message[key])
    if _parsed(message["bpmn"]).tag != f"{BPMN}definitions":
        raise FlowFault("流程图的 BPMN 文件不是 BPMN 2.0，请重新生成。")
    PublicFlow.objects.update_or_create(
        name=name,
        version=version,
        defaults={
            "title": message["title"],
            "cite": message.get("cite", ""),
            "in_force_from": day(message["in_force_from"]),
            "published_on": local_date(now),
            "digest": message.get("digest", ""),
            "svg": message["svg"],
            "svg_narrow": message["svg_narrow"],
            "text": message["text"],
            "bpmn": message["bpmn"],
            "journal_entry_id": message.get("entry_id"),
        },
    )


def check_drawing(text: str) -> None:
    """Shapes and text only: no script, no style, no link, nothing fetched from anywhere. Raises ``FlowFault``."""
    for element in _parsed(text).iter():
        if element.tag.removeprefix(SVG) not in DRAWN or not element.tag.startswith(SVG):
            raise FlowFault("流程图里有图形和文字以外的内容，请重新生成。")
        for name, value in element.attrib.items():
            local = name.rsplit("}", 1)[-1].lower()
            if local.startswith("on") or local in {"style", "href"} or "url(" in value.replace("url(#", ""):
                raise FlowFault("流程图里有样式、脚本或者外部链接，请重新生成。")


def _parsed(text: str) -> ElementTree.Element:
    if len(text) > LARGEST or "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise FlowFault("流程图文件过大或者含有文档类型声明，请重新生成。")
    try:
        return ElementTree.fromstring(text.encode("utf-8"))
    except ElementTree.ParseError:
        raise FlowFault("流程图文件残缺，请重新生成。") from None
