"""What the list demanded in this case and when: the bounds from final papers, the missing ones from what people stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.coverage import Required
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import PaperSpan
from daylight.core.moment import local_date
from daylight.recording import papers
from daylight.recording.models import Document, Occasion
from daylight.recording.visits import moment_of


def required_of(case: Case, rows: Iterable[Mapping[str, Any]], today: date) -> list[Required]:
    """One entry for each occasion of each row of the list (``decisions.gathering.demanded_rows``). A row for which no
    paper gives an occasion and nobody stated one is there once, without times."""
    final = [(each, papers.fields_of(each)) for each in case.documents.exclude(state=Document.DRAFT).order_by("id")]
    stated = list(case.occasions.filter(replaced_by=None).select_related("paper").order_by("id"))
    steps = _steps_at(case)
    found: list[Required] = []
    for row in rows:
        spans = _spans(str(row.get("recording") or row["code"]), today)
        own = [
            _from_paper(row, document, fields, span, stated)
            for document, fields in final
            for span in spans
            if _fits(document, fields, span, frozenset(row.get("steps") or ()), steps)
        ]
        own += [_stated(row, each) for each in stated if each.paper is None and each.item_code == row["code"]]
        found += own or [Required(f"row:{row['code']}", row["code"], _name(row), _step(row), None, None)]
    return found


def _spans(recording: str, today: date) -> tuple[PaperSpan, ...]:
    try:
        return lawpack.current().recording_step(recording, today).spans
    except NotInForce:
        # A row may name a kind of its own that no rule knows; its occasions are then stated by hand.
        return ()


def _fits(
    document: Document,
    fields: Mapping[str, Any],
    span: PaperSpan,
    steps: frozenset[str],
    standing: list[tuple[datetime, str, str]],
) -> bool:
    if document.code != span.paper or (span.field and fields.get(span.field) != span.equals):
        return False
    if not steps or document.finalised_at is None:
        return True
    # The paper belongs to the step the case stood on before or after it was made: a receipt is made by the very move.
    before = [move for move in standing if move[0] <= document.finalised_at]
    around = {before[-1][1], before[-1][2]} if before else set()
    return bool(around & steps) or not around


def _steps_at(case: Case) -> list[tuple[datetime, str, str]]:
    return list(case.moves.order_by("id").values_list("at", "from_step", "to_step"))


def _from_paper(
    row: Mapping[str, Any], document: Document, fields: Mapping[str, Any], span: PaperSpan, stated: list[Occasion]
) -> Required:
    own = next((each for each in stated if each.paper_id == document.pk and each.item_code == row["code"]), None)
    start, end = (moment_of(fields[name]) if name and fields.get(name) else None for name in (span.starts, span.ends))
    made = f"（{local_date(document.finalised_at)}）" if document.finalised_at else ""
    source = f"《{document.title}》{made}"
    if own is not None:
        start, end, source = own.started_at, own.ended_at, f"{source}，起止由{own.by.name}登记"
    return Required(
        f"paper:{document.uuid}:{row['code']}",
        row["code"],
        _name(row),
        _step(row),
        start,
        end,
        _names(fields.get("officers") or document.officers),
        source,
    )


def _stated(row: Mapping[str, Any], each: Occasion) -> Required:
    return Required(
        f"stated:{each.uuid}",
        row["code"],
        _name(row),
        _step(row),
        each.started_at,
        each.ended_at,
        _names(each.officers),
        f"{each.by.name}登记：{each.source}",
    )


def _names(officers: Any) -> tuple[str, ...]:
    return tuple(str(each.get("name", "")) for each in officers or () if isinstance(each, Mapping))


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("step") or row["code"])


def _step(row: Mapping[str, Any]) -> str:
    return "、".join(row.get("steps") or ())
