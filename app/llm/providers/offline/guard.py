"""What in the words is no order to invoice: quoted older mails, waived fees, mail headers. Cf. `injections`."""

from app.core.money import CURRENCIES
from app.llm.providers.offline.labels import read_subject
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import phrase_of

_REACH = 24


def drop_quotes(page: Page) -> None:
    """Take lines that quote an older mail ("> ...") and the header lines of this one: they name who writes to whom."""
    for position in page.places("device_line"):
        if page.starts_line(position):
            page.take(position, page.line_end(position))  # "Sent from my iPhone 14"
    starts = [0, *(at + 1 for at, token in enumerate(page.tokens[:-1]) if token.kind == "line")] if page.tokens else []
    quoted = any(page.low(position) == ">" for position in starts)
    prices = _prices(page) if quoted or page.places("mail_subject") else []
    referred = quoted and _refers(page, prices)
    mail = any(page.cue(position, "mail_subject") and page.low(position + 1) == ":" for position in starts)
    mail = mail or _is_forwarded(page, starts)
    letter = bool(page.places("greeting")) or any(token.kind == "email" for token in page.tokens)
    for position in starts:
        header = mail and page.low(position + 1) == ":" and page.cue(position, "mail_subject", "mail_header")
        # Without a letter "Da: …" and "A: …" are the parties of a form, and "Oggetto: …" names the work.
        header = header and (letter or (page.cue(position, "mail_subject") and not page.cue(position, "item_label")))
        if page.low(position) == ">":
            page.take(position, position + 1 if referred and _tells(page, position) else page.line_end(position))
        elif header:
            read_subject(page, position)
            page.take(position, position + 2 if _holds_all(page, position, prices) else page.line_end(position))


def _prices(page: Page) -> list[int]:
    """Numbers beside a currency; amounts are not read yet."""
    return [at for at, token in enumerate(page.tokens) if token.kind == "number" and _names_currency(page, at)]


def _holds_all(page: Page, position: int, prices: list[int]) -> bool:
    """ "Subject: stump grinding, $480": the only price of the mail stands above it."""
    stop = page.line_end(position)
    return page.cue(position, "mail_subject") > 0 and bool(prices) and position < prices[0] and prices[-1] < stop


def _is_forwarded(page: Page, starts: list[int]) -> bool:
    """Lines as "From: Ivo <ivo@…>" and "Date: …" above a greeting head a mail that is passed on."""
    heads = [at for at in starts if page.cue(at, "mail_header") and page.low(at + 1) == ":"]
    mails = (any(token.kind == "email" for token in page.tokens[at : page.line_end(at)]) for at in heads)
    return len(heads) > 1 and any(mails) and bool(page.places("greeting", "closing", "forwarded"))


def _refers(page: Page, prices: list[int]) -> bool:
    """Whether the new mail says "same price" or "for it", so that the numbers of the older one are read."""
    if all(_is_quoted(page, at) for at in prices):
        return True  # The new mail has no price: what was written before has them.
    referring = any(not _is_quoted(page, at) for at in page.places("quote_reference"))
    of = page.lexicon.words["of"]
    replaced = [at for at in page.places("quote_replaced") if page.low(at + page.cue(at, "quote_replaced")) not in of]
    return referring and not replaced  # "12 tents instead of 10" changes a count, no price.


def _names_currency(page: Page, position: int) -> bool:
    """Whether a number stands beside "$" or "AED"."""
    beside = (*page.tokens[max(0, position - 1) : position], *page.tokens[position + 1 : position + 2])
    return any(
        token.text in "$€£¥₹" or token.text in CURRENCIES or token.low in page.lexicon.currencies for token in beside
    )


def _tells(page: Page, position: int) -> bool:
    """Whether the quoted line has a number or says whom to bill."""
    stop = page.line_end(position)
    number = any(token.kind == "number" for token in page.tokens[position:stop])
    if page.low(stop - 1) == "?":
        return number  # "> Shall I make the invoice out to X?"
    return number or any(page.cue(at, "to_label", "bill_verb") > 1 for at in range(position, stop))


def _is_quoted(page: Page, position: int) -> bool:
    return page.low(page.line_start(position)) == ">"


def drop_asides(page: Page) -> None:
    """Take "in the end", "as discussed": they name nothing."""
    for position in page.places("invoice_noun"):
        if page.free(position - 1) and page.tokens[position - 1].number == 1:
            page.take(position - 1, position)  # "1 factuur voor …"
    nouns = page.word_places(page.lexicon.words["meta_nouns"])
    for position in sorted({at - back for at in nouns for back in (1, 2)}):
        if page.free(position) and page.tokens[position].kind == "number":
            _drop_meta(page, position)
    for position in page.places("aside"):
        page.take(position, position + page.cue(position, "aside"))


def _drop_meta(page: Page, number: int) -> None:
    """ "Three changes to your list below: …", "one small correction": to the colon, where no amount stands."""
    noun = next((at for at in range(number + 1, number + 3) if page.low(at) in page.lexicon.words["meta_nouns"]), None)
    if noun is None or not page.free(noun):
        return
    limit = min(page.sentence_end(number), number + _REACH)
    stop = next((at for at in range(noun, limit) if page.low(at) == ":"), limit)
    billed = page.find_cue(noun, stop, "invoice_noun", "bill_verb", "fixed")
    stop = stop if billed is None else billed  # "two things on one invoice for X"
    if not any(page.tokens[at].number is not None for at in range(number + 1, stop)):
        page.take(number, stop)


def drop_waived(page: Page) -> None:
    """Take from "we do not charge" to the end of the clause: what is waived is no item."""
    for position in page.places("waived"):
        if page.free(position):
            _note_waived(page, position)
            page.take(position, page.clause(position)[1])
    for position in page.places("usual_price"):
        if page.free(position):
            _drop_usual_price(page, position)


def _note_waived(page: Page, position: int) -> None:
    """ "we waive the call-out" of a call-out that was told before."""
    start = position + page.cue(position, "waived")
    start += page.cue(start, "to_weak")
    stop = min(page.clause(position)[1], position + _REACH)
    named = page.low(start) in page.lexicon.words["articles"] and not page.ends_sentence(start)
    if named and not any(token.number is not None for token in page.tokens[start:stop]):
        page.left_out.append((phrase_of(page, start, stop), position))


def _drop_usual_price(page: Page, position: int) -> None:
    """ "normally $40" beside another price is only a comparison; in "a quoted survey at $200" it is the price."""
    behind = position + page.cue(position, "usual_price")
    price = next((index for index in range(behind, behind + 2) if _is_price(page, index)), None)
    start, stop = page.clause(position)
    asked = page.low(position - 1) in page.lexicon.words["pronouns"]
    if asked and price is not None and page.cue(price + 1, "to_weak"):
        return  # "you quoted £85 for the service"
    others = range(max(start, position - _REACH), min(page.sentence_end(position), position + _REACH))
    if price is not None and any(index != price and _is_price(page, index) for index in others):
        page.take(position, min(stop, price + 1))


def _is_price(page: Page, position: int) -> bool:
    return page.free(position) and page.tokens[position].kind == "money"
