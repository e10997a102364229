"""Two people at once, each in a process of his own: one wins, the other is told who was first and keeps his text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.checks import Books
from tests.faults.conftest import Contest
from tests.faults.harness import together

pytestmark = pytest.mark.faults
ROUNDS = 12


def _one_winner(answers: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    """Index of the winner, and what the loser was told."""
    assert sorted(each["ok"] for each in answers) == [False, True], answers
    winner = 0 if answers[0]["ok"] else 1
    return winner, answers[1 - winner]


def _entries(contest: Contest, kind: str) -> int:
    books = Books(contest.room)
    ((count,),) = books.rows(f"SELECT count(*) FROM journal_entry WHERE kind = '{kind}'")
    books.close()
    return int(count)


def test_one_of_two_approvals_stands(contest: Contest) -> None:
    names = {"leader": "演示戊", "leader2": "演示癸"}
    cases = contest.cases("pass")
    before = _entries(contest, "decisions.decision.approved")
    for case in cases:
        who = list(names)
        commands = [{"verb": "approve", "as": each, "key": contest.key(), "case": case["case"]} for each in who]
        winner, loser = _one_winner(together(contest.drivers, commands))
        (told,) = loser["refusals"]
        assert names[who[winner]] in told["message"]
        assert "刷新页面" in told["message"]
    assert _entries(contest, "decisions.decision.approved") == before + len(cases)


def test_one_of_two_publishers_publishes(contest: Contest) -> None:
    names = {"publisher": "演示己", "publisher2": "演示子"}
    copies = contest.cases("copy")
    before = _entries(contest, "disclosure.decision.published")
    for each in copies:
        who = list(names)
        commands = [{"verb": "publish", "as": name, "key": contest.key(), "copy": each["copy"]} for name in who]
        winner, loser = _one_winner(together(contest.drivers, commands))
        assert names[who[winner]] in loser["refusals"][0]["message"]
    assert _entries(contest, "disclosure.decision.published") == before + len(copies)


def test_of_two_saves_of_one_draft_the_second_is_told(contest: Contest) -> None:
    names = {"officer": "演示甲", "partner": "演示乙"}
    (case,) = contest.cases("fill")
    before = _entries(contest, "decisions.draft.saved")
    for number in range(ROUNDS):
        who = list(names)
        commands = [
            {"verb": "save_draft", "as": each, "key": contest.key(), "case": case["case"], "base": 2 + number}
            | {"text": f"{names[each]}第 {number} 次写的事实"}
            for each in who
        ]
        winner, loser = _one_winner(together(contest.drivers, commands))
        (told,) = loser["refusals"]
        assert told["code"] == "draft.stale"
        assert names[who[winner]] in told["message"]
        assert f"第 {3 + number} 版" in told["message"]
        assert "您的文字仍保留在本页" in told["message"]
    assert _entries(contest, "decisions.draft.saved") == before + ROUNDS
    books = Books(contest.room)
    versions = [version for (version,) in books.rows("SELECT version FROM decisions_draftversion ORDER BY id")]
    books.close()
    assert versions.count(2 + ROUNDS) == 1


def test_of_two_saves_of_one_paper_the_loser_gets_both_texts(contest: Contest) -> None:
    names = {"officer": "演示甲", "partner": "演示乙"}
    (case,) = contest.cases("fill")
    said = {"verb": "start_document", "as": "officer", "key": contest.key(), "case": case["case"], "text": "起头"}
    document = contest.drivers[0].ask(said)["result"]
    for base in range(1, ROUNDS + 1):
        who = list(names)
        commands = [
            {"verb": "save_document", "as": each, "key": contest.key(), "document": document, "base": base}
            | {"text": f"{names[each]}写的第 {base} 稿"}
            for each in who
        ]
        winner, loser = _one_winner(together(contest.drivers, commands))
        assert names[who[winner]] in loser["refusals"][0]["message"]
        assert loser["kept"]["theirs"]["condition"] == f"{names[who[winner]]}写的第 {base} 稿"
        assert loser["kept"]["yours"]["condition"] == f"{names[who[1 - winner]]}写的第 {base} 稿"


def test_a_double_click_from_two_processes_does_one_thing(contest: Contest) -> None:
    before = _entries(contest, "cases.case.registered")
    for _ in range(ROUNDS):
        said = {"verb": "register", "as": "officer", "key": contest.key(), "text": "巡查发现占地"}
        first, second = together(contest.drivers, [said, said])
        assert first["ok"] and second["ok"], (first, second)
        assert first["result"] == second["result"]
    assert _entries(contest, "cases.case.registered") == before + ROUNDS


def test_one_key_cannot_carry_two_contents(contest: Contest) -> None:
    before = _entries(contest, "cases.case.registered")
    key = contest.key()
    commands = [{"verb": "register", "as": "officer", "key": key, "text": text} for text in ("东侧占地", "西侧占地")]
    _, loser = _one_winner(together(contest.drivers, commands))
    assert loser["refusals"][0]["code"] == "idempotency.reused"
    assert _entries(contest, "cases.case.registered") == before + 1


def test_numbers_stay_without_gap_when_both_register(contest: Contest) -> None:
    for _ in range(ROUNDS):
        commands = [
            {"verb": "register", "as": each, "key": contest.key(), "text": "巡查发现占地"}
            for each in ("officer", "officer")
        ]
        assert all(each["ok"] for each in together(contest.drivers, commands))
    books = Books(contest.room)
    rows = books.rows(
        "SELECT min(agency_seq), max(agency_seq), count(*), count(DISTINCT agency_seq) FROM journal_entry "
        "GROUP BY agency_id"
    )
    books.close()
    assert all((lowest, highest, different) == (1, count, count) for lowest, highest, count, different in rows)


def _serials(contest: Contest, word: str) -> list[int]:
    books = Books(contest.room)
    rows = books.rows(f"SELECT serial FROM cases_allottednumber WHERE word = '{word}' ORDER BY serial")
    books.close()
    return [int(serial) for (serial,) in rows]


def test_document_numbers_have_no_gap_and_no_double_between_processes(contest: Contest) -> None:
    for _ in range(ROUNDS):
        commands = [
            {"verb": "spoil", "as": "leader", "key": contest.key(), "word": "罚", "text": "打印错误，未送达"}
            for _ in contest.drivers
        ]
        answers = together(contest.drivers, commands)
        assert all(each["ok"] for each in answers), answers
        assert answers[0]["result"] != answers[1]["result"]
    serials = _serials(contest, "罚")
    assert serials == list(range(1, len(serials) + 1)) and len(serials) >= 2 * ROUNDS


def test_document_numbers_have_no_gap_and_no_double_between_threads(contest: Contest) -> None:
    before = len(_serials(contest, "停"))
    commands = [
        {"verb": "spoil_in_threads", "as": "leader", "key": contest.key(), "word": "停", "text": "打印错误", "count": 8}
        for _ in contest.drivers
    ]
    answers = together(contest.drivers, commands)
    assert all(each["ok"] for each in answers), answers
    given = [number for each in answers for number in each["result"]]
    assert len(set(given)) == len(given) == 16
    serials = _serials(contest, "停")
    assert serials == list(range(1, before + 17))


def test_a_refused_act_spends_no_number(contest: Contest) -> None:
    before = _serials(contest, "罚")
    said = {"verb": "spoil", "as": "leader", "key": contest.key(), "word": "罚", "text": " "}
    assert not contest.drivers[0].ask(said)["ok"]
    good = {"verb": "spoil", "as": "leader", "key": contest.key(), "word": "罚", "text": "打印错误"}
    assert contest.drivers[0].ask(good)["ok"]
    assert _serials(contest, "罚") == [*before, len(before) + 1]
