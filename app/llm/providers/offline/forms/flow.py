"""Values in brackets as programs write them: JSON, YAML's flow form, Python and JavaScript literals, calls.

One tolerant grammar reads them all, because what is pasted is rarely quite one of them: keys without quotes, a comma
too many, a remark behind "#", a date made by a call. Numbers stay exact; nothing is ever evaluated.
"""

import re
from decimal import Decimal
from typing import TypeAlias

Node: TypeAlias = str | Decimal | list["Node"] | dict[str, "Node"]

_MOST_DEPTH = 12
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_SPACE = re.compile(r"(?:\s++|(?<!\S)(?:#|//)[^\n]*+)*+")
_STRING = re.compile(r'"((?:[^"\\\n]++|\\.)*+)"|\'((?:[^\'\\\n]++|\\.)*+)\'')
_CALL = re.compile(r"[^\W\d][\w.]{0,60}(?=\()")
_KEY = re.compile(r"[^\W\d][\w .#/-]{0,60}?(?=\s{0,20}[:=](?!//))")
_BARE = re.compile(r"(?:[^,{}\[\]()\n#]|(?<=\S)#|\([^(){}\[\]\n]{0,200}\))++")
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,18})?")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"n": "\n", "t": " ", "r": "", "b": "", "f": ""}
_NOTHING = frozenset("null none nil undefined ~".split())


class Malformed(Exception):
    """The brackets hold no values, or are not closed."""


def parse(text: str, at: int) -> tuple[Node, int] | None:
    """The value whose bracket (or whose call) stands at `at`, and the index behind it; None when there is none."""
    try:
        return _value(text, at, 0)
    except Malformed:
        return None


def scalar(text: str) -> str | Decimal:
    """A word without quotes: a plain number is one, and "null" says nothing."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return "" if text.lower() in _NOTHING else text


def _value(text: str, at: int, depth: int) -> tuple[Node, int]:
    at = _skip(text, at)
    if depth > _MOST_DEPTH or at >= len(text):
        raise Malformed
    if text[at] in _CLOSING:
        return _container(text, at, depth)
    if string := _STRING.match(text, at):
        return _unescaped(string[1] if string[1] is not None else string[2]), string.end()
    if call := _CALL.match(text, at):
        made, stop = _container(text, call.end(), depth)
        return (made[0] if isinstance(made, list) and len(made) == 1 else made), stop
    bare = _BARE.match(text, at)
    if bare is None:
        raise Malformed
    return scalar(bare[0]), bare.end()


def _container(text: str, at: int, depth: int) -> tuple[Node, int]:
    """What stands between two brackets: values, or keys with values, whichever bracket it is."""
    closing, position = _CLOSING[text[at]], at + 1
    listed: list[Node] = []
    named: dict[str, Node] = {}
    while True:
        position = _skip(text, position)
        if position >= len(text):
            raise Malformed
        if text[position] == closing:
            return (named or listed), position + 1
        if text[position] == ",":
            position += 1
            continue
        key, position = _key(text, position)
        value, position = _value(text, position, depth + 1)
        if key:
            named[key] = value
        elif isinstance(value, dict) and closing == ")":
            named.update(value)  # "createInvoice({…})"
        else:
            listed.append(value)


def _key(text: str, at: int) -> tuple[str, int]:
    """The key that stands here with its mark, and the index behind both; no key moves nothing."""
    string = _STRING.match(text, at)
    word = string or _KEY.match(text, at)
    mark = _skip(text, word.end()) if word else len(text)
    if word is None or mark >= len(text) or text[mark] not in ":=":
        return "", at
    key = word[0] if string is None else _unescaped(string[1] if string[1] is not None else string[2])
    return key.strip(), mark + (2 if text.startswith("=>", mark) else 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) > 1 else _ESCAPED.get(m[1], m[1]), text)
