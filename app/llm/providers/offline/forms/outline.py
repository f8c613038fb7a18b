"""Keys and values line by line, as YAML and settings files have them: "key: value", "key = value", "- entry"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.llm.providers.offline.forms import flow
from app.llm.providers.offline.forms.cells import is_number
from app.llm.providers.offline.forms.fields import Fields
from app.llm.providers.offline.forms.flow import Node

_LINE = re.compile(
    r"""(?P<indent>[ \t]{0,40})(?P<dash>(?:[-*•][ ]{1,4})?)
    (?:(?P<key>"[^"\n]{1,60}"|[^\W\d_][\w ./-]{0,59}?)[ \t]{0,20}(?P<mark>:(?!//)|=)
    (?:[ \t]+|(?=\n|\Z)|(?<==)|(?=["'{\[])))?
    (?P<value>[^\n]*)""",
    re.VERBOSE,
)
_REMARK = re.compile(r"(?:^|\s)#(?:\s[^\n]*)?$")
_FOLDED = frozenset("| > |- >- |+ >+".split())
_LEAST_KNOWN = 3
_TELLING = 40
"""Keys that show what a region is; the rest of a long one is like them."""
_LEAST_JOINED = 2
_MOST_DEPTH = 12
_MACHINE = re.compile(r"[a-z]_[a-z0-9]|[a-z][A-Z]")
"""Keys that only a program writes: "due_in_days", "unitPrice"."""


@dataclass(frozen=True)
class Entry:
    """One line: how far in it stands, whether a dash leads it, its key and its value."""

    start: int
    stop: int
    indent: int
    dash: bool
    key: str
    value: str
    mark: str


@dataclass(frozen=True)
class Region:
    """The part [start, stop) of a text with the tree that it holds."""

    start: int
    stop: int
    tree: Node


def find(text: str, fields: Fields) -> list[Region]:
    """The regions that some program's file has been pasted into; labels that a person wrote are none."""
    if ":" not in text and "=" not in text:
        return []
    regions: list[Region] = []
    run: list[Entry] = []
    at = 0
    while at < len(text):
        entry = _entry(text, at)
        if entry is not None and (entry.key or run):
            run.append(entry)
        elif text[at : _line_end(text, at)].strip():
            regions += _region(run, fields)
            run = []
        at = (entry.stop if entry else _line_end(text, at)) + 1
    return regions + _region(run, fields)


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


def _entry(text: str, at: int) -> Entry | None:
    """The line at `at`; a value in brackets may go over several. None for what is neither key nor entry of a list."""
    match = _LINE.match(text, at)
    if match is None or not (match["key"] or match["dash"]):
        return None
    stop, value = match.end(), match["value"]
    if value[:1] in ("{", "[") and (found := flow.parse(text, match.start("value"))):
        stop = _line_end(text, found[1]) if not text[found[1] : _line_end(text, found[1])].strip(" ,") else stop
        value = text[match.start("value") : stop]
    indent = len(match["indent"].expandtabs())
    return Entry(
        at, stop, indent, bool(match["dash"]), (match["key"] or "").strip('" '), value.strip(), match["mark"] or ""
    )


def _region(run: Sequence[Entry], fields: Fields) -> list[Region]:
    return [Region(run[0].start, run[-1].stop, _tree(run, 0, 0)[0])] if _is_machine_made(run, fields) else []


def _is_machine_made(run: Sequence[Entry], fields: Fields) -> bool:
    """Several known keys, and keys below keys, values in brackets, "=" or joined words; or a form of one thing."""
    keyed = [entry for entry in run if entry.key][:_TELLING]
    known = sum(fields.is_known(entry.key) for entry in keyed)
    if known < _LEAST_KNOWN or known * 2 < len(keyed):
        return False
    nested = any(
        below.indent > above.indent and below.key and above.key and not above.value for above, below in pairwise(run)
    )
    flowing = any(entry.value[:1] in ("{", "[") for entry in run)
    joined = sum(bool(_MACHINE.search(entry.key)) or entry.mark == "=" for entry in keyed)
    return nested or flowing or joined >= _LEAST_JOINED or _is_order_form(keyed, fields)


def _is_order_form(keyed: Sequence[Entry], fields: Fields) -> bool:
    """ "product: jars", "quantity: 400", "price each: $1.15": a form that somebody filled in has one of each."""
    meant = [fields.find("item", entry.key) for entry in keyed if is_number(entry.value)]
    return meant.count("quantity") == meant.count("unit_price") == 1


def _tree(run: Sequence[Entry], at: int, depth: int) -> tuple[Node, int]:
    """The entries from `at` on that stand as far in as the first of them, or further."""
    listed: list[Node] = []
    named: dict[str, Node] = {}
    indent = run[at].indent
    while at < len(run) and run[at].indent >= indent:
        entry = run[at]
        if entry.dash:
            value, at = _element(run, at, depth)
            listed.append(value)
        elif entry.key:
            named[entry.key], at = _below(run, at, depth)
        else:
            at += 1
    return (named or listed), at


def _element(run: Sequence[Entry], at: int, depth: int) -> tuple[Node, int]:
    """One entry of a list: a value, or a mapping whose first key stands behind the dash."""
    entry = run[at]
    if not entry.key:
        return _value(entry.value), at + 1
    named: dict[str, Node] = {}
    named[entry.key], at = _below(run, at, depth)
    while at < len(run) and run[at].indent > entry.indent and not run[at].dash and run[at].key:
        named[run[at].key], at = _below(run, at, depth)
    return named, at


def _below(run: Sequence[Entry], at: int, depth: int) -> tuple[Node, int]:
    """The value of a key: on its line, else all that stands further in below it (or a list as far in as the key)."""
    entry, after = run[at], at + 1
    if entry.value and entry.value not in _FOLDED:
        return _value(entry.value), after
    if after >= len(run) or depth >= _MOST_DEPTH:
        return "", after
    inner = run[after].indent > entry.indent + 2 * entry.dash
    lists = run[after].dash and run[after].indent >= entry.indent and not entry.dash
    return _tree_of_list(run, after, depth) if lists else (_tree(run, after, depth + 1) if inner else ("", after))


def _tree_of_list(run: Sequence[Entry], at: int, depth: int) -> tuple[Node, int]:
    """The dashes from `at` on; a key as far in as they are ends the list."""
    listed: list[Node] = []
    indent = run[at].indent
    while at < len(run) and run[at].indent >= indent and run[at].dash:
        value, at = _element(run, at, depth + 1)
        listed.append(value)
    return listed, at


def _value(text: str) -> Node:
    if text[:1] in ("{", "["):
        found = flow.parse(text, 0)
        return found[0] if found else text
    if text[:1] in ("'", '"') and (found := flow.parse(text, 0)):
        return found[0]
    return _REMARK.sub("", text).strip()
