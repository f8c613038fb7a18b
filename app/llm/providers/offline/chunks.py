"""Sentences to chunks: the stretch of words that speaks of one item, which as a rule holds one price."""

from collections.abc import Iterator

from app.llm.providers.offline.clauses import is_of_clause
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import Part, has_money, is_filler, is_quantity, price_strength
from app.llm.providers.offline.weak import is_weak

_SEPARATORS = frozenset({",", ";", "(", ")", "|", "•", "*", "+", "—", "–", "-", "/"})
_COLUMN_GAP = 3
_PER_REACH = 10
_RESTART_REACH = 9
_EACH_REACH = 5


def sentences(page: Page) -> Iterator[tuple[int, int]]:
    """The spans of all sentences, without the marks that end them."""
    position = 0
    while position < len(page):
        stop = page.sentence_end(position)
        if stop > position:
            yield position, stop
        position = stop + 1


def after_bullet(page: Page, start: int, stop: int) -> int:
    """The index behind "-", "*", "1)", "2." at the start of a line."""
    if not page.starts_line(start):
        return start
    if page.low(start) in ("-", "*", "•", "–", "—", "·", "+"):
        return start + 1
    number = page.tokens[start].text.isdecimal() and page.low(start + 1) in (")", ".") and start + 2 < stop
    return start + 2 if number and page.tokens[start + 1].gap == 0 else start


def parts(page: Page, start: int, stop: int) -> list[Part]:
    """The pieces of a sentence between commas, brackets, "and", columns, and whatever was taken already."""
    found: list[Part] = []
    begin, separator = start, ""
    for position in range(start, stop + 1):
        mark = _separator(page, position, begin) if position < stop else "end"
        if mark is None:
            continue
        if position < begin:
            continue  # Within "together with".
        if position > begin:
            found.append(Part(begin, position, separator))
        width = 0 if mark in ("column", "next") else max(1, page.cue(position, "extra"))
        begin, separator = position + width, mark
    return found


def _separator(page: Page, position: int, begin: int) -> str | None:
    token = page.tokens[position]
    if token.taken:
        return "taken"
    if token.kind == "number" and position > begin and page.tokens[position - 1].kind == "money":
        return "next"  # "1 x lamp $85 2 x cable $60"
    if token.kind == "word" and position > begin and _restarts(page, position, begin):
        return "next"  # "30 bales at 6 euros each delivery 40 euros", as dictation has it
    if token.gap >= _COLUMN_GAP and position > begin:
        return "column"
    if token.kind == "punct" and token.low in _SEPARATORS and _stands_alone(page, position):
        return token.low
    if token.low == "&" and position + 1 < len(page) and page.tokens[position + 1].kind == "number":
        return "&"  # "SEO & 2 blog posts", not "R & D"
    if page.cue(position, "but") and token.kind == "word":
        return ","  # "12 lamps at $20 but the delivery was $30"
    joins = page.cue(position, "extra")
    if joins > 1:
        return "+"  # "together with", "as well as"
    return token.low if joins and token.low in page.lexicon.words["extras"] else None


def _restarts(page: Page, position: int, begin: int) -> bool:
    """A plain word behind a price that has its name already, with a further price ahead that nothing sets apart."""
    if is_filler(page, position) or page.tokens[position].cues:
        return False
    price = _price_behind(page, position, begin)
    if price is None or not has_name(page, Part(begin, price, "")):
        return False
    for index in range(position + 1, min(page.clause(position)[1], position + _RESTART_REACH)):
        if page.tokens[index].taken or page.cue(index, "extra", "total_said"):
            return False
        if page.tokens[index].kind == "money":
            return True
    return False


def _price_behind(page: Page, position: int, begin: int) -> int | None:
    """The price that ends right before `position`, perhaps with its "each" or "the kilo"."""
    for index in range(position - 1, max(begin, position - _EACH_REACH) - 1, -1):
        if page.tokens[index].kind == "money" and page.free(index):
            each = page.cue(index + 1, "each", "per", "per_article")
            behind = index + 1 + each + (page.low(index + 1 + each) in page.lexicon.units if each else 0)
            return index if behind == position else None
    return None


def _stands_alone(page: Page, position: int) -> bool:
    """A hyphen or slash counts only between blanks: "end-of-tenancy" and "$150/hour" are one."""
    if page.low(position) not in "-/–—":
        return True
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    return page.tokens[position].gap > 0 and after is not None and after.gap > 0


