"""OpenAI, by Chat Completions: every model of the table speaks it, and it stores nothing unless asked to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.llm import errors
from app.llm.base import Call, Reply
from app.llm.classify import Failure, guarded, retry_after
from app.llm.conversation import system_text
from app.llm.http import client_for, timeouts

if TYPE_CHECKING:
    from openai import OpenAI as Client

BASE_URL = "https://api.openai.com/v1"


@dataclass(frozen=True)
class _Completion:
    text: str
    refusal: str | None
    finish_reason: str
    model: str
    input_tokens: int | None
    output_tokens: int | None


class OpenAI:
    name = "openai"
    title = "OpenAI"
    needs_key = True

    def complete(self, call: Call) -> Reply:
        completion = guarded(call.model, lambda: _exchange(call), _failure)
        if completion.refusal or completion.finish_reason == "content_filter":
            raise errors.Refused
        if completion.finish_reason == "length":
            raise errors.OutputTruncated
        return Reply(completion.text, completion.model, completion.input_tokens, completion.output_tokens)


def _exchange(call: Call) -> _Completion:
    messages: Any = list(_messages(call))
    response_format: Any = _response_format(call)
    answer = _client(call).chat.completions.create(
        model=call.model.upstream_id,
        messages=messages,
        response_format=response_format,
        # Never a temperature: newer models refuse it.
        max_completion_tokens=call.max_output_tokens,
        timeout=timeouts(call.timeout_s),
    )
    choice = answer.choices[0] if answer.choices else None
    usage = answer.usage
    return _Completion(
        text=(choice.message.content if choice else None) or "",
        refusal=choice.message.refusal if choice else None,
        finish_reason=choice.finish_reason if choice else "stop",
        model=answer.model or call.model.upstream_id,
        input_tokens=usage.prompt_tokens if usage else None,
        output_tokens=usage.completion_tokens if usage else None,
    )


def _client(call: Call) -> "Client":
    from openai import OpenAI as Client

    assert call.api_key is not None
    base_url = call.base_url or BASE_URL
    return Client(
        api_key=call.api_key.reveal(),
        base_url=base_url,
        http_client=client_for(base_url),
        max_retries=0,
        # Named here as well, because a name in OPENAI_CUSTOM_HEADERS replaces the key given above.
        default_headers={"Authorization": f"Bearer {call.api_key.reveal()}"},
    )


def _messages(call: Call) -> Iterator[dict[str, str]]:
    yield {"role": "system", "content": system_text(call)}
    for turn in call.turns:
        yield {"role": "user" if turn.role == "user" else "assistant", "content": turn.text}


def _response_format(call: Call) -> dict[str, Any]:
    if call.model.output_mode == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "invoice", "strict": True, "schema": call.schema}}


def _failure(exc: Exception) -> Failure | None:
    from openai import APIStatusError

    if not isinstance(exc, APIStatusError):
        return None
    return Failure(exc.status_code, (exc.code, exc.type), retry_after(exc.response.headers.get("retry-after")))


PROVIDER = OpenAI()
