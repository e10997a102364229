"""分歧: 承办坚持 → 协调 → 负责人决定或者集体讨论. It ends with a record and with nothing else (海国土资发〔2017〕90号).

An end in favour of the handlers does not pass the dossier: it lets them send the same draft again, and the reviewer's new
verdict may stand on the record. A pass on the very hash stays the only way to a decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.review import events
from daylight.review.holding import locked, record
from daylight.review.models import Disagreement, Dossier
from daylight.review.thread_models import OUTCOMES, WAYS

CITE = "海国土资发〔2017〕90号一（三）1"
DISCUSSED = "G10"


@act(events.DISAGREED)
def disagree(dossier: Dossier, elements: Sequence[str], stand: str, *, actor: Person, now: datetime) -> Disagreement:
    """A handler insists on ``elements`` of a returned dossier, with reasons. Nothing is sent again until it is settled."""
    fresh = locked(dossier)
    require(actor, "decision.draft", scope_of(fresh.case))
    last = fresh.case.dossiers.order_by("-round").first()
    if fresh.state != "returned" or last is None or last.pk != fresh.pk:
        raise refuse("review.state", "只有最近一次被退回的送审卷可以提出分歧；请刷新页面核对。", CITE)
    if Disagreement.objects.filter(dossier=fresh).exists():
        raise refuse("review.disagreement", "这次退回已经提出过分歧，请等待协调。", CITE)
    wrong = set(fresh.findings.filter(verdict__in=("fails", "mend")).values_list("element", flat=True))
    named = [code for code in dict.fromkeys(elements) if code in wrong]
    refusals = []
    if not named:
        refusals.append(Refusal("review.element", "请选择对哪几项审核结论有分歧。", CITE, "elements"))
    if not stand.strip():
        refusals.append(Refusal("field.required", "请写明坚持原意见的理由和依据。", CITE, "stand"))
    if refusals:
        raise Refused(refusals)
    made = Disagreement.objects.create(dossier=fresh, elements=named, stand=stand.strip(), by=actor, at=now)
    record(events.DISAGREED, fresh, actor, now, elements=named, stand=made.stand)
    return made


@act(events.COORDINATED)
def coordinate(
    found: Disagreement, text: str, attendees: str, outcome: str = "", *, actor: Person, now: datetime
) -> Disagreement:
    """Record the coordination. ``outcome`` (OUTCOMES) settles it; empty: 协调不一致, it goes to the leader."""
    kept = _open(found, actor)
    if kept.coordinated_at is not None:
        raise refuse("review.coordinated", "协调记录已经作出，不能再改；请由负责人决定或者集体讨论。", CITE)
    refusals = []
    if not text.strip():
        refusals.append(Refusal("field.required", "请记录协调的过程和双方的意见。", CITE, "coordination"))
    if len(_names(attendees)) < 2:
        refusals.append(Refusal("review.attendees", "协调须有承办和审核双方参加，请写明参加人员。", CITE, "attendees"))
    if outcome and outcome not in OUTCOMES:
        refusals.append(Refusal("review.outcome", "请选择协调的结果。", CITE, "outcome"))
    if refusals:
        raise Refused(refusals)
    kept.coordination, kept.attendees, kept.agreed = text.strip(), attendees.strip(), bool(outcome)
    kept.coordinated_by, kept.coordinated_at = actor, now
    if outcome:
        kept.way, kept.outcome, kept.decision = "coordination", outcome, kept.coordination
        kept.settled_by, kept.settled_at = actor, now
    kept.save()
    data = {"text": kept.coordination, "attendees": kept.attendees, "agreed": kept.agreed, "outcome": outcome}
    record(events.COORDINATED, kept.dossier, actor, now, **data)
    return kept


@act(events.SETTLED)
def settle(
    found: Disagreement,
    way: str,
    outcome: str,
    decision: str,
    opinions: Sequence[Mapping[str, str]] = (),
    *,
    actor: Person,
    now: datetime,
) -> Disagreement:
    """负责人决定 or 集体讨论, after a coordination that failed. ``opinions``: ``[{"name", "opinion"}]`` of a discussion."""
    kept = _open(found, actor)
    refusals = []
    if kept.coordinated_at is None:
        refusals.append(Refusal("review.coordination", "还没有协调记录，请先组织协调并记录。", CITE, "way"))
    if way not in WAYS or way == "coordination":
        refusals.append(Refusal("review.way", "请选择由负责人决定还是集体讨论决定。", CITE, "way"))
    if outcome not in OUTCOMES:
        refusals.append(Refusal("review.outcome", "请选择按哪一方的意见办理。", CITE, "settle_outcome"))
    if not decision.strip():
        refusals.append(Refusal("field.required", "请写明决定和理由。", CITE, "decision"))
    said = [{"name": o["name"].strip(), "opinion": o["opinion"].strip()} for o in opinions]
    if way == "collective":
        # As many as a collective discussion needs anywhere (处罚法第57条), each with his words.
        rule = lawpack.current().gate(DISCUSSED, local_date(now))
        least = int(rule.parameters["min_attendees"])
        if len({o["name"] for o in said if o["name"] and o["opinion"]}) < least:
            message = f"集体讨论至少要记录 {least} 名出席人的意见，请一人一行写明姓名和意见。"
            refusals.append(Refusal("review.opinions", message, rule.cite, "opinions"))
    if refusals:
        raise Refused(refusals)
    kept.way, kept.outcome, kept.decision = way, outcome, decision.strip()
    kept.opinions = said if way == "collective" else []
    kept.settled_by, kept.settled_at = actor, now
    kept.save()
    data = {"way": way, "outcome": outcome, "decision": kept.decision, "opinions": kept.opinions}
    record(events.SETTLED, kept.dossier, actor, now, **data)
    return kept


def _open(found: Disagreement, actor: Person) -> Disagreement:
    fresh = locked(found.dossier)
    require(actor, "review.settle", scope_of(fresh.case))
    kept = Disagreement.objects.select_for_update(of=("self",)).select_related("dossier__case").get(pk=found.pk)
    if kept.settled_at is not None:
        raise refuse("review.settled", "这项分歧已经了结，请刷新页面查看。", CITE)
    return kept


def _names(text: str) -> list[str]:
    return [each for each in text.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if each]
