"""OpenAI, by Chat Completions: every model of the table speaks it, and it stores nothing unless asked to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.llm.base import Call, Ended, Reply
from app.llm.classify import Failure, guarded, retry_after
from app.llm.conversation import system_text
from app.llm.http import client_for, hush, timeouts

if TYPE_CHECKING:
    from openai import OpenAI as Client

BASE_URL = "https://api.openai.com/v1"


class OpenAI:
    name = "openai"
    title = "OpenAI"
    needs_key = True

    def complete(self, call: Call) -> Reply:
        return guarded(call.model, lambda: _exchange(call), _failure)


def _exchange(call: Call) -> Reply:
    from openai.types.chat import ChatCompletion

    # Not chat.completions.create: its walk through the typed body costs more than all of the sending.
    answer = _client(call).post(
        "/chat/completions",
        cast_to=ChatCompletion,
        body={
            "model": call.model.upstream_id,
            "messages": list(_messages(call)),
            "response_format": _response_format(call),
            **_limits(call),
        },
        options={"timeout": timeouts(call.timeout_s), "headers": _key_headers(call)},
    )
    choice = answer.choices[0] if answer.choices else None
    usage = answer.usage
    return Reply(
        text=(choice.message.content if choice else None) or "",
        model=answer.model or call.model.upstream_id,
        input_tokens=usage.prompt_tokens if usage else None,
        output_tokens=usage.completion_tokens if usage else None,
        ended=_ended(choice) if choice else "complete",
    )


def _ended(choice: Any) -> Ended:
    # Compatible servers leave `refusal` out.
    if getattr(choice.message, "refusal", None) or choice.finish_reason == "content_filter":
        return "refused"
    return "truncated" if choice.finish_reason == "length" else "complete"


def _client(call: Call) -> "Client":
    from openai import OpenAI as Client

    hush("openai")
    base_url = call.base_url or BASE_URL
    # A word in the key's place, or the SDK takes OPENAI_API_KEY; what is sent is said by the headers of the request.
    return Client(api_key="unused", base_url=base_url, http_client=client_for(base_url), max_retries=0)


def _key_headers(call: Call) -> dict[str, Any]:
    """On the request, because there they prevail over OPENAI_CUSTOM_HEADERS in any spelling."""
    from openai import Omit

    key = f"Bearer {call.api_key.reveal()}" if call.api_key else Omit()
    return {"Authorization": key, "X-Goog-Api-Key": Omit()}


def _limits(call: Call) -> dict[str, Any]:
    """What a model is told besides the words. Never a temperature: newer models refuse it."""
    limits: dict[str, Any] = {call.model.max_tokens_field: call.output_limit}
    return limits | ({"reasoning_effort": call.model.effort} if call.model.effort else {})


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
