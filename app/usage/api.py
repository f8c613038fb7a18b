"""What the team used and may use, over HTTP."""

from decimal import Decimal
from typing import Any

from flask import current_app
from marshmallow import Schema, fields, validate

from app.accounts.api import current_team
from app.accounts.plans import current_plans
from app.core import money
from app.core.fields import OutSchema
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.usage import limits, service
from app.usage.tally import FREE, Tally

usage = ApiBlueprint(FREE, "", tag="Usage")
_UNLIMITED = {"description": "In a month; null is unlimited."}


class UsageQuery(Schema):
    period = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])\Z", error='Must be a month such as "2026-11".'),
        metadata={"description": "A month such as `2026-11`, in the team's time zone. Default: this month."},
    )


class PeriodOut(OutSchema):
    month = fields.String()
    start = fields.Date()
    end = fields.Date(metadata={"description": "Its last day."})


class StandingOut(OutSchema):
    used = fields.Integer()
    limit = fields.Integer(allow_none=True, metadata=_UNLIMITED)
    remaining = fields.Integer(allow_none=True)


class LLMUsageOut(OutSchema):
    input_tokens = fields.Integer()
    output_tokens = fields.Integer()
    cost_usd = fields.String(metadata={"description": "Of the models whose price is known."})


class UsageOut(OutSchema):
    plan = fields.String(metadata={"description": "The team's present plan; `GET /plans` lists all."})
    period = fields.Nested(PeriodOut)
    documents = fields.Nested(StandingOut, metadata={"description": "Documents that were made."})
    api_calls = fields.Nested(StandingOut, metadata={"description": "Requests, but for those refused for a limit."})
    llm_calls = fields.Nested(StandingOut, metadata={"description": "Calls to language models, repairs included."})
    llm = fields.Nested(LLMUsageOut)


class UsageEnvelope(OutSchema):
    usage = fields.Nested(UsageOut)


class PlanOut(OutSchema):
    name = fields.String()
    title = fields.String()
    documents = fields.Integer(allow_none=True, metadata=_UNLIMITED)
    api_calls = fields.Integer(allow_none=True, metadata=_UNLIMITED)
    llm_calls = fields.Integer(allow_none=True, metadata=_UNLIMITED)
    is_current = fields.Boolean(metadata={"description": "The team has this plan."})


class PlanList(OutSchema):
    plans = fields.List(fields.Nested(PlanOut))


@usage.get("/usage")
@needs("usage:read")
@usage.input(UsageQuery, location="query", arg_name="query")
@usage.output(UsageEnvelope)
def get_usage(query: dict[str, Any]) -> dict[str, Any]:
    """What the team used in a month, and what its plan leaves of it.

    What goes beyond the plan is refused with 402 `plan_limit_reached` until the next month; asking here is free.
    """
    team = current_team()
    meter = service.meter(team)
    month = service.get_month(team, query["period"])
    tally: Tally = current_app.extensions["saybill.tally"]
    waiting = tally.waiting(team.id) if month.month == meter.month else 0
    counts = {"documents": month.documents, "llm_calls": month.llm_calls, "api_calls": month.api_calls + waiting}
    start, end = limits.bounds(month.month)
    return {
        "usage": {
            "plan": meter.plan.name,
            "period": {"month": month.month, "start": start, "end": end},
            **{name: limits.standing(meter.plan, name, used) for name, used in counts.items()},
            "llm": {
                "input_tokens": month.input_tokens,
                "output_tokens": month.output_tokens,
                "cost_usd": money.format_decimal(Decimal(month.cost_nano_usd).scaleb(-9)),
            },
        }
    }


@usage.get("/plans")
@needs("usage:read")
@usage.output(PlanList)
def list_plans() -> dict[str, Any]:
    """The plans of this installation, with what a team may use in a month. The operator gives a team its plan."""
    plans = current_plans()
    current = plans.of(current_team())
    return {"plans": [{**vars(plan), "is_current": plan == current} for plan in plans.by_name.values()]}
