"""When it was issued and when it is due. Today is Monday, 2 March 2026."""

from datetime import date

import pytest

from tests.llm.offline.conftest import Read

BILL = "Invoice Acme Corp for consulting, $500"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("net 30", "2026-04-01"),
        ("Net 15 days", "2026-03-17"),
        ("30 days net", "2026-04-01"),
        ("due in 30 days", "2026-04-01"),
        ("payment within two weeks", "2026-03-16"),
        ("payable in 1 month", "2026-04-02"),
        ("due 2026-03-15", "2026-03-15"),
        ("due on 15 April 2026", "2026-04-15"),
        ("due April 15", "2026-04-15"),
        ("due Apr. 15th, 2027", "2027-04-15"),
        ("due by the 4th of May", "2026-05-04"),
        ("due 4/15/2026", "2026-04-15"),
        ("due 15/04/2026", "2026-04-15"),
        ("due 15.04.2026", "2026-04-15"),
        ("due on the 14th", "2026-03-14"),
        ("due on the 1st", "2026-04-01"),
        ("due on the 9th of next month", "2026-04-09"),
        ("due fri", "2026-03-06"),
        ("due next Friday", "2026-03-13"),
        ("due tomorrow", "2026-03-03"),
        ("due end of month", "2026-03-31"),
        ("due at the end of next month", "2026-04-30"),
        ("due on receipt", "2026-03-02"),
        ("payable immediately", "2026-03-02"),
        ("due 99/99/2026", None),
        ("as agreed", None),
    ],
)
def test_the_due_date_is_read_in_the_usual_forms(draft: Read, words: str, due: str | None) -> None:
    assert draft(f"{BILL}, {words}.")["due_at"] == due


def test_days_count_from_the_issue_date_that_is_said(draft: Read) -> None:
    read = draft(f"{BILL}. Invoice date is 1 February 2026, due 18 days after that.")
    assert (read["issued_at"], read["due_at"]) == ("2026-02-01", "2026-02-19")


def test_the_region_decides_which_comes_first_of_day_and_month(draft: Read) -> None:
    assert draft(f"{BILL}, due 4/5/2026")["due_at"] == "2026-04-05"
    assert draft(f"{BILL}, due 4/5/2026", locale="GB")["due_at"] == "2026-05-04"


def test_an_issue_date_without_a_year_is_near_today(draft: Read) -> None:
    read = draft(f"{BILL}. Invoice dated December 30", today=date(2026, 1, 2))
    assert read["issued_at"] == "2025-12-30"


def test_a_condition_on_early_payment_moves_no_date(draft: Read) -> None:
    read = draft(f"{BILL}, 2% discount if paid within 10 days, net 30")
    assert (read["due_at"], read["discounts"]) == ("2026-04-01", [])
    assert "2%" in read["terms"]


@pytest.mark.parametrize(
    ("words", "issued", "due"),
    [
        ("Date the invoice yesterday.", "2026-03-01", None),
        ("Invoice date: yesterday, due a fortnight after the invoice date", "2026-03-01", "2026-03-15"),
        (
            "It should have gone out on Feb 20 so use that as the invoice date, net 30 from then",
            "2026-02-20",
            "2026-03-22",
        ),
        ("Backdate it to last Friday, due Friday week", "2026-02-27", "2026-03-13"),
        ("Date it three days ago, payable 45 days from today", "2026-02-27", "2026-04-16"),
        ("Issue date is the first of next month, payment 15 days after the issue date", "2026-04-01", "2026-04-16"),
        ("Payment within 28 days of the invoice date, which is 25 February 2026", "2026-02-25", "2026-03-25"),
        ("Give them until March 31", None, "2026-03-31"),
        ("Give her ten days to pay", None, "2026-03-12"),
        ("Payment due the twenty-second of May", None, "2026-05-22"),
        ("Due on the 20th of the month following", None, "2026-04-20"),
        ("Due Monday, March 16", None, "2026-03-16"),
        ("The visit was last Friday, the second on 5 March", None, None),
        ("Hall hire from 1 May until 15 May", None, None),
        ("Give them 3 days of training at $400", None, None),
    ],
)
def test_days_are_reckoned_from_what_the_words_say(
    draft: Read, words: str, issued: str | None, due: str | None
) -> None:
    read = draft(f"{BILL}. {words}")
    assert (read["issued_at"], read["due_at"]) == (issued, due)


