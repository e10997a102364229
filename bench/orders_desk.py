"""A case as a clerk's desk holds it: plain values that can be put right or spoilt, and the facts the gates are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bench.orders_papers import PAPERS
from bench.orders_side import (
    SIDE_SPOILS,
    Side,
    closing_facts,
    court_facts,
    drafted,
    host_facts,
    lawful_end,
    plain_decision,
)
from daylight.core import facts as f
from daylight.core.moment import BEIJING

OPENED_ON = date(2026, 1, 5)
BODY, WRONG_BODY = "海阳市人民政府", "烟台市自然资源和规划局"
FIELDS = (
    "party", "address", "facts", "evidence", "notice", "basis", "discretion", "content", "performance", "payee", "surcharge",
    "agency", "remedy",
)  # fmt: skip
HOSTED = frozenset({"summon_hearing", "record_hearing"})
FILMED = frozenset({"site_inspection", "inquiry", "hearing", "service_by_leaving"})


@dataclass
class Officer:
    person: str
    card: str
    until: date = date(2028, 1, 1)
    status: str = "valid"
    category: str = "行政处罚"


@dataclass
class Visit:
    on: date
    officers: list[Officer]
    shown_on: date | None


@dataclass
class Notice:
    sent: date
    received: date | None
    kinds: set[str]
    fine: int | None
    offered: bool = True
    statement_waived: date | None = None
    hearing_waived: date | None = None
    new_facts: str = ""


@dataclass
class Desk:
    """Everything about one case that somebody could get wrong. `history` holds the moves that were let through."""

    today: date = OPENED_ON
    history: list[str] = field(default_factory=list)
    assigned: list[Officer] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    five: list[bool | None] = field(default_factory=lambda: [None] * 5)
    ended_on: date | None = None
    continuing: bool = False
    rural: bool = False
    rural_reason: str = ""
    reviewer: str = "5"
    reviewer_new: bool = True
    reviewer_card: str = ""
    recused: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    statements: list[tuple[date, date | None]] = field(default_factory=list)
    asked_on: date | None = None
    withdrawn_on: date | None = None
    invited_on: date | None = None
    held_on: date | None = None
    hearing_record: bool = False
    listed: bool = False
    passed_on: date | None = None
    passed_text: str = ""
    text: str = "a"
    grave: bool = False
    discussed_on: date | None = None
    speakers: list[str] = field(default_factory=list)
    silent: bool = False
    concluded: bool = True
    signed: bool = True
    kinds: set[str] = field(default_factory=lambda: {"fine"})
    area: int = 100
    rate: int = 200
    fine: int | None = 20000
    grade: str = "t04_lighter"
    why_deviate: str = ""
    blank: str = ""
    remedy_body: str = BODY
    suit: str = "六个月"
    dated: date | None = None
    seal: bool = False
    fined_before: bool = False
    searched: bool = False
    farmland: int = 0
    crime: str = ""
    crime_reason: str = ""
    delivered_on: date | None = None
    films: set[str] = field(default_factory=set)
    excuse: str = ""
    altered: bool = False
    outcome: str = ""
    materials: bool = False
    unpaid: int = 0
    discipline: bool = False
    discipline_on: date | None = None
    papers: set[str] = field(default_factory=set)
    side: Side = field(default_factory=Side)

    @property
    def drafted(self) -> bool:
        return drafted(self.history)

    @property
    def punishing(self) -> bool:
        """Whether what is drafted, or would be, is a penalty."""
        return self.side.way == "punish"

    def mend(self) -> None:
        """Put everything right for whatever comes next."""
        kept = self.today, self.history, self.side.mended(self.today)
        fresh = Desk()
        self.__dict__.update(fresh.__dict__)
        self.today, self.history, self.side = kept
        pair = [Officer("1", "c1"), Officer("2", "c2")]
        self.assigned, self.five = pair, [True] * 5
        self.visits = [Visit(self.today - timedelta(20), pair, self.today - timedelta(20))]
        self.ended_on = self.today - timedelta(200)
        self.reviewer_card = "A1"
        told = self.today - timedelta(40)
        self.notices = [Notice(told, told, {"fine"}, 20000)]
        self.dated, self.seal, self.searched = self.today, True, True
        self.films, self.papers = set(FILMED), set(PAPERS)
        self.outcome, self.materials = lawful_end(self.history), True


def _day(n: int) -> timedelta:
    return timedelta(days=(1, 3, 5, 6, 7, 8, 10, 40)[n % 8])


def _spoil(name: str, *values: Callable[[Desk], object]) -> Callable[[Desk, int], None]:
    def change(desk: Desk, n: int) -> None:
        setattr(desk, name, values[n % len(values)](desk))

    return change


def _officer(desk: Desk, n: int) -> None:
    if not desk.assigned:
        return
    first = desk.assigned[0]
    broken = (
        Officer("1", "c1"),
        Officer("9", "c1"),
        Officer("2", "c2", until=desk.today - timedelta(1)),
        Officer("2", "c2", status="suspended"),
        Officer("2", "c2", category="行政许可"),
        Officer("2", ""),
        Officer("2", "c2", until=desk.today),
        Officer("3", "c3"),
    )[n % 8]
    desk.assigned = [first, broken]


def _visit(desk: Desk, n: int) -> None:
    pair = [Officer("1", "c1"), Officer("2", "c2")]
    on = desk.today - timedelta(n)
    shown = (on, None, on - timedelta(1), on)[n % 4]
    desk.visits = [*desk.visits[:2], Visit(on, pair[: 1 if n == 3 else 2], shown)]


def _notice(desk: Desk, n: int) -> None:
    day = desk.today - _day(n)
    kinds = ({"fine"}, {"fine", "demolish"}, {"warning"}, {"demolish"})[n % 4]
    amount = (20000, 19999, 30000, None)[n // 2 % 4] if "fine" in kinds else None
    late = None if n == 5 else day + timedelta(n % 2)
    desk.notices = [
        *desk.notices[-1:],
        Notice(day, late, kinds, amount, n not in (2, 6), new_facts="查明" if n == 7 else ""),
    ]


def _waive(desk: Desk, n: int) -> None:
    if desk.notices:
        last = desk.notices[-1]
        day = desk.today + timedelta(1) if n == 7 else (last.received or desk.today) - timedelta(n % 2)
        last.statement_waived, last.hearing_waived = day, None if n % 4 == 3 else day


def _statement(desk: Desk, n: int) -> None:
    made = desk.today - _day(n)
    desk.statements = [*desk.statements[:1], (made, None if n % 3 == 0 else made)]


def _hearing(desk: Desk, n: int) -> None:
    desk.asked_on = desk.today - timedelta(30)
    desk.held_on = (None, desk.today, desk.today + timedelta(1), desk.today - timedelta(2))[n % 4]
    desk.invited_on = None if n == 6 else (desk.held_on or desk.today) - timedelta(days=(9, 11, 13, 20)[n // 2 % 4])
    desk.hearing_record = n % 5 != 4
    desk.withdrawn_on = desk.today if n == 4 else None


def _discussion(desk: Desk, n: int) -> None:
    desk.grave = n != 7
    desk.discussed_on = None if n == 0 else desk.today + timedelta(1 if n == 1 else 0)
    desk.speakers = ["王"] if n == 2 else ["王", "王"] if n == 3 else ["王", "赵"]
    desk.silent, desk.concluded, desk.signed = n == 4, n != 5, n != 6


def _review(desk: Desk, n: int) -> None:
    desk.listed = n % 2 == 0
    desk.passed_on = (None, desk.today, desk.today + timedelta(1), desk.today)[n // 2 % 4]
    desk.passed_text = ("a", "b", "a", "a")[n % 4] if n != 6 else desk.text


def _money(desk: Desk, n: int) -> None:
    desk.rate = (99, 100, 300, 301, 1000, 1001, 30, 31)[n % 8]
    desk.fine = desk.area * desk.rate
    desk.grade = "t04_lighter" if desk.rate <= 300 else "t04_ordinary" if desk.rate <= 600 else "t04_heavier"


SPOILS: dict[str, Callable[[Desk, int], None]] = {
    "officer": _officer,
    "visit": _visit,
    "notice": _notice,
    "waive": _waive,
    "statement": _statement,
    "hearing": _hearing,
    "discussion": _discussion,
    "review": _review,
    "money": _money,
    "condition": lambda d, n: d.five.__setitem__(n % 5, None if n % 2 else False),
    "ended": _spoil(
        "ended_on", lambda d: None, lambda d: d.today - timedelta(800), lambda d: date(2021, 8, 31),
        lambda d: date(2021, 9, 1), lambda d: d.today + timedelta(1), lambda d: d.today.replace(year=d.today.year - 2, day=1),
    ),
    "continuing": _spoil("continuing", lambda d: True, lambda d: False),
    "rural": _spoil("rural", lambda d: True),
    "rural reason": _spoil("rural_reason", lambda d: "综合执法", lambda d: " "),
    "reviewer": _spoil("reviewer", lambda d: "1", lambda d: "6"),
    "reviewer card": _spoil("reviewer_card", lambda d: "", lambda d: "A1"),
    "reviewer new": _spoil("reviewer_new", lambda d: False, lambda d: True),
    "recusal": _spoil("recused", lambda d: {"1"}, lambda d: {"5"}, lambda d: {"9"}),
    "text": _spoil("text", lambda d: "b"),
    "kinds": _spoil(
        "kinds", lambda d: {"fine", "demolish"}, lambda d: {"fine", "warning"}, lambda d: {"demolish"},
        lambda d: {"fine", "confiscate_property"},
    ),
    "grade": _spoil(
        "grade", lambda d: "", lambda d: "t01_lighter", lambda d: "t04_ordinary", lambda d: "t04_heavier", lambda d: "t04_lighter"
    ),
    "deviation": _spoil("why_deviate", lambda d: "主动拆除"),
    "area": _spoil("area", lambda d: 101, lambda d: 7),
    "fine": _spoil("fine", lambda d: None, lambda d: (d.fine or 0) + 1, lambda d: d.area * d.rate),
    "blank": _spoil("blank", *(lambda d, each=each: each for each in (*FIELDS, ""))),
    "remedy": _spoil("remedy_body", lambda d: WRONG_BODY, lambda d: BODY),
    "suit": _spoil("suit", lambda d: "十五日", lambda d: "六十个月", lambda d: "六个月"),
    "date": _spoil("dated", lambda d: None, lambda d: d.today + timedelta(1), lambda d: d.today - timedelta(3)),
    "seal": _spoil("seal", lambda d: False),
    "prior": _spoil("fined_before", lambda d: True),
    "search": _spoil("searched", lambda d: False),
    "farmland": _spoil("farmland", lambda d: 6660, lambda d: 6670, lambda d: 20000),
    "crime": _spoil("crime", lambda d: "transfer", lambda d: "keep", lambda d: ""),
    "crime reason": _spoil("crime_reason", lambda d: "地类不是耕地", lambda d: " "),
    "delivered": _spoil("delivered_on", lambda d: d.today, lambda d: None),
    "films": _spoil("films", lambda d: set(), lambda d: {"site_inspection"}, lambda d: {"inquiry", "hearing"}),
    "excuse": _spoil("excuse", lambda d: "存储卡损坏", lambda d: " "),
    "altered": _spoil("altered", lambda d: True),
    "outcome": _spoil("outcome", lambda d: "", lambda d: "fly", lambda d: "terminated", lambda d: "enforcement_applied",
                      lambda d: "performed", lambda d: "no_penalty", lambda d: "moved", lambda d: "enforcement_ended",
                      lambda d: "other"),
    "materials": _spoil("materials", lambda d: False),
    "unpaid": _spoil("unpaid", lambda d: 1, lambda d: 20000),
    "discipline": _spoil("discipline", lambda d: True),
    "discipline sent": _spoil("discipline_on", lambda d: d.today, lambda d: None),
    "paper": lambda d, n: d.papers.difference_update(sorted(PAPERS)[n :: 13]),
    **SIDE_SPOILS,
}  # fmt: skip


def facts_of(desk: Desk, move: str = "") -> f.CaseFacts:
    """What the gates of ``move`` are shown, as the acts would gather it."""
    hearing = f.HearingFacts(
        requested_on=desk.asked_on, withdrawn_on=desk.withdrawn_on, notified_on=desk.invited_on, held_on=desk.held_on,
        record_final=desk.hearing_record,
    )  # fmt: skip
    review = f.ReviewFacts(
        catalog_hits=("罚款超过十万元",) if desk.listed else (), passed_on=desk.passed_on,
        passed_dossier_sha256=desk.passed_text, current_dossier_sha256=desk.text,
        reviewer=f.ReviewerFacts(
            person_id=desk.reviewer, name="审核人", legal_qualification=desk.reviewer_card, first_time=desk.reviewer_new
        ),
    )  # fmt: skip
    return f.CaseFacts(
        area="370687",
        assigned=tuple(map(_officer_facts, desk.assigned)),
        visits=tuple(map(_visit_facts, desk.visits)),
        opening=f.OpeningFacts(
            **dict(zip(
                ("identified_offender", "unlawful_fact", "punishable", "own_jurisdiction", "within_limitation"),
                desk.five, strict=True,
            )),
            act_ended_on=desk.ended_on, continuing=desk.continuing, item="T04",
        ),
        jurisdiction=f.JurisdictionFacts(rural_house=desk.rural, reason=desk.rural_reason),
        roles=f.RolesFacts(
            handlers=frozenset(each.person for each in desk.assigned), reviewers=frozenset({desk.reviewer}),
            recused=frozenset(desk.recused),
            hearing_hosts=frozenset({desk.side.host}) if move in HOSTED else frozenset(),
        ),
        notices=tuple(map(_notice_facts, desk.notices)) if desk.punishing or not desk.drafted else None,
        statements=tuple(f.StatementFacts(made_on=made_on, reviewed_on=seen) for made_on, seen in desk.statements),
        hearing=hearing,
        review=review,
        discussion=f.DiscussionFacts(
            needed=desk.grave, held_on=desk.discussed_on, attendees=tuple(desk.speakers),
            opinions={} if desk.silent else dict.fromkeys(desk.speakers, "同意"),
            conclusion="同意" if desk.concluded else "", signed=desk.signed,
        ),
        decision=_decision_facts(desk) if desk.drafted else None,
        host=host_facts(desk),
        court=court_facts(desk),
        set_aside=desk.side.fallen,
        prior=f.PriorFacts(fines_for_same_act=("旧决定",) if desk.fined_before else (), searched=desk.searched),
        transfer=f.TransferFacts(
            item="T04", measures={"farmland_occupied": Decimal(desk.farmland)}, decision=desk.crime, reason=desk.crime_reason,
            delivered_on=desk.delivered_on,
        ),
        recordings=f.RecordingFacts(
            required={code: code for code in ("site_inspection", "inquiry")}, present=frozenset(desk.films),
            excused={"inquiry": desk.excuse},
        ),
        sealed=(f.SealedThing(title="决定书", sealed_sha256="s", current_sha256="t" if desk.altered else "s"),),
        closing=closing_facts(desk) if move == "close_case" else None,
        final_documents=frozenset(desk.papers),
    )  # fmt: skip


def _officer_facts(each: Officer) -> f.OfficerFacts:
    return f.OfficerFacts(
        person_id=each.person, name=each.person, certificate_number=each.card, valid_from=date(2020, 1, 1),
        valid_until=each.until, status=each.status, categories=frozenset({each.category}), areas=frozenset({"370687"}),
    )  # fmt: skip


def _visit_facts(each: Visit) -> f.VisitFacts:
    shown = each.shown_on and datetime.combine(each.shown_on, time(9), BEIJING)
    return f.VisitFacts(
        title="现场勘测", on=each.on, officers=tuple(map(_officer_facts, each.officers)), identity_shown_at=shown
    )


def _notice_facts(each: Notice) -> f.NoticeFacts:
    return f.NoticeFacts(
        sent_on=each.sent, received_on=each.received, penalties=frozenset(each.kinds),
        fine=None if each.fine is None else Decimal(each.fine), hearing_offered=each.offered,
        statement_waived_on=each.statement_waived, hearing_waived_on=each.hearing_waived, new_facts=each.new_facts,
    )  # fmt: skip


def _decision_facts(desk: Desk) -> f.DecisionFacts:
    if not desk.punishing:
        return plain_decision(desk)
    words = dict.fromkeys(FIELDS, "已写明")
    words["remedy"] = f"收到之日起六十日内向{desk.remedy_body}申请复议，或者{desk.suit}内起诉"
    words["decided_on"] = str(desk.dated or "")
    words.pop(desk.blank, None)
    return f.DecisionFacts(
        item="T04", penalties=frozenset(desk.kinds), fine=None if desk.fine is None else Decimal(desk.fine),
        parts=(f.FinePart(kind="rate_area", quantity=Decimal(desk.area), rate=Decimal(desk.rate)),), grade=desk.grade,
        deviation_reason=desk.why_deviate, act_on=desk.ended_on, continuing=desk.continuing, decided_on=desk.dated,
        fields=words, seal_ok=desk.seal,
    )  # fmt: skip
