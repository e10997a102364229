"""The log from journal entry to signed files, its crashes, and everything that must stop the pen."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.ledger import files as ledger_files
from daylight.base.ledger import queries, sequencer
from daylight.base.ledger.faults import LedgerFault
from daylight.base.ledger.keys import verify_ed25519
from daylight.base.ledger.models import Checkpoint, LeafRow, Node
from daylight.base.ledger.sequencer import sequence
from daylight.base.permit import permit
from daylight.core import merkle, notes, tiles
from daylight.core.commitment import open_leaf


def write(cast, now, count=1, **data):
    with permit("fixture"):
        return [
            record("test.thing.done", agency=cast.agency, actor=cast.officer, now=now, subject="thing:1", data=data)
            for _ in range(count)
        ]


def log():
    return settings.PUBLIC_DIR / "log"


def head():
    key = notes.parse_verifier_key((log() / "key").read_text())
    return notes.parse_checkpoint(notes.verify_note((log() / "checkpoint").read_text(), key, verify_ed25519))


def root_from_bundles(size):
    """The root from nothing but the published entries."""
    hashes = []
    for index, width in tiles.bundles(size):
        data = (log() / tiles.bundle_path(index, width)).read_bytes()
        hashes += [merkle.hash_leaf(entry) for entry in tiles.unpack_bundle(data, width)]

    def root(part):
        if len(part) < 2:
            return part[0] if part else merkle.EMPTY_ROOT
        split = 1 << (len(part) - 1).bit_length() - 1
        return merkle.hash_node(root(part[:split]), root(part[split:]))

    return root(hashes)


def test_an_empty_log_is_signed_too(db, now):
    assert sequence(now) == 0
    assert (head().size, head().root) == (0, merkle.EMPTY_ROOT)


@pytest.mark.parametrize("steps", [[1], [3, 1, 1], [255, 1, 1], [256], [300, 230]])
def test_entries_become_leaves_files_and_proofs(cast, now, steps):
    entries, earlier = [], []
    for step in steps:
        entries += write(cast, now, step, uuid="u", amount="3.50")
        assert sequence(now) == step
        size = len(entries)
        assert (head().size, head().root) == (size, root_from_bundles(size))
        earlier.append((size, head().root))
        full = size // 256
        assert sorted(p.name for p in (log() / "tile/0").iterdir() if p.is_file()) == [f"{n:03d}" for n in range(full)]
        assert not any((log() / f"tile/0/{n:03d}.p").exists() for n in range(full))
    for size, root in earlier:
        path = [bytes.fromhex(part) for part in queries.consistency(size)["path"]]
        merkle.verify_consistency(size, root, head().size, head().root, path)
    for entry in (entries[0], entries[-1]):
        made = queries.proof_document(entry, ["uuid"])
        leaf, path = bytes.fromhex(made["leaf"]), [bytes.fromhex(part) for part in made["path"]]
        merkle.verify_inclusion(merkle.hash_leaf(leaf), made["index"], made["size"], path, head().root)
        assert open_leaf(leaf, made["opening"]) == {"uuid": "u"}
        assert made["checkpoint"] == (log() / "checkpoint").read_text()


def test_both_addresses_hold_the_same_bundle(cast, now):
    write(cast, now, 5)
    sequence(now)
    assert (log() / "entries/000.p/5").read_bytes() == (log() / "tile/entries/000.p/5").read_bytes()


def test_nothing_new_changes_nothing_and_a_new_day_signs_again(cast, now):
    write(cast, now)
    sequence(now)
    before = (log() / "checkpoint").read_bytes()
    assert sequence(now + timedelta(minutes=1)) == 0
    assert Checkpoint.objects.count() == 1
    assert sequence(now + timedelta(days=1)) == 0
    assert Checkpoint.objects.count() == 2
    assert (log() / "checkpoint").read_bytes() == before


def test_an_entry_without_a_leaf_has_no_proof_yet(cast, now):
    (entry,) = write(cast, now)
    assert queries.proof(entry.pk) is None
    assert queries.proof_document(entry, []) is None


def test_an_entry_that_commits_late_with_a_smaller_id_is_not_skipped(cast, now):
    entries = write(cast, now, 4)
    pairs = [(entry.pk, bytes(entry.leaf)) for entry in entries]
    sequence(now, source=lambda limit, floor: [p for p in pairs[2:] if not LeafRow.objects.filter(entry_id=p[0])])
    assert sequence(now + timedelta(minutes=59)) == 2
    order = list(LeafRow.objects.order_by("index").values_list("entry_id", flat=True))
    assert order == [pairs[2][0], pairs[3][0], pairs[0][0], pairs[1][0]]


def test_batches_are_drained_in_one_run(cast, now, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 3)
    write(cast, now, 8)
    assert sequence(now) == 8
    assert head().size == 8


class PowerCut(BaseException):
    """Not an Exception: nothing may catch it on the way."""


@pytest.mark.parametrize("cut", range(24))
def test_a_crash_at_any_file_write_is_taken_up_again(cast, now, monkeypatch, cut):
    write(cast, now, 250)
    sequence(now)
    write(cast, now, 10)
    real, calls = ledger_files.write_durably, []

    def dying(path, data, mode=0o644):
        calls.append(path)
        if len(calls) > cut:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f".{path.name}.new").write_bytes(data[: len(data) // 2])
            raise PowerCut
        real(path, data, mode)

    monkeypatch.setattr(ledger_files, "write_durably", dying)
    try:
        sequence(now)
    except PowerCut:
        assert head().size in {250, 260}
    monkeypatch.setattr(ledger_files, "write_durably", real)
    sequence(now)
    assert (head().size, head().root) == (260, root_from_bundles(260))
    assert Checkpoint.objects.filter(size=260).count() == 1


def test_a_crash_between_rows_and_files_is_taken_up_again(cast, now, monkeypatch):
    write(cast, now, 3)
    with monkeypatch.context() as broken, pytest.raises(PowerCut):
        broken.setattr(sequencer, "_publish_tree", lambda *_: (_ for _ in ()).throw(PowerCut()))
        sequence(now)
    assert not (log() / "checkpoint").exists()
    assert sequence(now) == 0
    assert (head().size, LeafRow.objects.count()) == (3, 3)


def test_a_restored_old_backup_is_not_signed(cast, now):
    write(cast, now, 5)
    sequence(now)
    with permit("fixture"):
        LeafRow.objects.filter(index__gte=3).delete()
        Checkpoint.objects.all().delete()
    before = (log() / "checkpoint").read_bytes()
    with pytest.raises(LedgerFault, match="已公开的登记簿有 5 条，数据库只有 3 条"):
        sequence(now)
    assert (log() / "checkpoint").read_bytes() == before


def test_a_restored_backup_that_grew_past_the_published_log_is_not_signed(cast, now):
    write(cast, now, 5)
    sequence(now)
    with permit("fixture"):
        LeafRow.objects.all().delete()
        Node.objects.all().delete()
        Checkpoint.objects.all().delete()
        sequencer._append([(900 + number, bytes([1, *[number] * 32])) for number in range(8)])
    with pytest.raises(LedgerFault):
        sequence(now)
    assert head().size == 5


@pytest.mark.parametrize("place", ["tile/0/000.p/6", "tile/entries/000.p/6", "entries/000.p/6"])
def test_a_flipped_bit_on_disk_is_not_signed(cast, now, monkeypatch, place):
    write(cast, now, 6)
    real = ledger_files.write_durably

    def flipping(path, data, mode=0o644):
        if str(path).endswith("/log/" + place):
            data = data[:40] + bytes([data[40] ^ 4]) + data[41:]
        real(path, data, mode)

    monkeypatch.setattr(ledger_files, "write_durably", flipping)
    with pytest.raises(LedgerFault):
        sequence(now)
    assert not (log() / "checkpoint").exists()


def test_the_first_run_of_a_day_reads_the_whole_log_again(cast, now):
    write(cast, now, 300)
    sequence(now)
    path = log() / "tile/entries/000"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    write(cast, now)
    sequence(now)
    with pytest.raises(LedgerFault):
        sequence(now + timedelta(days=1))


def test_a_node_changed_in_the_database_is_not_signed(cast, now):
    write(cast, now, 6)
    sequence(now)
    with permit("fixture"):
        Node.objects.filter(level=0, index=2).update(hash=b"\x00" * 32)
    write(cast, now)
    with pytest.raises(LedgerFault):
        sequence(now)
    assert head().size == 6


def test_a_leaf_changed_in_the_database_is_not_signed_and_is_named(cast, now):
    entries = write(cast, now, 6)
    sequence(now)
    assert list(queries.row_faults()) == []
    with permit("fixture"):
        LeafRow.objects.filter(entry_id=entries[1].pk).update(leaf=b"\x01" * 33)
    assert list(queries.row_faults()) == [f"第 {entries[1].pk} 号留痕的登记值与登记簿不同。"]
    write(cast, now)
    with pytest.raises(LedgerFault):
        sequence(now)


def test_a_changed_journal_entry_is_named(cast, now):
    entries = write(cast, now, 2)
    sequence(now)
    if connection.vendor == "sqlite":
        drop = "DROP TRIGGER journal_entry_no_update"
    else:
        drop = "DROP TRIGGER journal_entry_no_change ON journal_entry"
    with permit("fixture"), connection.cursor() as cursor:
        cursor.execute(drop)
        Entry.objects.filter(pk=entries[0].pk).update(subject="thing:2")
    assert list(queries.row_faults()) == [f"第 {entries[0].pk} 号留痕的内容已不是登记时的内容。"]


@pytest.mark.parametrize("lost", ["checkpoint", "key", "tile/0/000.p/6"])
def test_a_lost_public_file_is_written_again_or_reported(cast, now, lost):
    write(cast, now, 6)
    sequence(now)
    (log() / lost).unlink()
    write(cast, now)
    sequence(now)
    assert (head().size, head().root) == (7, root_from_bundles(7))


def test_a_lost_public_folder_is_rebuilt_from_rows(cast, now):
    write(cast, now, 260)
    sequence(now)
    before = (log() / "checkpoint").read_bytes()
    log().rename(log().with_name("gone"))
    sequence(now)
    assert (log() / "checkpoint").read_bytes() == before
    assert root_from_bundles(260) == head().root


def test_a_changed_checkpoint_stops_the_log(cast, now):
    write(cast, now, 2)
    sequence(now)
    path = log() / "checkpoint"
    path.write_text(path.read_text().replace("\n2\n", "\n1\n"))
    write(cast, now)
    with pytest.raises(LedgerFault, match="签名"):
        sequence(now)


def test_the_key_is_private_and_never_replaced(cast, now):
    write(cast, now)
    sequence(now)
    assert settings.LOG_KEY_FILE.stat().st_mode & 0o777 == 0o600
    settings.LOG_KEY_FILE.chmod(0o644)
    with pytest.raises(LedgerFault, match="chmod 600"):
        sequence(now)
    settings.LOG_KEY_FILE.chmod(0o600)
    settings.LOG_KEY_FILE.write_text("PRIVATE+KEY+half")
    with pytest.raises(LedgerFault, match="内容不完整"):
        sequence(now)
    settings.LOG_KEY_FILE.unlink()
    with pytest.raises(LedgerFault, match="找不到签名私钥"):
        sequence(now)
    assert not settings.LOG_KEY_FILE.exists()


def test_the_origin_stays_when_the_address_of_the_site_changes(cast, now, monkeypatch):
    write(cast, now)
    sequence(now)
    origin = head().origin
    monkeypatch.setattr(settings, "LOG_ORIGIN", "elsewhere.example/log")
    write(cast, now)
    sequence(now)
    assert (head().origin, head().size) == (origin, 2)


def test_a_second_sequencer_waits_for_its_turn(cast, now):
    write(cast, now, 4)
    with sequencer._single_writer() as mine:
        assert mine
        assert sequence(now) == 0
        assert not (log() / "checkpoint").exists()
    assert sequence(now) == 4
