"""Which models there are: those of `models.toml`, and `provider/model` for every other."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from app.core.errors import InvalidInput
from app.llm.base import Model, Price
from app.llm.providers import PROVIDERS
from app.llm.settings import LLMSettings

# Gemini puts the id into the URL's path, where "a:countTokens", "x#y" and "../x" would mean something else.
_UPSTREAM_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?", re.ASCII)
# To an endpoint of the operator's it goes in the body: "meta-llama/Llama-3.3-70B-Instruct", "llama3.1:8b".
_ENDPOINT_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:@+/-]{0,98}[A-Za-z0-9])?", re.ASCII)
_NO_SETTINGS = LLMSettings()


def _read_table() -> Mapping[str, Model]:
    table = tomllib.loads(files("app.llm").joinpath("models.toml").read_text(encoding="utf-8"))
    return MappingProxyType({value: _model(value, facts) for value, facts in table.items()})


def _model(value: str, facts: dict[str, Any]) -> Model:
    if "/" in value:
        facts["provider"], _, facts["upstream_id"] = value.partition("/")
    prices = [
        {"input": Decimal(price.pop("input")), "output": Decimal(price.pop("output"))} | price
        for price in facts.pop("prices", ())
    ]
    return Model(value=value, prices=tuple(Price(**price) for price in prices), **facts)


MODELS: Mapping[str, Model] = _read_table()
"""The models that are known, by what a caller writes, in the order in which they are offered."""
_BY_CANONICAL = {f"{model.provider}/{model.upstream_id}": model for model in MODELS.values()}


def find_model(value: str, settings: LLMSettings = _NO_SETTINGS) -> Model:
    """The model a caller means by `llm_provider`: "gpt-41-mini", "openai/gpt-4.1-mini" or "offline".

    An id that the table lacks is passed through with cautious assumptions; "NAME/id" also reaches an endpoint that the
    operator named. A retirement date stops nothing. Raises InvalidInput, which names everything that is accepted.
    """
    if value in MODELS:
        return MODELS[value]
    if value in _BY_CANONICAL:
        return replace(_BY_CANONICAL[value], value=value)
    provider, _, upstream_id = value.partition("/")
    if endpoint := settings.endpoints.get(provider):
        if _is_safe(_ENDPOINT_ID, upstream_id):
            return endpoint.model(upstream_id)
    elif provider in _open_providers() and _is_safe(_UPSTREAM_ID, upstream_id):
        return Model(provider, upstream_id, value, title=value)
    named = [name for name in MODELS if "/" not in name]
    accepted = [*named, *(f"{name}/MODEL" for name in (*_open_providers(), *settings.endpoints))]
    raise InvalidInput.field("llm_provider", f"Not a known model. Use one of: {', '.join(accepted)}.")


def find_listed(provider: str, upstream_id: str) -> Model | None:
    """The model of the table that this vendor calls so."""
    return _BY_CANONICAL.get(f"{provider}/{upstream_id}")


def _is_safe(pattern: re.Pattern[str], upstream_id: str) -> bool:
    return bool(pattern.fullmatch(upstream_id)) and not any(trick in upstream_id for trick in ("..", "//"))


def _open_providers() -> list[str]:
    """Those that take any model id; one that needs no key is its own only model."""
    return [name for name in PROVIDERS if PROVIDERS[name].needs_key]
