"""The providers and models of this installation, over HTTP. Here, because the room that talks to them knows no web."""

from datetime import date
from typing import Any

from marshmallow import fields

from app.accounts.api import current_team
from app.core import clock
from app.core.fields import ExactDecimal, OutSchema
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.generation.api import llm_settings
from app.llm.base import PROVIDERS, Model, Price, Provider
from app.llm.installed import is_installed
from app.llm.models import MODELS

llm = ApiBlueprint("llm", "/llm", tag="Language models")


class PriceOut(OutSchema):
    since = fields.Date()
    input_price = ExactDecimal(6)
    output_price = ExactDecimal(6)


class ModelOut(OutSchema):
    value = fields.String(metadata={"description": "What to send as `llm_provider`."})
    title = fields.String()
    model = fields.String(metadata={"description": "What the vendor calls it."})
    output_mode = fields.String(metadata={"description": "`json_schema`, or `json_object` where it takes no schema."})
    can_revise = fields.Boolean()
    effort = fields.String(allow_none=True, metadata={"description": "The hidden reasoning it is asked for."})
    thinking_budget = fields.Integer(allow_none=True, metadata={"description": "The same in tokens."})
    context_limit = fields.Integer(allow_none=True, metadata={"description": "Tokens of question and answer together."})
    output_limit = fields.Integer(allow_none=True, metadata={"description": "Tokens of an answer."})
    input_price = ExactDecimal(6, allow_none=True, metadata={"description": "USD per million tokens, where known."})
    output_price = ExactDecimal(6, allow_none=True)
    next_price = fields.Nested(PriceOut, allow_none=True, metadata={"description": "An announced change."})
    retires_on = fields.Date(allow_none=True, metadata={"description": "Announced; it stops no call."})
    successor = fields.String(allow_none=True, metadata={"description": "The `value` to use instead."})


class ProviderOut(OutSchema):
    name = fields.String()
    title = fields.String()
    needs_key = fields.Boolean()
    available = fields.Boolean(metadata={"description": "This installation has what the provider needs."})
    any_model = fields.Boolean(metadata={"description": "It also takes `NAME/MODEL` for models that are not listed."})
    models = fields.List(fields.Nested(ModelOut))


class ProvidersOut(OutSchema):
    providers = fields.List(fields.Nested(ProviderOut))


@llm.get("/providers")
@needs("llm:read")
@llm.output(ProvidersOut)
def list_providers() -> dict[str, Any]:
    """The language models that `llm_provider` can name: limits, prices, announced ends and successors."""
    today = clock.today(current_team().time_zone)
    registered = [_shown(PROVIDERS[name], today) for name in PROVIDERS]
    # Without a list: which models such a server has is known to it alone.
    own = [_shown(endpoint, today) | {"any_model": True} for endpoint in llm_settings().endpoints.values()]
    return {"providers": [*registered, *own]}


def _shown(provider: Provider, today: date) -> dict[str, Any]:
    return {
        "name": provider.name,
        "title": provider.title,
        "needs_key": provider.needs_key,
        "available": is_installed(provider),
        "any_model": provider.needs_key,
        "models": [_model(model, today) for model in MODELS.values() if model.provider == provider.name],
    }


def _model(model: Model, today: date) -> dict[str, Any]:
    price = model.price_on(today)
    coming = next((price for price in model.prices if price.since > today), None)
    return {
        **vars(model),
        "model": model.upstream_id,
        **_priced(price),
        "next_price": {"since": coming.since, **_priced(coming)} if coming else None,
    }


def _priced(price: Price | None) -> dict[str, Any]:
    return {"input_price": price and price.input, "output_price": price and price.output}
