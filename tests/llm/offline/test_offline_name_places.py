"""Which words name an item when small words, places and verbs stand among them."""

import pytest

from tests.llm.offline.conftest import Read


def lines(read: dict[str, object]) -> list[tuple[str, str, str]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["name"], item["quantity"], item["unit_price"]) for item in items]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("fattura a Luca Ferri, vetrata per bagno, 480 euro", "Vetrata per bagno"),
        ("Factura para Bodegas Arce: envío a Burgos, 81 €", "Envío a Burgos"),
        ("Invoice Ada Holm: singing at weddings, £120", "Singing at weddings"),
        ("Fatura para Ana Lopes: viagem a Faro, 60 €", "Viagem a Faro"),
    ],
)
def test_a_small_word_between_two_nouns_is_of_the_name(draft: Read, words: str, name: str) -> None:
    assert [line[0] for line in lines(draft(words))] == [name]


def test_a_small_word_that_leads_to_the_price_is_not(draft: Read) -> None:
    assert lines(draft("Invoice Ada Holm for 3 lessons at the usual £40")) == [("Lessons", "3", "40")]
    assert lines(draft("Factura para Lola Ruiz: cojines, 4 a 12 €")) == [("Cojines", "4", "12")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Invoice Corrib Foods Ltd in Galway €900 for label design", "Label design"),
        ("Bitte Keller GmbH in Bremen 700 € für die Wartung der Heizung berechnen", "Wartung der Heizung"),
        ("Factura a Talleres Ríos, Burgos, 350 euros por la reparación de un motor", "Reparación de un motor"),
        ("Cobrar da Maré Eventos, Faro, 350 euros pelo aluguer de palco", "Aluguer de palco"),
    ],
)
def test_where_the_customer_is_names_no_item(draft: Read, words: str, name: str) -> None:
    assert [line[0] for line in lines(draft(words))] == [name]


def test_what_stays_at_a_price_is_named_without_its_verb(draft: Read) -> None:
    assert lines(draft("Bill Ada Holm: varnish stays at $78, 2 brushes at $6, and sanding stays at $90")) == [
        ("Varnish", "1", "78"),
        ("Brushes", "2", "6"),
        ("Sanding", "1", "90"),
    ]
    assert lines(draft("Bill Ada Holm: 2 farm stays at $78")) == [("Farm stays", "2", "78")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("It was 14 sacks of plaster for Tom Hart, not 16. £8.40 per sack as agreed.", "Sacks of plaster"),
        ("Eran 14 sacos de yeso, no 16. 8,40 € por saco. Factura a Lola Ruiz.", "Sacos de yeso"),
    ],
)
def test_what_a_container_holds_comes_with_it_to_its_price(draft: Read, words: str, name: str) -> None:
    assert lines(draft(words)) == [(name, "14", "8.4")]


def test_the_unit_of_a_price_names_no_further_item(draft: Read) -> None:
    assert lines(draft("2 hours' work at £40 an hour plus a pair of garden gates, £165 the pair, for Ada Holm")) == [
        ("Work", "2", "40"),
        ("Pair of garden gates", "1", "165"),
    ]


def test_one_container_for_a_price_is_an_item(draft: Read) -> None:
    assert lines(draft("Bill Ada Holm €80 for the bike repair and €12 for a tube")) == [
        ("Bike repair", "1", "80"),
        ("Tube", "1", "12"),
    ]


def test_what_a_price_is_for_describes_nobody(draft: Read) -> None:
    assert lines(draft("£90 for the piano tuning, Ada Holm to pay by Friday")) == [("Piano tuning", "1", "90")]


def test_the_verb_of_a_sale_before_a_count_is_no_name(draft: Read) -> None:
    assert lines(draft("Sold 25 printed towels to Byte Bazaar for $100 in total")) == [("Printed towels", "25", "4")]
    assert lines(draft("Bill Ada Holm: Windows 11 upgrade $80")) == [("Windows 11 upgrade", "1", "80")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ada Holm ordered 30 tubs of honey. £150 for all thirty; please bill her.", ("Tubs of honey", "30", "5")),
        ("Cafe Nord took 24 loaves. €60 for the lot.", ("Loaves", "24", "2.5")),
        ("Karin Wolf hat 20 Tassen bestellt. 100 € für alle zwanzig.", ("Tassen", "20", "5")),
        ("Lola Ruiz pidió 20 tazas. 100 € en total.", ("Tazas", "20", "5")),
    ],
)
def test_a_sum_for_all_is_of_what_the_sentence_before_counts(
    draft: Read, words: str, expected: tuple[str, str, str]
) -> None:
    assert lines(draft(words)) == [expected]


def test_a_sum_for_several_kinds_of_things_stays_one(draft: Read) -> None:
    read = lines(draft("I fixed 3 windows and a door for Ada Holm. $400 all in."))
    assert [line[1:] for line in read] == [("1", "400")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The pottery workshop for Ada Holm took place with 8 guests, £45 a head", "Pottery workshop"),
        ("The CPR course for Ada Holm went ahead with 8 participants, £45 per person", "CPR course"),
        ("Ada Holm ordered 80 chairs; bill the remaining 8 at £45 each.", "Chairs"),
        (
            "Out of the 60 aprons Ada Holm ordered, 52 were billed in May; now bill the remaining 8 at £45 each",
            "Aprons",
        ),
        ("Every price has the 20% VAT in it: 8 desks at £45. Invoice Ada Holm.", "Desks"),
    ],
)
def test_clauses_around_a_count_name_nothing(draft: Read, words: str, name: str) -> None:
    assert lines(draft(words)) == [(name, "8", "45")]


