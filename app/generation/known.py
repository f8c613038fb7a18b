"""What the team has saved of what the words name: the customer who is billed, and the products without a price."""

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Team
from app.accounts.tenancy import get_owned
from app.core import locales
from app.core.errors import InvalidInput, NotFound
from app.customers.models import Customer
from app.documents.customers import NOBODY, buyer_of
from app.documents.defaults import Buyer
from app.generation import buyers, catalogue
from app.generation.buyers import Match
from app.generation.questions import Issue, may_be_free
from app.llm.draft import Draft


@dataclass(frozen=True)
class Known:
    """Plain values, so that they can be used while no transaction is open."""

    buyer: Buyer | None
    items: list[dict[str, Any]]
    """Those of the draft, with the prices of the products that they name."""
    issues: list[Issue]


def check_customer(team: Team, customer_id: str | None) -> None:
    """InvalidInput when there is no such customer, before a model is asked for nothing."""
    if customer_id is not None:
        _get_customer(team, customer_id)


def look_up(
    team: Team,
    words: str,
    draft: Draft,
    *,
    sells: bool,
    customer_id: str | None,
    currency: str | None,
    language: str | None,
) -> Known:
    """What is known about the buyer and the items of a draft, read from these words.

    `sells`: it is the team that sells; what it buys is from no customer and not at its own prices.
    `customer_id`, `currency`, `language`: those that the caller chose over the words. InvalidInput as above.
    """
    if not (sells or customer_id):
        return Known(None, draft["items"], [])
    said_language = draft["language"] if locales.is_language(draft["language"] or "") else None
    match = _match(team, draft, customer_id)
    customer = match.customer
    buyer = None
    if customer:
        spoken = language or said_language or customer.language or team.language
        buyer = buyer_of(customer, spoken)
    billed_in = currency or draft["currency"] or (buyer and buyer.currency) or team.currency
    items, issues = _items(team, words, draft, billed_in, may_be_named=bool(buyer or draft["to_details"]))
    return Known(buyer, items, [*match.issues, *issues])


def _match(team: Team, draft: Draft, customer_id: str | None) -> Match:
    if customer_id is None:
        return buyers.match_buyer(team, draft["to_details"])
    chosen = _get_customer(team, customer_id)
    return Match(chosen, buyers.differs(chosen, draft["to_details"]))


def _get_customer(team: Team, customer_id: str) -> Customer:
    try:
        return get_owned(Customer, team, customer_id)
    except NotFound:
        raise InvalidInput.field("customer_id", NOBODY) from None


def _items(
    team: Team, words: str, draft: Draft, currency: str, *, may_be_named: bool
) -> tuple[list[dict[str, Any]], list[Issue]]:
    items: list[dict[str, Any]] = draft["items"]
    if may_be_free(words, draft["language"]):
        return items, []
    if not items and may_be_named:
        parties = [row["value"] for row in (*draft["from_details"], *draft["to_details"])]
        items = catalogue.find_items(team, words, draft["language"], parties)
    return catalogue.fill_prices(team, items, currency, takes_taxes=not draft["taxes"])
