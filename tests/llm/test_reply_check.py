"""What a lying or sloppy server sends in the places of text, counts and model."""

from typing import Any

import pytest

from tests.llm.conftest import CANARY, Asker
from tests.wire.scenarios import GOOD
from tests.wire.server import VendorServer


def _answer(**changes: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": changes.get("content", GOOD), "refusal": None}
    counts = {"prompt_tokens": 700, "completion_tokens": 200, "total_tokens": 900}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": changes.get("model", "gpt-served"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": counts | changes.get("usage", {}),
    }


@pytest.mark.parametrize(
    "model", [CANARY, f"models/{CANARY}", "x" * 3_000_000, 7, None, "gpt\x00", "gpt\ud800", "<b>", ["gpt"]]
)
def test_a_model_that_is_none_is_not_told_on(model: Any, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.answer_verbatim(_answer(model=model))
    assert ask_vendor("gpt-41-mini").model == "gpt-4.1-mini"


@pytest.mark.parametrize("count", [-1_000_000, 12.5, 10**30, None, [1]])
def test_a_count_that_is_none_is_not_counted(count: Any, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.answer_verbatim(_answer(usage={"prompt_tokens": count}))
    answer = ask_vendor("gpt-41-mini")
    assert (answer.input_tokens, answer.output_tokens, answer.cost_usd) == (None, 200, None)


@pytest.mark.parametrize("content", [5, [{"type": "text", "text": GOOD}], {"text": GOOD}, True])
def test_text_that_is_none_is_repaired(content: Any, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.answer_verbatim(_answer(content=content))
    vendor.play("good")
    assert ask_vendor("gpt-41-mini").attempts == 2
