"""What in the words is no order to invoice: instructions to cheat, quoted older mails, waived fees, mail headers."""

from app.llm.providers.offline.page import Page


def drop_instructions(page: Page) -> None:
    """Take every sentence that tries to instruct the software; what it says changes nothing."""
    for position in page.places("injection"):
        if page.free(position):
            page.take(_clause_start(page, position), page.sentence_end(position))
            page.facts.doubt("ignored_instruction", "notes", "An instruction to the software was left out.")


def _clause_start(page: Page, position: int) -> int:
    """Back to the start of the sentence, but never over an amount: what was said before stays said."""
    start = position
    while start > 0 and page.free(start - 1) and page.sentence_end(start - 1) == page.sentence_end(position):
        if page.tokens[start - 1].kind == "number" or page.low(start - 1) in (",", ";"):
            break
        start -= 1
    return start


def drop_quotes(page: Page) -> None:
    """Take lines that quote an older mail ("> ...") and the header lines of this one: they name who writes to whom."""
    starts = [position for position in range(len(page)) if page.starts_line(position)]
    mail = any(page.cue(position, "mail_subject") and page.low(position + 1) == ":" for position in starts)
    for position in starts:
        header = mail and page.low(position + 1) == ":" and page.cue(position, "mail_subject", "mail_header")
        if page.low(position) == ">" or header:
            page.take(position, page.line_end(position))


def drop_waived(page: Page) -> None:
    """Take from "we do not charge" to the end of the clause: what is waived is no item."""
    for position in page.places("waived"):
        if page.free(position):
            page.take(position, page.clause(position)[1])
