"""Six languages by a lexicon file each: which one it is, its numbers, days and charges, and whole prompts."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.llm.providers.offline import lexicon, spelt
from app.llm.providers.offline.lexicon.detection import detect
from app.llm.providers.offline.tokens import scan
from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_provider import _faults

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases_languages.jsonl").read_text(encoding="utf-8").splitlines()
]
WORDS = sorted({word for case in CASES for word in case["prompt"].split()})
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


def test_every_language_has_a_file() -> None:
    assert lexicon.languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_fills_only_sets_and_tables_that_the_reader_knows(language: str) -> None:
    known, own = lexicon.source("common"), lexicon.source(language)
    assert set(own["words"]) <= set(known["words"]) | set(lexicon.source("en")["words"])
    assert len(lexicon.load(language).months) >= 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_the_words_tell_their_language(case: dict[str, str]) -> None:
    assert detect(scan(case["prompt"]), "en") == case["lang"]


@pytest.mark.parametrize(
    ("words", "team_language", "language"),
    [
        ("logo 300", None, "en"),
        ("logo 300", "fr", "en"),
        ("Holler Bau GmbH, 4 m² Estrich à 30€", "en", "de"),
        ("Invoice für Ott GmbH: 5 Stunden", "en", "de"),
        ("bill Holler Bau GmbH 3 hours at 80", "de", "en"),
        ("fur Tische schleifen 90 Euro fällig morgen", None, "de"),
        ("peças 90", None, "pt"),
    ],
)
def test_mixed_and_bare_words_have_one_language(words: str, team_language: str | None, language: str) -> None:
    assert detect(scan(words), team_language) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_of_each_language_are_read_exactly(language: str) -> None:
    faults = {case["id"]: found for case in CASES if case["lang"] == language and (found := _faults(case))}
    assert faults == {}


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("de", "fünfundzwanzig", "25"),
        ("de", "fuenfzig", "50"),
        ("de", "zweihundertdreißig", "230"),
        ("de", "zweitausenddreihundert", "2300"),
        ("de", "ein halber", "0.5"),
        ("fr", "quatre-vingt-dix", "90"),
        ("fr", "vingt et un", "21"),
        ("fr", "deux cent cinquante", "250"),
        ("es", "treinta y cinco", "35"),
        ("es", "mil doscientos", "1200"),
        ("it", "centottanta", "180"),
        ("it", "duemilacinquecento", "2500"),
        ("nl", "tweeëndertig", "32"),
        ("nl", "honderdtwintig", "120"),
        ("pt", "trezentos e cinquenta", "350"),
        ("pt", "mil e duzentos", "1200"),
    ],
)
def test_number_words_in_one_word_or_several(language: str, words: str, value: str) -> None:
    tokens = scan(words)
    assert spelt.read(lexicon.load(language), tokens, 0) == (Decimal(value), len(tokens))


@pytest.mark.parametrize("words", ["eine", "un", "zehner", "undundund", "cent" * 14 + "x", "zweiundzwanzigund"])
def test_what_is_no_number_word_is_left_alone(words: str) -> None:
    for language in LANGUAGES:
        assert spelt.read(lexicon.load(language), [*scan(words), *scan("lampe")], 0) is None


BILLS = {
    "de": "Rechnung an Optik Lindner: Beratung 500 €",
    "fr": "Facture à Optique Lindner : conseil 500 €",
    "es": "Factura a Óptica Lindner: asesoría 500 €",
    "it": "Fattura a Ottica Lindner: consulenza 500 €",
    "nl": "Factuur aan Optiek Lindner: advies 500 €",
    "pt": "Fatura para Ótica Lindner: consultoria 500 €",
}


@pytest.mark.parametrize(
    ("language", "term", "due_at"),
    [
        ("de", "zahlbar innerhalb 14 Tagen", "2026-03-16"),
        ("de", "14 Tage netto", "2026-03-16"),
        ("de", "fällig bis Monatsende", "2026-03-31"),
        ("de", "zahlbar bis zum 20.", "2026-03-20"),
        ("de", "fällig am 5. April 2026", "2026-04-05"),
        ("de", "30 Tage netto, 2 % Skonto bei Zahlung innerhalb 10 Tagen", "2026-04-01"),
        ("fr", "paiement à 30 jours fin de mois", "2026-04-30"),
        ("fr", "payable sous 15 jours", "2026-03-17"),
        ("fr", "échéance le 1er avril", "2026-04-01"),
        ("fr", "à réception", "2026-03-02"),
        ("es", "vencimiento a 15 días", "2026-03-17"),
        ("es", "vence el 10 de abril de 2026", "2026-04-10"),
        ("es", "pago a fin de mes", "2026-03-31"),
        ("it", "entro 30 giorni", "2026-04-01"),
        ("it", "pagamento a 60 giorni fine mese", "2026-05-31"),
        ("it", "scadenza 31/03/2026", "2026-03-31"),
        ("nl", "te betalen binnen 14 dagen", "2026-03-16"),
        ("nl", "uiterlijk 15 april", "2026-04-15"),
        ("nl", "betalen voor het einde van de maand", "2026-03-31"),
        ("pt", "vencimento a 30 dias", "2026-04-01"),
        ("pt", "pagamento até 15 de abril", "2026-04-15"),
        ("pt", "vence dia 20", "2026-03-20"),
    ],
)
def test_when_it_is_due(draft: Read, language: str, term: str, due_at: str) -> None:
    read = draft(f"{BILLS[language]}, {term}")
    assert (read["language"], read["due_at"], len(read["items"])) == (language, due_at, 1)


@pytest.mark.parametrize(
    ("language", "charge", "taxes", "discounts", "paid"),
    [
        ("de", "zzgl. 19 % MwSt.", [("MwSt", "19", False, False)], [], None),
        ("de", "inkl. 19 % USt", [("USt", "19", True, False)], [], None),
        ("de", "5 % Rabatt auf alles", [], [("5", None)], None),
        ("de", "Anzahlung von 100 € bereits bezahlt", [], [], "100"),
        ("de", "ohne MwSt", [], [], None),
        ("fr", "TVA 20 % en sus", [("TVA", "20", False, False)], [], None),
        ("fr", "TVA 20 % comprise", [("TVA", "20", True, False)], [], None),
        ("fr", "remise de 50 € sur le total", [], [(None, "50")], None),
        ("fr", "acompte de 100 € déjà versé", [], [], "100"),
        ("es", "IVA 21 % incluido", [("IVA", "21", True, False)], [], None),
        ("es", "IVA 21 %, retención IRPF 15 %", [("IVA", "21", False, False), ("IRPF", "15", False, True)], [], None),
        ("es", "señal de 100 € ya pagada", [], [], "100"),
        ("es", "10 % de descuento", [], [("10", None)], None),
        ("it", "IVA 22% esclusa", [("IVA", "22", False, False)], [], None),
        (
            "it",
            "IVA 22% e ritenuta d'acconto del 20%",
            [("IVA", "22", False, False), ("Ritenuta d'acconto", "20", False, True)],
            [],
            None,
        ),
        ("it", "sconto di 20 €", [], [(None, "20")], None),
        ("it", "acconto di 100 € già versato", [], [], "100"),
        ("nl", "excl. 21% btw", [("Btw", "21", False, False)], [], None),
        ("nl", "incl. 21% btw", [("Btw", "21", True, False)], [], None),
        ("nl", "10% korting", [], [("10", None)], None),
        ("nl", "aanbetaling van 100 euro al ontvangen", [], [], "100"),
        ("pt", "mais IVA a 23%", [("IVA", "23", False, False)], [], None),
        ("pt", "desconto de 5% no total", [], [("5", None)], None),
        ("pt", "sinal de 100 € já pago", [], [], "100"),
        ("pt", "isento de IVA", [], [], None),
    ],
)
def test_taxes_discounts_and_deposits(
    draft: Read,
    language: str,
    charge: str,
    taxes: list[tuple[str, str, bool, bool]],
    discounts: list[tuple[str | None, str | None]],
    paid: str | None,
) -> None:
    read = draft(f"{BILLS[language]}, {charge}")
    assert [tuple(tax.values()) for tax in read["taxes"]] == taxes
    assert [(each["percentage"], each["amount"]) for each in read["discounts"]] == discounts
    assert (read["amount_paid"], [item["unit_price"] for item in read["items"]]) == (paid, ["500"])


def test_skonto_is_a_term_and_no_discount(draft: Read) -> None:
    read = draft(f"{BILLS['de']}, 2 % Skonto bei Zahlung innerhalb 10 Tagen, zahlbar in 30 Tagen")
    assert (read["discounts"], read["terms"]) == ([], "2 % Skonto bei Zahlung innerhalb 10 Tagen")
