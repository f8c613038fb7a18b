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
