"""The loader of the bench with 200 rows: what LIKE finds over the exported rows, the search finds too."""

from __future__ import annotations

from pathlib import Path

from bench import decisions, questions

from daylight.portal import finding, queries
from daylight.portal.models import PublicDecision, PublicMonth
from daylight.portal.queries import Filter

ROWS = 200


def test_loaded_rows_are_counted_found_and_published_beside(db: None, tmp_path: Path) -> None:
    decisions.load(ROWS)
    assert PublicDecision.objects.count() == ROWS == finding.ask(Filter(), 0, 20).total
    assert sum(queries.year_counts(year)["count"] for year in range(2014, 2016)) == ROWS
    assert questions.export(tmp_path / "rows.db") == ROWS
    told = questions.recall(tmp_path / "rows.db", 40)
    assert (told["words"], told["missing"]) == (40, 0) and told["hits"] >= 40
    assert len(questions.publish(1)["wall"]) == 1
    assert finding.ask(Filter(), 0, 1).total == ROWS + 1 + questions.WARM
    assert not PublicMonth.objects.exclude(count__gt=0).exists()
