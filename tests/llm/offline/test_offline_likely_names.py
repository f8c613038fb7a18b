"""The last resort: a name stands in the words, and nothing but its place and what it is says that it pays."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Merriton Infants School takes 30 recorders at £6 each and 2 music stands at £18", "Merriton Infants School"),
        ("INVOICE\nHolloway Bowls Club\n- 4 hrs mowing @ £28\n- 2 x line marking @ £60", "Holloway Bowls Club"),
        ("new one: Saltash Sailing Club, 3 rigging checks at £75 each", "Saltash Sailing Club"),
        ("tandoor palace, 4 hrs extraction cleaning 60/hr, 2 filters 25 each", "tandoor palace"),
        ("excavator 2 days 450 a day, delivery 120 - dunmore paving", "dunmore paving"),
        ("Copperfield Inns are a regular, so put 6 kegs at £95 each on their invoice", "Copperfield Inns"),
        (
            "I tuned the organ at St Oswald's Church, £210, and fixed a pedal, £45. Invoice the church.",
            "Oswald's Church",
        ),
        ("Drove for Petra Wild on Monday and Tuesday, 8 hours each day at €35. Bill her.", "Petra Wild"),
        ("Mrs Okafor's hedge took 4 hours at £22. Green waste £15.", "Mrs Okafor"),
        (
            "My sister says to bill her landlord, that's Gable Homes Ltd, 3 High Street, Leeds. Service £90.",
            "Gable Homes",
        ),
        ("INV-0031 - leah mwangi - portrait session $220 - 10% deposit off", "leah mwangi"),
        (
            "The tenant is Sam Loft, the landlord is Greta Moll, and the landlord pays: 3 hours at £40.",
            "Greta Moll",
        ),
        (
            "Regarding the doors at Quayside Flats (6 at £240 each): their agent Finlay & Roe settles the account.",
            "Finlay & Roe",
        ),
        ("order came in from Delmar Foods, 40 pallets at $18, ship $95", "Delmar Foods"),
        ("the Dunmore estate, grass cutting 6 visits 45 each", "Dunmore estate"),
        ("M/s Sundar Textiles, 200 m cloth @ Rs 90, GST 5%", "Sundar Textiles"),
        ("tariq aziz haircut 40 beard 15 usd", "tariq aziz"),
        ("Her guardian Ruth Amsel, 4 Elm Row, Dover, gets the bill. 5 lessons at £30.", "Ruth Amsel"),
        ("Rent at Gull Bay, tenant gone. Owner Cormac Daly, The Slip, Kinsale. Cleaning 3 hours at €40", "Cormac Daly"),
        ("Autohaus Pfeil bekommt eine Rechnung: Beschriftung 290 €, 4 Folien zu je 25 €", "Autohaus Pfeil"),
        ("mevrouw de wit, 3 gordijnen 60 per stuk", "mevrouw de wit"),
        ("snackbar 't hoekje, 2 banden 85 per stuk", "snackbar 't hoekje"),
        ("Trattoria da Beppe: 12 bottiglie di olio a 9 €", "Trattoria da Beppe"),
        ("Marigold Primary's trip to the farm: 28 pupils at £9, 4 adults at £5", "Marigold Primary"),
        (
            "Three rooms painted, £260 a room. The management company is Sterling Blocks and they pay.",
            "Sterling Blocks",
        ),
        ("Three days for Marl Vineyards at £17. The vineyard also pays for the digger, £130", "Marl Vineyards"),
        ("Fencing lessons with Gideon Sprague this month: 5 hours at $60", "Gideon Sprague"),
        (
            "Dear Hatch Ceramics,\nplease find 3 kiln loads at €40.\nKind regards\nTom Reed, Reed Kilns",
            "Hatch Ceramics",
        ),
        ("Studio 54b Ltd gets a bill for 2 rolls of film at $9.80 apiece", "Studio 54b Ltd"),
        ("Zimmer Architekten, 14 Stunden Modellbau, 55 €/Std.", "Zimmer Architekten"),
        ("Le Foyer Rural de Brens voudrait sa facture : 2 soirées à 300 €", "Foyer Rural de Brens"),
        ("Quem paga: Condomínio Três Marias, Rua da Praia 210\nLimpeza 120 €", "Condomínio Três Marias"),
        ("Kita Sonnenblume, 12 Stunden Musikunterricht zu 38 €", "Kita Sonnenblume"),
        ("La copisteria è contenta: Studio Bassani, 2 toner a 60 €", "Studio Bassani"),
    ],
)
def test_the_likeliest_name_is_taken(draft: Read, words: str, name: str) -> None:
    [found] = names(draft(words)["to_details"])
    assert name in found
    assert len(found) <= len(name) + 4
    assert not found.endswith("'s")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Great job, Tom. We're Linden Day Nursery, 4 Park Road, Bath. Please bill us £620 for the roof.",
            "Linden Day",
        ),
        ("hi, Kirkby Library here, please invoice us for 10 puppet shows at £120", "Kirkby Library"),
        ("Need an invoice: 20 cupcakes at $4, 1 cake at $85. Customer's Gwen Tully.", "Gwen Tully"),
    ],
)
def test_who_asks_to_be_billed_pays(draft: Read, words: str, name: str) -> None:
    found = draft(words)
    assert name in " ".join(names(found["to_details"]))
    assert not names(found["from_details"])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ms ferreira: curtains 640 + lining 120, eur. she paid 300 up front, bill the rest pls", "ms ferreira"),
        (
            "kenji watanabe, studio hire 80000 yen, deposit 20000 paid, send him a bill for the remainder",
            "kenji watanabe",
        ),
    ],
)
def test_what_is_left_to_pay_is_nobody(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "1 Dell monitor $220, 2 Logitech keyboards $45 each, 10% discount",
        "X-ray machine rental 3 days at $200 a day, net 30",
        "Hi Sandra, please make an invoice for 6 yoga classes at €15. Best, Mia Holt",
        "Christmas Market stall fee €300",
        "Here's what I did in London: two days of filming at £400 a day.",
        "3 Heizkörper montiert à 120 €, Reinigung im Januar 35 €",
    ],
)
def test_things_places_and_who_is_greeted_are_no_customers(draft: Read, words: str) -> None:
    assert names(draft(words)["to_details"]) == []
