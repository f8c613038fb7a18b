"""Numbers that tell from when on something holds are neither prices nor counts."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    "words",
    [
        "Invoice Ann Lee for 6 lamps at €24; 10% off since she orders over €100",
        "Bill Ann Lee for 6 lamps at €24. Orders over €100 get 10% off, so apply it.",
        "Invoice Ann Lee 6 lamps at €24, minus 10% because she booked at least 20 days ahead",
        "Rechnung an Ann Lee: 6 Lampen zu 24 €, 10 % Rabatt, weil sie mehr als 100 € bestellt hat",
        "Factura a Ann Lee: 6 lámparas a 24 €, 10 % de descuento porque los pedidos de más de 100 € lo tienen",
    ],
)
def test_a_reason_for_a_discount_bills_nothing(draft: Read, words: str) -> None:
    (item,) = draft(words)["items"]
    assert (item["quantity"], item["unit_price"]) == ("6", "24")


def test_what_was_ordered_is_billed(draft: Read) -> None:
    (item,) = draft("Bill Ann Lee, who ordered over 40 chairs at £5")["items"]
    assert (item["quantity"], item["unit_price"]) == ("40", "5")
