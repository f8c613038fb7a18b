"""Where the name of a person or company begins and ends, and which of both it is."""

from app.llm.providers.offline.heads import is_head, names_item_behind, with_house_number
from app.llm.providers.offline.numbered_names import is_capital, is_glued_capital, is_name_number
from app.llm.providers.offline.page import Page

_LONGEST = 9
_LONGEST_LOWER = 4


def name_stop(page: Page, start: int, lower: bool = False) -> int:
    """The index behind the name that begins at `start`; `start` itself when none does.

    Names are capitalised words with the joiners between them (of, &, von) and a company's suffix. With `lower`, as in
    hasty typing, up to four small words count too.
    """
    return with_house_number(page, start, headed_stop(page, start) or _plain_stop(page, start, lower))


def headed_stop(page: Page, start: int) -> int | None:
    """ "Scuola di danza Aurora", "clinique vétérinaire Laval": what a firm is, small words, then its name."""
    words = page.lexicon.words
    if page.lexicon.capital_nouns or not page.free(start) or page.low(start) not in words["firm_heads"]:
        return None
    for index in range(start + 1, min(len(page), start + _LONGEST_LOWER + 1)):
        token = page.tokens[index]
        if token.taken or token.kind != "word":
            return None
        if token.text[0].isupper():
            begin = index + page.opens_name(index)  # "asociación El Carmen": there its article is no pronoun.
            stop = _plain_stop(page, begin, lower=False)
            return stop if stop > begin else None
        joins = token.low in words["joiners"] and token.low not in words["extras"]
        if not joins and (token.cues or token.low in words["vague"] or token.low in page.lexicon.units):
            return None
    return None


def _plain_stop(page: Page, start: int, lower: bool) -> int:
    position = start
    small = 0
    while position < min(len(page), start + _LONGEST) and page.free(position):
        if _is_complete(page, start, position):
            break
        if _is_name_word(page, position, start) or _bridges(page, position, start):
            position += 1
        elif lower and small < _LONGEST_LOWER and _is_small_word(page, position, start):
            small += 1
            position += 1
            if _ends_firm(page, position, start):
                break
        else:
            break
    while position > start and page.low(position - 1) in page.lexicon.words["joiners"] | {","}:
        position -= 1
    return start if _is_calendar(page, start) and (position == start + 1 or _is_year(page, start + 1)) else position


def _ends_firm(page: Page, stop: int, start: int) -> bool:
    """Hasty typing sets no mark behind a name: in "bill acme bakery logo" the bakery ends it."""
    ends = page.lexicon.words["suffixes"] | page.lexicon.words["firm_words"]
    goes_on = page.low(stop) in ends or page.low(stop) in page.lexicon.words["joiners"]
    return stop > start + 1 and page.low(stop - 1) in ends and not goes_on


def _is_complete(page: Page, start: int, position: int) -> bool:
    """Where nouns are capitalised, "GmbH" ends a firm, and "Frau" is followed by her name and by nothing more.

    In any language a capital behind "Inc." begins a sentence.
    """
    words = page.lexicon.words
    dotted = position > start + 1 and page.low(position - 1) == "." and page.low(position - 2) in words["suffixes"]
    if dotted and page.low(position) not in words["suffixes"] | {"&", ".", ","}:
        return True
    if not page.lexicon.capital_nouns or position == start:
        return False
    if page.low(position - 1) in words["suffixes"] and page.low(position) not in words["suffixes"] | {"&", ".", "("}:
        return True
    if page.low(start) not in (words["titles"] | words["household"]) - words["determiners"]:
        return False
    named = [low for index in range(start, position) if (low := page.low(index)) not in words["titles"] | {"."}]
    counted = page.free(position + 1) and page.tokens[position + 1].kind in ("number", "money")
    known = named[:1] and named[0] in words["given_names"]
    both = not counted or known or names_item_behind(page, position + 1)  # "Frau Maier Putzhilfe 4 Std."
    return len(named) >= (2 if both else 1)


def _is_calendar(page: Page, position: int) -> bool:
    """ "from Jan to Mar" names nobody."""
    if page.low(position).partition(" ")[0] in page.lexicon.months and page.low(position)[-1:].isdecimal():
        return True  # "January 2028" as one token
    return page.low(position) in page.lexicon.months or page.low(position) in page.lexicon.weekdays


def _is_year(page: Page, position: int) -> bool:
    return page.low(position).isdecimal() and len(page.low(position)) == 4


