"""Words to a checked draft: call the model, validate, and let it correct itself once."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import prompts_library
from app.core import log
from app.core.errors import InvalidInput
from app.core.security import Secret
from app.core.validation import Problems
from app.llm.base import PROVIDERS, Call, Model, Reply, Turn
from app.llm.draft import Draft, DraftSchema
from app.llm.errors import BadOutput, LLMError, TimedOut
from app.llm.json_schema import strict_schema
from app.llm.parse import DraftInvalid, parse_draft
from app.llm.settings import LLMSettings

MAX_ATTEMPTS = 2
MAX_QUOTED = 20_000
DEFAULT_SETTINGS = LLMSettings()
SCHEMA = strict_schema(DraftSchema())
# Anything else fails inside an SDK, with an exception that quotes it.
_KEY = re.compile(r"[\x21-\x7e]{8,512}")
logger = log.get(__name__)


@dataclass(frozen=True)
class Answer:
    """A checked draft, and what it took to get it."""

    draft: Draft
    provider: str
    model: str
    """The model that answered, in the vendor's words."""
    attempts: int
    input_tokens: int | None
    """Of all attempts together, as billed; None where the provider counts none. The same for `output_tokens`."""
    output_tokens: int | None
    duration_ms: int
    issues: tuple[dict[str, str], ...]
    instructions: str
    """What the model was told, with its version: "invoice@1"."""


class Step(StrEnum):
    """How far an `ask` has come."""

    MODEL_ANSWERED = "model_answered"
    REPAIRING = "repairing"
    VALIDATED = "validated"


Progress = Callable[[Step], None]


def _tell_nobody(_step: Step) -> None:
    pass


def ask(
    model: Model,
    words: str,
    *,
    api_key: Secret | None,
    today: date,
    defaults: Mapping[str, str | None] | None = None,
    settings: LLMSettings = DEFAULT_SETTINGS,
    instructions: str = "system/invoice",
    progress: Progress = _tell_nobody,
) -> Answer:
    """What `model` makes of `words`, as a valid draft; at most one repair turn, and `settings.timeout_s` in all.

    `defaults` are the team's habits ("currency", "language", "locale"): a hint for reading, never a fact to fill in.
    Blocks while the model writes, so never call it inside a transaction. Raises InvalidInput for a missing or malformed
    key, else only LLMError; after the second unusable answer BadOutput with the validator's messages.
    """
    provider = PROVIDERS[model.provider]
    told = prompts_library.load(instructions)
    call = Call(
        model=model,
        instructions=told.text,
        turns=(Turn("user", words),),
        schema=SCHEMA,
        today=today,
        api_key=_checked_key(api_key) if provider.needs_key else None,
        timeout_s=settings.timeout_s,
        base_url=settings.base_urls.get(model.provider),
        defaults={name: value for name, value in (defaults or {}).items() if value},
    )
    with settings.slot():
        return _converse(call, f"{told.name}@{told.version}", progress)


def _checked_key(key: Secret | None) -> Secret:
    if not key:
        raise InvalidInput.field("llm_api_key", "This llm_provider needs your own API key of it.")
    if not _KEY.fullmatch(key.reveal()):
        raise InvalidInput.field("llm_api_key", "Must be 8 to 512 printable ASCII characters without blanks.")
    return key


def _converse(call: Call, told: str, progress: Progress) -> Answer:
    started_at = time.monotonic()
    replies: list[Reply] = []
    while True:
        left_s = call.timeout_s - (time.monotonic() - started_at)
        if left_s <= 0:
            raise TimedOut
        replies.append(_complete(replace(call, timeout_s=left_s), attempt=len(replies) + 1))
        progress(Step.MODEL_ANSWERED)
        try:
            draft = parse_draft(replies[-1].text)
        except DraftInvalid as exc:
            problems = exc.problems
        else:
            progress(Step.VALIDATED)
            return _answer(draft, call.model, replies, time.monotonic() - started_at, told)
        if len(replies) == MAX_ATTEMPTS:
            raise BadOutput(details=problems)
        progress(Step.REPAIRING)
        call = replace(call, turns=(*call.turns, *_repair(replies[-1].text, problems)))


def _complete(call: Call, attempt: int) -> Reply:
    """One exchange, with one line in the log about it; neither words nor key are ever in that line."""
    started_at, outcome = time.monotonic(), "ok"
    try:
        return PROVIDERS[call.model.provider].complete(call)
    except LLMError as exc:
        outcome = exc.code
        raise
    finally:
        duration_ms = round((time.monotonic() - started_at) * 1000)
        facts = {"provider": call.model.provider, "model": call.model.upstream_id, "attempt": attempt}
        logger.info("llm_call", outcome=outcome, duration_ms=duration_ms, **facts)


def _repair(answer: str, problems: Problems) -> tuple[Turn, Turn]:
    complaint = json.dumps(problems, ensure_ascii=False)
    request = f"That answer is not valid: {complaint}\nSend the whole corrected JSON object and nothing else."
    # An empty turn is refused by vendors.
    return Turn("model", answer[:MAX_QUOTED].strip() or "{}"), Turn("user", request)


def _answer(draft: Draft, model: Model, replies: list[Reply], duration_s: float, told: str) -> Answer:
    return Answer(
        draft=draft,
        provider=model.provider,
        model=replies[-1].model,
        attempts=len(replies),
        input_tokens=_total([reply.input_tokens for reply in replies]),
        output_tokens=_total([reply.output_tokens for reply in replies]),
        duration_ms=round(duration_s * 1000),
        issues=replies[-1].issues,
        instructions=told,
    )


def _total(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
