"""Timesheets: days and weeks that lead entries, bare hours, spans of time, breaks, one line or many."""

import pytest

from tests.llm.offline.conftest import Read


def lines(read: dict[str, object]) -> list[tuple[object, ...]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["quantity"], item["name"], item["unit_price"]) for item in items]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "Relief work at Ashby Clinic: Mon 7 hours, Tue 6.5, Thu 8. One line please, €40 an hour",
            ("21.5", "Relief work", "40"),
        ),
        ("Invoice Ashby Farm for hedging, £17 an hour.\nWk 7: 36\nWk 8: 40.5", ("76.5", "Hedging", "17")),
        (
            "Guarding for Delta Yard Ltd, £21 an hour: 3 Aug 22:00 to 06:00, 4 Aug 21:00 to 06:00",
            ("17", "Guarding", "21"),
        ),
        (
            "Bill Ann Lee for dog walking from 8 till noon on Monday and from 9 till 11 on Friday at £15 an hour",
            ("6", "Dog walking", "15"),
        ),
        ("Ann Lee, tutoring at £30/h:\nMonday 4pm-6pm\nFriday 16:00-17:15", ("3.25", "Tutoring", "30")),
        (
            "Invoice Ann Lee for cleaning, £15/h: Mon 9-12, Tue 9-1, Wed 8.30-12.30, 15 min break each day",
            ("10.25", "Cleaning", "15"),
        ),
        (
            "Ann Lee, cleaning at £15/h, Mon 9:00 to 12:30 and Tue 9:00 to 16:00, minus an hour's lunch on Tuesday",
            ("9.5", "Cleaning", "15"),
        ),
        ("Bill Ann Lee for 9 hours of weeding at £16 an hour (4 hours Monday, 5 on Friday)", ("9", "Weeding", "16")),
        (
            "Bill Ann Lee: Mon 9:00-14:30 (5 hours), Tue 9-12 (3 hours), babysitting, £12 an hour",
            ("8", "Babysitting", "12"),
        ),
        (
            "Stundenzettel Winterdienst für WEG Lerchenhof, alles in einer Position: KW 5 6,5 Std., KW 6 4 Std., "
            "Stundensatz 31 €",
            ("10.5", "Winterdienst", "31"),
        ),
        (
            "Stundenzettel für Messe AG, alles in einer Position: Mo 8 Std., Di 7 Std. Gerüstbau, Satz 42 €/Std.",
            ("15", "Gerüstbau", "42"),
        ),
        (
            "Mes heures de traduction pour la Mairie de Luz : lundi 9h-12h30, mardi 14h-17h. Tarif : 46 € de l'heure",
            ("6.5", "Traduction", "46"),
        ),
        (
            "Factura a Bar Sol: camarero, viernes de 20:00 a 02:00, sábado de 19 a 1, 12 € la hora",
            ("12", "Camarero", "12"),
        ),
        (
            "Urenstaat voor Bakkerij Bos BV, schilderwerk: ma 8, di 7,5, wo 6 uur. Uurtarief € 38. Alles op één regel.",
            ("21.5", "Schilderwerk", "38"),
        ),
    ],
)
def test_hours_of_one_kind_are_one_line(draft: Read, words: str, line: tuple[str, ...]) -> None:
    assert lines(draft(words)) == [line]


def test_entries_of_their_own_keep_their_names_without_the_day(draft: Read) -> None:
    read = lines(draft("Sheet for Otter Ltd, a line each:\nMon  refactoring  6.5h\nWed  review  2h\nrate is $110"))
    assert read == [("6.5", "Refactoring", "110"), ("2", "Review", "110")]
    diary = "Diary for Koek Dairy Ltd, 450 rand an hour:\n12/10 digging 6h\n13/10 laying pipes 7.5h"
    assert lines(draft(diary)) == [("6", "Digging", "450"), ("7.5", "Laying pipes", "450")]


def test_each_kind_of_work_has_its_rate(draft: Read) -> None:
    words = "Invoice Acme Corp. Driving £20 an hour, loading £14 an hour. Mon: driving 5, loading 3. Tue: loading 2."
    assert lines(draft(words)) == [("5", "Driving", "20"), ("3", "Loading", "14"), ("2", "Loading", "14")]
