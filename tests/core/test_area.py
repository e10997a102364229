"""Areas to square metres, with the precision they were written in."""

from decimal import Decimal

import pytest

from daylight.core.area import areas, parse_area


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("494平方米(0.74亩)", "494"),
        ("32.89亩(21926平方米)", "21926"),
        ("10.3393公顷", "103393"),
        ("19803.18平方米(29.705亩)", "19803.18"),
        ("1.5万平方米", "15000"),
        ("1,020㎡", "1020"),
        ("15亩", "10000"),
        ("占地2.31平方公里", "2310000"),
    ],
)
def test_area_in_square_metres(raw: str, value: str) -> None:
    found = parse_area(raw)
    assert found is not None
    assert abs(found - Decimal(value)) < Decimal("0.000001")


@pytest.mark.parametrize("raw", ["", "11元/平方米", "没有面积", "494平方米(0.84亩)"])
def test_no_area_or_two_that_disagree(raw: str) -> None:
    assert parse_area(raw) is None


def test_rounding_is_not_disagreement() -> None:
    mu, metres = areas("32.89亩(21926平方米)")
    assert mu.value_m2 != metres.value_m2
    assert mu.agrees_with(metres)
