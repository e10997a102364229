"""Identity numbers and credit codes: a failed check warns, it never bans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core import identifiers
from daylight.core.identifiers import credit_code, identity, identity_check_character, identity_warnings, is_minor

ON = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("code", "warned"),
    [
        ("91110000101623741K", False),
        ("91410183MA3XDD5U6W", False),
        (" 9141 0183-MA3XDD5U6w ", False),
        ("91350211M0000XUF46", True),  # really registered, check character does not hold
        ("91410183MA3XDD5U6", True),
        ("91410183MA3XDD5UIW", True),
    ],
)
def test_credit_code_warns(code: str, warned: bool) -> None:
    found = credit_code(code)
    assert found.value
    assert bool(found.warnings) is warned


@pytest.mark.parametrize(
    "written",
    ["37068719900307451X", "３７０６８７１９９００３０７４５１Ｘ", "370687 19900307 451x", "370687-19900307-451Х", "37068719900307451×",
     "3706\u200b8719900307451X", "370687900307451"],
)  # fmt: skip
def test_one_person_many_ways_of_writing(written: str) -> None:
    found = identity(written)
    assert found is not None
    assert (found.value, found.born_on, found.checksum_holds, found.sex) == (
        "37068719900307451X",
        date(1990, 3, 7),
        True,
        "男",
    )


def test_haiyang_code_before_its_time_is_a_valid_number() -> None:
    """The birth-place table of the library refuses 370687 before 1996; late registrations carry it."""
    assert identity_warnings("370687198801013311", ON) == ()


@pytest.mark.parametrize("text", ["", "123", "A70687199003074512", "3706871990030745123"])
def test_no_identity_number(text: str) -> None:
    assert identity(text) is None
    assert identity_warnings(text, ON)


def test_wrong_check_or_date_is_readable_and_warned() -> None:
    found = identity("370687199003074512")
    assert found is not None and not found.checksum_holds
    assert len(identity_warnings("370687199003074512", ON)) == 1
    assert len(identity_warnings("370687199013074512", ON)) == 2


@pytest.mark.parametrize(
    ("on", "minor"),
    [(date(2026, 5, 31), True), (date(2026, 6, 1), True), (date(2026, 6, 2), False), (date(2030, 1, 1), False)],
)
def test_full_age_is_reached_the_day_after_the_birthday(on: date, minor: bool) -> None:
    seventeen = "37068720080601012"
    assert is_minor(seventeen + identity_check_character(seventeen), on, 18) is minor


def test_age_unknown_is_not_an_answer() -> None:
    assert is_minor("370687199013074512", ON, 18) is None
    assert is_minor("不详", ON, 18) is None


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.sampled_from(["370687", "110101", "650102"])
)
def test_made_numbers_hold_and_one_wrong_digit_does_not(born: date, order: int, region: str) -> None:
    seventeen = f"{region}{born:%Y%m%d}{order:03}"
    number = seventeen + identity_check_character(seventeen)
    found = identity(number)
    assert found is not None and found.checksum_holds and found.born_on == born
    wrong = seventeen[:-1] + str((int(seventeen[-1]) + 1) % 10) + number[-1]
    broken = identity(wrong)
    assert broken is not None and not broken.checksum_holds


def test_luhn() -> None:
    assert identifiers.luhn_holds("6228480021234567895")
    assert not identifiers.luhn_holds("6228480021234567896")
