"""Customers over HTTP. What shows them with what they owe is in the room of documents (`customers_api`)."""

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
from app.customers import exchange, service
from app.customers.models import Customer
from app.customers.schemas import (
    CustomerDeleted,
    CustomerEnvelope,
    CustomerFields,
    CustomerIn,
    CustomerOut,
    CustomersImported,
    CustomersIn,
    MergeIn,
)

customers = ApiBlueprint("customers", "/customers", tag="Customers", versioned=True)
_OUT = CustomerOut()
_CREATED_OR_FOUND: Any = {
    200: {
        "description": "A customer with this e-mail was there, and was changed",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CustomerEnvelope"}}},
    }
}
_CSV: Any = {200: {"description": "The file", "content": {"text/csv": {"schema": {"type": "string"}}}}}


def _answer(customer: Customer, status: int = 200) -> Response:
    response = jsonify(customer=_OUT.dump(customer))
    response.status_code = status
    return etag.tagged(response, customer)


@customers.post("")
@needs("customers:write")
@customers.input(CustomerIn, arg_name="fields")
@customers.output(CustomerEnvelope, status_code=201)
@customers.doc(responses=_CREATED_OR_FOUND)
def put_customer(fields: dict[str, Any]) -> Response:
    """Save a customer. If one with this e-mail is there, it is changed instead, and the status is 200.

    What is left out stays as it is.
    """
    customer, is_new = service.put(current_team(), fields)
    return _answer(customer, 201 if is_new else 200)


@customers.get("/export")
@needs("customers:read")
@customers.doc(responses=_CSV)
def export_customers() -> Response:
    """All customers, the oldest first, as a CSV file that `POST /customers/import` takes."""
    rows = db.session.scalars(owned(Customer, current_team()).order_by(Customer.id).execution_options(yield_per=500))
    response = Response(exchange.to_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=customers.csv"
    return response


@customers.post("/import")
@needs("customers:write")
@reads("text/csv", exchange.read_csv)
@customers.input(CustomersIn, arg_name="body")
@customers.output(CustomersImported, status_code=201)
def import_customers(body: dict[str, Any]) -> dict[str, int]:
    """Save many customers, from JSON or from a CSV file (`text/csv`): all of them or, if one is wrong, none.

    The columns are the fields, in any order; a blank cell says nothing. What is wrong is told with its line. One whose
    e-mail is known is changed; those without an e-mail are new each time.
    """
    imported, created = service.put_all(current_team(), body["customers"])
    return {"imported": len(imported), "created": created, "updated": len(imported) - created}


@customers.patch("/<customer_id>")
@needs("customers:write")
@customers.input(CustomerFields, arg_name="changes")
@customers.output(CustomerEnvelope)
def update_customer(customer_id: str, changes: dict[str, Any]) -> Response:
    """Change a customer. Documents that exist keep what they say."""
    if not changes:
        raise InvalidInput("Send at least one field to change.")
    return _answer(service.update(current_team(), customer_id, changes))


@customers.delete("/<customer_id>")
@needs("customers:write")
@customers.output(CustomerDeleted)
def delete_customer(customer_id: str) -> dict[str, bool]:
    """Delete a customer. Refused while it has unpaid invoices, drafts included; its documents always stay."""
    service.delete(current_team(), customer_id)
    return {"deleted": True}


@customers.post("/<customer_id>/merge")
@needs("customers:write")
@customers.input(MergeIn, arg_name="body")
@customers.output(CustomerEnvelope)
def merge_customer(customer_id: str, body: dict[str, Any]) -> Response:
    """Make this customer part of the one in `into`, which is the answer. This id is gone then.

    Its documents move; what the other one lacks is taken over; words that use its names find the other one.
    """
    return _answer(service.merge(current_team(), customer_id, body["into"]))