@pytest.mark.parametrize(
    ("words", "issued", "due"),
    [
        ("Rechnung an Otis, 3 Öfen zu 200 €. Bitte auf gestern datieren, zahlbar bis zum zweiundzwanzigsten Mai.",
         "2026-03-01", "2026-05-22"),
        ("Facture pour Otis : 3 fours à 200 €. Datée d'hier, à régler avant le premier avril.",
         "2026-03-01", "2026-04-01"),
        ("Factura para Otis: 3 hornos a 200 €. Con fecha de ayer, vence el veintidós de mayo.",
         "2026-03-01", "2026-05-22"),
        ("Fattura con data di ieri a Bruno Salis: 3 forni a 200 €. Pagamento a 60 giorni dalla data della fattura.",
         "2026-03-01", "2026-04-30"),
        ("Factuur aan Otis: 3 ovens à € 200. Factuurdatum gisteren, te betalen uiterlijk vrijdag 20 maart.",
         "2026-03-01", "2026-03-20"),
        ("Fatura para Otis: 3 fornos a 200 €. Com data de ontem, vencimento no primeiro dia do mês que vem.",
         "2026-03-01", "2026-04-01"),
    ],
)  # fmt: skip
def test_days_are_reckoned_in_every_language(draft: Read, words: str, issued: str, due: str) -> None:
    read = draft(words)
    assert (read["issued_at"], read["due_at"]) == (issued, due)


@pytest.mark.parametrize(
    ("words", "issued", "due"),
    [
        ("Date of the invoice: 26 February 2026, payable by 26 March 2026", "2026-02-26", "2026-03-26"),
        ("Put yesterday's date on it and allow 30 days", "2026-03-01", "2026-03-31"),
        ("Date it the last day of February, due in 30 days", "2026-02-28", "2026-03-30"),
        ("The bill should be dated the first of the month", "2026-03-01", None),
        ("Please put 27 February as the date and 27 March as the due date", "2026-02-27", "2026-03-27"),
        ("Standard 30-day terms", None, "2026-04-01"),
        ("Bank transfer to Pine Joinery, sort code 00-00-00, account 00112233, by 9 April", None, "2026-04-09"),
        ("The money should be with us by the 20th of March", None, "2026-03-20"),
        ("Make it due the first Monday in April", None, "2026-04-06"),
        ("Payment by Wednesday of next week", None, "2026-03-11"),
        ("I want it paid by the middle of April", None, "2026-04-15"),
        ("The shelves were finished by 20 February", None, None),
        ("Payable by the end of April 2026", None, "2026-04-30"),
        ("Wages come on the last Friday of this month, make it due that day", None, "2026-03-27"),
        ("The invoice goes out on 5 March and they have a fortnight from then", "2026-03-05", "2026-03-19"),
        ("20 March is fine for payment", None, "2026-03-20"),
    ],
)
def test_days_of_the_invoice_and_of_paying_are_told_apart(
    draft: Read, words: str, issued: str | None, due: str | None
) -> None:
    read = draft(f"{BILL}. {words}.")
    assert (read["issued_at"], read["due_at"]) == (issued, due)


@pytest.mark.parametrize(
    ("words", "issued", "due"),
    [
        ("Dated the last day of this month, payable 20 days later", "2026-03-31", "2026-04-20"),
        ("Date it 27 February, due on the last day of the following month", "2026-02-27", "2026-03-31"),
        ("Date it 27 February, due on the 9th of the following month", "2026-02-27", "2026-03-09"),
        ("They settle up on the 20th of each month, so make that the due date", None, "2026-03-20"),
        ("Her pension arrives on 18 March; put that down as the due date", None, "2026-03-18"),
        ("Their pay day is the 24th, so set the due date to that", None, "2026-03-24"),
        ("The wiring was finished on 24 February but the invoice date needs to be 9 March", "2026-03-09", None),
        ("Issued 9-Mar-2026, due 9/Apr/26", "2026-03-09", "2026-04-09"),
        ("Issued 2026/03/09, payable by Apr-09-2026", "2026-03-09", "2026-04-09"),
        ("That model came out in the spring", None, None),
    ],
)
def test_a_day_may_be_said_by_another_that_was_told(
    draft: Read, words: str, issued: str | None, due: str | None
) -> None:
    read = draft(f"{BILL}. {words}.")
    assert (read["issued_at"], read["due_at"]) == (issued, due)
    assert [item["name"] for item in read["items"]] == ["Consulting"]


