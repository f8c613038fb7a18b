"""Plans: what a team may use in a month, as a table that the operator can replace. Room `usage` holds teams to it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app
from marshmallow import Schema, ValidationError, fields, validate

from app.accounts.models import Team
from app.core.config import Settings
from app.core.errors import SettingsInvalid
from app.core.validation import flatten

_EXTENSION = "saybill.plans"
MAX_LIMIT = 10**15


@dataclass(frozen=True)
class Plan:
    """The limits of a month; None is unlimited."""

    name: str
    title: str
    documents: int | None = None
    llm_calls: int | None = None
    api_calls: int | None = None


@dataclass(frozen=True)
class Plans:
    """All plans by name, in the order of the table, and the one of a team that was given none."""

    by_name: Mapping[str, Plan]
    default: Plan

    def of(self, team: Team) -> Plan:
        """The team's plan; the default also where its plan is no longer in the table."""
        return self.by_name.get(team.plan or "", self.default)


class _PlanFacts(Schema):
    title = fields.String(required=True, validate=validate.Length(1, 60))
    documents = fields.Integer(strict=True, validate=validate.Range(0, MAX_LIMIT))
    llm_calls = fields.Integer(strict=True, validate=validate.Range(0, MAX_LIMIT))
    api_calls = fields.Integer(strict=True, validate=validate.Range(0, MAX_LIMIT))


class _PlansFile(Schema):
    default = fields.String(required=True)
    plans = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[a-z0-9_-]{1,40}\Z")),
        values=fields.Nested(_PlanFacts),
        required=True,
    )


def init_plans(app: Flask, settings: Settings) -> None:
    app.extensions[_EXTENSION] = read_plans(settings.plans_file)


def current_plans() -> Plans:
    """The plans of this installation."""
    plans: Plans = current_app.extensions[_EXTENSION]
    return plans


def read_plans(file: Path | None) -> Plans:
    """The plans of an operator's file, else those that come with Saybill. SettingsInvalid says what is wrong."""
    try:
        text = file.read_text("utf-8") if file else files("app.accounts").joinpath("plans.toml").read_text("utf-8")
        table: Any = _PlansFile().load(tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsInvalid(f"SAYBILL_PLANS_FILE: {file} cannot be read: {exc}") from None
    except ValidationError as exc:
        problems = "; ".join(f"{where}: {' '.join(what)}" for where, what in flatten(exc.messages).items())
        raise SettingsInvalid(f"SAYBILL_PLANS_FILE: {problems}") from None
    plans = {name: Plan(name, **facts) for name, facts in table["plans"].items()}
    if table["default"] not in plans:
        raise SettingsInvalid(f"SAYBILL_PLANS_FILE: default: there is no plan {table['default']!r}.")
    return Plans(MappingProxyType(plans), plans[table["default"]])
