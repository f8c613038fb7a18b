"""What was paid without a word for a deposit: "she transferred 300 last week", "I've had £50 off him"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.scope import near

_BEHIND, _BEFORE = 5, 9
_SUBJECT = 5
_LEAST = 10


def paid_amount(page: Page, verb: int) -> int | None:
    """Index of the amount that the verb at `verb` says was paid; None where it is a price or another's money."""
    if page.cue(verb, "got_verb") and not (_is_first_person(page, verb) or _from_payer(page, verb)):
        return None
    if page.cue(verb, "paid_verb") and _is_first_person(page, verb) and not _is_passive(page, verb):
        return None
    start, stop = near(page, verb)
    at = _behind(page, verb, stop)
    at = _before(page, verb, start) if at is None else at
    if at is None or not _is_mere_amount(page, at, stop) or not _is_priced_elsewhere(page, start, stop):
        return None
    return at


def _is_first_person(page: Page, verb: int) -> bool:
    before = range(max(page.clause(verb)[0], verb - _SUBJECT), verb)
    words = page.lexicon.words["self_subjects"]
    inflected = page.low(verb) in page.lexicon.words["self_verbs"]
    return inflected or any(page.low(at) in words for at in before)


def _is_passive(page: Page, verb: int) -> bool:
    """ "I've been given", "we were sent"."""
    return any(page.low(at) in page.lexicon.words["passives"] for at in range(max(0, verb - 2), verb))


def _from_payer(page: Page, verb: int) -> bool:
    """ "£300 received from them on 2 Feb": a participle without a subject."""
    return page.cue(verb, "received_noun") > 0


def _behind(page: Page, verb: int, stop: int) -> int | None:
    words = page.lexicon.words
    small = words["object_pronouns"] | words["articles"] | words["already"] | words["paid_links"]
    for at in range(verb + page.cue(verb, "paid_verb", "got_verb", "received_noun"), min(stop, verb + _BEHIND)):
        if _is_amount(page, at):
            return at
        if page.low(at) not in small and not page.cue(at, "first_person", "to_weak") and page.tokens[at].kind != "date":
            return None
    return None


def _before(page: Page, verb: int, start: int) -> int | None:
    """ "300 € haben sie schon gezahlt", "the £300 she wired": nothing of work between amount and verb."""
    words = page.lexicon.words
    small = words["passives"] | words["already"] | words["pronouns"] | words["object_pronouns"] | words["paid_links"]
    small |= words["relatives"]  # "half of which is paid"
    for at in range(verb - 1, max(start - 1, verb - _BEFORE), -1):
        if _is_amount(page, at):
            return at
        if page.low(at) not in small and page.low(at) not in words["self_subjects"]:
            return None
    return None


def _is_amount(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if not page.free(at) or token.unit or token.number is None:
        return False
    if token.kind == "money" or (token.text[0].isalpha() and 0 < token.number < 1):
        return True
    counts = page.low(at + 1) in page.lexicon.units or page.cue(at + 1, "per", "at", "strict_at")
    return token.kind == "number" and token.number >= _LEAST and not counts


def _is_mere_amount(page: Page, at: int, stop: int) -> bool:
    """Not "gave £300 for the lamp" nor "transferred 3 files at £20"."""
    for index in range(at + 1, stop):
        further = page.tokens[index].number is not None and not page.cue(index - 1, "extra")
        if further or page.cue(index, "each", "per", "strict_at"):
            return False
        if page.cue(index, "to_weak"):
            return page.low(index + 1) in page.lexicon.words["object_pronouns"] | page.lexicon.words["price_pronouns"]
    return True


def _is_priced_elsewhere(page: Page, start: int, stop: int) -> bool:
    """What is billed has an amount of its own before that clause or behind it."""
    return any(page.tokens[at].kind == "money" and not start <= at < stop for at in range(len(page)))
