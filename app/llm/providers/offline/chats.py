"""Chat threads as they are copied out of messengers: who speaks and when is no part of what is said."""

import re

_HALF = r"\s?[AaPp]\.?[Mm]\.?"
_TIME = rf"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:{_HALF})?"
_DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?|(?:[Tt]oday|[Yy]esterday)(?: at|,)?)"
_NAME = r"~?\s?[^\W\d_][^\n:\[\]<>|]{0,29}"
_SAID = re.compile(
    # "[14:02] Bea: …", "[12.03.26, 14:02:11] Bea: …", "12/03/2026, 14:02 - Bea: …", "14:02 <bea> …", "Bea [14:02]: …"
    rf"\[(?:{_DAY} )?{_TIME}\] ?(?P<bracketed>{_NAME}): "
    rf"|{_DAY} {_TIME} - (?P<dated>{_NAME}): "
    rf"|(?:\[?{_TIME}\]? )?<(?P<angled>{_NAME})> "
    rf"|(?P<before>{_NAME}) [(\[](?:{_DAY} )?{_TIME}[)\]]: "
    rf"|{_TIME} (?P<bare>{_NAME}): "
)
# "jonas  9:12 AM" alone on its line, as Slack and Teams copy it; what was said stands below.
_HEAD = re.compile(rf"(?P<name>{_NAME}?)(?:\s{{1,3}}|\s?[,|·—–-]\s?)(?P<time>\[?(?:{_DAY} )?{_TIME}\]?)")
_SURE_TIME = re.compile(rf"{_DAY}|{_HALF}|\[")
_LEAST = 2
"""One such line alone may be anything."""
_LONGEST = 80
"""A longer line is no head of a message."""


def without_speakers(text: str) -> str:
    """The lines of a chat without the names and times before them; any other text as it is.

    A thread shows itself by two lines of the same form; a bare time before a name ("14:02 Bea: …") only counts where
    somebody speaks twice, for a log of work has lines like that, too.
    """
    lines = text.split("\n")
    said = [_SAID.match(line) if ":" in line or "<" in line else None for line in lines]
    heads = [_HEAD.fullmatch(line.strip()) if 4 < len(line) < _LONGEST else None for line in lines]
    heads = [head if head and _is_followed(lines, at) else None for at, head in enumerate(heads)]
    bare = [match["bare"] for match in said if match and match["bare"]]
    takes_bare = len(set(bare)) < len(bare)
    said = [match if match and (takes_bare or not match["bare"]) else None for match in said]
    if sum(map(bool, said)) < _LEAST:
        said = [None] * len(lines)
    if not _are_heads([head for head in heads if head]):
        heads = [None] * len(lines)
    kept = (
        line[match.end() :] if match else "" if head else line
        for line, match, head in zip(lines, said, heads, strict=True)
    )
    return "\n".join(kept)


def _are_heads(heads: list[re.Match[str]]) -> bool:
    """Somebody speaks twice, or the times are more than "2:30", which may be how long something took."""
    names = {head["name"] for head in heads}
    return len(heads) >= _LEAST and (len(names) < len(heads) or any(_SURE_TIME.search(head["time"]) for head in heads))


def _is_followed(lines: list[str], at: int) -> bool:
    """Something is said below a head; below "Mon 9:00" of a list of times stands another time."""
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return bool(below) and not _HEAD.fullmatch(below[:_LONGEST])