def chunks(page: Page, pieces: list[Part]) -> list[list[Part]]:
    """Pieces put together so that each chunk has its price; what follows a price and has none is left to the last."""
    priced = [has_price(page, piece) for piece in pieces]
    named = [has_name(page, piece) for piece in pieces]
    _uncount_prices(page, pieces, priced, named)
    glosses = _take_glosses(page, pieces, priced, named)
    later_nameless = _nameless_ahead(priced, named)
    made: list[list[Part]] = []
    complete = nameless = False
    last_priced = None
    for index, piece in enumerate(pieces):
        if last_priced is not None and not priced[index] and _is_of_price_before(page, piece):
            last_priced.append(piece)
            continue
        if made and glosses[index]:
            made[-1].append(piece)
            continue
        needed = later_nameless[index] or _is_joint(page, pieces, priced, index)
        if made and (not complete or _continues(page, piece, priced[index], named[index], needed)):
            made[-1].append(piece)
            nameless = nameless and not named[index]
        elif made and nameless and named[index] and not priced[index] and not later_nameless[index]:
            made[-1].append(piece)
            nameless = False
        else:
            made.append([piece])
            complete, nameless = False, not named[index]
        complete = complete or priced[index]
        last_priced = made[-1] if complete else last_priced
    return made


def _take_glosses(page: Page, pieces: list[Part], priced: list[bool], named: list[bool]) -> list[bool]:
    """Which pieces name the price right before them: "90 € (new lock) and 40 € (two keys)" has two names."""
    glosses = [False] * len(pieces)
    for index, piece in enumerate(pieces[1:], start=1):
        behind = page.tokens[piece.start - 2].kind == "money" and piece.separator == "("
        glosses[index] = behind and page.low(piece.stop) == ")" and named[index] and not priced[index]
        glosses[index] = glosses[index] and priced[index - 1]
        named[index - 1] = named[index - 1] or glosses[index]
    return glosses


def _is_joint(page: Page, pieces: list[Part], priced: list[bool], index: int) -> bool:
    """The "hedge trimming" of "3 visits at $40 each and hedge trimming and leaf removal for $90"."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or not priced[index + 1] or page.tokens[after.start].number is not None:
        return False
    return after.separator in page.lexicon.words["extras"]


def _uncount_prices(page: Page, pieces: list[Part], priced: list[bool], named: list[bool]) -> None:
    """Of "network points, 9, £68 per point" the bare number is no price, for the price has no other name."""
    for index, piece in enumerate(pieces[:-1]):
        bare = piece.stop == piece.start + 1 and page.tokens[piece.start].kind == "number"
        if bare and priced[index + 1] and not named[index + 1] and has_money(page, pieces[index + 1]):
            priced[index] = False


def _nameless_ahead(priced: list[bool], named: list[bool]) -> list[bool]:
    """For each piece whether the next piece with a price has no name of its own, so that it needs this one's."""
    ahead = [False] * len(priced)
    for index in range(len(priced) - 2, -1, -1):
        ahead[index] = not named[index + 1] if priced[index + 1] else ahead[index + 1]
    return ahead


def _continues(page: Page, piece: Part, priced: bool, named: bool, needed_ahead: bool) -> bool:
    if priced and is_quantity(page, piece.start):
        return False  # "200 boxes @ 4.75, 50 crates @ 12"
    if priced:
        return not named or bool(page.cue(piece.start, "each"))
    if page.cue(piece.start, "each", "per", "total_said") or page.tokens[piece.start].kind == "number":
        return not needed_ahead
    return (piece.separator in page.lexicon.words["joiners"] or piece.separator in ("taken", ")")) and not needed_ahead


def _is_of_price_before(page: Page, piece: Part) -> bool:
    """ "$15 per seat per month, billed annually (12 months)": the months are those of the price."""
    if piece.stop < piece.start + 2 or page.tokens[piece.stop - 2].kind != "number":
        return False
    unit = page.lexicon.units.get(page.low(piece.stop - 1))
    for index in range(piece.start - 1, max(0, piece.start - _PER_REACH), -1):
        token = page.tokens[index]
        if token.kind in ("money", "line") or unit is None:
            return False
        if page.cue(index - 1, "per") and page.lexicon.units.get(token.low) == unit:
            return True
    return False


def has_name(page: Page, piece: Part) -> bool:
    """Whether a word in it can name an item; one weak word alone ("anyway", "sure") does not."""
    if piece.stop == piece.start + 1 and is_weak(page, piece.start):
        return False
    behind = piece.start
    for position in range(piece.start, piece.stop):
        if page.low(position) in page.lexicon.words["articles"]:
            behind = position + page.cue(position, "total_said", "each")
        if position < behind:
            continue  # "the lot" is two words
        token = page.tokens[position]
        if token.kind not in ("word", "code") or is_filler(page, position) or _is_order(page, position):
            continue
        if not is_of_clause(page, position):
            return True
    return False


def _is_order(page: Page, position: int) -> bool:
    """The "send" and "invoice" of "send X an invoice for 90 dollars"."""
    if page.cue(position, "request"):
        return True
    led = position > 0 and page.low(position - 1) in page.lexicon.words["articles"]
    return led and page.cue(position - 1, "invoice_noun") > 1


def has_price(page: Page, piece: Part) -> bool:
    """Whether some number in it is an amount of money."""
    tokens = page.tokens
    if any(token.kind == "money" and not token.taken for token in tokens[piece.start : piece.stop]):
        return True
    return any(
        tokens[position].number is not None and price_strength(page, position, piece)
        for position in range(piece.start, piece.stop)
    )
