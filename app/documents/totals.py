"""The arithmetic of a document: lines, discounts, taxes and totals. Pure: no database, no clock, no settings.

How rounding works (half away from zero, to the currency's minor unit, integers from the first rounding on):

    line        round(quantity × unit price), less its own discount, rounded      EN 16931 BR-CO-10
    discount    in order, each on what remains, rounded, then spread over the lines' tax sets in proportion with the
                largest remainder, so that the parts add up to the cent
    tax         once per group (name, rate, inclusive, withholding, category) on the group's base, never summed from
                lines                                                              BR-CO-17
    inclusive   the total stays what was said: net = round(gross / (1 + Σ rates)), tax = gross − net. Several inclusive
                rates share that tax by rate, with the largest remainder
    total       subtotal − discounts + exclusive taxes − withholding               BR-CO-13, BR-CO-15, BR-CO-16

Taxes never compound: an exclusive tax or a withholding on a price that includes another tax has the net as its base.
A reduction moves an amount towards zero and never past it. Amounts below zero therefore mirror those above: a document
with all quantities negated has exactly the negated totals, so a credit cancels its invoice to the cent.
"""

from collections.abc import Sequence
from decimal import Decimal

from app.core import money
from app.documents.amounts import AmountTooLarge, Discount, Line, LineTotal, Reduction, Tax, TaxTotal, Totals

_MILLION = 1_000_000  # A percentage has at most four decimals, so every rate is a whole number of millionths.


# A tax and which occurrence it is, because a tax that is listed twice is charged and printed twice.
_Applied = tuple[Tax, int]
TaxSet = tuple[_Applied, ...]
"""All the taxes on a line."""


def compute(
    currency: str,
    lines: Sequence[Line],
    discounts: Sequence[Discount] = (),
    taxes: Sequence[Tax] = (),
    amount_paid_minor: int = 0,
) -> Totals:
    """The totals of a document. The order of the lines and of the taxes on a line never changes an amount.

    AmountTooLarge when a line, the subtotal, a tax base or the total reaches 10^12 in major units.
    """
    line_totals = tuple(line_total(currency, index, line) for index, line in enumerate(lines))
    baskets = baskets_of(lines, line_totals, tuple(taxes))
    _checked(currency, "totals.subtotal", sum(baskets.values()))
    taken = tuple(take_off(discount, currency, baskets) for discount in discounts)
    return add_up(currency, line_totals, taken, baskets, taxes, amount_paid_minor)


def add_up(
    currency: str,
    line_totals: tuple[LineTotal, ...],
    taken: tuple[int, ...],
    baskets: dict[TaxSet, int],
    taxes: Sequence[Tax],
    amount_paid_minor: int = 0,
) -> Totals:
    """The totals of lines, of which `taken` is off already in the baskets."""
    subtotal = sum(line.total for line in line_totals)
    tax_totals = _in_print_order(_tax_totals(baskets), taxes)
    for tax in tax_totals:
        _checked(currency, "totals.taxes", tax.base)
    withheld = sum(tax.amount for tax in tax_totals if tax.withholding)
    added = sum(tax.amount for tax in tax_totals if not tax.withholding and not tax.inclusive)
    total = _checked(currency, "totals.total", subtotal - sum(taken) + added - withheld)
    return Totals(
        currency=currency,
        lines=line_totals,
        subtotal=subtotal,
        discounts=taken,
        discount_total=sum(taken),
        taxes=tax_totals,
        tax_total=sum(tax.amount for tax in tax_totals if not tax.withholding),
        withholding_total=withheld,
        total=total,
        amount_paid=amount_paid_minor,
        amount_due=total - amount_paid_minor,
    )


def line_total(currency: str, index: int, line: Line) -> LineTotal:
    exact = money.EXACT.multiply(line.quantity, line.unit_price)
    gross = _checked(currency, f"items.{index}.total", money.to_minor(exact, currency))
    discount = reduction_of(line.discount, currency, gross) if line.discount else 0
    return LineTotal(gross=gross, discount=discount, total=gross - discount)


def baskets_of(lines: Sequence[Line], totals: Sequence[LineTotal], taxes: tuple[Tax, ...]) -> dict[TaxSet, int]:
    """The line totals, summed by the set of taxes they carry."""
    tax_sets: dict[tuple[Tax, ...], TaxSet] = {}
    baskets: dict[TaxSet, int] = {}
    for line, total in zip(lines, totals, strict=True):
        listed = taxes if line.taxes is None else line.taxes
        if listed not in tax_sets:
            tax_sets[listed] = tuple(sorted(_applied(listed), key=_sort_key))
        tax_set = tax_sets[listed]
        baskets[tax_set] = baskets.get(tax_set, 0) + total.total
    # Sorted, so that a tie for a cent of discount is decided by the taxes and not by the order of the lines.
    return dict(sorted(baskets.items(), key=lambda basket: [_sort_key(applied) for applied in basket[0]]))


