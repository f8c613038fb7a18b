"""`saybill …`: the service, a sentence to a PDF, tokens and the database, from a terminal."""

import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup, with_appcontext
from rich.console import Console
from rich.table import Table

from app import create_app, server
from app.accounts import service as accounts
from app.accounts import tokens
from app.core import clock
from app.core.config import SettingsInvalid, load_settings
from app.core.db import transaction
from app.core.errors import SaybillError
from app.core.security import Secret
from app.documents import paper
from app.documents.present import document_json
from app.generation import service as generation
from app.generation.api import llm_settings
from app.generation.service import Wish
from app.rendering.pdf import render_pdf
from app.rendering.present import build_view

# Results go to stdout, for the next program; everything said to a person goes to stderr.
to_person = Console(stderr=True)


def _quiet_app() -> Flask:
    """The app for a command at a terminal, which tells a person less than a service tells its log."""
    settings = load_settings()
    return create_app(settings if "SAYBILL_LOG_LEVEL" in os.environ else replace(settings, log_level="WARNING"))


@click.group(cls=FlaskGroup, create_app=_quiet_app, add_version_option=False)
def saybill() -> None:
    """One sentence in, a correct invoice out."""


@saybill.command()
@click.option("--host", envvar="SAYBILL_HOST", help="Address to listen on (127.0.0.1).")
@click.option("--port", envvar="SAYBILL_PORT", type=int, help="Port to listen on (8000).")
def serve(host: str | None, port: int | None) -> None:
    """Bring the database up to date and run the service."""
    server.run(host, port)


@saybill.command()
@click.argument("words")
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write the PDF.")
@click.option("--provider", default="offline", show_default=True, help="A value of llm_provider, or provider/model.")
@click.option("--api-key", envvar="SAYBILL_LLM_API_KEY", help="Key for the provider; better in SAYBILL_LLM_API_KEY.")
@click.option("--issue", is_flag=True, help="Give it its number at once.")
@click.option("--json", "as_json", is_flag=True, help="Print the invoice as JSON.")
@with_appcontext
def generate(words: str, output: Path | None, provider: str, api_key: str | None, issue: bool, as_json: bool) -> None:
    """Make an invoice of WORDS, store it, and print it or write its PDF."""
    server.prepare()
    wish = Wish(words, provider, Secret(api_key) if api_key else None, issue=issue)
    with transaction(), to_person.status("Reading the words …"):
        _, team, _ = accounts.ensure_owner()
        document = generation.create(team, wish, llm_settings())
        invoice = document_json(document, clock.today(team.time_zone))
        view, template = build_view(paper.document_data(document)), document.template
    if output:
        with to_person.status("Printing …"):
            output.write_bytes(render_pdf(view, template))
    if as_json:
        click.echo(json.dumps({"invoice": invoice}, ensure_ascii=False, indent=2))
    else:
        _show(invoice)
    if output:
        to_person.print(f"Wrote {output}")


def _show(invoice: dict[str, Any]) -> None:
    table = Table(title=f"{invoice['title']}  ({invoice['number'] or 'draft'})", title_justify="left", expand=False)
    for heading in ("Item", "Quantity", "Price", "Amount"):
        table.add_column(heading, justify="left" if heading == "Item" else "right")
    for item in invoice["items"]:
        table.add_row(item["name"], item["quantity"], item["unit_price"], item["total"])
    totals = invoice["totals"]
    table.add_section()
    rows = [("Discount", f"-{totals['discount_total']}")] if totals["discount_total"].strip("0.") else []
    rows += [(f"{tax['name']} {tax['percentage']} %", tax["amount"]) for tax in totals["taxes"]]
    for label, amount in [*rows, (f"Total {invoice['currency']}", totals["total"])]:
        table.add_row(label, "", "", amount)
    console = Console()
    console.print(table)
    console.print(f"{invoice['id']}, due {invoice['due_at']}")
    for issue in invoice["generation"]["issues"]:
        console.print(f"  Check: {issue['message']}", markup=False)


token = AppGroup("token", help="API tokens.")
saybill.add_command(token)


@token.command("create")
@click.option("--name", default="Command line", show_default=True)
@click.option("--permission", "permissions", multiple=True, default=("read", "write"), show_default=True)
@click.option("--expires-in-days", type=click.IntRange(1, 3650))
def create_token(name: str, permissions: tuple[str, ...], expires_in_days: int | None) -> None:
    """Make a token for the first owner's team and print it. It cannot be shown again."""
    server.prepare()
    with transaction():
        owner, team, _ = accounts.ensure_owner()
        expires_at = clock.now() + timedelta(days=expires_in_days) if expires_in_days else None
        _, plain = tokens.create(team, owner, name=name, permissions=list(permissions), expires_at=expires_at)
    click.echo(plain)


@token.command("list")
def list_tokens() -> None:
    """Show the tokens, newest first."""
    server.prepare()
    table = Table("Id", "Name", "Ends in", "Permissions", "Last used", "State")
    with transaction():
        _, team, _ = accounts.ensure_owner()
        for row in tokens.list_all(team):
            used = row.last_used_at.isoformat(" ", "minutes") if row.last_used_at else "never"
            table.add_row(row.id, row.name, row.hint, " ".join(row.permissions), used, tokens.state(row))
    Console().print(table)


@token.command("revoke")
@click.argument("token_id")
def revoke_token(token_id: str) -> None:
    """Refuse a token from now on."""
    server.prepare()
    with transaction():
        _, team, _ = accounts.ensure_owner()
        tokens.revoke(team, token_id)
    to_person.print(f"Revoked {token_id}")


def main() -> None:
    """The console script: expected failures end in one line, not in a traceback."""
    try:
        saybill.main()
    except SettingsInvalid as exc:
        sys.exit(f"The settings are not right.\n{exc}")
    except SaybillError as exc:
        sys.exit(f"{exc.message} ({exc.code})")
