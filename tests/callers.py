"""Who calls the API in the tests: settings of a fresh installation, teams, tokens."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts import service as accounts
from app.accounts import tokens
from app.accounts.models import Membership, Team, User
from app.core import clock
from app.core.config import Settings
from app.core.db import db, transaction
from app.core.ids import new_id

REDIS_URL = os.environ.get("SAYBILL_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def settings(data_dir: Path, **changes: Any) -> Settings:
    """Settings as at a first start in an empty folder."""
    values: dict[str, Any] = {
        "data_dir": data_dir,
        "database_url": f"sqlite:///{data_dir / 'saybill.sqlite3'}",
        "redis_url": None,
        "secret_key": "only for the tests",
        "host": "127.0.0.1",
        "port": 8000,
        "processes": 1,
        "threads": 64,
        "rate_limit": "100/minute",
        "max_body_bytes": 2_000_000,
        "openai_base_url": "http://127.0.0.1:9/v1",
        "gemini_base_url": "http://127.0.0.1:9",
        "anthropic_base_url": "http://127.0.0.1:9",
        "llm_endpoints": {},
        "llm_timeout_s": 5.0,
        "llm_concurrency": 200,
        "public_url": "http://127.0.0.1:8000",
        "trusted_proxies": 0,
        "log_level": "WARNING",
    }
    return Settings(**{**values, **changes})


class Api:
    """A caller of the API with one token."""

    def __init__(self, app: Flask, team_id: str, token: str) -> None:
        self.app = app
        self.team_id = team_id
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}

    def request(self, method: str, path: str, *, headers: dict[str, str] | None = None, **kwargs: Any) -> TestResponse:
        all_headers = {**self.headers, **(headers or {})}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=all_headers, **kwargs)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.request("GET", path, **kwargs)

    def post(self, path: str, json: Any = None, **kwargs: Any) -> TestResponse:
        return (
            self.request("POST", path, json=json, **kwargs)
            if json is not None
            else self.request("POST", path, **kwargs)
        )

    def patch(self, path: str, json: Any, **kwargs: Any) -> TestResponse:
        return self.request("PATCH", path, json=json, **kwargs)

    def put(self, path: str, json: Any, **kwargs: Any) -> TestResponse:
        return self.request("PUT", path, json=json, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> TestResponse:
        return self.request("DELETE", path, **kwargs)

    def invoice(self, **fields: Any) -> dict[str, Any]:
        """A stored draft of one item for 100.00, changed by `fields`."""
        return self.document("invoice", **fields)

    def document(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The same of any type."""
        body = {"type": kind, "items": [{"name": "Design", "quantity": "1", "unit_price": "100"}], **fields}
        answer = self.post("/documents", json=body)
        assert answer.status_code == 201, answer.text
        document: dict[str, Any] = answer.json["document"]  # type: ignore[index]
        return document

    def prompt(self, prompt_text: str = "10 hours at $50 for Acme", **fields: Any) -> dict[str, Any]:
        """A saved prompt."""
        answer = self.post("/prompts", json={"prompt_text": prompt_text, **fields})
        assert answer.status_code == 201, answer.text
        prompt: dict[str, Any] = answer.json["prompt"]  # type: ignore[index]
        return prompt

    def customer(self, **fields: Any) -> dict[str, Any]:
        """A customer that was not there before."""
        answer = self.post("/customers", json=fields)
        assert answer.status_code == 201, answer.text
        customer: dict[str, Any] = answer.json["customer"]  # type: ignore[index]
        return customer

    def product(self, **fields: Any) -> dict[str, Any]:
        """A product at 100, changed by `fields`."""
        answer = self.post("/products", json={"name": "Logo design", "price": "100", **fields})
        assert answer.status_code == 201, answer.text
        product: dict[str, Any] = answer.json["product"]  # type: ignore[index]
        return product


def add_team(app: Flask, *, permissions: tuple[str, ...] = ("read", "write"), **team_settings: Any) -> Api:
    """A new team with an owner, and a caller with a token of it."""
    with app.app_context(), transaction():
        user = User(id=new_id("usr"), email=f"{new_id('mail')}@example.com", name="Robin", created_at=clock.now())
        db.session.add(user)
        team = accounts.create_team(user, **team_settings)
        _, plain = tokens.create(team, user, name="Test", permissions=list(permissions))
        return Api(app, team.id, plain)


def add_token(api: Api, *permissions: str, **changes: Any) -> Api:
    """Another token of the same team."""
    with api.app.app_context(), transaction():
        team = db.session.get_one(Team, api.team_id)
        owner = sa.select(User).join(Membership).where(Membership.team_id == team.id).order_by(Membership.created_at)
        user = db.session.scalars(owner).first()
        assert user
        _, plain = tokens.create(team, user, name="Other", permissions=list(permissions), **changes)
    return Api(api.app, api.team_id, plain)


NewTeam = Callable[..., Api]
