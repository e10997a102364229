"""The standard-library verifier: accepts a whole site, and finds and names every kind of tampering."""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.verifier.site import FIRST, GONE, KEY, SECOND, SIZE, Log, build, notice, page, put
from verifier import daylight_verify

SCRIPT = Path(daylight_verify.__file__)
PROOF = f"decisions/{FIRST}/proof.json"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    site = tmp_path_factory.mktemp("whole")
    build(site)
    return site


@pytest.fixture
def site(whole, tmp_path):
    return Path(shutil.copytree(whole, tmp_path / "site"))


@pytest.fixture
def run(capsys):
    def check(where, *options):
        code = daylight_verify.main([str(where), *map(str, options), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return check


def named(report):
    return {fault["object"] for fault in report["faults"]}


def change(file, **changes):
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def flip(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))


def test_a_whole_site_is_accepted(run, whole):
    code, report = run(whole, "--key", str(KEY))
    assert (code, report["ok"], report["faults"], report["size"]) == (0, True, [], SIZE)
    assert [each["uuid"] for each in report["decisions"]] == [FIRST, SECOND, GONE]
    assert report["key_pinned"] is True


def test_it_runs_alone_with_the_standard_library_and_speaks_chinese(whole, tmp_path):
    alone = shutil.copy(SCRIPT, tmp_path / "check.py")
    done = subprocess.run([sys.executable, "-I", "-S", alone, whole], capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "未发现问题。" in done.stdout.decode()
    assert "请与另行取得的公钥比对" in done.stdout.decode()


def test_faults_are_printed_one_by_one(site, capsys):
    flip(site / "log/tile/1/000.p/1", 0)
    flip(site / f"decisions/{FIRST}/index.json", 5)
    assert daylight_verify.main([str(site)]) == 1
    text = capsys.readouterr().out
    assert "问题：log/tile/1/000.p/1：" in text
    assert f"问题：decisions/{FIRST}/index.json：公示文件与登记的校验值不同，公示后被改动" in text
    assert "共发现 2 处问题。" in text


@pytest.fixture
def served(site):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """A test prints nothing."""

        def send_error(self, code, *rest, **more):
            super().send_error(410 if "/withdrawn" not in self.path and GONE in self.path else code, *rest, **more)

    put(site / "decisions/index.json", json.dumps([{"uuid": FIRST}, {"uuid": SECOND}]).encode())
    put(site / "sitemap.xml", b"<sitemap><loc>https://x/sitemaps/2026-10-1.xml</loc></sitemap>")
    put(site / "sitemaps/2026-10-1.xml", f"<loc>https://x/decisions/{GONE}/</loc>".encode())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_site_is_checked_over_http(run, site, served):
    code, report = run(served, "--decision", f"{served}/decisions/{SECOND}/")
    assert (code, [each["uuid"] for each in report["decisions"]]) == (0, [SECOND])
    code, report = run(served + "/")
    assert (code, len(report["decisions"])) == (0, 3)
    flip(site / "log/tile/0/000", 7)
    code, report = run(served)
    assert (code, named(report)) == (1, {"log/tile/0/000"})


LOG_FILES = ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "entries/000", "entries/001.p/44"]


@pytest.mark.parametrize("name", LOG_FILES)
@pytest.mark.parametrize("place", [0, 1, 17, -1])
def test_a_flipped_bit_in_a_log_file_is_found_and_named(run, site, name, place):
    flip(site / "log" / name, place)
    code, report = run(site)
    assert (code, named(report)) == (1, {f"log/{name}"})


@pytest.mark.parametrize("name", ["000", "001.p/44"])
@pytest.mark.parametrize("place", [0, 2, 40, -1])
def test_a_flipped_bit_in_a_bundle_is_found_and_named(run, site, name, place):
    for folder in ("entries", "tile/entries"):
        flip(site / f"log/{folder}/{name}", place)
    code, report = run(site)
    assert code == 1
    assert any(each.startswith("log/tile/entries") for each in named(report))


@pytest.mark.parametrize("name", [*LOG_FILES, "checkpoint", "tile/entries/001.p/44"])
@pytest.mark.parametrize("how", ["removed", "cut", "grown"])
def test_a_missing_or_resized_log_file_is_found_and_named(run, site, name, how):
    path = site / "log" / name
    data = path.read_bytes()
    path.unlink()
    if how != "removed":
        path.write_bytes(data[:-1] if how == "cut" else data + b"\x00")
    code, report = run(site)
    assert code == 1
    assert f"log/{name}" in named(report)


def test_every_flipped_bit_of_the_checkpoint_is_found(run, site):
    path = site / "log/checkpoint"
    good = path.read_bytes()
    for place in range(len(good)):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        code, report = run(site)
        assert (code, "log/checkpoint" in named(report)) == (1, True), place


def test_a_fork_is_found_from_an_older_checkpoint_and_from_proofs(run, site, tmp_path):
    (tmp_path / "old").write_text(Log().checkpoint(100))
    assert run(site, "--since", tmp_path / "old")[0] == 0
    Log(other=True).write(site)
    code, report = run(site, "--since", tmp_path / "old")
    assert code == 1
    assert {"log/checkpoint", PROOF, f"decisions/{GONE}/proof.json"} <= named(report)
    assert any("两个版本" in fault["message"] for fault in report["faults"])


def test_a_shortened_log_is_found(run, site, tmp_path):
    (tmp_path / "old").write_text(Log().checkpoint(SIZE))
    Log().write(site, 280)
    code, report = run(site, "--since", tmp_path / "old")
    assert code == 1
    assert named(report) == {"log/checkpoint", f"decisions/{SECOND}/proof.json", f"decisions/{GONE}/proof.json"}
    assert any("登记簿变短" in fault["message"] for fault in report["faults"])


def test_an_older_checkpoint_of_size_nothing_is_fine(run, site, tmp_path):
    (tmp_path / "old").write_text(Log().checkpoint(0))
    assert run(site, "--since", tmp_path / "old")[0] == 0


@pytest.mark.parametrize("paper", [b"%PDF-1.7 other", None], ids=["changed", "missing"])
def test_a_changed_paper_is_found(run, site, paper):
    place = site / f"decisions/{FIRST}/decision.pdf"
    place.unlink() if paper is None else place.write_bytes(paper)
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{FIRST}/decision.pdf"})


def test_a_changed_published_file_is_found(run, site):
    for place in range(len(page(FIRST))):
        flip(site / f"decisions/{FIRST}/index.json", place)
        code, report = run(site, "--decision", FIRST)
        assert (code, named(report)) == (1, {f"decisions/{FIRST}/index.json"})
        flip(site / f"decisions/{FIRST}/index.json", place)


def tamper_opening(name, value):
    def apply(site):
        proof = json.loads((site / PROOF).read_text())
        proof["opening"][name] = value
        (site / PROOF).write_text(json.dumps(proof))

    return apply


def swap_proofs(site):
    shutil.copy(site / f"decisions/{SECOND}/proof.json", site / PROOF)


def hide(*names):
    def apply(site):
        shown = [name for name in ("kind", "uuid", "published_sha256") if name not in names]
        put(site / PROOF, json.dumps(Log().proof(3, SIZE, shown, "index.json")).encode())

    return apply


def foreign_checkpoint(site):
    change(site / PROOF, checkpoint=Log(other=True).checkpoint(260))


@pytest.mark.parametrize(
    "tamper",
    [
        lambda site: (site / PROOF).unlink(),
        lambda site: (site / PROOF).write_text("{"),
        lambda site: (site / PROOF).write_text("[]"),
        lambda site: (site / PROOF).write_text("[" * 100_000),
        lambda site: change(site / PROOF, format="daylight-proof-2"),
        lambda site: change(site / PROOF, index=4),
        lambda site: change(site / PROOF, index=-1),
        lambda site: change(site / PROOF, index=True),
        lambda site: change(site / PROOF, index="3"),
        lambda site: change(site / PROOF, size=261),
        lambda site: change(site / PROOF, size=10**30),
        lambda site: change(site / PROOF, root="00" * 32),
        lambda site: change(site / PROOF, leaf="01" * 33),
        lambda site: change(site / PROOF, path=[]),
        lambda site: change(site / PROOF, path=["00" * 32] * 9),
        lambda site: change(site / PROOF, path=["zz"]),
        lambda site: change(site / PROOF, path=None),
        lambda site: change(site / PROOF, checkpoint=""),
        lambda site: change(site / PROOF, checkpoint=["x"]),
        lambda site: change(site / PROOF, checkpoint="\ud800\n\n\u2014 a b\n"),
        lambda site: change(site / PROOF, checkpoint=Log().checkpoint(259)),
        lambda site: change(site / PROOF, opening=None),
        lambda site: change(site / PROOF, published_file="proof.json"),
        lambda site: change(site / PROOF, published_sha256="00"),
        tamper_opening("salt", "00" * 32),
        tamper_opening("salt", "00"),
        tamper_opening("event", {"_sd": [], "_sd_alg": "sha-256", "v": 1}),
        tamper_opening("event", {"_sd": [1], "_sd_alg": "sha-256", "v": 1}),
        tamper_opening("event", []),
        tamper_opening("disclosures", []),
        tamper_opening("disclosures", ["WyJhIiwidXVpZCIsImIiXQ"]),
        tamper_opening("disclosures", [3]),
        swap_proofs,
        hide("uuid"),
        hide("kind"),
        hide("uuid", "kind"),
        foreign_checkpoint,
    ],
)
def test_a_tampered_proof_is_found_and_named(run, site, tamper):
    tamper(site)
    code, report = run(site)
    assert (code, named(report)) == (1, {PROOF})
    assert len(report["decisions"]) == 2


def test_every_flipped_bit_of_a_proof_is_found(run, site):
    path = site / PROOF
    good = path.read_bytes()
    for place in range(0, len(good), 7):
        spoiled = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        path.write_bytes(spoiled)
        code, _ = run(site, "--decision", FIRST)
        # Spaces between the parts of JSON carry no meaning.
        assert code == 1 or good[place : place + 1] == b" ", (place, good[place - 20 : place + 5])


def test_a_hidden_digest_does_not_count(run, site):
    hide("published_sha256")(site)
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{FIRST}/index.json"})


@pytest.mark.parametrize("name", ["index.json", "proof.json"])
def test_a_vanished_file_is_found(run, site, name):
    (site / f"decisions/{SECOND}/{name}").unlink()
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{SECOND}/{name}"})


def test_a_listed_decision_that_vanished_is_found(run, site):
    put(site / "decisions/index.json", json.dumps([{"uuid": SECOND}]).encode())
    shutil.rmtree(site / f"decisions/{SECOND}")
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{SECOND}/proof.json"})


def test_a_withdrawal_cannot_be_undone_or_feigned(run, site):
    put(site / f"decisions/{GONE}/index.json", page(GONE))
    assert named(run(site)[1]) == {f"decisions/{GONE}/index.json"}
    (site / f"decisions/{GONE}/withdrawn.json").unlink()
    assert named(run(site)[1]) == {f"decisions/{GONE}/proof.json"}
    (site / f"decisions/{FIRST}/index.json").rename(site / f"decisions/{FIRST}/withdrawn.json")
    assert PROOF in named(run(site)[1])


@pytest.mark.parametrize(
    "text", ["", "[]", json.dumps(notice() | {"reason": "另一理由"}), json.dumps({"uuid": GONE}), "[" * 100_000]
)
def test_a_changed_withdrawal_notice_is_found(run, site, text):
    (site / f"decisions/{GONE}/withdrawn.json").write_text(text)
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{GONE}/withdrawn.json"})


def expire(site, keep_until, stated=None):
    (site / f"decisions/{FIRST}/index.json").unlink()
    notice = {"uuid": FIRST, "status": "expired", "keep_until": stated or keep_until}
    put(site / f"decisions/{FIRST}/expired.json", json.dumps(notice).encode())
    log = Log(keep_until=keep_until)
    log.write(site)
    for number, uuid, names, file in (
        (3, FIRST, ["published_sha256", "keep_until"], "index.json"),
        (258, SECOND, ["published_sha256"], "index.json"),
        (290, GONE, ["reason", "withdrawn_on"], "withdrawn.json"),
    ):
        proof = log.proof(number, SIZE, ["kind", "uuid", *names], file)
        put(site / f"decisions/{uuid}/proof.json", json.dumps(proof).encode())


def test_an_expired_decision_is_accepted_once_its_registered_last_day_is_over(run, site):
    expire(site, "2020-01-01")
    code, report = run(site)
    assert (code, report["faults"]) == (0, [])
    assert [each["file"] for each in report["decisions"]] == ["expired.json", "index.json", "withdrawn.json"]
    put(site / f"decisions/{FIRST}/index.json", page(FIRST))
    assert named(run(site)[1]) == {f"decisions/{FIRST}/index.json"}


@pytest.mark.parametrize(("keep_until", "stated"), [("2999-01-01", None), ("2999-01-01", "2020-01-01")])
def test_expiry_cannot_hide_a_decision_before_its_registered_last_day(run, site, keep_until, stated):
    expire(site, keep_until, stated)
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{FIRST}/expired.json"})


def test_expiry_without_a_registered_last_day_is_found(run, site):
    (site / f"decisions/{FIRST}/index.json").unlink()
    put(site / f"decisions/{FIRST}/expired.json", json.dumps({"uuid": FIRST, "keep_until": None}).encode())
    code, report = run(site)
    assert (code, named(report)) == (1, {f"decisions/{FIRST}/expired.json"})


def test_another_key_than_the_pinned_one_is_found(run, site):
    other = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    code, report = run(site, "--key", other)
    assert code == 1
    assert {"log/key", "log/checkpoint"} <= named(report)


@pytest.mark.parametrize(
    "options",
    [
        ["/nowhere/at/all"],
        ["SITE", "--key", "nonsense"],
        ["SITE", "--decision", "abc"],
        ["SITE", "--since", "/nowhere/checkpoint"],
        ["SITE", "--since", "SITE/log/key"],
        ["SITE", "--colour"],
        ["http://127.0.0.1:9"],
        [],
    ],
)
def test_unusable_input_ends_with_two_and_a_sentence(site, capsys, options):
    given = [option.replace("SITE", str(site)) for option in options]
    assert daylight_verify.main([*given, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"].endswith("。")
    assert daylight_verify.main(given) == 2
    assert capsys.readouterr().err.strip().endswith("。")


def test_a_site_without_a_key_is_unusable(run, site):
    (site / "log/key").unlink()
    assert run(site)[0] == 2
    assert run(site, "--key", str(KEY))[0] == 1


def test_an_empty_log_is_whole(run, tmp_path):
    Log().write(tmp_path, 0)
    assert run(tmp_path)[0] == 0


def test_a_paper_in_hand_is_compared_with_the_registered_ones(run, whole, tmp_path):
    held = next(whole.glob("decisions/*/*.pdf"))
    copy = Path(shutil.copy(held, tmp_path / "held.pdf"))
    assert run(whole, "--paper", copy)[0] == 0
    flip(copy, 7)
    code, report = run(whole, "--paper", copy)
    assert code == 1 and named(report) == {str(copy)} and "与登记的不一致" in report["faults"][0]["message"]
    assert run(whole, "--paper", tmp_path / "absent.pdf")[0] == 2
