"""What the draft adds up to, for the few words that name a share of the total: "a 50% deposit is already paid"."""

from decimal import Decimal
from typing import Any

from app.core.money import exponent, round_half_up
from app.llm.providers.offline.facts import Facts


def share_of_total(facts: Facts, percentage: Decimal) -> Decimal:
    """So many percent of the total with discounts and taxes, to the minor unit."""
    decimals = exponent(facts.currency) if facts.currency else 2
    subtotal, taxed = Decimal(0), []
    for item in facts.items:
        amount = round_half_up(Decimal(item["quantity"]) * Decimal(item["unit_price"]), decimals)
        amount = _less(amount, item["discount"]) if item["discount"] else amount
        subtotal += amount
        taxed.append((amount, facts.taxes if item["taxes"] is None else item["taxes"]))
    net = subtotal
    for discount in facts.discounts:
        net = _less(net, discount)
    total = net + sum((_tax(amount, taxes) for amount, taxes in taxed), Decimal(0)) * (
        net / subtotal if subtotal else 1
    )
    return max(round_half_up(total * percentage / 100, decimals), Decimal(0))


def _less(amount: Decimal, discount: dict[str, Any]) -> Decimal:
    if discount["amount"] is not None:
        return amount - min(amount, Decimal(discount["amount"]))
    return amount * (100 - Decimal(discount["percentage"])) / 100


def _tax(amount: Decimal, taxes: list[dict[str, Any]]) -> Decimal:
    rates = (Decimal(tax["percentage"]) * (-1 if tax["withholding"] else 1) for tax in taxes if not tax["inclusive"])
    return amount * sum(rates, Decimal(0)) / 100