def _is_name_word(page: Page, position: int, start: int) -> bool:
    token = page.tokens[position]
    if token.kind in ("number", "code"):
        return is_name_number(page, position, start)
    if position == start and token.text.isupper() and token.low in page.lexicon.tax_names:
        return False  # "assujettie à la TVA"
    if position == start and token.low in page.lexicon.words["pronoun_verbs"]:
        return False  # "It's £450"
    if token.kind != "word" or (
        token.low in page.lexicon.words["pronouns"] and not _is_inner_capital(page, position, start)
    ):
        return False
    if position > start and page.low(position) in page.lexicon.words["suffixes"]:
        return True
    if (
        position == start
        and token.low in page.lexicon.words["titles"]
        and is_capital(page, page.skip(start + 1, ".", *page.lexicon.words["joiners"]))
    ):
        return True
    return token.text[0].isupper() or not (token.text[0].islower() or token.text[0].isupper())


def _is_inner_capital(page: Page, position: int, start: int) -> bool:
    """The "Het" of "Huize Het Anker" is no pronoun."""
    token = page.tokens[position]
    return position > start and len(token.text) > 1 and token.text.istitle() and is_capital(page, position + 1)


def _bridges(page: Page, position: int, start: int) -> bool:
    """A joiner before a further name word, the dot of an abbreviation, the comma before "Inc"."""
    if position == start:
        return False
    token, low = page.tokens[position], page.low(position)
    before = page.tokens[position - 1]
    if position == start + 1 and before.kind == "number" and is_glued_capital(page, position):
        return True
    if token.kind == "word" and token.gap == 0 and before.kind == "number" and is_capital(page, position + 1):
        return True
    if low == ".":
        short = before.low in page.lexicon.words["abbreviations"] or len(before.text) == 1 or "." in before.low
        return token.gap == 0 and short
    if low in "'’" and token.gap == 0 and before.low.endswith("s"):
        return is_capital(page, position + 1)  # "Residents' Association"
    if low == ",":
        return page.low(position + 1) in page.lexicon.words["suffixes"]
    if low not in page.lexicon.words["joiners"] or not page.free(position + 1):
        return False
    if (position > start + 1 or is_head(page, start - 1)) and page.cue(position, "to_label"):
        return False  # "Taller Robles al Hotel Marisol"; "Osteria al Porto" goes on.
    if page.low(position + 1) in page.lexicon.tax_names:
        return False  # "Ana Reis com IVA"
    words = page.lexicon.words
    article = page.lexicon.capital_nouns and low in words["articles"] and before.low not in words["joiners"]
    if article and not {page.low(start), page.low(start - 1)}.isdisjoint(words["given_names"] | words["titles"]):
        return False  # "für Karin Wolf den Zaun", but "Karin von der Heide"
    return _is_name_word(page, position + 1, start) or (
        page.low(position + 1) in page.lexicon.words["joiners"]
        and page.free(position + 2)
        and _is_name_word(page, position + 2, start)
    )


def _is_small_word(page: Page, position: int, start: int) -> bool:
    token = page.tokens[position]
    if position > start and token.low == "&":
        return True
    if token.kind == "punct" and token.text == "." and token.gap == 0 and position > start:
        return len(page.tokens[position - 1].text) == 1
    return token.kind == "word" and token.low not in page.lexicon.words["vague"]


def is_thing(page: Page, position: int, start: int) -> bool:
    """Where nouns are capitalised: whether "für" at `position` leads to what is billed ("die Wartung der Heizung").

    Two capitals in a row, or a word that firms and people are known by, make a name all the same.
    """
    stop = name_stop(page, start)
    if not page.lexicon.capital_nouns or stop == start:
        return False
    words = page.lexicon.words
    signs = words["suffixes"] | words["titles"] | words["household"] | words["given_names"]
    lows = [page.low(index) for index in range(start, stop)]
    pairs = zip(range(start, stop), range(start + 1, stop), strict=False)
    if (
        not signs.isdisjoint(lows)
        or lows[0].endswith(page.lexicon.compound_heads)
        or any(_are_capitals(page, *pair) for pair in pairs)
    ):
        return False
    begin = max(0, position - _LONGEST)
    led = page.low(start - 1) in words["articles"]
    priced = any(page.tokens[index].kind == "money" for index in range(begin, position))
    return led or priced or page.find_cue(stop, page.sentence_end(position), "to_label") is not None


def _are_capitals(page: Page, first: int, second: int) -> bool:
    return all(page.tokens[index].kind == "word" and page.tokens[index].text[0].isupper() for index in (first, second))


def is_person(page: Page, start: int, stop: int) -> bool:
    """A title, a known given name or "family"; everything else is taken for a company."""
    words = [page.low(index) for index in range(start, stop)]
    firm = page.lexicon.words["suffixes"] | {"&"}
    if not words or not firm.isdisjoint(words) or words[-1] in page.lexicon.words["firm_words"]:
        return False
    if words[0] in page.lexicon.words["titles"] or words[-1] in page.lexicon.words["household"]:
        return True
    if words[0] in page.lexicon.words["parties"] and page.tokens[start].text[0].isupper():
        words = words[1:] or words  # "Sister Josephine Obi"
    return words[0] in page.lexicon.words["given_names"] and len(words) <= 4
