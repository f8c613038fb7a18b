"""Lines, discounts and payments, worked by hand. Taxes by hand are in test_totals_tax_cases.py."""

from decimal import Decimal

import pytest

from app.core.errors import InvalidInput
from app.core.money import format_minor
from app.documents.amounts import AmountTooLarge, Discount, Line, Reduction, Tax, Totals
from app.documents.totals import compute

VAT20 = Tax("VAT", Decimal(20))
A20, B10, C0 = Tax("A", Decimal(20)), Tax("B", Decimal(10)), Tax("C", Decimal(0))


def reduction(text: str) -> Reduction:
    if text.endswith("%"):
        return Reduction(percentage=Decimal(text[:-1]))
    return Reduction(amount=Decimal(text))


def line(quantity: str, price: str, off: str | None = None, taxes: tuple[Tax, ...] | None = None) -> Line:
    return Line(Decimal(quantity), Decimal(price), reduction(off) if off else None, taxes)


def discount(text: str) -> Discount:
    return Discount(name=text, percentage=reduction(text).percentage, amount=reduction(text).amount)


def shown(totals: Totals) -> str:
    """The whole result on one line: line totals, discounts, each tax with base and amount, what is to be paid."""

    def amounts(*minor: int) -> str:
        return " ".join(format_minor(each, totals.currency) for each in minor)

    parts = [f"lines {amounts(*(each.total for each in totals.lines))}", f"sub {amounts(totals.subtotal)}"]
    if totals.discounts:
        parts.append(f"off {amounts(*totals.discounts)}")
    parts += [f"{tax.name} {amounts(tax.base, tax.amount)}" for tax in totals.taxes]
    parts.append(f"total {amounts(totals.total)}")
    if totals.amount_paid:
        parts.append(f"due {amounts(totals.amount_due)}")
    return " | ".join(parts)


LINES = {
    "ten hours": ("USD", [line("10", "150")], "lines 1500.00 | sub 1500.00 | total 1500.00"),
    # 0.125 is a half cent: up, and below zero away from zero.
    "a half goes up": ("USD", [line("1", "0.125")], "lines 0.13 | sub 0.13 | total 0.13"),
    "a half below zero": ("USD", [line("-1", "0.125")], "lines -0.13 | sub -0.13 | total -0.13"),
    "below a half": ("USD", [line("1", "0.124999")], "lines 0.12 | sub 0.12 | total 0.12"),
    # 0.335 → 0.34 each; the subtotal is 3 × 0.34 and not round(1.005).
    "each line is rounded": ("EUR", [line("1", "0.335")] * 3, "lines 0.34 0.34 0.34 | sub 1.02 | total 1.02"),
    # 0.333333 × 99.99 = 33.32996667
    "six decimals of quantity": ("USD", [line("0.333333", "99.99")], "lines 33.33 | sub 33.33 | total 33.33"),
    # 1,000,000 × 0.000123 = 123
    "six decimals of price": ("USD", [line("1000000", "0.000123")], "lines 123.00 | sub 123.00 | total 123.00"),
    # 3 × 33.5 = 100.5
    "yen have no fraction": ("JPY", [line("3", "33.5")], "lines 101 | sub 101 | total 101"),
    "half a yen": ("JPY", [line("2.5", "1")], "lines 3 | sub 3 | total 3"),
    # 1.2345 → 1.235
    "dinars have three": ("KWD", [line("1", "1.2345")], "lines 1.235 | sub 1.235 | total 1.235"),
    "priced at zero": ("USD", [line("5", "0")], "lines 0.00 | sub 0.00 | total 0.00"),
    "no lines": ("USD", [], "lines  | sub 0.00 | total 0.00"),
    "a credit line": ("USD", [line("2", "50"), line("-1", "30")], "lines 100.00 -30.00 | sub 70.00 | total 70.00"),
    # (10^6 − 10^-6)² = 10^12 − 2 + 10^-12
    "a big product": (
        "USD",
        [line("999999.999999", "999999.999999")],
        "lines 999999999998.00 | sub 999999999998.00 | total 999999999998.00",
    ),
    # 10 % of 99.99 = 9.999 → 10.00
    "a percentage off a line": ("USD", [line("1", "99.99", "10%")], "lines 89.99 | sub 89.99 | total 89.99"),
    # 50 % of 0.05 = 0.025 → 0.03
    "half a cent off a line": ("GBP", [line("1", "0.05", "50%")], "lines 0.02 | sub 0.02 | total 0.02"),
    # The line first becomes 0.34 (0.335), then 10 % = 0.034 → 0.03
    "off the rounded line": ("USD", [line("1", "0.335", "10%")], "lines 0.31 | sub 0.31 | total 0.31"),
    "an amount off a line": ("USD", [line("2", "10", "2.50")], "lines 17.50 | sub 17.50 | total 17.50"),
    "never more than the line": ("USD", [line("1", "15", "20")], "lines 0.00 | sub 0.00 | total 0.00"),
    "all off a line": ("USD", [line("3", "9.99", "100%")], "lines 0.00 | sub 0.00 | total 0.00"),
    # 33.3333 % of 100 = 33.3333 → 33
    "a third off in yen": ("JPY", [line("1", "100", "33.3333%")], "lines 67 | sub 67 | total 67"),
    # 12.5 % of 1.500 = 0.1875 → 0.188
    "an eighth off in dinars": ("KWD", [line("1", "1.5", "12.5%")], "lines 1.312 | sub 1.312 | total 1.312"),
    # 0.005 is rounded to 0.01 before it comes off.
    "an amount finer than a cent": ("USD", [line("1", "1", "0.005")], "lines 0.99 | sub 0.99 | total 0.99"),
    "off a credit line": (
        "USD",
        [line("-1", "100", "10"), line("-1", "100", "10%"), line("-1", "5", "10")],
        "lines -90.00 -90.00 0.00 | sub -180.00 | total -180.00",
    ),
}


