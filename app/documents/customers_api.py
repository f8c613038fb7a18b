"""Customers over HTTP, shown with what they were invoiced, have paid and owe."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from app.accounts.api import current_team
from app.core import clock, money
from app.core.fields import OutSchema
from app.core.http import etag
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.http.pagination import PaginationOut, paginate
from app.customers import service as customers
from app.customers.models import Customer
from app.customers.queries import list_customers
from app.customers.schemas import CustomerOut, CustomerQuery
from app.documents import customer_totals
from app.documents.kinds import INVOICE, KINDS, printed_status
from app.documents.ledger import amount_due
from app.documents.models import Document, Payment

customer_accounts = ApiBlueprint("customer_accounts", "/customers", tag="Customers", versioned=True)


class CustomerTotalsOut(OutSchema):
    """Of its invoices in one currency; drafts and void ones do not count."""

    currency = fields.String()
    invoiced = fields.String()
    paid = fields.String()
    outstanding = fields.String()
    overdue = fields.String()


class CustomerRow(CustomerOut):
    totals = fields.List(fields.Nested(CustomerTotalsOut), metadata={"description": "One entry a currency."})


class CustomerList(OutSchema):
    customers = fields.List(fields.Nested(CustomerRow))
    pagination = fields.Nested(PaginationOut)


class RecentInvoiceOut(OutSchema):
    id = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    status = fields.String(validate=validate.OneOf([*KINDS[INVOICE].life.statuses, "overdue"]))
    issued_at = fields.Date()
    due_at = fields.Date()
    currency = fields.String()
    total = fields.String()
    amount_due = fields.String()


class RecentPaymentOut(OutSchema):
    id = fields.String()
    invoice_id = fields.String()
    invoice_number = fields.String(allow_none=True)
    amount = fields.String()
    currency = fields.String()
    paid_at = fields.Date()
    method = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)


class CustomerAccountOut(CustomerRow):
    recent_invoices = fields.List(fields.Nested(RecentInvoiceOut), metadata={"description": "At most 10."})
    recent_payments = fields.List(fields.Nested(RecentPaymentOut), metadata={"description": "At most 10."})


class CustomerAccount(OutSchema):
    customer = fields.Nested(CustomerAccountOut)


_OUT = CustomerOut()


@customer_accounts.get("")
@needs("customers:read")
@customer_accounts.input(CustomerQuery, location="query", arg_name="query")
@customer_accounts.output(CustomerList)
def get_customers(query: dict[str, Any]) -> Response:
    """All customers of the team, newest first, with their totals in each currency."""
    team = current_team()
    page = paginate(list_customers(team, query), Customer.id, query)
    totals = customer_totals.totals_of(team, [customer.id for customer in page.rows], clock.today(team.time_zone))
    rows = [_OUT.dump(customer) | {"totals": totals.get(customer.id, [])} for customer in page.rows]
    return jsonify(customers=rows, pagination=page.pagination)


@customer_accounts.get("/<customer_id>")
@needs("customers:read")
@customer_accounts.output(CustomerAccount)
def get_customer(customer_id: str) -> Response:
    """One customer with its totals in each currency, its last invoices and its last payments."""
    team = current_team()
    today = clock.today(team.time_zone)
    customer = customers.get_customer(team, customer_id)
    shown = {
        **_OUT.dump(customer),
        "totals": customer_totals.totals_of(team, [customer.id], today).get(customer.id, []),
        "recent_invoices": [
            _invoice_json(document, today) for document in customer_totals.list_recent(team, customer.id)
        ],
        "recent_payments": [
            _payment_json(payment, document)
            for payment, document in customer_totals.list_recent_payments(team, customer.id)
        ],
    }
    return etag.tagged(jsonify(customer=shown), customer)


def _invoice_json(document: Document, today: Any) -> dict[str, Any]:
    return {
        "id": document.id,
        "number": document.number,
        "title": document.title,
        "status": printed_status(document.type, document.status, document.due_at, today),
        "issued_at": document.issued_at.isoformat(),
        "due_at": document.due_at.isoformat(),
        "currency": document.currency,
        "total": money.format_minor(document.total_minor, document.currency),
        "amount_due": money.format_minor(amount_due(document), document.currency),
    }


def _payment_json(payment: Payment, document: Document) -> dict[str, Any]:
    return {
        "id": payment.id,
        "invoice_id": document.id,
        "invoice_number": document.number,
        "amount": money.format_minor(payment.amount_minor, document.currency),
        "currency": document.currency,
        "paid_at": payment.paid_at.isoformat(),
        "method": payment.method,
        "reference": payment.reference,
    }
