"""Starting up: the database brought up to date, the first owner made, gunicorn run."""

import gc
import os
import socket
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from app import create_app
from app.accounts import service as accounts
from app.accounts import tokens
from app.core.config import Settings
from app.core.db import db, transaction
from app.core.errors import SettingsInvalid

_FIRST_WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax. Due in 30 days."


def prepare() -> bool:
    """Bring the database up to date and see that there is an owner; true when one was made, at the very first start.

    Needs an app context. Safe to run in several processes at once: they take turns.
    """
    upgrade()
    with transaction():
        _, _, is_new = accounts.ensure_owner()
    return is_new


def run(host: str | None, port: int | None) -> None:
    """Serve until stopped. SettingsInvalid when the address cannot be listened on."""
    for name, value in (("SAYBILL_HOST", host), ("SAYBILL_PORT", port)):
        if value is not None:
            os.environ[name] = str(value)  # The worker processes read their settings themselves.
    app = create_app()
    settings: Settings = app.extensions["saybill.settings"]
    _check_address(settings)
    with app.app_context():
        token = _first_token() if prepare() else None
        db.engine.dispose()  # A forked worker must not share a connection.
    _greet(settings, token)
    _Gunicorn(settings).run()


def _first_token() -> str:
    with transaction():
        owner, team, _ = accounts.ensure_owner()
        return tokens.create(team, owner, name="First start", permissions=["read", "write"])[1]


def _check_address(settings: Settings) -> None:
    """Before anything is made or printed: a token that is shown once must not be lost to a port that is taken."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as exc:
        raise SettingsInvalid(f"SAYBILL_HOST, SAYBILL_PORT: cannot listen on {settings.address}: {exc}") from None


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


class _Log(Logger):  # type: ignore[misc]
    """Gunicorn's own messages, in the same shape and place as all others."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """One process with many threads: waiting for a model costs a thread, not a process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self.settings.address,
            "workers": self.settings.processes,
            "worker_class": "gthread",
            "threads": self.settings.threads,
            "worker_connections": 4 * self.settings.threads,
            "graceful_timeout": int(self.settings.llm_timeout_s) + 15,  # A paid answer on its way is worth waiting for.
            "loglevel": "warning",
            "logger_class": _Log,
            "proc_name": "saybill",
            "worker_exit": _store_tally,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app()
        settle_memory()
        return app


def settle_memory() -> None:
    """What start-up made stays for ever, so no collection needs to walk it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
