"""Products over HTTP."""

from typing import Any

from flask import Response, jsonify

from app.accounts.api import current_team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.errors import InvalidInput
from app.core.http import etag
from app.core.http.blueprint import ApiBlueprint
from app.core.http.body import reads
from app.core.http.caller import needs
from app.core.http.pagination import PageQuery, paginate
from app.products import exchange, service, stock
from app.products.models import Product, StockMovement
from app.products.present import movement_json, product_json
from app.products.queries import list_products
from app.products.schemas import (
    AdjustIn,
    MovementList,
    ProductDeleted,
    ProductEnvelope,
    ProductFields,
    ProductIn,
    ProductList,
    ProductQuery,
    ProductsImported,
    ProductsIn,
)

products = ApiBlueprint("products", "/products", tag="Products", versioned=True)
_CSV: Any = {200: {"description": "The file", "content": {"text/csv": {"schema": {"type": "string"}}}}}


def _answer(product: Product, status: int = 200) -> Response:
    response = jsonify(product=product_json(product))
    response.status_code = status
    return etag.tagged(response, product)


@products.get("")
@needs("products:read")
@products.input(ProductQuery, location="query", arg_name="query")
@products.output(ProductList)
def get_products(query: dict[str, Any]) -> Response:
    """All products and services of the team, newest first."""
    page = paginate(list_products(current_team(), query), Product.id, query)
    return jsonify(products=[product_json(product) for product in page.rows], pagination=page.pagination)


@products.post("")
@needs("products:write")
@products.input(ProductIn, arg_name="fields")
@products.output(ProductEnvelope, status_code=201)
def create_product(fields: dict[str, Any]) -> Response:
    """Save a product or a service. With a `stock`, it is counted from now on."""
    return _answer(service.create(current_team(), fields), 201)


@products.get("/export")
@needs("products:read")
@products.doc(responses=_CSV)
def export_products() -> Response:
    """All products, the oldest first, as a CSV file that `POST /products/import` takes."""
    rows = db.session.scalars(owned(Product, current_team()).order_by(Product.id).execution_options(yield_per=500))
    response = Response(exchange.to_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=products.csv"
    return response


@products.post("/import")
@needs("products:write")
@reads("text/csv", exchange.read_csv)
@products.input(ProductsIn, arg_name="body")
@products.output(ProductsImported, status_code=201)
def import_products(body: dict[str, Any]) -> dict[str, int]:
    """Save many products, from JSON or from a CSV file (`text/csv`): all of them or, if one is wrong, none.

    The columns are the fields, in any order; a blank cell says nothing. Taxes stand one a line, `VAT 19%`, or `none`.
    What is wrong is told with its line. One whose SKU is known is changed, its stock by a movement; leave the column
    `stock` out to keep it.
    """
    created, updated = service.put_all(current_team(), body["products"])
    return {"imported": created + updated, "created": created, "updated": updated}


@products.get("/<product_id>")
@needs("products:read")
@products.output(ProductEnvelope)
def get_product(product_id: str) -> Response:
    """One product."""
    return _answer(service.get_product(current_team(), product_id))


@products.patch("/<product_id>")
@needs("products:write")
@products.input(ProductFields, arg_name="changes")
@products.output(ProductEnvelope)
def update_product(product_id: str, changes: dict[str, Any]) -> Response:
    """Change a product. Documents that exist keep what they say. A `stock` says how many were counted; null ends it."""
    if not changes:
        raise InvalidInput("Send at least one field to change.")
    return _answer(service.update(current_team(), product_id, changes))


@products.delete("/<product_id>")
@needs("products:write")
@products.output(ProductDeleted)
def delete_product(product_id: str) -> dict[str, bool]:
    """Delete a product with its ledger. Documents keep what they say. `active: false` is for what is no longer sold."""
    service.delete(current_team(), product_id)
    return {"deleted": True}


@products.post("/<product_id>/adjust-stock")
@needs("products:write")
@products.input(AdjustIn, arg_name="body")
@products.output(ProductEnvelope)
def adjust_stock(product_id: str, body: dict[str, Any]) -> Response:
    """Add to the stock, or take from it: never below zero, unless the product allows it.

    Invoices do not change the stock, so this is called when goods come or go.
    """
    return _answer(stock.adjust(current_team(), product_id, body["adjustment"], body["reason"]))


@products.get("/<product_id>/stock-movements")
@needs("products:read")
@products.input(PageQuery, location="query", arg_name="query")
@products.output(MovementList)
def list_stock_movements(product_id: str, query: dict[str, Any]) -> Response:
    """How the stock came to be as it is, newest first: who changed it by how much, and why."""
    page = paginate(stock.list_movements(current_team(), product_id), StockMovement.id, query)
    return jsonify(movements=[movement_json(movement) for movement in page.rows], pagination=page.pagination)
