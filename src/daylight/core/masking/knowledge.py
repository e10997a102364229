"""案情已知: every written form of what the case already knows about people. This net, not pattern matching, carries recall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from daylight.core import identifiers
from daylight.core.masking import names
from daylight.core.masking.latin import latin_forms
from daylight.core.masking.pieces import pieces, scattered
from daylight.core.masking.shapes import Facts, Found, MaskRules, Someone
from daylight.core.masking.views import Views
from daylight.core.textmap import folded

SURNAME_ROLES = frozenset(["party", "legal_rep", "operator", "respondent"])
_TITLES = "先生|女士|同志|经理|老板|师傅|主任|书记|会计|支书|厂长|队长|大爷|大妈|老师|某某|某"
_LAST_DIGITS = re.compile(r"(?:尾号|尾数|末[四4六6]位|后[四4六6]位)(?:数字)?[为是:：(（“\"]{0,3}([\dX]{4,6})")
_ADMIN = re.compile(r"省|自治区|市|县|区|镇|乡|街道(?:办事处)?|村(?:民委员会|委会)?|社区")
_LEAST_ADDRESS = 5
_NUMBERS = ("id_number", "phone", "account", "other_id")


def kind_of_name(person: Someone) -> str:
    """Which rule treats this person's name."""
    if person.kind == "organisation":
        return "other_name"
    if person.minor or person.role not in SURNAME_ROLES:
        return "other_name"
    return "representative_name" if person.role in ("legal_rep", "operator") else "party_name"


def hidden_people(facts: Facts) -> list[Someone]:
    """Everybody whose name may not stand as it is: people who are not in office, and organisations that reported or testify."""
    return [
        person
        for person in facts.people
        if not person.public and (person.kind == "person" or person.role not in (*SURNAME_ROLES, "third", "victim"))
    ]


def replacements(facts: Facts, rules: MaskRules) -> dict[str, str]:
    """Name → what the public reads. A name both as party and as witness gets the stricter form."""
    people = hidden_people(facts)
    by_surname = [person.name for person in people if rules.how(kind_of_name(person)) == "surname"]
    result: dict[str, str] = dict(names.masked_names(by_surname))
    for person in people:
        if rules.how(kind_of_name(person)) not in ("surname", "keep"):
            result[person.name] = rules.replacement(kind_of_name(person))
    return result


def find(views: Views, facts: Facts, rules: MaskRules) -> Iterator[Found]:
    """Finds with offsets in `views.tight`."""
    masked = replacements(facts, rules)
    public = {folded(person.name) for person in facts.people if person.public}
    for person in hidden_people(facts):
        for written in (person.name, *person.aliases):
            yield from _name(views, person, written, masked.get(person.name, ""), public)
        yield from _parts_of_name(views, person, facts, masked.get(person.name, ""))
        yield from _in_latin(views, person, masked.get(person.name, ""))
        yield from _short_firm(views, person, facts)
    for person in facts.people:
        if person.public:
            continue
        for kind, values in person.values.items():
            if person.kind == "organisation" and kind in ("address", "phone"):
                continue  # an organisation's own address and telephone are published
            for value in values:
                yield from _value(views, kind, value)
    for secret in facts.secrets:
        for start, end in views.tight.find(folded(secret)):
            yield Found(start, end, "trade_secret", "")


def _name(views: Views, person: Someone, written: str, masked: str, public: set[str]) -> Iterator[Found]:
    kind, needle, words = kind_of_name(person), folded(written), views.words.text
    if person.kind == "person" and len(needle) < 2:
        return
    for start, end in views.tight.find(needle):
        before, after = words[max(0, start - 8) : start], words[end : end + 14]
        if needle in public:
            doubt, mask = "与执法人员同名，请核对这里指的是谁。", False
        elif person.kind == "person" and names.names_a_firm(after):
            doubt, mask = "姓名是字号的一部分，请确认字号是否公开。", False
        elif names.is_word(written) and not names.means_a_person(before, after):
            doubt, mask = "这个姓名也是普通词语，请核对这里指的是不是人。", False
        elif person.kind == "person" and names.names_a_place(after):
            doubt, mask = "姓名可能是地名的一部分，已隐去，请核对。", True
        else:
            doubt, mask = "", True
        yield Found(start, end, kind, masked, doubt, mask)


def _parts_of_name(views: Views, person: Someone, facts: Facts, masked: str) -> Iterator[Found]:
    """Given name alone (a person must look); surname with a title, for those who are hidden fully."""
    if person.kind != "person":
        return
    family = names.surname(person.name)
    given = folded(person.name.replace("·", "")).removeprefix(folded(family))
    if len(given) >= 2:
        for start, end in views.tight.find(given):
            yield Found(
                start, end, kind_of_name(person), "", "只写了名，没有写姓，请核对这里指的是不是本人。", mask=False
            )
    if kind_of_name(person) == "other_name" and re.fullmatch(r"[\u4e00-\u9fff]{1,2}", family):
        alone = all(names.surname(other.name) != family for other in facts.people if other is not person)
        for match in re.finditer(f"{family}(?:{_TITLES})|[老小]{family}(?![\u4e00-\u9fff]某)", views.words.text):
            doubt = "" if alone else "同姓的不止一人，请核对这里指的是谁。"
            yield Found(*match.span(), "other_name", masked, doubt, mask=alone)


