"""Where the words disagree with themselves or with what was reckoned: both sides are shown, a person decides.

Only sums and accounts that the words state are compared. A stated sum that can be explained in any way (a line, several
lines, before or after discount or tax) raises no doubt, because a warning that is often wrong is soon ignored.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from stdnum import iban

from app.core import money
from app.documents.amounts import Totals
from app.documents.defaults import Fields
from app.generation.questions import Issue, issue
from app.generation.stated_amounts import Figure, Product, Stated, read_stated

# All runs of lines are added up to explain a subtotal; with more lines than this only those from the first line on.
_MAX_LINES_FOR_RUNS = 60
_MAX_ACCOUNTS = 50
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:account|acct|konto\w*|compte|cuenta|conto|rekening\w*|conta)\b[^\d\n]{0,20}(\d(?:[ -]?\d){5,19})\b",
    re.IGNORECASE,
)


def find_contradictions(words: str, fields: Fields, totals: Totals) -> list[Issue]:
    """The `contradiction` issues between `words` and the invoice of these fields, which adds up to `totals`."""
    stated = read_stated(words)
    reckoned = _explained(fields, totals)
    return [
        *_of_products(stated, fields, totals, reckoned),
        *_of_totals(stated, totals, reckoned),
        *_of_accounts(words, fields),
    ]


def _of_products(stated: Stated, fields: Fields, totals: Totals, reckoned: frozenset[Decimal]) -> Iterator[Issue]:
    for product in stated.products:
        line = _line_of(product, fields)
        result = product.result or _total_taken_instead(product, stated, fields, totals)
        if result is None or _is_right(product, result) or (line is not None and _is_explained(result, reckoned)):
            continue
        near = line if line is not None else _line_of_quantity(product, fields)
        path = "totals.total" if near is None else f"items.{near}.total"
        right = _times(product, fields)
        has = totals.total if near is None else totals.lines[near].total
        message = (
            f"The words say {result.text}, but {product.quantity.text} × {product.price.text} is {right}; "
            f"the invoice has {money.format_minor(has, totals.currency)}."
        )
        yield issue("contradiction", path, message, question=f"Which is right: {result.text} or {right}?")


def _line_of(product: Product, fields: Fields) -> int | None:
    """The line that took both numbers."""
    for index, item in enumerate(fields["items"]):
        if abs(item["quantity"]) in product.quantity.readings and abs(item["unit_price"]) in product.price.readings:
            return index
    return None


def _line_of_quantity(product: Product, fields: Fields) -> int | None:
    matches = (index for index, item in enumerate(fields["items"]) if item["quantity"] in product.quantity.readings)
    return next(matches, None)


def _total_taken_instead(product: Product, stated: Stated, fields: Fields, totals: Totals) -> Figure | None:
    """The stated total from which the line's price was made, though the words name another price for it."""
    if _line_of(product, fields) is not None:
        return None
    index = _line_of_quantity(product, fields)
    amount = None if index is None else money.from_minor(totals.lines[index].total, totals.currency)
    return next((total for total in stated.totals if amount in total.readings), None)


def _is_right(product: Product, result: Figure) -> bool:
    return any(
        _is_about(money.EXACT.multiply(quantity, price), amount)
        for quantity in product.quantity.readings
        for price in product.price.readings
        for amount in result.readings
    )


def _times(product: Product, fields: Fields) -> str:
    """The product as the draft reads its numbers, else by their largest reading."""
    quantities = product.quantity.readings & {item["quantity"] for item in fields["items"]}
    prices = product.price.readings & {item["unit_price"] for item in fields["items"]}
    quantity = max(quantities or product.quantity.readings)
    price = max(prices or product.price.readings)
    return money.format_decimal(money.EXACT.multiply(quantity, price))


def _of_totals(stated: Stated, totals: Totals, reckoned: frozenset[Decimal]) -> Iterator[Issue]:
    results = {product.result for product in stated.products}
    for total in stated.totals:
        if total in results or not total.readings or _is_explained(total, reckoned):
            continue
        has = money.format_minor(totals.total, totals.currency)
        message = f"The words say {total.text} in all; the invoice comes to {has} {totals.currency}."
        yield issue("contradiction", "totals.total", message, question=f"Which is right: {total.text} or {has}?")


def _explained(fields: Fields, totals: Totals) -> frozenset[Decimal]:
    """Every amount that can be read off this invoice, and the counts, which are said to be totals as well."""
    lines = [line.total for line in totals.lines]
    runs = {*lines, *(line.gross for line in totals.lines), *accumulate(lines)}
    if len(lines) <= _MAX_LINES_FOR_RUNS:
        runs |= {part for start in range(len(lines)) for part in accumulate(lines[start:])}
    sums = {totals.subtotal, totals.subtotal - totals.discount_total, totals.net_total, totals.total, totals.amount_due}
    sums |= {totals.total + totals.withholding_total, totals.net_total + totals.tax_total, totals.tax_total}
    sums |= {totals.amount_paid, totals.discount_total, totals.withholding_total}
    for tax in totals.taxes:
        sums |= {tax.base, tax.amount, tax.base + tax.amount}
    amounts = {abs(money.from_minor(minor, totals.currency)) for minor in runs | sums}
    rates = {1 + tax.percentage / 100 for tax in totals.taxes}
    taxed = {abs(money.from_minor(run, totals.currency)) * rate for run in lines for rate in rates}
    counts = {item["quantity"] for item in fields["items"]} | {item["unit_price"] for item in fields["items"]}
    return frozenset(amounts | taxed | counts | {sum((item["quantity"] for item in fields["items"]), Decimal(0))})


def _is_explained(figure: Figure, reckoned: frozenset[Decimal]) -> bool:
    return any(_is_about(amount, reading) for amount in reckoned for reading in figure.readings)


def _is_about(exact: Decimal, said: Decimal) -> bool:
    """People round what they say: 491.25 is said as 491 or 492, and 100.00 as three times 33.33."""
    if exact == said:
        return True
    return abs(exact - said) < (1 if exact != int(exact) and said == int(said) else Decimal("0.01"))


def _of_accounts(words: str, fields: Fields) -> Iterator[Issue]:
    """The words name an account that the invoice lacks, while it has another: one of the two was swapped in."""
    said = _accounts(words)
    for index, row in enumerate(fields["payment_details"]):
        used = _compact(row["value"])
        others = said - {_compact(other["value"]) for other in fields["payment_details"]}
        if not others or not (row["field"] in ("iban", "account_number") or used in said):
            continue
        other = min(others)
        message = f"The words name the account {other}, but the invoice is to be paid to {used}."
        yield issue(
            "contradiction", f"payment_details.{index}", message, question=f"Which account is right: {other} or {used}?"
        )


def _accounts(words: str) -> set[str]:
    numbers = {_compact(match[1]) for match in _first(_ACCOUNT.finditer(words))}
    return numbers | {found for match in _first(_IBAN.finditer(words)) if (found := _valid_iban(_compact(match[0])))}


def _first(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    return (match for match, _ in zip(matches, range(_MAX_ACCOUNTS), strict=False))


def _valid_iban(text: str) -> str | None:
    """The IBAN that `text` begins with; what follows it may be the next word."""
    return next((text[:length] for length in range(len(text), 14, -1) if iban.is_valid(text[:length])), None)


def _compact(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
