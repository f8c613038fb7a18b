"""Which currency the words mean where the amounts do not say it, or say another."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "currency", "prices"),
    [
        ("Kowhai Motel wants to be billed in New Zealand dollars: pool cleaning 5 times at $140", "NZD", ["140"]),
        ("this one has to be in aussie dollars: Kowhai Motel, 9 lessons at $85 each", "AUD", ["85"]),
        ("The estimate was €900 but Nishi Audio asked to be billed in yen: 2 days at 70,000 a day", "JPY", ["70000"]),
        ("Bill Fjord Hotel, in Norwegian kroner: 2 pianos tuned at 1,450 each", "NOK", ["1450"]),
        ("Invoice Fox Ltd 3 lamps at $40, Canadian", "CAD", ["40"]),
        ("All $ are Australian. Invoice Fox Ltd 3 lamps at $40", "AUD", ["40"]),
        ("Invoice Fox Ltd 3 lamps at 400 rupees, in Sri Lankan rupees please", "LKR", ["400"]),
        ("Invoice Fox Ltd in US dollars, not in euros: 3 lamps at 40", "USD", ["40"]),
        ("Factura a Fox SL, en pesos colombianos: 3 sacos a $78.500", "COP", ["78500"]),
    ],
)
def test_the_currency_to_bill_in_is_that_of_the_prices(
    draft: Read, words: str, currency: str, prices: list[str]
) -> None:
    read = draft(words)
    assert (read["currency"], [item["unit_price"] for item in read["items"]]) == (currency, prices)
