"""Every prompt of the starter library makes the right invoice, as it is and with values of a caller's own.

All cases are read on Monday, 2 March 2026, by the offline provider, for a team that bills in Swedish kronor: a currency
comes from the words or it is wrong. The expected amounts were worked out by hand.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.callers import add_team

STARTER = Path(__file__).parents[2] / "prompts_library" / "starter"
VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*(?:\|([^{}|]*))?\}\}")
FACTS = ["title", "trade", "label", "color"]
SELLER = [{"label": "Company", "value": "Robin Works", "field": "company"}]


@dataclass(frozen=True)
class Case:
    """The values for a prompt and the invoice that they make; what is not named must not be on it."""

    slug: str
    values: dict[str, str]
    items: list[str]
    """Quantity × unit price, name."""
    sum: str
    """Currency and total, and when it is due; it is issued on 2026-03-02."""
    taxes: list[str] = field(default_factory=list)
    """Name and rate, on top of or within the prices: amount."""
    discount: str | None = None
    """The percentage, or the amount."""
    paid: str = "0.00"
    reference: str | None = None
    pay_to: dict[str, str] = field(default_factory=dict)
    notes: str | None = None


CASES = [
    Case(
        "consulting-hours", {"client": "Acme Corp"}, ["10 × 150.00 Strategy consulting"], "USD 1500.00 due 2026-04-01"
    ),
    Case(
        "consulting-hours",
        {"client": "O'Brien & Sons", "hours": "2.5", "service": "data clean-up", "rate": "1,250.50", "days": "7"},
        ["2.5 × 1250.50 Data clean-up"],
        "USD 3126.25 due 2026-03-09",
    ),
    Case(
        "consulting-day-rate",
        {"client": "Müller GmbH & Co. KG"},
        ["3 × 900.00 On-site consulting", "1 × 240.00 Travel expenses"],
        "EUR 3528.00 due 2026-04-01",
        taxes=["VAT 20% on top: 588.00"],
    ),
    Case(
        "consulting-day-rate",
        {"client": "株式会社山田", "days": "0.5", "day_rate": "1,150", "travel": "37.45", "vat": "7.7"},
        ["0.5 × 1150.00 On-site consulting", "1 × 37.45 Travel expenses"],
        "EUR 659.61 due 2026-04-01",
        taxes=["VAT 7.7% on top: 47.16"],
    ),
    Case(
        "consulting-purchase-order",
        {"client": "City of Bath", "po_number": "PO-2026/118", "due_date": "15 April 2026"},
        ["16 × 95.00 Process review"],
        "GBP 1824.00 due 2026-04-15",
        taxes=["VAT 20% on top: 304.00"],
        reference="PO-2026/118",
    ),
    Case(
        "consulting-purchase-order",
        {"client": "Hart & Daly", "po_number": "4500012345", "due_date": "2026-04-30", "hours": "7.25", "rate": "110"},
        ["7.25 × 110.00 Process review"],
        "GBP 957.00 due 2026-04-30",
        taxes=["VAT 20% on top: 159.50"],
        reference="PO 4500012345",
    ),
    Case(
        "software-sprint",
        {"client": "Northwind Labs"},
        ["40 × 120.00 Development", "6 × 140.00 Code review", "8 × 80.00 Testing"],
        "USD 6280.00 due 2026-03-16",
    ),
    Case(
        "software-sprint",
        {"client": "IBM", "dev_hours": "62.5", "dev_rate": "99.60", "review_hours": "1", "days": "45"},
        ["62.5 × 99.60 Development", "1 × 140.00 Code review", "8 × 80.00 Testing"],
        "USD 7005.00 due 2026-04-16",
    ),
    Case(
        "software-milestone",
        {"client": "Café Zoë", "po_number": "PO-7781", "iban": "DE89 3704 0044 0532 0130 00"},
        ["1 × 4800.00 First milestone"],
        "EUR 5760.00 due 2026-03-16",
        taxes=["VAT 20% on top: 960.00"],
        reference="PO-7781",
        pay_to={"iban": "DE89 3704 0044 0532 0130 00"},
    ),
    Case(
        "software-milestone",
        {
            "client": "Brick House Inc.",
            "milestone": "phase 2 of the web shop",
            "price": "12,500",
            "vat": "19",
            "po_number": "WS-02",
            "iban": "FR1420041010050500013M02606",
        },
        ["1 × 12500.00 Phase 2 of the web shop"],
        "EUR 14875.00 due 2026-03-16",
        taxes=["VAT 19% on top: 2375.00"],
        reference="PO WS-02",
        pay_to={"iban": "FR1420041010050500013M02606"},
    ),
    Case(
        "saas-seats",
        {"client": "Globex Inc", "month": "March 2026"},
        ["25 × 12.00 Team plan for March 2026"],
        "USD 270.00 due 2026-03-02",
        discount="10%",
    ),
    Case(
        "saas-seats",
        {
            "client": "Plan B",
            "seats": "140",
            "plan": "Enterprise Plus",
            "price": "7.50",
            "month": "February 2026",
            "discount": "12.5",
        },
        ["140 × 7.50 Enterprise Plus plan for February 2026"],
        "USD 918.75 due 2026-03-02",
        discount="12.5%",
    ),
    Case(
        "saas-setup",
        {"client": "Fernhill Dairy"},
        ["6 × 79.00 Team plan", "1 × 250.00 One-time setup fee"],
        "EUR 868.80 due 2026-03-16",
        taxes=["VAT 20% on top: 144.80"],
    ),
    Case(
        "saas-setup",
        {"client": "Zweite Stimme eV", "months": "1", "plan": "Pro", "price": "19.90", "setup": "99", "vat": "19"},
        ["1 × 19.90 Pro plan", "1 × 99.00 One-time setup fee"],
        "EUR 141.49 due 2026-03-16",
        taxes=["VAT 19% on top: 22.59"],
    ),
    Case(
        "logo-design",
        {"client": "Harbour Bakery"},
        ["1 × 1200.00 Logo design", "1 × 650.00 Brand guidelines"],
        "USD 1850.00 due 2026-03-16",
        paid="500.00",
    ),
    Case(
        "logo-design",
        {"client": "Discount Tire Co.", "logo": "2,400", "guidelines": "899.99", "deposit": "1,500"},
        ["1 × 2400.00 Logo design", "1 × 899.99 Brand guidelines"],
        "USD 3299.99 due 2026-03-16",
        paid="1500.00",
    ),
    Case(
        "website-design",
        {"client": "Pike & Marlow", "due_date": "2026-04-15"},
        ["8 × 320.00 Page designs", "12 × 25.00 Icons"],
        "EUR 3252.00 due 2026-04-15",
        taxes=["VAT 20% on top: 542.00"],
        discount="150",
    ),
    Case(
        "website-design",
        {
            "client": "May & June",
            "pages": "1",
            "page_price": "450",
            "icons": "3",
            "icon_price": "12.50",
            "discount": "87.50",
            "vat": "19",
            "due_date": "the end of the month",
        },
        ["1 × 450.00 Page designs", "3 × 12.50 Icons"],
        "EUR 476.00 due 2026-03-31",
        taxes=["VAT 19% on top: 76.00"],
        discount="87.5",
    ),
    Case(
        "wedding-photography",
        {"client": "Sarah Whitcombe", "due_date": "1 June 2026"},
        ["1 × 1800.00 Wedding photography package", "2 × 150.00 Extra hours"],
        "GBP 2100.00 due 2026-06-01",
        paid="600.00",
    ),
    Case(
        "wedding-photography",
        {
            "client": "Anna and Tom Fischer",
            "package": "2,250",
            "extra_hours": "1.5",
            "extra_rate": "160",
            "deposit": "1,000",
            "due_date": "next Friday",
        },
        ["1 × 2250.00 Wedding photography package", "1.5 × 160.00 Extra hours"],
        "GBP 2490.00 due 2026-03-13",
        paid="1000.00",
    ),
    Case(
        "photo-licences",
        {"client": "Alpina Verlag AG"},
        ["6 × 90.00 Edited photos", "1 × 400.00 Usage licence"],
        "CHF 1016.14 due 2026-04-01",
        taxes=["VAT 8.1% on top: 76.14"],
        notes="The licence covers print and web for one year",
    ),
    Case(
        "photo-licences",
        {
            "client": "Zoë Brändli",
            "photos": "12",
            "photo_price": "75.50",
            "licence": "250",
            "vat": "2.6",
            "notes": "Online use only",
        },
        ["12 × 75.50 Edited photos", "1 × 250.00 Usage licence"],
        "CHF 1186.06 due 2026-04-01",
        taxes=["VAT 2.6% on top: 30.06"],
        notes="Online use only",
    ),
    Case(
        "translation-words",
        {"client": "Éditions Lumière", "iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX"},
        ["2500 × 0.12 Translation"],
        "EUR 300.00 due 2026-04-01",
        pay_to={"iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX"},
    ),
    Case(
        "translation-words",
        {
            "client": "Nguyễn Thị Hoa",
            "words": "18,340",
            "rate": "0.095",
            "iban": "NL91ABNA0417164300",
            "bic": "ABNANL2A",
        },
        ["18340 × 0.095 Translation"],
        "EUR 1742.30 due 2026-04-01",
        pay_to={"iban": "NL91ABNA0417164300", "bic": "ABNANL2A"},
    ),
    Case(
        "plumbing-call-out",
        {"client": "Mrs. Whitcombe"},
        ["1 × 60.00 Call-out fee", "2 × 45.00 Labour", "1 × 38.50 Parts"],
        "GBP 226.20 due 2026-03-02",
        taxes=["VAT 20% on top: 37.70"],
    ),
    Case(
        "plumbing-call-out",
        {"client": "Bar 21 Ltd", "call_out": "75", "hours": "0.75", "rate": "80", "parts": "1,204.99", "vat": "5"},
        ["1 × 75.00 Call-out fee", "0.75 × 80.00 Labour", "1 × 1204.99 Parts"],
        "GBP 1406.99 due 2026-03-02",
        taxes=["VAT 5% on top: 67.00"],
    ),
    Case(
        "electrician-installation",
        {"client": "Corran Holdings"},
        ["6 × 35.00 Sockets", "4 × 85.00 Ceiling lights", "7 × 75.00 Installation"],
        "USD 1163.69 due 2026-03-16",
        taxes=["Sales tax 8.25% on top: 88.69"],
    ),
    Case(
        "electrician-installation",
        {
            "client": "The Hourly Rate Company",
            "sockets": "24",
            "socket_price": "19.95",
            "lights": "1",
            "light_price": "240",
            "hours": "3.5",
            "rate": "90",
            "tax": "6",
            "days": "10",
        },
        ["24 × 19.95 Sockets", "1 × 240.00 Ceiling lights", "3.5 × 90.00 Installation"],
        "USD 1095.83 due 2026-03-12",
        taxes=["Sales tax 6% on top: 62.03"],
    ),
    Case(
        "office-cleaning",
        {"client": "Sable Robotics"},
        ["4 × 54.00 Cleaning visits"],
        "GBP 216.00 due 2026-03-02",
        taxes=["VAT 20% within: 36.00"],
    ),
    Case(
        "office-cleaning",
        {"client": "Dr. Anna Meyer", "visits": "13", "price": "48.60", "vat": "5"},
        ["13 × 48.60 Cleaning visits"],
        "GBP 631.80 due 2026-03-02",
        taxes=["VAT 5% within: 30.09"],
    ),
    Case("tutoring-lessons", {"client": "Ruth Adeyemi"}, ["8 × 65.00 Maths lessons"], "AUD 520.00 due 2026-03-09"),
    Case(
        "tutoring-lessons",
        {"client": "Ng Wei", "lessons": "1", "subject": "French", "price": "72.50"},
        ["1 × 72.50 French lessons"],
        "AUD 72.50 due 2026-03-09",
    ),
    Case(
        "live-music",
        {"client": "Beaumont Hotel", "due_date": "2026-04-15"},
        ["2 × 450.00 Sets of live music", "1 × 80.00 Travel"],
        "EUR 980.00 due 2026-04-15",
        paid="200.00",
    ),
    Case(
        "live-music",
        {
            "client": "Théâtre Été",
            "sets": "3",
            "set_price": "395.50",
            "travel": "62.30",
            "deposit": "600",
            "due_date": "1 May",
        },
        ["3 × 395.50 Sets of live music", "1 × 62.30 Travel"],
        "EUR 1248.80 due 2026-05-01",
        paid="600.00",
    ),
    Case(
        "event-planning",
        {"client": "Lakeside Museum"},
        ["1 × 1500.00 Event planning", "1 × 620.00 Sound equipment", "5 × 140.00 Stewards"],
        "USD 2679.00 due 2026-03-16",
        discount="5%",
    ),
    Case(
        "event-planning",
        {
            "client": "Brown & Co.",
            "planning": "2,250",
            "sound": "480.50",
            "staff": "12",
            "staff_price": "95",
            "discount": "7.5",
        },
        ["1 × 2250.00 Event planning", "1 × 480.50 Sound equipment", "12 × 95.00 Stewards"],
        "USD 3580.21 due 2026-03-16",
        discount="7.5%",
    ),
    Case(
        "catering-per-guest",
        {"client": "Maple Leaf Foods"},
        ["60 × 38.00 Catering", "1 × 120.00 Delivery fee"],
        "CAD 2688.00 due 2026-03-02",
        taxes=["GST 5% on top: 120.00", "PST 7% on top: 168.00"],
    ),
    Case(
        "catering-per-guest",
        {"client": "Hôtel Château-Rouge", "guests": "145", "price": "52.75", "delivery": "95", "pst": "9.975"},
        ["145 × 52.75 Catering", "1 × 95.00 Delivery fee"],
        "CAD 8903.38 due 2026-03-02",
        taxes=["GST 5% on top: 387.19", "PST 9.975% on top: 772.44"],
    ),
    Case(
        "legal-hours",
        {"client": "Okafor Holdings", "matter": "M-2026-014"},
        ["12.5 × 280.00 Contract review", "1 × 175.00 Filing fees"],
        "USD 3675.00 due 2026-04-01",
        paid="1000.00",
        reference="M-2026-014",
    ),
    Case(
        "legal-hours",
        {
            "client": "Lopez & Sons LLP",
            "hours": "0.3",
            "service": "lease negotiation",
            "rate": "410",
            "filing": "52.40",
            "retainer": "150",
            "matter": "2026/0417-B",
        },
        ["0.3 × 410.00 Lease negotiation", "1 × 52.40 Filing fees"],
        "USD 175.40 due 2026-04-01",
        paid="150.00",
        reference="2026/0417-B",
    ),
    Case(
        "garden-care",
        {"client": "Kew Green Nursing Home"},
        ["6 × 32.00 Gardening", "15 × 6.50 Lavender plants", "1 × 40.00 Green waste removal"],
        "GBP 329.50 due 2026-03-16",
    ),
    Case(
        "garden-care",
        {
            "client": "Rose Gardener",
            "hours": "3.25",
            "rate": "28",
            "plants": "2",
            "plant_price": "18.75",
            "waste": "25",
            "days": "30",
        },
        ["3.25 × 28.00 Gardening", "2 × 18.75 Lavender plants", "1 × 25.00 Green waste removal"],
        "GBP 153.50 due 2026-04-01",
    ),
    Case(
        "agency-retainer",
        {"client": "Tanaka Watches", "po_number": "PO-7781"},
        ["1 × 3500.00 Monthly marketing retainer", "4 × 110.00 Extra hours"],
        "EUR 4728.00 due 2026-03-16",
        taxes=["VAT 20% on top: 788.00"],
        reference="PO-7781",
    ),
    Case(
        "agency-retainer",
        {
            "client": "Société Générale",
            "retainer": "6,250",
            "extra_hours": "0.5",
            "rate": "140",
            "vat": "21",
            "days": "60",
            "po_number": "MKT-2026-044",
        },
        ["1 × 6250.00 Monthly marketing retainer", "0.5 × 140.00 Extra hours"],
        "EUR 7647.20 due 2026-05-01",
        taxes=["VAT 21% on top: 1327.20"],
        reference="PO MKT-2026-044",
    ),
    Case(
        "equipment-rental",
        {"client": "Outback Builders"},
        ["5 × 220.00 Rental of a mini excavator", "1 × 150.00 Delivery"],
        "AUD 1375.00 due 2026-03-02",
        taxes=["GST 10% on top: 125.00"],
    ),
    Case(
        "equipment-rental",
        {"client": "Rental Kings", "machine": "concrete mixer", "days": "2", "day_rate": "64.50", "delivery": "45"},
        ["2 × 64.50 Rental of a concrete mixer", "1 × 45.00 Delivery"],
        "AUD 191.40 due 2026-03-02",
        taxes=["GST 10% on top: 17.40"],
    ),
    Case(
        "travel-expenses",
        {"client": "Helvetia Partners"},
        ["1 × 138.40 Train tickets", "2 × 119.00 Hotel", "180 × 0.42 Mileage"],
        "EUR 452.00 due 2026-04-01",
    ),
    Case(
        "travel-expenses",
        {
            "client": "Deutsche Bank AG",
            "train": "1,020.55",
            "nights": "1",
            "night_price": "94.90",
            "km": "37.5",
            "km_rate": "0.30",
            "days": "10",
        },
        ["1 × 1020.55 Train tickets", "1 × 94.90 Hotel", "37.5 × 0.30 Mileage"],
        "EUR 1126.70 due 2026-03-12",
    ),
    Case(
        "workshop",
        {"client": "Kanton Zug", "due_date": "2026-04-15"},
        ["12 × 180.00 Places in the time management workshop", "1 × 300.00 Room hire"],
        "CHF 2659.26 due 2026-04-15",
        taxes=["VAT 8.1% on top: 199.26"],
    ),
    Case(
        "workshop",
        {
            "client": "Bär & Söhne",
            "topic": "first aid",
            "participants": "25",
            "price": "95",
            "room": "120",
            "due_date": "31.03.2026",
        },
        ["25 × 95.00 Places in the first aid workshop", "1 × 120.00 Room hire"],
        "CHF 2697.10 due 2026-03-31",
        taxes=["VAT 8.1% on top: 202.10"],
    ),
    Case(
        "copywriting",
        {"client": "Daily Herald", "bank": "Chase Bank", "account": "1234567890"},
        ["5 × 220.00 Articles", "2 × 60.00 Extra revisions"],
        "USD 1220.00 due 2026-03-16",
        pay_to={"bank_name": "Chase Bank", "account_number": "1234567890"},
    ),
    Case(
        "copywriting",
        {
            "client": "Word Count Inc",
            "articles": "40",
            "price": "87.50",
            "revisions": "3",
            "revision_price": "45",
            "bank": "Wells Fargo",
            "account": "000123456789",
        },
        ["40 × 87.50 Articles", "3 × 45.00 Extra revisions"],
        "USD 3635.00 due 2026-03-16",
        pay_to={"bank_name": "Wells Fargo", "account_number": "000123456789"},
    ),
    Case(
        "video-production",
        {"client": "Blue Lantern Films"},
        ["2 × 750.00 Shooting days", "14 × 55.00 Editing", "1 × 90.00 Music licence"],
        "GBP 2548.80 due 2026-04-01",
        taxes=["VAT 20% on top: 424.80"],
        discount="10%",
    ),
    Case(
        "video-production",
        {
            "client": "Ofelia Brandt",
            "shoot_days": "1.5",
            "day_rate": "820",
            "edit_hours": "22.5",
            "edit_rate": "60",
            "music": "149",
            "discount": "15",
        },
        ["1.5 × 820.00 Shooting days", "22.5 × 60.00 Editing", "1 × 149.00 Music licence"],
        "GBP 2783.58 due 2026-04-01",
        taxes=["VAT 20% on top: 463.93"],
        discount="15%",
    ),
    Case(
        "personal-training",
        {"client": "Marcus Lee"},
        ["10 × 55.00 Personal training sessions"],
        "USD 500.00 due 2026-03-02",
        discount="50",
    ),
    Case(
        "personal-training",
        {"client": "Siân Rhys", "sessions": "24", "price": "48", "discount": "172.80"},
        ["24 × 48.00 Personal training sessions"],
        "USD 979.20 due 2026-03-02",
        discount="172.8",
    ),
    Case(
        "car-repair",
        {"client": "Priya Raman"},
        ["4 × 42.00 Brake pads", "1 × 79.95 Oil change", "3 × 110.00 Labour"],
        "CAD 653.08 due 2026-03-02",
        taxes=["HST 13% on top: 75.13"],
        notes="Honda Civic",
    ),
    Case(
        "car-repair",
        {
            "client": "Taxi Québec Inc.",
            "car": "2019 Ford F-150",
            "pads": "2",
            "pad_price": "58.50",
            "oil": "104.25",
            "hours": "1.5",
            "rate": "125",
            "hst": "15",
        },
        ["2 × 58.50 Brake pads", "1 × 104.25 Oil change", "1.5 × 125.00 Labour"],
        "CAD 470.06 due 2026-03-02",
        taxes=["HST 15% on top: 61.31"],
        notes="2019 Ford F-150",
    ),
    Case(
        "vet-visit",
        {"client": "Emily Tran"},
        ["1 × 88.00 Check-up", "1 × 66.00 Vaccination", "3 × 11.00 Worming tablets"],
        "AUD 187.00 due 2026-03-02",
        taxes=["GST 10% within: 17.00"],
        notes="Please bring the vaccination card to the next visit",
    ),
    Case(
        "vet-visit",
        {
            "client": "Paws & Claws Rescue",
            "checkup": "95.50",
            "vaccination": "72",
            "tablets": "6",
            "tablet_price": "8.25",
            "notes": "Rex is doing very well",
        },
        ["1 × 95.50 Check-up", "1 × 72.00 Vaccination", "6 × 8.25 Worming tablets"],
        "AUD 217.00 due 2026-03-02",
        taxes=["GST 10% within: 19.73"],
        notes="Rex is doing very well",
    ),
    Case(
        "house-painting",
        {"client": "Villa Rosa"},
        ["45 × 14.00 Wall painting", "6 × 48.00 Cans of paint"],
        "EUR 1009.80 due 2026-03-16",
        taxes=["VAT 10% on top: 91.80"],
        paid="300.00",
    ),
    Case(
        "house-painting",
        {
            "client": "Ärztehaus Süd GmbH",
            "area": "128.5",
            "rate": "11.20",
            "paint": "9",
            "paint_price": "52",
            "vat": "20",
            "deposit": "1,000",
        },
        ["128.5 × 11.20 Wall painting", "9 × 52.00 Cans of paint"],
        "EUR 2288.64 due 2026-03-16",
        taxes=["VAT 20% on top: 381.44"],
        paid="1000.00",
    ),
]


def load(path: Path) -> tuple[dict[str, str], str]:
    """The front matter and the text of one prompt."""
    _, head, words = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.splitlines()), words.strip()


def fill(words: str, values: dict[str, str]) -> str:
    """The words with the values, or the defaults, in place of the variables; a KeyError where neither is known."""
    defaults = {name: default.strip() for name, default in VARIABLE.findall(words) if default.strip()}
    names = {name for name, _ in VARIABLE.findall(words)}
    assert not values.keys() - names, f"unknown variables: {values.keys() - names}"
    known = {**defaults, **values}
    return VARIABLE.sub(lambda found: known[found[1]], words)


def invoice_of(app: Flask, words: str) -> dict[str, Any]:
    body = {"prompt": words, "llm_provider": "offline", "reference_date": "2026-03-02", "dry_run": True}
    api = add_team(app, currency="SEK", from_details=SELLER)
    answer = api.post("/invoices", json=body)
    assert answer.status_code == 200, answer.text
    invoice: dict[str, Any] = answer.get_json()["invoice"]
    return invoice


def case_of(invoice: dict[str, Any], case: Case) -> Case:
    """The invoice as the table would have it."""
    totals, discounts = invoice["totals"], [one["amount"] or f"{one['percentage']}%" for one in invoice["discounts"]]
    return Case(
        slug=case.slug,
        values={**case.values, "client": " + ".join(row["value"] for row in invoice["to_details"])},
        items=[f"{item['quantity']} × {item['unit_price']} {item['name']}" for item in invoice["items"]],
        sum=f"{invoice['currency']} {totals['total']} due {invoice['due_at']}",
        taxes=[
            f"{tax['name']} {tax['percentage']}% {'within' if tax['inclusive'] else 'on top'}: {tax['amount']}"
            for tax in totals["taxes"]
        ],
        discount=" + ".join(discounts) or None,
        paid=totals["amount_paid"],
        reference=invoice["reference"],
        pay_to={row["field"]: row["value"] for row in invoice["payment_details"]},
        notes=invoice["notes"],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.slug}-{case.values['client']}")
def test_a_starter_prompt_makes_the_right_invoice(case: Case, sqlite_app: Flask) -> None:
    _, words = load(STARTER / f"{case.slug}.md")
    invoice = invoice_of(sqlite_app, fill(words, case.values))
    assert invoice["issued_at"] == "2026-03-02"
    assert case_of(invoice, case) == case
    doubts = [issue for issue in invoice["generation"]["issues"] if not issue["code"].startswith("assumed_")]
    assert doubts == []


def test_every_starter_prompt_stands_in_the_table_as_it_is_and_changed() -> None:
    """A case with only what has no default, and one that changes a default."""
    by_slug: dict[str, list[bool]] = {path.stem: [] for path in STARTER.glob("*.md")}
    for case in CASES:
        _, words = load(STARTER / f"{case.slug}.md")
        has_default = {name for name, default in VARIABLE.findall(words) if default.strip()}
        by_slug[case.slug].append(bool(case.values.keys() & has_default))
    assert {slug: changed for slug, changed in by_slug.items() if set(changed) != {False, True}} == {}


@pytest.mark.parametrize("path", sorted(STARTER.glob("*.md")), ids=lambda path: path.stem)
def test_a_starter_prompt_is_well_formed(path: Path) -> None:
    facts, words = load(path)
    assert list(facts) == FACTS
    assert all(value == value.strip() != "" for value in facts.values())
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)
    assert len(facts["label"]) <= 50
    assert re.fullmatch(r"#[0-9a-f]{6}", facts["color"])
    assert "{{client}}" in words
    assert not re.search(r"[{}]", VARIABLE.sub("", words)), "a variable that is none"


def test_the_starter_library_covers_many_trades_with_one_colour_for_each_label() -> None:
    prompts = [load(path)[0] for path in STARTER.glob("*.md")]
    assert len(prompts) >= 24
    assert len({facts["trade"] for facts in prompts}) >= 10
    assert len({facts["title"] for facts in prompts}) == len(prompts)
    colors = {(facts["label"], facts["color"]) for facts in prompts}
    assert len({label for label, _ in colors}) == len({color for _, color in colors}) == len(colors)
