"""Selects of products."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core import likeness, text
from app.core.db import db
from app.products.models import Product


def list_products(team: Team, filters: dict[str, Any]) -> sa.Select[Product]:
    """The team's products that pass the filters (a loaded `ProductQuery`); unordered."""
    select = owned(Product, team)
    if filters.get("type"):
        select = select.where(Product.type == filters["type"])
    if filters.get("active") is not None:
        select = select.where(Product.active.is_(filters["active"]))
    if filters.get("search"):
        select = select.where(Product.search_text.contains(text.fold(filters["search"]), autoescape=True))
    return select


def find_by_sku(team: Team, sku: str) -> Product | None:
    return db.session.scalars(owned(Product, team).where(Product.sku_key == sku_key(sku))).one_or_none()


def sku_key(sku: str | None) -> str | None:
    """The SKU without case: "ab-1" and "AB-1" are one."""
    return sku and sku.casefold()


def list_by_ids(team: Team, product_ids: Sequence[str]) -> dict[str, Product]:
    """The team's products by their ids; those of others and of nobody are left out."""
    found = db.session.scalars(owned(Product, team).where(Product.id.in_(product_ids)))
    return {product.id: product for product in found}


def list_named(team: Team, keys: Sequence[str]) -> Sequence[tuple[str, str, Product]]:
    """Name keys and SKU keys of the active products that one of these keys (`likeness.key_of`, or a SKU's) names."""
    named = Product.name_key.in_(keys) | Product.sku_key.in_(keys)
    select = owned(Product, team).where(Product.active, named).order_by(Product.id)
    columns = select.add_columns(Product.name_key, Product.sku_key)
    return [(name_key, sku or "", product) for product, name_key, sku in db.session.execute(columns)]


def near_names(team: Team, key: str) -> Sequence[tuple[str, str]]:
    """Ids of active products and their name keys, which may be like this key."""
    columns = (Product.id, Product.name_key, Product.name_mirrored)
    found = db.session.execute(likeness.near(key, columns, (Product.team_id, team.id), Product.active))
    return [(product_id, other) for product_id, other in found]


def has_products(team: Team) -> bool:
    """Whether the team has any that is active."""
    return bool(db.session.scalar(sa.select(owned(Product, team).where(Product.active).exists())))
