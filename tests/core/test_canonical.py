"""RFC 8785 against an independent implementation, and what we refuse."""

from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.canonical import NotCanonical, canonical

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(values)
def test_same_bytes_as_an_independent_implementation(value):
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_are_ordered_by_utf16_code_units():
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "a": 3}) == '{"a":3,"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"fine": 1.5}, '$."fine"'),
        ([Decimal("1")], "$[0]"),
        ({"n": 2**53}, '$."n"'),
        ({"n": -(2**53)}, '$."n"'),
        ({1: "x"}, "$"),
        (b"bytes", "$"),
        ({"t": "\ud800"}, '$."t"'),
        (float("nan"), "$"),
    ],
)
def test_refuses_what_has_no_single_form(value, place):
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert str(refused.value).startswith(place + ":")


def test_true_is_not_one():
    assert canonical([True, 1, False, 0]) == b"[true,1,false,0]"
