"""Who bills whom, told in one breath: "A bills B", "A, invoice 12 for B", "Rechnung der A an B"."""

import pytest

from tests.llm.offline.conftest import Read


def _names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "seller", "customer"),
    [
        ("Blue Heron Catering billing Otis Lane Gallery: canapés 80 at $3", "Blue Heron Catering", "Otis Lane Gallery"),
        (
            "Week 12, Pike Lane Studio billing Morrow & Finch: retouching 6 h at £40",
            "Pike Lane Studio",
            "Morrow & Finch",
        ),
        (
            "Harbor Lights Electric to Corner Stone Realty: 12 sockets at $35",
            "Harbor Lights Electric",
            "Corner Stone Realty",
        ),
        (
            "Invoice in euros: Kilnworks Berlin sold Café Trapani 45 cups at 16 euros each.",
            "Kilnworks Berlin",
            "Café Trapani",
        ),
        (
            "Dunlin Translations - Invoice #311 - to Ferry Lane Press: 3,200 words at £0.11",
            "Dunlin Translations",
            "Ferry Lane Press",
        ),
        (
            "Dunlin Translations, invoice no. 2026-14 for Ferry Lane Press: 3,200 words at £0.11",
            "Dunlin Translations",
            "Ferry Lane Press",
        ),
        ("Kestrel Signs' invoice to Dolan's Pharmacy: 2 boards at €640", "Kestrel Signs", "Dolan's Pharmacy"),
        ("Invoice by Kestrel Signs for Dolan's Pharmacy: 2 boards at €640", "Kestrel Signs", "Dolan's Pharmacy"),
        ("Molkerei Lang an Weinhaus Thoma: 50 Käse à 8,40 €", "Molkerei Lang", "Weinhaus Thoma"),
        (
            "Glaserei Thoma, Rechnung Nr. 2026-044 für Gemeinde Rodach: 6 Scheiben zu 88 €",
            "Glaserei Thoma",
            "Gemeinde Rodach",
        ),
        (
            "Eine Rechnung der Imkerei Sommer an den Hofladen Brandt über 60 Gläser Honig zu 5,20 €",
            "Imkerei Sommer",
            "Hofladen Brandt",
        ),
        ("Jardines del Sur factura al Hotel Marisol 3 podas a 180 €", "Jardines del Sur", "Hotel Marisol"),
        ("Factura del Taller Robles al Hotel Marisol: 2 revisiones a 140 €", "Taller Robles", "Hotel Marisol"),
        ("Officina Bruni emette fattura a Trasporti Lena: 2 tagliandi da 140 euro", "Officina Bruni", "Trasporti Lena"),
        ("Atelier Morel facture à la Librairie Daguin : 3 affiches à 120 €", "Atelier Morel", "Librairie Daguin"),
        ("Oficina Lima para Hotel Atlântico: 3 reparações a 90 €", "Oficina Lima", "Hotel Atlântico"),
        (
            "Timmerbedrijf Prins, factuur 2026-17 voor Camping De Berk: 8 uur à 45 euro",
            "Timmerbedrijf Prins",
            "Camping De Berk",
        ),
    ],
)
def test_a_heading_names_the_seller_before_the_customer(draft: Read, words: str, seller: str, customer: str) -> None:
    read = draft(words)
    assert _names(read["from_details"]) == [seller]
    assert _names(read["to_details"]) == [customer]


@pytest.mark.parametrize(
    "words",
    [
        "Wedding Cake for Emma Stone: $300",
        "Piano Lessons to Anna Bell: 3 at $40",
        "Kindly invoice the Ashford Trust for Garden Work, $300",
        "Rechnung für Anna Weber: 3 Workshops zu 200 €",
    ],
)
def test_what_was_done_for_somebody_sells_nothing(draft: Read, words: str) -> None:
    assert draft(words)["from_details"] == []


def test_who_is_introduced_bills_whatever_opens_the_words(draft: Read) -> None:
    read = draft(
        "End-of-term Cleaning invoice for Kings Manor College, please. From Bright Spark Cleaners. Windows $90"
    )
    assert _names(read["from_details"]) == ["Bright Spark Cleaners"]
    assert _names(read["to_details"]) == ["Kings Manor College"]
