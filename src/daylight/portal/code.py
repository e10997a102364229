"""核验码: eight characters without I, L, O, U, printed in two groups so that people can read them aloud."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
# What people write for what was printed.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_from(entropy: bytes) -> str:
    """A code from at least five random bytes (40 bits)."""
    if len(entropy) < 5:
        raise ValueError("a code needs five bytes of entropy")
    number = int.from_bytes(entropy[:5], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def is_code(text: str) -> bool:
    """Whether ``text`` is a code in its stored form."""
    return len(text) == LENGTH and all(c in ALPHABET for c in text)


def shown(code: str) -> str:
    """``7K3Q9MXD`` → ``7K3Q-9MXD``."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str:
    """What a person typed → the stored form, or an empty string. Spaces, dashes, small and full-width letters pass."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    kept = "".join(c for c in narrow.upper() if c.isalnum()).translate(_MISREAD)
    return kept if is_code(kept) else ""
