"""Numbers that belong to a name: "Studio 54 Events", "3M", "7-Eleven"; not those that count what is behind it."""

from app.llm.providers.offline.page import Page

_MOST_COUNTED = 4


def is_name_number(page: Page, position: int, start: int) -> bool:
    """ "Studio 54 Events", "Flat 3B Rentals", "B2B Leads"; at the start only before two capitals: "3 Rivers Club"."""
    token, after = page.tokens[position], position + 1
    mixed = token.kind == "code" and token.text[0].isupper() and not token.text.isupper()
    if mixed and token.gap == 1 and (position > start or is_capital(page, after)):
        return True
    if token.unit or not token.text[0].isalnum() or len(token.text) > 4 or (position > start and token.gap != 1):
        return False
    if token.kind == "number" and not token.text.isdecimal():
        return False
    suffix = page.tokens[after] if after < len(page) else None
    if suffix and suffix.kind == "word" and suffix.gap == 0 and len(suffix.text) <= 2:
        after += 1  # 3B, 5th
    if position > start and _counts(page, position, start):
        return False
    if position > start:
        placed = token.kind == "number" and page.cue(position - 1, "place_number") > 0
        return is_capital(page, after) or (placed and page.cue(position + 1, "to_weak") > 0)  # "Studio 9 for …"
    if is_glued_capital(page, position + 1):
        return True
    return is_capital(page, after) and (token.kind == "code" or is_capital(page, after + 1))


def _counts(page: Page, position: int, start: int) -> bool:
    """Where nouns are capitalised, a number behind a name counts the noun that a price follows: "20 Trikots à 18 €"."""
    if not page.lexicon.capital_nouns:
        return False
    for index in range(position + 2, min(len(page), position + 2 + _MOST_COUNTED)):
        if page.cue(index, "strict_at", "times") or page.tokens[index].kind == "money":
            return index > position + 2 or position > start + 1 or page.tokens[index].kind != "money"
        if page.tokens[index].kind != "word" or not page.tokens[index].text[0].isupper():
            return False
    return False


def is_glued_capital(page: Page, position: int) -> bool:
    """The "M" of "3M for …", the "-Eleven" of "7-Eleven": no unit, for those are written small."""
    if page.low(position) == "-" and page.tokens[position].gap == 0:
        position += 1
        named = page.free(position) and page.tokens[position].kind == "word" and page.tokens[position].gap == 0
        return named and page.tokens[position].text[0].isupper()
    if not page.free(position) or page.tokens[position].kind != "word" or page.tokens[position].gap:
        return False
    closed = page.cue(position + 1, "to_weak") > 0 or page.low(position + 1) in (":", ",")
    return page.tokens[position].text.isupper() and len(page.low(position)) <= 2 and closed


def is_capital(page: Page, position: int) -> bool:
    """A capitalised word of this name, and no unit or currency: "Studio 54 Events", not "Joe 54 EUR"."""
    if not page.free(position) or page.tokens[position].kind != "word" or page.tokens[position].gap != 1:
        return False
    token = page.tokens[position]
    return token.text[0].isupper() and token.low not in page.lexicon.units and token.low not in page.lexicon.currencies
