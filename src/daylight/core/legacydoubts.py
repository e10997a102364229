"""What is doubtful about one published decision: dates, parties, law and where it comes from; sums are in legacysums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from daylight.core import docnumber, identifiers, legacysums
from daylight.core.legacynorms import LegacyNorms
from daylight.core.question import Question

Record = Mapping[str, Any]
Fields = Mapping[str, Any]

_HIDDEN = re.compile(r"[xX×*＊某]{2,}|(?<=[\u4e00-\u9fff])某(?=[\u4e00-\u9fff])|^某")
_HIDDEN_AGENCY = re.compile(r"[xX×*＊某]")
_URL_DATE = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"
    r"|(?P<y2>(?:19|20)\d{2})[-/_](?P<m2>\d{1,2})[-/_](?P<d2>\d{1,2}))(?![\dA-Za-z])"
)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]+条")
_CUT_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]+(?![〇零一二三四五六七八九十百\d条款项])")
_RAW_DATES = (("decision_date", "decision_raw"), ("published_date", "published_raw"), ("filed_date", "filed_raw"))
_SAID = {"decision_date": "决定日期", "published_date": "公示日期", "filed_date": "立案日期"}


def doubts(record: Record, fields: Fields, number: docnumber.DocNumber | None, norms: LegacyNorms) -> list[Question]:
    """Every doubt but those about the form of the 文号 itself."""
    return [
        *_where_from(record, fields),
        *_who(record, fields),
        *_dates(record, fields),
        *_numbers_and_years(record, fields, number),
        *_periods(record, fields, norms),
        *_law(record, fields),
        *legacysums.doubts(record, fields),
        *_remarks(record),
    ]


def _where_from(record: Record, fields: Fields) -> Iterator[Question]:
    kind = fields["source_kind"] or "unknown"
    if fields["source"] is None:
        note = str(record.get("source_note") or "")
        yield Question("source", "source_missing", "没有来源网址，请补上原页地址后再公开。", note, blocking=True)
    elif kind == "mirror":
        message = "来源是复制站点，不能作为公开出处，请找到原发布页。"
        yield Question("source", "source_is_copied_site", message, fields["source"], blocking=True)
    elif kind == "court":
        message = "内容取自法院裁定，不是决定书原文，请对照决定书核对。"
        yield Question("source", "source_is_court_ruling", message, fields["source"])
    elif kind not in ("official", "official_credit"):
        yield Question("source", "source_not_official", "来源不是发布机关的网页，请对照原页核对。", fields["source"])
    for inferred in record.get("inferred") or ():
        field = re.split(r"[(（]", str(inferred))[0]
        yield Question(field, "inferred_value", "这一项是录入时推断的，原页没有写明，请核对。", str(inferred))


def _who(record: Record, fields: Fields) -> Iterator[Question]:
    agency = fields["agency"]
    if agency is None:
        yield Question("agency", "agency_missing", "没有处罚机关，请补上。", blocking=True)
    elif _HIDDEN_AGENCY.search(agency):
        yield Question("agency", "agency_masked", "处罚机关名称被隐去，机关应当公开，请查明。", agency, blocking=True)
    if fields["violation"] is None:
        yield Question("violation", "violation_missing", "没有违法事实，请补上。", blocking=True)
    if not fields["parties"]:
        yield Question("parties", "party_missing", "没有当事人，请补上。", blocking=True)
    for party in fields["parties"]:
        yield from _party(record, party)


def _party(record: Record, party: Mapping[str, Any]) -> Iterator[Question]:
    name = party["name"]
    raw = str(record.get("party_raw") or name)
    if party["kind"] == "unknown":
        yield Question("parties", "party_kind_unknown", "当事人是个人还是组织不明，请确认。", name, blocking=True)
    elif party["kind"] == "organisation" and _HIDDEN.search(name):
        yield Question("parties", "party_name_hidden", "当事人是组织，名称却被隐去，请查明全称。", name, blocking=True)
    elif party["kind"] == "person" and len(name) > 4 and "·" not in name:
        yield Question("parties", "party_described_only", "当事人只有描述，没有姓氏，请核对是否为同一人。", name)
    if "简称" in name:
        yield Question("parties", "party_name_abbreviated", "当事人只有简称，请查明登记全称。", name, blocking=True)
    if re.match(r"(.{1,6})\1", raw) and not re.match(r"(.{1,6})\1", name):
        yield Question("parties", "party_name_doubled", "原页当事人名称开头重复，已去掉重复的字，请核对。", raw)
    elif re.match(r"([\u4e00-\u9fff]{1,6})\1", name) and party["kind"] == "organisation":
        message = "当事人名称开头重复，请对照营业执照核对。"
        yield Question("parties", "party_name_doubled", message, name, blocking=True)
    if "credit_code" in party:
        for warning in identifiers.credit_code(party["credit_code"]).warnings:
            yield Question("parties", "credit_code_doubtful", warning, party["credit_code"])


def _dates(record: Record, fields: Fields) -> Iterator[Question]:
    for field, raw_field in _RAW_DATES:
        raw = str(record.get(raw_field) or "")
        if fields[field] is None and raw:
            message = f"{_SAID[field]}写得不全，请补上年月日。"
            yield Question(field, field.replace("_date", "_date_incomplete"), message, raw)
        elif fields[field] is None and field != "filed_date":
            served = fields["decision_served_date"] if field == "decision_date" else None
            message = f"没有{_SAID[field]}，请查明。" + (f"原页只有送达日 {served}，不能当作决定日。" if served else "")
            yield Question(field, field.replace("_date", "_date_missing"), message, served or "")
        elif raw and re.search(r"[〇○零一二三四五六七八九]{2}", raw) and "0" in raw:
            yield Question(field, "date_form", f"{_SAID[field]}的汉字数字里夹有阿拉伯数字 0，请核对。", raw)
    published = fields["published_date"]
    if published and fields["source_kind"] == "official":
        in_address = {
            f"{year}-{int(month):02}-{int(day):02}" for year, month, day in _address_dates(fields["source"] or "")
        }
        if in_address and published not in in_address:
            message = "页内公示日期与网址里的日期不一致，请确认以哪个为准。"
            yield Question(
                "published_date", "published_date_conflict", message, f"{published} / {'、'.join(sorted(in_address))}"
            )


def _address_dates(address: str) -> Iterator[tuple[str, str, str]]:
    for found in _URL_DATE.finditer(address):
        year, month, day = (found[key] or found[key + "2"] for key in "ymd")
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield year, month, day


def _numbers_and_years(record: Record, fields: Fields, number: docnumber.DocNumber | None) -> Iterator[Question]:
    related = [
        *(record.get("notice_docs") or ()), record.get("stop_notice_doc"), record.get("correct_order_doc"),
    ]  # fmt: skip
    for raw in filter(None, related):
        notice, irregular = docnumber.parse(str(raw))
        if irregular:
            yield Question("related_numbers", "related_number_form", "相关文书的文号格式不规范，请核对。", str(raw))
        if number and notice and raw in (record.get("notice_docs") or ()) and notice.serial != number.serial:
            message = "告知书与决定书的序号不同，请确认是同一案的文书。"
            yield Question("related_numbers", "notice_serial_differs", message, str(raw))
    index_year = re.search(r"/((?:19|20)\d{2})-", str(record.get("index_no") or ""))
    published = fields["published_date"]
    if index_year and published and index_year[1] != published[:4]:
        message = "索引号的年份与公示年份不同，请核对。"
        yield Question("published_date", "index_year_differs", message, str(record["index_no"]))
    if number is None:
        return
    year, decided = str(number.year), fields["decision_date"]
    if decided and decided[:4] != year:
        message = f"文号年份 {year} 与决定日期 {decided} 不在同一年，请确认按立案年还是决定年编号。"
        yield Question("doc_number", "doc_year_differs", message, number.raw)
    noticed = fields["notice_served_date"]
    if not decided and noticed and noticed[:4] > year:
        message = f"告知书 {noticed} 才送达，决定书却编在 {year} 年，请核对。"
        yield Question("doc_number", "doc_year_before_notice", message, number.raw)
    if not decided and published and published[:4] > year:
        message = f"文号是 {year} 年的，{published} 才公示，请查明决定日期。"
        yield Question("published_date", "published_year_differs", message, number.raw)


def _periods(record: Record, fields: Fields, norms: LegacyNorms) -> Iterator[Question]:
    decided = date.fromisoformat(fields["decision_date"]) if fields["decision_date"] else None
    if decided and fields["notice_served_date"]:
        days = (decided - date.fromisoformat(fields["notice_served_date"])).days
        hearing = norms.at("hearing_request_days", decided)
        if days < 0:
            yield Question(
                "decision_date", "decision_before_notice", "决定日期早于告知送达日期，请核对。", f"{days}日", True
            )
        elif hearing and days <= hearing.value:
            message = (
                f"告知送达后 {days} 日即作出决定，要求听证的 {hearing.value} 日期限尚未届满，请核对（{hearing.cite}）。"
            )
            yield Question(
                "decision_date", "notice_period_short", message, f"{fields['notice_served_date']} → {decided}"
            )
    if decided and fields["filed_date"]:
        days = (decided - date.fromisoformat(fields["filed_date"])).days
        limit = norms.at("case_days", decided)
        if limit and days > limit.value:
            message = f"立案到决定共 {days} 日，超过 {limit.value} 日，请核对有无延长或扣除期间（{limit.cite}）。"
            yield Question("decision_date", "case_took_long", message, f"{fields['filed_date']} → {decided}")
        if days == 0 and record.get("procedure") != "简易程序":
            yield Question(
                "decision_date", "decided_on_filing_day", "立案当日即作出决定，请确认适用的程序。", str(decided)
            )
    remedy = record.get("remedy_raw") or {}
    on = decided or (date.fromisoformat(fields["published_date"]) if fields["published_date"] else None)
    for key, said in (("review_days", "申请行政复议的期限"), ("litigation_months", "提起行政诉讼的期限")):
        norm = norms.at(key, on) if on else None
        if norm and key in remedy and int(remedy[key]) != norm.value:
            message = f"{said}写作 {remedy[key]}，应为 {norm.value}，请对照原件核对（{norm.cite}）。"
            yield Question("remedy", f"{key}_unusual", message, str(remedy[key]))


def _law(record: Record, fields: Fields) -> Iterator[Question]:
    for field, said in (("law_violated", "违反的条文"), ("law_basis", "处罚依据的条文")):
        if not fields[field]:
            yield Question(field, f"{field}_missing", f"没有{said}，请对照原件补上。")
        for cited in fields[field]:
            if not _ARTICLE.search(cited):
                cut = _CUT_ARTICLE.search(cited)
                code = "law_article_incomplete" if cut else "law_article_missing"
                message = "条文号漏了“条”字，请核对。" if cut else "只写了法名，没有写第几条，请补上。"
                yield Question(field, code, message, cited)
    old = [
        cited
        for field in ("law_violated", "law_basis")
        for cited in fields[field]
        if re.search(r"\d{4}修[正订]", cited)
    ]
    if old:
        message = "引用了修改前的法律，请确认行为发生时适用的文本（从旧兼从轻）。"
        yield Question("law_basis", "former_law_applied", message, "、".join(old))


def _remarks(record: Record) -> Iterator[Question]:
    noted = [str(remark) for remark in record.get("irregular") or ()]
    if noted:
        message = "录入人记下的异常，请逐条对照原件核对。"
        yield Question("record", "recorded_irregularities", message, "；".join(noted))
