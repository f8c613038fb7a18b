"""Invoices as a file for bookkeepers."""

from typing import Any

from flask import Response, stream_with_context

from app.accounts.api import current_team
from app.accounts.service import copy_of
from app.core import clock
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.documents.export import csv_lines
from app.documents.kinds import INVOICE
from app.documents.schemas import ExportQuery

invoice_exports = ApiBlueprint("invoice_export", "/invoices/export", tag="Invoices")
_CSV: Any = {200: {"description": "The file", "content": {"text/csv": {"schema": {"type": "string"}}}}}


@invoice_exports.get("")
@needs("invoices:read")
@invoice_exports.input(ExportQuery, location="query", arg_name="query")
@invoice_exports.doc(responses=_CSV)
def export_invoices(query: dict[str, Any]) -> Response:
    """All invoices that pass the filters of the list, newest first, as CSV: one row each, any number of them.

    UTF-8 with a byte order mark, as spreadsheets want it; amounts have a decimal point. A text that begins like a
    formula gets an apostrophe before it. The file is made while it is sent, so an invoice that is changed meanwhile is
    in it as it is when its row is written.
    """
    team = copy_of(current_team())
    lines = csv_lines(team, INVOICE, query, clock.today(team.time_zone))
    response = Response(stream_with_context(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=invoices.csv"
    return response
