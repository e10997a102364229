"""What a feed or a subscription follows: words, a category, a party or an agency; all of them together must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet

from daylight.core.refusal import Refusal
from daylight.portal import finding, partypages, queries
from daylight.portal.models import PublicDecision

NO_CODE = "统一社会信用代码应为 18 位，请核对。"


@dataclass(frozen=True, slots=True)
class Followed:
    """Empty fields ask for nothing; all empty follows everything."""

    q: str = ""
    category: str = ""
    party: str = ""
    agency: str = ""

    @property
    def question(self) -> str:
        """The query string, always in the same order."""
        asked = {"q": self.q, "category": self.category, "party": self.party, "agency": self.agency}
        return urlencode({name: value for name, value in asked.items() if value})


def read(values: Mapping[str, str]) -> Followed:
    """From a query string or a form; what is no code of a party is left out, and named by ``faults``."""
    party = values.get("party", "").strip().upper()
    return Followed(
        q=values.get("q", "").strip()[:60],
        category=values.get("category", "").strip()[:32],
        party=party if partypages.is_code(party) else "",
        agency=values.get("agency", "").strip()[:32],
    )


def faults(values: Mapping[str, str]) -> list[Refusal]:
    """What of it cannot be understood: following everything in its place would tell the reader nothing he wanted."""
    party = values.get("party", "").strip().upper()
    known = not party or partypages.is_code(party)
    return [] if known else [Refusal("field.credit_code", NO_CODE, field="party")]


def parsed(question: str) -> Followed:
    """From a kept query string."""
    return read(dict(parse_qsl(question)))


def decisions(followed: Followed) -> QuerySet[PublicDecision]:
    """Standing decisions that answer, newest first."""
    rows = queries.standing()
    if followed.q:
        rows = rows.filter(pk__in=finding.newest(followed.q))
    if followed.category:
        rows = rows.filter(category=followed.category)
    if followed.party:
        rows = rows.filter(credit_code=followed.party, party_kind="organisation")
    if followed.agency:
        rows = rows.filter(agency_code=followed.agency)
    return rows


def said(followed: Followed) -> str:
    """In words, e.g. “行政处罚、含“占地”的公示”."""
    parts = []
    if followed.agency:
        named = queries.standing().filter(agency_code=followed.agency).values_list("agency_name", flat=True).first()
        parts.append(named or followed.agency)
    if followed.party:
        named = partypages.of(followed.party).values_list("party_display", flat=True).first()
        parts.append(f"{named or followed.party}（单位）")
    if followed.category:
        parts.append(followed.category)
    if followed.q:
        parts.append(f"含“{followed.q}”")
    return "、".join(parts) + "的公示" if parts else "全部公示"
