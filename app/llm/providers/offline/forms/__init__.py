"""Structured input that developers and agents paste: JSON, YAML, settings, calls of functions, exported tables.

`split` takes it out of the words and sorts its values by what their keys mean; what no key explains goes back among
the words, for the readers of plain words. `filling` writes the values down.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.llm.providers.offline.forms import fields, flow, grid, outline
from app.llm.providers.offline.forms.fields import Fields
from app.llm.providers.offline.forms.flow import Node
from app.llm.providers.offline.forms.sorting import Form, Sorter
from app.llm.providers.offline.lexicon import Lexicon

_OPENS = re.compile(r"\{|\[|(?<![\w.])[^\W\d]\w{0,60}(?:\.\w{1,60}){0,4}\(\s{0,40}(?=[{\[]|[^\W\d]\w{0,60}\s{0,5}[=:])")
_MOST_FAILURES = 8
"""Brackets that turn out to hold no values, before no more are tried: each may cost the whole text."""
_LEAST_KNOWN = 2
_PAIRED = re.compile(r"(?:[^\W\d]\w{0,40} ?= ?[^;&|=\n]{1,80}(?<! )[;&|] ?){2,40}[^\W\d]\w{0,40} ?= ?[^;&|=\n]{1,80}")
"""Three or more "key=value" in a row."""
_FENCE = re.compile(r"^[ \t]*```\w*[ \t]*$", re.MULTILINE)


def split(words: str, lexicon: Lexicon) -> tuple[str, Form | None]:
    """The words without what is structured, and that sorted by its meaning; None when nothing is."""
    known = fields.load(lexicon.language)
    form = Form()
    words = _PAIRED.sub(_one_below_the_other, words)
    words = _without(words, _outlines(words, known, form))
    words = _without(words, _flows(words, known, form))
    words = _without(words, _grids(words, lexicon, known, form))
    return (_FENCE.sub("", words), form) if form.values or form.items else (words, None)


def _one_below_the_other(pairs: re.Match[str]) -> str:
    """ "to=Miro; item=poster; qty=3" as lines of their own."""
    return re.sub(r"\s*[;&|]\s*", "\n", pairs[0])


_Cut = tuple[int, int, list[str]]
"""A span of the words and the lines that stand for it."""


def _without(words: str, cuts: Iterator[_Cut]) -> str:
    """The words with each span replaced by lines of its own."""
    pieces: list[str] = []
    at = 0
    for start, stop, lines in cuts:
        pieces += [words[at:start], "\n", *(f"{line}\n" for line in lines)]
        at = stop
    return "".join([*pieces, words[at:]])


def _outlines(words: str, known: Fields, form: Form) -> Iterator[_Cut]:
    for region in outline.find(words, known):
        yield region.start, region.stop, Sorter(known, form).sort(region.tree)


def _flows(words: str, known: Fields, form: Form) -> Iterator[_Cut]:
    failures = position = 0
    while failures < _MOST_FAILURES and (match := _OPENS.search(words, position)):
        found = flow.parse(words, match.start())
        if found is None or not _is_form(found[0], known):
            failures, position = failures + 1, match.end()
            continue
        position = found[1]
        yield match.start(), position, Sorter(known, form).sort(found[0])


def _is_form(node: Node, known: Fields) -> bool:
    """Whether enough of its keys mean something in an invoice."""
    keys = list(_keys(node, 0))
    found = sum(known.is_known(key) for key in keys)
    return found >= _LEAST_KNOWN and found * 2 >= len(keys)


def _keys(node: Node, depth: int) -> Iterator[str]:
    if isinstance(node, (str, Decimal)) or depth > _LEAST_KNOWN:
        return
    for child in node[:_LEAST_KNOWN] if isinstance(node, list) else node.values():
        yield from _keys(child, depth + 1)
    yield from node if isinstance(node, dict) else ()


def _grids(words: str, lexicon: Lexicon, known: Fields, form: Form) -> Iterator[_Cut]:
    for table in grid.GridReader(lexicon, known).find(words):
        form.items += table.items
        yield table.start, table.stop, [*Sorter(known, form).sort(table.values), *table.rest]
