"""Which models there are: the named ones of `models.toml`, and `provider/model` for every other."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType

from app.core.errors import InvalidInput
from app.llm.base import Model
from app.llm.providers import PROVIDERS

# Gemini puts the id into the URL's path, where "a:countTokens", "x#y" and "../x" would mean something else.
_UPSTREAM_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?", re.ASCII)


def _read_table() -> Mapping[str, Model]:
    table = tomllib.loads(files("app.llm").joinpath("models.toml").read_text(encoding="utf-8"))
    return MappingProxyType({value: Model(value=value, **facts) for value, facts in table.items()})


MODELS: Mapping[str, Model] = _read_table()
"""The models with a name of their own, by that name, in the order in which they are offered."""
_BY_CANONICAL = {f"{model.provider}/{model.upstream_id}": model for model in MODELS.values()}


def find_model(value: str) -> Model:
    """The model a caller means by `llm_provider`: "gpt-41-mini", "openai/gpt-4.1-mini" or "offline".

    An id that the table lacks is passed through with cautious assumptions. A retirement date stops nothing. Raises
    InvalidInput, which names everything that is accepted.
    """
    if value in MODELS:
        return MODELS[value]
    if value in _BY_CANONICAL:
        return replace(_BY_CANONICAL[value], value=value)
    provider, _, upstream_id = value.partition("/")
    if provider in _open_providers() and _UPSTREAM_ID.fullmatch(upstream_id) and ".." not in upstream_id:
        return Model(provider, upstream_id, value, title=value)
    accepted = [*MODELS, *(f"{name}/MODEL" for name in _open_providers())]
    raise InvalidInput.field("llm_provider", f"Not a known model. Use one of: {', '.join(accepted)}.")


def _open_providers() -> list[str]:
    """Those that take any model id; one that needs no key is its own only model."""
    return [name for name in PROVIDERS if PROVIDERS[name].needs_key]
