"""Words that name no thing by themselves: "a good further", "flat fee", "done", "the remaining"."""

from app.llm.providers.offline.page import Page


def are_weak(page: Page, start: int, stop: int) -> bool:
    """Whether there are words in [start, stop), and none of them names a thing."""
    return stop > start and all(is_weak(page, at) for at in range(start, stop))


def is_weak(page: Page, at: int) -> bool:
    """One word; where nouns have capitals, one with a capital names more than one without."""
    low, words = page.low(at), page.lexicon.words
    small = low in page.lexicon.weak_words and not (
        page.lexicon.capital_nouns and page.tokens[at].text[0].isupper() and low not in words["weak_names"]
    )
    led = page.low(at - 1) in words["articles"] | words["determiners"]
    small |= (led and low in words["parties"]) or (low in words["titles"] and page.low(at + 1) == ".")
    return small or page.cue(at, "size", "price_label", "greeting", "invoice_noun", "request") > 0


def leads_to_thing(page: Page, at: int) -> bool:
    """The "for" of "$40 for the hauling", "350 € pelo palco"; that of "0.09 for one word" tells what it is per."""
    sold = page.low(at) in page.lexicon.words["sold_for"] and page.low(at + 1) not in page.lexicon.units
    return sold or page.cue(at, "to_weak") > 0


def is_calendar(page: Page, start: int, stop: int) -> bool:
    lexicon = page.lexicon
    return all(page.low(at) in lexicon.months or page.low(at) in lexicon.weekdays for at in range(start, stop))
