"""Starting up: the database brought up to date, the first owner made, gunicorn run."""

import os
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from app import create_app
from app.accounts import service as accounts
from app.accounts import tokens
from app.core.config import Settings
from app.core.db import db, transaction

_FIRST_WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax. Due in 30 days."


def prepare() -> str | None:
    """Bring the database up to date and see that there is an owner. At the very first start, a token for them.

    Needs an app context. Safe to run in several processes at once: they take turns.
    """
    upgrade()
    with transaction():
        owner, team, is_new = accounts.ensure_owner()
        return tokens.create(team, owner, name="First start", permissions=["read", "write"])[1] if is_new else None


def run(host: str | None, port: int | None) -> None:
    """Serve until stopped."""
    for name, value in (("SAYBILL_HOST", host), ("SAYBILL_PORT", port)):
        if value:
            os.environ[name] = str(value)  # The worker processes read their settings themselves.
    app = create_app()
    with app.app_context():
        token = prepare()
        db.engine.dispose()  # A forked worker must not share a connection.
    settings: Settings = app.extensions["saybill.settings"]
    _greet(settings, token)
    _Gunicorn(settings).run()


def _greet(settings: Settings, token: str | None) -> None:
    click.echo(f"Saybill is at {settings.public_url} (API documentation: {settings.public_url}/docs)")
    if token is None:
        click.echo("Make a token with: saybill token create")
        return
    click.echo(f"Your API token, shown this once: {token}\nTry it:\n")
    click.echo(
        f"curl {settings.public_url}/api/v1/invoices -H 'Authorization: Bearer {token}' "
        f"-H 'Content-Type: application/json' \\\n"
        f'  -d \'{{"prompt": "{_FIRST_WORDS}", "llm_provider": "offline"}}\'\n'
    )


def _store_tally(_arbiter: Any, worker: Any) -> None:
    """What a stopping process has counted and not stored yet."""
    app: Flask = worker.wsgi
    with app.app_context():
        app.extensions["saybill.tally"].store()


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """One process with many threads: waiting for a model costs a thread, not a process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.settings.processes,
            "worker_class": "gthread",
            "threads": self.settings.threads,
            "worker_connections": 4 * self.settings.threads,
            "graceful_timeout": 30,
            "loglevel": "warning",
            "proc_name": "saybill",
            "worker_exit": _store_tally,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app()
