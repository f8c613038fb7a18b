"""Anthropic Claude, by Messages with a JSON schema for the answer. Its SDK is an extra: `saybill[anthropic]`."""

import re
from typing import TYPE_CHECKING, Any

from app.llm.base import Call, Ended, Reply
from app.llm.classify import Failure, guarded, retry_after
from app.llm.conversation import system_text
from app.llm.http import client_for, hush, timeouts

if TYPE_CHECKING:
    from anthropic import Anthropic as Client
    from anthropic.types import Message, Usage

BASE_URL = "https://api.anthropic.com"
_ENDED: dict[str, Ended] = {
    "refusal": "refused",
    "max_tokens": "truncated",
    "model_context_window_exceeded": "truncated",
}
# Two things that are said in prose only: both are a bare invalid_request_error with status 400.
_IN_PROSE = (
    (re.compile(r"prompt is too long: \d+ tokens > \d+ maximum"), "context_length_exceeded"),
    (re.compile(r"Your credit balance is too low"), "insufficient_quota"),
)


class Anthropic:
    name = "anthropic"
    title = "Anthropic Claude"
    needs_key = True
    sdk = "anthropic"

    def complete(self, call: Call) -> Reply:
        return guarded(call.model, lambda: _exchange(call), _failure)


def _exchange(call: Call) -> Reply:
    messages: Any = [
        {"role": "user" if turn.role == "user" else "assistant", "content": turn.text} for turn in call.turns
    ]
    answer = _client(call).messages.create(
        model=call.model.upstream_id,
        system=system_text(call),
        messages=messages,
        max_tokens=call.output_limit,
        output_config=_output_config(call),
        timeout=timeouts(call.timeout_s),
        extra_headers=_key_headers(call),
    )
    return _read(answer)


def _client(call: Call) -> "Client":
    from anthropic import Anthropic as Client

    hush("anthropic")
    base_url = call.base_url or BASE_URL
    # A word in the key's place, or the SDK looks for one in the environment and in the files of a profile.
    return Client(api_key="unused", base_url=base_url, http_client=client_for(base_url), max_retries=0)


def _key_headers(call: Call) -> dict[str, Any]:
    """On the request, because there they prevail over ANTHROPIC_CUSTOM_HEADERS in any spelling."""
    from anthropic import Omit

    assert call.api_key is not None
    return {"Authorization": f"Bearer {call.api_key.reveal()}", "X-Goog-Api-Key": Omit()}


def _output_config(call: Call) -> Any:
    effort = {"effort": call.model.effort} if call.model.effort else {}
    return {"format": {"type": "json_schema", "schema": call.schema}, **effort}


def _read(answer: "Message") -> Reply:
    return Reply(
        text="".join(block.text for block in answer.content if block.type == "text"),
        model=answer.model,
        input_tokens=_input_tokens(answer.usage),
        output_tokens=answer.usage.output_tokens,
        ended=_ENDED.get(answer.stop_reason or "", "complete"),
    )


def _input_tokens(usage: "Usage") -> int:
    """All that was read. We ask for no cache, but a gateway may."""
    return usage.input_tokens + (usage.cache_creation_input_tokens or 0) + (usage.cache_read_input_tokens or 0)


def _failure(exc: Exception) -> Failure | None:
    from anthropic import APIStatusError

    if not isinstance(exc, APIStatusError):
        return None
    prose = exc.api_message if exc.status_code == 400 and isinstance(exc.api_message, str) else ""
    said = [reason for pattern, reason in _IN_PROSE if pattern.match(prose)]
    return Failure(
        exc.status_code, (*said, exc.error_code, exc.type), retry_after(exc.response.headers.get("retry-after"))
    )


PROVIDER = Anthropic()
