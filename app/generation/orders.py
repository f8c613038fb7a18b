"""Orders to the software that stand in the words, as pasted mail may hold them, and what a model made of them.

The instructions tell a model to take the words as data, but some obey whoever wrote last. So such a passage counts as
not said: what only it says is then found to have no ground. Pure, and linear in the length of the words.
"""

import re
from collections.abc import Iterator
from typing import Any

from app.generation.questions import Issue, issue
from app.llm.draft import Draft

_QUOTED_CHARACTERS = 160
# So many words in the same order are no coincidence.
_RUN = 6
_ORDER = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass|ignorier\w*|missacht\w*|vergiss|vergessen\ sie|ignorez|oublie[zr]?
      |ignora\w*|ignore[nm]|olvid[ae]\w*|dimentica\w*|negeer|vergeet|esque[çc]a)\b [^.!?\n]{0,60}?
    \b(?:instructions?|rules?|prompts?|guidelines?|anweisungen|vorgaben|regeln|consignes|r[eè]gles|instrucciones|reglas
      |istruzioni|regole|instructies|regels|instru[çc][õo]es|regras)\b
    | \b(?:reveal|print|show|tell|repeat|output|quote|leak|include|copy|put)\b [^.!?\n]{0,60}?
      \b(?:system\ ?prompt|your\ (?:own\ |full\ |hidden\ )?(?:system\ )?(?:instructions|rules|prompt))\b
    | \b(?:ai|assistants?|llms?|chatbots?|models?|ki|ia)\b [^.!?\n]{0,20}?
      \b(?:reading|reads?|processing|process(?:es)?|liest|lit|lee|legge|leest|lê)\b
    | \b(?:note|message|attention|instructions?|hinweis|nachricht|orders?)\ (?:to|for|an|für)
      \ (?:the\ |any\ |all\ |die\ |das\ )?(?:ai|assistants?|llms?|(?:language\ )?models?|chatbots?|ki)\b
    | \bnew\ (?:system\ )?instructions?\b
    | <\|?(?:im_start|system|assistant)\b | \[/?INST\]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_END_OF_QUOTE = re.compile(r'"""|```')


def set_orders_aside(words: str) -> tuple[str, list[str]]:
    """The words without passages that give orders to the software, and those passages.

    A passage goes from the sentence of the order to the end of the quotation or of the words: the payload of an attack
    mostly stands in the sentence after it.
    """
    kept: list[str] = []
    orders: list[str] = []
    position = 0
    while order := _ORDER.search(words, position):
        start = max(position, *(words.rfind(mark, position, order.start()) + 1 for mark in ".!?\n"))
        # Only a quotation that was open before the order can end it: its author may write such marks as well.
        is_quoted = len(_END_OF_QUOTE.findall(words, 0, order.start())) % 2 == 1
        quote_end = _END_OF_QUOTE.search(words, order.end()) if is_quoted else None
        end = quote_end.start() if quote_end else len(words)
        kept.append(words[position:start])
        orders.append(words[start:end].strip())
        position = end
    return "".join([*kept, words[position:]]), orders


def warn_of(orders: list[str]) -> Iterator[Issue]:
    """One issue for each passage. It asks nothing: what the invoice took from the passage is asked about itself."""
    for passage in orders:
        quoted = passage if len(passage) <= _QUOTED_CHARACTERS else f"{passage[:_QUOTED_CHARACTERS]}…"
        message = f"The words give orders to the software: “{quoted}”. What only stands there counts as not said."
        yield issue("orders_in_words", "prompt", message)


def find_leaks(instructions: str, draft: Draft) -> Iterator[Issue]:
    """The texts of the draft that repeat what the model was told: no seller wants that on paper."""
    told = set(_runs(instructions))
    for path, text in _texts(draft, ""):
        if not told.isdisjoint(_runs(text)):
            message = "This text repeats the instructions that the model was given. Please remove it."
            yield issue("leaked_instructions", path, message, question=f"What should {path} say?")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return (tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict | list):
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _texts(inner, f"{path}.{key}" if path else str(key))
