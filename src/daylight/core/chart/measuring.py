"""How wide Chinese text is and where a line may break, without asking a font."""

# Lines may not begin with these (GB/T 15834 5.1: closing marks stay with the line before).
_CLOSING = frozenset("，。、；：？）》〕】”’%")
_OPENING = frozenset("（《〔【“‘")


def width(text: str, size: float) -> float:
    """Width of ``text`` at font size ``size``: a Chinese character is one em, a Latin letter or digit a little over half."""
    return sum(size if ord(each) > 0x2000 else size * 0.58 for each in text)


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """``text`` in lines no wider than ``room``; numbers and words stay whole, closing marks are not left alone."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece, size) > room:
            lines.append(line)
            line = ""
        line += piece
    return (*lines, line) if line else tuple(lines)


def balanced(text: str, size: float, room: float) -> tuple[str, ...]:
    """As few lines as ``wrap`` makes, of nearly equal length: a heading leaves no single character behind."""
    lines = wrap(text, size, room)
    if len(lines) < 2:
        return lines
    best = lines
    while room > size:
        room -= size / 2
        tighter = wrap(text, size, room)
        if len(tighter) > len(lines):
            break
        best = tighter
    return best


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for each in text:
        glued = pieces and (each in _CLOSING or pieces[-1][-1] in _OPENING or (_latin(each) and _latin(pieces[-1][-1])))
        if glued:
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _latin(each: str) -> bool:
    return each.isascii() and not each.isspace()
