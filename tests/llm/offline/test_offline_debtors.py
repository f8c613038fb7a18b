"""Who pays, told by whom the money comes from or on whose account it goes."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("$75 from Ms Odell for the piano tuning please", "Ms Odell"),
        ("The amount of 310 dollars is due from Larch Hill School for workshops.", "Larch Hill School"),
        ("put the Lindgrens down for £55, window cleaning", "Lindgrens"),
        ("text Vera Blom a bill, 3 violin lessons at 30 euro", "Vera Blom"),
        ("bill to cafe Nero 12 kg beans at 14", "cafe Nero"),
        ("invoice pelican press £300 for the leaflet design. From Ada Bell", "pelican press"),
        ("bill window cleaning £50 to Acme Ltd", "Acme Ltd"),
        ("180 € von Familie Brecht für die Dachrinne", "Familie Brecht"),
        ("Zahlen muss die Gemeinde Oberau: Winterdienst 12 Einsätze à 90 €", "Gemeinde Oberau"),
        ("SV Eintracht 30 Urkunden zu 1,50 €", "SV Eintracht"),
        ("La facture de Mme Gauthier : 3 heures de ménage à 25 €", "Mme Gauthier"),
        ("Con cargo a Hotel Brisa: 6 lámparas a 30 €", "Hotel Brisa"),
        ("La fattura di Officina Greco: 4 gomme a 65 €", "Officina Greco"),
        ("op de rekening van Fietsenwinkel Dekker: 2 banden à € 25", "Fietsenwinkel Dekker"),
        ("Quem deve é o Clube Náutico: 3 velas a 200 €", "Clube Náutico"),
    ],
)
def test_whoever_the_money_comes_from_is_billed(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


def test_a_seller_stays_one_where_another_is_billed(draft: Read) -> None:
    read = draft("2 lamps, £40 from Tallow Lighting to Bryn Hotel")
    assert names(read["to_details"]) == ["Bryn Hotel"]


def test_what_is_asked_of_somebody_is_an_amount_without_a_currency_too(draft: Read) -> None:
    [item] = draft("ask tom for 45, bike repair")["items"]
    assert (item["name"], item["unit_price"]) == ("Bike repair", "45")


def test_an_account_to_pay_into_is_no_customer(draft: Read) -> None:
    read = draft("Factuur aan Bakker Smit, 2 banden à € 25. Overmaken op de rekening van Jan Dekker.")
    assert names(read["to_details"]) == ["Bakker Smit"]


def test_a_bracket_behind_a_price_names_it(draft: Read) -> None:
    items = draft("Bill Nils Aro for 90 € (chimney sweep) and 40 € (new cap)")["items"]
    assert [(item["name"], item["unit_price"]) for item in items] == [("Chimney sweep", "90"), ("New cap", "40")]


def test_this_one_counts_nothing(draft: Read) -> None:
    [item] = draft("this one is in Swiss francs: Alpine Club, 9 guided tour days at CHF 85 per tour")["items"]
    assert item["quantity"] == "9"


def test_who_paid_a_part_is_not_named_they(draft: Read) -> None:
    read = draft("they've paid 200 euros of it, 3 clocks mended for Hotel Merle, 190 eur each")
    assert names(read["to_details"]) == ["Hotel Merle"]


def test_a_street_in_a_name_has_no_number_that_counts_metres(draft: Read) -> None:
    read = draft("We hebben voor Galerie De Kade 25 meter kabelgoot geleverd, € 7,80 per meter")
    assert names(read["to_details"]) == ["Galerie De Kade"]
    assert read["items"][0]["quantity"] == "25"


def test_the_word_for_a_bill_and_a_tax_name_no_item(draft: Read) -> None:
    [nights] = draft("Conto per la signora Bruna Testa: 2 notti a 75 € a notte")["items"]
    [chairs] = draft("GST split please, CGST 9% and SGST 9%, on 5 office chairs at ₹4,200 each for Bo Ltd.")["items"]
    assert (nights["name"], chairs["name"]) == ("Notti", "Office chairs")


@pytest.mark.parametrize(
    ("words", "label", "method"),
    [
        ("Bill Ana Ito 4 lessons at £20, method of payment is PayPal", "Payment method", "PayPal"),
        (
            '2 hems at $30 for Mrs Lowe, and put "cash on pickup" as the way of payment.',
            "Payment method",
            "cash on pickup",
        ),
        ("Rechnung an Bäckerei Kolb, 3 Bleche zu 20 €. Zahlungsart: bar", "Zahlungsart", "bar"),
        ("Factura a Bar Luna: 3 mesas a 40 €. Forma de pago: transferencia", "Forma de pago", "transferencia"),
    ],
)
def test_how_it_is_paid_is_kept(draft: Read, words: str, label: str, method: str) -> None:
    [row] = draft(words)["payment_details"]
    assert (row["label"], row["value"]) == (label, method)


def test_a_mail_address_to_pay_to_is_not_lost_in_the_time_to_pay(draft: Read) -> None:
    read = draft("6 classes for Meera Nair, ₹600 a class. She pays by UPI to raga@example.com, in one week from today.")
    assert [row["value"] for row in read["payment_details"]] == ["raga@example.com"]
