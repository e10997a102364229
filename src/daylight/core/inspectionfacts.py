"""案情之检查、听证主持与委托: inspections, random draws, hearing hosts, entrusted bodies, as plain values for the gates."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """行政检查 about to begin. `kind`: daily | special | case. `basis` the filed plan, the approval of the special
    inspection, or the complaint or lead. `done_this_year` inspections of this enterprise so far, of all kinds.

    `yearly_cap` None: no cap published. `superior_ordered`: a special inspection ordered from above.
    """

    kind: str
    on: date
    item_listed: bool = False
    basis: str = ""
    approved_on: date | None = None
    urgent: bool = False
    enterprise: bool = True
    scanned_at: datetime | None = None
    done_this_year: int = 0
    yearly_cap: int | None = None
    superior_ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """双随机抽取. `objects_random`/`officers_random` False: somebody picked them by hand; the rest lets anybody repeat the
    draw: seed, digest of the name lists, moment, who drew and who watched."""

    objects_random: bool = False
    officers_random: bool = False
    seed: str = ""
    roster_sha256: str = ""
    drawn_at: datetime | None = None
    drawn_by: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacts:
    """听证主持人 and the host's own certificate, on the day of the hearing."""

    person_id: str
    name: str
    on: date
    certificate: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrustmentFacts:
    """委托执法. `matter` what is to be done now, `matters` what the paper allows; `published` both sides made it public."""

    body: str
    matter: str
    document_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    matters: frozenset[str] = frozenset()
    published: bool = False