@pytest.mark.parametrize("case", LINES.values(), ids=LINES)
def test_lines_are_as_worked_by_hand(case: tuple[str, list[Line], str]) -> None:
    currency, lines, expected = case
    assert shown(compute(currency, lines)) == expected


def taxed(amount: str, tax: Tax) -> Line:
    return line("1", amount, taxes=(tax,))


THREE_TENS = [taxed("10", A20), taxed("10", B10), taxed("10", C0)]

DISCOUNTS = {
    # 10 % of 1500 = 150; 1350 − 50 = 1300
    "percentage, then amount": ("USD", [line("10", "150")], "10% 50", "sub 1500.00 | off 150.00 50.00 | total 1300.00"),
    # 1500 − 50 = 1450; 10 % of 1450 = 145
    "amount, then percentage": ("USD", [line("10", "150")], "50 10%", "sub 1500.00 | off 50.00 145.00 | total 1305.00"),
    # 10 % of 1000 = 100; 20 % of 900 = 180
    "on what remains": ("USD", [line("1", "1000")], "10% 20%", "sub 1000.00 | off 100.00 180.00 | total 720.00"),
    "more than there is": ("USD", [line("1", "120")], "500", "sub 120.00 | off 120.00 | total 0.00"),
    "nothing remains": ("USD", [line("1", "100")], "100% 10", "sub 100.00 | off 100.00 0.00 | total 0.00"),
    # 5 % of 0.90 = 0.045 → 0.05
    "half a cent off": ("EUR", [line("1", "0.9")], "5%", "sub 0.90 | off 0.05 | total 0.85"),
    # −100 − (−10) = −90; −90 − (−30) = −60
    "off a credit": ("USD", [line("-1", "100")], "10% 30", "sub -100.00 | off -10.00 -30.00 | total -60.00"),
    "lines that cancel out": ("USD", [line("1", "9"), line("-1", "9")], "5", "sub 0.00 | off 0.00 | total 0.00"),
    # 10 ÷ 3 = 3.33 each, 0.01 left: a tie, to the first by name. 20 % of 6.66 = 1.332, 10 % of 6.67 = 0.667
    "an odd cent over three groups": (
        "USD",
        THREE_TENS,
        "10",
        "sub 30.00 | off 10.00 | A 6.66 1.33 | B 6.67 0.67 | C 6.67 0.00 | total 22.00",
    ),
    # Of 1.00: 0.4995…, 0.2997…, 0.2008 → 0.49 + 0.29 + 0.20, the two odd cents to the remainders .97 and .95.
    # 20 % of 4.50 = 0.90, 10 % of 2.70 = 0.27, 0 % of 1.81
    "odd cents by remainder": (
        "USD",
        [taxed("5", A20), taxed("3", B10), taxed("2.01", C0)],
        "1",
        "sub 10.01 | off 1.00 | A 4.50 0.90 | B 2.70 0.27 | C 1.81 0.00 | total 10.18",
    ),
    # 10 of 100: +15 and −5. 20 % of 135 = 27, 10 % of −45 = −4.50
    "over groups of both signs": (
        "USD",
        [taxed("150", A20), taxed("-50", B10)],
        "10%",
        "sub 100.00 | off 10.00 | A 135.00 27.00 | B -45.00 -4.50 | total 112.50",
    ),
    # 50 % of 0.67 = 0.335 → 0.34: 50.75 and −16.75 cents → 50 − 17 = 33, the odd one to A (.75 against .25).
    # 20 % of 0.49 = 0.098, 10 % of −0.16 = −0.016; 0.67 − 0.34 + 0.10 − 0.02
    "odd cents of both signs": (
        "USD",
        [taxed("1", A20), taxed("-0.33", B10)],
        "50%",
        "sub 0.67 | off 0.34 | A 0.49 0.10 | B -0.16 -0.02 | total 0.41",
    ),
    # 100 ÷ 3 = 33 each, 1 left for A. 20 % of 66 = 13.2, 10 % of 67 = 6.7
    "an odd yen": (
        "JPY",
        [taxed("100", A20), taxed("100", B10), taxed("100", C0)],
        "100",
        "sub 300 | off 100 | A 66 13 | B 67 7 | C 67 0 | total 220",
    ),
    # 1.000 ÷ 3 = 0.333 each, 0.001 left for A. 20 % of 0.666 = 0.1332, 10 % of 0.667 = 0.0667
    "an odd fils": (
        "KWD",
        [taxed("1", A20), taxed("1", B10), taxed("1", C0)],
        "1",
        "sub 3.000 | off 1.000 | A 0.666 0.133 | B 0.667 0.067 | C 0.667 0.000 | total 2.200",
    ),
}