def _in_latin(views: Views, person: Someone, masked: str) -> Iterator[Found]:
    """Wang Jianguo for 王建国, in either order, with or without blanks; no part of a longer word."""
    family = names.surname(person.name)
    forms = latin_forms(family, person.name.removeprefix(family)) if person.kind == "person" else ()
    for form in sorted(forms):
        for start, end in views.tight.find(form):
            begin, stop = views.tight.original_span(start, end)
            around = views.original[max(0, begin - 1) : begin] + views.original[stop : stop + 1]
            if not any(each.isascii() and each.isalpha() for each in around):
                yield Found(start, end, kind_of_name(person), masked)


def _short_firm(views: Views, person: Someone, facts: Facts) -> Iterator[Found]:
    """What is left of a hidden organisation's name without its county and its legal form (诚信监督服务社, 诚信)."""
    if person.kind != "organisation":
        return
    others = [folded(other.name) for other in facts.people if other is not person]
    short = names.short_firm(person.name)
    for needle, mask in ((short.without_place, True), (short.brand, False)):
        written = folded(needle)
        if len(written) < 2 or any(written in other for other in others):
            continue
        for start, end in views.tight.find(written):
            sure = mask and len(written) >= 4
            doubt = "" if sure else "可能是要隐去的单位的简称，请核对。"
            yield Found(start, end, "other_name", "", doubt, sure)


def _value(views: Views, kind: str, value: str) -> Iterator[Found]:
    needle = identifiers.compact(folded(value))
    if kind == "address":
        for written in {folded(value), folded(_counted(value))}:
            yield from _address(views, written)
        return
    if len(needle) < 4:
        return
    for variant in _variants(kind, needle):
        for start, end in (*views.tight.find(variant), *scattered(views.tight.text, variant)):
            yield Found(start, end, kind, "")
    if kind in _NUMBERS:
        for start, end, sure in pieces(views.tight.text, needle, kind):
            if sure:
                yield Found(start, end, kind, "")
    if kind in _NUMBERS:
        if kind == "id_number" and len(needle) in (15, 18):
            yield from _mistyped(views, needle)
        for match in _LAST_DIGITS.finditer(views.tight.text):
            if needle.endswith(match[1]):
                yield Found(*match.span(1), kind, "")


def _counted(address: str) -> str:
    """十八号 for 18号: house numbers below a hundred, counted."""
    return re.sub(r"(?<!\d)\d{2}(?!\d)", lambda found: _tens(int(found.group())), address)


def _tens(number: int) -> str:
    ten, one = divmod(number, 10)
    return f"{ten if ten > 1 else ''}十{one or ''}" if ten else str(number)


def _variants(kind: str, needle: str) -> set[str]:
    forms = {needle}
    if kind == "id_number":
        found = identifiers.identity(needle)
        if found:
            forms.add(found.value)
            if found.value[6:8] == "19":
                forms.add(found.value[:6] + found.value[8:17])
            forms.add(found.value[:17])
    if kind == "phone":
        forms.add(needle.removeprefix("+").removeprefix("86"))
    return {form for form in forms if len(form) >= 4}


def _mistyped(views: Views, needle: str) -> Iterator[Found]:
    """The number with up to two wrong characters (one typing error, two exchanged digits)."""
    text, size = views.tight.text, len(needle)
    for run in re.finditer(r"[\dX]{" + str(size) + r",}", text):
        for start in range(run.start(), run.end() - size + 1):
            if sum(a != b for a, b in zip(text[start : start + size], needle, strict=True)) <= 2:
                yield Found(start, start + size, "id_number", "")


def _address(views: Views, needle: str) -> Iterator[Found]:
    """Whole or in part: any stretch that reaches into the detail below the village, however its beginning is shortened."""
    ends = [match.end() for match in _ADMIN.finditer(needle)]
    detail = max((end for end in ends if end < len(needle)), default=0)
    if ends and ends[-1] == len(needle):
        for start, end in views.tight.find(needle):
            yield Found(start, end, "address", "", "住址只到村居，与涉案地块可能相同，请核对是否隐去。", mask=False)
        return
    need = min(3, len(needle) - detail)
    text = views.tight.text
    for offset in range(len(needle) - _LEAST_ADDRESS + 1):
        window = needle[offset : offset + _LEAST_ADDRESS]
        if min(offset + _LEAST_ADDRESS, len(needle)) - max(offset, detail) < need:
            continue
        for start, end in views.tight.find(window):
            left, right = offset, offset + _LEAST_ADDRESS
            while left > 0 and start > 0 and text[start - 1] == needle[left - 1]:
                start, left = start - 1, left - 1
            while right < len(needle) and end < len(text) and text[end] == needle[right]:
                end, right = end + 1, right + 1
            yield Found(start, end, "address", "")
            # Written the other way round, the village follows in brackets: 幸福胡同18号（郭城镇西山村）.
            for before in range(max(0, detail - _LEAST_ADDRESS)):
                if detail - before >= _LEAST_ADDRESS and text.startswith(needle[before:detail], end + 1):
                    yield Found(end + 1, end + 1 + detail - before, "address", "")
                    break
    if len(needle) - detail in (3, 4):
        for start, end in views.tight.find(needle[detail:]):
            if not text[max(0, start - 1) : start].isdigit():
                yield Found(start, end, "address", "", "与住址的门牌相同，请核对是否指同一处。", mask=False)
