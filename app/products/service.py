"""The verbs on products. They take a team and plain values, flush, and leave the commit to the edge."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.accounts.models import Team
from app.accounts.tenancy import get_owned, owned
from app.core import clock, likeness, money, text
from app.core.db import db
from app.core.errors import Conflict
from app.core.ids import new_id
from app.products import events, stock
from app.products.models import Product
from app.products.queries import find_by_sku, sku_key

Fields = dict[str, Any]
_NEW: Fields = {
    "type": "product",
    "description": None,
    "sku": None,
    "unit": None,
    "taxes": None,
    "active": True,
    "stock": None,
    "allow_negative_stock": False,
    "low_stock_threshold": None,
}
AT_ONCE = 500


class SkuTaken(Conflict):
    code = "sku_taken"
    default_message = "Another product has this SKU. Change that one, or give this one another SKU."


def get_product(team: Team, product_id: str, *, lock: bool = False) -> Product:
    """The team's product. With `lock`, other changes of it wait for this one."""
    return get_owned(Product, team, product_id, lock=lock)


def create(team: Team, fields: Fields) -> Product:
    """Save a product. SkuTaken."""
    _check_sku_free(team, fields.get("sku"))
    return _create(team, new_id("prd"), fields, "Initial stock")


def put_all(team: Team, wanted: Sequence[Fields]) -> tuple[int, int]:
    """Save each; one whose SKU is known is changed instead. How many were new, and how many were known.

    No two may have the same SKU.
    """
    known = _known(team, sorted({key for fields in wanted if (key := sku_key(fields.get("sku")))}))
    # Ids of one moment are in no order of their own.
    for product_id, fields in zip(sorted(new_id("prd") for _ in wanted), wanted, strict=True):
        product = known.get(sku_key(fields.get("sku")) or "")
        if product:
            _change(product, fields, "Import")
        else:
            _create(team, product_id, fields, "Import")
    return len(wanted) - len(known), len(known)


def _known(team: Team, keys: Sequence[str]) -> dict[str, Product]:
    """By the key of the SKU, locked; in one order for all, so that two imports never wait in a circle."""
    found: dict[str, Product] = {}
    for start in range(0, len(keys), AT_ONCE):
        portion = keys[start : start + AT_ONCE]
        select = owned(Product, team).where(Product.sku_key.in_(portion)).order_by(Product.sku_key).with_for_update()
        found |= {product.sku_key or "": product for product in db.session.scalars(select)}
    return found


def _create(team: Team, product_id: str, fields: Fields, reason: str) -> Product:
    now = clock.now()
    values = _columns({"currency": team.currency} | _NEW | fields)
    count = values.pop("stock_micro")
    product = Product(id=product_id, team_id=team.id, created_at=now, updated_at=now, movements=0, **values)
    _index(product)
    db.session.add(product)
    db.session.flush()
    events.announce(events.CREATED, product)
    stock.move(product, count, reason)
    return product


def update(team: Team, product_id: str, changes: Fields) -> Product:
    """Change the fields that are named. A new `stock` goes into the ledger. SkuTaken."""
    product = get_product(team, product_id, lock=True)
    if sku_key(changes.get("sku")) not in (None, product.sku_key):
        _check_sku_free(team, changes["sku"])
    _change(product, changes, "Counted")
    return product


def _change(product: Product, fields: Fields, reason: str) -> None:
    """Write what differs; nothing is stored, noted or told where nothing does."""
    columns = _columns(fields)
    count = columns.pop("stock_micro", product.stock_micro)
    changed = {name: value for name, value in columns.items() if getattr(product, name) != value}
    before = {name: getattr(product, name) for name in changed}
    for name, value in changed.items():
        setattr(product, name, value)
    if count is None:
        stock.move(product, None, reason)  # First, as what becomes a service may have no stock any more.
    if changed:
        stock.check(product, product.stock_micro)
        _index(product)
        product.updated_at = clock.now()
        db.session.flush()
        difference = {name: [_json(before[name]), _json(value)] for name, value in changed.items()}
        events.announce(events.UPDATED, product, difference)
    stock.move(product, count, reason)


def _columns(fields: Fields) -> Fields:
    """Fields of the API as the table has them."""
    columns = {name: value for name, value in fields.items() if name not in ("stock", "low_stock_threshold", "taxes")}
    for name, column in (("stock", "stock_micro"), ("low_stock_threshold", "low_stock_micro")):
        if name in fields:
            columns[column] = None if fields[name] is None else stock.to_micro(fields[name])
    if "taxes" in fields:
        columns["taxes"] = fields["taxes"] and [_texts(tax) for tax in fields["taxes"]]
    return columns


def _texts(tax: Fields) -> Fields:
    return tax | {"percentage": money.format_decimal(tax["percentage"])}


def _json(value: Any) -> Any:
    return money.format_decimal(value) if isinstance(value, Decimal) else value


def _index(product: Product) -> None:
    """What it is found by."""
    product.sku_key = sku_key(product.sku)
    product.name_key = likeness.key_of(product.name)
    product.name_mirrored = likeness.mirrored(product.name_key)
    words = (product.name, product.sku, product.description)
    product.search_text = text.fold("\n".join(word for word in words if word))


def _check_sku_free(team: Team, sku: str | None) -> None:
    other = find_by_sku(team, sku) if sku else None
    if other:
        raise SkuTaken(details={"sku": ["Taken by another product."], "product_id": [other.id]})


def delete(team: Team, product_id: str) -> None:
    """Remove a product with its ledger. Documents keep what they say of it."""
    product = get_product(team, product_id, lock=True)
    events.announce(events.DELETED, product, {"name": product.name, "sku": product.sku})
    db.session.delete(product)
    db.session.flush()
