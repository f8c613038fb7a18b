"""`saybill …`: the service, a sentence to a PDF, tokens and the database, from a terminal."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, FlaskGroup, with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import OperationalError

from app import create_app, server
from app.accounts import chain, tokens
from app.accounts import service as accounts
from app.core import clock
from app.core.config import Settings, load_settings
from app.core.db import db, transaction
from app.core.errors import SaybillError, SettingsInvalid
from app.core.security import Secret
from app.documents import paper
from app.documents.present import document_json
from app.evaluation import service as evaluation
from app.evaluation.cases import read_cases
from app.evaluation.present import show_failures, show_report
from app.evaluation.report import build_report
from app.generation import service as generation
from app.generation.api import llm_settings
from app.generation.service import Wish
from app.rendering.kept import KeptPdfs
from app.rendering.samples import sample_languages
from app.rendering.sheet import ITEM_COUNTS, draw_sheet, list_samples
from app.rendering.templates import TEMPLATES
from app.rendering.workers import workers

# Results go to stdout, for the next program; everything said to a person goes to stderr.
to_person = Console(stderr=True)


def _quiet_settings() -> Settings:
    """A command at a terminal tells a person less than a service tells its log."""
    settings = load_settings()
    return settings if "SAYBILL_LOG_LEVEL" in os.environ else replace(settings, log_level="WARNING")


def _quiet_app() -> Flask:
    return create_app(_quiet_settings())


@click.group(cls=FlaskGroup, create_app=_quiet_app, add_default_commands=False, add_version_option=False)
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
    if output and not output.parent.is_dir():
        raise click.BadParameter(f"there is no folder {output.parent}", param_hint="--output")
    server.prepare()
    wish = Wish(words, provider, Secret(api_key) if api_key else None, issue=issue)
    with transaction(), to_person.status("Reading the words …"):
        _, team, _ = accounts.ensure_owner()
        document = generation.create(team, wish, llm_settings())
        invoice = document_json(document, clock.today(team.time_zone))
        job = paper.print_job(document)
    if output:
        with to_person.status("Printing …"):
            output.write_bytes(workers().draw(job))
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


@saybill.command("eval", with_appcontext=False)
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", default="offline", show_default=True, help="A value of llm_provider, or provider/model.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Results.")
@click.option("--workers", default=8, show_default=True, type=click.IntRange(1, 64), help="Cases at once.")
@click.option("--api-key", envvar="SAYBILL_LLM_API_KEY", help="Key for the provider; better in SAYBILL_LLM_API_KEY.")
@click.option("--resume", is_flag=True, help="Keep what --out holds; ask only what is missing or was out of reach.")
@click.option("--verbose", is_flag=True, help="Also list every case that is not exact, and why.")
def evaluate(
    cases: Path, provider: str, out: Path, workers: int, api_key: str | None, resume: bool, verbose: bool
) -> None:
    """Measure a provider on CASES, a file of prompts with what their invoices must hold.

    Each prompt goes the whole way to an invoice, on the day the case names, for a new team of an empty database, so
    that nothing is stored and nothing that is stored has a say. The results are written to --out as they come, one JSON
    object a line; then the score is printed.

    \b
    A case is one JSON object a line; prompts_library/evals/README.md tells all its keys:
      {"id": "c1", "lang": "en", "category": "terse", "difficulty": "easy", "today": "2026-03-02",
       "prompt": "2 logos at $300 for Ann Lee", "expect": {"to": ["Ann Lee"], "total": "600"}}
    \b
    For example:
      saybill eval prompts_library/evals/bookkeeping.jsonl --provider gpt-41-mini --out results.jsonl
    """
    reader = evaluation.Reader(provider, Secret(api_key) if api_key else None)
    run = evaluation.Run(read_cases(cases), reader, out, workers, resume)
    with _empty_app() as app, _progress_bar() as bar:
        task = bar.add_task("Reading cases")
        results = evaluation.evaluate(app, run, lambda done, of: bar.update(task, completed=done, total=of))
    report = build_report(run.cases, results)
    console = Console()
    if verbose:
        for line in show_failures(report):
            console.print(line, soft_wrap=True)
    for part in show_report(report):
        console.print(part)


@contextmanager
def _empty_app() -> Iterator[Flask]:
    """The app on a new database that is gone afterwards."""
    with TemporaryDirectory(prefix="saybill-") as folder:
        app = create_app(replace(_quiet_settings(), database_url=f"sqlite:///{folder}/eval.sqlite3", redis_url=None))
        with app.app_context():
            server.prepare()
        yield app
        with app.app_context():
            db.engine.dispose()


@saybill.command("preview-template", with_appcontext=False)
@click.argument("name", type=click.Choice(["all", *TEMPLATES]))
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write it here.")
@click.option("--language", "languages", multiple=True, type=click.Choice(sample_languages()), help="Only this one.")
@click.option("--items", "counts", multiple=True, type=click.IntRange(1, 1000), help="So many items (1, 12, 60).")
def preview_template(name: str, output: Path | None, languages: tuple[str, ...], counts: tuple[int, ...]) -> None:
    """Draw the design NAME, or all, in every language with few and many items, on one picture, and open it."""
    samples = list_samples(
        TEMPLATES if name == "all" else [name], languages or sample_languages(), counts or ITEM_COUNTS
    )
    with _progress_bar() as bar:
        sheet = draw_sheet(bar.track(samples, description="Drawing pages"))
    file = output or Path(gettempdir()) / f"saybill-{name}.png"
    sheet.save(file)
    to_person.print(f"Wrote {file}")
    if output is None and to_person.is_terminal:
        click.launch(str(file))


def _progress_bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=to_person, disable=not to_person.is_terminal, transient=True)


token = AppGroup("token", help="API tokens.")
saybill.add_command(token)


@token.command("create")
@click.option("--name", default="Command line", show_default=True)
@click.option("--permission", "permissions", multiple=True, default=("read", "write"), show_default=True)
@click.option("--expires-in-days", type=click.IntRange(1, 3650))
@click.option("--email", help="Of the user it is for; by default the first owner.")
@click.option("--all-teams", is_flag=True, help="Good for all teams of the user; requests name one in X-Team-Id.")
def create_token(
    name: str, permissions: tuple[str, ...], expires_in_days: int | None, email: str | None, all_teams: bool
) -> None:
    """Make a token for the first owner's team, or for all teams of a user, and print it. It cannot be shown again."""
    if email and not all_teams:
        raise click.BadParameter("a token for another user has to be for --all-teams", param_hint="--email")
    server.prepare()
    with transaction():
        owner, first_team, _ = accounts.ensure_owner()
        if email:
            owner = accounts.get_user_by_email(email)
        team = None if all_teams else first_team
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