@pytest.mark.parametrize("case", DISCOUNTS.values(), ids=DISCOUNTS)
def test_discounts_are_as_worked_by_hand(case: tuple[str, list[Line], str, str]) -> None:
    currency, lines, discounts, expected = case
    totals = compute(currency, lines, [discount(each) for each in discounts.split()])
    assert shown(totals).partition(" | ")[2] == expected
    assert totals.discount_total == sum(totals.discounts)


@pytest.mark.parametrize(("paid", "due"), [(0, 165000), (50000, 115000), (165000, 0), (170000, -5000)])
def test_what_is_paid_comes_off_last(paid: int, due: int) -> None:
    totals = compute("USD", [line("10", "150")], [], [Tax("Tax", Decimal(10))], paid)
    assert (totals.total, totals.amount_paid, totals.amount_due) == (165000, paid, due)


def test_a_line_shows_what_was_there_before_its_discount() -> None:
    (only,) = compute("USD", [line("3", "9.99", "10%")]).lines
    # 29.97; 10 % = 2.997 → 3.00
    assert (only.gross, only.discount, only.total) == (2997, 300, 2697)


@pytest.mark.parametrize(
    ("lines", "taxes", "field"),
    [
        ([line("1", "1"), line("1000000", "1000000")], [], "items.1.total"),
        ([line("-1000000", "1000000")], [], "items.0.total"),
        ([line("1", "999999999999.995")], [], "items.0.total"),
        ([line("1", "600000000000")] * 2, [], "totals.subtotal"),
        ([taxed("900000000000", A20)] * 2 + [taxed("-900000000000", B10)], [], "totals.taxes"),
        ([line("1", "900000000000")], [VAT20], "totals.total"),
    ],
)
def test_an_amount_of_a_million_millions_is_refused_by_name(lines: list[Line], taxes: list[Tax], field: str) -> None:
    with pytest.raises(AmountTooLarge) as refused:
        compute("USD", lines, [], taxes)
    assert list(refused.value.details) == [field]
    assert (refused.value.status, refused.value.code) == (400, "amount_too_large")


@pytest.mark.parametrize(
    ("percentage", "amount"),
    [(None, None), ("10", "10"), ("100.0001", None), ("-1", None), ("0.00001", None), (None, "-0.01")],
)
def test_a_reduction_is_a_percentage_or_an_amount(percentage: str | None, amount: str | None) -> None:
    given = [Decimal(each) if each else None for each in (percentage, amount)]
    with pytest.raises(InvalidInput):
        Reduction(percentage=given[0], amount=given[1])


@pytest.mark.parametrize("percentage", ["-0.0001", "100.0001", "19.00001"])
def test_a_tax_is_between_0_and_100_percent_with_four_decimals(percentage: str) -> None:
    with pytest.raises(InvalidInput):
        Tax("VAT", Decimal(percentage))
