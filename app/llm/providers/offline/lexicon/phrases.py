"""Phrases of a word file, as the tokens that they make in a text."""

from collections.abc import Collection, Iterable, Mapping

from app.llm.providers.offline.lexicon.spelling import spellings
from app.llm.providers.offline.tokens import scan, split_elisions


def split_listed(text: str) -> list[str]:
    """What stands between commas."""
    return [stripped for part in text.split(",") if (stripped := part.strip())]


def _as_scanned(phrase: str, elided: Collection[str]) -> tuple[str, ...]:
    """The tokens of a phrase, as they will stand among those of a text."""
    if phrase.replace(" ", "").isalnum():
        return tuple(phrase.split())
    lows: list[str] = []
    for token in split_elisions(scan(phrase.replace("' ", "'")), elided):
        if token.low == "'" and lows:
            lows[-1] += "'"  # "à l'": what it is glued to comes later.
        else:
            lows.append(token.low)
    return tuple(lows)


def phrases(
    tables: Iterable[Mapping[str, str]], respelt: Mapping[str, str], elided: Collection[str]
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for table in tables:
        for cue, listed in table.items():
            for phrase in split_listed(listed):
                for spelling in spellings(phrase, respelt):
                    words = _as_scanned(spelling, elided)
                    found.setdefault(words[0], []).append((words, cue))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found
