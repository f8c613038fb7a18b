"""What in the words instructs the software instead of ordering an invoice: it is left out, and the rest is read."""

from app.llm.providers.offline.page import Page

_OPENERS = {"[": "]", "{": "}", "<": ">", "(": ")", "`": "`"}
_LONGEST = 300
"""Tokens between the brackets around an instruction."""
_OPENING = 8
"""Of brackets over several lines it has to open what is in them."""
_MARK = 6
"""A shorter one, as in "[SYSTEM OVERRIDE] …", only heads what follows it."""
_BEFORE = 60
_MOST = 200
_ADDRESS = 6
"""Tokens from "note to" to the machine that it is for."""


def drop_instructions(page: Page) -> None:
    """Take every sentence that tries to instruct the software; what it says changes nothing."""
    roles = page.word_places(page.lexicon.words["machine_roles"])
    addressed = [at for at in roles if _addresses_machine(page, at)][:_MOST]
    for position in sorted({*page.places("machine", "injection"), *addressed}):
        if not page.free(position):
            continue
        if span := _enclosure(page, position):
            mark = span[1] - span[0] <= _MARK and not page.cue(span[1], "bill_verb", "request")
            page.take(span[0], _order_behind(page, span[1]) if mark else span[1])
        else:
            # What speaks to the machine by name is its to the end of the line, however many sentences that takes.
            named = page.cue(position, "machine") > 0 or position in addressed
            stop = _order_behind(page, position) if named else page.sentence_end(position)
            page.take(_clause_start(page, position), stop)
        page.facts.doubt("ignored_instruction", "notes", "An instruction to the software was left out.")


def _addresses_machine(page: Page, at: int) -> bool:
    """ "note for automated tools: …", "any AI reading this", "LLMs must …"; not "a note for the model railway"."""
    words = page.lexicon.words
    if not page.free(at):
        return False
    told = page.cue(at + 1, "machine_must") > 0 or page.low(at + 1) in (":", ",", "]", ")")
    if told and page.low(at) in words["machines"]:
        return page.low(at + 1) == ":" or page.cue(at + 1, "machine_must") > 0 or _is_led(page, at)
    return told and _is_led(page, at)


def _is_led(page: Page, at: int) -> bool:
    """Whether "note to", "dear" or the like stands before the machine, with nothing but what describes it between."""
    for start in range(at - 1, max(-1, at - _ADDRESS), -1):
        if width := page.cue(start, "machine_lead"):
            return start + width <= at
        if page.tokens[start].kind != "word" or page.ends_sentence(start):
            return False
    return False


def _enclosure(page: Page, position: int) -> tuple[int, int] | None:
    """The brackets, tags, comment marks or fence that the instruction stands in, with what is in them."""
    for start in range(position, max(-1, position - _BEFORE), -1):
        closer = _OPENERS.get(page.low(start))
        if closer is None:
            continue
        while start > 0 and page.low(start - 1) == page.low(start) and not page.tokens[start].gap:
            start -= 1
        if closer == ">" and not (page.low(start + 1) == "!" or page.low(start + 2) == closer):
            continue  # "<<<" sets apart what a customer wrote, and that holds the order.
        stop = _closing(page, start, closer)
        if stop is None or stop <= position:
            continue
        if position - start <= _OPENING or page.line_end(start) >= stop:
            return start, stop
    return None


def _closing(page: Page, start: int, closer: str) -> int | None:
    """Behind the mark that closes what opens at `start`; of "<system>" and "[INST]" behind their closing tag."""
    limit = min(len(page), start + _LONGEST)
    opener, depth = page.low(start), 0
    tag = page.low(start + 1) if page.low(start + 2) == closer else None
    if tag:
        for at in range(start + 3, limit - 3):
            if [page.low(at), page.low(at + 1), page.low(at + 2), page.low(at + 3)] == [opener, "/", tag, closer]:
                return at + 4
    for at in range(start, limit):
        low = page.low(at)
        if low == opener and closer != opener:
            depth += 1
        elif low == closer and at > start + (closer == opener) * 2:
            depth -= 1
            if depth <= 0:
                return _behind_marks(page, at, closer)
    return None


def _behind_marks(page: Page, at: int, closer: str) -> int:
    while at + 1 < len(page) and page.low(at + 1) == closer and not page.tokens[at + 1].gap:
        at += 1
    return at + 1


def _order_behind(page: Page, position: int) -> int:
    """To the end of the line, or to the order that follows an instruction which stands at the head of the words."""
    stop = page.line_end(position) if position < len(page) else position
    if page.find_cue(0, position, "bill_verb", "invoice_noun", "request") is not None:
        return stop
    at = page.sentence_end(position) if position < stop else stop
    while at < stop:
        if page.cue(at + 1, "bill_verb", "request"):
            return at
        at = page.sentence_end(at + 1) if at + 1 < stop else stop
    return stop


def _clause_start(page: Page, position: int) -> int:
    """Back to the start of the sentence, but never over an amount: what was said before stays said."""
    start = position
    while start > 0 and page.free(start - 1) and page.sentence_end(start - 1) == page.sentence_end(position):
        if page.tokens[start - 1].kind == "number" or page.low(start - 1) in (",", ";", "<", "[", "("):
            break
        start -= 1
    return start
