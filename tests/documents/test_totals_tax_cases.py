"""Taxes worked by hand: exclusive, inclusive, both, withheld."""

from decimal import Decimal

import pytest

from app.core.money import format_minor
from app.documents.amounts import Discount, Line, Tax
from app.documents.totals import compute

Case = tuple[str, list[Line], list[Tax], str]


def tax(text: str) -> Tax:
    """ "VAT 20", "VAT 20 incl", "IRPF 15 withheld"."""
    name, percentage, *kind = text.split()
    return Tax(name, Decimal(percentage), inclusive="incl" in kind, withholding="withheld" in kind)


def line(price: str, *own: str) -> Line:
    """One piece at `price`, with the document's taxes or with its own; "-" for none at all."""
    return Line(Decimal(1), Decimal(price), None, tuple(tax(each) for each in own if each != "-") if own else None)


def taxes(*texts: str) -> list[Tax]:
    return [tax(each) for each in texts]


EXCLUSIVE: dict[str, Case] = {
    "one": ("USD", [line("1500")], taxes("Tax 10"), "Tax 1500.00 150.00 | total 1650.00"),
    "taxes do not compound": (
        "USD",
        [line("100")],
        taxes("GST 5", "PST 7"),
        "GST 100.00 5.00 | PST 100.00 7.00 | total 112.00",
    ),
    # 20 % of 0.99 = 0.198 → 0.20; line by line it would be 3 × 0.07 = 0.21
    "once per group": ("EUR", [line("0.33")] * 3, taxes("VAT 20"), "VAT 0.99 0.20 | total 1.19"),
    # 5 % of 0.50 = 0.025 → 0.03; half-even would say 0.02
    "a half goes up": ("GBP", [line("0.50")], taxes("VAT 5"), "VAT 0.50 0.03 | total 0.53"),
    "an item with a tax of its own": (
        "GBP",
        [line("100"), line("50", "VAT 5")],
        taxes("VAT 20"),
        "VAT 100.00 20.00 | VAT 50.00 2.50 | total 172.50",
    ),
    "an untaxed item": ("GBP", [line("100"), line("50", "-")], taxes("VAT 20"), "VAT 100.00 20.00 | total 170.00"),
    "all items untaxed": ("GBP", [line("100", "-")], taxes("VAT 20"), "total 100.00"),
    "the same tax on the item": (
        "GBP",
        [line("100"), line("50", "VAT 20.00")],
        taxes("VAT 20"),
        "VAT 150.00 30.00 | total 180.00",
    ),
    "a zero rate is printed": ("EUR", [line("80")], taxes("VAT 0"), "VAT 80.00 0.00 | total 80.00"),
    "a free item": ("EUR", [line("0")], taxes("VAT 19"), "VAT 0.00 0.00 | total 0.00"),
    # 5 % of 86.98 = 4.349; 9.975 % of 86.98 = 8.676255
    "Quebec": ("CAD", [line("86.98")], taxes("GST 5", "QST 9.975"), "GST 86.98 4.35 | QST 86.98 8.68 | total 100.01"),
    # 8.8750 % of 19.99 = 1.7741125
    "New York": ("USD", [line("19.99")], taxes("Tax 8.8750"), "Tax 19.99 1.77 | total 21.76"),
    # 0.0001 % of 5000 = 0.005 → 0.01
    "the smallest rate": ("USD", [line("5000")], taxes("Levy 0.0001"), "Levy 5000.00 0.01 | total 5000.01"),
    "listed twice is charged twice": (
        "USD",
        [line("100")],
        taxes("Tax 10", "Tax 10"),
        "Tax 100.00 10.00 | Tax 100.00 10.00 | total 120.00",
    ),
    # 10 % of 105 = 10.5
    "yen": ("JPY", [line("105")], taxes("消費税 10"), "消費税 105 11 | total 116"),
    # 5 % of 1.250 = 0.0625
    "dinars": ("KWD", [line("1.25")], taxes("VAT 5"), "VAT 1.250 0.063 | total 1.313"),
    "a credit": ("EUR", [line("-0.50")], taxes("VAT 5"), "VAT -0.50 -0.03 | total -0.53"),
    # The document's taxes first, as listed; then those of items by name and rate.
    "in the order of the document": (
        "EUR",
        [line("1", "B 10"), line("1", "A 20"), line("1")],
        taxes("Z 10", "Y 10"),
        "Z 1.00 0.10 | Y 1.00 0.10 | A 1.00 0.20 | B 1.00 0.10 | total 3.50",
    ),
}