def take_off(discount: Discount, currency: str, baskets: dict[TaxSet, int]) -> int:
    """Take a document discount off the baskets, in proportion; returns its amount."""
    amount = reduction_of(discount, currency, sum(baskets.values()))
    shares = _spread(amount, list(baskets.values()))
    for tax_set, share in zip(baskets, shares, strict=True):
        baskets[tax_set] -= share
    return amount


def _tax_totals(baskets: dict[TaxSet, int]) -> dict[_Applied, TaxTotal]:
    """Base and amount of every tax group. Baskets are first joined by the taxes inside their prices, to round once."""
    within: dict[TaxSet, dict[_Applied, int]] = {}
    for tax_set, gross in baskets.items():
        inside = tuple(applied for applied in tax_set if applied[0].inclusive)
        gross_by_tax = within.setdefault(inside, {})
        for applied in tax_set:
            gross_by_tax[applied] = gross_by_tax.get(applied, 0) + gross
    bases: dict[_Applied, int] = {}
    amounts: dict[_Applied, int] = {}
    for inside, gross_by_tax in within.items():
        rates = [_millionths(tax.percentage) for tax, _ in inside]
        nets = {each: portion(gross, _MILLION, _MILLION + sum(rates)) for each, gross in gross_by_tax.items()}
        for applied, net in nets.items():
            bases[applied] = bases.get(applied, 0) + net
        # Every tax in `inside` is on all of these lines, so the first one's gross is that of each.
        shares = _spread(gross_by_tax[inside[0]] - nets[inside[0]], rates) if inside else []
        for applied, share in zip(inside, shares, strict=True):
            amounts[applied] = amounts.get(applied, 0) + share
    for each in bases.keys() - amounts.keys():
        amounts[each] = portion(bases[each], _millionths(each[0].percentage), _MILLION)
    return {each: TaxTotal(**vars(each[0]), base=base, amount=amounts[each]) for each, base in bases.items()}


def _in_print_order(totals: dict[_Applied, TaxTotal], taxes: Sequence[Tax]) -> tuple[TaxTotal, ...]:
    on_document = [applied for applied in _applied(taxes) if applied in totals]
    on_items_only = sorted(totals.keys() - set(on_document), key=_sort_key)
    return tuple(totals[applied] for applied in (*on_document, *on_items_only))


def reduction_of(reduction: Reduction, currency: str, of: int) -> int:
    """How much comes off `of`: never past zero, and with the sign of `of`."""
    if reduction.percentage is not None:
        return portion(of, _millionths(reduction.percentage), _MILLION)
    size = min(money.to_minor(reduction.amount or Decimal(0), currency), abs(of))
    return -size if of < 0 else size


def portion(amount: int, part: int, whole: int) -> int:
    """`amount` × part ÷ whole in exact integers, a half going away from zero."""
    size = (2 * abs(amount) * part + whole) // (2 * whole)
    return -size if amount < 0 else size


def _spread(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` in proportion to the weights, adding up to it: the largest remainders get the odd units, ties the first.

    Weights may have mixed signs; where they cancel out, the amount must be 0 (a reduction of nothing is nothing).
    """
    whole = sum(weights)
    if amount == 0 or whole == 0:
        return [0] * len(weights)
    # Flooring is done on the positive side, or else negated amounts would not give negated shares.
    size, turn = abs(amount), 1 if whole > 0 else -1
    parts = [divmod(size * weight * turn, abs(whole)) for weight in weights]
    shares = [share for share, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    for index in by_remainder[: size - sum(shares)]:
        shares[index] += 1
    return shares if amount > 0 else [-share for share in shares]


def _applied(taxes: Sequence[Tax]) -> list[_Applied]:
    return [(tax, taxes[:index].count(tax)) for index, tax in enumerate(taxes)]


def _sort_key(applied: _Applied) -> tuple[str, Decimal, bool, bool, bool, str, int]:
    tax, occurrence = applied
    known = tax.category is not None
    return tax.name, tax.percentage, tax.inclusive, tax.withholding, known, tax.category or "", occurrence


def _millionths(percentage: Decimal) -> int:
    """19 % is 190,000."""
    return int(percentage.scaleb(4, money.EXACT))


def _checked(currency: str, field: str, minor: int) -> int:
    if abs(minor) >= money.to_minor(money.MAX_AMOUNT, currency):
        raise AmountTooLarge.field(field, "Must be smaller than 1,000,000,000,000.")
    return minor
