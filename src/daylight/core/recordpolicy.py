"""记录办法逐条核对: the rows of the published 全过程记录具体办法 against what one case holds (90号方案一（二）1).

Pure. A row speaks of phases of the procedure (``phases``); it is asked only about phases the case has reached, and only a
phase that is over can lack its papers. Each finding carries the row and its basis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daylight.core.coverage import told
from daylight.core.deadlines import Period
from daylight.core.policyterms import period_of

OK, FAILS, UNKNOWN = "ok", "fails", "unknown"
TEXT, IMAGE, AUDIO, VIDEO = "text", "image", "audio", "video"
# What a row's 记录方式 accepts; a wording not here asks for nothing that can be counted.
METHODS: dict[str, frozenset[str]] = {
    "文字": frozenset({TEXT}),
    "照片": frozenset({IMAGE, VIDEO}),
    "录音": frozenset({AUDIO, VIDEO}),
    "录像": frozenset({VIDEO}),
    "音像": frozenset({IMAGE, AUDIO, VIDEO}),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the procedure the case has reached; ``over``: it stands in a later one."""

    code: str
    name: str
    over: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A final paper or a sealed recording. ``ended_at`` on the standard clock, ``received_at`` of the server, both aware.

    ``registered``: the device stands in the register; ``offset`` None: never measured. ``seen``, ``lacking``: points ticked.
    """

    key: str
    title: str
    phase: str
    kind: str
    ended_at: datetime | None = None
    received_at: datetime | None = None
    device: str = ""
    registered: bool = False
    offset: int | None = None
    seen: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """An occasion of the 音像记录事项清单 that took place in ``phases``; ``known``: its times are."""

    name: str
    phases: frozenset[str]
    missing_seconds: int
    known: bool
    officers: tuple[str, ...] = ()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. ``aspect``: 适用 · 文字 · 音像 · 上传 · 设备 · 要点 · 保存; ``key`` of the thing it is about, or empty."""

    row: str
    aspect: str
    state: str
    message: str
    cite: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """``tolerance`` seconds; ``points`` code → name; ``due``: the last moment of a period that starts at a moment."""

    tolerance: int
    points: Mapping[str, str]
    due: Callable[[datetime, Period], datetime]


def judge(
    rows: Iterable[Mapping[str, Any]],
    phases: Sequence[Phase],
    made: Sequence[Made],
    asked: Sequence[Asked],
    terms: Terms,
    category: str = "",
) -> list[Finding]:
    """Every row that speaks of this case, answered aspect by aspect."""
    found: list[Finding] = []
    for row in rows:
        if category and row.get("acts") and category not in row["acts"]:
            continue
        if not row.get("phases"):
            # A row that names no phase cannot be asked; that is said, never counted as kept.
            found.append(_finding(row, "适用", UNKNOWN, "这一条没有写明办案阶段编码，不能核对，请在清单中补上"))
            continue
        here = [each for each in phases if each.code in (row.get("phases") or ())]
        if not here:
            continue
        names = {each.code for each in here}
        own = [each for each in made if each.phase in names]
        occasions = [each for each in asked if each.phases & names]
        found += _texts(row, here, own)
        found += _occasions(row, occasions, own)
        for each in own:
            if each.kind != TEXT:
                found += _one(row, each, terms)
        if not row.get("keep"):
            found.append(_finding(row, "保存", FAILS, "办法没有写明保存期限，请在清单中补上"))
    return found


def _texts(row: Mapping[str, Any], here: Sequence[Phase], own: Sequence[Made]) -> list[Finding]:
    if TEXT not in _kinds(row):
        return []
    found = []
    for phase in here:
        papers = [each for each in own if each.kind == TEXT and each.phase == phase.code]
        if papers:
            found.append(_finding(row, "文字", OK, f"“{phase.name}”有 {len(papers)} 份定稿文书"))
        elif phase.over:
            found.append(_finding(row, "文字", FAILS, f"“{phase.name}”已经办完，没有定稿的文书"))
    return found


