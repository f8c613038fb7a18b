"""Numbers that a language says in its own way: halves behind the unit, dozens, months by name, taxes without "%"."""

from decimal import Decimal

import pytest

from tests.llm.offline.conftest import Read


def _lines(read: dict[str, object]) -> list[tuple[str, Decimal, Decimal]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["name"], Decimal(item["quantity"]), Decimal(item["unit_price"])) for item in items]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("facture à M. Bakari : une heure et demie de ménage à 30 euros", "1.5", "30"),
        ("fattura a Carlo Moretti: un'ora e mezza di manodopera a 40 euro", "1.5", "40"),
        ("factura a Ana Gil: diez kilos y medio de tomate a 1,80 € el kilo", "10.5", "1.80"),
        ("Facture à Boulangerie Masson : dépannage 1 h 30 à 60 €/h", "1.5", "60"),
        ("Facture à Presses du Large : traduction de 4 200 mots à 0,12 € le mot", "4200", "0.12"),
        ("factura a Bar Paca: tres docenas de huevos a 3,20 € la docena", "3", "3.20"),
        ("Rechnung an Gasthof Linde: vier Dutzend Forellen, das Dutzend zu 54 Euro", "4", "54"),
        ("factura a Bar Paca: tres docenas de huevos a 0,30 €", "36", "0.30"),
        ("Zwei Paletten Pflastersteine zu 412,50 € für Galabau Wendt e.K.", "2", "412.50"),
        ("Alquiler del local, enero, febrero y marzo, 140 € al mes, inquilino: Ana Gil", "3", "140"),
        ("Huur opslagbox van januari tot en met juni, 250 euro per maand, voor Jansen BV", "6", "250"),
        ("quince cajas de naranjas a nueve euros y medio la caja para frutería la huerta", "15", "9.50"),
        ("3 heures ¾ de ménage à 30 € pour Mme Lefort", "3.75", "30"),
        ("Hausmeisterdienst März bis Mai, monatlich 310 €, Auftraggeber WEG Parkblick", "3", "310"),
        ("Facture à Ana Gil : loyer du box avril, 3 mois à 65 € par mois", "3", "65"),
    ],
)
def test_a_count_in_the_words_of_its_language(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in _lines(draft(words))] == [(Decimal(quantity), Decimal(price))]


@pytest.mark.parametrize(
    ("words", "taxes"),
    [
        ("factura a Juan Ortega: lavadora 60 euros, más iva del 21", [("IVA", "21")]),
        ("rechnung an Ott GmbH: montage 62 euro plus 19 prozent", [("MwSt", "19")]),
        ("factuur voor Jan Smit: muur 200 euro, btw 21", [("Btw", "21")]),
        ("factura a Juan Ortega: lavadora 60 euros, iva 37", []),
    ],
)
def test_a_usual_rate_is_a_tax_without_its_sign(draft: Read, words: str, taxes: list[tuple[str, str]]) -> None:
    assert [(tax["name"], tax["percentage"]) for tax in draft(words)["taxes"]] == taxes


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "fattura azienda agricola il poggio 30 balle di fieno a sei euro l'una trasporto quaranta euro",
            [("Balle di fieno", "30", "6"), ("Trasporto", "1", "40")],
        ),
        (
            "rechnung an Frau Roth: ofen reparieren 120 euro anfahrt 30 euro",
            [("Ofen reparieren", "1", "120"), ("Anfahrt", "1", "30")],
        ),
        ("hazle una factura a Juan Ortega por la lavadora, dos horas a 30 euros", [("Lavadora", "2", "30")]),
        (
            "20 flessen olie van 9,95 en 10 potten honing van 6,50 voor Jan Smit",
            [("Olie", "20", "9.95"), ("Honing", "10", "6.50")],
        ),
        (
            "Solde à facturer à Mme Lefort : toiture 850 €, gravats 75 €",
            [("Toiture", "1", "850"), ("Gravats", "1", "75")],
        ),
        ("Graag 1 factuur voor Jan Smit: 30 fietstassen à € 24,75", [("Fietstassen", "30", "24.75")]),
        ("310 € für die Reinigung an Ott GmbH, Leistung vom 14. bis 16. März", [("Reinigung", "1", "310")]),
        ("festa da Júlia Prado (12/12): decoração R$ 4.200", [("Decoração", "1", "4200")]),
        (
            "Kunde Ott GmbH, Satz 96 €/h, jede Zeile einzeln\nMo 7,5 h Gerüst aufbauen\nDi 45 Minuten Abdecken",
            [("Gerüst aufbauen", "7.5", "96"), ("Abdecken", "0.75", "96")],
        ),
        (
            "Wartung im Objekt Gartenstr. 9, 230 Euro. Rechnung an Ott GmbH",
            [("Wartung im Objekt Gartenstr", "1", "230")],
        ),
    ],
)
def test_items_as_they_are_spoken(draft: Read, words: str, lines: list[tuple[str, str, str]]) -> None:
    assert _lines(draft(words)) == [(name, Decimal(count), Decimal(price)) for name, count, price in lines]


