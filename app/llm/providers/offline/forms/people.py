"""The parties and the bank of a form, written down by the names of their fields."""

from decimal import Decimal

from app.llm.providers.offline.addresses import address_rows
from app.llm.providers.offline.details import SIDES, PartyWriter, Side
from app.llm.providers.offline.facts import Row
from app.llm.providers.offline.forms.flow import Node
from app.llm.providers.offline.page import Page

_ROWS = {
    "name": "Name", "company": "Company", "contact": "Contact", "email": "Email", "phone": "Phone",
    "tax_id": "VAT ID", "website": "Website", "address": "Address", "city": "City", "region": "Region",
    "postal_code": "Postal code", "country": "Country",
}  # fmt: skip
_PAYMENT = {
    "iban": "IBAN", "bic": "BIC", "bank_name": "Bank", "account_number": "Account", "account_name": "Account name",
    "routing_number": "Routing number", "sort_code": "Sort code", "payment_link": "Payment link",
}  # fmt: skip


class PartyFiller:
    """Writes the values ("to.email", …) of one form to the facts of its page."""

    def __init__(self, page: Page, values: list[tuple[str, Node]]) -> None:
        self.page = page
        self.values = values
        self.writer = PartyWriter(page)

    def write(self) -> None:
        """Both parties, then where to pay."""
        for field, value in self.values:
            head, _, name = field.partition(".")
            if not name or not isinstance(value, (str, Decimal)):
                continue
            for side in SIDES:
                if side == head and name == "whole":
                    self._whole(side, str(value))
                elif side == head:
                    self._row(side, name, str(value))
            if head == "payment" and name in _PAYMENT:
                row: Row = {"label": _PAYMENT[name], "value": str(value), "field": name}
                self.page.facts.payment_rows.append(row)

    def _whole(self, side: Side, text: str) -> None:
        """ "Finch Ltd, 5 Mill Lane, Leeds": the name, then the address."""
        name, _, rest = text.partition(",")
        suffix = rest.split(",")[0].strip().lower().strip(".") in self.page.lexicon.words["suffixes"]
        if suffix or not any(map(str.isdecimal, rest)):
            name, rest = text, ""
        self.writer.row(side, "Company", name, "company")
        for row in address_rows(rest, self.page.lexicon.words["streets"]):
            self.writer.row(side, *row)
        self.writer.found.add(side)

    def _row(self, side: Side, field: str, text: str) -> None:
        if field == "address":
            for row in address_rows(text.replace("\n", ", "), self.page.lexicon.words["streets"]):
                self.writer.row(side, *row)
        else:
            known = _ROWS.get(field)
            field_name = {"contact": "name", "name": "company" if self._is_firm(text) else "name"}.get(field, field)
            self.writer.row(side, known or field.replace("_", " ").capitalize()[:80], text, field_name)

    def _is_firm(self, text: str) -> bool:
        words = {word.strip(".,") for word in text.lower().split()}
        return not words.isdisjoint(self.page.lexicon.words["suffixes"] | self.page.lexicon.words["firm_words"])
