"""Who pays as the subject of a sentence: "Ridley Marine used …", "X in Lyon settle in euros", "8 staff from X"."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ridley Marine used 14 hours of crane time in April at £75 an hour.", "Ridley Marine"),
        ("Fern & Daughters qualify for the trade rate, 10% off. 5 pruning saws at £22.", "Fern & Daughters"),
        ("Cobalt Gym uses 3 water coolers at £25 each.", "Cobalt Gym"),
        ("Tern Audits withhold tax, so the invoice to them shows €500 for the SQL training.", "Tern Audits"),
        ("The Moss Trust get our usual charity rate. It's £300 for the mural.", "The Moss Trust"),
        ("Osterman Textiles in Lyon settle in euros: 40 m of linen at 12 a metre.", "Osterman Textiles"),
        ("Pine Radio in Ghent pay in euros: 9 jingles at 60 each.", "Pine Radio"),
        ("Brandt Logistik nutzte den Saal 3 Tage zu je 200 €.", "Brandt Logistik"),
        ("Moulin Vert utilise 3 bureaux à 150 €.", "Moulin Vert"),
        ("Talleres Robles usó la sala 4 horas a 30 € la hora.", "Talleres Robles"),
        ("Officina Bruni usa 2 carrelli a 80 €.", "Officina Bruni"),
        ("Bakkerij Smit gebruikte de zaal 3 dagen voor 120 euro per dag.", "Bakkerij Smit"),
        ("Padaria Sol usou o salão 5 horas a 40 € por hora.", "Padaria Sol"),
    ],
)
def test_the_subject_of_what_customers_do_pays(draft: Read, words: str, name: str) -> None:
    read = draft(words)
    assert names(read["to_details"]) == [name]
    assert name not in [line["name"] for line in read["items"]]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("First aid day for 8 staff from the Quayside Hotel at £65 a head.", "Quayside Hotel"),
        ("Three guides from Atlas Trekking came to the course, $80 each. Bill them.", "Atlas Trekking"),
        ("Curso para 6 empleados de Talleres Robles, 90 € por persona.", "Talleres Robles"),
    ],
)
def test_who_sent_people_pays_for_them(draft: Read, words: str, name: str) -> None:
    read = draft(words)
    assert names(read["to_details"]) == [name]
    assert read["from_details"] == []


def test_who_sent_goods_sells_them(draft: Read) -> None:
    read = draft("20 crates from Vale Orchards at £5 for Nando Foods")
    assert names(read["from_details"]) == ["Vale Orchards"]
    assert names(read["to_details"]) == ["Nando Foods"]


def test_a_name_with_digits_is_one(draft: Read) -> None:
    assert names(draft("Bill Pier39 Diving for 2 tanks at $48 each")["to_details"]) == ["Pier39 Diving"]
