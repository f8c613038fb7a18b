"""Taxes, discounts and deposits: what is said of the whole, of one line, or only under a condition."""

import pytest

from tests.llm.offline.conftest import Read

OVENS = "Bill Otis Bakery 3 ovens at £200"


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        (f"{OVENS}, knock £40 off the whole bill because I was late", ["40"]),
        (f"{OVENS}.\nLess £50 off the total as agreed for the late start, then VAT at 20%.", ["50"]),
        (f"{OVENS}, then remove £50 from everything as discount", ["50"]),
        (f"{OVENS}. Subtract £15 from the total for the scratch.", ["15"]),
        (f"{OVENS} and the removal of the old one for £45 from the kitchen", []),
        (f"{OVENS}; for the dog we take another £15 in all", []),
        (f"{OVENS}. A fee of £25 is charged if paid late.", []),
        ("Rechnung an Otis: 3 Öfen zu 200 €. Zieh vom Gesamtbetrag 50 € ab, weil wir uns verspätet haben.", ["50"]),
        ("Facture Otis : 3 fours à 200 €. Retire 50 € du total à cause du retard.", ["50"]),
        ("Factura para Otis: 3 hornos a 200 €. Quítale 50 € al total por el retraso.", ["50"]),
        ("Fattura a Otis: 3 forni a 200 €. Togli 50 € dal totale per il ritardo, poi IVA 22%.", ["50"]),
        ("Factuur aan Otis: 3 ovens à € 200. Haal € 50 van het totaal af vanwege de vertraging.", ["50"]),
        ("Fatura para Otis: 3 fornos a 200 €. Tira 50 € do total por causa do atraso.", ["50"]),
    ],
)
def test_an_amount_taken_off_the_whole_is_a_discount(draft: Read, words: str, amounts: list[str]) -> None:
    assert [discount["amount"] for discount in draft(words)["discounts"]] == amounts


@pytest.mark.parametrize(
    "words",
    [
        f"{OVENS}, VAT of 20% is already inside the price",
        f"{OVENS} and delivery £30, and the VAT of 20% is already in those prices",
        f"All prices below include VAT (20%). {OVENS}",
        f"{OVENS}. Our prices already have the 20% VAT in them.",
        f"{OVENS}. That is the price with VAT, 20%.",
        f"{OVENS}. No need to add VAT, the 20% is inside already.",
        "Fattura a Otis: 3 forni a 200 €. L'IVA al 20% è già nei prezzi.",
        "Fatura a Otis: 3 fornos a 200 €. Os preços já têm 20% de IVA.",
        "Rechnung an Otis: 3 Öfen zu 200 €, die 20 % MwSt stecken schon in den Preisen drin.",
        "Facture Otis : 3 fours à 200 €, la TVA de 20 % est déjà dans le prix.",
        "Factura a Otis: 3 hornos a 200 €, el IVA del 20 % ya va dentro del precio.",
        "Factuur aan Otis: 3 ovens à € 200, de btw van 20% zit al in de prijs.",
    ],
)
def test_a_tax_that_is_in_the_prices_is_inclusive(draft: Read, words: str) -> None:
    assert [(tax["percentage"], tax["inclusive"]) for tax in draft(words)["taxes"]] == [("20", True)]


@pytest.mark.parametrize(
    ("words", "taxes"),
    [
        (f"{OVENS}. Prices do not include the 20% VAT.", [("VAT", "20", False)]),
        (f"{OVENS}. VAT of 20% is not yet included.", [("VAT", "20", False)]),
        (f"{OVENS}; put VAT at 20% on everything including the delivery", [("VAT", "20", False)]),
        (f"{OVENS}, all before VAT, add 20%", [("VAT", "20", False)]),
        (f"{OVENS}, plus consumption tax of 10%", [("Consumption tax", "10", False)]),
        (f"{OVENS}. They withhold 2%.", [("Withholding tax", "2", True)]),
        (f"{OVENS}. It would be 20% but no VAT is charged on exports.", []),
        (f"{OVENS}, no 20% VAT as it is an export", []),
        ("Rechnung an Otis: 3 Öfen zu 200 €. Sonst wären es 19 %, hier fällt keine MwSt an.", []),
        ("Rechnung an Otis: 3 Öfen zu 200 €, darauf 19 Prozent.", [("MwSt", "19", False)]),
        ("Factura para Otis: 3 hornos a 200 €. Nos retienen un 15 %.", [("Retención", "15", True)]),
        ("Factuur aan Otis: 3 ovens à € 200. Daar komt 21% bij.", [("Btw", "21", False)]),
    ],
)
def test_percents_are_of_the_tax_that_is_spoken_of(draft: Read, words: str, taxes: list[tuple[str, str, bool]]) -> None:
    assert [(tax["name"], tax["percentage"], tax["withholding"]) for tax in draft(words)["taxes"]] == taxes


def test_a_tax_on_an_amount_is_no_share_of_it(draft: Read) -> None:
    read = draft("GST @ 18% on $40,000, yearly website maintenance, bill to Otis Care")
    assert [item["unit_price"] for item in read["items"]] == ["40000"]
    assert [tax["percentage"] for tax in read["taxes"]] == ["18"]


def test_what_is_kept_back_stands_beside_the_tax_that_is_added(draft: Read) -> None:
    read = draft("Fee $2,400 for Otis; VAT 10% is added, and they keep back 15% withholding tax on the net fee.")
    assert [(tax["percentage"], tax["withholding"]) for tax in read["taxes"]] == [("10", False), ("15", True)]


