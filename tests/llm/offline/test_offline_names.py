"""Names that are hard to tell from their surroundings: digits, small words, streets named after days, issuers."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Invoice Studio 9 for tuning (€130)", "Studio 9"),
        ("inv 5G for 40 training slots @ 62.50 usd", "5G"),
        ("bill 9-Bridges for 2 lamps at $40", "9-Bridges"),
        ("Facture au Centre équestre du Mont : 3 leçons à 40 €", "Centre équestre du Mont"),
        ("Fattura per Scuola di musica Verdi: 3 lezioni a 40 €", "Scuola di musica Verdi"),
        ("Factuur voor meneer van der Plas: 3 uur à € 40", "meneer van der Plas"),
        ("Aulas de piano na Escola Nova: 3 horas a 40 €", "Escola Nova"),
    ],
)
def test_a_hard_name_is_the_customer(draft: Read, words: str, name: str) -> None:
    read = draft(words)
    assert (names(read["to_details"]), len(read["items"])) == ([name], 1)


@pytest.mark.parametrize(
    ("words", "street"),
    [
        ("Radhaus 3000 GmbH, Platz des 4. Juli 12: Wartung, 300 €", "Platz des 4. Juli 12"),
        ("Fatura à Padaria Mar, Rua 5 de Outubro 20, Faro: reparação, 300 €", "Rua 5 de Outubro 20, Faro"),
    ],
)
def test_a_street_named_after_a_day_is_an_address(draft: Read, words: str, street: str) -> None:
    read = draft(words)
    assert street in names(read["to_details"])
    assert [item["unit_price"] for item in read["items"]] == ["300"]


@pytest.mark.parametrize(
    ("words", "seller", "buyer"),
    [
        ("Da Oficina Braga ao Hotel Mira: 3 horas a 40 €", "Oficina Braga", "Hotel Mira"),
        ("Fatura da designer Rita Sousa à Editora Alva: capa por 300 €", "Rita Sousa", "Editora Alva"),
        ("Slagerij De Os factureert aan Hotel Zon: 3 hammen à € 40", "Slagerij De Os", "Hotel Zon"),
        ("Sono Elio Tosti, idraulico. Fattura a Bar Sole: lavoro, 300 euro", "Elio Tosti", "Bar Sole"),
    ],
)
def test_who_issues_and_who_pays_in_one_sentence(draft: Read, words: str, seller: str, buyer: str) -> None:
    read = draft(words)
    assert (names(read["from_details"]), names(read["to_details"])) == ([seller], [buyer])


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Rechnung an Mohn KG: Wartung 300 €. Unsere Auftragsnummer A-77 bitte in den Bemerkungen angeben.", "A-77"),
        ("Factura para Bar Sol: trabajo 300 €. En las observaciones debe salir nuestra referencia X-77/26.", "X-77/26"),
        ("Factuur aan Hotel Zon: werk € 300. Vermeld a.u.b. bestelbon 77-2214 bij de opmerkingen.", "77-2214"),
        ("Invoice Mill Cafe for work $300, their PO is WS-55, please put the PO in the notes", "WS-55"),
        ("Invoice Mill Cafe for work $300. Their cost centre CC-114 must be on it.", "CC-114"),
        ("Invoice Mill Cafe for work $300 and quote job 4471 in the notes", "Job 4471"),
        ('Invoice Mill Cafe for work $300. It should say "Made to order" at the bottom.', "Made to order"),
        ("Facture à Bar Lune : travail 300 €. Mets en note : chantier 4471.", "Chantier 4471"),
    ],
)
def test_a_number_for_the_notes_is_no_price(draft: Read, words: str, note: str) -> None:
    read = draft(words)
    assert note in read["notes"]
    assert [item["unit_price"] for item in read["items"]] == ["300"]


def test_a_telephone_that_is_paid_to_is_no_amount(draft: Read) -> None:
    read = draft("Factura a Irene Soto por dos sesiones a 45 €, que pague por Bizum al 611 222 333.")
    assert (names(read["payment_details"]), len(read["items"])) == (["611 222 333"], 1)
