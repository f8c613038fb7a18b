"""Which phrases of the lexicon start at which token."""

from collections.abc import Mapping, Sequence

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token


def tag(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Note on each token which cues start at it."""
    known: dict[str, tuple[dict[str, int], _BySecond]] = {}
    for position, token in enumerate(tokens):
        phrases = lexicon.phrases.get(token.low)
        if not phrases:
            continue
        if token.low not in known:
            known[token.low] = _by_second(phrases)
        alone, longer = known[token.low]
        after = longer.get(tokens[position + 1].low) if position + 1 < len(tokens) else None
        token.cues = _with_longer(tokens, position, alone, after) if after else alone


_BySecond = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def _by_second(phrases: Sequence[tuple[tuple[str, ...], str]]) -> tuple[dict[str, int], _BySecond]:
    """The cues of the word alone, and the longer phrases by their second word: few need to be compared."""
    alone = {cue: 1 for words, cue in phrases if len(words) == 1}
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, cue in phrases:
        if len(words) > 1:
            longer.setdefault(words[1], []).append((words, cue))
    return alone, longer


def _with_longer(
    tokens: Sequence[Token],
    position: int,
    alone: Mapping[str, int],
    longer: Sequence[tuple[tuple[str, ...], str]],
) -> dict[str, int]:
    cues: dict[str, int] = {}
    for words, cue in longer:
        if cue not in cues and tuple(token.low for token in tokens[position : position + len(words)]) == words:
            cues[cue] = len(words)
    return {**alone, **cues}
