"""What the team used, over HTTP."""

from decimal import Decimal
from typing import Any

from flask import current_app
from marshmallow import Schema, fields, validate

from app.accounts.api import current_team
from app.core import money
from app.core.fields import OutSchema
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.usage import service
from app.usage.tally import Tally

usage = ApiBlueprint("usage", "/usage", tag="Usage")


class UsageQuery(Schema):
    month = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^\d{4}-(0[1-9]|1[0-2])$", error='Must be a month such as "2026-11".'),
        metadata={"description": "Default: this month."},
    )


class LLMUsageOut(OutSchema):
    calls = fields.Integer(metadata={"description": "Attempts, repairs included."})
    input_tokens = fields.Integer()
    output_tokens = fields.Integer()
    cost_usd = fields.String(metadata={"description": "Of the models whose price is known."})


class UsageOut(OutSchema):
    month = fields.String()
    documents = fields.Integer(metadata={"description": "Documents that were made."})
    api_calls = fields.Integer()
    llm = fields.Nested(LLMUsageOut)


class UsageEnvelope(OutSchema):
    usage = fields.Nested(UsageOut)


@usage.get("")
@needs("usage:read")
@usage.input(UsageQuery, location="query", arg_name="query")
@usage.output(UsageEnvelope)
def get_usage(query: dict[str, Any]) -> dict[str, Any]:
    """What the team used in a month: documents, API calls, and calls, tokens and cost of language models."""
    team = current_team()
    month = service.get_month(team, query["month"])
    tally: Tally = current_app.extensions["saybill.tally"]
    waiting = tally.waiting(team.id) if month.month == service.meter(team).month else 0
    cost_usd = money.format_decimal(Decimal(month.cost_nano_usd).scaleb(-9))
    tokens = {"input_tokens": month.input_tokens, "output_tokens": month.output_tokens}
    llm = {"calls": month.llm_calls, **tokens, "cost_usd": cost_usd}
    counts = {"documents": month.documents, "api_calls": month.api_calls + waiting}
    return {"usage": {"month": month.month, **counts, "llm": llm}}
