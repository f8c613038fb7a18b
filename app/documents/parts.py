"""The arithmetic of a part of a document: what a credit of some lines and quantities comes to. Pure.

A part is told by how much of each line's total is in it. Each document discount is taken off in the proportion that the
part has of the lines under the same taxes, and each tax is reckoned once on what is then left, so:

    - a part of one line touches the taxes of that line alone;
    - the whole, taken as a part, has exactly the totals of the document;
    - a credit is the part that is credited after it, less what was credited before it. The last one therefore takes
      whatever rounding has left, and all credits add up to the document to the cent.
"""

from collections.abc import Sequence
from decimal import Decimal

from app.core import money
from app.documents import totals
from app.documents.amounts import Discount, Line, LineTotal, Tax, TaxTotal, Totals

_TaxKey = tuple[str, Decimal, bool, bool, str | None, int]


def compute_part(
    currency: str, lines: Sequence[Line], discounts: Sequence[Discount], taxes: Sequence[Tax], part: Sequence[LineTotal]
) -> Totals:
    """The totals of that part of a document; `part` has what is counted of each line, in their order."""
    whole_lines = [totals.line_total(currency, index, line) for index, line in enumerate(lines)]
    whole = totals.baskets_of(lines, whole_lines, tuple(taxes))
    counted = totals.baskets_of(lines, part, tuple(taxes))
    left, rest, taken = dict(whole), dict(counted), []
    for discount in discounts:
        before = dict(left)
        totals.take_off(discount, currency, left)
        shares = {each: _share(before[each] - left[each], counted[each], whole[each]) for each in whole}
        rest = {each: rest[each] - shares[each] for each in rest}
        taken.append(sum(shares.values()))
    return totals.add_up(currency, tuple(part), tuple(taken), rest, taxes)


def line_part(currency: str, line: Line, quantity: Decimal) -> LineTotal:
    """What so much of a line comes to: its whole total for its whole quantity."""
    whole = totals.line_total(currency, 0, line)
    if quantity == line.quantity:
        return whole
    if line.discount and line.discount.amount is not None:
        # Both in proportion, not their difference: more of a line is then never worth less.
        share = _millionths(quantity), _millionths(line.quantity)
        discount, total = _share(whole.discount, *share), _share(whole.total, *share)
        return LineTotal(gross=total + discount, discount=discount, total=total)
    gross = money.to_minor(money.EXACT.multiply(quantity, line.unit_price), currency)
    discount = totals.reduction_of(line.discount, currency, gross) if line.discount else 0
    return LineTotal(gross=gross, discount=discount, total=gross - discount)


def less(after: Totals, before: Sequence[Totals]) -> Totals:
    """What `after` has more than all of these together, line by line, discount by discount, tax by tax."""
    lines = tuple(
        LineTotal(
            gross=line.gross - sum(each.lines[index].gross for each in before),
            discount=line.discount - sum(each.lines[index].discount for each in before),
            total=line.total - sum(each.lines[index].total for each in before),
        )
        for index, line in enumerate(after.lines)
    )
    discounts = tuple(
        amount - sum(each.discounts[index] for each in before) for index, amount in enumerate(after.discounts)
    )
    taxes = _taxes_less(after.taxes, [tax for each in before for tax in _keyed(each.taxes)])
    total = after.total - sum(each.total for each in before)
    return Totals(
        currency=after.currency,
        lines=lines,
        subtotal=sum(line.total for line in lines),
        discounts=discounts,
        discount_total=sum(discounts),
        taxes=taxes,
        tax_total=sum(tax.amount for tax in taxes if not tax.withholding),
        withholding_total=sum(tax.amount for tax in taxes if tax.withholding),
        total=total,
        amount_paid=0,
        amount_due=total,
    )


def _taxes_less(after: Sequence[TaxTotal], before: Sequence[tuple[_TaxKey, TaxTotal]]) -> tuple[TaxTotal, ...]:
    left = []
    for key, tax in _keyed(after):
        base = tax.base - sum(each.base for known, each in before if known == key)
        amount = tax.amount - sum(each.amount for known, each in before if known == key)
        if base or amount:
            rate = (tax.name, tax.percentage, tax.inclusive, tax.withholding, tax.category)
            left.append(TaxTotal(*rate, base=base, amount=amount))
    return tuple(left)


def _keyed(taxes: Sequence[TaxTotal]) -> list[tuple[_TaxKey, TaxTotal]]:
    """Each tax under what tells it from others; one that is listed twice counts as two."""
    keyed: list[tuple[_TaxKey, TaxTotal]] = []
    seen: dict[tuple[object, ...], int] = {}
    for tax in taxes:
        key = (tax.name, tax.percentage, tax.inclusive, tax.withholding, tax.category)
        seen[key] = seen.get(key, 0) + 1
        keyed.append(((*key, seen[key]), tax))
    return keyed


def _share(amount: int, part: int, whole: int) -> int:
    """`amount` × part ÷ whole, rounded half away from zero; nothing of a whole of nothing."""
    if whole == 0:
        return 0
    if whole < 0:
        part, whole = -part, -whole
    return totals.portion(amount, part, whole) if part >= 0 else -totals.portion(amount, -part, whole)


def _millionths(quantity: Decimal) -> int:
    return int(quantity.scaleb(6, money.EXACT))
