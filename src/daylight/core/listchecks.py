"""清单一行之内的对应: what one cell tells about another, and what two cells cannot both say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from daylight.core.cataloguewords import conditions_read, digits_lost, referred
from daylight.core.identifiers import identity
from daylight.core.listcells import CellFault, chinese_count, dates_in, halfwidth, plain_number, read_cell
from daylight.core.listcolumns import Holds, Kind
from daylight.core.money import amounts

_REFERS = re.compile(r"(相当于|参照|同)第?.*?项")
_RANGE = re.compile(
    r"(?P<min>\d+(?:\.\d+)?)\s*(?P<unit1>元|倍|%)?\s*(?:\(?含\)?)?(?:以上|至|-|—|~)(?:\(?含\)?)?\s*"
    r"(?P<max>\d+(?:\.\d+)?)\s*(?P<unit2>元/平方米|元|倍|%)"
)
_NUMERAL = "[零〇一二三四五六七八九十百千万亿两]+"
_YUAN = re.compile(rf"(?:{_NUMERAL}|\d+(?:\.\d+)?[万亿])元")
_COUNTED = re.compile(rf"百分之(?P<share>{_NUMERAL}|\d+)|(?P<times>{_NUMERAL})倍")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def derive(kind: Kind, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Fill a normalised cell from the published wording beside it. Returns (column, wording, warning) for doubts."""
    doubts: list[tuple[str, str, str]] = []
    if kind.code == "review-catalog":
        for who in ("person", "org"):
            doubts += _threshold(kind, texts, f"threshold_{who}_raw", f"threshold_{who}_yuan")
        texts["threshold_like"] = texts.get("threshold_like") or referred(texts)
        doubts += conditions_read(texts)
        if not texts.get("boundary"):
            texts["boundary"] = _boundary(texts.get("threshold_person_raw", "") + texts.get("threshold_org_raw", ""))
    if (
        kind.code == "inspection-items"
        and not texts.get("ratio_percent")
        and "%" in halfwidth(texts.get("ratio_raw", ""))
    ):
        texts["ratio_percent"] = texts["ratio_raw"]
    if kind.code == "discretion" and not (texts.get("min") or texts.get("max")):
        doubts += _range(texts)
    if kind.code == "discretion":
        doubts += _several(texts)
    if kind.code == "officers":
        doubts += _term(texts)
    return doubts


def _threshold(kind: Kind, texts: dict[str, str], raw: str, yuan: str) -> list[tuple[str, str, str]]:
    wording = texts.get(raw, "")
    if not wording:
        return []
    if _REFERS.search(wording):
        if texts.get(yuan):
            return [(raw, wording, f"“{wording}”引用了另一项，按所填的 {texts[yuan]} 元执行，请核对")]
        return [(raw, wording, f"“{wording}”引用了另一项，按所指一项的数额执行，请核对；指不清的请填写折合的元数")]
    if digits_lost(wording):
        if texts.get(yuan):
            return [(raw, wording, f"“{wording}”少了数字，按所填的 {texts[yuan]} 元执行，请对照原文补上")]
        return [(raw, wording, f"“{wording}”少了数字，原文是多少？请对照原文补上；补上以前这一行不分数额一律须审")]
    try:
        stated = read_cell(kind.column(yuan), re.sub(r"[(（][^)）]*[)）]", "", wording)).value
    except CellFault:
        return [(raw, wording, f"“{wording}”读不出一个数额，请核对以元为单位的数额")]
    if not texts.get(yuan):
        texts[yuan] = str(stated)
    return []


def _boundary(wording: str) -> str:
    if "不含" in wording:
        return "不含"
    # 行政处罚法第八十五条 counts days only; 以上 including the figure is the general reading (民法典第一千二百五十九条).
    return "含" if "含" in wording or "以上" in wording else ""