pdf = AppGroup("pdf", help="PDFs that are kept once they are drawn.")
saybill.add_command(pdf)


@pdf.command("purge")
@click.option("--unused-days", default=30, show_default=True, type=click.IntRange(0), help="Not fetched for so long.")
def purge_pdfs(unused_days: int) -> None:
    """Delete kept PDFs that nobody has fetched for a while. When they are asked for again, they are drawn again."""
    settings: Settings = current_app.extensions["saybill.settings"]
    count, size = KeptPdfs(settings.pdf_folder).purge(timedelta(days=unused_days))
    to_person.print(f"Deleted {count} PDFs, {size / 1e6:.1f} MB")


audit = AppGroup("audit", help="The audit trail.")
saybill.add_command(audit)


@audit.command("verify")
@click.option("--team", "team_id", help="Id of one team (all teams).")
def verify_audit(team_id: str | None) -> None:
    """Check that the trail is whole and that issued documents are stored as they were issued. Exit code 1 if not."""
    with transaction(writing=False), to_person.status("Reading the trail …"):
        reports = [(team.name, chain.verify(team)) for team in accounts.every_team(team_id)]
    for name, report in reports:
        said = "intact" if report.is_intact else f"{len(report.findings)} findings"
        click.echo(f"{name}: {report.checked} entries, {said}; head {report.head.position}:{report.head.hash}")
        for finding in report.findings:
            where = finding.subject_id or f"entry {finding.position}"
            click.echo(f"  {finding.code}: {where}: {finding.message}")
    if not all(report.is_intact for _, report in reports):
        sys.exit(1)


@saybill.command("add-user")
@click.argument("email")
@click.option("--name", required=True)
@with_appcontext
def add_user(email: str, name: str) -> None:
    """Add a user, who can then accept invitations with a token: saybill token create --email EMAIL --all-teams."""
    server.prepare()
    with transaction():
        user = accounts.create_user(email, name)
        to_person.print(f"Added {user.id}")


@saybill.command("set-plan")
@click.argument("team_id")
@click.argument("plan")
@with_appcontext
def set_plan(team_id: str, plan: str) -> None:
    """Give a team one of the plans that GET /api/v1/plans lists. It holds within some seconds."""
    server.prepare()
    with transaction():
        accounts.set_plan(accounts.get_team(team_id), plan)
    to_person.print(f"{team_id} has the plan {plan}")


def main() -> None:
    """The console script: expected failures end in one line, not in a traceback."""
    try:
        saybill.main()
    except SettingsInvalid as exc:
        sys.exit(f"The settings are not right.\n{exc}")
    except SaybillError as exc:
        sys.exit(f"{exc.message} ({exc.code})")
    except OperationalError:
        sys.exit("The database does not answer. Is it running, and is SAYBILL_DATABASE_URL right?")
