"""What a Swiss QR-bill says: SIX, Implementation Guidelines QR-bill, version 2.3.

Addresses are structured, for others are no longer accepted.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.rendering.data import DocumentData
from app.rendering.qr.details import LEAST, MOST, Account, Address, country_code, creditor_reference, find, read_address

_CURRENCIES = frozenset(("CHF", "EUR"))
_MESSAGE = 140
_LONGEST = 997
_QR_REFERENCE = re.compile(r"\d{27}", re.ASCII)
# Section 4.1.1: Latin with Latin-1 and Latin Extended-A, four letters of Romanian, and the euro sign.
_PERMITTED = re.compile("[\\x20-\\x7e\\xa0-\\u017f\\u0218-\\u021b\\u20ac\n]*")
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


@dataclass(frozen=True, slots=True)
class SwissBill:
    """A bill that keeps all rules. `kind` of its reference is QRR, SCOR or NON; `debtor` is None where left open."""

    iban: str
    creditor: Address
    amount: Decimal
    currency: str
    debtor: Address | None
    kind: str
    reference: str
    message: str

    @property
    def payload(self) -> str:
        """The text of its code."""
        lines = [
            *("SPC", "0200", "1", self.iban),
            *_address_lines(self.creditor),
            *_address_lines(None),  # The final creditor, for future use.
            *(f"{self.amount:.2f}", self.currency),
            *_address_lines(self.debtor),
            *(self.kind, self.reference, self.message, "EPD"),
        ]
        return "\n".join(lines)


def swiss_bill(data: DocumentData, account: Account) -> SwissBill | None:
    """The bill; None for an account outside Switzerland and Liechtenstein, another currency, an address of the creditor
    that is not whole, or a reference that does not go with the account."""
    home = account.iban[:2]
    if home not in ("CH", "LI") or data.currency not in _CURRENCIES or not LEAST <= data.amount_due <= MOST:
        return None
    creditor = read_address(account.holder, data.from_rows, home)
    reference = _reference(account)
    if creditor is None or not _fits(creditor) or reference is None:
        return None
    kind, number = reference
    message = account.reference if kind == "NON" else data.number or ""
    if len(message) > _MESSAGE:
        return None
    bill = SwissBill(account.iban, creditor, data.amount_due, data.currency, _debtor(data), kind, number, message)
    return bill if len(bill.payload) <= _LONGEST and _PERMITTED.fullmatch(bill.payload) else None


def is_qr_iban(iban: str) -> bool:
    """Whether the account is one for payments with a QR reference: its bank's number says so."""
    return iban[4:9].isdigit() and 30000 <= int(iban[4:9]) <= 31999


def check_digit(digits: str) -> int:
    """The last digit of a QR reference: modulo 10, recursive."""
    carry = 0
    for digit in digits:
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10


def _reference(account: Account) -> tuple[str, str] | None:
    """Kind and number; None where one is wrong or the account takes no such kind."""
    digits = account.reference.replace(" ", "")
    if _QR_REFERENCE.fullmatch(digits):
        is_right = check_digit(digits[:-1]) == int(digits[-1]) and int(digits) > 0
        return ("QRR", digits) if is_right and is_qr_iban(account.iban) else None
    if is_qr_iban(account.iban):
        return None
    number = creditor_reference(account.reference)
    return ("SCOR", number) if number else ("NON", "")


def _debtor(data: DocumentData) -> Address | None:
    """Who pays, where the address is whole; it may be left open."""
    name = find(data.to_rows, "company") or find(data.to_rows, "name")
    debtor = read_address(name, data.to_rows) if name and country_code(find(data.to_rows, "country") or "") else None
    if debtor is None or not _fits(debtor) or not _PERMITTED.fullmatch("".join(_address_lines(debtor))):
        return None
    return debtor


def _address_lines(address: Address | None) -> list[str]:
    if address is None:
        return [""] * 7
    parts = (address.name, address.street, address.house_number, address.postal_code, address.town, address.country)
    return ["S", *parts]


def _fits(address: Address) -> bool:
    """Section 4.2.2: how long each part may be."""
    parts = ((address.name, 70), (address.street, 70), (address.house_number, 16), (address.postal_code, 16))
    return all(len(text) <= most for text, most in (*parts, (address.town, 35)))
