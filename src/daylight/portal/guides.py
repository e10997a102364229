"""事项与服务指南: what is published of one item, put together from its list row, its guide, its procedure and the office.

Nothing is typed for these pages: basis, section and time limit are the item's, the steps are those of the procedure by which
cases run, materials and office hours are the guide's. A line that nobody published says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from daylight.base.guiding import questions_on
from daylight.core.guiding import Material, Question, questions_for, read_materials
from daylight.portal import queries
from daylight.portal.models import PublicFlow, PublicSite

PERMIT = "行政许可"
# 海国土资发〔2017〕90号一（一）7 names these, in this order.
FIELDS = (
    ("item", "事项名称"),
    ("basis", "依据"),
    ("section", "承办机构"),
    ("preferences", "优惠政策"),
    ("materials", "申请材料"),
    ("steps", "办理流程"),
    ("time_limit", "办理时限"),
    ("supervision", "监督方式"),
    ("accountability", "责任追究"),
    ("remedies", "救济渠道"),
    ("hours", "办公时间"),
    ("address", "办公地址"),
    ("phone", "办公电话"),
)
LABELS = dict(FIELDS)
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Described:
    """One item as published. ``lines``: field → its texts, in the order of ``FIELDS``; an empty one is not published."""

    key: str  # last part of the address
    code: str
    agency_code: str
    agency_name: str
    category: str
    row: Mapping[str, Any]
    guide: Mapping[str, Any] | None
    lines: Mapping[str, tuple[str, ...]]
    materials: tuple[Material, ...] = ()
    questions: tuple[Question, ...] = ()
    flows: tuple[PublicFlow, ...] = ()
    grades: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.lines["item"][0]

    @property
    def guided(self) -> bool:
        """A guide is for what one applies for."""
        return self.guide is not None or self.category == PERMIT

    @property
    def lacking(self) -> tuple[str, ...]:
        return tuple(title for code, title in FIELDS if not self.lines[code])


def described(today: date) -> dict[str, Described]:
    """Every item in force by the last part of its address, guides of items that stand on no list included."""
    site, questions = queries.site(), questions_on(today)
    flows = {flow.name: flow for flow in queries.flows_on(today)}
    guides, windows = _rows("guides", today), _rows("windows", today)
    graded = _rows("discretion", today)
    found: dict[str, Described] = {}
    for agency, (name, rows) in _with_lone_guides(_rows("items", today), guides).items():
        own = {str(row.get("code") or ""): row for row in guides.get(agency, ("", []))[1]}
        by_name = {str(row.get("item") or ""): row for row in own.values()}
        for row in rows:
            code = str(row.get("code") or "")
            guide = own.get(code) or by_name.get(str(row.get("item") or ""))
            grades = [g for g in graded.get(agency, ("", []))[1] if code in _texts(g.get("item_codes"))]
            key = _key(code or str(row.get("item")), agency, found)
            found[key] = _one(
                key, agency, name, row, guide, flows, windows.get(agency, ("", []))[1], grades, site, questions
            )
    return found


def _one(
    key: str,
    agency: str,
    agency_name: str,
    row: Mapping[str, Any],
    guide: Mapping[str, Any] | None,
    flows: Mapping[str, PublicFlow],
    windows: list[Mapping[str, Any]],
    grades: list[Mapping[str, Any]],
    site: PublicSite,
    questions: tuple[Question, ...],
) -> Described:
    said = guide or {}
    charts = tuple(flows[name] for name in _texts(row.get("procedures")) if name in flows)
    materials = read_materials(_texts(said.get("materials")), questions)
    at = [w for w in windows if {row.get("code"), row.get("item")} & set(_texts(w.get("services")))]
    # The site has one address and telephone; with several agencies on it they are not this one's.
    ours = site.name in {"", agency_name}
    lines = {
        "item": _texts(row.get("item")),
        "basis": _texts(row.get("legal_basis")) or _texts(said.get("basis")),
        "section": _texts(row.get("handling_section")) or _texts(said.get("handling_section")),
        "preferences": _texts(said.get("preferences")),
        "materials": tuple(each.text for each in materials),
        "steps": _steps(charts) or _texts(said.get("steps")),
        "time_limit": _limits(row, said),
        "supervision": (*_texts(said.get("supervision")), *_called("监督电话：", said.get("complaint_phone"))),
        "accountability": _texts(said.get("accountability")),
        "remedies": _texts(said.get("remedies")),
        "hours": _texts(said.get("office_hours")) or _once(w.get("hours") for w in at),
        "address": _once([*_texts(said.get("address")), *(_window(w) for w in at)])
        or (_texts(site.address) if ours else ()),
        "phone": _texts(said.get("phone")) or (_texts(site.phone) if ours else ()),
    }
    extra = {
        "办理条件": "；".join(_texts(said.get("conditions"))),
        "收费": str(said.get("fee") or row.get("fee") or ""),
        "办件类型": str(said.get("case_type") or ""),
        "结果送达": str(said.get("result_delivery") or ""),
        "乘车路线": str(said.get("transport") or ""),
        "说明": str(said.get("note") or ""),
    }
    return Described(
        key=key,
        code=str(row.get("code") or ""),
        agency_code=agency,
        agency_name=agency_name,
        category=str(row.get("category") or ""),
        row=row,
        guide=guide,
        lines=lines,
        materials=materials,
        questions=questions_for(materials, questions),
        flows=charts,
        grades=tuple(grades),
        extra={title: text for title, text in extra.items() if text},
    )


def _rows(kind: str, today: date) -> dict[str, tuple[str, list[Mapping[str, Any]]]]:
    """Agency code → its name and the rows of its list in force."""
    agencies = queries.agencies_with(kind)
    spans = [span for agency in agencies for span in queries.list_spans(kind, agency) if span.holds(today)]
    return {
        s.version.agency_code: (s.version.agency_name, list(s.version.rows.values_list("data", flat=True)))
        for s in spans
    }


def _with_lone_guides(items: dict[str, Any], guides: dict[str, Any]) -> dict[str, Any]:
    """Items per agency; a guide whose item is on no list stands for itself."""
    found: dict[str, Any] = {}
    for agency in dict.fromkeys([*items, *guides]):
        name, rows = items.get(agency) or (guides[agency][0], [])
        known = {row.get(part) for row in rows for part in ("code", "item") if row.get(part)}
        lone = [g for g in guides.get(agency, ("", []))[1] if not {g.get("code"), g.get("item")} & known]
        found[agency] = (name, [*rows, *({"code": g.get("code"), "item": g.get("item")} for g in lone)])
    return found


def _key(code: str, agency: str, taken: Mapping[str, Any]) -> str:
    """A code as a part of an address; another agency's equal code is told apart by the agency's."""
    plain = _UNFIT.sub("-", code).strip(".-") or "item"
    for key in (plain, f"{agency}.{plain}"):
        if key not in taken:
            return key
    return next(key for n in range(2, len(taken) + 3) if (key := f"{agency}.{plain}.{n}") not in taken)


def _steps(charts: tuple[PublicFlow, ...]) -> tuple[str, ...]:
    """The stages of the procedure in order, without those that only end it."""
    return _once(stage["stage"] for c in charts for stage in c.text if not all(step["end"] for step in stage["steps"]))


def _limits(row: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[str, ...]:
    legal = _texts(row.get("time_limit")) or _texts(said.get("time_limit_legal"))
    promised = _texts(said.get("time_limit_promised"))
    return (*(f"法定：{each}" for each in legal), *(f"承诺：{each}" for each in promised))


def _window(row: Mapping[str, Any]) -> str:
    return " ".join(_texts([row.get("place"), f"{row['code']}号窗口" if row.get("code") else ""]))


def _called(title: str, value: Any) -> tuple[str, ...]:
    return tuple(f"{title}{each}" for each in _texts(value))


def _texts(value: Any) -> tuple[str, ...]:
    """A cell as its texts: a list as it is, a text as one, nothing as none."""
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(str(each).strip() for each in many if each is not None and str(each).strip())


def _once(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_texts(list(values))))
