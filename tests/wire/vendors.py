"""The vendors' wire formats: what a request of each says, and what an answer of each looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.wire.scenarios import INPUT_TOKENS, OUTPUT_TOKENS

# As the columns of the tables in scenarios.py. A compatible server speaks like OpenAI.
VENDORS = ("openai", "google", "anthropic")
Vendor = Literal["openai", "google", "anthropic"]


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def vendor(self) -> Vendor:
        if "generateContent" in self.path:
            return "google"
        return "anthropic" if self.path.endswith("/messages") else "openai"

    @property
    def user_texts(self) -> list[str]:
        if self.vendor == "google":
            return [turn["parts"][0]["text"] for turn in self.body["contents"] if turn["role"] == "user"]
        return [message["content"] for message in self.body["messages"] if message["role"] == "user"]

    @property
    def system_text(self) -> str:
        if self.vendor == "google":
            return str(self.body["systemInstruction"]["parts"][0]["text"])
        return str(self.body["system"] if self.vendor == "anthropic" else self.body["messages"][0]["content"])

    @property
    def schema(self) -> Any:
        """The JSON schema that was sent along, None in JSON mode."""
        if self.vendor == "google":
            return self.body["generationConfig"].get("responseJsonSchema")
        if self.vendor == "anthropic":
            return self.body["output_config"]["format"]["schema"]
        return self.body["response_format"].get("json_schema", {}).get("schema")

    @property
    def key(self) -> str:
        """The key the vendor would see."""
        return self.headers.get("x-goog-api-key") or self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Written:
    """What a model writes and why it stops: `finish` in the words of the three vendors."""

    text: str | None
    finish: tuple[str, str, str] = ("stop", "STOP", "end_turn")
    refusal: str | None = None
    blocked: bool = False


def _openai_body(written: Written) -> dict[str, Any]:
    message = {"role": "assistant", "content": written.text, "refusal": written.refusal}
    total = INPUT_TOKENS + OUTPUT_TOKENS
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": "gpt-served-2026-01-01",
        "choices": [{"index": 0, "message": message, "finish_reason": written.finish[0], "logprobs": None}],
        "usage": {"prompt_tokens": INPUT_TOKENS, "completion_tokens": OUTPUT_TOKENS, "total_tokens": total},
    }


def _gemini_body(written: Written) -> dict[str, Any]:
    parts: dict[str, Any] = {} if written.text is None else {"parts": [{"text": written.text}]}
    counts = {"promptTokenCount": INPUT_TOKENS, "candidatesTokenCount": OUTPUT_TOKENS}
    body: dict[str, Any] = {"modelVersion": "gemini-served-001", "usageMetadata": counts}
    if written.blocked:
        return body | {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
    content = {"role": "model", **parts}
    return body | {"candidates": [{"index": 0, "content": content, "finishReason": written.finish[1]}]}


def _claude_body(written: Written) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-served-20260101",
        "content": [] if written.text is None else [{"type": "text", "text": written.text}],
        "stop_reason": written.finish[2],
        "stop_sequence": None,
        "usage": {"input_tokens": INPUT_TOKENS, "output_tokens": OUTPUT_TOKENS},
    }


BODIES: dict[Vendor, Callable[[Written], dict[str, Any]]] = {
    "openai": _openai_body,
    "google": _gemini_body,
    "anthropic": _claude_body,
}
