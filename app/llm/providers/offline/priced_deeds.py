"""What was done to the goods for a price of its own: "… and had them delivered for $12", "£25 to have it fitted"."""

from app.llm.providers.offline.page import Page

_REACH = 5
"""Between the verb and its price."""
_BREAKS = frozenset((",", ";", ".", "\n"))


def is_priced_deed(page: Page, at: int) -> bool:
    """Whether the verb at `at` names what a price is for, as no other word does."""
    words = page.lexicon.words
    if page.low(at) not in words["brought"] or not page.free(at) or page.cue(at, "request"):
        return False
    it = words["object_pronouns"] | words["pronouns"]
    said = page.low(at - 1) in it or page.low(at + 1) in it
    passive = page.low(at - 1) in words["passives"] and page.low(at - 2) in it
    opens = page.low(at - 1) in words["extras"] | {","}
    if (said or passive or opens) and _is_priced_behind(page, at):
        return True
    if page.tokens[at - 1].kind == "money" and page.cue(at - 2, "to_weak") and page.low(at - 3) in it:
        return True  # "und sie für 45 € geliefert bekommen"
    return page.low(at - 1) in it and _is_priced_before(page, at)


def deed_in(page: Page, start: int, stop: int) -> str:
    """The verb of the stretch that names its price; empty where there is none."""
    found = (at for at in page.words_in(start, stop, page.lexicon.words["brought"]) if is_priced_deed(page, at))
    return next((page.tokens[at].text.capitalize() for at in found), "")


def _is_priced_behind(page: Page, at: int) -> bool:
    """ "for $12", "to the door at $12"; not "for 3 tables"."""
    for index in range(at + 1, min(page.sentence_end(at), at + 1 + _REACH)):
        token = page.tokens[index]
        if token.kind == "money":
            return page.cue(index - 1, "to_weak", "at", "strict_at") > 0
        if token.number is not None or token.low in _BREAKS or page.cue(index, "extra"):
            return False
    return False


def _is_priced_before(page: Page, at: int) -> bool:
    """The "£25" of "£25 to have it fitted"."""
    if at + 1 < len(page) and page.tokens[at + 1].kind == "word" and not page.cue(at + 1, "extra"):
        return False
    for index in range(at - 2, max(-1, at - 1 - _REACH), -1):
        if page.tokens[index].kind == "money":
            return page.free(index)
        if page.tokens[index].kind != "word":
            return False
    return False
