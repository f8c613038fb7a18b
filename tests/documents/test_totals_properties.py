"""What holds for every document, tried on generated ones."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import format_minor
from app.documents.amounts import Discount, Line, Reduction, Tax, Totals
from app.documents.totals import compute

# The same examples in every run: a failure is never a matter of luck, and found ones are added as cases.
steady = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    scale = 10**places
    return st.integers(low * scale, high * scale).map(lambda number: Decimal(number).scaleb(-places))


percentages = st.one_of(st.sampled_from([Decimal(0), Decimal("8.875"), Decimal(50), Decimal(100)]), decimals(0, 100, 4))
reductions = st.one_of(
    percentages.map(lambda each: Reduction(percentage=each)),
    decimals(0, 500, 2).map(lambda each: Reduction(amount=each)),
)
discounts = st.lists(
    reductions.map(lambda each: Discount(name="off", percentage=each.percentage, amount=each.amount)), max_size=3
)
tax_rates = st.sampled_from([Decimal(each) for each in ("0", "5", "7", "9.975", "19", "20", "33.3333", "100")])
plain_taxes = st.builds(Tax, st.sampled_from("ABC"), tax_rates)
inclusive_taxes = st.builds(Tax, st.sampled_from("ABC"), tax_rates, inclusive=st.just(True))
any_taxes = st.builds(
    Tax, st.sampled_from("ABC"), tax_rates, st.booleans(), st.booleans(), st.sampled_from([None, "S"])
)
currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD"])


def lines_with(taxes: st.SearchStrategy[Tax], most: int = 3, lowest: int = -20) -> st.SearchStrategy[list[Line]]:
    own = st.one_of(st.none(), st.lists(taxes, max_size=most).map(tuple))
    line = st.builds(Line, decimals(lowest, 20, 2), decimals(0, 60, 3), st.one_of(st.none(), reductions), own)
    return st.lists(line, max_size=7)


any_lines = lines_with(any_taxes)
document_taxes = st.lists(any_taxes, max_size=3)


def amounts(totals: Totals) -> tuple[object, ...]:
    """Everything but the lines."""
    return (*totals.discounts, totals.subtotal, totals.taxes, totals.tax_total, totals.withholding_total, totals.total)


@steady
@given(currencies, any_lines, discounts, document_taxes, st.integers(0, 10**6))
def test_the_components_add_up(
    currency: str, lines: list[Line], off: list[Discount], taxes: list[Tax], paid: int
) -> None:
    totals = compute(currency, lines, off, taxes, paid)
    added = sum(tax.amount for tax in totals.taxes if not tax.inclusive and not tax.withholding)
    assert all(line.total == line.gross - line.discount for line in totals.lines)
    assert totals.subtotal == sum(line.total for line in totals.lines)
    assert totals.discount_total == sum(totals.discounts)
    assert totals.total == totals.subtotal - totals.discount_total + added - totals.withholding_total
    assert totals.tax_total + totals.withholding_total == sum(tax.amount for tax in totals.taxes)
    assert totals.net_total + totals.tax_total - totals.withholding_total == totals.total
    assert totals.amount_due == totals.total - paid


@steady
@given(currencies, lines_with(st.one_of(plain_taxes, inclusive_taxes), most=1), discounts, plain_taxes)
def test_the_groups_hold_all_that_the_discounts_leave(
    currency: str, lines: list[Line], off: list[Discount], tax: Tax
) -> None:
    lines = [replace(line, taxes=line.taxes or None) for line in lines]  # Each line with exactly one tax.
    totals = compute(currency, lines, off, [tax])
    held = sum(each.base + (each.amount if each.inclusive else 0) for each in totals.taxes)
    assert held == totals.subtotal - totals.discount_total


@steady
@given(any_lines, discounts, document_taxes, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_their_taxes_changes_nothing(
    lines: list[Line], off: list[Discount], taxes: list[Tax], random: Random
) -> None:
    def reordered(line: Line) -> Line:
        return line if line.taxes is None else replace(line, taxes=tuple(random.sample(line.taxes, len(line.taxes))))

    other = [reordered(line) for line in random.sample(lines, len(lines))]
    assert amounts(compute("USD", other, off, taxes)) == amounts(compute("USD", lines, off, taxes))


@steady
@given(any_lines, discounts, document_taxes)
def test_a_negated_document_has_the_negated_totals(lines: list[Line], off: list[Discount], taxes: list[Tax]) -> None:
    there = compute("EUR", lines, off, taxes)
    back = compute("EUR", [replace(line, quantity=-line.quantity) for line in lines], off, taxes)
    assert [line.total for line in back.lines] == [-line.total for line in there.lines]
    assert back.discounts == tuple(-each for each in there.discounts)
    assert back.taxes == tuple(replace(tax, base=-tax.base, amount=-tax.amount) for tax in there.taxes)
    assert back.total == -there.total


@steady
@given(currencies, lines_with(inclusive_taxes), discounts, st.lists(inclusive_taxes, max_size=3))
def test_inclusive_taxes_keep_the_total_that_was_said(
    currency: str, lines: list[Line], off: list[Discount], taxes: list[Tax]
) -> None:
    totals = compute(currency, lines, off, taxes)
    assert totals.total == totals.subtotal - totals.discount_total


@steady
@given(currencies, lines_with(plain_taxes, lowest=0), discounts, document_taxes)
def test_discounts_never_go_below_zero(currency: str, lines: list[Line], off: list[Discount], taxes: list[Tax]) -> None:
    totals = compute(currency, lines, off, taxes)
    assert all(0 <= line.total <= line.gross for line in totals.lines)
    assert all(each >= 0 for each in totals.discounts)
    assert totals.discount_total <= totals.subtotal
    assert all(tax.base >= 0 and tax.amount >= 0 for tax in totals.taxes)


@steady
@given(currencies, lines_with(plain_taxes), discounts, st.lists(plain_taxes, max_size=3))
def test_an_exclusive_tax_is_within_half_a_unit_of_the_exact_one(
    currency: str, lines: list[Line], off: list[Discount], taxes: list[Tax]
) -> None:
    for tax in compute(currency, lines, off, taxes).taxes:
        assert abs(tax.amount - tax.base * Fraction(tax.percentage) / 100) <= Fraction(1, 2)


@steady
@given(currencies, lines_with(inclusive_taxes, most=1), discounts, inclusive_taxes)
def test_an_inclusive_tax_is_within_half_a_unit_of_the_exact_one(
    currency: str, lines: list[Line], off: list[Discount], tax: Tax
) -> None:
    for each in compute(currency, lines, off, [tax]).taxes:
        rate = Fraction(each.percentage) / 100
        assert abs(each.amount - (each.base + each.amount) * rate / (1 + rate)) <= Fraction(1, 2)


@steady
@given(st.integers(-(10**6), 10**6), st.lists(tax_rates, min_size=1, max_size=4))
def test_inclusive_taxes_in_one_price_are_shared_by_rate(price_minor: int, rates: list[Decimal]) -> None:
    taxes = [Tax(f"T{index}", rate, inclusive=True) for index, rate in enumerate(rates)]
    totals = compute("JPY", [Line(Decimal(1), Decimal(price_minor))], [], taxes)
    whole = Fraction(sum(rates)) / 100
    assert abs(totals.net_total - price_minor / (1 + whole)) <= Fraction(1, 2)
    for tax in totals.taxes:
        share = totals.tax_total * Fraction(tax.percentage) / 100 / whole if whole else Fraction(0)
        assert tax.base == totals.net_total
        assert abs(tax.amount - share) < 1


@steady
@given(currencies, lines_with(plain_taxes, most=1), reductions)
def test_a_discount_takes_from_each_group_its_share_but_for_less_than_a_unit(
    currency: str, lines: list[Line], one: Reduction
) -> None:
    before = compute(currency, lines)
    after = compute(currency, lines, [Discount(name="off", percentage=one.percentage, amount=one.amount)])
    for was, left in zip(before.taxes, after.taxes, strict=True):
        share = Fraction(after.discount_total * was.base, before.subtotal) if before.subtotal else Fraction(0)
        assert abs(was.base - left.base - share) < 1


@steady
@given(any_lines, discounts, document_taxes)
def test_yen_have_no_fraction(lines: list[Line], off: list[Discount], taxes: list[Tax]) -> None:
    totals = compute("JPY", lines, off, taxes)
    minor = [totals.total, totals.tax_total, *totals.discounts, *(line.total for line in totals.lines)]
    assert all("." not in format_minor(each, "JPY") for each in minor)
    for line, total in zip(lines, totals.lines, strict=True):
        assert abs(total.gross - Fraction(line.quantity) * Fraction(line.unit_price)) <= Fraction(1, 2)


def test_a_thousand_items_with_taxes_of_their_own_stay_linear() -> None:
    lines = [Line(Decimal(1), Decimal(n), None, (Tax(f"T{n}", Decimal(n % 100)),)) for n in range(1000)]
    totals = compute("USD", lines, [Discount(name="off", percentage=Decimal(3))] * 20, [])
    assert sum(tax.base for tax in totals.taxes) == totals.subtotal - totals.discount_total
