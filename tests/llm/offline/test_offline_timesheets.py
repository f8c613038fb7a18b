"""Timesheets: days and weeks that lead entries, bare hours, spans of time, breaks, one line or many."""

from datetime import date

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


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Roofing for Ivo Stahl at €40 an hour: started 7:45am, finished 3:15pm, half an hour unpaid break", "7"),
        ("Roofing for Ivo Stahl at €40 an hour. On site at 8:00 and off at 14:00.", "6"),
        ("Roofing for Ivo Stahl at €40 an hour. I began at 9 and was done by 17:00 with a one-hour lunch", "7"),
        ("Dacharbeiten für Ivo Stahl, 40 € pro Stunde. Angefangen um 8:00, fertig um 14:30.", "6.5"),
        ("Toiture pour Ivo Stahl, 40 € de l'heure. Commencé à 8h15, fini à 12h45.", "4.5"),
        ("Tejado para Ivo Stahl, 40 € la hora. Empecé a las 8:15 y terminé a las 12:45.", "4.5"),
    ],
)
def test_hours_run_from_the_start_to_the_finish(draft: Read, words: str, hours: str) -> None:
    assert [(line[0], line[2]) for line in lines(draft(words))] == [(hours, "40")]


def test_a_hotel_s_check_in_and_check_out_are_no_hours(draft: Read) -> None:
    read = draft("Bill Ada Quill for 2 nights at £90 a night, check in at 15:00, check out at 11:00")
    assert [(line[0], line[2]) for line in lines(read)] == [("2", "90")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mon 9/3 tiling 5h\nTue 10/3 public holiday\nWed 11/3 - no work\nThu 12/3 grouting 3h",
         [("5", "Tiling", "30"), ("3", "Grouting", "30")]),
        ("Mon 9 tiling 5h\nTue 10 off sick\nThu 12 grouting 3h", [("5", "Tiling", "30"), ("3", "Grouting", "30")]),
        ("Mon 2h tiling, Tue 4h grouting of which 1h was my own mistake and is not charged",
         [("2", "Tiling", "30"), ("3", "Grouting", "30")]),
        ("Mon 2h tiling, Tue 4h grouting of which 1h was on a ladder",
         [("2", "Tiling", "30"), ("4", "Grouting", "30")]),
        ("Mon 2h tiling, Tue 1h sampling, Wed 3h grouting. The sampling was free.",
         [("2", "Tiling", "30"), ("3", "Grouting", "30")]),
        ("Mon 2h tiling, Tue 1h sampling, Wed 3h grouting. All of it is billable except the sampling.",
         [("2", "Tiling", "30"), ("3", "Grouting", "30")]),
    ],
)  # fmt: skip
def test_what_was_not_worked_or_not_charged_is_left_out(
    draft: Read, words: str, expected: list[tuple[str, str, str]]
) -> None:
    assert lines(draft(f"Hours for Ivo Stahl, €30 an hour\n{words}")) == expected


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("every Tuesday (3, 10, 17 and 24 March), 2 hours each, but the 10th was cancelled", "6"),
        ("every Tuesday (3, 10, 17 and 24 March), 2 hours each", "8"),
        ("2 hours each on the 3rd, 10th and 17th of March; the 10th was called off", "4"),
        ("Mon, Tue and Wed 2 hours each, Tue was cancelled", "4"),
        ("4 days x 6 hours = 24 hours", "24"),
    ],
)
def test_of_a_list_of_days_those_that_fell_through_are_not_counted(draft: Read, words: str, hours: str) -> None:
    read = draft(f"Drum lessons for Ivo Stahl at €30 an hour: {words}.", today=date(2026, 3, 30))
    assert [(line[0], line[2]) for line in lines(read)] == [(hours, "30")]
