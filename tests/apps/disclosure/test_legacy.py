"""Published decisions of other times: doubts stay questions, clean ones are published with their source."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from daylight.base.journal.models import Entry
from daylight.base.outbox.posting import deliver
from daylight.core.refusal import Refused
from daylight.disclosure import acts, queries
from daylight.disclosure.importing import import_legacy
from daylight.disclosure.models import Legacy
from daylight.portal import feed
from daylight.portal.models import PublicDecision
from daylight.portal.record import check_record
from tests.cast import Cast

FILE = Path(__file__).parents[3] / "demo" / "legacy" / "penalty_decisions.yaml"
RECORDS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))


def test_every_record_is_kept_with_its_questions(cast: Cast, now: datetime) -> None:
    outcome = acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    assert len(outcome["added"]) == len(RECORDS) == Legacy.objects.count() == 43
    asked = Legacy.objects.filter(publishable=False)
    assert asked.exists()
    for row in asked:
        with pytest.raises(Refused):
            acts.publish_legacy(row, actor=cast.reviewer, now=now)


def test_a_dry_run_writes_nothing(cast: Cast, now: datetime) -> None:
    tried = import_legacy(RECORDS, cast.agency, cast.publisher, now, dry_run=True)
    assert not Legacy.objects.exists()
    done = import_legacy(RECORDS, cast.agency, cast.publisher, now)
    assert {each["outcome"] for each in tried} == {""}
    assert {each["outcome"] for each in done} == {"added"}
    assert [each | {"outcome": ""} for each in done] == tried


def test_importing_again_changes_nothing(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    outcome = acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    assert {name: len(keys) for name, keys in outcome.items()} == {"added": 0, "changed": 0, "same": 43, "published": 0}


def test_clean_records_are_published_with_their_source(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    clean = list(Legacy.objects.filter(publishable=True))
    assert len(clean) >= 8
    for row in clean:
        done = acts.publish_legacy(row, actor=cast.reviewer, now=now)
        check_record(done.record)
        assert done.record["legacy"] is True
        assert done.record["source"]["url"].startswith("http")
        # “三层砖混房屋一栋” alone does not say that it was confiscated.
        assert all(each["kind"] in each["text"] for each in done.record["penalties"])
        assert "remedy" in done.record["not_seen"]
    assert deliver("portal", feed.apply, now) == len(clean)
    assert PublicDecision.objects.filter(legacy=True).count() == len(clean)
    assert Entry.objects.filter(kind="disclosure.decision.published").count() == len(clean)


def test_nothing_is_invented(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    row = Legacy.objects.get(key="PS002")
    record = acts.publish_legacy(row, actor=cast.reviewer, now=now).record
    assert (record["decided_on"], record["facts"], record["officers"]) == (None, "", [])
    assert {"decided_on", "facts", "officers"} <= set(record["not_seen"])
    assert (record["party"]["name"], record["fine_yuan"]) == ("苏某某", "9880")


def test_publishing_twice_is_told(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    row = Legacy.objects.filter(publishable=True)[0]
    acts.publish_legacy(row, actor=cast.reviewer, now=now)
    with pytest.raises(Refused, match="已经公示"):
        acts.publish_legacy(row, actor=cast.reviewer, now=now)


def test_a_legacy_decision_can_be_taken_down(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    row = Legacy.objects.get(key="PS002")
    with pytest.raises(Refused, match="没有公示"):
        acts.withdraw_legacy(row, "term_over", "来源已撤下", actor=cast.publisher, now=now)
    acts.publish_legacy(row, actor=cast.reviewer, now=now)
    for who, code, text in (
        (cast.reviewer, "term_over", "来源已撤下"),
        (cast.stranger, "term_over", "来源已撤下"),
        (cast.publisher, "clerical", "来源已撤下"),
        (cast.publisher, "term_over", " "),
        (cast.publisher, "term_over", "当事人电话13800138000要求撤下"),
    ):
        with pytest.raises(Refused):
            acts.withdraw_legacy(row, code, text, actor=who, now=now)
    acts.withdraw_legacy(row, "term_over", "来源已撤下", actor=cast.publisher, now=now)
    with pytest.raises(Refused, match="已经撤回"):
        acts.withdraw_legacy(row, "term_over", "来源已撤下", actor=cast.publisher, now=now)
    assert deliver("portal", feed.apply, now) == 2
    public = PublicDecision.objects.get()
    assert (public.status, public.record) == ("withdrawn", None)


def test_what_is_public_is_not_replaced_by_an_import(cast: Cast, now: datetime) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    acts.publish_legacy(Legacy.objects.get(key="PS002"), actor=cast.reviewer, now=now)
    altered = [each | {"fine_yuan": 1} if each["id"] == "PS002" else each for each in RECORDS]
    outcome = acts.import_records(altered, cast.agency, actor=cast.publisher, now=now)
    assert outcome["published"] == ["PS002"]
    assert Legacy.objects.get(key="PS002").original["fine_yuan"] == 9880


def test_a_name_in_full_is_not_published(cast: Cast, now: datetime) -> None:
    named = [each | {"party": "钱小七"} if each["id"] == "PS002" else each for each in RECORDS]
    acts.import_records(named, cast.agency, actor=cast.publisher, now=now)
    with pytest.raises(Refused, match="姓名没有隐去"):
        acts.publish_legacy(Legacy.objects.get(key="PS002"), actor=cast.reviewer, now=now)


@pytest.mark.parametrize("who", ["officer", "reviewer", "leader", "head", "keeper", "window", "stranger"])
def test_only_the_publisher_imports(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(Refused):
        acts.import_records(RECORDS[:1], cast.agency, actor=getattr(cast, who), now=now)
    assert not queries.legacy_for(cast.stranger).exists()


@pytest.mark.parametrize("who", ["officer", "leader", "head", "keeper", "window", "stranger"])
def test_only_who_confirms_publishes(cast: Cast, now: datetime, who: str) -> None:
    acts.import_records(RECORDS, cast.agency, actor=cast.publisher, now=now)
    with pytest.raises(Refused):
        acts.publish_legacy(Legacy.objects.filter(publishable=True)[0], actor=getattr(cast, who), now=now)
