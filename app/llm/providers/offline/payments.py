"""How to pay beyond account numbers: the bank's name, the account holder, PayPal and the like."""

from app.llm.providers.offline.addresses import address_stop
from app.llm.providers.offline.labels import value_after
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_HOLDERS = ("holder_label", "to_label", "from_label")
_REACH = 8
_LEAST_DIGITS = 8
_MOST_SMALL = 4
_QUOTES = frozenset("\"'“”„«»‘’")
_LONGEST_NAME = 6


def read_payments(page: Page) -> None:
    """Banks, holders and links. Reads before the parties do, so that "payable to X" is no customer."""
    values = {row["value"].split()[0] for row in page.facts.payment_rows if row["value"]}
    for comma, token in enumerate(page.tokens[:-1] if values else ()):
        if token.low == "," and not token.taken and page.tokens[comma + 1].taken:
            _read_holder_before(page, comma, values)
    for position, token in enumerate(page.tokens):
        if token.kind != "iban" and not token.taken:
            continue
        behind = page.skip(position + 1, ",", "(")
        named = page.cue(behind, *_HOLDERS)
        if (token.kind == "iban" and named) or (named > 1 and _is_account(page, position)):
            _read_holder(page, behind)
    for position in page.places("method_label"):
        _read_method(page, position)
    for position in page.places("link_label", "holder_label"):
        if page.cue(position, "link_label"):
            _read_link(page, position)
        elif page.cue(position, "holder_label") and not _is_tab(page, position):
            _read_holder(page, position)
    for position in page.word_places(page.lexicon.words["bank_words"]):
        if page.free(position) and page.tokens[position].text[0].isupper():
            _read_bank(page, position)


def _is_tab(page: Page, position: int) -> bool:
    """ "zet het op de rekening van X" bills X, where no account is near and nobody is to pay into one."""
    if page.cue(position, "to_label") < page.cue(position, "holder_label"):
        return False
    near = range(max(0, position - _REACH), min(len(page), position + _REACH * 2))
    return page.find_cue(near.start, position, "pay_cue") is None and not any(
        page.tokens[at].kind == "iban" for at in near
    )


def _read_holder_before(page: Page, comma: int, values: set[str]) -> None:
    """ "Bank transfer: R. Penrose, sort code …", "to my wife's account, that's Aino Rautio, FI21 …"."""
    if not _opens_account(page, comma + 1, values):
        return
    for start in range(comma - 1, max(0, comma - _LONGEST_NAME), -1):
        if not page.free(start) or page.ends_sentence(start):
            return
        if page.low(start - 2) in page.lexicon.words["bank_words"]:
            return  # "Bank: Wells Fargo, account number …"
        led = page.low(start - 1) in (":", "(") or page.cue(start - 1, "to_label")
        led = led or any(page.cue(start - width, "naming") == width for width in (1, 2))
        paid = page.find_cue(max(0, start - _REACH), start, "pay_cue", "account_label") is not None
        if led and paid and page.tokens[start].text[0].isupper() and name_stop(page, start) == comma:
            _add(page, "Account holder", page.words(start, comma), "account_name")
            page.take(start, comma)
            return


def _opens_account(page: Page, position: int, values: set[str]) -> bool:
    """Whether a value of how to pay, or its label, begins there."""
    stop = min(len(page), position + _LONGEST_NAME)
    return page.tokens[position].kind == "iban" or any(
        page.tokens[at].taken and page.tokens[at].text in values for at in range(position, stop)
    )


def _is_account(page: Page, position: int) -> bool:
    """Whether a number of an account ends here, so that "in the name of X" behind it is its holder."""
    text = page.tokens[position].text
    return any((row["value"] or "").endswith(text) for row in page.facts.payment_rows) and any(map(str.isdigit, text))


