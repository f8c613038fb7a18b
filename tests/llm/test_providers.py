"""What is true of every provider, also of the next one: adding it means adding a recorded conversation here."""

import json
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest

from app.core.errors import SaybillError
from app.core.registry import Registry
from app.llm import providers
from app.llm.base import PROVIDERS
from tests.llm.conftest import Asker
from tests.wire.server import VendorServer

RECORDED = Path(__file__).parent / "recorded"
# A file or folder in providers/, whether its providers are registered or named by an operator.
ADAPTERS = [module.name for module in iter_modules(providers.__path__)]


@pytest.mark.parametrize("name", ADAPTERS)
def test_each_adapter_reads_its_recorded_conversation(name: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    """`recorded/NAME.json`: {"model", "words", "response": body of the vendor or null, "answer": {facts of Answer}}."""
    file = RECORDED / f"{name}.json"
    assert file.exists(), f"provider {name!r} has no recorded conversation in {RECORDED.name}/"
    conversation = json.loads(file.read_text(encoding="utf-8"))
    if conversation["response"]:
        vendor.answer_verbatim(conversation["response"])
    answer = ask_vendor(conversation["model"], conversation["words"])
    assert answer.provider == conversation["answer"].get("provider", name)
    assert {fact: getattr(answer, fact) for fact in conversation["answer"]} == conversation["answer"]
    assert [item["name"].lower() for item in answer.draft["items"]] == ["consulting"]


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_describes_itself(name: str) -> None:
    provider = PROVIDERS[name]
    assert (provider.name, bool(provider.title), type(provider.needs_key)) == (name, True, bool)


def test_all_adapters_but_the_operators_are_registered() -> None:
    assert sorted(PROVIDERS) == sorted(set(ADAPTERS) - {"compatible"})


@pytest.mark.parametrize("name", [name for name in PROVIDERS if PROVIDERS[name].needs_key])
def test_a_provider_whose_sdk_is_missing_says_what_to_install(
    name: str, vendor: VendorServer, ask_vendor: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(PROVIDERS[name]), "sdk", "no_such_sdk", raising=False)
    with pytest.raises(SaybillError) as caught:
        ask_vendor(f"{name}/some-model")
    assert (caught.value.status, caught.value.code) == (400, "llm_provider_not_installed")
    assert f"pip install 'saybill[{name}]'" in caught.value.message
    assert not vendor.requests


def test_looking_at_the_providers_loads_no_sdk() -> None:
    # An SDK costs a second and 45 MB in every process; the app itself is not imported, only the room.
    script = (
        "import sys, types; app = types.ModuleType('app'); app.__path__ = ['app']; sys.modules['app'] = app;"
        "import app.llm.ask; print([name for name in ('openai', 'google.genai') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_providers_cannot_have_one_name() -> None:
    registry: Registry[int] = Registry("provider")
    registry.add("openai", 1)
    with pytest.raises(ValueError, match="registered already"):
        registry.add("openai", 2)
