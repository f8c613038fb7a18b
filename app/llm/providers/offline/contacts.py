"""Who is the contact of the customer, and whose mail and telephone stand apart: "their finance person is X, x@…"."""

from app.llm.providers.offline.details import DETAILS, PartyWriter, Side
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senders import customer_writes

_MOST = 50
_LONGEST_ROLE = 4
_LABEL_REACH = 6
_CHAIN = 4


def read_said_contact(page: Page, writer: PartyWriter) -> None:
    """Add "Attn: X", "the contact is X", "their accountant is X" of a later sentence to a customer who is known."""
    if "to" not in writer.found:
        return
    for position in page.places("care_of", "mark_for", "client_side")[:_MOST]:
        width = page.cue(position, "care_of", "mark_for")
        start = page.skip_links(position + width, ":", ".") if width else _behind_role(page, position)
        if start is None or not page.free(start) or not page.tokens[start].text[0].isupper():
            continue
        stop = name_stop(page, start)
        if stop > start + page.lexicon.capital_nouns:
            writer.row("to", "Contact", page.words(start, stop), "name")
            page.take(position, writer.details_behind("to", stop))
            return


def detail_side(page: Page, position: int) -> Side | None:
    """Whose "my email is x@…", "their phone: …" is; what follows closely on another is of the same side."""
    words = page.lexicon.words
    for at in range(position - 1, max(-1, position - 1 - _LABEL_REACH), -1):
        token = page.tokens[at]
        if token.kind in DETAILS and token.side and position - at <= _CHAIN:
            return token.side
        if page.cue(at, "client_side"):
            return "to"
        if page.cue(at, "own_side"):
            return "to" if customer_writes(page) else "from"
        label = page.low(at) in words["links"] | words["extras"] or token.low in (":", ",")
        named = page.cue(at, "email_label", "phone_label", "tax_id_label", "registration_label") > 0
        if not (page.free(at) and (label or named)):
            return None
    return None


def _behind_role(page: Page, position: int) -> int | None:
    """Behind "their finance person is" or "their bookkeeper,": a word for somebody who works there closes the role."""
    words = page.lexicon.words
    people = words["jobs"] | words["contacts"]
    for at in range(position + 1, min(page.sentence_end(position), position + 1 + _LONGEST_ROLE)):
        if not page.free(at) or page.tokens[at].kind != "word" or page.tokens[at].text[0].isupper():
            return None
        if page.low(at) in people and page.low(at + 1) not in people:
            return page.skip_links(at + 1, ",", ":")
    return None
