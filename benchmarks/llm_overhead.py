"""What Saybill adds to a call of a model that answers at once, beside the bare exchange and the vendor's own SDK.

The same bytes go to the same stand-in four ways, in shuffled rounds, so that whatever else the machine does meets all
of them alike. Goals: `ask` at most twice the SDK; the whole POST /invoices, stored, at most 25 ms over the bare one.
"""

import random
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import httpx2
from _percentile import percentile
from _processes import Service, running_service, running_stand_in
from google import genai
from google.genai.types import GenerateContentConfig, HttpOptions
from openai import OpenAI

from app.core import log
from app.core.security import Secret
from app.llm.ask import ask
from app.llm.models import find_model
from app.llm.settings import LLMSettings
from tests.wire.server import VendorServer
from tests.wire.vendors import Recorded

ROUNDS = 200
WARM_UP = 10
KEY = "sk-benchmark"
WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax."
PROVIDERS = {"openai": "gpt-41-mini", "google": "gemini-25-flash"}
Way = Callable[[], object]


def main() -> None:
    log.configure("WARNING")  # As structlog comes, each `ask` here would print a coloured line.
    with running_stand_in() as stand_in, running_service(stand_in) as service, httpx2.Client() as client:
        ways: dict[tuple[str, str], Way] = {}
        for vendor in PROVIDERS:
            for name, way in _ways(vendor, stand_in, service, client).items():
                ways[vendor, name] = way
        durations = _measure(ways)
    print(f"{ROUNDS} calls each, in ms      median      p95")
    for (vendor, name), taken in durations.items():
        print(f"  {vendor:7} {name:16} {median(taken):9.2f} {percentile(taken, 95):9.2f}")
    for vendor in PROVIDERS:
        _print_goals(vendor, {name: median(taken) for (whose, name), taken in durations.items() if whose == vendor})


def _ways(vendor: str, stand_in: str, service: Service, client: httpx2.Client) -> dict[str, Way]:
    request = _recorded(vendor)
    sdk = {"openai": _openai_way, "google": _google_way}[vendor]
    body = {"prompt": WORDS, "llm_provider": PROVIDERS[vendor], "llm_api_key": KEY}
    headers = {"Authorization": f"Bearer {service.token}"}
    return {
        "bare exchange": lambda: client.post(stand_in + request.path, json=request.body).raise_for_status(),
        "SDK": sdk(stand_in, client, request.body),
        "ask": lambda: _ask(vendor, stand_in),
        "POST /invoices": lambda: client.post(
            f"{service.address}/api/v1/invoices", json=body, headers=headers
        ).raise_for_status(),
    }


def _recorded(vendor: str) -> Recorded:
    """The request that `ask` sends, so that the other ways send the same."""
    with VendorServer() as server:
        _ask(vendor, server.base_url)
        return server.requests[0]


def _ask(vendor: str, stand_in: str) -> object:
    settings = LLMSettings(base_urls={"openai": f"{stand_in}/v1", "google": stand_in})
    return ask(find_model(PROVIDERS[vendor]), WORDS, api_key=Secret(KEY), today=date(2026, 1, 15), settings=settings)


def _openai_way(stand_in: str, client: httpx2.Client, body: dict[str, Any]) -> Way:
    sdk = OpenAI(api_key=KEY, base_url=f"{stand_in}/v1", http_client=client, max_retries=0)
    return lambda: sdk.chat.completions.create(**body)


def _google_way(stand_in: str, client: httpx2.Client, body: dict[str, Any]) -> Way:
    sdk = genai.Client(api_key=KEY, http_options=HttpOptions(base_url=stand_in, httpx_client=client))
    asked = body["generationConfig"]
    config = GenerateContentConfig(
        system_instruction=body["systemInstruction"]["parts"][0]["text"],
        response_mime_type=asked["responseMimeType"],
        response_json_schema=asked["responseJsonSchema"],
        max_output_tokens=asked["maxOutputTokens"],
    )
    model = find_model(PROVIDERS["google"]).upstream_id
    return lambda: sdk.models.generate_content(model=model, contents=body["contents"], config=config)


def _measure(ways: dict[tuple[str, str], Way]) -> dict[tuple[str, str], list[float]]:
    durations: dict[tuple[str, str], list[float]] = {key: [] for key in ways}
    for number in range(WARM_UP + ROUNDS):
        for key in random.sample(list(ways), len(ways)):
            started = time.perf_counter()
            ways[key]()
            if number >= WARM_UP:
                durations[key].append((time.perf_counter() - started) * 1000)
    return durations


def _print_goals(vendor: str, medians: dict[str, float]) -> None:
    ratio = medians["ask"] / medians["SDK"]
    over = medians["POST /invoices"] - medians["bare exchange"]
    print(f"{vendor}: ask is {ratio:.2f} × the SDK (goal 2); POST /invoices is {over:.1f} ms over bare (goal 25)")


if __name__ == "__main__":
    main()