INCLUSIVE: dict[str, Case] = {
    # 72 ÷ 1.2 = 60
    "a haircut": ("GBP", [line("72")], taxes("VAT 20 incl"), "VAT 60.00 12.00 | total 72.00"),
    # 100 ÷ 1.19 = 84.0336…
    "an uneven net": ("EUR", [line("100")], taxes("USt 19 incl"), "USt 84.03 15.97 | total 100.00"),
    # 0.99 ÷ 1.2 = 0.825 → 0.83
    "half a cent of net": ("GBP", [line("0.33")] * 3, taxes("VAT 20 incl"), "VAT 0.83 0.16 | total 0.99"),
    # 100 ÷ 1.1 = 90.909…
    "yen": ("JPY", [line("100")], taxes("消費税 10 incl"), "消費税 91 9 | total 100"),
    # 1.000 ÷ 1.05 = 0.95238…
    "dinars": ("KWD", [line("1")], taxes("VAT 5 incl"), "VAT 0.952 0.048 | total 1.000"),
    "a zero rate": ("EUR", [line("50")], taxes("VAT 0 incl"), "VAT 50.00 0.00 | total 50.00"),
    "a credit": ("GBP", [line("-72")], taxes("VAT 20 incl"), "VAT -60.00 -12.00 | total -72.00"),
    # 100 ÷ 1.14975 = 86.9754… → 86.98; 13.02 by rate = 4.34725 + 8.67275 → 4.34 + 8.67, the odd cent to .725
    "two in one price": (
        "CAD",
        [line("100")],
        taxes("GST 5 incl", "QST 9.975 incl"),
        "GST 86.98 4.35 | QST 86.98 8.67 | total 100.00",
    ),
    # 0.03 ÷ 1.2 = 0.025 → 0.03, so there is no tax to share
    "two in a tiny price": (
        "EUR",
        [line("0.03")],
        taxes("A 10 incl", "B 10 incl"),
        "A 0.03 0.00 | B 0.03 0.00 | total 0.03",
    ),
    # 1.01 ÷ 1.2 = 0.841666 → 0.84; 0.17 by rate = 0.085 each: a tie, the odd cent to the first by name
    "two that tie": ("EUR", [line("1.01")], taxes("B 10 incl", "A 10 incl"), "B 0.84 0.08 | A 0.84 0.09 | total 1.01"),
    # 119 ÷ 1.19 = 100 and 107 ÷ 1.07 = 100
    "two rates on two lines": (
        "EUR",
        [line("119", "USt 19 incl"), line("107", "USt 7 incl")],
        [],
        "USt 100.00 7.00 | USt 100.00 19.00 | total 226.00",
    ),
    # 120 ÷ 1.2 = 100; 125 ÷ (1 + 0.20 + 0.05) = 100, its tax of 25 is 20 + 5
    "one alone and in company": (
        "EUR",
        [line("120", "VAT 20 incl"), line("125", "VAT 20 incl", "City 5 incl")],
        [],
        "City 100.00 5.00 | VAT 200.00 40.00 | total 245.00",
    ),
    # 120 ÷ 1.2 = 100; the city takes its 5 % of that
    "an exclusive tax has the net as base": (
        "EUR",
        [line("120")],
        taxes("VAT 20 incl", "City 5"),
        "VAT 100.00 20.00 | City 100.00 5.00 | total 125.00",
    ),
    # City: 100 (of 120) + 50 = 150
    "an exclusive tax over both kinds of price": (
        "EUR",
        [line("120", "VAT 20 incl", "City 5"), line("50", "City 5")],
        [],
        "City 150.00 7.50 | VAT 100.00 20.00 | total 177.50",
    ),
}

