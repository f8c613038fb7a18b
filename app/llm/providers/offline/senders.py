"""Who wrote the words: mostly the seller, in many a mail the customer ("could you bill us", "your invoice, please")."""

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_MOST = 50


def customer_writes(page: Page) -> bool:
    """Whether the words are those of who pays: "could you bill us", "as you quoted", "please send the invoice"."""
    if page.by_customer is None:
        page.by_customer = _is_by_customer(page)  # Asked first while no reader has taken the words that tell.
    return page.by_customer


def _is_by_customer(page: Page) -> bool:
    if page.find_cue(0, len(page), "bill_us") is not None:
        return True
    asks = page.find_cue(0, len(page), "asks_bill") is not None
    letter = page.find_cue(0, len(page), "greeting", "closing", "mail_subject") is not None
    return asks and letter and named_payer(page) is None


def named_payer(page: Page) -> tuple[int, int] | None:
    """The name that a verb or noun of billing leads to: "bill X", "an invoice for X", "make it out to X"."""
    for position in page.places("bill_verb", "to_verb", "to_label", "invoice_noun")[:_MOST]:
        stop = max(_behind(page, position), position + 1)
        start = page.skip_to_name(stop, ":", *page.lexicon.words["determiners"], *page.lexicon.words["articles"])
        if not page.free(start) or not page.tokens[start].text[0].isupper():
            continue
        name = name_stop(page, start)
        if name > start + page.lexicon.capital_nouns:  # One capital alone names a thing there.
            return start, name
    return None


def _behind(page: Page, position: int) -> int:
    """Behind a verb, a label of several words, or a noun of billing with its "to" or "for"; else `position`."""
    verb = page.cue(position, "bill_verb", "to_verb")
    label = page.cue(position, "to_label")
    noun = page.cue(position, "invoice_noun")
    led = page.cue(position + noun, "to_label", "to_weak") if noun else 0
    if page.lexicon.capital_nouns and led and not page.cue(position + noun, "to_label"):
        led = 0  # "Rechnung für Malerarbeiten"
    return position + max(verb, label if label > 1 else 0, noun + led if led else 0)
