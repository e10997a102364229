"""Gathering for a decision: this room sees the record, the review and the lists, and fills ``CaseFacts`` from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from daylight.base.orgs.certificates import legal_qualification
from daylight.base.vault.store import current_digest
from daylight.cases.gathering import case_facts
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.facts import (
    CaseFacts,
    ClosingFacts,
    DecisionFacts,
    DiscussionFacts,
    NoticeFacts,
    ReviewerFacts,
    ReviewFacts,
    SealedThing,
    StatementFacts,
)
from daylight.core.moment import local_date
from daylight.decisions.draftfields import digest
from daylight.decisions.draftlines import amount
from daylight.decisions.entries import KEPT, Entries, entries_of
from daylight.decisions.hearings import hearing_facts
from daylight.decisions.models import Service
from daylight.decisions.outcomes import composed, draft_stands, outcome_of, penal
from daylight.decisions.priors import prior_facts
from daylight.decisions.readings import read_facts
from daylight.decisions.reckoning import reckon
from daylight.decisions.remedies import set_aside
from daylight.decisions.standing import since
from daylight.decisions.weighing import SUMMARY, review_causes
from daylight.lists import queries as lists
from daylight.recording.queries import recording_facts, visits_of
from daylight.review.models import Dossier
from daylight.review.queries import present_rounds

# The paper of 处罚法第52条: what is decided in it was decided on the spot.
SPOT_PAPER = SUMMARY


def papers(case: Case) -> frozenset[str]:
    """Codes of the documents that are final or issued."""
    return frozenset(case.documents.filter(state__in=KEPT).values_list("code", flat=True))


def notice_facts(case: Case) -> tuple[NoticeFacts, ...]:
    return tuple(
        NoticeFacts(
            sent_on=local_date(n.document.issued_at or n.document.created_at),
            received_on=n.received_on,
            penalties=frozenset(p["kind"] for p in n.penalties),
            fine=n.fine_yuan or None,
            hearing_offered=n.hearing_document_id is not None,
            hearing_received_on=n.received_on if n.hearing_document_id else None,
            statement_waived_on=n.waived_on,
            hearing_waived_on=n.waived_on if n.hearing_document_id else None,
            new_facts=n.new_facts,
        )
        for n in case.notices.select_related("document").order_by("round")
    )


def _sent_back(case: Case, passed: Dossier | None) -> tuple[str, ...]:
    """Sent for review of one's own accord and returned: the way round the reviewer is closed until he has passed it."""
    returned = Dossier.objects.filter(case=case, state="returned").order_by("-round").first()
    if returned is None or (passed and passed.round > returned.round):
        return ()
    return (f"第 {returned.round} 次送审被退回（{returned.opinion}），须重新送审",)


def review_facts(case: Case, body: Mapping[str, Any] | None, today: date) -> ReviewFacts:
    """The pass binds to the digest of the draft it saw; the digest now is computed from ``body``, what is about to be
    decided, and never read from a row beside it."""
    passed = present_rounds(case).filter(state="passed").order_by("-round").first()
    latest = Dossier.objects.filter(case=case).order_by("-round").first()
    reviewer = latest.reviewer if latest else None
    # A procedure that decides by a declared paper has no draft; its papers are weighed by what the case is.
    weighed = body if body is not None or definition_of(case).outcomes else {}
    causes = review_causes(case, weighed, today) if weighed is not None else ()
    return ReviewFacts(
        catalog_hits=(*causes, *_sent_back(case, passed)),
        passed_on=local_date(passed.decided_at) if passed and passed.decided_at else None,
        passed_dossier_sha256=passed.draft_sha256 if passed else "",
        current_dossier_sha256=_digest_now(case, body),
        reviewer=ReviewerFacts(
            person_id=str(reviewer.uuid),
            name=reviewer.name,
            legal_qualification=legal_qualification(reviewer, today),
            # Whoever has decided no dossier before begins (处罚法第58条第2款).
            first_time=not Dossier.objects.filter(reviewer=reviewer, state__in=["passed", "returned"])
            .exclude(pk=latest.pk if latest else None)
            .exists(),
        )
        if reviewer
        else None,
    )


def _digest_now(case: Case, body: Mapping[str, Any] | None) -> str:
    """The digest of what is about to be decided; empty where the draft kept is another, or does not match its own."""
    if body is None:
        return ""
    found, draft = digest(body), getattr(case, "draft", None)
    return found if draft is None or draft.sha256 == found else ""


def grave(case: Case) -> bool:
    """情节复杂或者重大违法, as the section head or the leader marked it and did not take back."""
    marks = case.moves.filter(code__in=("mark_grave", "unmark_grave")).order_by("-id")
    return bool(marks.values_list("code", flat=True).first() == "mark_grave")


def discussion_facts(case: Case) -> DiscussionFacts:
    last = case.discussions.filter(document_id__gt=since(case)).order_by("-held_at").first()
    needed = grave(case)
    why = "科室负责人或者机关负责人标明情节复杂或者重大" if needed else ""
    if last is None:
        return DiscussionFacts(needed=needed, why=why)
    return DiscussionFacts(
        needed=needed,
        why=why,
        held_on=local_date(last.held_at),
        attendees=tuple(o["name"] for o in last.opinions),
        opinions={o["name"]: o["opinion"] for o in last.opinions},
        conclusion=last.conclusion,
        signed=last.signed,
    )


