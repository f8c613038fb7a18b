"""Exports over HTTP."""

from typing import Any

from flask import Response, current_app, stream_with_context

from app.accounts.api import current_team
from app.accounts.service import copy_of
from app.core import clock
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.exports import accounting
from app.exports.accounting import Period
from app.exports.schemas import AccountingQuery
from app.rendering.kept import KeptPdfs

accounting_exports = ApiBlueprint("accounting_exports", "/exports", tag="Exports")
_ZIP: Any = {
    200: {
        "description": "The file",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@accounting_exports.get("/accounting")
@needs("documents:read")
@accounting_exports.input(AccountingQuery, location="query", arg_name="query")
@accounting_exports.doc(responses=_ZIP)
def export_accounting(query: dict[str, Any]) -> Response:
    """A period for the bookkeeper as one zip file, made while it is sent.

    In it are all documents, of every type, that were issued from the one day to the other: void ones and those that
    were deleted since too, so that no number is missing; drafts are not. `documents.csv`, `lines.csv` and `taxes.csv`
    tell what they say, `documents.json` the same as the API shows it, `pdf/` has each as it is printed. `payments.csv`
    has the payments that came in these days, whenever their invoice was issued. A document that could not be drawn
    is named in `errors.txt`, and its column `pdf` is blank.

    The tables are UTF-8 with a byte order mark; a text that begins like a formula gets an apostrophe before it. With
    PDFs at most 1,000 documents go into one file (400 says so); without them, any number.
    """
    team, period = copy_of(current_team()), Period(query["first"], query["last"])
    kept = None
    if query["pdfs"]:
        accounting.check_size(team, period)
        kept = KeptPdfs(current_app.extensions["saybill.settings"].pdf_folder)
    portions = accounting.portions(team, period, kept, clock.today(team.time_zone), clock.now())
    response = Response(stream_with_context(portions), content_type="application/zip")
    name = f"accounting-{period.first}-{period.last}.zip"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
