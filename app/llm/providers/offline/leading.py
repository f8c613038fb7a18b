"""Names in small letters that show what they are ("orbit labs", "rita gomez"), and an address in a sentence."""

from app.llm.providers.offline.addresses import address_rows, address_stop
from app.llm.providers.offline.details import PartyWriter
from app.llm.providers.offline.heads import is_head, is_plain, small_stop
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_LONGEST = 6
_ORDERS = ("invoice_noun", "bill_verb", "request")
_MOST_SMALL = 3
_SEPARATORS = frozenset({",", ":", "-", "–", "—", "/", "|", "\n"})


def read_said_address(page: Page, writer: PartyWriter) -> None:
    """ "Their address is 3 Mill Lane, Leeds"."""
    for position in page.places("address_is", "whereabouts"):
        start = page.skip(position + page.cue(position, "address_is", "whereabouts"), ",", ":")
        stop = address_stop(page, start)
        for row in address_rows(page.words(start, stop), page.lexicon.words["streets"]) if stop > start else ():
            writer.row("to", *row)
        if stop > start or not page.cue(position, "whereabouts"):
            page.take(position, stop)


def fills_clause(page: Page, start: int) -> bool:
    """Whether one to four small words go from `start` to the end of the clause: "cust jan kowalski"."""
    end = clause_end(page, start)
    return 1 <= end - start <= _MOST_SMALL + 1 and all(_is_inner(page, index) for index in range(start, end))


def _is_inner(page: Page, index: int) -> bool:
    """Words of places too: "bluebell hall band"."""
    return _is_plain(page, index) or (page.free(index) and page.tokens[index].cues.keys() == {"place_number"})


def clause_end(page: Page, start: int) -> int:
    """The end of the clause, or the colon within it: "-> tina's bar: 4 sets at 22"."""
    end = page.clause(start)[1]
    return next((at for at in range(start, min(end, start + _LONGEST)) if page.low(at) == ":"), end)


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
        if token.text[0].islower() and (token.low in words["vague"] or page.cue(index, *_ORDERS)):
            break  # "for the invoice please use X Ltd"
        if index > start and (page.low(index) in words["household"] or _ends_firm(page, index)):
            return index + 1
    return _person_stop(page, start)


def _person_stop(page: Page, start: int) -> int | None:
    """Behind "mevrouw de wit", "signora Bruna Testa", "rita gomez", "j. lowe"."""
    words = page.lexicon.words
    behind = page.skip(start + 1, ".", *words["joiners"])
    if page.low(start) in words["titles"] and behind < len(page) and page.tokens[behind].text[0].isupper():
        return stop if (stop := name_stop(page, start)) > start + 1 else None
    if page.low(start) in words["titles"] and page.low(behind - 1) in words["joiners"] and _is_plain(page, behind):
        return behind + 1  # "mevrouw de wit"
    joined = page.low(start) in words["given_names"] and page.low(behind - 1) in words["joiners"] - words["extras"]
    if joined and behind > start + 1 and page.tokens[start].text[0].islower() and _is_plain(page, behind):
        return behind + 1  # "sanne de wit"
    initial = len(page.low(start)) == 1 and page.low(start + 1) == "."
    if (initial or page.low(start) in words["given_names"] | words["titles"]) and _is_plain(page, start + 1):
        if page.tokens[start].text[0].isupper() and name_stop(page, start) > start + 1:
            return name_stop(page, start)
        titled = page.low(start) in words["titles"] and page.low(start + 1) in words["given_names"]
        return start + 2 + (page.low(start + 1) == "." or (titled and _is_plain(page, start + 2)))
    return None


def _ends_firm(page: Page, index: int) -> bool:
    """The last of "labs", "hotel", "ltd" in a row."""
    ends = page.lexicon.words["suffixes"] | page.lexicon.words["firm_words"]
    return page.low(index) in ends and page.low(index + 1) not in ends


def _is_plain(page: Page, index: int) -> bool:
    if not page.free(index) or page.tokens[index].kind != "word":
        return page.low(index) == "." and page.free(index + 1)
    initial = len(page.low(index)) == 1 and page.low(index + 1) == "."
    return initial or is_plain(page, index)
