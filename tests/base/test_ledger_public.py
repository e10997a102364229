"""From a journal entry to what an outsider checks: the platform's proof under the independent verifier."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings

from daylight.base.chores import CHORES
from daylight.base.journal.writing import record
from daylight.base.ledger import chores, queries
from daylight.base.permit import permit
from verifier import daylight_verify

DECISION = UUID("7d1f0f0a-55f3-4c7e-9d0a-0d2f6e1f9a10")
SHOWN = ["kind", "uuid", "version", "number", "published_sha256"]
WITHDRAWN = ["kind", "uuid", "reason", "withdrawn_on"]
PAGE = '{"number":"海自然资规罚〔2026〕7号"}'.encode()


@pytest.fixture
def folder():
    place = settings.PUBLIC_DIR / "decisions" / str(DECISION)
    place.mkdir(parents=True)
    return place


def enter(cast, now, verb, **data):
    with permit("fixture"):
        return record(
            f"disclosure.decision.{verb}",
            agency=cast.agency,
            actor=cast.publisher,
            now=now,
            subject=f"task:{DECISION}",
            data={"uuid": DECISION, **data},
        )


def check(capsys, *options):
    code = daylight_verify.main([str(settings.PUBLIC_DIR), *options, "--json"])
    return code, json.loads(capsys.readouterr().out)


def publish(cast, now, folder, page=PAGE, version=1):
    (folder / "index.json").write_bytes(page)
    digest = hashlib.sha256(page).hexdigest()
    return enter(cast, now, "published", version=version, number="海自然资规罚〔2026〕7号", published_sha256=digest)


def test_a_published_decision_verifies_and_its_hidden_fields_stay_hidden(cast, now, folder, capsys):
    entry = publish(cast, now, folder)
    assert queries.proof_document(entry, SHOWN) is None
    assert CHORES["ledger.sequence"].work is chores.sequence_entries
    assert chores.sequence_entries(now) == 1
    proof = queries.proof_document(entry, SHOWN)
    (folder / "proof.json").write_text(json.dumps(proof))
    key = (settings.PUBLIC_DIR / "log/key").read_text()
    code, report = check(capsys, "--key", key)
    assert (code, report["faults"], len(report["decisions"])) == (0, [], 1)
    for secret in (bytes(entry.field_secret).hex(), cast.publisher.name, str(cast.publisher.uuid)):
        assert secret not in json.dumps(proof, ensure_ascii=False)


def test_an_old_proof_stays_good_while_the_log_grows_and_a_head_kept_by_somebody_fits(
    cast, now, folder, capsys, tmp_path
):
    entry = publish(cast, now, folder)
    chores.sequence_entries(now)
    (folder / "proof.json").write_text(json.dumps(queries.proof_document(entry, SHOWN)))
    (tmp_path / "kept").write_bytes((settings.PUBLIC_DIR / "log/checkpoint").read_bytes())
    for minute in range(3):
        enter(cast, now, "prepared", note=minute)
        chores.sequence_entries(now + timedelta(minutes=minute))
    assert check(capsys, "--since", str(tmp_path / "kept"))[0] == 0


def test_a_correction_and_a_withdrawal_take_the_place_of_the_first_version(cast, now, folder, capsys):
    first = publish(cast, now, folder)
    chores.sequence_entries(now)
    (folder / "proof.json").write_text(json.dumps(queries.proof_document(first, SHOWN)))
    second = publish(cast, now, folder, page=PAGE + b"\n", version=2)
    chores.sequence_entries(now)
    assert check(capsys)[1]["faults"][0]["object"] == f"decisions/{DECISION}/index.json"
    (folder / "proof.json").write_text(json.dumps(queries.proof_document(second, SHOWN)))
    assert check(capsys)[0] == 0
    stated = {"reason": "被依法撤销", "withdrawn_on": "2026-11-23"}
    gone = enter(cast, now, "withdrawn", **stated)
    chores.sequence_entries(now)
    (folder / "index.json").unlink()
    (folder / "withdrawn.json").write_text(json.dumps({"uuid": str(DECISION), **stated}))
    assert check(capsys)[0] == 1
    proof = queries.proof_document(gone, WITHDRAWN, published_file="withdrawn.json")
    (folder / "proof.json").write_text(json.dumps(proof))
    assert check(capsys)[0] == 0
