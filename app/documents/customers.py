"""The customer that a document names by id: what is taken over from it. Only copies are, so later changes stay out."""

from collections.abc import Iterator
from typing import Any

from app.accounts.models import Team
from app.core import locales
from app.core.errors import InvalidInput, NotFound
from app.customers.models import Customer
from app.customers.service import hold
from app.documents.defaults import Buyer, Fields
from app.rendering.labels import load_labels

# Customers' columns in the order of their printing, with what a row of them means and its label.
_ROWS = (
    ("company", "company", "Company"),
    ("name", "name", "Name"),
    ("address_line1", "address_line", "Address"),
    ("address_line2", "address_line", "Address"),
    ("postal_code", "postal_code", "Postal code"),
    ("city", "city", "City"),
    ("region", "region", "Region"),
    ("country", "country", "Country"),
    ("email", "email", "Email"),
    ("phone", "phone", "Phone"),
    ("tax_id", "tax_id", "Tax ID"),
)
NOBODY = "There is no customer under that id."
_TOWN = ("city", "region", "postal_code")
# Where the postcode stands after the town and the state.
_CODE_LAST = frozenset("US CA GB IE AU NZ IN SG ZA JP KR CN TW HK PH TH MY ID BR MX".split())


def hold_customer(team: Team, said: Fields) -> Customer | None:
    """The customer under `customer_id`, which stays until this transaction ends. InvalidInput if there is none."""
    if said.get("customer_id") is None:
        return None
    try:
        return hold(team, said["customer_id"])
    except NotFound:
        raise InvalidInput.field("customer_id", NOBODY) from None


def buyer_of(customer: Customer, language: str) -> Buyer:
    """A customer as the buyer of a document in this language."""
    return Buyer(
        id=customer.id,
        currency=customer.currency,
        language=customer.language,
        payment_terms_days=customer.payment_terms_days,
        to_details=party_rows(customer, language),
    )


def is_known(team: Team, customer_id: str) -> bool:
    """The customer is still there, and stays so until this transaction ends."""
    try:
        return bool(hold(team, customer_id))
    except NotFound:
        return False


def party_rows(customer: Customer, language: str) -> list[dict[str, Any]]:
    """The customer as the address block of a document in this language."""
    labels = load_labels(language.partition("-")[0])
    rows = []
    for column, field, label in _in_order(customer.country):
        value = getattr(customer, column)
        if value is not None:
            value = locales.country_name(value, language) if field == "country" else value
            rows.append({"label": labels.find(f"field.{field}") or label, "value": value, "field": field})
    return rows


def _in_order(country: str | None) -> Iterator[tuple[str, str, str]]:
    for row in _ROWS:
        if country not in _CODE_LAST or row[0] not in _TOWN:
            yield row
        elif row[0] == "postal_code":
            yield from (town for name in _TOWN for town in _ROWS if town[0] == name)
