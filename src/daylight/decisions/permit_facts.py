"""行政许可: what the papers of a permit file say, for its gates and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from daylight.cases.gathering import roles_facts
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.cataloguewords import PUBLIC_INTEREST
from daylight.core.facts import HearingFacts, RolesFacts
from daylight.core.inspectionfacts import HostFacts
from daylight.core.moment import local_date
from daylight.core.permitfacts import MATTERS, PermitFacts
from daylight.decisions.entries import Entries, entries_of
from daylight.decisions.hosting import host_facts
from daylight.decisions.models import Service
from daylight.decisions.permit_guide import CATEGORY, required_materials
from daylight.decisions.standing import decision_of
from daylight.recording.models import Document

APPLICATION, CORRECTIONS, INITIATION = "permit_application", "permit_corrections", "permit_initiation"
NOTICE, INTEREST = "permit_correction_notice", "permit_interest_notice"
HEARING_NOTICE, RECORD = "permit_hearing_notice", "permit_hearing_record"
ANNOUNCEMENT = "permit_hearing_announcement"
# Issued, yet not asked for here: the announcement is posted, the certificate has a step of its own, and gates of their
# own look at the other two.
NOT_NOTICES = frozenset({ANNOUNCEMENT, NOTICE, INTEREST, "permit_certificate", "permit_receipt"})


def permit_facts(case: Case, entries: Entries, today: date) -> PermitFacts | None:
    """None for a file of another kind."""
    if definition_of(case).category != CATEGORY:
        return None
    said, more = entries.get(APPLICATION, {}), entries.get(CORRECTIONS, {})
    begun = entries.get(INITIATION, {})
    prior = entries.get("permit_prior_check")
    report, deemed = entries.get("permit_review_report", {}), entries.get("permit_deemed_acceptance", {})
    notice = entries.get(NOTICE)
    draft = getattr(case, "draft", None)
    return PermitFacts(
        matter=MATTERS.get(str(said.get("matter") or begun.get("matter") or ""), ""),
        received_on=_day(said.get("received_on")),
        # A limit for telling what lacks runs anew when the corrections come in.
        last_received_on=_day(more.get("received_on")),
        required=required_materials(case, today),
        received=frozenset(_lines(said.get("materials")) + _lines(more.get("materials"))),
        form_ok=_flag(more.get("form_ok", said.get("form_ok"))),
        listed=tuple(_lines(notice.get("missing"))) if notice is not None else None,
        corrected=bool(more),
        correction_served_on=_served_on(case, NOTICE),
        deemed_on=_day(deemed.get("received_on")),
        prior_number=str((prior or said or begun).get("prior_number") or ""),
        valid_until=_day((prior or {}).get("valid_until")),
        prior_checked=prior is not None,
        interests=str(report.get("interests") or ""),
        site_needed=report.get("site") == "需要",
        told_on=_served_on(case, INTEREST),
        waived_on=_day(entries.get("permit_rights_waiver", {}).get("waived_on")),
        unserved=_unserved(case),
        outcome=str((draft.fields if draft else {}).get("outcome") or _first_outcome(case, draft)),
        decided=decision_of(case) is not None,
        renewal_deemed="permit_deemed_renewal" in entries,
    )


def permit_hearing(case: Case, entries: Entries, today: date) -> HearingFacts | None:
    """The hearing as asked for, notified and recorded; a hearing of public interest counts from its announcement."""
    asked, record = entries.get("permit_hearing_request", {}), entries.get(RECORD)
    announced = _issued_on(case, ANNOUNCEMENT)
    if not (asked or record or announced):
        return None
    held_on = _day((record or {}).get("held_at"))
    last = case.moves.filter(code__in=("request_hearing", "withdraw_hearing")).order_by("-id").first()
    withdrawn = last if last and last.code == "withdraw_hearing" else None
    return HearingFacts(
        requested_on=_day(asked.get("requested_on")),
        withdrawn_on=local_date(withdrawn.at) if withdrawn else None,
        notified_on=_served_on(case, HEARING_NOTICE) or announced,
        held_on=held_on,
        record_final=record is not None,
    )


def permit_host(case: Case, entries: Entries, today: date) -> HostFacts | None:
    """Who presided; where the register knows no certificate of his, what the record says counts."""
    record = entries.get(RECORD)
    found = host_facts(case, {"hearing_record": record}, today) if record else None
    if found is None or record is None or found.valid_until is not None:
        return found
    return replace(found, valid_until=_day(record.get("host_valid_until")))


def permit_roles(case: Case, entries: Entries, today: date) -> RolesFacts | None:
    """Who examines and who presides must be different people (行政许可法第四十八条)."""
    record = entries.get(RECORD)
    if not record:
        return None
    host, roles = _person(record.get("host")), roles_facts(case)
    return replace(
        roles,
        hearing_hosts=frozenset({host["uuid"]} if host.get("uuid") else ()),
        names={**roles.names, host.get("uuid", ""): host.get("name", "")},
    )


def judged_interests(case: Case) -> dict[str, str]:
    """The word of the 审核目录 the review report has answered: 重大公共利益 → 是 or 否; empty while there is no report."""
    if definition_of(case).category != CATEGORY:
        return {}
    said = str(entries_of(case).get("permit_review_report", {}).get("interests") or "")
    return {PUBLIC_INTEREST: "是" if said == f"涉及{PUBLIC_INTEREST}" else "否"} if said else {}


def _first_outcome(case: Case, draft: Any) -> str:
    found = definition_of(case).outcome("") if draft else None
    return found.code if found else ""


def _unserved(case: Case) -> tuple[str, ...]:
    waiting = case.documents.filter(state=Document.ISSUED, external=True, services=None).exclude(code__in=NOT_NOTICES)
    decision = decision_of(case)
    if decision is not None and decision.document_id:
        waiting = waiting.exclude(pk=decision.document_id)
    return tuple(waiting.order_by("id").values_list("title", flat=True))


def _served_on(case: Case, code: str) -> date | None:
    last = Service.objects.filter(case=case, paper__code=code).order_by("-served_on", "-id").first()
    return last.served_on if last else None


def _issued_on(case: Case, code: str) -> date | None:
    last = case.documents.filter(code=code, state=Document.ISSUED).order_by("-id").first()
    return local_date(last.issued_at) if last and last.issued_at else None


def _person(value: Any) -> Mapping[str, str]:
    return value if isinstance(value, Mapping) else {"name": str(value or "")}


def _day(value: Any) -> date | None:
    """A date or the Chinese day of a moment, as papers keep them; None for nothing or what cannot be read."""
    text = str(value or "")
    try:
        if "T" not in text:
            return date.fromisoformat(text[:10]) if text else None
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return local_date(moment) if moment.tzinfo else moment.date()


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _lines(value: Any) -> list[str]:
    found = value.splitlines() if isinstance(value, str) else value or ()
    return [str(each).strip() for each in found if str(each).strip()]