def test_who_buys_is_no_item_though_people_are_counted(draft: Read) -> None:
    assert lines(draft("Ada Holm took 8 guests on the lake tour, £45 a head"))[0][1:] == ("8", "45")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("My client is Wilder Ltd (they're the ones getting paid), Ada Holm owes £36 for the menu cards", "Menu cards"),
        ("Now that the web shop for Ada Holm is live, bill her £36", "Web shop"),
        ("We also pass on to Ada Holm the room hire of £36", "Room hire"),
    ],
)
def test_what_is_said_of_people_and_things_is_no_item(draft: Read, words: str, name: str) -> None:
    assert [line[0] for line in lines(draft(words))] == [name]


def test_times_are_named_by_what_they_were_spent_on(draft: Read) -> None:
    words = "Dog walking for Ada Holm: walks of 30 min, 45 min and 60 min at £0.40 a minute, in one line."
    assert lines(draft(words)) == [("Dog walking", "135", "0.4")]


def test_a_clause_with_the_rate_belongs_to_the_time_before_it(draft: Read) -> None:
    words = "Bill Ada Holm £400 for the report as well as half a day of training, which we charge at £600 per full day"
    assert lines(draft(words)) == [("Report", "1", "400"), ("Training", "0.5", "600")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Bill Ada Holm for 3 visits to the farm at £95 per visit", ("Visits to the farm", "3", "95")),
        ("Factura a Lola Ruiz: 3 visitas a la granja a 95 €", ("Visitas a la granja", "3", "95")),
        ("Delivery of 3 crates at £95 per crate to Ada Holm", ("Delivery of crates", "3", "95")),
        ("Wedding cake for Ada Holm: 3 tiers at £95", ("Wedding cake, tiers", "3", "95")),
        ("Ada Holm owes me for 3 night dives, $95 each", ("Night dives", "3", "95")),
        ("I'd like to request the invoice for Ada Holm, two portraits at £95 each", ("Portraits", "2", "95")),
    ],
)
def test_things_that_are_counted_keep_what_they_are_for(
    draft: Read, words: str, expected: tuple[str, str, str]
) -> None:
    assert lines(draft(words)) == [expected]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Anyway, Ada Holm gets an invoice for $47, pump repair.", "Pump repair"),
        ("- shop sign: done, $47\nInvoice Ada Holm", "Shop sign"),
        ("Cat neutering, patient: Biscuit, owner: Ada Holm, price 47 USD", "Cat neutering"),
        ("The glass cover Ada Holm took along was another £47", "Glass cover"),
        ("^ so that is the shop sign at £47 for Ada Holm", "Shop sign"),
    ],
)
def test_answers_and_how_things_are_name_nothing(draft: Read, words: str, name: str) -> None:
    assert [line[0] for line in lines(draft(words))] == [name]


def test_the_day_of_a_delivery_is_no_item_beside_the_next(draft: Read) -> None:
    words = "We delivered 22 sacks of feed at $6 a sack to Ada Holm on Tuesday and charged $12 for the hauling"
    assert lines(draft(words)) == [("Sacks of feed", "22", "6"), ("Hauling", "1", "12")]


def test_prices_that_all_stand_before_their_things(draft: Read) -> None:
    assert lines(draft("Fixed the porch for Ada Holm: £180 labour, £64 timber, £9 for nails")) == [
        ("Labour", "1", "180"),
        ("Timber", "1", "64"),
        ("Nails", "1", "9"),
    ]
    assert lines(draft("Logo for Ada Holm - $300 flat, $50 hosting")) == [("Logo", "1", "300"), ("Hosting", "1", "50")]


def test_a_bracket_that_describes_one_thing_multiplies_nothing(draft: Read) -> None:
    assert lines(draft("Bill Ada Holm: buffet (40 guests) $1,200, trifle (3 layers) $30")) == [
        ("Buffet", "40", "30"),
        ("Trifle", "3", "10"),
    ]
    assert lines(draft("Bill Ada Holm: gloves (3 pairs) $20, translation (400 words) at $0.10")) == [
        ("Gloves", "3", "20"),
        ("Translation", "400", "0.1"),
    ]


def test_a_german_article_behind_a_person_opens_the_thing(draft: Read) -> None:
    assert lines(draft("Für Frau Meier den Keller entrümpelt, 3 Stunden zu 45 €.")) == [
        ("Keller entrümpelt", "3", "45")
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Invoice Ada Holm for 40 Model 3 cases at $11 each", "Model 3 cases"),
        ("Please bill Ada Holm for our alarm monitoring: 40 doors at $11 per door", "Alarm monitoring, doors"),
        ("Oslo client Ada Holm: $440 for product photography", "Product photography"),
        ("Bill Ada Holm for what was used, and the $440 of test boards", "Test boards"),
        ("Bill Ada Holm a single $440 for the wiring", "Wiring"),
        ("Bill Ada Holm: she pays no VAT because it is food, and takes 40 linen bags at $11", "Linen bags"),
    ],
)
def test_numbers_places_and_clauses_beside_a_name(draft: Read, words: str, name: str) -> None:
    assert [line[0] for line in lines(draft(words))] == [name]
