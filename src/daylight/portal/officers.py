"""“那天他持证吗”: an officer by his exact number or name, from the published list and what the register holds against him."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from daylight.core.listcells import halfwidth
from daylight.portal.models import CertificateEvent, PublicList, PublicListRow
from daylight.portal.queries import Span, list_spans

KIND = "officers"
MARKS = {"有效": "ok", "暂扣": "hold", "注销": "late"}


@dataclass(frozen=True, slots=True)
class Certified:
    """The answer for one certificate on one day. ``row``: the public columns of the list, empty when it is not on it;
    ``word``: 有效, 暂扣, 注销, 未生效, 已过期, 未年审, 年审不合格 or 不在清单; ``why``: a sentence."""

    number: str
    on: date
    word: str
    why: str
    row: Mapping[str, Any]
    agency: str = ""
    agency_code: str = ""
    version: int = 0

    @property
    def certified(self) -> bool:
        return self.word == "有效"

    @property
    def mark(self) -> str:
        return "ok" if self.certified else MARKS.get(self.word, "late")


def cleaned(typed: str) -> str:
    """A number or a name as compared: half-width, without blanks, letters in capitals."""
    return re.sub(r"[\s·•]", "", halfwidth(typed)).upper()


def known_numbers() -> list[str]:
    """Every certificate number ever published, in order."""
    rows = PublicListRow.objects.filter(list__kind=KIND).values_list("data__certificate_number", flat=True)
    return sorted({str(each) for each in rows if each})


def with_pages(numbers: Iterable[str]) -> frozenset[str]:
    """Of these certificate numbers the ones that have a page of their own."""
    wanted = [number for number in numbers if number and has_address(number)]
    if not wanted:
        return frozenset()
    rows = PublicListRow.objects.filter(list__kind=KIND, data__certificate_number__in=wanted)
    return frozenset(rows.values_list("data__certificate_number", flat=True))


def has_address(number: str) -> bool:
    """Whether a number can be a part of an address, and the name of a folder."""
    return "/" not in number and not number.startswith(".")


def search(typed: str, on: date) -> list[Certified]:
    """Officers whose number or full name is exactly ``typed``, on the lists in force that day."""
    wanted = cleaned(typed)
    found = []
    for span in _spans(on) if wanted else ():
        for row in span.version.rows.values_list("data", flat=True):
            if wanted in (cleaned(str(row.get("certificate_number", ""))), cleaned(str(row.get("person_name", "")))):
                found.append(_judged(str(row["certificate_number"]), on, row, span))
    return found


def certified(number: str, on: date) -> Certified | None:
    """The certificate on that day; None for a number that was never published."""
    wanted = cleaned(number)
    for span in _spans(on):
        for row in span.version.rows.values_list("data", flat=True):
            if cleaned(str(row.get("certificate_number", ""))) == wanted:
                return _judged(str(row["certificate_number"]), on, row, span)
    named = next((each for each in known_numbers() if cleaned(each) == wanted), None)
    return Certified(named, on, "不在清单", f"{on} 施行的执法人员资格清单里没有这个证件。", {}) if named else None


def events(number: str) -> list[CertificateEvent]:
    """What the register has told of a certificate, oldest first."""
    return list(CertificateEvent.objects.filter(number=number))


def _spans(on: date) -> list[Span]:
    codes = PublicList.objects.filter(kind=KIND).order_by("agency_code").values_list("agency_code", flat=True)
    return [span for code in codes.distinct() for span in list_spans(KIND, code) if span.holds(on)]


def _judged(number: str, on: date, row: Mapping[str, Any], span: Span) -> Certified:
    version = span.version
    word, why = _state(number, version.agency_code, on, row)
    source = f"{version.title}第 {version.version} 版"
    return Certified(
        number, on, word, why or f"依据{source}。", row, version.agency_name, version.agency_code, version.version
    )


def _state(number: str, agency_code: str, on: date, row: Mapping[str, Any]) -> tuple[str, str]:
    """The register can only take away what the list gives."""
    told = CertificateEvent.objects.filter(number=number, agency_code=agency_code, on__lte=on)
    against = [each for each in told if each.kind in {"suspended", "restored", "cancelled"}]
    if gone := next((each for each in against if each.kind == "cancelled"), None):
        return "注销", f"证件登记：{gone.on} 注销。"
    if against and against[-1].kind == "suspended":
        return "暂扣", f"证件登记：{against[-1].on} 暂扣。"
    if (said := str(row.get("status") or "有效")) != "有效":
        return said, ""
    begins, ends = (_day(row.get(name)) for name in ("valid_from", "valid_until"))
    if begins and on < begins:
        return "未生效", f"有效期自 {begins} 起。"
    if ends is None or on > ends:
        return "已过期", f"有效期至 {ends}。" if ends else "清单没有写明有效期。"
    audits = [each for each in told if each.kind in {"added", "audited", "failed"}]
    if audits and audits[-1].kind == "failed":
        return "年审不合格", f"证件登记：{audits[-1].on} 年审不合格。"
    if audits and audits[-1].audit_due and on > audits[-1].audit_due:
        return "未年审", f"证件登记：年审有效至 {audits[-1].audit_due}。"
    return "有效", ""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
