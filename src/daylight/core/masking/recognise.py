"""模式识别: numbers and addresses that give themselves away by shape. A check digit raises confidence; it never decides.

Digits are read in runs of segments: a value split by blanks, hyphens or line ends is tried from segment to segment, so two
numbers in neighbouring table cells are not read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from daylight.core import identifiers
from daylight.core.masking.shapes import Found
from daylight.core.textmap import TextMap

_RUN = re.compile(r"\d(?:[ \n\t-]{0,3}[\dX])*")
_LONGEST = 24  # characters; no identity, telephone or card number is longer
_SEGMENT = re.compile(r"[\dX]+")
_DATE_18 = re.compile(r"[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_DATE_17 = re.compile(r"[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
_DATE_15 = re.compile(r"[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
_MOBILE = re.compile(r"(?:0?0?86)?(1[3-9]\d{9})")
_DOTTED_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d\.\d{4}\.\d{4}(?![\d.])")
_BRACKETED_MOBILE = re.compile(r"(?<![\d(])\((1[3-9]\d)\)[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])(?:0\d{2,3}[ -]?[2-8]\d{6,7})(?!\d)")
_CREDIT_BEFORE = re.compile(r"(?:信用代码|机构代码|税号|纳税人识别号|代码证|USCC)[^\d]{0,8}$")
_ACCOUNT_BEFORE = re.compile(r"(?:账 *号|帐 *号|账 *户|帐 *户|卡 *号|银行卡|开户行?|户 *号)[^\dX。；;]{0,16}$")
_REGISTRATION_BEFORE = re.compile(
    r"(?:注册号|许可证号?|编号|文号|案号|订单号|电子监管号|条码|图斑号?|地块编?号|单号|代码)[^\d]{0,6}$"
)
_CERTIFICATE_BEFORE = re.compile(r"执法证件?(?:编?号码?|编号)?[^\d]{0,4}$")
_PARTLY_HIDDEN = re.compile(r"(?<![\dA-Z])\d{2,14}[*X＊]{3,}[\dX]{0,6}(?![\dA-Z])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][ ·.-]?"
    r"(?=[A-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
    r"(?![A-Z0-9])"
)
_EMAIL = re.compile(r"(?<![A-Z0-9._%+-])[A-Z0-9._%+-]{1,64} ?(?:@|\(AT\)) ?(?:[A-Z0-9-]{1,63}\.){1,5}[A-Z]{2,24}")
_PROPERTY = re.compile(
    r"(?:不动产权证?|房权证|房产证|国用|集用|集建|土地证|宅基地|使用权证?|林权证|林证字?|林地权证?|海域使用权?)"
    r"[^，。；,;\n]{0,30}?第? *([A-Z]?[\d-]{3,}) *号"
)
_COORDINATE = re.compile(
    r"(?:[东西]经|[北南]纬|[EWNS]) *:? *\d{1,3}(?:\.\d{3,}|[°度] *\d{1,2}['′分](?: *\d{1,2}(?:\.\d+)?[\"″秒])?)°?"
    r"|(?<![\dA-Z])[XY] *[=:] *\d{6,8}(?:\.\d+)?|\d{1,3}° *\d{1,2}['′] *\d{1,2}(?:\.\d+)?[\"″]"
)
_DOOR = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}(?:小区|花园|家园|公寓)|[村路街巷里弄道园区苑庄屯]|胡同)\d{1,4}(?:-\d{1,4})?号"
    r"(?!文|令|公告|线|宗地|地块|图斑|井|车)(?:\d{0,3}(?:楼|栋|单元|室|户))*"
)
_HEALTH = re.compile(
    r"患有?[^，。；,;\n]{1,10}(?:病|症|癌|障碍)|残疾证?|精神(?:分裂|障碍|疾病)|艾滋|肝炎|怀孕|孕妇|病历|诊断(?:书|证明)|智力障碍"
)
_MINOR = re.compile(
    r"未满?(?:十四|十八|14|18)周?岁|未成年(?!人保护法)|初[一二三](?:年级|学生|的学生)|高[一二三](?:年级|学生|的学生)|(?:小|初中|高中|中)学生|"
    r"[一二三四五六]年级|幼儿园(?:大班|中班|小班)"
)


def numbers(view: TextMap) -> Iterator[Found]:
    """Identity numbers, mobiles and accounts, in a view that keeps blanks and reads numerals. Spans are of the view."""
    text = view.text
    for run in _RUN.finditer(text):
        if sum(character.isdigit() for character in run.group()) < 10:
            continue
        segments = [
            (run.start() + piece.start(), run.start() + piece.end()) for piece in _SEGMENT.finditer(run.group())
        ]
        yield from _in_run(text, segments)
    for dotted in _DOTTED_MOBILE.finditer(text):
        yield Found(*dotted.span(), "phone", "")
    for bracketed in _BRACKETED_MOBILE.finditer(text):
        yield Found(*bracketed.span(), "phone", "")
    for hidden in _PARTLY_HIDDEN.finditer(text):
        yield Found(*hidden.span(), "id_number", "", "原文已遮去一部分的号码，已整段隐去，请核对。")


def _in_run(text: str, segments: list[tuple[int, int]]) -> Iterator[Found]:
    first = 0
    while first < len(segments):
        for last in range(_last_within(segments, first), first - 1, -1):
            pieces = [text[start:end] for start, end in segments[first : last + 1]]
            gaps = [text[end:start] for (_, end), (start, _) in pairwise(segments[first : last + 1])]
            found = _classify(pieces, gaps, text[max(0, segments[first][0] - 24) : segments[first][0]])
            if found:
                kind, doubt, mask = found
                yield Found(segments[first][0], segments[last][1], kind, "", doubt, mask)
                first = last
                break
        first += 1


def _last_within(segments: list[tuple[int, int]], first: int) -> int:
    """The last segment that still fits into one value together with `first`."""
    last, size = first, segments[first][1] - segments[first][0]
    while last + 1 < len(segments) and size + segments[last + 1][1] - segments[last + 1][0] <= _LONGEST:
        last += 1
        size += segments[last][1] - segments[last][0]
    return last


def _classify(pieces: list[str], gaps: list[str], before: str) -> tuple[str, str, bool] | None:
    """(kind, doubt, mask) of segments read as one value; None when they are no such value."""
    digits, joined = "".join(pieces), len(pieces) > 1
    if len(digits) >= 15 and _ACCOUNT_BEFORE.search(before) and not _DATE_18.fullmatch(digits):
        return "account", "", True
    if len(digits) == 18:
        return _eighteen(digits, joined, before)
    if len(digits) == 15 and _DATE_15.fullmatch(digits) and "注册号" not in before:
        return "id_number", "" if not joined else "分段的十五位号码，已按身份证号隐去，请核对。", True
    if len(digits) == 17 and _DATE_17.fullmatch(digits):
        return "id_number", "像是漏了一位的身份证号，已隐去，请核对。", True
    mobile = _MOBILE.fullmatch(digits)
    if mobile and _CERTIFICATE_BEFORE.search(before):
        return None
    if mobile and (not joined or _split_as_mobile([len(piece) for piece in pieces])):
        return "phone", "", True
    if mobile and len(gaps) == 1 and "\n" in gaps[0]:
        return "phone", "分在两行的号码，已按手机号隐去，请核对。", True
    if not joined and len(digits) in (12, 13) and _MOBILE.fullmatch(digits[-11:]):
        return "phone", "号码尾部像手机号，请核对是否需要隐去。", False
    if 16 <= len(digits) <= 19 and digits.isdigit() and not _REGISTRATION_BEFORE.search(before):
        grouped = joined and digits[0] in "3456" and all(len(piece) == 4 for piece in pieces[:-1])
        if identifiers.luhn_holds(digits) and (not joined or grouped):
            return "account", "", True
        if grouped:
            return "account", "四位一组的长号码，已按银行卡号隐去，请核对。", True
    if (
        not joined
        and len(digits) > 18
        and any(_DATE_18.match(digits, i) and _sound_identity(digits[i : i + 18]) for i in range(len(digits) - 17))
    ):
        return "id_number", "长号码中夹有身份证号，已整段隐去，请核对。", True
    return None


def _eighteen(digits: str, joined: bool, before: str) -> tuple[str, str, bool] | None:
    if _CREDIT_BEFORE.search(before):
        return None
    if _DATE_18.fullmatch(digits):
        if identifiers.credit_code_holds(digits) and not _sound_identity(digits):
            return "id_number", "既像统一社会信用代码又像身份证号，已隐去，请核对。", True
        return "id_number", "", True
    if joined or identifiers.credit_code_holds(digits):
        return None
    if digits[:2] in ("91", "92", "93") or _REGISTRATION_BEFORE.search(before):
        return "id_number", "十八位号码，请核对是代码还是身份证号。", False
    return "id_number", "十八位号码不像有效的身份证号，已隐去，请核对。", True


def _sound_identity(digits: str) -> bool:
    found = identifiers.identity(digits)
    return bool(found and found.checksum_holds and found.born_on)


def _split_as_mobile(lengths: list[int]) -> bool:
    return lengths in ([3, 4, 4], [3, 8], [7, 4], [2, 3, 4, 4], [2, 11], [4, 11], [3, 4, 2, 2], [4, 4, 3]) or set(
        lengths
    ) == {1}


def shapes(view: TextMap) -> Iterator[Found]:
    """Everything else with a shape, in a view that keeps blanks and Chinese numerals."""
    for kind, pattern in (("plate", _PLATE), ("email", _EMAIL), ("coordinate", _COORDINATE)):
        for match in pattern.finditer(view.text):
            yield Found(*match.span(), kind, "")
    for match in _PROPERTY.finditer(view.text):
        yield Found(*match.span(1), "property_number", "")
    for kind, pattern, doubt in (
        ("landline", _LANDLINE, "固定电话，请确认是办公电话还是个人电话。"),
        ("door_number", _DOOR, "门牌号，请确认是否为个人住处。"),
        ("health", _HEALTH, "可能是健康状况，请核对是否需要隐去。"),
        ("minor", _MINOR, "可能涉及未成年人，请核对。"),
    ):
        for match in pattern.finditer(view.text):
            yield Found(*match.span(), kind, "", doubt, mask=False)
