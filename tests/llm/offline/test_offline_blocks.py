"""Postal blocks and signatures: who wrote, who is billed, and that no street or postcode becomes an item."""

import pytest

from tests.llm.offline.conftest import Read

Rows = list[tuple[str, str]]


def values(rows: list[dict[str, str]]) -> Rows:
    return [(row["field"], row["value"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "Bitte an diese Adresse:\n\nGärtnerei Mohn KG\nAm Wehr 12\n26121 Oldenburg\nUSt-IdNr. DE 811 222 333\n\n"
            "Hecke schneiden, 3 Std. zu 45 €",
            [
                ("company", "Gärtnerei Mohn KG"),
                ("address_line", "Am Wehr 12"),
                ("postal_code", "26121"),
                ("city", "Oldenburg"),
                ("tax_id", "DE 811 222 333"),
            ],
        ),
        (
            "Destinatario:\nCeramiche Tosti Srl\nc.a. Sig. Elio Tosti\nCorso Cavour 44\n06121 Perugia\n"
            "P. IVA 01234567890\n\n3 vasi a 40 €",
            [
                ("company", "Ceramiche Tosti Srl"),
                ("name", "Sig. Elio Tosti"),
                ("address_line", "Corso Cavour 44"),
                ("postal_code", "06121"),
                ("city", "Perugia"),
                ("tax_id", "01234567890"),
            ],
        ),
        (
            "Bread and Butter for Everyone Ltd\n7 Quay Street\nBristol BS1 4QA\n\nPosters, 200 at £1.20",
            [
                ("company", "Bread and Butter for Everyone Ltd"),
                ("address_line", "7 Quay Street"),
                ("city", "Bristol"),
                ("postal_code", "BS1 4QA"),
            ],
        ),
        (
            "Factuur voor:\nTheaterhuis Zuid BV\nSingel 9\n3012 AB Rotterdam\nKvK 12345678\n\n4 uur licht à € 60",
            [
                ("company", "Theaterhuis Zuid BV"),
                ("address_line", "Singel 9"),
                ("postal_code", "3012 AB"),
                ("city", "Rotterdam"),
                ("tax_id", "12345678"),
            ],
        ),
    ],
)
def test_a_block_of_lines_is_the_customer(draft: Read, words: str, rows: Rows) -> None:
    read = draft(words)
    assert (values(read["to_details"]), read["from_details"]) == (rows, [])
    assert len(read["items"]) == 1


def test_of_two_blocks_each_goes_to_its_label(draft: Read) -> None:
    read = draft(
        "De\nSerralharia Pinto, Lda\nRua Nova 8\n4000-123 Porto\nNIF 509111222\n\n"
        "Para\nPadaria Luso\nTravessa do Sol 3\n4100-321 Porto\n\nPortão, 450 €"
    )
    assert values(read["from_details"])[0] == ("company", "Serralharia Pinto, Lda")
    assert ("tax_id", "509111222") in values(read["from_details"])
    assert values(read["to_details"])[:2] == [("company", "Padaria Luso"), ("address_line", "Travessa do Sol 3")]


@pytest.mark.parametrize(
    ("end", "rows"),
    [
        (
            "Thanks,\nUma\n\nUma Reid Plumbing Ltd\n4 Mill Lane, Napier 4110\nGST no. 111-222-333",
            [
                ("company", "Uma Reid Plumbing Ltd"),
                ("address_line", "4 Mill Lane, Napier 4110"),
                ("tax_id", "111-222-333"),
            ],
        ),
        ("Kind regards,\nPost on the Hill", [("company", "Post on the Hill")]),
        ("Cheers, Jo — Jo's Plumbing", [("name", "Jo"), ("company", "Jo's Plumbing")]),
        ("– Ed, Northgate Removals", [("name", "Ed"), ("company", "Northgate Removals")]),
        (
            "Best wishes\nAda Finn | Finn Audio | ada@example.com",
            [("name", "Ada Finn"), ("company", "Finn Audio"), ("email", "ada@example.com")],
        ),
        ("Signed, Crane & Daughter", [("company", "Crane & Daughter")]),
    ],
)
def test_who_signs_is_the_seller(draft: Read, end: str, rows: Rows) -> None:
    read = draft(f"Please invoice Acme Corp for consulting, $500.\n\n{end}")
    assert values(read["from_details"]) == rows
    assert (values(read["to_details"]), len(read["items"])) == ([("company", "Acme Corp")], 1)


def test_a_customer_who_signs_is_no_seller(draft: Read) -> None:
    read = draft(
        "Hello Anne,\n\nfor your invoice: 12 hours of editing at €40.\n\nBilling address:\nLark Press BV\n"
        "Damrak 3\n1012 LG Amsterdam\n\nKind regards,\nMarc Peeters\nProcurement | ext. 2270"
    )
    assert read["from_details"] == []
    assert values(read["to_details"])[0] == ("company", "Lark Press BV")
    assert len(read["items"]) == 1


def test_what_follows_thanks_is_read_when_it_is_to_be_paid(draft: Read) -> None:
    read = draft("Hi, invoice Acme Corp please, thanks\nlogo 500 usd\nwebsite 900 usd")
    assert [item["unit_price"] for item in read["items"]] == ["500", "900"]
