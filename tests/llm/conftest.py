"""A vendors' stand-in, and a way to ask it with the real SDKs."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest

from app.core import clock
from app.core.security import Secret
from app.llm.ask import Answer, ask
from app.llm.endpoints import read_endpoints
from app.llm.models import find_model
from app.llm.settings import LLMSettings
from tests.wire.server import VendorServer

CANARY = "sk-canary-7f3a9c"
TODAY = date(2026, 1, 15)
# One for each adapter: OpenAI, Gemini, Anthropic, a compatible server with a key of the caller's.
VENDOR_MODELS = ("gpt-41-mini", "gemini-25-flash", "anthropic/claude-haiku-5-5", "groq/llama-3.3-70b")
Asker = Callable[..., Answer]


@pytest.fixture(scope="session", autouse=True)
def _loaded_sdks() -> None:
    """Loading one takes a second, which would blur the tests of deadlines."""
    for name in ("openai", "openai.resources.chat", "google.genai", "anthropic.resources.messages"):
        import_module(name)


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """On which no model of these tests is near its end, and prices are those of the table's first entries."""
    set_day(monkeypatch, TODAY)


def set_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.fixture
def vendor() -> Iterator[VendorServer]:
    with VendorServer() as server:
        yield server


@pytest.fixture
def ask_vendor(vendor: VendorServer) -> Asker:
    """Asks a model by its name at the stand-in; everything else has a value that a test can replace."""

    def asker(model: str, words: str = "10 hours at $150", **changes: Any) -> Answer:
        settings = vendor_settings(vendor, timeout_s=changes.pop("timeout_s", 10))
        arguments = {"api_key": Secret(CANARY), "today": TODAY, "settings": settings} | changes
        return ask(find_model(model, arguments["settings"]), words, **arguments)

    return asker


def vendor_settings(vendor: VendorServer, **changes: Any) -> LLMSettings:
    return LLMSettings(base_urls=vendor.base_urls, endpoints=read_endpoints(endpoints_at(vendor)), **changes)


def endpoints_at(vendor: VendorServer) -> dict[str, Any]:
    """Two servers of an operator: one that asks for the caller's key, and one that needs none."""
    address = f"{vendor.base_url}/compatible/v1"
    return {
        "groq": {"base_url": address, "needs_key": True},
        "ollama": {"base_url": address, "needs_key": False, "mode": "json_object"},
    }


@pytest.fixture(params=VENDOR_MODELS)
def model(request: pytest.FixtureRequest) -> str:
    """A test with this fixture runs once for each vendor."""
    return str(request.param)
