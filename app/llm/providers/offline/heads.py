"""Names of firms in small letters, as hasty typing and dictation have them: "bäckerei hollmann", "osteria il faro"."""

from app.llm.providers.offline.page import Page

_LONGEST = 6
_HOUSE_DIGITS = 4
_SEPARATORS = frozenset({",", ":", "-", "–", "—", "/", "|", "(", ".", ";", "!", "?", "\n", ""})
_LEADS_ON = ("to_weak", "to_label", "from_label", "due_cue", "payer_verb", "bill_verb", "per", "strict_at")


def is_head(page: Page, index: int) -> bool:
    """What a firm is, before its own name; in German and Dutch at the end of a word too ("reiterhof")."""
    low, words = page.low(index), page.lexicon.words
    if low in words["firm_heads"]:
        return True
    return "+" in words["number_glue"] and len(low) > 6 and low.endswith(page.lexicon.compound_heads)


def small_stop(page: Page, start: int) -> int | None:
    """The index behind the name that the head at `start` begins; None where no name follows it.

    Up to a mark, to a word that leads on, or to a number that counts the word behind it ("… il faro 30 kg di pane");
    elsewhere words of the item follow, and the name has one word of its own, with its articles and joiners.
    """
    if not is_head(page, start) or not page.free(start):
        return None
    if addressed := _addressed_stop(page, start):
        return addressed
    stop = start + 1
    while stop < start + _LONGEST and (is_plain(page, stop) or _joins(page, stop)):
        stop += 1
    if not (page.low(stop) in _SEPARATORS or page.cue(stop, *_LEADS_ON) or names_item_behind(page, stop)):
        stop = min(stop, _shortest(page, start))
    while stop > start and _joins(page, stop - 1):
        stop -= 1
    return stop if stop > start + 1 else None


def with_house_number(page: Page, start: int, stop: int) -> int:
    """ "Condominio Via Tasso 9", "comunidad calle luna 8": houses are known by their address, to its number."""
    streets = page.lexicon.words["streets"]
    if not page.free(stop) or not page.tokens[stop].text.isdecimal() or not is_head(page, start):
        return stop
    if page.tokens[stop].unit or page.low(stop + 1) in page.lexicon.units:
        return stop  # "Galerij De Kade 25 meter kabel"
    inside = any(page.low(index) in streets for index in range(start + 1, stop))
    return stop + 1 if inside and len(page.low(stop)) <= _HOUSE_DIGITS else stop


def _addressed_stop(page: Page, start: int) -> int | None:
    """The same in small letters, where words of streets mean other things too."""
    for index in range(start + 1, min(len(page), start + _LONGEST + 2)):
        if not page.free(index) or page.tokens[index].kind not in ("word", "number"):
            return None
        if page.tokens[index].kind == "number":
            return index + 1 if with_house_number(page, start, index) > index else None
    return None


def names_item_behind(page: Page, number: int) -> bool:
    """Whether a number counts a thing that stands behind it, so that the words before it name none."""
    if not page.free(number) or page.tokens[number].kind != "number" or number + 1 >= len(page):
        return False
    position = number + 1
    position += page.low(position) in page.lexicon.units and page.tokens[number].unit is None
    position += page.low(position) in page.lexicon.words["of"]
    token = page.tokens[position] if page.free(position) else None
    return token is not None and token.kind == "word" and is_plain(page, position)


def _shortest(page: Page, start: int) -> int:
    stop = start + 1
    stop += not _joins(page, stop)
    while _joins(page, stop) and is_plain(page, stop + 1 + _joins(page, stop + 1)):
        stop += 2 + _joins(page, stop + 1)
    return stop


def _joins(page: Page, index: int) -> bool:
    """ "du", "el", "zum": within a name, no "and" that may lead to something else."""
    words, low = page.lexicon.words, page.low(index)
    small = low in words["joiners"] or low in words["articles"] or low in words["of"]
    return small and low not in words["extras"] and page.free(index)


def is_plain(page: Page, index: int, harmless: frozenset[str] = frozenset()) -> bool:
    """A word that is neither filler nor unit, and that means nothing else but what is `harmless`."""
    if not page.free(index) or page.tokens[index].kind != "word":
        return False
    low, words = page.low(index), page.lexicon.words
    dated = low in page.lexicon.months or low in page.lexicon.weekdays
    filler = low in words["vague"] or low in words["articles"] or low in page.lexicon.units
    return not (dated or filler or page.tokens[index].cues.keys() - harmless)
