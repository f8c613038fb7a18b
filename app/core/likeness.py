"""Finding names that are nearly the same as another, in a table of any size.

A name is kept as a key (`key_of`) and as that key read backwards, with an index on each. One slip of the pen leaves
either the first or the second half of a key whole, so the names that share one of its halves are the only ones that
have to be compared; there are few of them, and `near` reads no more than a bound.
"""

import re
from functools import cache
from itertools import permutations
from typing import Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA

from app.core.text import fold

KEY_LENGTH = 200
# Compared byte by byte everywhere: by the rules of a language, PostgreSQL could not use the index for a beginning.
KeyText = sa.String(KEY_LENGTH).with_variant(sa.String(KEY_LENGTH, collation="C"), "postgresql")
_SHORTEST_PART = 3
_AT_MOST = 200
_MOST_TURNED = 3
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_UNSPOKEN = re.compile(r"['’ʼ`´.]")
_LAST = "\U0010ffff"


def key_of(name: str) -> str:
    """The words of a name without case, accents and punctuation: "O'Brien, Müller" is "obrien muller".

    A name that has no word at all, such as an emoji, is its own key.
    """
    folded = fold(name)
    words = _WORD.findall(_UNSPOKEN.sub("", folded))
    return (" ".join(words) or "".join(folded.split()))[:KEY_LENGTH]


def mirrored(key: str) -> str:
    """The key read backwards."""
    return key[::-1]


def turned(key: str) -> list[str]:
    """The key with its words in every order, if they are few: "john smith" is "smith john" too."""
    words = key.split()
    if len(words) > _MOST_TURNED:
        return [key]
    return [" ".join(order) for order in permutations(words)]


def near(key: str, columns: tuple[Any, Any, Any], owner: tuple[Any, str], *conditions: Any) -> sa.Select[Any]:
    """Ids and keys of the names that may be like `key`. `columns`: of the id, the key and the mirrored key; `owner`:
    the column that says whose a name is, and who asks; `conditions`: boolean columns that must be true.

    It finds those that share a half with it, and those that it begins or ends; of each kind only the first 200.
    """
    column, asks = owner
    half = max(_SHORTEST_PART, len(key) // 2)
    spare = max(2, len(key) // 4)
    values = {"owner": asks, "shortest": len(key) - spare, "longest": len(key) + spare}
    for name, text in (("key", key), ("mirrored", mirrored(key))):
        values |= {f"{name}_half": text[:half], f"{name}_half_end": text[:half] + _LAST}
        values |= {f"{name}_part": f"{text} ", f"{name}_part_end": f"{text} {_LAST}"}
    select = _near(columns, column, conditions).params(values)
    return select if len(key) >= _SHORTEST_PART else select.where(sa.false())


@cache
def _near(columns: tuple[Any, Any, Any], owner: Any, conditions: tuple[Any, ...]) -> sa.Select[Any]:
    """Built once, as building it takes longer than running it."""
    of_id, of_key, of_mirrored = columns
    value = sa.bindparam
    length = sa.func.length(of_key).between(value("shortest", type_=sa.Integer), value("longest", type_=sa.Integer))
    parts = [
        sa.select(of_id.label("id"), of_key.label("key"))
        .where(
            *conditions,
            owner == value("owner"),
            column >= value(f"{name}_{what}", type_=column.type),
            column < value(f"{name}_{what}_end", type_=column.type),
            *also,
        )
        .limit(_AT_MOST)
        .subquery()
        for name, column in (("key", of_key), ("mirrored", of_mirrored))
        for what, also in (("half", [length]), ("part", []))
    ]
    found = sa.union(*(sa.select(part) for part in parts)).subquery()
    return sa.select(found.c.id, found.c.key)


def likeness(key: str, other: str) -> int:
    """How alike two keys are, from 0 to 100. 100: the same words. One that begins or ends the other has 80 to 90.

    Keys with other digits in them are not alike: "Unit 12" is no slip of the pen for "Unit 13".
    """
    if sorted(key.split()) == sorted(other.split()):
        return 100
    is_part = any(whole.startswith(f"{part} ") or whole.endswith(f" {part}") for part, whole in _both(key, other))
    if is_part:
        return min(90, max(80, int(OSA.normalized_similarity(key, other) * 100)))
    if _DIGITS.findall(key) != _DIGITS.findall(other):
        return 0
    slips = OSA.normalized_similarity(key, other) * 100
    turned_about = OSA.normalized_similarity(" ".join(sorted(key.split())), " ".join(sorted(other.split()))) * 100
    return int(max(slips, turned_about))


def _both(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)
