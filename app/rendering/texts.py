"""A long description in pieces, for the engine takes a row of a table to the next page whole: it divides none."""

_PIECE_LENGTH = 420
_PIECE_LINES = 8
# Where a piece may end, best first. Full-width stops need no blank after them.
_ENDS = ("\n", ". ", "! ", "? ", "。", "؟ ", "; ", ", ", "、", "，", " ")


def pieces(text: str | None) -> tuple[str, ...]:
    """`text` in pieces of at most 420 characters and eight lines, divided at line ends, sentences or words.

    () for None. Joined by blanks, and line ends where they were, the pieces are the text.
    """
    found: list[str] = []
    rest = (text or "").strip("\n")
    while rest:
        end = _end_of_piece(rest)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(found)


def _end_of_piece(text: str) -> int:
    lines = text.split("\n", _PIECE_LINES)
    room = min(_PIECE_LENGTH, len("\n".join(lines[:_PIECE_LINES])))
    if len(text) <= room:
        return len(text)
    if text[room] == "\n":
        return room
    for mark in _ENDS:
        end = text.rfind(mark, room // 3, room)
        if end >= 0:
            return end + len(mark)
    return room
