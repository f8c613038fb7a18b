"""What leads an entry of a timesheet: a weekday, a date, the number of a week."""

from app.llm.providers.offline.page import Page

_LAST_WEEK = 53


def label_stop(page: Page, at: int) -> int:
    """The index behind "Mon", "12/10" or "KW 10"; `at` itself where no such label stands."""
    if not 0 <= at < len(page):
        return at
    token = page.tokens[at]
    if token.kind == "date" or token.low in page.lexicon.weekdays:
        return at + 1
    if token.low in page.lexicon.words["week_words"] and page.free(at + 1):
        number = page.tokens[at + 1]
        if number.kind == "number" and number.text.isdecimal() and int(number.text) <= _LAST_WEEK:
            return at + 2
    return at


def is_label_word(page: Page, word: str) -> bool:
    """A weekday, the number of a week or what leads to it."""
    low = word.lower().strip(".:,")
    return low in page.lexicon.weekdays or low in page.lexicon.words["week_words"] or low.isdecimal()
