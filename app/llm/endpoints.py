"""The OpenAI-compatible servers that an operator names in SAYBILL_LLM_ENDPOINTS, checked when the app starts."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core.errors import SettingsInvalid
from app.core.fields import Text
from app.core.validation import flatten
from app.llm.base import PROVIDERS
from app.llm.providers.compatible import Endpoint

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)


class _EndpointSchema(Schema):
    base_url = fields.String(required=True)
    needs_key = fields.Boolean(required=True)
    mode = fields.String(load_default="json_schema", validate=validate.OneOf(["json_schema", "json_object"]))
    max_tokens_field = fields.String(
        load_default="max_tokens", validate=validate.OneOf(["max_tokens", "max_completion_tokens"])
    )
    title = Text(80)

    @validates_schema(skip_on_field_errors=True)
    def _safe_address(self, data: dict[str, Any], **_: Any) -> None:
        if problem := _problem_of(data["base_url"], needs_key=data["needs_key"]):
            raise ValidationError({"base_url": [problem]})


_SCHEMA = _EndpointSchema()


def read_endpoints(setting: Mapping[str, Any]) -> dict[str, Endpoint]:
    """The endpoints of `Settings.llm_endpoints` by name. SettingsInvalid lists everything that is wrong with them."""
    endpoints: dict[str, Endpoint] = {}
    problems: list[str] = []
    for name, facts in setting.items():
        try:
            _check_name(name)
            loaded = _SCHEMA.load(facts)
        except ValidationError as exc:
            problems += [f"{name}: {path}: {' '.join(texts)}" for path, texts in flatten(exc.messages).items()]
        else:
            endpoints[name] = Endpoint(name=name, **{"title": name, **loaded})
    if problems:
        raise SettingsInvalid("\n".join(f"SAYBILL_LLM_ENDPOINTS: {problem}" for problem in problems))
    return endpoints


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValidationError({"name": ["has 1 to 40 characters of a-z, 0-9 and -."]})
    if name in PROVIDERS:
        raise ValidationError({"name": ["is that of a provider which Saybill has. Choose another one."]})


def _problem_of(url: str, *, needs_key: bool) -> str | None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "must be a http:// or https:// address."
    if parts.username or parts.query or parts.fragment:
        return "must hold no name or password, no ? and no #."
    if parts.scheme == "http" and needs_key and not _is_near(parts.hostname):
        return "must be https://, or the keys of callers would travel in the open."
    return None


def _is_near(host: str) -> bool:
    """This machine or its own network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"
