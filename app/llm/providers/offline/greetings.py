"""Whom a letter greets: "Hi Amara,", "Boa tarde Dona Rosa," name no item and no number of the sentence behind them."""

from app.llm.providers.offline.page import Page

_MOST = 20
_LONGEST_NAME = 4


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


def _is_of_name(page: Page, at: int) -> bool:
    token, words = page.tokens[at], page.lexicon.words
    small = token.low in words["titles"] or token.low in words["joiners"] or token.low in words["household"]
    initial = token.text == "." and (len(page.low(at - 1)) == 1 or page.low(at - 1) in words["abbreviations"])
    return initial or (token.kind == "word" and (token.text[0].isupper() or small))
