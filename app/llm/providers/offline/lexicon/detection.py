"""Which language some words are in, by counting the words that each lexicon knows."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from app.llm.providers.offline import lexicon
from app.llm.providers.offline.tokens import Token

_MOST_WORDS = 600
"""A text that has not shown its language by then is not worth more."""
_NO_EVIDENCE = frozenset("joiners given_names streets letters endings address_words".split())
"""Sets of words that stand in names, which tell the language of the customer rather than of the writer."""
_WEAK = {"place_number": 0.25}
"""Lists of words that many languages share by their spelling: "sala", "piano"."""
_DEFAULT = "en"
_IN_NAMES = 0.3
"""What a capitalised word within a sentence tells: "Chez Paul" may be a customer of anybody."""
_HEAD_START = 0.3
"""For English, and less for the language that the team writes in, where the words themselves leave it open."""


def detect(tokens: Iterable[Token], team_language: str | None) -> str:
    """The code of the language that most words of these tokens belong to; English when they tell nothing."""
    known = _evidence()
    scores = dict.fromkeys(lexicon.languages(), 0.0)
    scores[_DEFAULT] += _HEAD_START
    if team_language in scores:
        scores[team_language] += _HEAD_START / 3
    named = False
    for token in islice((token for token in tokens if token.kind in ("word", "line", "punct")), _MOST_WORDS):
        for word in token.low.split("'") if token.kind == "word" else ():
            share = _IN_NAMES if named and token.text[0].isupper() else 1
            for language, weight in (known.get(word) or _by_spelling(word)).items():
                scores[language] += weight * (1 if lexicon.load(language).capital_nouns else share)
        named = token.kind == "word"  # Behind a word a capital begins a name, or a noun in German.
    return max(scores, key=lambda language: scores[language])


def _by_spelling(word: str) -> dict[str, float]:
    """What an unknown word tells: "türen" is hardly English, "accordatura" hardly anything but Italian."""
    found = {}
    for language in lexicon.languages():
        words = lexicon.load(language).words
        signs = (not words["letters"].isdisjoint(word)) + word.endswith(tuple(words["endings"]))
        if signs:
            found[language] = _HEAD_START * 1.5 * signs
    return found


@cache
def _evidence() -> Mapping[str, Mapping[str, float]]:
    """Each word with the languages that know it; the more of them, the less it tells."""
    known: dict[str, dict[str, float]] = {}
    for language in lexicon.languages():
        for word, weight in _own_words(language):
            of_word = known.setdefault(word, {})
            of_word[language] = max(weight, of_word.get(language, 0))
    return {
        word: {language: weight * len(found) ** -1.5 for language, weight in found.items()}
        for word, found in known.items()
    }


def _own_words(language: str) -> Iterator[tuple[str, float]]:
    """What a file lists, word by word; the single letters that mean the same everywhere are left out."""
    data, loaded = lexicon.source(language), lexicon.load(language)
    lists = [(name, text) for name, text in data["words"].items() if name not in _NO_EVIDENCE]
    lists += [each for table in ("units", "cues", "tax_names") for each in data[table].items()]
    listed = [(word.strip(","), _WEAK.get(name, 1)) for name, text in lists for word in text.lower().split()]
    own = (*loaded.numbers, *loaded.scales, *loaded.months, *loaded.weekdays)
    for word, weight in (*listed, *((word, 1) for word in own)):
        if len(word) > 1 or not word.isascii():
            yield word, weight
