"""成文: 线索登记表、立案呈批表、法制审核意见书, from the rows of the acts that register, open and review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.decisions.carrying import handlers_of, officer_lines
from daylight.decisions.composing import party_line, principal
from daylight.recording.papers import make_final, make_issued
from daylight.review.models import VERDICTS, Dossier


def lead_register(case: Case, code: str, *, actor: Person, now: datetime) -> None:
    """违法线索登记表."""
    template = lawpack.current().document(code, local_date(now))
    sources = next(each.choices for each in template.fields if each.code == "source")
    known = case.source in sources
    reporter = case.parties.filter(role="complainant").first()
    fields: dict[str, Any] = {
        "source": case.source if known else "其他",
        "received_on": local_date(case.registered_at).isoformat(),
        "contact": f"{reporter.name} {reporter.phone}".strip() if reporter else "",
        "place": case.place,
        "content": case.lead if known else f"来源：{case.source}。{case.lead}",
        "suggestion": "登记后及时核查；符合立案条件的报请立案，不符合的写明理由。",
    }
    make_final(case, code, fields, actor=actor, now=now)


def opening_approval(case: Case, code: str, *, actor: Person, now: datetime, reason: str = "") -> None:
    """立案呈批表: with the number of the case when it was opened, with the reason when it was declined."""
    opening = case.opening
    opened = case.opened_on is not None
    fields: dict[str, Any] = {
        "cause": case.item_name,
        "party": party_line(principal(case)),
        "facts": case.lead,
        "source": case.source,
        "continuing": case.act_continuing,
        "identified_offender": opening.offender_known,
        "unlawful_fact": opening.facts_exist,
        "punishable": opening.liable,
        "own_jurisdiction": opening.jurisdiction,
        "within_limitation": opening.within_limitation,
        "officers": officer_lines(handlers_of(case)),
        "opinion": opening.opinion,
        "requested_on": local_date(opening.requested_at).isoformat(),
        "leader_opinion": "同意立案。" if opened else f"不予立案：{reason.strip()}",
        "leader": actor.name,
        "approved_on": local_date(now).isoformat(),
    }
    if case.act_ended_on:
        fields["act_ended_on"] = case.act_ended_on.isoformat()
    if opened:
        make_issued(case, code, fields, number=case.number, sealed=False, actor=actor, now=now)
    else:
        make_final(case, code, fields, actor=actor, now=now)


def legal_review_opinion(case: Case, code: str, *, actor: Person, now: datetime, dossier: Dossier) -> None:
    """法制审核意见书: every element with what was found, as the reviewer concluded."""
    findings = {each.element: each for each in dossier.findings.all()}
    fields: dict[str, Any] = {
        "received_on": local_date(dossier.sent_at).isoformat(),
        "materials": [each["title"] for each in dossier.content.get("documents", [])],
        "elements": [
            {
                "name": each["name"],
                "answer": VERDICTS[findings[each["code"]].verdict] if each["code"] in findings else "未作结论",
                "note": findings[each["code"]].note if each["code"] in findings else "",
            }
            for each in dossier.elements
        ],
        "conclusion": dossier.opinion,
        "opinion": dossier.opinion_text or dossier.opinion,
        "dossier_sha256": dossier.sha256,
        "reviewer": officer_lines([actor])[0],
        "qualification": actor.legal_qualification,
        "reviewed_on": local_date(now).isoformat(),
    }
    make_final(case, code, fields, actor=actor, now=now)