def _occasions(row: Mapping[str, Any], occasions: Sequence[Asked], own: Sequence[Made]) -> list[Finding]:
    kinds = _kinds(row) - {TEXT}
    if not kinds:
        return []
    found = []
    for each in occasions:
        if not each.known:
            words = f"“{each.name}”没有起止时间，不能核对是否录全"
            found.append(_finding(row, "音像", UNKNOWN, words, cite=each.cite))
        elif each.missing_seconds:
            whose = f"（{'、'.join(each.officers)}）" if each.officers else ""
            words = f"“{each.name}”缺录 {told(each.missing_seconds)}{whose}"
            found.append(_finding(row, "音像", FAILS, words, cite=each.cite))
        else:
            found.append(_finding(row, "音像", OK, f"“{each.name}”录全或者已说明", cite=each.cite))
    if occasions and own and not any(each.kind in kinds for each in own if each.kind != TEXT):
        others = [each for each in own if each.kind != TEXT]
        if others:
            found.append(_finding(row, "音像", FAILS, f"办法要求{'、'.join(row['method'])}，已有的不是这一方式"))
    return found


def _one(row: Mapping[str, Any], each: Made, terms: Terms) -> list[Finding]:
    found = [_upload(row, each, terms), _device(row, each, terms)]
    if each.kind in (AUDIO, VIDEO):
        lacking = [name for code, name in terms.points.items() if code in each.lacking]
        unseen = [name for code, name in terms.points.items() if code not in each.seen | each.lacking]
        if lacking:
            found.append(_finding(row, "要点", FAILS, f"《{each.title}》缺：{'、'.join(lacking)}", each.key))
        elif unseen:
            found.append(_finding(row, "要点", UNKNOWN, f"《{each.title}》还有 {len(unseen)} 项要点没有核对", each.key))
        else:
            found.append(_finding(row, "要点", OK, f"《{each.title}》要点已逐项核对", each.key))
    return [finding for finding in found if finding is not None]


def _upload(row: Mapping[str, Any], each: Made, terms: Terms) -> Finding | None:
    limit = period_of(str(row.get("deadline") or ""))
    if limit is None:
        return None
    if each.ended_at is None or each.received_at is None:
        return _finding(row, "上传", UNKNOWN, f"《{each.title}》没有结束时间，不能核对上传期限", each.key)
    last = terms.due(each.ended_at, limit)
    if each.received_at <= last:
        return _finding(row, "上传", OK, f"《{each.title}》在{limit.label}内上传", each.key)
    late = told(int((each.received_at - last).total_seconds()))
    return _finding(row, "上传", FAILS, f"《{each.title}》上传超过{limit.label}的期限 {late}", each.key)


def _device(row: Mapping[str, Any], each: Made, terms: Terms) -> Finding:
    if not each.device:
        return _finding(row, "设备", FAILS, f"《{each.title}》没有写明设备号", each.key)
    if not each.registered:
        return _finding(row, "设备", FAILS, f"《{each.title}》的设备 {each.device} 不在登记簿", each.key)
    if each.offset is None:
        return _finding(row, "设备", UNKNOWN, f"《{each.title}》的设备 {each.device} 没有对过表", each.key)
    if abs(each.offset) > terms.tolerance:
        words = f"《{each.title}》的设备时间相差 {told(each.offset)}，超过 {terms.tolerance} 秒"
        return _finding(row, "设备", FAILS, words, each.key)
    return _finding(row, "设备", OK, f"《{each.title}》的设备已登记、已对表", each.key)


def _kinds(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset().union(*(METHODS.get(str(each), frozenset()) for each in row.get("method") or ()))


def _finding(
    row: Mapping[str, Any], aspect: str, state: str, message: str, key: str = "", *, cite: str = ""
) -> Finding:
    return Finding(str(row["code"]), aspect, state, f"{message}。", cite or "、".join(row.get("basis") or ()), key)
