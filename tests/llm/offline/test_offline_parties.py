"""Who bills whom, and how it is to be paid."""

import pytest

from tests.llm.offline.conftest import Read


def values(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["field"], row["value"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "field", "name"),
    [
        ("Invoice Acme Corp for consulting, $500", "company", "Acme Corp"),
        ("bill acme $500 for consulting", "company", "acme"),
        ("Invoice to Pike & Marlow: consulting $500", "company", "Pike & Marlow"),
        ("Create an invoice for Corran Holdings for consulting, $500", "company", "Corran Holdings"),
        ("Consulting $500, send it to Brick House Inc.", "company", "Brick House Inc."),
        ("Client: Sable Robotics\nconsulting: $500", "company", "Sable Robotics"),
        ("Ruth Adeyemi owes me $500 for consulting", "name", "Ruth Adeyemi"),
        ("Mrs. Whitcombe bought 3 chairs, $50 each", "name", "Mrs. Whitcombe"),
        ("The Okafor family booked consulting for $500", "name", "Okafor family"),
        ("Consulting for the Beaumont Hotel, $500", "company", "Beaumont Hotel"),
        ("Consulting at Fernhill Dairy, $500. Please invoice them.", "company", "Fernhill Dairy"),
    ],
)
def test_the_customer_is_found(draft: Read, words: str, field: str, name: str) -> None:
    assert values(draft(words)["to_details"]) == [(field, name)]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("from Tarn Surveying LLP", [("company", "Tarn Surveying LLP")]),
        ("from John Smith at Smith LLC", [("name", "John Smith"), ("company", "Smith LLC")]),
        ("on behalf of Greenway Cleaning", [("company", "Greenway Cleaning")]),
    ],
)
def test_the_seller_is_found(draft: Read, words: str, rows: list[tuple[str, str]]) -> None:
    assert values(draft(f"Invoice Acme Corp for consulting, $500, {words}.")["from_details"]) == rows


def test_an_introduction_names_person_and_company(draft: Read) -> None:
    read = draft("My name is Farid Haddad, I run Haddad Tiling. Invoice Acme Corp $500 for tiling.")
    assert values(read["from_details"]) == [("name", "Farid Haddad"), ("company", "Haddad Tiling")]


def test_blocks_of_lines_are_parties_with_their_details(draft: Read) -> None:
    read = draft(
        "From:\nOwen Bell\nBell Carpentry LLC\n18 Mill Road, Dayton, OH 45402\nowen@example.com\n\n"
        "Bill to:\nSycamore Senior Living\n700 Elm Avenue\n\nHandrail $1,150"
    )
    assert values(read["from_details"]) == [
        ("name", "Owen Bell"),
        ("company", "Bell Carpentry LLC"),
        ("address_line", "18 Mill Road"),
        ("city", "Dayton"),
        ("region", "OH"),
        ("postal_code", "45402"),
        ("email", "owen@example.com"),
    ]
    assert values(read["to_details"]) == [("company", "Sycamore Senior Living"), ("address_line", "700 Elm Avenue")]


def test_details_behind_a_name_belong_to_it(draft: Read) -> None:
    read = draft("Invoice Orchard Data, 8 Canal Street, ap@example.com (VAT ID GB123456789), $85 for a cable.")
    assert values(read["to_details"]) == [
        ("company", "Orchard Data"),
        ("address_line", "8 Canal Street"),
        ("email", "ap@example.com"),
        ("tax_id", "GB123456789"),
    ]
    assert [item["unit_price"] for item in read["items"]] == ["85"]


def test_nobody_is_invented(draft: Read) -> None:
    read = draft("10 hours of consulting at $150/hour")
    assert (read["from_details"], read["to_details"], read["payment_details"]) == ([], [], [])


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("Pay to IBAN DE89 3704 0044 0532 0130 00.", [("iban", "DE89 3704 0044 0532 0130 00")]),
        ("IBAN: DE89370400440532013000", [("iban", "DE89370400440532013000")]),
        ("BIC COBADEFFXXX", [("bic", "COBADEFFXXX")]),
        ("sort code 20-45-77, account number 55667788", [("account_number", "55667788"), ("sort_code", "20-45-77")]),
        ("routing number 021000021", [("routing_number", "021000021")]),
        ("Payment to Chase Bank account 1234567890", [("bank_name", "Chase Bank"), ("account_number", "1234567890")]),
        ("My PayPal is pay@example.com", [("payment_link", "pay@example.com")]),
    ],
)
def test_payment_details_are_read_and_are_no_money(draft: Read, words: str, rows: list[tuple[str, str]]) -> None:
    read = draft(f"Invoice Acme Corp for consulting, $500. {words}")
    assert values(read["payment_details"]) == rows
    assert [item["unit_price"] for item in read["items"]] == ["500"]


def test_an_iban_with_wrong_check_digits_is_kept_and_doubted(draft: Read, issues: Read) -> None:
    words = "Invoice Acme Corp for consulting, $500. IBAN: DE88 3704 0044 0532 0130 00"
    assert values(draft(words)["payment_details"]) == [("iban", "DE88 3704 0044 0532 0130 00")]
    assert "iban_check_digits" in issues(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Kindly raise an invoice on Tern Textiles for 40 pumps at $85 each.", "Tern Textiles"),
        ("invoice to Beacon Title Agency for 3 deeds at $12", "Beacon Title Agency"),  # The title of nothing.
    ],
)
def test_small_words_lead_to_a_whole_name(draft: Read, words: str, name: str) -> None:
    assert [value for _, value in values(draft(words)["to_details"])] == [name]


def test_a_label_for_an_address_may_lead_to_the_firm(draft: Read) -> None:
    read = draft("Billing address: Tern Energy GmbH, Sonnenallee 10, 12047 Berlin. 12 lamps at €24.90")
    assert values(read["to_details"])[0] == ("company", "Tern Energy GmbH")
    assert len(read["items"]) == 1


def test_a_label_in_brackets_heads_no_block(draft: Read) -> None:
    read = draft("our hours for the harbour (client: Tern Air):\nDesign 14h\nReview 3h\nAll hours at 95 EUR.")
    assert [value for _, value in values(read["to_details"])] == ["Tern Air"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Please bill Ada Vance €240 for a stair. Our details: Tern Joinery Ltd, 5 Mill Road", ["Ada Vance"]),
        ("Hi Bea, please send us the invoice for the logo, 400 euros. Our details: Tern Ltd", ["Tern Ltd"]),
        ("Hello, I need to invoice Tern Outfitters for an audit ($600)", ["Tern Outfitters"]),
    ],
)
def test_our_details_are_those_of_who_writes(draft: Read, words: str, names: list[str]) -> None:
    read = draft(words)
    assert [value for _, value in values(read["to_details"])] == names
    assert "Hello" not in [value for _, value in values(read["from_details"])]
