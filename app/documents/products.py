"""The products that the items of a document name by id: what is taken over from them. Only copies are."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from app.accounts.models import Team
from app.core.errors import InvalidInput
from app.documents.defaults import Fields
from app.products.models import Product
from app.products.queries import list_by_ids


def fill(team: Team, items: Sequence[Fields], currency: str, *, kept: Collection[str | None] = ()) -> list[Fields]:
    """The items with name, unit, unit price and taxes of their products, where they say none themselves.

    InvalidInput for a `product_id` of nobody (unless it is among the `kept`, which a document had before), and for an
    item without a price whose product is sold in another currency.
    """
    named = sorted({item["product_id"] for item in items if item.get("product_id")})
    known = list_by_ids(team, named) if named else {}
    filled = []
    for index, item in enumerate(items):
        product = known.get(item.get("product_id") or "")
        is_whole = "name" in item and "unit_price" in item
        if item.get("product_id") and not product and not (is_whole and item["product_id"] in kept):
            raise InvalidInput.field(f"items.{index}.product_id", "There is no product under that id.")
        filled.append(_filled(item, product, currency, index) if product else item)
    return filled


def taken_over(product: Product) -> Fields:
    """What an item takes from its product."""
    taxes = product.taxes and [tax | {"percentage": Decimal(tax["percentage"])} for tax in product.taxes]
    return {"name": product.name, "unit": product.unit, "unit_price": product.price, "taxes": taxes}


def _filled(item: Fields, product: Product, currency: str, index: int) -> Fields:
    if "unit_price" not in item and product.currency != currency:
        reason = f"{product.name} is sold in {product.currency} and this is in {currency}. Say what it costs here."
        raise InvalidInput.field(f"items.{index}.unit_price", reason)
    said = {name: value for name, value in item.items() if value is not None}
    return item | taken_over(product) | said
