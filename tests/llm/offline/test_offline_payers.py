"""Who pays and who bills, where the work was done for or at somebody else, and where no colon sets a label apart."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mulching of 3 borders at $45 each, customer Fern Hollow HOA.", "Fern Hollow HOA"),
        ("4 hrs of welding @ 65/hr USD. The client is a marina, Brightwater Marina.", "Brightwater Marina"),
        ("boiler service 95 gbp, cust jan kowalski", "jan kowalski"),
        ("Customer in Durban, Ocean View Lodge: 3 fridges serviced at $45 each", "Ocean View Lodge"),
        ("3 Stunden Gartenarbeit zu 40 €, Kunde ist Bernd Aumann.", "Bernd Aumann"),
        ("2 jours de conseil à 600 €, le payeur est la Fondation Mirelle.", "Fondation Mirelle"),
        ('{"customer": "Lazuli Spa", "total": "88.00 EUR for hot stones"}', "Lazuli Spa"),
    ],
)
def test_the_word_for_a_role_leads_to_the_name(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Tutored Mia Park for 6 hours at $40/h. The invoice should go to her father, Mr. Daniel Park.",
            "Mr. Daniel Park",
        ),
        ("Bus hire for the trip, £410. The bill goes to the parents' association: Friends of Wye.", "Friends of Wye"),
        ("Room hire 4 hours at £25, booked by Amy Bell, but invoice her employer, Finch Logistics", "Finch Logistics"),
        (
            "Done for Kite Robotics on behalf of their agent Brandt Agency, so Brandt gets the invoice, €90.",
            "Brandt Agency",
        ),
        ("The work was for Lola Finch, her brother Tom Finch pays. Wardrobe assembly £90.", "Tom Finch"),
        ("My sister's café, The Blue Kettle, still has to be billed for 2 awnings at $340 each.", "The Blue Kettle"),
        ("Gable & Finch had 12 boards at £26 each, invoice them", "Gable & Finch"),
        ("Nachhilfe für Leo, 5 Stunden à 30 €, die Rechnung bekommt seine Mutter, Frau Ines Wolf.", "Frau Ines Wolf"),
        ("Cours pour Léa, 4 heures à 35 €, la facture est pour sa mère, Mme Claire Besson.", "Mme Claire Besson"),
        ("Clases para Hugo, 3 horas a 25 €; la factura va a nombre de su padre, Luis Ortega.", "Luis Ortega"),
        ("Bijles voor Sem, 4 uur à € 30, de factuur gaat naar zijn moeder, mevrouw Els Bos.", "mevrouw Els Bos"),
        ("Aulas para o Tiago, 5 horas a 20 €, a fatura vai para a mãe, Rita Lopes.", "Rita Lopes"),
    ],
)
def test_who_gets_the_invoice_is_surer_than_whom_the_work_was_for(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "The hall was booked for $300.",
        "Customer service training, 3 sessions at $200",
        "The customer wants 3 lamps at $40 each",
        "our workshop, Friday 3 hours at $50",
    ],
)
def test_words_for_roles_alone_name_nobody(draft: Read, words: str) -> None:
    read = draft(words)
    assert (read["to_details"], read["from_details"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "seller", "customer"),
    [
        ("We at Lumen Labs ran 2 workshops at €800 each for Verity Bank.", "Lumen Labs", "Verity Bank"),
        ("Falcon Freight Ltd invoices Marlowe Foods for 3 trips at £140 each.", "Falcon Freight Ltd", "Marlowe Foods"),
        ("Hearth & Home to bill Peter Lyle: stove service £110.", "Hearth & Home", "Peter Lyle"),
        ("We, Larkspur Gardens, did 5 hours of hedges at $38/h for Nadia Rahman.", "Larkspur Gardens", "Nadia Rahman"),
        ("They buy from us (Crumb & Co.). Bill Soho Diner: 40 loaves at $4.", "Crumb & Co.", "Soho Diner"),
        ("Abeg, na we be Zuma Logistics. Bill Chief Bello: 2 trucks at $80 each.", "Zuma Logistics", "Chief Bello"),
        (
            "Wir (Pension Almruh) stellen der Familie Gruber in Rechnung: 4 Nächte zu 96 €.",
            "Pension Almruh",
            "Familie Gruber",
        ),
        ("Nosotros somos Talleres Ruiz. Aceite 60 €, el cliente es Pablo Serra.", "Talleres Ruiz", "Pablo Serra"),
    ],
)
def test_both_sides_of_a_sentence_are_told_apart(draft: Read, words: str, seller: str, customer: str) -> None:
    read = draft(words)
    assert (names(read["from_details"]), names(read["to_details"])) == ([seller], [customer])


def test_the_number_of_a_charity_is_a_detail_of_it_and_no_invoice_number(draft: Read) -> None:
    read = draft("Our charity, Paws Ahead (registered charity no. 1100223), hires out kennels. Bill Ned Frost £45.")
    assert [(row["field"], row["value"]) for row in read["from_details"]] == [
        ("company", "Paws Ahead"),
        ("registration_number", "1100223"),
    ]
    assert read["number"] is None


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "Invoice this to Delfino Systems B.V., Keizersgracht 88, 1015 CT Amsterdam. 10 hours of testing at €95.",
            ["Delfino Systems B.V.", "Keizersgracht 88", "1015 CT", "Amsterdam"],
        ),
        (
            "Send the invoice to Juniper Ranch, PO Box 118, Cody WY 82414. 40 posts at $11 each.",
            ["Juniper Ranch", "PO Box 118", "Cody", "WY", "82414"],
        ),
        (
            "3 doors at 410 EUR each\nCustomer - Alfa d.o.o., ul. Lipowa 4, Krakow",
            ["Alfa d.o.o.", "ul. Lipowa 4, Krakow"],
        ),
    ],
)
def test_dots_within_a_name_or_address_end_nothing(draft: Read, words: str, rows: list[str]) -> None:
    read = draft(words)
    assert [row["value"] for row in read["to_details"]] == rows
    assert len(read["items"]) == 1


def test_where_a_cheque_is_sent_is_no_item(draft: Read) -> None:
    read = draft("Roof check $350, customer Clay Hubbard. Checks payable to Ridge Roofing, 9 Bay Rd, Mobile AL 36602.")
    assert [row["value"] for row in read["payment_details"]] == ["Ridge Roofing", "9 Bay Rd, Mobile AL 36602"]
    assert [item["name"] for item in read["items"]] == ["Roof check"]