WITHHELD: dict[str, Case] = {
    # 1000 + 210 − 150
    "off the amount to pay": (
        "EUR",
        [line("1000")],
        taxes("IVA 21", "IRPF 15 withheld"),
        "IVA 1000.00 210.00 | IRPF 1000.00 150.00 | total 1060.00",
    ),
    # 1210 ÷ 1.21 = 1000; 1210 − 150
    "of the net": (
        "EUR",
        [line("1210")],
        taxes("IVA 21 incl", "IRPF 15 withheld"),
        "IVA 1000.00 210.00 | IRPF 1000.00 150.00 | total 1060.00",
    ),
    "never inside a price": (
        "EUR",
        [line("1000")],
        taxes("IRPF 15 incl withheld"),
        "IRPF 1000.00 150.00 | total 850.00",
    ),
    "of a credit": (
        "EUR",
        [line("-1000")],
        taxes("IVA 21", "IRPF 15 withheld"),
        "IVA -1000.00 -210.00 | IRPF -1000.00 -150.00 | total -1060.00",
    ),
    # 15 % of 0.70 = 0.105 → 0.11
    "half a cent": ("EUR", [line("0.70")], taxes("IRPF 15 withheld"), "IRPF 0.70 0.11 | total 0.59"),
}


def shown(currency: str, lines: list[Line], on_document: list[Tax], discounts: list[Discount] | None = None) -> str:
    totals = compute(currency, lines, discounts or [], on_document)
    parts = [
        f"{each.name} {format_minor(each.base, currency)} {format_minor(each.amount, currency)}"
        for each in totals.taxes
    ]
    return " | ".join([*parts, f"total {format_minor(totals.total, currency)}"])


@pytest.mark.parametrize("case", EXCLUSIVE.values(), ids=EXCLUSIVE)
def test_exclusive_taxes_are_as_worked_by_hand(case: Case) -> None:
    assert shown(*case[:3]) == case[3]


@pytest.mark.parametrize("case", INCLUSIVE.values(), ids=INCLUSIVE)
def test_inclusive_taxes_are_as_worked_by_hand(case: Case) -> None:
    assert shown(*case[:3]) == case[3]


@pytest.mark.parametrize("case", WITHHELD.values(), ids=WITHHELD)
def test_withheld_taxes_are_as_worked_by_hand(case: Case) -> None:
    assert shown(*case[:3]) == case[3]


def percent_off(percentage: str) -> list[Discount]:
    return [Discount(name="Discount", percentage=Decimal(percentage))]


def test_tax_is_on_what_a_discount_leaves() -> None:
    # 1000 − 100 = 900; 21 % = 189; 15 % = 135; 900 + 189 − 135
    expected = "IVA 900.00 189.00 | IRPF 900.00 135.00 | total 954.00"
    assert shown("EUR", [line("1000")], taxes("IVA 21", "IRPF 15 withheld"), percent_off("10")) == expected


def test_a_discount_comes_off_the_price_with_its_tax() -> None:
    # 120 − 12 = 108; 108 ÷ 1.2 = 90
    assert shown("GBP", [line("120")], taxes("VAT 20 incl"), percent_off("10")) == "VAT 90.00 18.00 | total 108.00"


def test_a_discount_is_spread_over_inclusive_rates() -> None:
    # 22.60 of 226: 11.90 + 10.70; 107.10 ÷ 1.19 = 90 and 96.30 ÷ 1.07 = 90
    lines = [line("119", "USt 19 incl"), line("107", "USt 7 incl")]
    assert shown("EUR", lines, [], percent_off("10")) == "USt 90.00 6.30 | USt 90.00 17.10 | total 203.40"


def test_taxes_that_differ_in_category_alone_stay_apart() -> None:
    exempt, zero = Tax("VAT", Decimal(0), category="E"), Tax("VAT", Decimal(0), category="Z")
    lines = [Line(Decimal(1), Decimal(10), None, (exempt,)), Line(Decimal(1), Decimal(20), None, (zero,))]
    assert [(each.category, each.base) for each in compute("EUR", lines).taxes] == [("E", 1000), ("Z", 2000)]


def test_the_sums_keep_included_added_and_withheld_apart() -> None:
    totals = compute("EUR", [line("1210")], [], taxes("IVA 21 incl", "City 1", "IRPF 15 withheld"))
    assert (totals.tax_total, totals.withholding_total) == (21000 + 1000, 15000)
    assert (totals.net_total, totals.total) == (100000, 121000 + 1000 - 15000)
