"""Credits of any document in any order of any parts add up to it, in every sum, to the cent."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.amounts import Discount, Line, LineTotal, Reduction, Tax, Totals
from app.documents.parts import compute_part, less, line_part
from app.documents.totals import compute

TAXES = [
    Tax("VAT", Decimal("19")),
    Tax("VAT", Decimal("7.7")),
    Tax("GST", Decimal("10"), inclusive=True),
    Tax("PST", Decimal("5.0001"), inclusive=True),
    Tax("IRPF", Decimal("15"), withholding=True),
]
taxes = st.lists(st.sampled_from(TAXES), max_size=3).map(tuple)
percentages = st.decimals(0, 100, places=2)
amounts = st.decimals(0, 50, places=2)
reductions = st.one_of(
    percentages.map(lambda rate: Reduction(percentage=rate)), amounts.map(lambda amount: Reduction(amount=amount))
)
lines = st.builds(
    Line,
    quantity=st.decimals("0.001", 20, places=3),
    unit_price=st.decimals(0, 300, places=4),
    discount=st.none() | reductions,
    taxes=st.none() | taxes,
)
discounts = st.lists(
    st.one_of(
        percentages.map(lambda rate: Discount(name="D", percentage=rate)),
        amounts.map(lambda amount: Discount(name="D", amount=amount)),
    ),
    max_size=3,
)
currencies = st.sampled_from(["USD", "JPY", "KWD"])


def _credits(
    currency: str, given_lines: list[Line], rest: tuple[list[Discount], tuple[Tax, ...]], cuts: list[list[int]]
) -> list[Totals]:
    """Credit notes for these thousandths of the quantities, one after the other, and a last one for the rest."""
    made: list[Totals] = []
    done = [Decimal(0)] * len(given_lines)
    whole = [[1000] * len(given_lines)]
    for cut in cuts + whole:
        part = []
        for index, line in enumerate(given_lines):
            wanted = (line.quantity * cut[index % len(cut)] / 1000).quantize(Decimal("0.001"))
            now = max(done[index], min(wanted, line.quantity))
            if now == done[index]:
                sums = [each.lines[index] for each in made]
                part.append(
                    LineTotal(sum(s.gross for s in sums), sum(s.discount for s in sums), sum(s.total for s in sums))
                )
            else:
                part.append(line_part(currency, line, now))
            done[index] = now
        made.append(less(compute_part(currency, given_lines, *rest, part), made))
    return made


@settings(deadline=None, max_examples=300)
@given(currencies, st.lists(lines, min_size=1, max_size=6), discounts, taxes, st.data())
def test_all_credits_add_up_to_the_document(
    currency: str,
    given_lines: list[Line],
    given_discounts: list[Discount],
    given_taxes: tuple[Tax, ...],
    data: st.DataObject,
) -> None:
    cuts = data.draw(st.lists(st.lists(st.integers(0, 1000), min_size=1, max_size=6), max_size=4))
    whole = compute(currency, given_lines, given_discounts, given_taxes)
    made = _credits(currency, given_lines, (given_discounts, given_taxes), cuts)
    for name in ("subtotal", "discount_total", "tax_total", "withholding_total", "total"):
        assert sum(getattr(each, name) for each in made) == getattr(whole, name), name
    for index, line in enumerate(whole.lines):
        assert sum(each.lines[index].total for each in made) == line.total
    for index, amount in enumerate(whole.discounts):
        assert sum(each.discounts[index] for each in made) == amount
    for tax in whole.taxes:
        key = replace(tax, base=0, amount=0)
        same = [each for note in made for each in note.taxes if replace(each, base=0, amount=0) == key]
        twins = [each for each in whole.taxes if replace(each, base=0, amount=0) == key]
        assert sum(each.base for each in same) == sum(each.base for each in twins)
        assert sum(each.amount for each in same) == sum(each.amount for each in twins)
    for each in made:
        assert each.subtotal == sum(line.total for line in each.lines)
        added = sum(tax.amount for tax in each.taxes if not tax.inclusive and not tax.withholding)
        assert each.total == each.subtotal - each.discount_total + added - each.withholding_total
        assert min(line.total for line in each.lines) >= 0
        assert min(each.discounts, default=0) >= 0


def test_a_credit_of_one_line_touches_its_own_taxes_alone() -> None:
    seven, nineteen = Tax("VAT", Decimal(7)), Tax("VAT", Decimal(19))
    given_lines = [
        Line(Decimal(1), Decimal("33.33"), taxes=(seven,)),
        Line(Decimal(1), Decimal("66.67"), taxes=(nineteen,)),
    ]
    part = [LineTotal(0, 0, 0), line_part("EUR", given_lines[1], Decimal(1))]
    sums = compute_part("EUR", given_lines, [Discount(name="D", percentage=Decimal(10))], (), part)
    assert [(tax.percentage, tax.base, tax.amount) for tax in sums.taxes if tax.base] == [(Decimal(19), 6000, 1140)]
    assert (sums.subtotal, sums.discounts, sums.total) == (6667, (667,), 7140)


def test_the_first_credit_is_reckoned_as_a_document_of_its_own() -> None:
    tax = Tax("VAT", Decimal(19))
    line = Line(Decimal(3), Decimal("9.99"), Reduction(amount=Decimal("1")), (tax,))
    sums = compute_part("EUR", [line], [], (), [line_part("EUR", line, Decimal(2))])
    assert (sums.lines[0].discount, sums.subtotal, sums.tax_total) == (67, 1931, 367)
