"""The customer of a note that has no verb: "acme bakery logo 2k", "studio 54 events, dj set 800", "Hale family: …"."""

from collections.abc import Iterator

from app.llm.providers.offline.addresses import address_rows, address_stop
from app.llm.providers.offline.chunks import has_name, sentences
from app.llm.providers.offline.details import PartyWriter
from app.llm.providers.offline.heads import is_head, small_stop
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import Part

_LONGEST = 6
_MOST_SMALL = 3
_MOST_COMMAS = 100
_SEPARATORS = frozenset({",", ":", "-", "–", "—", "/", "|", "\n"})


def read_leading(page: Page, writer: PartyWriter) -> bool:
    """Take the name that opens the words, if it shows what it is and leaves something to bill behind it."""
    start = next((index for index in range(min(len(page), 40)) if _opens(page, index)), None)
    if start is None or _speaks(page, start):
        return False
    stop = sure_stop(page, start)
    guessed = None if stop else _apart_stop(page, start)
    stop = stop or guessed
    if stop is None or not _names_an_item(page, stop):
        return False
    end = page.line_end(start)
    writer.party("to", start, stop=stop)
    if page.cue(stop, "invoice_noun") and stop + page.cue(stop, "invoice_noun") == end:
        page.take(stop, end)  # "Hale Fisheries invoice" as a heading.
    if guessed:
        page.facts.doubt("guessed_customer", "to_details", "Nothing says whom to bill; the first words were taken.")
    return True


def read_said_address(page: Page, writer: PartyWriter) -> None:
    """ "Their address is 3 Mill Lane, Leeds"."""
    for position in page.places("address_is"):
        start = position + page.cue(position, "address_is")
        stop = address_stop(page, start)
        for row in address_rows(page.words(start, stop), page.lexicon.words["streets"]) if stop > start else ():
            writer.row("to", *row)
        page.take(position, stop)


def read_guessed(page: Page, writer: PartyWriter) -> bool:
    """ "website 500 for rita gomez": small words behind an item, to the end of the clause."""
    for position in page.places("to_weak"):
        begin, end = page.clause(position)
        start = position + 1
        item_before = any(page.free(index) for index in range(max(begin, position - _LONGEST), position))
        if page.low(start) in page.lexicon.words["articles"]:
            continue  # "pour la réparation": people and firms have none in hasty typing.
        if not item_before or not 1 <= end - start <= _MOST_SMALL:
            continue
        if all(page.free(index) and _is_plain(page, index) for index in range(start, end)):
            page.take(position, writer.party("to", start, stop=end))
            page.facts.doubt("guessed_customer", "to_details", "Nothing says whom to bill but the words behind 'for'.")
            return True
    return False


def read_trailing(page: Page, writer: PartyWriter) -> bool:
    """ "2 cords firewood 310 ea, hank pruitt": a person's name as the last clause of hasty typing."""
    end = len(page)
    while end and page.tokens[end - 1].low in ("\n", "."):
        end -= 1
    start = page.clause(end - 1)[0] if end else 0
    person = 2 <= end - start <= _MOST_SMALL and page.low(start) in page.lexicon.words["given_names"]
    if not start or not person or not fills_clause(page, start):
        return False
    page.take(start, writer.party("to", start, stop=end))
    return True


def fills_clause(page: Page, start: int) -> bool:
    """Whether one to four small words go from `start` to the end of the clause: "cust jan kowalski"."""
    end = page.clause(start)[1]
    return 1 <= end - start <= _MOST_SMALL + 1 and all(_is_plain(page, index) for index in range(start, end))


def read_addressed(page: Page, writer: PartyWriter) -> None:
    """Take a name that opens a sentence or line and has a postal address beside or below it."""
    starts = [start for start, _ in sentences(page)]
    commas = [at + 1 for at in range(len(page) - 1) if page.free(at) and page.low(at) == ","]
    for start in (*starts, *commas[:_MOST_COMMAS]):
        first = page.skip_to_name(start, *page.lexicon.words["determiners"])
        stop = name_stop(page, first) if page.free(first) else first
        if stop == first or page.low(stop) not in (",", "\n") or not page.free(stop + 1):
            continue
        if address_stop(page, stop + 1) > stop + 1 and not page.cue(first, "to_label", "from_label", "closing"):
            if page.low(stop) == ",":
                writer.party("to", first, stop=stop)
            else:
                writer.block("to", first)
            return


def read_known(page: Page, writer: PartyWriter) -> None:
    """Take the only name that shows what it is ("doña Mercedes Quiroga", "Clínica Sorriso"), wherever it stands."""
    words = page.lexicon.words
    found: list[tuple[int, int]] = []
    for index, token in enumerate(page.tokens):
        shown = token.kind == "word" and not token.taken and (is_head(page, index) or token.low in words["titles"])
        if (
            shown
            and not (found and index < found[-1][1])
            and not page.cue(page.line_start(index), "greeting", "closing")
        ):
            stop = name_stop(page, index)
            named = any(page.tokens[at].text[0].isupper() for at in range(index + 1, stop))
            found += [(index, stop)] if named and not page.tokens[index - 1].cues.get("from_label") else []
    if len(found) == 1:
        page.take(found[0][0], writer.party("to", found[0][0], stop=found[0][1]))
        page.facts.doubt("guessed_customer", "to_details", "Nothing says whom to bill; the only name was taken.")


