"""Closing the gaps of a record: when it was, which clip shows it, why seconds are missing (90号方案一（二）3)."""

from __future__ import annotations

from datetime import datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.coverage import told
from daylight.core.lawrecords import RecordingReason
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.lists import queries as lists
from daylight.recording.acts.media import DUTY, officer_line
from daylight.recording.models import ClipLink, Document, GapReason, Occasion, Recording


@act("recording.occasion.stated")
def state_occasion(
    case: Case,
    item_code: str,
    started_at: datetime,
    ended_at: datetime,
    source: str,
    *,
    paper: Document | None = None,
    replaces: Occasion | None = None,
    actor: Person,
    now: datetime,
) -> Occasion:
    """State when an occasion took place (standard time), from where one knows it; ``paper``: whose bounds this supplies."""
    require(actor, "recording.seal", scope_of(case))
    faults = [*_listed(case, item_code, now), *_bounds(started_at, ended_at, now)]
    if not source.strip():
        faults.append(Refusal("recording.source", "请写明时间从哪里来，例如现场手记、当事人陈述。", DUTY, "source"))
    if paper is not None and paper.case_id != case.pk:
        faults.append(Refusal("recording.paper", "这份文书不在本案里，请重新选择。", DUTY, "paper"))
    if replaces is not None and (replaces.case_id != case.pk or Occasion.objects.filter(replaces=replaces).exists()):
        faults.append(Refusal("recording.replaced", "要更正的登记已经更正过，请刷新页面。", DUTY, "replaces"))
    if paper is not None and replaces is None:
        replaces = Occasion.objects.filter(case=case, item_code=item_code, paper=paper, replaced_by=None).first()
    if faults:
        raise Refused(faults)
    handlers = [officer_line(each.person) for each in case.handlers.select_related("person")]
    occasion = Occasion.objects.create(
        case=case,
        item_code=item_code,
        paper=paper if paper is not None else replaces.paper if replaces else None,
        started_at=started_at,
        ended_at=ended_at,
        source=source.strip()[:200],
        officers=handlers,
        replaces=replaces,
        by=actor,
        at=now,
    )
    _record("recording.occasion.stated", case, actor, now, f"occasion:{occasion.uuid}", {
        "item_code": item_code, "started_at": started_at.isoformat(), "ended_at": ended_at.isoformat(),
        "source": occasion.source, "replaces": str(replaces.uuid) if replaces else "",
    })  # fmt: skip
    return occasion


@act("recording.clip.linked")
def link_clip(recording: Recording, item_code: str, *, actor: Person, now: datetime) -> ClipLink:
    """Say that a recording also shows what a row of the list demands."""
    case = recording.case
    require(actor, "recording.seal", scope_of(case))
    if faults := _listed(case, item_code, now):
        raise Refused(faults)
    if recording.state != "sealed":
        raise refuse("recording.quarantined", f"这份音像已隔离，不能关联：{recording.reason}", DUTY, "recording")
    if recording.item_code == item_code or recording.links.filter(item_code=item_code).exists():
        raise refuse("recording.linked", "这份音像已经关联这一事项，请刷新页面。", DUTY, "recording")
    link = ClipLink.objects.create(recording=recording, item_code=item_code, by=actor, at=now)
    _record("recording.clip.linked", case, actor, now, f"recording:{recording.uuid}", {"item_code": item_code})
    return link


@act("recording.gap.explained")
def explain_gap(
    case: Case,
    item_code: str,
    started_at: datetime,
    ended_at: datetime,
    code: str,
    text: str,
    *,
    actor: Person,
    now: datetime,
) -> GapReason:
    """Account for seconds nobody recorded by a technical reason of the closed list (非因技术原因不得中断)."""
    require(actor, "recording.seal", scope_of(case))
    faults = [*_listed(case, item_code, now), *_bounds(started_at, ended_at, now)]
    known = {each.id: each for each in lawpack.current().all(RecordingReason, local_date(now))}
    rule = known.get(code)
    if rule is None:
        faults.append(Refusal("recording.reason", "请在所列的技术原因中选择一种。", DUTY, "code"))
    elif rule.most_seconds and (ended_at - started_at).total_seconds() > rule.most_seconds:
        faults.append(
            Refusal(
                "recording.reason",
                f"“{rule.name}”最多说明 {told(rule.most_seconds)}，请换一种原因。",
                rule.cite,
                "code",
            )
        )
    if not text.strip():
        faults.append(Refusal("recording.reason", "请写明当时的情况和处理，例如几时发现、怎样补救。", DUTY, "text"))
    if faults:
        raise Refused(faults)
    reason = GapReason.objects.create(
        case=case, item_code=item_code, started_at=started_at, ended_at=ended_at, code=code, text=text.strip(),
        by=actor, at=now,
    )  # fmt: skip
    _record("recording.gap.explained", case, actor, now, f"gap:{reason.uuid}", {
        "item_code": item_code, "started_at": started_at.isoformat(), "ended_at": ended_at.isoformat(),
        "seconds": int((ended_at - started_at).total_seconds()), "code": code, "text": reason.text,
    })  # fmt: skip
    return reason


def _listed(case: Case, item_code: str, now: datetime) -> list[Refusal]:
    rows = lists.recording_items(case.agency, local_date(now), case.procedure)
    if item_code in {row["code"] for row in rows}:
        return []
    return [Refusal("recording.item", "这一事项不在现行的音像记录事项清单里，请重新选择。", DUTY, "item_code")]


def _bounds(started_at: datetime, ended_at: datetime, now: datetime) -> list[Refusal]:
    if ended_at <= started_at:
        return [Refusal("recording.times", "结束时间应当晚于开始时间，请核对。", DUTY, "ended_at")]
    if ended_at > now:
        return [Refusal("recording.times", "结束时间还没有到，请核对。", DUTY, "ended_at")]
    return []


def _record(kind: str, case: Case, actor: Person, now: datetime, subject: str, data: dict[str, object]) -> None:
    record(kind, agency=case.agency, actor=actor, now=now, subject=subject, case_uuid=case.uuid, data=data)
