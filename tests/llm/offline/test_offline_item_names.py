"""What an item is called, however the sentence around it is built."""

import pytest

from tests.llm.offline.conftest import Read


def names(read: dict[str, object]) -> list[str]:
    items = read["items"]
    assert isinstance(items, list)
    return [item["name"] for item in items]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Hendersons are down for £95, chimney sweep", ["Chimney sweep"]),
        ("What I did for Orla Keane came to £320: regrouting of the shower", ["Regrouting of the shower"]),
        ("Mr Bellamy owes me for two bookcases, £180 each", ["Bookcases"]),
        ("Marta Quill has asked for an invoice of $150 for the catalogue text", ["Catalogue text"]),
        ("To Dana Wolfe we rented two scooters, £30 each", ["Scooters"]),
        ("Please bill Tom Addy, whose lawnmower I repaired for $85", ["Lawnmower"]),
        ("A bill of £300 should go to Kate Linley, that is for the oil portrait", ["Oil portrait"]),
        ("Invoice Tom Reilly, who had two pots replaced, £45 each", ["Pots replaced"]),
        ("We finished the website for Acorn Ltd, so please bill them the agreed fee of £900", ["Finished the website"]),
        ("Bill Ada Holm for what she took, two rugs at $80 and a lamp at $20", ["Rugs", "Lamp"]),
        ("Can you put 25 umbrellas on a bill for Hotel Astoria, they are £12 each", ["Umbrellas"]),
        ("Ada Holm had me for two lessons at £30, to which come £9 of sheet music", ["Lessons", "Sheet music"]),
        ("Acorn Ltd stands in the red with us for $640 of garden soil", ["Garden soil"]),
        ("Owen Price picked up 16 bags of compost yesterday, £6.50 a bag", ["Bags of compost"]),
    ],
)
def test_the_clause_around_an_item_is_no_name(draft: Read, words: str, expected: list[str]) -> None:
    assert names(draft(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Frau Kessler hat bei uns drei Torten bestellt, je 42 €", "Torten"),
        ("Rechnung raus an Meyer GmbH: 3 Std. Gartenpflege je 40 €", "Gartenpflege"),
        ("Es geht um 3 Fenster, die wir bei Herrn Lang gestrichen haben, 75 € je Fenster", "Fenster"),
        ("Les 12 bouteilles que j'ai livrées au Café Noir coûtent 9 € pièce", "Bouteilles"),
        ("Mettez 150 € à la charge de Sophie Lang, taille des rosiers", "Taille des rosiers"),
        ("Lo que le arreglé a Juan Sanz fue la moto, 240 €", "Moto"),
        ("Si tratta di 300 euro per il restauro di una cornice, cliente Villa Aurora", "Restauro di una cornice"),
        ("Wij leverden Bakkerij Mol 30 kilo meel à € 1,20", "Meel"),
        ("Fiz dois vestidos para a Sra. Matos, 95 € cada um", "Vestidos"),
    ],
)
def test_so_it_is_in_other_languages(draft: Read, words: str, expected: str) -> None:
    assert names(draft(words)) == [expected]


def test_what_is_only_done_or_owed_keeps_its_name(draft: Read) -> None:
    assert names(draft("Bill Acme Corp: the longcase clock needed a full overhaul, $420")) == [
        "Longcase clock needed a full overhaul"
    ]
    assert names(draft("Bill Acme Corp: used tyres $90, strip down $40")) == ["Used tyres", "Strip down"]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Three rugs came to £450, invoice Ada Holm", "3", "150"),
        ("It came to £96: eight hours ironing at £12 for Mrs Pell", "8", "12"),
        ("Invoice Kemal Aydin 4 bottles for 52 euro the piece", "4", "52"),
        ("I spent four evenings tutoring Leo Brandt, £45 per evening", "4", "45"),
    ],
)
def test_sums_and_prices_of_each(draft: Read, words: str, quantity: str, price: str) -> None:
    (item,) = draft(words)["items"]
    assert (item["quantity"], item["unit_price"]) == (quantity, price)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Invoice Ann Lee: table 450, door 380 and gate 250, pounds", ["Table", "Door", "Gate"]),
        ("Vet account for Pauline Marsh: consultation £42, nail trim £12", ["Consultation", "Nail trim"]),
        ("We did the gutters (£140) and the windows (£95) at 14 Park View for Mrs Doyle", ["Gutters", "Windows"]),
        ("to Larkfield Council: coach hire 420, insurance 210", ["Coach hire", "Insurance"]),
        ("Bill the Ferry School for the term: Monday piano, 11 lessons at £24", ["Monday piano"]),
    ],
)
def test_nouns_that_are_labels_or_verbs_elsewhere_name_what_has_a_price(
    draft: Read, words: str, expected: list[str]
) -> None:
    assert names(draft(words)) == expected


@pytest.mark.parametrize(
    ("words", "name", "price"),
    [
        ("Ida Brock bought 5 benches at $300 each and had them delivered for $90.", "Delivered", "90"),
        ("Bill Ida Brock for 5 benches at $300 each, shipped for $90.", "Shipped", "90"),
        ("Ida Brock bought a bench for $300 and paid $25 to have it fitted.", "Fitted", "25"),
        ("Frau Brock hat 5 Bänke zu 300 € gekauft und sie für 90 € geliefert bekommen.", "Geliefert", "90"),
        ("Mme Brock a acheté 5 bancs à 300 € et les a fait livrer pour 90 €.", "Livrer", "90"),
    ],
)
def test_what_was_done_to_the_goods_for_a_price_is_a_line(draft: Read, words: str, name: str, price: str) -> None:
    items = draft(words)["items"]
    assert [(item["name"], item["unit_price"]) for item in items[1:]] == [(name, price)]


@pytest.mark.parametrize(
    "words",
    [
        "We delivered 5 benches to Brock Ltd for $300 each.",
        "Bill Brock Ltd: 5 benches at $300 each, delivered.",
        "Could you send an invoice for $300 to Brock Ltd? That's for the bench.",
    ],
)
def test_a_verb_without_a_price_of_its_own_is_no_line(draft: Read, words: str) -> None:
    assert [item["name"] for item in draft(words)["items"]] in (["Benches"], ["Bench"])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Factura para Ana Gil por la traducción de una carta: base imponible 900 €, IVA 21 %.",
            "Traducción de una carta",
        ),
        ("Fattura a Carlo Neri per la revisione di un testo: imponibile 900 €, IVA 22%.", "Revisione di un testo"),
        ("Invoice Ida Brock for binding a book: net amount £900, VAT 20%.", "Binding a book"),
        ("Factura para Ana Gil: base de hormigón, 300 €.", "Base de hormigón"),
    ],
)
def test_what_the_tax_is_reckoned_from_names_no_item(draft: Read, words: str, name: str) -> None:
    assert [item["name"] for item in draft(words)["items"]] == [name]
