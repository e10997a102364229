"""The law a second time, written from the articles and not from the program: what nobody may do, move by move.

It shares no code with the gates: its own order of acts, its own calendar, its own arithmetic. Where the two disagree,
one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bench.orders_days import workdays_strictly_between, worked
from bench.orders_desk import BODY, HOSTED, Desk, Officer
from bench.orders_more import CONDITIONS, certified, closing, to_court
from bench.orders_way import DECIDED_IN, PAPERS, order

NEW_LAND_LAW = date(2021, 9, 1)
GRADES = {
    "t04_lighter": ((0, 10), (100, 300)),
    "t04_ordinary": ((10, 20), (300, 600)),
    "t04_heavier": ((20, 30), (600, 1000)),
}


def wrongs(desk: Desk, move: str) -> list[str]:
    """Why the law forbids this move now; empty when it does not."""
    return [
        why for rule in (order, _papers, *CONDITIONS.get(move, ()), *RULES.get(move, ())) for why in rule(desk, move)
    ]


def _papers(desk: Desk, move: str) -> Iterator[str]:
    for paper in PAPERS.get(move, "").split():
        if paper not in desk.papers:
            yield f"no {paper}"
    if move in ("send_for_review", "submit_for_approval", "issue_decision") and not desk.papers & set(DECIDED_IN):
        yield "no decision in any form"
    if move in ("send_for_review", "submit_for_approval") and desk.held_on and "hearing_report" not in desk.papers:
        yield "no report of the hearing"
    if move == "conclude_investigation":
        records = {"site_record": "site_inspection", "inquiry_record": "inquiry"}
        made = [each for each in records if each in desk.papers]
        if not made:
            yield "neither record"
        for each in made:
            if records[each] not in desk.films:
                yield f"{each} not filmed"
    if move == "serve_notice" and _hearing_due(desk) and "hearing_notice" not in desk.papers:
        yield "no hearing notice"
    if move == "record_hearing" and "hearing" not in desk.films:
        yield "hearing not filmed"


def _team(officers: list[Officer], on: date) -> Iterator[str]:
    if len({each.person for each in officers}) < 2 or len({each.card or each.person for each in officers}) < 2:
        yield "fewer than two officers"
    for each in officers:
        if not each.card or each.status != "valid" or each.until < on or each.category != "行政处罚":
            yield f"certificate of {each.person}"


def officers(desk: Desk, _: str) -> Iterator[str]:
    yield from _team(desk.assigned, desk.today)
    for each in desk.visits:
        yield from _team(each.officers, each.on)


def identity(desk: Desk, _: str) -> Iterator[str]:
    if any(each.shown_on != each.on for each in desk.visits):
        yield "certificate not shown"


def opening(desk: Desk, _: str) -> Iterator[str]:
    if desk.five.count(True) < 5:
        yield "a condition for opening fails"
    if desk.continuing:
        return
    ended = desk.ended_on
    if ended is None or ended > desk.today:
        yield "no end of the act"
        return
    two_years = date(ended.year + 2, ended.month, 28 if (ended.month, ended.day) == (2, 29) else ended.day)
    while not worked(two_years):
        two_years += timedelta(1)
    if desk.today > two_years:
        yield "out of time"


def elsewhere(desk: Desk, _: str) -> Iterator[str]:
    if desk.rural and desk.rural_reason.strip() == "":
        yield "belongs to another authority"


def apart(desk: Desk, move: str) -> Iterator[str]:
    handlers = {each.person for each in desk.assigned}
    hosts = {desk.side.host} if move in HOSTED else set()
    if hosts & handlers:
        yield "handler presides"
    if desk.reviewer in handlers:
        yield "handler reviews"
    if desk.recused & (handlers | hosts | {desk.reviewer}):
        yield "somebody withdrawn takes part"


def qualified(desk: Desk, _: str) -> Iterator[str]:
    if desk.reviewer_new and not desk.reviewer_card:
        yield "reviewer without qualification"


def spared(desk: Desk) -> bool:
    """Nobody is to be punished: there is nothing to announce and nothing to measure."""
    return desk.drafted and not desk.punishing


def waited(desk: Desk, _: str) -> Iterator[str]:
    if spared(desk):
        return
    if not desk.notices or desk.notices[-1].received is None or desk.notices[-1].received > desk.today:
        yield "not notified"
        return
    last = desk.notices[-1]
    received = desk.notices[-1].received
    waits = [last.statement_waived]
    if last.offered and desk.asked_on is None:
        waits.append(last.hearing_waived)
    for waived in waits:
        if waived is None:
            # Five working days must lie between the receipt and today, so that the last of them is over.
            if workdays_strictly_between(received, desk.today) < 5:
                yield "decided too early"
        elif not received <= waived <= desk.today:
            yield "a waiver out of time"
    if any(seen is None for _, seen in desk.statements):
        yield "statement not reviewed"
    if desk.drafted and desk.kinds - last.kinds:
        yield "a penalty nobody was told of"


def _hearing_due(desk: Desk) -> bool:
    told = set().union(*(each.kinds for each in desk.notices)) if desk.notices else set()
    fined = any(each.fine for each in desk.notices)
    if spared(desk):
        return False
    if desk.drafted:
        told |= desk.kinds
        fined = fined or bool(desk.fine)
    return fined or bool(told & {"fine", "demolish"})


def heard(desk: Desk, _: str) -> Iterator[str]:
    if spared(desk):
        return
    if _hearing_due(desk) and not (desk.notices and desk.notices[-1].offered):
        yield "no hearing offered"
    if desk.asked_on is None or desk.withdrawn_on is not None:
        return
    held, invited = desk.held_on, desk.invited_on
    if held is None or held > desk.today:
        yield "hearing not held"
    else:
        if not desk.hearing_record:
            yield "hearing without record"
        # The seventh working day after the invitation may be the day of the hearing itself.
        seventh = held if worked(held) else max(d for d in (held - timedelta(n) for n in range(12)) if worked(d))
        if invited is None or workdays_strictly_between(invited, seventh) < 6 or not _in_time(invited, held):
            yield "invited too late"


def _in_time(invited: date, held: date) -> bool:
    return workdays_strictly_between(invited, held + timedelta(1)) >= 7


def not_heavier(desk: Desk, _: str) -> Iterator[str]:
    if not desk.drafted or spared(desk):
        return
    received = [each for each in desk.notices if each.received]
    if received and desk.fine and desk.fine > (received[-1].fine or 0):
        yield "fined more than told"
    spoken = [made for made, _ in desk.statements] + ([desk.held_on] if desk.held_on else [])
    for n in range(1, len(received)):
        one, two = received[n - 1], received[n]
        heavier = (two.fine or 0) > (one.fine or 0) or not two.kinds <= one.kinds
        if heavier and not two.new_facts and any((one.received or two.sent) <= day <= two.sent for day in spoken):
            yield "heavier for having spoken"


def fine(desk: Desk, _: str) -> Iterator[str]:
    if not desk.drafted or spared(desk) or (desk.fine is None and "fine" not in desk.kinds):
        return
    act = desk.ended_on or (desk.dated or desk.today if desk.continuing else None)
    if act is None:
        yield "no date of the act"
        return
    period = 0 if act < NEW_LAND_LAW else 1
    low, high = ((0, 30), (100, 1000))[period]
    if not low <= desk.rate <= high:
        yield "fine out of range"
    if desk.fine != desk.area * desk.rate:
        yield "fine miscalculated"
    if desk.grade not in GRADES:
        yield "no grade"
    elif not GRADES[desk.grade][period][0] <= desk.rate <= GRADES[desk.grade][period][1] and not desk.why_deviate:
        yield "grade left without reason"


def review_needed(desk: Desk) -> bool:
    return desk.listed or desk.held_on is not None


def reviewed(desk: Desk, _: str) -> Iterator[str]:
    if not review_needed(desk):
        return
    if desk.passed_on is None or desk.passed_on > desk.today:
        yield "not reviewed"
    elif desk.passed_text != desk.text:
        yield "reviewed another text"


def must_be_sent(desk: Desk, _: str) -> Iterator[str]:
    if review_needed(desk):
        yield "round the review"


def discussed(desk: Desk, _: str) -> Iterator[str]:
    if not desk.grave and desk.discussed_on is None:
        return
    if desk.discussed_on is None or desk.discussed_on > desk.today:
        yield "not discussed"
    elif len(set(desk.speakers)) < 2 or desk.silent or not desk.concluded or not desk.signed:
        yield "discussed on paper only"


def once(desk: Desk, _: str) -> Iterator[str]:
    if desk.punishing and desk.fine and (desk.fined_before or not desk.searched):
        yield "fined twice or not looked up"


def whole(desk: Desk, _: str) -> Iterator[str]:
    if desk.dated is None or desk.dated > desk.today or not desk.seal:
        yield "date or seal"
    if desk.side.way == "transfer":
        if desk.blank in ("party", "facts", "basis", "agency"):
            yield f"{desk.blank} left out of the letter"
        return
    if not desk.punishing and desk.blank in ("party", "facts", "evidence", "basis", "agency", "remedy"):
        yield f"{desk.blank} left out"
    optional = ("payee", "surcharge")
    if desk.punishing and desk.blank and (desk.blank not in optional or desk.fine):
        yield f"{desk.blank} left out"
    if desk.blank != "remedy":
        right = "十五日" if desk.punishing and "demolish" in desk.kinds else "六个月"
        if desk.remedy_body != BODY or desk.suit != right:
            yield "wrong remedy"


def crime(desk: Desk, move: str) -> Iterator[str]:
    # Ten mu are 6,666.67 m²; the table of areas never comes nearer than 3 m².
    if desk.farmland < 6667:
        return
    if desk.crime not in ("transfer", "keep"):
        yield "no decision on transfer"
    elif desk.crime == "keep" and not desk.crime_reason.strip():
        yield "kept without reason"
    elif desk.crime == "transfer" and move == "close_case" and desk.delivered_on is None:
        yield f"{move} before the transfer"


def unaltered(desk: Desk, _: str) -> Iterator[str]:
    if desk.altered:
        yield "an issued paper was altered"


def filmed(desk: Desk, _: str) -> Iterator[str]:
    if "site_inspection" not in desk.films or ("inquiry" not in desk.films and not desk.excuse.strip()):
        yield "not filmed"


def held_lawfully(desk: Desk, _: str) -> Iterator[str]:
    """A hearing held today: the party was told of the right, and of the day seven working days before."""
    if spared(desk):
        return
    if _hearing_due(desk) and not (desk.notices and desk.notices[-1].offered):
        yield "no hearing offered"
    if desk.asked_on is None or desk.withdrawn_on is not None:
        return
    invited = desk.invited_on
    if invited is None or workdays_strictly_between(invited, desk.today) < 6 or not _in_time(invited, desk.today):
        yield "invited too late"


DRAFT = (waited, heard, not_heavier, fine)
RULES: dict[str, tuple[Callable[[Desk, str], Iterator[str]], ...]] = {
    "register_lead": (elsewhere,),
    "request_opening": (elsewhere,),
    "record_hearing": (apart, certified, held_lawfully),
    "summon_hearing": (apart, certified),
    "record_performance": (officers,),
    "apply_court": (to_court,),
    "open_case": (opening, officers, apart, elsewhere),
    "conclude_investigation": (officers, identity),
    "send_for_review": DRAFT,
    "submit_for_approval": (*DRAFT, reviewed, must_be_sent),
    "pass_dossier": (apart, qualified),
    "approve_decision": (reviewed, discussed, crime),
    "issue_decision": (*DRAFT, reviewed, once, whole, crime, unaltered),
    "close_case": (closing, crime),
    "archive_case": (filmed, unaltered),
}
