"""Field values as a person reads them on paper, and what is wrong with a value that cannot be read.

Values are kept as plain JSON: text; ISO dates and datetimes; decimals as text (yuan, m²); bool; ``officers`` and
``person`` ``{"uuid", "name", "certificate"}``; ``party`` a line or ``{"name", "credit_code", "address", …}``; ``qa``
``[{"question", "answer"}]``; ``elements`` ``[{"name", "answer", "note"}]``; ``list`` and ``choices`` lists of text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from daylight.core.lawrecords import DocumentTemplate, Field
from daylight.core.moment import local_time
from daylight.core.money import in_capitals
from daylight.core.refusal import Refusal

PARTY_LABELS = {
    "name": "",
    "legal_representative": "法定代表人",
    "credit_code": "统一社会信用代码",
    "id_number": "身份证件号码",
    "phone": "电话",
    "address": "住址",
}
# When the first is given, the others must stand in the paper too (罚缴分离办法第7条).
TOGETHER = {"penalty_decision": {"fine": ("payee", "surcharge")}}
# A record that was not signed says why (部办法第25条).
UNSIGNED = ("signed", "refusal_note")
# A span in two fields ends no earlier than it begins.
SPANS = (("valid_from", "valid_until"), ("from_on", "until_on"))
EMPTY = (None, "", (), [], {})


def day_text(value: str | date) -> str:
    """2026年11月23日."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{day.year}年{day.month}月{day.day}日"


def moment_text(value: str) -> str:
    """2026年11月23日9时05分, on a clock in China."""
    moment = datetime.fromisoformat(value)
    moment = local_time(moment) if moment.tzinfo else moment
    return f"{day_text(moment.date())}{moment.hour}时{moment.minute:02d}分"


def money_text(value: str) -> str:
    """96,000.00 元（玖万陆仟元整）."""
    amount = _decimal(value)
    return f"{amount:,.2f} 元（{in_capitals(amount)}）"


def as_text(field: Field, value: Any) -> str:
    """``value`` of ``field`` as printed. Raises ValueError when it cannot be read as the field's kind."""
    if value in EMPTY:
        return ""
    kind = field.kind
    if kind == "date":
        return day_text(str(value))
    if kind == "datetime":
        return moment_text(str(value))
    if kind == "money":
        return money_text(str(value))
    if kind == "area":
        return f"{_decimal(str(value)):,.2f} 平方米"
    if kind == "bool":
        return "是" if value else "否"
    if kind in ("officers", "person"):
        return "、".join(person_text(each) for each in (value if isinstance(value, list | tuple) else [value]))
    if kind == "party":
        return party_text(value)
    if kind == "qa":
        return "\n".join(f"问：{q}\n答：{a}" for q, a in turns(value))
    if kind == "elements":
        return "\n".join("：".join(part for part in row if part) for row in element_rows(value))
    if kind in ("list", "choices"):
        return ("、" if kind == "choices" else "\n").join(lines(value))
    return str(value)


def person_text(value: Any) -> str:
    """Name with the certificate number when there is one."""
    if isinstance(value, Mapping):
        certificate = value.get("certificate", "")
        return f"{value.get('name', '')}（执法证号 {certificate}）" if certificate else str(value.get("name", ""))
    return str(value)


def party_text(value: Any) -> str:
    """The party in one line."""
    if not isinstance(value, Mapping):
        return str(value)
    return "，".join(
        f"{label}：{value[key]}" if label else str(value[key]) for key, label in PARTY_LABELS.items() if value.get(key)
    )


def turns(value: Any) -> tuple[tuple[str, str], ...]:
    """Question and answer pairs."""
    if not isinstance(value, list | tuple):
        raise ValueError("问答应为一问一答的列表")
    return tuple(
        (str(each.get("question", "")), str(each.get("answer", "")))
        if isinstance(each, Mapping)
        else (str(each[0]), str(each[1]))
        for each in value
    )


def element_rows(value: Any) -> tuple[tuple[str, str, str], ...]:
    """要素, 意见, 说明."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping) for each in value):
        raise ValueError("要素意见应为列表")
    return tuple((str(e.get("name", "")), str(e.get("answer", "")), str(e.get("note", ""))) for e in value)


def lines(value: Any) -> tuple[str, ...]:
    """A list of texts; one text counts line by line."""
    found = value.splitlines() if isinstance(value, str) else value
    return tuple(
        str(each.get("label") or each.get("name") or "") if isinstance(each, Mapping) else str(each) for each in found
    )


def problems(template: DocumentTemplate, values: Mapping[str, Any]) -> list[Refusal]:
    """What keeps a paper from being final: missing, unreadable or contradicting fields, each with its article."""
    known = {each.code: each for each in template.fields}
    found = [
        Refusal("document.required", f"请填写“{each.label}”。", each.cite or template.cite, each.code)
        for each in template.missing(values)
    ]
    for code, value in values.items():
        if (field := known.get(code)) is None:
            continue
        try:
            as_text(field, value)
        except (ValueError, TypeError, LookupError):
            words = {"date": "日期", "datetime": "日期和时间", "money": "金额", "area": "面积"}.get(field.kind, "内容")
            found.append(Refusal("document.value", f"“{field.label}”不是可识别的{words}，请核对。", "", code))
            continue
        if field.kind == "choice" and value not in EMPTY and value not in field.choices:
            message = f"“{field.label}”请在{'、'.join(field.choices)}中选一项。"
            found.append(Refusal("document.choice", message, field.cite or template.cite, code))
    for leader, followers in TOGETHER.get(template.code, {}).items():
        if values.get(leader) not in EMPTY:
            found += [
                Refusal("G14", f"有{known[leader].label}的，请填写“{known[code].label}”。", known[code].cite, code)
                for code in followers
                if values.get(code) in EMPTY
            ]
    found += _backward(template, known, values)
    signed, why = UNSIGNED
    if signed in known and why in known and values.get(signed) is False and not str(values.get(why) or "").strip():
        found.append(Refusal("document.unsigned", "没有签名的，请写明拒签或者不能签名的情况。", template.cite, why))
    return found


def _backward(template: DocumentTemplate, known: Mapping[str, Field], values: Mapping[str, Any]) -> list[Refusal]:
    """Spans that end before they begin."""
    found = []
    for first, last in SPANS:
        if first not in known or last not in known or values.get(first) in EMPTY or values.get(last) in EMPTY:
            continue
        try:
            begins, ends = date.fromisoformat(str(values[first])), date.fromisoformat(str(values[last]))
        except ValueError:
            # Named above as unreadable.
            continue
        if ends < begins:
            message = f"“{known[last].label}”（{day_text(ends)}）早于“{known[first].label}”（{day_text(begins)}），请核对后改正。"
            found.append(Refusal("document.span", message, known[last].cite or template.cite, last))
    return found


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").strip())
    except InvalidOperation as error:
        raise ValueError("不是数") from error
    if not value.is_finite() or value < 0:
        raise ValueError("不是数")
    return value
