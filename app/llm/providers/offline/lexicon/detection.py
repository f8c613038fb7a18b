"""Which language some words are in, by counting the words that each lexicon knows."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from app.llm.providers.offline import lexicon
from app.llm.providers.offline.tokens import Token

_MOST_WORDS = 600
"""A text that has not shown its language by then is not worth more."""
_NO_EVIDENCE = frozenset("joiners given_names streets letters".split())
"""Sets of words that stand in names, which tell the language of the customer rather than of the writer."""
_DEFAULT = "en"
_HEAD_START = 0.3
"""For English, and less for the language that the team writes in, where the words themselves leave it open."""


def detect(tokens: Iterable[Token], team_language: str | None) -> str:
    """The code of the language that most words of these tokens belong to; English when they tell nothing."""
    known = _evidence()
    scores = dict.fromkeys(lexicon.languages(), 0.0)
    scores[_DEFAULT] += _HEAD_START
    if team_language in scores:
        scores[team_language] += _HEAD_START / 3
    words = (word for token in tokens if token.kind == "word" for word in token.low.split("'"))
    for word in islice(words, _MOST_WORDS):
        for language, weight in (known.get(word) or _by_letters(word)).items():
            scores[language] += weight
    return max(scores, key=lambda language: scores[language])


def _by_letters(word: str) -> dict[str, float]:
    """What the spelling of an unknown word tells: "türen" is hardly English."""
    if word.isascii():
        return {}
    return {
        language: _HEAD_START * 1.5
        for language in lexicon.languages()
        if not lexicon.load(language).words["letters"].isdisjoint(word)
    }


@cache
def _evidence() -> Mapping[str, Mapping[str, float]]:
    """Each word with the languages that know it; the more of them, the less it tells."""
    known: dict[str, set[str]] = {}
    for language in lexicon.languages():
        for word in _own_words(language):
            known.setdefault(word, set()).add(language)
    return {word: dict.fromkeys(found, len(found) ** -1.5) for word, found in known.items()}


def _own_words(language: str) -> Iterator[str]:
    """What a file lists, word by word; the single letters that mean the same everywhere are left out."""
    data, loaded = lexicon.source(language), lexicon.load(language)
    lists = [text for name, text in data["words"].items() if name not in _NO_EVIDENCE]
    lists += [text for table in ("units", "cues", "tax_names") for text in data[table].values()]
    listed = {word.strip(",") for text in lists for word in text.lower().split()}
    for word in (*listed, *loaded.numbers, *loaded.scales, *loaded.months, *loaded.weekdays):
        if len(word) > 1 or not word.isascii():
            yield word
