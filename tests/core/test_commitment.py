"""The leaf format: what it is to the byte, what it hides, and that nothing else opens it."""

import base64
import copy
import hashlib
import hmac
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.commitment import CommitmentFault, commit, open_leaf, opening

SALT, SECRET = bytes(range(32)), bytes(range(32, 64))
FIELDS = {"uuid": "4b3a", "number": "海自然资罚〔2024〕7号", "version": 2, "party": None, "tags": ["a", {"b": True}]}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
names = st.text(min_size=1).filter(lambda name: name not in {"_sd", "..."})


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_the_format_written_out_by_hand():
    digests, disclosures = [], {}
    for name, value in FIELDS.items():
        field_salt = b64(hmac.new(SECRET, b"AELv1-field\0" + name.encode(), hashlib.sha256).digest()[:16])
        disclosures[name] = b64(rfc8785.dumps([field_salt, name, value]))
        digests.append(b64(hashlib.sha256(disclosures[name].encode("ascii")).digest()))
    event = {"_sd": sorted(digests), "_sd_alg": "sha-256", "v": 1}
    leaf = b"\x01" + hashlib.sha256(b"AELv1\0" + SALT + rfc8785.dumps(event)).digest()
    made = commit(FIELDS, SALT, SECRET)
    assert (made.leaf, made.event, made.disclosures) == (leaf, event, disclosures)


def test_the_format_never_moves():
    leaf = commit({"kind": "disclosure.decision.published", "version": 1}, b"\x11" * 32, b"\x22" * 32).leaf
    assert leaf.hex() == "01f2b6c05ffa5864697aa5ae656787d8ac269ab65736b8ffa19ad7d2f86604bb9c"


@given(st.dictionaries(names, json_values, max_size=6), st.binary(min_size=32, max_size=32), st.data())
def test_revealed_fields_come_back_and_hidden_ones_do_not(fields, salt, data):
    secret = hashlib.sha256(salt).digest()
    reveal = data.draw(st.lists(st.sampled_from(sorted(fields)), unique=True)) if fields else []
    shown = json.loads(json.dumps(opening(fields, salt, secret, reveal)))
    assert open_leaf(commit(fields, salt, secret).leaf, shown) == {name: fields[name] for name in reveal}


def test_hidden_values_and_the_field_secret_are_not_in_the_opening():
    text = json.dumps(opening(FIELDS, SALT, SECRET, ["uuid"]), ensure_ascii=False)
    assert SECRET.hex() not in text
    assert b64(rfc8785.dumps(FIELDS["number"]))[:12] not in text
    for name in FIELDS.keys() - {"uuid"}:
        assert commit(FIELDS, SALT, SECRET).disclosures[name] not in text


def _flip(text, position):
    return text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1 :]


def test_every_changed_character_of_an_opening_is_found():
    leaf = commit(FIELDS, SALT, SECRET).leaf
    good = opening(FIELDS, SALT, SECRET, ["uuid", "number"])
    for position in range(64):
        bad = {
            **good,
            "salt": good["salt"][:position] + "fe"[good["salt"][position] == "f"] + good["salt"][position + 1 :],
        }
        with pytest.raises(CommitmentFault):
            open_leaf(leaf, bad)
    for which, disclosure in enumerate(good["disclosures"]):
        for position in range(len(disclosure)):
            bad = copy.deepcopy(good)
            bad["disclosures"][which] = _flip(disclosure, position)
            with pytest.raises(CommitmentFault):
                open_leaf(leaf, bad)
    for byte in range(33):
        with pytest.raises(CommitmentFault):
            open_leaf(leaf[:byte] + bytes([leaf[byte] ^ 1]) + leaf[byte + 1 :], good)


@pytest.mark.parametrize(
    "change",
    [
        lambda o: o.pop("salt"),
        lambda o: o.update(salt="zz" * 32),
        lambda o: o.update(salt="00"),
        lambda o: o.update(event=[]),
        lambda o: o["event"].update(v=2),
        lambda o: o["event"].update(v=True),
        lambda o: o["event"].update(extra=1.5),
        lambda o: o["event"].update(_sd_alg="md5"),
        lambda o: o["event"]["_sd"].reverse(),
        lambda o: o["event"]["_sd"].append(o["event"]["_sd"][-1]),
        lambda o: o["disclosures"].append(o["disclosures"][0]),
        lambda o: o["disclosures"].append(7),
        lambda o: o["disclosures"].append("é"),
        lambda o: o.update(disclosures={}),
    ],
)
def test_malformed_openings_are_refused(change):
    shown = copy.deepcopy(opening(FIELDS, SALT, SECRET, ["uuid"]))
    change(shown)
    with pytest.raises(CommitmentFault):
        open_leaf(commit(FIELDS, SALT, SECRET).leaf, shown)


@pytest.mark.parametrize(
    ("fields", "salt", "secret"),
    [
        ({"a": 1}, b"\x00" * 31, SECRET),
        ({"a": 1}, SALT, b""),
        ({"a": 1}, SALT, SALT),
        ({"a": 1.5}, SALT, SECRET),
        ({"": 1}, SALT, SECRET),
        ({"_sd": 1}, SALT, SECRET),
        ({"\ud800": 1}, SALT, SECRET),
    ],
)
def test_what_cannot_be_committed_is_refused(fields, salt, secret):
    with pytest.raises(CommitmentFault):
        commit(fields, salt, secret)


def test_revealing_an_unknown_field_is_refused():
    with pytest.raises(CommitmentFault, match="nobody"):
        opening(FIELDS, SALT, SECRET, ["nobody"])


def test_the_same_fields_under_other_secrets_give_another_leaf():
    assert commit(FIELDS, SALT, SECRET).leaf != commit(FIELDS, SECRET, SALT).leaf
