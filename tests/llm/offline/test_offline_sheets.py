"""Whole timesheets: what an entry is, how often it was worked, which rate it has, and the lines that are asked for."""

import re
from decimal import Decimal

import pytest

from tests.llm.offline.conftest import Read


def total(read: dict[str, object]) -> Decimal:
    items = read["items"]
    assert isinstance(items, list)
    return sum((Decimal(item["quantity"]) * Decimal(item["unit_price"]) for item in items), Decimal(0))


def named(read: dict[str, object]) -> list[tuple[str, str, str]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["name"], item["quantity"], item["unit_price"]) for item in items]


@pytest.mark.parametrize(
    ("words", "sum_of_lines"),
    [
        (
            "Stockroom help at Merrow Toys: Mon 9-5, Tue 9-5, Wed 10-2, half an hour unpaid lunch on Mon "
            "and Tue, £12 an hour",
            "228",
        ),
        ("I did 4 sessions of physio with Mr Hugo Lark, 45 min each, at $80 an hour", "240"),
        ("Nanny hours for Mrs Oakes: 8am to 6pm Monday to Wednesday, 8am to 1pm Thursday, £11 per hour", "385"),
        ("Gardening for Tilda Moss on 3, 10 and 17 June, three hours each visit, £18 an hour", "162"),
        (
            "Security at Docklands Arena: Fri 8pm-2am, Sat 8pm-3am. £14 an hour up to midnight, £18 after midnight.",
            "202",
        ),
        ("Two of us laid turf for Hartley Golf Club, Tuesday 7 hours and Wednesday 5 hours, $24 an hour each", "576"),
        ("tutoring log, bill Dana Whitcombe: 2/3 1h, 2/5 1.5h, 2/10 1h, 2/12 2h @ $40/h", "220"),
        ("Cleaner's hours for Swan Cafe, mon tue thu fri 2.5 hours each day, £13/h", "130"),
        (
            "Invoice Pike & Rowe for IT support in May. Tickets: INC-101 45 min, INC-107 1h30, INC-113 20 "
            "min, INC-120 25 min. €60 per hour.",
            "180",
        ),
        (
            "Hours at Willow Vets: 12 May 08:00-13:00 and 14:00-18:00, 13 May 08:00-12:30. Reception cover, £13.50/hr",
            "182.25",
        ),
        ("Dog walks for Ben Archer: 2 on Monday, 1 on Wednesday, 3 on Saturday. £12 per walk.", "72"),
        ("Kitchen porter at The Olive Press. Mon 5h, Tue off, Wed 6h, Thu cancelled, Fri 7h. €12.50 an hour", "225"),
        ("Rates for Calder Events: weekdays £16/h, weekends £20/h. Bar work: Thu 5h, Fri 6h, Sat 8h, Sun 4h.", "416"),
        ("3 night shifts at the Elm Hospice, 22:00-07:00, 30 min unpaid break each night, £15/h", "382.5"),
        ("log:\n- Mon: emails 1h, calls 2h\n- Tue: emails 30 min, report 3h\nfor Quay Insurance, $50 an hour", "325"),
        (
            "From 9:30 till 1 on Monday and from 2 till 5:30 on Thursday I catalogued books for Marsh "
            "Library, £17 an hour. Bill them.",
            "119",
        ),
        ("Piano lessons for Theo Banks: 5 lessons of 45 minutes in May, $60 an hour. Plus sheet music $18.", "243"),
        (
            "Overtime applies: Mon 9, Tue 11, Wed 8 for Stone Haulage. €20 per hour for the first 8 hours, "
            "€30 for every hour beyond that",
            "600",
        ),
        ("Bookkeeping for Reed Plumbing, Mon-Fri 3h a day, $32/h", "480"),
        (
            "Invoice for Cobalt Bikes: I worked 8, 7.5 and 6 hours on Monday, Tuesday and Wednesday, "
            "assembling bikes at $21 an hour",
            "451.5",
        ),
        (
            "Swim instruction, Lakeside Leisure, every Saturday in March, four Saturdays, 3 hours each, £19 an hour",
            "228",
        ),
        ("Hours for Birch Nursery: Monday 6, Tuesday 6, no wait, Tuesday was 5, Thursday 7. $19 an hour", "342"),
        (
            "Handyman jobs at Ivy Court: door 1.5 hours, gutter 2 hours, fence 4 hours. £25 an hour and £36 materials.",
            "223.5",
        ),
        (
            "Interpreting for Regent Court: Tuesday 10:00-12:15, Wednesday 14:00-15:30, minimum two hours "
            "per visit, £40/h",
            "170",
        ),
        ("Fitness coaching for Hale Corp, twice a week for four weeks, one hour each, $75 per hour", "600"),
        ("Nachhilfe für Jonas Weber am 4., 11., 18. und 25. März, jeweils 2 Stunden, 22 € die Stunde", "176"),
        (
            "Zu dritt haben wir bei der Firma Holzner GmbH 2 Tage je 8 Stunden entrümpelt, 28 € pro Stunde und Person",
            "1344",
        ),
        ("Messestand für Alpin AG: Do 9:00–18:00, Fr 9:00–17:30, jeweils 1 Stunde Pause abziehen, 24 €/Std.", "372"),
        (
            "Heures de jardinage pour M. Paul Girard : le 4 mai 3 h, le 11 mai 2 h 30, le 18 mai 3 h 30, "
            "25 € de l'heure",
            "225",
        ),
        ("Garde de nuit pour la Résidence des Pins : trois nuits, de 21 h à 7 h, 15 € de l'heure", "450"),
        ("Soutien scolaire pour Emma Lopez, 6 séances de 1h30 à 24 € l'heure", "216"),
        (
            "Serveuse au Café du Port : vendredi de 18h à 1h, samedi de 18h à 2h, 13,50 € l'heure, le samedi 15 €",
            "214.5",
        ),
        (
            "Clases de guitarra a Marcos Vidal, los días 5, 12 y 19 de mayo, una hora y media cada día, 20 € la hora",
            "90",
        ),
        (
            "Camarera en Bar Central: viernes de 20:00 a 2:00, sábado de 19:00 a 3:00, 11 € la hora, con "
            "media hora de descanso cada noche",
            "143",
        ),
        ("Factura a Hotel Mirador: limpieza de lunes a viernes, 4 horas al día, 12 €/h", "240"),
        ("Lezioni di piano a Sara Conti il 3, il 10 e il 17 aprile, un'ora ciascuna, 30 € l'ora", "90"),
        ("Giardinaggio per Villa Aurora: lunedì dalle 8 alle 12, martedì dalle 14 alle 17:30, 22 euro l'ora", "165"),
        ("Uren voor Café Zuid: vr 18:00-01:00, za 17:00-02:00, € 15 per uur, pauze 30 min per avond", "225"),
        ("Bijles aan Lotte Smit op 3, 10 en 17 maart, anderhalf uur per keer, € 28 per uur", "126"),
        ("Horas de limpeza para Clínica Vital: segunda 3 h, quarta 3 h, sexta 4 h, 9 € à hora", "90"),
        (
            "Explicações de física ao Rui Matos nos dias 4, 11 e 18 de maio, duas horas de cada vez, 18 € por hora",
            "108",
        ),
        ("Turnos no Bar Atlântico: sexta das 20h às 2h, sábado das 20h às 3h, 10 € à hora, ao sábado 12 €", "144"),
    ],
)
def test_all_hours_are_paid_at_their_rate(draft: Read, words: str, sum_of_lines: str) -> None:
    assert round(total(draft(words)), 2) == Decimal(sum_of_lines)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "Babysitting for the Aldous family\nFri 7pm-11.30pm\nSat 6pm-midnight\n$20/hr",
            [("babysitting", "10.5", "20")],
        ),
        (
            "Please bill Orrin Legal for transcription: 1h20 on Monday, 2h10 on Wednesday, 30 minutes on "
            "Friday. $45 an hour, one line.",
            [("transcription", "4", "45")],
        ),
        (
            "Timesheet for Cole Removals\nJake: Mon 8, Tue 6\nPriya: Mon 8, Wed 4\n£15 an hour, one line per person",
            [("Jake", "14", "15"), ("Priya", "12", "15")],
        ),
        (
            "Site diary, Fenn Builders. 4/5 plastering 6h, 5/5 plastering 7h, 6/5 painting 5h. £22/h. "
            "Group by task please.",
            [("plastering", "13", "22"), ("painting", "5", "22")],
        ),
        (
            "Week 22: 35 hours, week 23: 31.5 hours, week 24: 40 hours. Drafting for Pell Architects at "
            "€38 an hour, one line per week.",
            [("22", "35", "38"), ("23", "31.5", "38"), ("24", "40", "38")],
        ),
        (
            "My hours as stage manager for Lyric Youth Theatre were 6 on Thursday, 8 on Friday and 9.5 on "
            "Saturday. They pay $28 an hour.",
            [("stage manager", "23.5", "28")],
        ),
        (
            "Harbour Marina: welding 12.5 h, grinding 4 h, both at $52/h, separate lines",
            [("welding", "12.5", "52"), ("grinding", "4", "52")],
        ),
        (
            "Consulting with Nordsee Pharma in Q1: January 22 h, February 18.5 h, March 30 h, at €110 an "
            "hour, one line per month",
            [("january", "22", "110"), ("february", "18.5", "110"), ("march", "30", "110")],
        ),
        (
            "Crew call for Beat Festival: Ana 10 hours, Rob 12 hours, Lee 9 hours, everyone at $30 per "
            "hour, a line for each person",
            [("ana", "10", "30"), ("rob", "12", "30"), ("lee", "9", "30")],
        ),
        ("hrs for Kite Studio wed 4 thu 5.5 fri 3 editing @ 35 usd/h, single line pls", [("editing", "12.5", "35")]),
        (
            "Stunden für Gasthof Linde, Küchenhilfe: Mo 10-14 Uhr, Mi 10-15 Uhr, Sa 17-23 Uhr, 14 € pro Stunde",
            [("küchenhilfe", "15", "14")],
        ),
        (
            "Stundenzettel Malerarbeiten, Kunde Hausverwaltung Krone\n03.03. 7,5 Std.\n04.03. 8 "
            "Std.\n05.03. 6 Std.\nStundensatz 45 €, alles in einer Zeile",
            [("maler", "21.5", "45")],
        ),
        (
            "Hausmeisterdienst für WEG Am Park: KW 12 9 Std., KW 13 7,5 Std., 30 €/Std., je Woche eine Zeile",
            [("12", "9", "30"), ("13", "7.5", "30")],
        ),
        (
            "Relevé d'heures, Atelier Nova\nlundi : montage 4h\nmardi : montage 3h30\nmercredi : "
            "étalonnage 2h\n55 €/h, une ligne par tâche",
            [("montage", "7.5", "55"), ("étalonnage", "2", "55")],
        ),
        (
            "Horas de pintura para Comunidad El Prado: lunes 8, martes 7, miércoles 6,5, a 19 € la hora, "
            "una sola línea",
            [("pintura", "21.5", "19")],
        ),
        (
            "Ore di magazzino per Logistica Fabbri: lun 8, mar 8, gio 6,5, 14 € l'ora, una riga sola",
            [("magazzino", "22.5", "14")],
        ),
        (
            "Urenstaat tuinwerk voor familie Bakker: week 14 6 uur, week 15 8 uur, € 32 per uur, per week een regel",
            [("14", "6", "32"), ("15", "8", "32")],
        ),
    ],
)
def test_lines_are_as_they_are_asked_for(draft: Read, words: str, lines: list[tuple[str, str, str]]) -> None:
    read = named(draft(words))
    assert [line[1:] for line in read] == [line[1:] for line in lines]
    assert all(re.search(line[0], name, re.IGNORECASE) for line, (name, _, _) in zip(lines, read, strict=True))