@pytest.mark.parametrize(
    ("words", "issued"),
    [
        ("dated 03/04/2026, British style", "2026-04-03"),
        ("dated 03/04/2026 (dd/mm)", "2026-04-03"),
        ("dated 03/04/2026, so the 3rd of April", "2026-04-03"),
        ("dated 03/04/2026, American format", "2026-03-04"),
        ("for a European style fence that was painted white by hand all summer long, dated 03/04/2026", "2026-03-04"),
    ],
)
def test_words_beside_a_date_tell_which_number_is_the_month(draft: Read, words: str, issued: str) -> None:
    assert draft(f"{BILL}, {words}")["issued_at"] == issued


@pytest.mark.parametrize(
    ("words", "issued", "due"),
    [
        ("Rechnung an Otis, 3 Öfen zu 200 €. Datiert auf den letzten Tag dieses Monats, zahlbar 20 Tage später.",
         "2026-03-31", "2026-04-20"),
        ("Rechnung an Otis, 3 Öfen zu 200 €. Die zahlen immer am 25., also nimm den als Fälligkeitsdatum.",
         None, "2026-03-25"),
        ("Facture pour Otis : 3 fours à 200 €. La date de facture doit être le 9 mars, à régler le dernier jour du "
         "mois suivant.", "2026-03-09", "2026-04-30"),
        ("Factura para Otis: 3 hornos a 200 €. La fecha de la factura debe ser el 9 de marzo, vence el último día del "
         "mes siguiente.", "2026-03-09", "2026-04-30"),
        ("Fattura a Otis: 3 forni a 200 €. Datata all'ultimo giorno di questo mese, da pagare 20 giorni dopo.",
         "2026-03-31", "2026-04-20"),
        ("Factuur aan Otis: 3 ovens à € 200. De factuurdatum moet 9 maart zijn, te betalen uiterlijk de laatste dag "
         "van de volgende maand.", "2026-03-09", "2026-04-30"),
        ("Fatura para Otis: 3 fornos a 200 €. A data da fatura tem de ser 9 de março, vence no último dia do mês "
         "seguinte.", "2026-03-09", "2026-04-30"),
    ],
)  # fmt: skip
def test_the_last_day_of_a_month_and_that_day_are_understood_in_every_language(
    draft: Read, words: str, issued: str | None, due: str
) -> None:
    read = draft(words)
    assert (read["issued_at"], read["due_at"]) == (issued, due)
    assert len(read["items"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "He pays on the 5th, so put that as the due date.",
        "Their payment run is on 5 March 2026, use it as the due date.",
        "Payment comes on 5 March 2026; that is the deadline for it.",
        "Payment comes on 5 March 2026, so make that the due date.",
    ],
)
def test_a_day_said_before_is_made_the_due_date(draft: Read, words: str) -> None:
    assert draft(f"Room hire £95 for Ida Brock. {words}")["due_at"] == "2026-03-05"


def test_a_day_of_work_is_no_due_date_because_that_is_due(draft: Read) -> None:
    assert draft("Room hire on 5 March 2026, £95, for Ida Brock. Is that due?")["due_at"] is None


def test_the_ending_of_an_ordinal_is_no_abbreviation(draft: Read) -> None:
    read = draft("room hire, 95 eur, Ida Brock pays, due on the 5th. say in the notes that the key is with Pia")
    assert read["notes"].endswith("key is with Pia")
    assert [item["unit_price"] for item in read["items"]] == ["95"]