@pytest.mark.parametrize("mark", ["\n", "; "])
def test_lines_with_taxes_of_their_own_keep_them(draft: Read, mark: str) -> None:
    read = draft(f"Bill Otis: 4 nights at €96, 10% VAT{mark}1 day of sauna at €55, 20% VAT")
    assert [[tax["percentage"] for tax in item["taxes"]] for item in read["items"]] == [["10"], ["20"]]
    assert read["taxes"] == []


@pytest.mark.parametrize(
    ("words", "paid", "items"),
    [
        ("kayak rack build 940 less the 250 deposit she paid. client Marisol Vega. usd", "250", 1),
        (f"{OVENS}. They paid a £100 deposit in January and another £50 last week.", "150", 1),
        (f"{OVENS}. Two deposits received: £100 and £50.", "150", 1),
        (f"{OVENS}, of which £120 has already come in.", "120", 1),
        (f"{OVENS}, half is paid already.", "300.00", 1),
        (f"{OVENS}, 50% payable in advance.", None, 1),
        (f"{OVENS}. Paid 12 months up front.", None, 1),
        ("Invoice Otis: security deposit £300, rent for May £900.", None, 2),
        (f"{OVENS}. She transferred £120 last week.", "120", 1),
        (f"{OVENS}. We've had £120 off him in cash.", "120", 1),
        (f"{OVENS}. The £120 she wired in January counts.", "120", 1),
        (f"{OVENS}. Their £120 deposit comes off.", "120", 1),
        (f"{OVENS}. She paid half already.", "300.00", 1),
        (f"{OVENS}. I paid £40 for parking, add it.", None, 2),
        (f"{OVENS}. She paid £120 for the lamp too.", None, 2),
        ("Rechnung an Otis: 3 Öfen zu 200 €. Die Hälfte ist bereits bezahlt.", "300.00", 1),
        ("Facture à Otis : 3 fours à 200 €. Il m'a donné 120 € en liquide.", "120", 1),
        ("Factura a Otis: 3 hornos a 200 €. Ya pagaron 120 €.", "120", 1),
        ("Fattura a Otis: 3 forni a 200 €. Mi ha dato 120 € in contanti.", "120", 1),
        ("Factuur aan Otis: 3 ovens à € 200. Hij gaf me al € 120 contant.", "120", 1),
        ("Fatura para Otis: 3 fornos a 200 €. Deu-me 120 € de sinal.", "120", 1),
        ("Rechnung an Otis: 3 Öfen zu 200 €, abzüglich der zwei Anzahlungen von 100 € und 50 €.", "150", 1),
        ("O Sr. Duarte Pimenta já adiantou 150 € dos 600 € do arranjo do telhado. Passa-lhe a fatura.", "150", 1),
        ("Otis: servizio foto 2.400, album 350, in euro. hanno già versato due acconti, 500 e 700, fattura del saldo",
         "1200", 2),
    ],
)  # fmt: skip
def test_what_was_paid_already_is_no_item(draft: Read, words: str, paid: str | None, items: int) -> None:
    read = draft(words)
    assert (read["amount_paid"], len(read["items"])) == (paid, items)


@pytest.mark.parametrize(
    ("words", "discounts"),
    [
        (
            f"{OVENS}. Off the whole lot she gets five percent first as a neighbour, and another £15 on top.",
            ["5", "15"],
        ),
        (f"{OVENS}. Drop the total by £50.", ["50"]),
        (f"{OVENS}. They get 10% as a returning customer.", ["10"]),
        (f"{OVENS}. -10%", ["10"]),
        (f"{OVENS}. They have their trade discount, 15% on the whole bill.", ["15"]),
        (f"{OVENS}. If they pay in 8 days they can take a further 2% discount.", []),
        (f"{OVENS}. Were they to pay this week it would be 2% less.", []),
        ("Factura a Otis: 3 hornos a 200 €. Se les descuentan 80 € del total.", ["80"]),
        ("Fattura a Otis: 3 forni a 200 €. Si scontano 80 € dal totale.", ["80"]),
        ("Facture à Otis : 3 fours à 200 €. Fais-leur dix pour cent sur le tout.", ["10"]),
        ("Factuur aan Otis: 3 ovens à € 200. Er gaat 10% van af.", ["10"]),
        ("Fatura para Otis: 3 fornos a 200 €. Descontam-se 80 € ao total.", ["80"]),
    ],
)
def test_discounts_are_told_by_who_gets_them(draft: Read, words: str, discounts: list[str]) -> None:
    read = draft(words)["discounts"]
    assert [each["percentage"] or each["amount"] for each in read] == discounts


@pytest.mark.parametrize(
    "words",
    [
        f"{OVENS}. If they pay after the due date, £25 is added.",
        f"{OVENS}. Add a £25 late fee only if unpaid after 30 days.",
        "Rechnung an Otis: 3 Öfen zu 200 €. Erst bei Verzug kämen 5 € Mahngebühr dazu.",
        "Facture à Otis : 3 fours à 200 €. En cas de retard, 40 € de frais de recouvrement.",
        "Factura a Otis: 3 hornos a 200 €. Si pagan tarde se cobran 30 € de recargo.",
        "Factuur aan Otis: 3 ovens à € 200. Bij te late betaling komt er € 40 bij.",
    ],
)
def test_what_is_owed_only_on_a_condition_is_a_term(draft: Read, words: str) -> None:
    read = draft(words)
    assert ([item["unit_price"] for item in read["items"]], bool(read["terms"])) == (["200"], True)


def test_a_polite_if_is_no_condition(draft: Read) -> None:
    read = draft("If you could bill Otis Bakery £200 for the oven and £30 for delivery, thanks")
    assert [item["unit_price"] for item in read["items"]] == ["200", "30"]