def test_small_words_with_an_article_are_no_customer(draft: Read) -> None:
    assert draft("facture pour la réparation du portail, 6h à 42€")["to_details"] == []


def test_no_allowance_is_no_discount(draft: Read) -> None:
    read = draft("Rechnung an Ott GmbH: Montage 62 €. Zahlbar innerhalb von 14 Tagen ohne Abzug.")
    assert (read["discounts"], read["due_at"]) == ([], "2026-03-16")


def test_a_tax_is_no_customer(draft: Read) -> None:
    assert draft("Association non assujettie à la TVA, cession du spectacle 1 200 €")["to_details"] == []


@pytest.mark.parametrize(
    ("words", "side", "name"),
    [
        ("Wir (Pension Almruh) stellen der Familie Gruber 96 € für das Zimmer in Rechnung", "from", "Pension Almruh"),
        ("Wir (Pension Almruh) stellen der Familie Gruber 96 € für das Zimmer in Rechnung", "to", "Familie Gruber"),
        ("Voor de ramen krijgt Kantoor Lelie een factuur van 55 euro", "to", "Kantoor Lelie"),
        (
            "Je suis trésorière du chœur Cantilène. Facture pour Mme Vasseur, cotisation 140 €",
            "from",
            "chœur Cantilène",
        ),
        ("Kannst du dem Bootsverleih Marten ne Rechnung schicken? 2 Inspektionen à 180 €", "to", "Bootsverleih Marten"),
        ("Wil je Hendriks Transport factureren voor 8 uur à € 36?", "to", "Hendriks Transport"),
        ("Parcella avv. Neri a Costruzioni Po S.r.l.: assistenza 1.200 €", "to", "Costruzioni Po S.r.l."),
        ("Déneigement pour la PPE Les Mélèzes à Crans, 85 francs", "to", "PPE Les Mélèzes"),
        ("Lezioni a Pietro Lodi, 120 €, fattura intestata alla mamma Cristina Lodi", "to", "Cristina Lodi"),
        ("Ich, Nora Feld (Texterin), habe für die Agentur Blauwal drei Artikel zu je 250 €", "from", "Nora Feld"),
        ("Lavei os vidros da Clínica Sorriso, 3 horas a 18 euros à hora", "to", "Clínica Sorriso"),
        (
            "agriturismo le querce ha preso 9 balle a 7 euro, fai fattura. Pagamento con bonifico",
            "to",
            "agriturismo le querce",
        ),
        ("500 € für Beratung an Müller berechnen", "to", "Müller"),
        ("condominio via tasso 9: spurgo 180 €, videoispezione 120 €", "to", "condominio via tasso 9"),
    ],
)
def test_parties_as_these_languages_place_them(draft: Read, words: str, side: str, name: str) -> None:
    values = [row["value"] for row in draft(words)[f"{side}_details"]]
    assert name in values
