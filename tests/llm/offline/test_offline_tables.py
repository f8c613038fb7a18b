"""Tables and exports pasted into the words: what their heads mean, and the rows that are no items."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_items import lines

Items = list[tuple[str, str, str]]


def items_of(read: dict[str, list[dict[str, str]]]) -> Items:
    """Name, how many, at which price."""
    return [(name, quantity, price) for name, quantity, _, price in lines(read)]


@pytest.mark.parametrize(
    ("head", "currency"),
    [
        ("code\tdescription\tpacks\t£/pack", "GBP"),
        ("sku\tdesc\tqty\tunit_usd", "USD"),
        ("sku\tdesc\tqty\tprice_each_eur", "EUR"),
        ("sku\tproduct\tcount\tCHF", "CHF"),
        ("Part#\tWhat\tUsed\tPrice ($)", "USD"),
        ("Item no.\tProduct\tQty\tPrice", None),
        ("Art.-Nr.\tBezeichnung\tMenge\t€/Stück", "EUR"),
        ("Réf.\tDésignation\tQté\tPU (€)", "EUR"),
    ],
)
def test_heads_name_the_price_with_its_currency(draft: Read, head: str, currency: str | None) -> None:
    read = draft(f"bill Otis Fenn\n{head}\nQ-7\thedge saw\t4\t61.50\nQ-9\tsaw oil\t12\t7\n")
    assert items_of(read) == [("Hedge saw", "4", "61.5"), ("Saw oil", "12", "7")]
    assert read["currency"] == currency


def test_a_column_of_words_names_the_lines_whatever_its_head(draft: Read) -> None:
    read = draft("Invoice Otis, pounds\nCase work | Hours | Rate | Value\nDeed check | 2 | 140 | 280\nTotal | | | 280")
    assert items_of(read) == [("Deed check", "2", "140")]


def test_what_was_delivered_counts_and_not_what_was_ordered(draft: Read) -> None:
    read = draft("Bill Otis\nProduct | Price (EUR) | Ordered | Delivered\nOats | 1.20 | 100 | 80")
    assert items_of(read) == [("Oats", "80", "1.2")]


def test_a_table_of_words_alone_has_no_items(draft: Read) -> None:
    assert draft("Bill Otis\nRoom | Colour | Floor\nHall | blue | ground")["items"] == []


def test_keys_and_values_above_and_below_a_table_are_of_the_whole(draft: Read) -> None:
    read = draft("client,Otis Fenn,\ncurrency,EUR,\ndue,2026-04-10,\nitem,hours,rate\nfence repair,3.5,60\nvat,20%,")
    assert [row["value"] for row in read["to_details"]] == ["Otis Fenn"]
    assert (read["currency"], read["due_at"]) == ("EUR", "2026-04-10")
    assert items_of(read) == [("Fence repair", "3.5", "60")]
    assert [tax["percentage"] for tax in read["taxes"]] == ["20"]


@pytest.mark.parametrize(
    "row",
    [
        "Roof check (cancelled, do not bill)\t2\t90",
        "~~Roof check~~\t2\t90",
        "Roof check (not delivered)\t2\t90",
    ],
)
def test_a_row_that_is_struck_is_no_item(draft: Read, row: str) -> None:
    read = draft(f"Bill Otis\nTask\tQty\tEach\n{row}\nGutter (front)\t1\t75")
    assert items_of(read) == [("Gutter (front)", "1", "75")]