def _range(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    wording = texts.get("standard_raw", "")
    text = _in_figures(halfwidth(wording).replace("㎡", "平方米"))
    found = _RANGE.search(text)
    if not found:
        return [("standard_raw", wording, f"“{wording}”读不出上下限，请填写下限、上限和单位")] if wording else []
    texts["min"], texts["max"] = found["min"], found["max"]
    # 每平方米100元以上300元以下 says the measure once, before both ends.
    by_area = found["unit2"] == "元" and "每平方米" in text
    texts["unit"] = texts.get("unit") or ("元/平方米" if by_area else found["unit2"])
    return []


def _several(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """建设单位1%以上1.3%以下；施工单位1万元以下: a row keeps one standard, of one person fined."""
    wording = texts.get("standard_raw", "")
    parts = [part for part in re.split("[；;]", wording) if re.search(r"\d", part)]
    if len(parts) < 2:
        return []
    kept = f"{texts.get('min') or '?'} 至 {texts.get('max') or '?'} {texts.get('unit') or ''}".strip()
    return [("standard_raw", wording, f"“{wording}”写了 {len(parts)} 个幅度，这一行只按 {kept} 执行，其余请另起一行")]


def _in_figures(text: str) -> str:
    """一万元以上五万元以下 → 10000元以上50000元以下; 百分之十 → 10%; 三倍 → 3倍. What cannot be read stays as it is."""

    def yuan(found: re.Match[str]) -> str:
        values = {each.value for each in amounts(found[0])}
        return f"{plain_number(format(values.pop(), 'f'))}元" if len(values) == 1 else found[0]

    def counted(found: re.Match[str]) -> str:
        count = chinese_count(found["share"] or found["times"])
        return found[0] if count is None else f"{count}{'%' if found['share'] else '倍'}"

    return _COUNTED.sub(counted, _YUAN.sub(yuan, text))


def _term(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """有效期 2024-01-01至2029-12-31 in one cell: both ends."""
    wording = texts.get("valid_until", "")
    try:
        days = dates_in(wording)
    except CellFault:
        return []  # read_cell says it again, beside the cell
    if len(days) == 2:
        texts["valid_from"] = texts.get("valid_from") or days[0].isoformat()
        texts["valid_until"] = days[1].isoformat()
    return []


def check_row(kind: Kind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(column, sentence) for every pair of cells that contradict each other, and for personal data that must not be here."""
    faults: list[tuple[str, str]] = []
    if kind.code == "review-catalog":
        for who in ("person", "org"):
            faults += _contradicts(kind, values, f"threshold_{who}_raw", f"threshold_{who}_yuan")
    if kind.code == "discretion" and values.get("min") and values.get("max"):
        if Decimal(values["min"]) > Decimal(values["max"]):
            faults.append(("min", f"下限 {values['min']} 大于上限 {values['max']}，请核对"))
        if not values.get("unit"):
            faults.append(("unit", "有上下限而没有单位，请填写，例如 元/平方米、倍、%"))
    for start, end in (("valid_from", "valid_until"), ("in_force_from", "until")):
        if values.get(start) and values.get(end) and values[start] > values[end]:
            faults.append((end, f"止于 {values[end]}，早于起始的 {values[start]}，请核对"))
    if kind.code in {"officers", "windows"}:
        faults += _personal(kind, values)
    return faults


def _contradicts(kind: Kind, values: Mapping[str, Any], raw: str, yuan: str) -> list[tuple[str, str]]:
    wording = values.get(raw, "")
    if not wording or not values.get(yuan) or _REFERS.search(wording):
        return []
    try:
        stated = read_cell(kind.column(yuan), re.sub(r"[(（][^)）]*[)）]", "", wording)).value
    except CellFault:
        return []
    if stated is not None and Decimal(stated) != Decimal(values[yuan]):
        return [(yuan, f"“{wording}”折合 {stated} 元，与所填的 {values[yuan]} 元不一致，请核对")]
    return []


def _personal(kind: Kind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """清单只公示方案列明的栏目；identity and mobile numbers slipped into other cells are refused (个人信息保护法第六条)."""
    faults = []
    for column in kind.columns:
        text = values.get(column.name)
        if column.holds is not Holds.TEXT or not text or column.name == "certificate_number":
            continue
        slipped = next((each for each in _IDENTITY.findall(halfwidth(text)) if identity(each)), "")
        if slipped or _MOBILE.search(halfwidth(text)):
            faults.append((column.name, "这一格含有身份证号或手机号，清单要公开，请删去后重新导入"))
    return faults
