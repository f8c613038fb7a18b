"""Whom a letter greets: "Hi Amara,", "Boa tarde Dona Rosa," name no item and no number of the sentence behind them."""

from app.llm.providers.offline.page import Page

_MOST = 20
_LONGEST_NAME = 4
_LONGEST_LEAD = 12
QUOTES = frozenset('"“„«')
"""What opens words of another."""


def drop_greetings(page: Page) -> None:
    """Take a greeting with the name behind it, where a line or a sentence opens and a mark closes it."""
    for position in page.places("greeting")[:_MOST]:
        if not (page.starts_line(position) or not page.free(position - 1) or page.ends_sentence(position - 1)):
            continue
        start = position + page.cue(position, "greeting")
        stop = start
        while stop < start + _LONGEST_NAME and page.free(stop) and _is_of_name(page, stop):
            stop += 1
        if stop > start and stop < len(page) and (page.low(stop) in ",!:;-–—\n." or page.cue(stop, "from_label")):
            page.take(position, stop)


def drop_quote_leads(page: Page) -> None:
    """Take the "client just messaged:" before what the client said, where no number stands in it."""
    for quote in page.word_places(QUOTES)[:_MOST]:
        start = page.sentence_start(quote, _LONGEST_LEAD)
        led = page.low(quote - 1) == ":" and page.free(quote - 1)
        told = page.find_cue(start, quote, "bill_us") is not None
        told = told or page.find_word(start, quote, page.lexicon.words["letters_of"]) is not None
        if led and told and not any(token.number is not None for token in page.tokens[start:quote]):
            page.take(start, quote)


def _is_of_name(page: Page, at: int) -> bool:
    token, words = page.tokens[at], page.lexicon.words
    small = token.low in words["titles"] or token.low in words["joiners"] or token.low in words["household"]
    initial = token.text == "." and (len(page.low(at - 1)) == 1 or page.low(at - 1) in words["abbreviations"])
    return initial or (token.kind == "word" and (token.text[0].isupper() or small))