def read_lone(page: Page, writer: PartyWriter) -> None:
    """Take the only name of two or three capitals that is a clause of its own ("…, £310 each, Carys Probert, due …").

    What a price follows that has no other name is what is billed. Nouns tell nothing where they are capitalised.
    """
    found = [] if page.lexicon.capital_nouns else [start for start, _ in _clauses(page) if _is_lone(page, start)]
    if len(found) == 1:
        page.take(found[0], writer.party("to", found[0]))
        page.facts.doubt("guessed_customer", "to_details", "Nothing says whom to bill; the only name was taken.")


def _clauses(page: Page) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(page):
        stop = page.clause(position)[1]
        if stop > position:
            yield position, stop
        position = stop + 1


def _is_lone(page: Page, start: int) -> bool:
    stop = page.clause(start)[1]
    capitals = all(
        page.free(at) and page.tokens[at].kind == "word" and page.tokens[at].text.istitle() for at in range(start, stop)
    )
    if not 2 <= stop - start <= _MOST_SMALL or not capitals or page.cue(start, "greeting", "closing", "item_label"):
        return False
    end = page.clause(stop + 1)[1] if stop + 1 < len(page) else stop
    priced = any(page.tokens[at].kind in ("money", "number") for at in range(stop + 1, end))
    return page.low(stop) != "\n" and not (priced and not has_name(page, Part(stop + 1, end, "")))


def _opens(page: Page, index: int) -> bool:
    token = page.tokens[index]
    skipped = token.taken or token.kind in ("line", "punct") or page.cue(index, "greeting")
    return not skipped and token.low not in page.lexicon.words["articles"]


def _speaks(page: Page, start: int) -> bool:
    """Sentences and labels open with other words than a name."""
    words = page.lexicon.words
    cued = page.cue(start, "question", "request", "bill_verb", "item_label", "price_label", "due_cue", "invoice_noun")
    return cued > 0 or page.low(start) in words["pronouns"] | words["links"] | words["vague"]


def sure_stop(page: Page, start: int) -> int | None:
    """Behind a word that only ends the names of firms or families, or behind a person's name: "orbit labs"."""
    words = page.lexicon.words
    if not page.free(start) or page.low(start) in words["articles"] | words["vague"]:
        return None
    if page.tokens[start].kind == "number" and page.free(start + 1) and page.tokens[start + 1].text[0].islower():
        return None  # "2 window repairs" are counted, "3 Rivers Club" is a name.
    if is_head(page, start):
        capital = page.tokens[start].text[0].isupper() and name_stop(page, start) > start + 1
        return name_stop(page, start) if capital else small_stop(page, start)
    limit = min(page.line_end(start), start + _LONGEST)
    for index in range(start, limit):
        token = page.tokens[index]
        if token.taken or token.kind not in ("word", "code", "number", "punct") or token.low in _SEPARATORS:
            break
        if page.cue(index, "to_weak", "to_label", "from_label", "at"):
            break
        if index > start and (page.low(index) in words["household"] or _ends_firm(page, index)):
            return index + 1
    initial = len(page.low(start)) == 1 and page.low(start + 1) == "."
    if (initial or page.low(start) in words["given_names"] | words["titles"]) and _is_plain(page, start + 1):
        if page.tokens[start].text[0].isupper() and name_stop(page, start) > start + 1:
            return name_stop(page, start)
        titled = page.low(start) in words["titles"] and page.low(start + 1) in words["given_names"]
        return start + 2 + (page.low(start + 1) == "." or (titled and _is_plain(page, start + 2)))
    return None


def _apart_stop(page: Page, start: int) -> int | None:
    """Behind capitals, or a few small words, that a mark sets apart from the rest."""
    stop = name_stop(page, start)
    heads = page.cue(stop, "invoice_noun") > 0 and stop + page.cue(stop, "invoice_noun") == page.line_end(start)
    if stop > start + 1 and (heads or _is_separator(page, stop)):
        return stop
    stop = start
    while stop < start + _MOST_SMALL and _is_plain(page, stop) and page.tokens[stop].text.islower():
        stop += 1 + (page.low(stop + 1) == "." and len(page.low(stop)) == 1)
    colon = page.low(stop) == ":" or (page.low(stop) in ("-", "–") and _is_separator(page, stop))
    return stop if stop > start + 1 and colon else None


def _is_separator(page: Page, index: int) -> bool:
    return page.low(index) in _SEPARATORS and (page.low(index) != "-" or page.tokens[index].gap > 0)


def _ends_firm(page: Page, index: int) -> bool:
    """The last of "labs", "hotel", "ltd" in a row."""
    ends = page.lexicon.words["suffixes"] | page.lexicon.words["firm_words"]
    return page.low(index) in ends and page.low(index + 1) not in ends


def _is_plain(page: Page, index: int) -> bool:
    if not page.free(index) or page.tokens[index].kind != "word":
        return page.low(index) == "." and page.free(index + 1)
    low = page.low(index)
    if len(low) == 1 and page.low(index + 1) == ".":
        return True  # An initial.
    dated = low in page.lexicon.months or low in page.lexicon.weekdays
    filler = low in page.lexicon.words["vague"] or low in page.lexicon.words["articles"]
    return not (dated or filler or low in page.lexicon.units or page.tokens[index].cues)


def _names_an_item(page: Page, start: int) -> bool:
    """A word besides fillers, and behind the name some number to pay."""
    named = False
    for index in range(start, min(len(page), start + 60)):
        token = page.tokens[index]
        if token.taken:
            continue
        if token.kind == "word" and token.low not in page.lexicon.words["vague"]:
            named = True
        elif named and token.number is not None:
            return True
        elif token.number is not None and token.kind == "number":
            named = named or token.unit is not None
    return False