def _read_method(page: Page, position: int) -> None:
    """ "Payment method: cash", and what is quoted before "as the way of payment"."""
    behind = position + page.cue(position, "method_label")
    start = page.skip_links(behind, ":", "=", *_QUOTES)
    stop = min(page.clause(start)[1], start + _REACH) if start < len(page) else start
    begin, stop = position, next((at for at in range(start, stop) if page.low(at) in _QUOTES), stop)
    if start == behind or not all(page.free(at) and page.tokens[at].number is None for at in range(start, stop)):
        quoted = [at for at in range(max(0, position - _REACH * 2), position) if page.low(at) in _QUOTES]
        if len(quoted) < 2 or position - quoted[-1] > _MOST_SMALL:
            return
        begin, start, stop = quoted[-2], quoted[-2] + 1, quoted[-1]
    if stop > start and any(page.tokens[at].kind == "word" for at in range(start, stop)):
        _add(page, "Payment method", page.words(start, stop), "other")
        page.take(begin, max(stop, behind))


def _read_link(page: Page, position: int) -> None:
    label = page.tokens[position].text
    value = value_after(page, position + page.cue(position, "link_label"))
    digits = sum(map(str.isdecimal, page.words(*value))) if value else 0
    if value and page.low(value[0] - 1) == ":" and digits >= _LEAST_DIGITS:  # A Pix key.
        row = {"label": label[:80], "value": page.words(*value), "field": "payment_link"}
        page.facts.payment_rows.append(dict(row))
        page.take(position, value[1])
        return
    for index in range(position + 1, min(page.sentence_end(position), position + _REACH)):
        token = page.tokens[index]
        if token.text in ("@", "$") and page.free(index + 1) and page.tokens[index + 1].gap == 0 and token.gap:
            stop = page.glued_stop(index + 1)
            row = {"label": label[:80], "value": page.words(index, stop), "field": "payment_link"}
            page.facts.payment_rows.append(dict(row))
            page.take(position, stop)
            return
        if token.kind in ("email", "url") and not token.taken:
            page.facts.payment_rows.append({"label": label[:80], "value": token.text, "field": "payment_link"})
            page.take(position, index + 1)
            return


def _read_holder(page: Page, position: int) -> None:
    start = page.skip_links(position + page.cue(position, *_HOLDERS), ":", "=", ".")
    stop = name_stop(page, start)
    if stop == start or page.low(stop - 1) in page.lexicon.words["bank_words"]:
        return
    _add(page, "Account holder", page.words(start, stop), "account_name")
    end = address_stop(page, stop + 1) if page.low(stop) == "," else stop
    if end > stop + 1:
        _add(page, "Address", page.words(stop + 1, end), "other")  # Where a cheque is sent.
        stop = end
    page.take(position, stop)


def _add(page: Page, label: str, value: str, field: str) -> None:
    page.facts.payment_rows.append({"label": label, "value": value, "field": field})


def _read_bank(page: Page, position: int) -> None:
    """Capitals around the word: "Chase Bank", "Bank of Ireland". Only where paying is spoken of."""
    line = page.line_end(position)
    start = position
    while start > 0 and page.free(start - 1) and page.tokens[start - 1].text[0].isupper() and _is_name(page, start - 1):
        start -= 1
    before = page.find_cue(max(0, start - 12), start + 1, "pay_cue", "bank_label")
    after = page.find_cue(position, min(line, position + 6), "account_label", "iban_label", "routing_label")
    if before is None and after is None and not page.facts.payment_rows:
        return
    stop = max(position + 1, name_stop(page, position))
    if page.low(position + 1) in (":", "="):
        start = page.skip(position, "bank", "name", ":", "=")
        stop = name_stop(page, start)
    if stop > start and (stop - start > 1 or page.low(start) != "bank"):
        row = {"label": "Bank", "value": page.words(start, stop), "field": "bank_name"}
        page.facts.payment_rows.insert(0, dict(row))
        page.take(start, stop)


def _is_name(page: Page, position: int) -> bool:
    return page.tokens[position].kind == "word" and not page.cue(position, "pay_cue", "bill_verb")
