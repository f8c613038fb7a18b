"""The table of models and the way through it."""

from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import InvalidInput
from app.llm.base import PROVIDERS
from app.llm.models import MODELS, find_model

INVOBI = {
    "gemini-25-flash": "google/gemini-2.5-flash",
    "gemini-25-flash-lite": "google/gemini-2.5-flash-lite",
    "gemini-25-pro": "google/gemini-2.5-pro",
    "gemini-20-flash": "google/gemini-2.0-flash",
    "gemini-20-flash-lite": "google/gemini-2.0-flash-lite",
    "gpt-4o": "openai/gpt-4o",
    "gpt-4o-mini": "openai/gpt-4o-mini",
    "gpt-4-turbo": "openai/gpt-4-turbo",
    "gpt-41": "openai/gpt-4.1",
    "gpt-41-mini": "openai/gpt-4.1-mini",
}


@pytest.mark.parametrize(("value", "upstream"), INVOBI.items())
def test_each_value_of_invobi_means_its_model(value: str, upstream: str) -> None:
    model = find_model(value)
    assert f"{model.provider}/{model.upstream_id}" == upstream
    assert model.value == value


def test_the_table_holds_invobis_values_and_offline_and_types_its_facts() -> None:
    assert {value for value in MODELS if "/" not in value} == {*INVOBI, "offline"}
    assert all(value == f"{model.provider}/{model.upstream_id}" for value, model in MODELS.items() if "/" in value)
    assert MODELS["gpt-4-turbo"].output_mode == "json_object"
    assert MODELS["gpt-4-turbo"].retires_on == date(2026, 10, 23)
    assert all(model.title for model in MODELS.values())


@pytest.mark.parametrize("provider", ["openai", "google", "anthropic"])
def test_each_vendor_has_todays_models(provider: str) -> None:
    assert len([model for model in MODELS.values() if model.provider == provider]) >= 10


def test_prices_are_decimals_in_the_order_of_their_days() -> None:
    for model in MODELS.values():
        assert [price.since for price in model.prices] == sorted(price.since for price in model.prices)
        assert all(type(price.input) is type(price.output) is Decimal for price in model.prices)


def test_a_price_is_that_of_the_day() -> None:
    model = find_model("google/gemini-4-argon")
    before, after = model.price_on(date(2026, 11, 30)), model.price_on(date(2026, 12, 1))
    assert before
    assert after
    assert (before.input, before.output, after.input, after.output) == (2, 10, 4, 20)
    assert find_model("openai/gpt-9").price_on(date(2026, 12, 1)) is None


@pytest.mark.parametrize("value", [model.successor for model in MODELS.values() if model.successor])
def test_each_successor_can_be_used(value: str) -> None:
    assert find_model(value).successor is None


def test_a_canonical_name_has_the_facts_of_the_table() -> None:
    model = find_model("openai/gpt-4-turbo")
    assert (model.value, model.output_mode) == ("openai/gpt-4-turbo", "json_object")


def test_an_unknown_id_of_a_known_provider_is_passed_through() -> None:
    model = find_model("openai/gpt-9-mini")
    assert (model.provider, model.upstream_id, model.output_mode) == ("openai", "gpt-9-mini", "json_schema")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "gpt-5",
        "openai",
        "openai/",
        "nobody/gpt-5",
        "offline/anything",
        "google/../secrets",
        "google/a..b",
        "google/x#fragment",
        "google/a:countTokens",
        "google/tunedModels/abc",
        "google//evil/x",
        "google/x%2e",
        "google/x?key=1",
        "google/X",
        "google/x\n",
        "google/" + "x" * 81,
        "google/é",
    ],
)
def test_anything_else_is_refused_with_what_is_accepted(value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        find_model(value)
    (message,) = caught.value.details["llm_provider"]
    assert all(name in message for name in [*INVOBI, "offline", "openai/MODEL", "google/MODEL"])


def test_every_model_of_the_table_has_its_provider() -> None:
    assert {model.provider for model in MODELS.values()} <= set(PROVIDERS)
