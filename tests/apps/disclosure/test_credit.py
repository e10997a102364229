"""信用信息报送: G20 both ways, by itself and by a person, corrections, withdrawal, and what never leaves."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Agency
from daylight.base.outbox.delivering import deliver_all
from daylight.base.outbox.faults import Declined
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.cases.acts import complete_party
from daylight.cases.models import Party
from daylight.channels.credit_china.pushing import send
from daylight.config.command import main
from daylight.core.identifiers import identity_check_character
from daylight.disclosure import acts, credit_queue
from daylight.disclosure.credit_models import CreditReport
from daylight.disclosure.models import Task
from tests.apps.channels.place import channel, running
from tests.apps.disclosure.room import (
    COMPLAINANT,
    IDENTITY,
    ISSUED_ON,
    NAME,
    PHONE,
    WITNESS,
    decision_fields,
    issue,
    opened,
)
from tests.cast import Cast
from tests.refusing import codes, fields, refused

CODE = "11370687004260666X"
SOUND = "37068719850312001" + identity_check_character("37068719850312001")


@pytest.fixture(autouse=True)
def _coded(cast: Cast) -> None:
    with permit("fixture"):
        Agency.objects.filter(pk=cast.agency.pk).update(credit_code=CODE)


def published(cast: Cast, now: datetime, kind: str = "organisation", **more: Any) -> Task:
    task = opened(cast, now, kind, **more)
    with permit("fixture"):
        Party.objects.filter(case=task.decision.case, kind="organisation").update(legal_representative="演示代表")
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    return acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now).task


def test_a_company_is_reported_and_shown_a_person_is_only_shared(cast: Cast, now: datetime) -> None:
    with running("credit_china") as there:
        channel(cast, now, "credit_china", there.address, code="credit")
        published(cast, now)
        published(cast, now, "person")
        assert credit_queue.work(now) == 2 and credit_queue.work(now) == 0
        assert deliver_all(now) == 2
        company, person = there.receiver.taken.values()
    assert (company["purpose"], company["record"]["CF_XDR_LB"]) == ("credit", "法人及非法人组织")
    assert company["record"]["CF_NR_FK"] == "9.600000"
    assert (person["purpose"], person["record"]["CF_XDR_LB"]) == ("credit_report", "自然人")
    assert "山东省社会信用条例第二十条" in person["why"]
    # The platform gets who it is; what others said in the text stays masked.
    assert person["record"]["CF_XDR_ZJHM"] == IDENTITY and person["record"]["CF_XDR_MC"] == NAME
    for text in (WITNESS, COMPLAINANT, PHONE):
        assert text not in str(person) and text not in str(company)
    # In our own house the number lies sealed.
    kept = str([each.body for each in Message.objects.all()]) + str([each.data for each in Entry.objects.all()])
    assert IDENTITY not in kept
    assert {each.state for each in CreditReport.objects.all()} == {"reported"}


def test_nobody_can_make_a_person_public(cast: Cast, now: datetime) -> None:
    task = published(cast, now, "person")
    found = refused(acts.report_credit, task.decision, "credit", actor=cast.publisher, now=now)
    assert codes(found) == {"G20"} and "第二十条" in found[0].cite
    assert not CreditReport.objects.exists()
    row = acts.report_credit(task.decision, actor=cast.publisher, now=now)
    assert row.purpose == "credit_report" and row.reported_by == cast.publisher


def test_a_company_passes_the_same_gate(cast: Cast, now: datetime) -> None:
    task = published(cast, now)
    row = acts.report_credit(task.decision, "credit", actor=cast.publisher, now=now)
    assert (row.purpose, row.state) == ("credit", "reported")
    assert codes(refused(acts.report_credit, task.decision, actor=cast.publisher, now=now)) == {"credit.same"}


def test_a_message_that_was_changed_is_stopped_at_the_door(cast: Cast, now: datetime) -> None:
    with running("credit_china") as there:
        found = channel(cast, now, "credit_china", there.address, code="credit")
        published(cast, now, "person")
        credit_queue.work(now)
        message = Message.objects.get(channel="credit")
        message.body["purpose"] = "credit"
        with pytest.raises(Declined, match="自然人"):
            send(found, message, now)
        assert not there.receiver.offered


@pytest.mark.parametrize("who", ["officer", "head", "reviewer", "leader", "keeper", "window", "stranger"])
def test_only_the_publisher_reports(cast: Cast, now: datetime, who: str) -> None:
    task = published(cast, now)
    person = getattr(cast, who)
    assert codes(refused(acts.report_credit, task.decision, actor=person, now=now)) == {"right.missing"}


def test_nothing_goes_before_it_is_public_and_nothing_of_a_minor(cast: Cast, now: datetime) -> None:
    waiting = opened(cast, now)
    assert codes(refused(acts.report_credit, waiting.decision, actor=cast.publisher, now=now)) == {"credit.held"}
    young = issue(cast, now, "person", minor_party=True)
    assert credit_queue.work(now) == 0 and not CreditReport.objects.exists()
    assert codes(refused(acts.report_credit, young, actor=cast.publisher, now=now)) == {"credit.held"}


def test_what_is_missing_is_said_and_goes_when_it_is_mended(cast: Cast, now: datetime) -> None:
    task = published(cast, now)
    with permit("fixture"):
        Party.objects.filter(case=task.decision.case).update(legal_representative="")
    assert credit_queue.work(now) == 0
    row = CreditReport.objects.get()
    assert row.state == "lacking" and row.version == 0
    assert [each["code"] for each in row.faults] == ["CF_FRDB"] and "补填当事人信息" in row.faults[0]["message"]
    assert not Message.objects.filter(channel="credit").exists()
    found = refused(acts.report_credit, task.decision, actor=cast.publisher, now=now)
    assert fields(found) == {"CF_FRDB"}
    with permit("fixture"):
        Party.objects.filter(case=task.decision.case).update(legal_representative="演示代表")
    assert credit_queue.work(now) == 1
    row.refresh_from_db()
    assert (row.state, row.version, row.faults) == ("reported", 1, [])


def test_a_correction_is_reported_again(cast: Cast, now: datetime) -> None:
    with running("credit_china") as there:
        channel(cast, now, "credit_china", there.address, code="credit")
        task = published(cast, now)
        credit_queue.work(now)
        made = acts.correct(
            task, "clerical", "笔误", {"facts": "未经批准占用集体土地 641 平方米。"}, actor=cast.publisher, now=now
        )
        acts.publish_correction(made, made.sha256, True, actor=cast.reviewer, now=now)
        assert credit_queue.work(now) == 1 and credit_queue.work(now) == 0
        deliver_all(now)
        first, second = there.receiver.taken.values()
    assert (first["version"], second["version"]) == (1, 2) and first["record_id"] == second["record_id"]
    assert "641" in second["record"]["CF_SY"]


def test_a_revoked_decision_is_taken_back_and_what_waits_never_leaves(cast: Cast, now: datetime) -> None:
    with running("credit_china") as there:
        channel(cast, now, "credit_china", there.address, code="credit")
        task = published(cast, now)
        credit_queue.work(now)
        acts.withdraw(task, "revoked", "决定被依法撤销", ISSUED_ON, actor=cast.publisher, now=now)
        assert credit_queue.work(now) == 1 and credit_queue.work(now) == 0
        assert deliver_all(now) == 1
        (told,) = there.receiver.taken.values()
    assert told["kind"] == "credit.revoked" and told["reason"] == "决定被依法撤销" and "record" not in told
    assert CreditReport.objects.get().state == "revoked"
    assert codes(refused(acts.report_credit, task.decision, actor=cast.publisher, now=now)) == {"credit.held"}


def test_a_withdrawal_for_another_reason_leaves_the_report(cast: Cast, now: datetime) -> None:
    task = published(cast, now)
    credit_queue.work(now)
    acts.withdraw(task, "term_over", "期满", ISSUED_ON, actor=cast.publisher, now=now)
    assert credit_queue.work(now) == 0
    assert CreditReport.objects.get().state == "reported"


def test_a_warning_alone_is_shared_only(cast: Cast, now: datetime) -> None:
    penalties = [{"kind": "warning", "text": "警告", "amount_yuan": "", "area_m2": ""}]
    task = published(cast, now, fields=decision_fields(penalties=penalties, fine_yuan=""))
    row = acts.report_credit(task.decision, actor=cast.publisher, now=now)
    assert row.purpose == "credit_report" and "轻微失信" in row.why


def test_two_parties_are_two_rows_each_its_own_way(cast: Cast, now: datetime) -> None:
    task = published(cast, now)
    with permit("fixture"):
        from_room = task.decision.case.parties.filter(role="witness").first()
        Party.objects.filter(pk=from_room.pk).update(role="party")
    acts_refused = refused(acts.report_credit, task.decision, "credit", actor=cast.publisher, now=now)
    assert codes(acts_refused) == {"G20"}
    credit_queue.work(now)
    rows = {each.party.kind: each for each in CreditReport.objects.all()}
    assert rows["organisation"].purpose == "credit" and rows["organisation"].state == "reported"
    assert rows["person"].purpose == "credit_report" and rows["person"].state == "lacking"


@pytest.mark.parametrize(("reason", "goes"), [("no_social_impact", True), ("state_secret", False)])
def test_what_is_withheld(cast: Cast, now: datetime, reason: str, goes: bool) -> None:
    task = opened(cast, now)
    with permit("fixture"):
        Party.objects.filter(case=task.decision.case).update(legal_representative="演示代表")
    acts.withhold(task, reason, "经审查", actor=cast.publisher, now=now)
    acts.confirm_withholding(task, actor=cast.reviewer, now=now)
    assert credit_queue.work(now) == 0
    if goes:
        row = acts.report_credit(task.decision, actor=cast.publisher, now=now)
        assert row.state == "reported"
    else:
        assert codes(refused(acts.report_credit, task.decision, actor=cast.publisher, now=now)) == {"credit.held"}


def exported(capfdbinary: pytest.CaptureFixture[bytes], *more: str) -> tuple[int, list[list[str]], str]:
    arguments = ["--kind", "penalty", "--from", "2026-11-01", "--to", "2026-11-30", "--format", "csv"]
    code = main(["export", "credit", *arguments, "--agency", "haiyang", *more])
    out, said = capfdbinary.readouterr()
    return code, list(csv.reader(io.StringIO(out.decode("utf-8-sig")))), said.decode()


def test_the_file_for_the_public_has_no_person(
    cast: Cast, now: datetime, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    published(cast, now)
    code, rows, said = exported(capfdbinary)
    assert (code, said) == (0, "") and len(rows) == 2
    assert rows[0][0] == "行政相对人名称" and rows[1][0] == "演示县某建材有限公司"
    published(cast, now, "person")
    opened(cast, now)
    code, rows, said = exported(capfdbinary)
    assert code == 1 and len(rows) == 2 and NAME not in [each[0] for each in rows]
    assert "当事人是自然人" in said and "还没有完成公示审核" in said and len(said.splitlines()) == 2
    assert "自然人证件号码" not in rows[0]
    code, rows, _ = exported(capfdbinary, "--purpose", "share")
    assert len(rows) == 3 and IDENTITY in rows[2]


def test_a_file_without_a_row_still_has_its_titles(
    cast: Cast, now: datetime, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, rows, said = exported(capfdbinary)
    assert (code, len(rows), said) == (0, 1, "")
    assert main(["export", "credit", "--kind", "permit", "--from", "2026-12-01", "--to", "2026-11-01", "--format", "csv",
                 "--agency", "haiyang"]) == 2  # fmt: skip


def test_a_missing_number_is_filled_in_once_and_sealed(cast: Cast, now: datetime) -> None:
    task = published(cast, now, "person")
    with permit("fixture"):
        Party.objects.filter(case=task.decision.case, role="party").update(identity_sealed=None)
    party = Party.objects.get(case=task.decision.case, role="party")
    assert credit_queue.work(now) == 0
    assert fields(refused(complete_party, party, id_number="370687198503120018", actor=cast.publisher, now=now)) == {
        "id_number"
    }
    assert codes(refused(complete_party, party, actor=cast.publisher, now=now)) == {"field.required"}
    assert codes(refused(complete_party, party, id_number=SOUND, actor=cast.officer, now=now)) == {"right.missing"}
    complete_party(party, id_number=SOUND, actor=cast.publisher, now=now)
    assert fields(refused(complete_party, party, id_number=SOUND, actor=cast.publisher, now=now)) == {"id_number"}
    assert credit_queue.work(now) == 1
    assert SOUND not in str([each.data for each in Entry.objects.all()])
