"""Parties of mails and longer texts: who wrote them, third parties that pay, and names with an address beside them."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


def all_of(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (
            "For the invoice, use Dunmore Optics, 77 Castle Street, Bristol BS1 3BD. 6 shelves at £85",
            "77 Castle Street",
        ),
        ("Details for it are Brill Toys Inc., 40 Cedar Ave, Reno, NV 89501. 6 shelves at $85", "40 Cedar Ave"),
        ("Das läuft über Optik Dunmore, Feldweg 7, 37073 Göttingen. 6 Regale zu 85 €", "Feldweg 7"),
        ("Hi Leo, 6 shelves at $85 went to Dunmore Optics, PO Box 771, Bemidji MN 56619.", "PO Box 771"),
    ],
)
def test_a_name_with_an_address_beside_it_pays(draft: Read, words: str, address: str) -> None:
    read = draft(words)
    assert address in all_of(read["to_details"])
    assert [(item["quantity"], item["unit_price"]) for item in read["items"]] == [("6", "85")]


def test_who_asks_to_be_billed_is_no_seller(draft: Read) -> None:
    read = draft("Hi Leo, can you bill me directly? I'm Frances Adair, 2 Heron Court, Bath BA1 2QQ. 5 sessions at £55.")
    assert (read["from_details"], names(read["to_details"])) == ([], ["Frances Adair"])


@pytest.mark.parametrize(
    ("words", "payer"),
    [
        ("Ada Quist hired the van for 3 days at £70, but her company Quist Interiors pays for it.", "Quist Interiors"),
        ("The work was at Low Primary but the council pays, i.e. Mendip Council: 3 benches at £180", "Mendip Council"),
        ("It's their landlord, Broadgate Estates, who gets the invoice. Sign £480", "Broadgate Estates"),
        ("Bill the agency not the band: that's Loud House. Sound engineer 2 nights at £180.", "Loud House"),
        ("Don't bill Mrs Pym, bill the insurer. Her insurer Petsure settles it. Roof, £640", "Petsure"),
        ("Das Rad gehört Frau Ott, die Versicherung Alga AG zahlt. Reparatur 480 €", "Alga AG"),
    ],
)
def test_a_third_party_pays(draft: Read, words: str, payer: str) -> None:
    assert names(draft(words)["to_details"]) == [payer]


def test_what_tells_who_pays_is_no_item(draft: Read) -> None:
    read = draft("Nordlys is only the agent, the couple pays: €300 for the guide. Send it to Ada and Ben Rye.")
    assert [item["name"] for item in read["items"]] == ["Guide"]


@pytest.mark.parametrize("bar", [" / ", " | ", "; ", " · "])
def test_a_record_on_one_line_is_parted_by_bars(draft: Read, bar: str) -> None:
    seller = bar.join(("Kite Masonry", "The Old Mill", "Kendal LA9 7RT", "kite@example.com"))
    buyer = bar.join(("Mrs. Ada Penn", "3 Hill Cottages", "Sedbergh LA10 5AB"))
    read = draft(f"FROM: {seller}\nTO: {buyer}\nStone wall 14 m at £95 per metre")
    assert {"Kite Masonry", "The Old Mill", "kite@example.com"} <= set(all_of(read["from_details"]))
    assert {"Mrs. Ada Penn", "3 Hill Cottages", "LA10 5AB"} <= set(all_of(read["to_details"]))


@pytest.mark.parametrize(
    ("words", "seller"),
    [
        ("Zoe Lamb, dog walker, that's me. Invoice Percy Grant: 10 walks at £14", "Zoe Lamb"),
        ("nora vik, piano teacher, thats me. bill acme ltd 10 lessons at £14", "nora vik"),
        ("Nous, c'est Plomberie Girard, et le client est SCI Tilleul : réparation 180 €", "Plomberie Girard"),
        ("Marlowe Trees felled 3 ash trees for Boyd Hall at £210 each.", "Marlowe Trees"),
        (
            "I keep the books for Fenwick Joinery. Invoice Dale Estates Ltd for two doors at £480 each.",
            "Fenwick Joinery",
        ),
        ("Ich mache das Büro für Malerei Stix. Rechnung an Hotel Krone: Anstrich 480 €", "Malerei Stix"),
        ("Make an invoice as Blue Anchor Charters to Tobias Lund: 2 trips, $350 each.", "Blue Anchor Charters"),
    ],
)
def test_who_bills_without_a_label(draft: Read, words: str, seller: str) -> None:
    assert names(draft(words)["from_details"]) == [seller]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "I'm Petra Lind, freelance illustrator (petra@example.com). Invoice Hobb Books $9 for ink",
            "petra@example.com",
        ),
        ("Sono Elio Tosti, idraulico, via Verdi 9, Siena. Fattura a Bar Sole: tubo, 9 euro", "via Verdi 9, Siena"),
        ("We're Crane & Wolfe in Bristol (12 Quay Street). Invoice Dell Foods $9 for ink", "12 Quay Street"),
        ("Hanna Vos speaking, of Vos Vertalingen. Bill the Verdan Embassy $9 for ink", "Vos Vertalingen"),
    ],
)
def test_what_somebody_is_stands_before_a_detail(draft: Read, words: str, said: str) -> None:
    assert said in all_of(draft(words)["from_details"])


def test_an_address_said_later_is_the_customers(draft: Read) -> None:
    read = draft("Invoice Ms Joy Adler. She lives at 77 Elm Drive. 3 lessons at $40")
    assert "77 Elm Drive" in all_of(read["to_details"])
    assert [item["quantity"] for item in read["items"]] == ["3"]


def test_lessons_are_no_street(draft: Read) -> None:
    assert all_of(draft("Facture à Mme Roux, 4 cours à 30 €.")["to_details"]) == ["Mme Roux"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("They pay to account 00448812, sort code 00-11-22, in the name of K. Obi.", "K. Obi"),
        ("Bank details for the invoice: Pasty Pantry, sort code 20-00-00, account 55779911.", "Pasty Pantry"),
        ("She pays by UPI to meera.dance@example.com", "meera.dance@example.com"),
        ("Wire it to Harbour Credit Union, account 00448812.", "Harbour Credit Union"),
    ],
)
def test_how_the_customer_pays(draft: Read, words: str, value: str) -> None:
    read = draft(f"Bill Rowan Rowing Club £75 for coaching. {words}")
    assert value in all_of(read["payment_details"])
    assert names(read["to_details"]) == ["Rowan Rowing Club"]


def test_a_quoted_offer_has_the_prices_that_the_answer_lacks(draft: Read) -> None:
    read = draft(
        "From: Nell Burke <nell@example.com>\nSubject: Re: Quote\n\n> 4 vans at €180, driver €140, fuel €90\n\n"
        "Hi Sam, but only 3 vans and no driver. Please bill Burke Moves Ltd, 5 Quay Lane, Sligo."
    )
    assert [(item["quantity"], item["name"]) for item in read["items"]] == [("3", "Vans"), ("1", "Fuel")]


def test_the_head_of_a_forwarded_mail_names_no_customer(draft: Read) -> None:
    read = draft(
        "---- Forwarded message ----\nFrom: Kim <kim@example.com>\nTo: Ivo <ivo@example.net>\n\nHello Ivo,\n\n"
        "our invoices have to be made out to Larch Garden. As agreed: 12 lids at $31.50 each."
    )
    assert names(read["to_details"]) == ["Larch Garden"]


@pytest.mark.parametrize(
    "mail",
    [
        "Hello Piet,\n\nplease send the bill for the two sash windows, $340 each.\n\nKind regards,\nAna Brune\n--\n"
        "Brune Dental\n18 Lark Avenue, Dayton, OH 45402",
        "Could we have the invoice for the two sash windows, $340 each?\n\nBrune Dental\n18 Lark Avenue, Dayton",
        "Dear Sam, your price of $340 for each of the two sash windows is fine, send the bill.\n\nBest\nAna Brune\n"
        "Office Manager, Brune Dental\n18 Lark Avenue, Dayton",
        "Please bill us for two sash windows at $340 each.\nAna Brune\nBrune Dental\n18 Lark Avenue",
    ],
)
def test_a_customer_that_asks_for_the_bill_is_known_by_the_signature(draft: Read, mail: str) -> None:
    read = draft(mail)
    assert "Brune Dental" in names(read["to_details"])
    assert any(value.startswith("18 Lark Avenue") for value in all_of(read["to_details"]))
    assert read["from_details"] == []


@pytest.mark.parametrize(
    ("words", "seller"),
    [
        ("Invoice Carla Whitfield $260 for a saddle repair.\n\nJo Amber\nAmber Saddlery\n7 Forge Row", "7 Forge Row"),
        ("Bill Carla Whitfield $260 for a saddle repair.\nJo Amber, Saddler", "Jo Amber"),
        ("Hi, saddler here, Amber Leatherworks. Bill Carla Whitfield $260 for a repair.", "Amber Leatherworks"),
    ],
)
def test_who_signs_without_a_closing_sells(draft: Read, words: str, seller: str) -> None:
    read = draft(words)
    assert seller in all_of(read["from_details"])
    assert names(read["to_details"]) == ["Carla Whitfield"]


def test_a_street_without_a_postcode_belongs_to_the_name_above(draft: Read) -> None:
    read = draft("Cedar Hill Pottery\n44 Kiln Road\nAsheville\n\nTo: Ada Blum\n3 Maple Court\nHickory\n\n6 mugs at $18")
    assert all_of(read["from_details"]) == ["Cedar Hill Pottery", "44 Kiln Road", "Asheville"]
    assert all_of(read["to_details"]) == ["Ada Blum", "3 Maple Court", "Hickory"]


@pytest.mark.parametrize(
    ("words", "payer"),
    [
        ("I'd like the invoice for 6 mats at $22 each. Invoice name: Studio Verano.\nKim", "Studio Verano"),
        ("Can you send me the bill, 6 mats at $22? Name's Orla Finn.\n\nSent from my Galaxy 22", "Orla Finn"),
        ("Hello, 6 mats at $22. Our invoicing name is Lumen Yoga.", "Lumen Yoga"),
        ("6 mats, $22 each, in the name of Tamarack Yoga Society.\nLou", "Tamarack Yoga Society"),
        ("Hello Kit, it's Sorrel from Marlowe Yoga. Invoice us for 6 mats at $22.", "Marlowe Yoga"),
        ("Razón social: Yoga Marlow S.L. 6 esterillas a 22 €.", "Yoga Marlow S.L."),
        ("Larkfield Scouts go on the bill: 6 mats, $22 each", "Larkfield Scouts"),
    ],
)
def test_a_name_said_as_such_pays(draft: Read, words: str, payer: str) -> None:
    read = draft(words)
    assert payer in names(read["to_details"])
    assert [(item["quantity"], item["unit_price"]) for item in read["items"]] == [("6", "22")]


def test_who_introduces_the_firm_at_the_start_sells(draft: Read) -> None:
    read = draft("Ici Ada Morvan, sage-femme. Facturez Mme Inès Pic : trois séances à 30 euros.")
    assert (names(read["from_details"]), names(read["to_details"])) == (["Ada Morvan"], ["Mme Inès Pic"])


@pytest.mark.parametrize(
    ("words", "seller", "payer"),
    [
        ("Pinehurst Labs -> Delta Freight, lab tests, 3 samples at $35", "Pinehurst Labs", "Delta Freight"),
        ("Nordhof Imkerei → Café Blume: 3 Gläser zu 35 €", "Nordhof Imkerei", "Café Blume"),
        (
            "me: Lila Stone, 07700 900124\nthem: Beech Nursery\nreading, 3 hours, £35/hour",
            "Lila Stone",
            "Beech Nursery",
        ),
        ("SOLD TO: Jack Wear\nSOLD BY: Lariat Ltd\nSHIP TO: Store 14, Reno\n3 belts @ $35", "Lariat Ltd", "Jack Wear"),
        ("Patient: Muffin, owner: Greta Sand, vet: Oak Clinic, 3 visits at $35", "Oak Clinic", "Greta Sand"),
        ("Ich bin Studentin und heiße Nele Fromm. Rechnung an Ada Sauer: 3 Stunden zu 35 €", "Nele Fromm", "Ada Sauer"),
        ("We act for Quill Garage, who issue the invoice. Client: Ada Roe. 3 tyres at $35", "Quill Garage", "Ada Roe"),
        (
            "I write for my boss, Mr. Ian Roe (Roe Paints, 4 Bay Road). Bill Ada Fox: 3 cans at $35",
            "Roe Paints",
            "Ada Fox",
        ),
        ("Please do this one for my sister. She is Iris Roe. Bill Ada Fox for 3 shifts at $35", "Iris Roe", "Ada Fox"),
        ("Not Mr Tanner I charge but his lawyers, Moor LLP. I'm Ewan Bay. 3 reports at $35", "Ewan Bay", "Moor LLP"),
        ("Fattura da Cantina Verri a Enoteca Blu, Corso Roma 14, Pisa: 3 casse a 35 €", "Cantina Verri", "Enoteca Blu"),
    ],
)
def test_both_parties_by_what_tells_their_part(draft: Read, words: str, seller: str, payer: str) -> None:
    read = draft(words)
    assert seller in names(read["from_details"])
    assert names(read["to_details"]) == [payer]
    assert [(item["quantity"], item["unit_price"]) for item in read["items"]] == [("3", "35")]
