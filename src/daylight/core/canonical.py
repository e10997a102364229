"""One byte string for one value: the JSON Canonicalization Scheme (RFC 8785) for the values the journal keeps.

Accepted: dict with string keys, list or tuple, str, bool, None and int with |n| < 2**53. Floats and Decimals are
refused: money and areas enter as decimal strings, so that no reader's number parser can change a committed value.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | list[Json] | tuple[Json, ...] | str | int | bool | None"

INTEGER_BOUND = 2**53


class NotCanonical(ValueError):
    """The value has no canonical form here; the message names the place inside the value."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 form of ``value`` as UTF-8 bytes. Raises :class:`NotCanonical`."""
    pieces: list[str] = []
    _write(value, "$", pieces)
    return "".join(pieces).encode("utf-8")


def _write(value: object, place: str, pieces: list[str]) -> None:
    if value is None:
        pieces.append("null")
    elif value is True:
        pieces.append("true")
    elif value is False:
        pieces.append("false")
    elif isinstance(value, str):
        pieces.append(_string(value, place))
    elif isinstance(value, int):
        if abs(value) >= INTEGER_BOUND:
            raise NotCanonical(f"{place}: integer {value} is not below 2**53; write it as a string")
        pieces.append(int.__repr__(value))
    elif isinstance(value, list | tuple):
        pieces.append("[")
        for position, item in enumerate(value):
            if position:
                pieces.append(",")
            _write(item, f"{place}[{position}]", pieces)
        pieces.append("]")
    elif isinstance(value, Mapping):
        _write_object(value, place, pieces)
    else:
        raise NotCanonical(f"{place}: {type(value).__name__} has no canonical form; write numbers and dates as strings")


def _write_object(value: Mapping[object, object], place: str, pieces: list[str]) -> None:
    keyed: list[tuple[bytes, str, object]] = []
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical(f"{place}: key {key!r} is not a string")
        written = _string(key, f"{place}.{key!r}")
        # RFC 8785 §3.2.3 orders keys by UTF-16 code units, which differs from code points beyond the BMP.
        keyed.append((key.encode("utf-16-be"), written, item))
    keyed.sort(key=lambda entry: entry[0])
    pieces.append("{")
    for position, (_, written, item) in enumerate(keyed):
        if position:
            pieces.append(",")
        pieces.append(written)
        pieces.append(":")
        _write(item, f"{place}.{written}", pieces)
    pieces.append("}")


def _string(value: str, place: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical(f"{place}: the text holds a lone surrogate") from None
    return json.dumps(value, ensure_ascii=False)
