"""What the rows of a document say about paying, as a bank needs it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from stdnum import bic as bic_numbers
from stdnum import iban as iban_numbers
from stdnum import iso11649

from app.rendering.data import DocumentData, Row

LEAST, MOST = Decimal("0.01"), Decimal("999999999.99")
"""Both standards transfer no less and no more."""

_HOUSE_NUMBER = re.compile(r"(.*\D)[ ,]+(\d+ ?[A-Za-z]?)")
# "8004 Zürich", "CH-8004 Zürich": the postcodes of Switzerland and Liechtenstein.
_SWISS_TOWN = re.compile(r"(?:(?:CH|LI|FL)[- ])?(\d{4}) +(\D+)")


@dataclass(frozen=True, slots=True)
class Account:
    """Where the money goes. `iban` is valid and without blanks, `bic` valid or "", `holder` who is paid."""

    iban: str
    bic: str
    holder: str
    reference: str

    @classmethod
    def of(cls, data: DocumentData) -> "Account | None":
        """None without an IBAN that is right, with two of them, with a BIC that is wrong, or without a name."""
        rows = data.payment_rows
        ibans = {iban_numbers.compact(row.value) for row in rows if row.field == "iban"}
        bic = bic_numbers.compact(find(rows, "bic") or find(rows, "swift") or "")
        holder = find(rows, "account_name") or find(data.from_rows, "company") or find(data.from_rows, "name")
        if len(ibans) != 1 or not holder or (bic and not bic_numbers.is_valid(bic)):
            return None
        (iban,) = ibans
        # `compact` leaves what no bank writes; the digits of other scripts count as digits in Python.
        if not iban.isascii() or not iban_numbers.is_valid(iban):
            return None
        return cls(iban, bic, holder, find(rows, "reference") or data.number or "")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in parts; `street` may be empty."""

    name: str
    street: str
    house_number: str
    postal_code: str
    town: str
    country: str


def read_address(name: str, rows: Sequence[Row], home: str | None = None) -> Address | None:
    """The address of a party; None without postcode, town and country. `home` is the country of a Swiss postcode that
    stands without one."""
    lines = [" ".join(row.value.split()) for row in rows if row.field == "address_line"]
    postal_code, town = find(rows, "postal_code") or "", find(rows, "city") or ""
    if lines and not postal_code and not town and (found := _SWISS_TOWN.fullmatch(lines[-1])):
        postal_code, town = found[1], found[2]
        lines.pop()
    said = find(rows, "country")
    country = country_code(said) if said else home if re.fullmatch(r"\d{4}", postal_code, re.ASCII) else None
    if not (postal_code and town and country) or len(lines) > 1:
        return None
    street, house_number = lines[0] if lines else "", ""
    if split := _HOUSE_NUMBER.fullmatch(street):
        street, house_number = split[1].rstrip(" ,"), split[2]
    return Address(name, street, house_number, postal_code, town, country)


def find(rows: Sequence[Row], field: str) -> str | None:
    """The value of the first row of that field, on one line; None when there is none or it is empty."""
    value = next((row.value for row in rows if row.field == field), "")
    return " ".join(value.split()) or None


def country_code(text: str) -> str | None:
    """ "CH" for "CH", "Switzerland", "Schweiz", "Suisse", "Svizzera"; None for what is no country."""
    return _countries().get(text.strip().casefold())


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("it", "fr", "de", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names |= {name.casefold(): code, code.casefold(): code}
    return names


def is_plain(text: str) -> bool:
    """Whether it is nothing but letters, figures and signs that a bank can print: no emoji, no control character."""
    return text.isprintable() and not any(unicodedata.category(character) == "So" for character in text)


def creditor_reference(text: str) -> str | None:
    """A reference of ISO 11649 ("RF18 5390 0754 7034") without blanks; None when it is none."""
    compact = text.replace(" ", "").upper()
    return compact if compact.isascii() and compact.startswith("RF") and iso11649.is_valid(compact) else None
