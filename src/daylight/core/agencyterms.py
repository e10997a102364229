"""本机关的期限: limits of the year and of the lawbook, which belong to no case (年度计划、年报、法规实施满一年)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from daylight.core.deadlines import add_months
from daylight.core.lawclocks import Deadline
from daylight.core.lawdata import LawPack, NotInForce
from daylight.core.lawrecords import Statute

# Dates of every year, and the report on a statute that has been in force for one.
PLAN, YEARBOOK, REPORT = "D33", "D34", "D43"
ONE_YEAR = 12


@dataclass(frozen=True, slots=True)
class AgencyTerm:
    """``about`` what it is about this time; days as the law counts them; ``doubt`` what could not be verified."""

    name: str
    about: str
    due_on: date
    warn_on: date
    cite: str
    doubt: str


def agency_terms(pack: LawPack, today: date, filed: frozenset[int] | None = None) -> tuple[AgencyTerm, ...]:
    """The next of each yearly limit, and the reports whose time runs, the nearest first.

    ``filed``: years whose 检查计划 was filed, so that one done is not asked for and one overdue is shown; None where
    nobody keeps plans."""
    found = [*_yearly(pack, today), *_plans(pack, today, filed), *_reports(pack, today)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.name, each.about)))


def _yearly(pack: LawPack, today: date) -> Iterator[AgencyTerm]:
    rule = _rule(pack, YEARBOOK, today)
    if rule is not None:
        yield _term(pack, rule, today)


def _plans(pack: LawPack, today: date, filed: frozenset[int] | None) -> Iterator[AgencyTerm]:
    """The plan of this year while it is not filed, also after its day; else that of the next."""
    rule = _rule(pack, PLAN, today)
    if rule is None:
        return
    # From the last day of the year before, the next date is the one of the year itself.
    open_years = [year for year in (today.year, today.year + 1) if filed is not None and year not in filed]
    yield _term(pack, rule, date(open_years[0] - 1, 12, 31) if open_years else today)


def _term(pack: LawPack, rule: Deadline, since: date) -> AgencyTerm:
    due = rule.due(since, pack.calendar())
    return AgencyTerm(rule.name, f"应于 {due.due_on.year} 年办理", due.due_on, due.warn_on, rule.cite, rule.doubt)


def _reports(pack: LawPack, today: date) -> Iterator[AgencyTerm]:
    rule = _rule(pack, REPORT, today)
    for versions in pack.rules["statute"].values() if rule is not None else ():
        for each in versions:
            if not isinstance(each, Statute) or rule is None or each.in_force_from > today:
                continue
            year_on = add_months(each.in_force_from, ONE_YEAR)
            due = rule.due(year_on, pack.calendar())
            if year_on <= today <= due.due_on:
                about = f"《{each.name}》{each.in_force_from} 施行，满一年"
                yield AgencyTerm(rule.name, about, due.due_on, due.warn_on, rule.cite, rule.doubt)


def _rule(pack: LawPack, code: str, today: date) -> Deadline | None:
    try:
        return pack.deadline(code, today)
    except NotInForce:
        return None
