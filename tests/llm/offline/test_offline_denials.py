"""Percents that do not hold, and taxes of single lines that are told by their contrast."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    "words",
    [
        "Invoice Greta Moll for six wreaths at €24. Ten percent would come off, but that only starts at ten wreaths.",
        "Invoice Greta Moll for 8 mats at €24. The 15% discount only applies from 20 mats, so none here.",
        "Bill Greta Moll 3 lamps at £40. She asked for 10% off but I said no.",
        "Bill Greta Moll £200. We're below the threshold, so don't add the 20% they mentioned.",
        "Invoice Greta Moll: 2 desks at €150. We are small, so leave off the 21%.",
        "Rechnung an Greta Moll: 6 Kränze zu je 24 €. 10 % Rabatt gibt es erst ab zehn Kränzen, also voller Preis.",
        "Rechnung an Greta Moll: 3 Tage zu 400 €. Kleinunternehmer, also keine 19 % draufschlagen.",
        "Facture à Greta Moll : 3 jours à 400 €. Franchise de TVA, donc ne pas ajouter les 20 %.",
    ],
)
def test_what_is_denied_is_not_charged(draft: Read, words: str) -> None:
    read = draft(words)
    assert (read["taxes"], read["discounts"]) == ([], [])


@pytest.mark.parametrize(
    "words",
    [
        "Bill Greta Moll £100 for paint. Don't forget to add 20% VAT.",
        "Bill Greta Moll £100 for paint, 20% VAT not yet added",
        "Bill Greta Moll £100 for paint. The price does not include 20% VAT.",
    ],
)
def test_other_negations_deny_no_tax(draft: Read, words: str) -> None:
    assert [tax["percentage"] for tax in draft(words)["taxes"]] == ["20"]


@pytest.mark.parametrize(
    "words",
    [
        "Invoice Acme Corp in USD: stage hire 340, taxed at 7%, and cleaning 60, which is labor, so no tax on that.",
        "Bill Acme Corp: varnish $80 with 7% sales tax, labour $300 with no tax",
        "Bill Acme Corp: bags £30 plus 7% VAT, books £40 (zero-rated)",
        "Invoice Acme Corp for a report £100 which gets 7% VAT and a survey £200 which is exempt from VAT",
    ],
)
def test_one_line_is_taxed_and_another_is_not(draft: Read, words: str) -> None:
    read = draft(words)
    assert [[tax["percentage"] for tax in item["taxes"] or []] for item in read["items"]] == [["7"], []]
    assert read["taxes"] == []
