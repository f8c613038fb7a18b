"""Google Gemini, by generateContent with a JSON schema."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.llm.base import Call, Ended, Model, Reply, Turn
from app.llm.classify import Failure, guarded, retry_after
from app.llm.conversation import system_text
from app.llm.http import async_client, client_for, tls_context

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import Candidate, Content, GenerateContentConfig, GenerateContentResponse, ThinkingConfig

BASE_URL = "https://generativelanguage.googleapis.com"
# The SDK's default is "v1", which lacks the newest models' aliases; "v1beta" has everything that "v1" has.
API_VERSION = "v1beta"
_TRUNCATED = frozenset({"MAX_TOKENS", "CONTINUATION"})
_REFUSED = frozenset(
    "SAFETY RECITATION LANGUAGE BLOCKLIST PROHIBITED_CONTENT SPII ESCALATION PUP_LIMITED_DISABLED MODEL_ARMOR".split()
)
# The one thing that Gemini says in prose only: the status is a bare INVALID_ARGUMENT.
_TOO_LONG = re.compile(r"The input token count \(?\d+\)? exceeds the maximum number of tokens allowed")


class Google:
    name = "google"
    title = "Google Gemini"
    needs_key = True

    def complete(self, call: Call) -> Reply:
        return guarded(call.model, lambda: _exchange(call), _failure)


def _exchange(call: Call) -> Reply:
    # The client keeps a name until the answer is read: closing happens when it is collected.
    client = _client(call)
    contents: Any = [_content(turn) for turn in call.turns]
    answer = client.models.generate_content(model=call.model.upstream_id, contents=contents, config=_config(call))
    return _read(answer, call.model.upstream_id)


def _client(call: Call) -> "Client":
    from google.genai import Client
    from google.genai.client import DebugConfig
    from google.genai.types import HttpOptions

    assert call.api_key is not None
    base_url = call.base_url or BASE_URL
    options = HttpOptions(
        base_url=base_url,
        api_version=API_VERSION,
        timeout=max(1, int(call.timeout_s * 1000)),
        httpx_client=client_for(base_url),
        # These two only keep the SDK from loading a CA bundle twice a call.
        httpx_async_client=async_client(),
        async_client_args={"ssl": tls_context()},
    )
    # Everything is said, so that no GOOGLE_… or GEMINI_… variable has a say: with "vertexai" unsaid, one of them moves
    # the call to another host; with "client_mode" unsaid, another makes it a replay of a file.
    debug = DebugConfig(client_mode=None, replays_directory=None, replay_id=None)
    return Client(vertexai=False, api_key=call.api_key.reveal(), http_options=options, debug_config=debug)


def _content(turn: Turn) -> "Content":
    from google.genai.types import Content, Part

    return Content(role=turn.role, parts=[Part(text=turn.text)])


def _config(call: Call) -> "GenerateContentConfig":
    from google.genai.types import AutomaticFunctionCallingConfig, GenerateContentConfig

    return GenerateContentConfig(
        system_instruction=system_text(call),
        response_mime_type="application/json",
        # Not response_schema: the SDK changes that one in place and trips over null.
        response_json_schema=call.schema if call.model.output_mode == "json_schema" else None,
        max_output_tokens=call.output_limit,
        automatic_continuation=False,
        automatic_function_calling=AutomaticFunctionCallingConfig(disable=True),
        thinking_config=_thinking(call.model),
    )


def _thinking(model: Model) -> "ThinkingConfig | None":
    from google.genai.types import ThinkingConfig, ThinkingLevel

    if model.effort:
        return ThinkingConfig(thinking_level=ThinkingLevel(model.effort.upper()))
    return None if model.thinking_budget is None else ThinkingConfig(thinking_budget=model.thinking_budget)


def _read(answer: "GenerateContentResponse", asked_model: str) -> Reply:
    candidate = answer.candidates[0] if answer.candidates else None
    parts = (candidate and candidate.content and candidate.content.parts) or []
    usage = answer.usage_metadata
    thoughts = (usage and usage.thoughts_token_count) or 0
    written = usage.candidates_token_count if usage else None
    return Reply(
        text="".join(part.text for part in parts if part.text and not part.thought),
        model=answer.model_version or asked_model,
        input_tokens=usage.prompt_token_count if usage else None,
        output_tokens=written + thoughts if written is not None else None,
        ended=_ended(answer, candidate),
    )


def _ended(answer: "GenerateContentResponse", candidate: "Candidate | None") -> Ended:
    reason = candidate.finish_reason.name if candidate and candidate.finish_reason else "STOP"
    if reason in _REFUSED or (answer.prompt_feedback and answer.prompt_feedback.block_reason):
        return "refused"
    return "truncated" if reason in _TRUNCATED else "complete"


def _failure(exc: Exception) -> Failure | None:
    from google.genai.errors import APIError

    if not isinstance(exc, APIError):
        return None
    details = [detail for detail in _details(exc.details) if isinstance(detail, dict)]
    return Failure(exc.code, list(_reasons(exc, details)), _retry_after(exc, details))


def _details(body: Any) -> list[Any]:
    error = body.get("error") if isinstance(body, dict) else None
    details = error.get("details") if isinstance(error, dict) else None
    return details if isinstance(details, list) else []


def _reasons(exc: Any, details: list[dict[str, Any]]) -> Iterator[object]:
    for detail in details:
        yield detail.get("reason")
        # A daily quota: "GenerateRequestsPerDayPerProjectPerModel-FreeTier".
        if "PerDay" in str(detail.get("violations")):
            yield "quota_per_day"
    if exc.code == 400 and _TOO_LONG.match(str(exc.message)):
        yield "context_length_exceeded"
    yield exc.status


def _retry_after(exc: Any, details: list[dict[str, Any]]) -> int | None:
    delays = [str(detail["retryDelay"]) for detail in details if "retryDelay" in detail]
    headers = exc.response.headers if exc.response is not None else {}
    return retry_after(headers.get("retry-after") or (delays[0] if delays else None))


PROVIDER = Google()
