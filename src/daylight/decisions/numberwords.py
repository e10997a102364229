"""文种字: the words an agency numbers its papers with."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.cases.models import AllottedNumber


def known_words(agency: Agency, on: date) -> dict[str, str]:
    """Word → what it numbers: the templates and procedures in force, then words of series that were begun before."""
    pack = lawpack.current()
    found: dict[str, str] = {}
    for versions in pack.procedures.values():
        for each in versions:
            if each.in_force_from <= on and (each.until is None or on < each.until) and each.number_word:
                found.setdefault(each.number_word, "案件编号")
    for template in pack.documents(on):
        if template.needs_number and template.word:
            found.setdefault(template.word, template.name)
    for word in AllottedNumber.objects.filter(agency=agency).order_by().values_list("word", flat=True).distinct():
        found.setdefault(word, "曾用文种")
    return found
