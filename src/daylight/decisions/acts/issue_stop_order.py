"""责令停止违法行为 (部办法第15条): an act still going on is stopped by a numbered, sealed notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move
from daylight.decisions.gathering import papers
from daylight.recording.models import Document
from daylight.recording.papers import make_issued


@act("decisions.stop_order.issued")
def issue_stop_order(case: Case, order: Mapping[str, Any], *, actor: Person, now: datetime) -> Document:
    """Issue the stop order: fields of the template ``stop_order``. The case stays where it is."""
    demand_turn(case, "issue_stop_order", actor)
    document = make_issued(case, "stop_order", order, actor=actor, now=now)
    make_move(case, "issue_stop_order", actor=actor, now=now, facts=None, papers=papers(case))
    record(
        "decisions.stop_order.issued",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"document:{document.uuid}",
        case_uuid=case.uuid,
        data={"number": document.number, "pdf_sha256": document.pdf.sha256},
    )
    return document