def decision_facts(
    case: Case, fields: Mapping[str, Any], today: date, decided_on: date | None, paper: Mapping[str, Any] | None = None
) -> DecisionFacts:
    """The draft (``paper`` None) or the paper about to be issued."""
    paper_code = outcome_of(case, fields).paper
    on_the_spot = paper_code == SPOT_PAPER
    if not (on_the_spot or composed(case, fields)):
        # A paper of its template: no penalty and no fine in it, so only its completeness is judged (G14).
        return DecisionFacts(
            item=case.law_item,
            decided_on=decided_on,
            fields=paper or {},
            document=paper_code,
            seal_ok=bool(case.agency.name),
        )
    first, *others = [each.charge for each in reckon(case, fields, decided_on or today).applied]
    return DecisionFacts(
        item=first.item,
        penalties=frozenset(p["kind"] for p in fields.get("penalties", [])),
        fine=amount(str(fields.get("fine_yuan") or "")),
        parts=first.parts,
        grade=first.grade,
        deviation_reason=first.deviation_reason,
        act_on=first.act_on,
        continuing=first.continuing,
        chosen_law_on=first.law_on,
        decided_on=decided_on,
        others=tuple(each.facts_of() for each in others),
        fields=paper or {},
        document=paper_code,
        seal_ok=bool(case.agency.name),
        on_the_spot=on_the_spot,
        summary=on_the_spot,
    )


# What is written where officers went to look.
SITE_RECORDS = frozenset({"idle_site_record", "inspection_record", "permit_site_record", "site_record"})
# 记录种类 → the occasion that makes the row of the list apply; a kind not here never arises in this procedure yet.
OCCASIONS: dict[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "site_inspection": lambda made, methods: bool(SITE_RECORDS & made),
    "inquiry": lambda made, methods: "inquiry_record" in made,
    "hearing": lambda made, methods: bool({"hearing_record", "levy_hearing_record", "permit_hearing_record"} & made),
    "service_in_person": lambda made, methods: "直接送达" in methods,
    "service_by_leaving": lambda made, methods: "留置送达" in methods,
    "coercive_measure": lambda made, methods: bool(
        {"coercion_urgent_report", "coercion_record", "substitute_record"} & made
    ),
    "notice_posting": lambda made, methods: "公告送达" in methods,
}


def recording_applies(row: Mapping[str, Any], made: frozenset[str], methods: frozenset[str] = frozenset()) -> bool:
    """Whether the occasion of a row of the list took place: ``made`` final papers, ``methods`` of service."""
    return row["recording"] in OCCASIONS and OCCASIONS[row["recording"]](made, methods)


def demanded_rows(case: Case, today: date) -> list[dict[str, Any]]:
    """Rows of the 音像记录事项清单 whose occasion took place in this case."""
    made = papers(case)
    methods = frozenset(case.notices.values_list("method", flat=True)) | frozenset(
        Service.objects.filter(case=case).values_list("method", flat=True)
    )
    return [
        row
        for row in lists.recording_items(case.agency, today, case.procedure)
        if recording_applies(row, made, methods)
    ]


def served_by_leaving(case: Case) -> bool:
    """留置送达 of a notice or of the decision."""
    return (
        case.notices.filter(method="留置送达").exists() or Service.objects.filter(case=case, method="留置送达").exists()
    )


def sealed_things(case: Case, *, originals: bool = False) -> tuple[SealedThing, ...]:
    """Final papers, and with ``originals`` the sealed recordings, with the digest of their bytes as they lie in the
    vault now. Reads every byte, so only the acts that pass G26 ask for it."""
    kept = [(d.title, d.pdf.sha256) for d in case.documents.filter(state__in=KEPT).select_related("pdf")]
    if originals:
        kept += list(case.recordings.filter(state="sealed").values_list("title", "sha256"))
    return tuple(SealedThing(title=title, sealed_sha256=sha256, current_sha256=_now(sha256)) for title, sha256 in kept)


def _now(sha256: str) -> str:
    return current_digest(sha256)


def gather(
    case: Case,
    today: date,
    *,
    fields: Mapping[str, Any] | None = None,
    paper: Mapping[str, Any] | None = None,
    decided_on: date | None = None,
    closing: ClosingFacts | None = None,
    sealed: tuple[SealedThing, ...] | None = None,
    entries: Entries | None = None,
) -> CaseFacts:
    """Everything the gates of this procedure look at. ``fields``: draft fields, the saved draft when left out;
    ``sealed``: what ``sealed_things`` read, for the acts behind G26; ``entries``: the papers with one about to be made."""
    draft = getattr(case, "draft", None)
    body = fields if fields is not None else (draft.fields if draft and draft_stands(case) else None)
    party = case.parties.filter(role="party").order_by("id").first()
    papers_now = entries_of(case) if entries is None else entries
    known = read_facts(case, papers_now, today)
    facts = replace(
        case_facts(case, today),
        party_kind="person" if party and party.kind == "person" else "organisation",
        visits=visits_of(case),
        # 处罚法第44条 asks for a notice before a penalty; whoever is let off is not threatened first.
        notices=notice_facts(case) if body is None or penal(case, body) else None,
        statements=tuple(StatementFacts(made_on=s.made_on, reviewed_on=s.reviewed_on) for s in case.statements.all()),
        hearing=hearing_facts(case),
        review=review_facts(case, fields if fields is not None else draft.fields if draft else None, today),
        discussion=discussion_facts(case),
        decision=decision_facts(case, body, today, decided_on, paper) if body is not None else None,
        prior=prior_facts(case, today),
        recordings=recording_facts(case, demanded_rows(case, today)),
        served_by_leaving=served_by_leaving(case),
        set_aside=set_aside(papers_now),
        sealed=sealed,
        closing=closing,
        final_documents=papers(case),
    )
    return replace(facts, **known) if known else facts
