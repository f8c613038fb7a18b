"""Products and the movements of their stock as the API shows them, in JSON values only."""

from typing import Any

from app.core import clock, money
from app.products import stock
from app.products.models import Product, StockMovement


def product_json(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "type": product.type,
        "name": product.name,
        "description": product.description,
        "sku": product.sku,
        "price": money.format_price(product.price, product.currency),
        "currency": product.currency,
        "unit": product.unit,
        "taxes": product.taxes,
        "active": product.active,
        "stock": stock.text(product.stock_micro),
        "allow_negative_stock": product.allow_negative_stock,
        "low_stock_threshold": stock.text(product.low_stock_micro),
        "created_at": clock.format_moment(product.created_at),
        "updated_at": clock.format_moment(product.updated_at),
    }


def movement_json(movement: StockMovement) -> dict[str, Any]:
    return {
        "number": movement.number,
        "adjustment": stock.text(movement.adjustment_micro),
        "stock": stock.text(movement.stock_micro),
        "reason": movement.reason,
        "by": {"user_id": movement.user_id, "token_id": movement.token_id},
        "at": clock.format_moment(movement.at),
    }
