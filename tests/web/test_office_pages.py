"""Every address of the workspace × every person: who gets the page, who is told that there is none."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.story import COMPANY, Story
from tests.web.office_case import Office, office

__all__ = ["office"]

READERS = {"officer", "partner", "head", "reviewer", "leader", "publisher"}
HANDLERS = {"officer", "partner"}
EVERYBODY = {"officer", "partner", "head", "reviewer", "leader", "publisher", "keeper", "window", "stranger"}
# Address below the case → who may open it (everybody else: 404).
OF_THE_CASE = {
    "": READERS,
    "clocks/": READERS,
    "journal/": READERS,
    "file/": READERS,
    "recordings/": READERS,
    "people/": READERS,
    "draft/": READERS,
    "draft/compare/": READERS,
    "draft/preview.pdf": READERS,
    "do/send_for_review/": HANDLERS,
    "do/screen_transfer/": HANDLERS,
    "do/close_case/": {"head", "leader"},
    "do/approve_decision/": {"leader"},
    "do/nothing_such/": set(),
    "documents/new/site_record/": HANDLERS,
    "documents/new/nothing/": set(),
}
ELSEWHERE = {
    "/office/": EVERYBODY,
    "/office/cases/": EVERYBODY,
    "/office/cases/new/": {"officer", "partner", "stranger"},
    "/office/people/": EVERYBODY - {"publisher", "window"},
    "/office/parties/": EVERYBODY - {"publisher", "window", "keeper"},
    "/office/payments/": {"window", "officer", "partner", "stranger"},
}


def test_each_page_opens_for_its_readers_alone(office: Office) -> None:
    office.to("fill")
    uuid = office.case.uuid
    document = office.case.documents.first()
    recording = office.case.recordings.first()
    table = {f"{office.home}{tail}": who for tail, who in OF_THE_CASE.items()} | ELSEWHERE
    table[f"/office/documents/{document.uuid}/"] = READERS
    table[f"/office/recordings/{recording.uuid}/"] = READERS - {"publisher"}
    table[f"/office/payments/{uuid}/"] = set()
    table[f"/office/people/{office.cast.officer.uuid}/"] = READERS - {"publisher"} | {"keeper"}
    table[f"/office/parties/{office.case.parties.first().record.uuid}/"] = READERS - {"publisher"}
    wrong = []
    for who, person in office.cast.everybody().items():
        client = office.as_(person)
        for address, readers in table.items():
            expected = 200 if who in readers else 404
            found = client.get(address).status_code
            if found != expected:
                wrong.append((who, address, found, expected))
    assert wrong == []
    for address in table:
        assert Client().get(address).status_code == 302, address


STEPS = (
    "register", "request", "open", "investigate", "conclude", "hear", "notice", "draft", "send", "pass", "approve",
    "issue", "serve", "pay", "close", "archive",
)  # fmt: skip


def test_the_workspace_opens_at_every_step_for_everybody_who_may_read(office: Office) -> None:
    for step in STEPS:
        office.to(step)
        for who in READERS:
            client = office.as_(getattr(office.cast, who))
            assert client.get(office.home).status_code == 200, (step, who)
            assert client.get("/office/").status_code == 200, (step, who)


@pytest.mark.parametrize(
    ("step", "who", "offered", "absent"),
    [
        ("register", "officer", {"request_opening", "amend_case", "show_identity"}, {"open_case", "draft_decision"}),
        ("request", "head", {"open_case", "decline_opening"}, {"request_opening"}),
        ("request", "officer", set(), {"open_case", "decline_opening"}),
        ("open", "officer", {"conclude_investigation", "show_identity", "screen_transfer"}, {"hear_case"}),
        ("conclude", "head", {"hear_case", "return_to_investigation"}, {"serve_notice"}),
        ("hear", "officer", {"serve_notice"}, {"record_statement"}),
        ("notice", "officer", {"record_statement", "waive_rights", "draft_decision"}, {"review_statement"}),
        ("fill", "officer", {"send_for_review"}, {"approve_decision"}),
        ("pass", "leader", {"approve_decision", "reject_decision", "discuss_collectively"}, {"issue_decision"}),
        ("approve", "leader", {"issue_decision"}, {"approve_decision"}),
        ("issue", "officer", {"serve_decision"}, {"register_payment"}),
        ("serve", "officer", {"register_payment"}, {"close_case"}),
        ("pay", "head", {"close_case"}, {"archive_case"}),
        ("close", "head", {"archive_case"}, {"close_case"}),
    ],
)
def test_illegal_moves_are_absent(office: Office, step: str, who: str, offered: set[str], absent: set[str]) -> None:
    office.to(step)
    page = office.as_(getattr(office.cast, who)).get(office.home).content.decode()
    shown = {code for code in offered | absent if f'id="deed-{code}"' in page}
    assert shown == offered


@pytest.mark.parametrize("address", ["/office/", "/office/cases/?mine=0"])
def test_a_longer_list_asks_no_more_questions(office: Office, address: str) -> None:
    office.to("open")
    client = office.as_(office.cast.officer)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    count()
    few = count()
    for _ in range(3):
        Story(office.cast, COMPANY, office.story.now).to("open")
    assert count() <= few
