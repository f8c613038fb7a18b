"""Words to a checked draft: call the model, validate, and let it correct itself once."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

import prompts_library
from app.core import clock, log
from app.core.security import Secret
from app.core.validation import Problems
from app.llm.base import Call, Model, Provider, Reply, Spent, Turn
from app.llm.cost import spent_on
from app.llm.draft import Draft, DraftSchema
from app.llm.errors import BadOutput, KeyUnusable, LLMError, OutputTruncated, Refused, TimedOut
from app.llm.installed import require_sdk
from app.llm.json_schema import strict_schema
from app.llm.parse import DraftInvalid, parse_draft
from app.llm.reply_check import checked
from app.llm.retirement import find_retirement
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
    cost_usd: Decimal | None
    """Exact, from those tokens and the announced price; None where one of them is not known."""
    duration_ms: int
    issues: tuple[dict[str, str], ...]
    """Doubts about the reading, and the end of the model where that is near."""
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
    key, else only LLMError, with what was `spent`; after the second unusable answer BadOutput with the validator's
    messages.
    """
    provider = settings.provider(model.provider)
    require_sdk(provider)
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
        return _Conversation(provider, call, progress).run(f"{told.name}@{told.version}")


def _checked_key(key: Secret | None) -> Secret:
    if not key:
        raise KeyUnusable.field("llm_api_key", "This llm_provider needs your own API key of it.")
    if not _KEY.fullmatch(key.reveal()):
        raise KeyUnusable.field("llm_api_key", "Must be 8 to 512 printable ASCII characters without blanks.")
    return key


class _Conversation:
    """The calls for one draft, and what they took."""

    def __init__(self, provider: Provider, call: Call, progress: Progress) -> None:
        self.provider = provider
        self.call = call
        self.progress = progress
        self.replies: list[Reply] = []
        self.attempts = 0
        self.started_at = time.monotonic()

    def run(self, told: str) -> Answer:
        try:
            draft = self._draft()
        except LLMError as exc:
            exc.spent = self._spent() if self.attempts else None
            raise
        return self._answer(draft, told)

    def _draft(self) -> Draft:
        while True:
            text = self._next_text()
            self.progress(Step.MODEL_ANSWERED)
            try:
                draft = parse_draft(text)
            except DraftInvalid as exc:
                problems = exc.problems
            else:
                self.progress(Step.VALIDATED)
                return draft
            if self.attempts == MAX_ATTEMPTS:
                raise BadOutput(details=problems)
            self.progress(Step.REPAIRING)
            self.call = replace(self.call, turns=(*self.call.turns, *_repair(text, problems)))

    def _next_text(self) -> str:
        """What the model writes next; one line in the log about it, in which neither words nor key ever are."""
        left_s = self.call.timeout_s - (time.monotonic() - self.started_at)
        if left_s <= 0:
            raise TimedOut
        self.attempts += 1
        began_at, outcome = time.monotonic(), "ok"
        try:
            self.replies.append(checked(self.provider.complete(replace(self.call, timeout_s=left_s)), self.call))
            return _whole_text(self.replies[-1])
        except LLMError as exc:
            outcome = exc.code
            raise
        finally:
            model = self.call.model
            facts = {"provider": model.provider, "model": model.upstream_id, "attempt": self.attempts}
            logger.info("llm_call", outcome=outcome, duration_ms=_milliseconds_since(began_at), **facts)

    def _spent(self) -> Spent:
        return spent_on(self.call.model, self.replies, clock.today("UTC"), attempts=self.attempts)

    def _answer(self, draft: Draft, told: str) -> Answer:
        retirement = find_retirement(self.call.model, clock.today("UTC"))
        return Answer(
            draft=draft,
            provider=self.call.model.provider,
            model=self.replies[-1].model,
            **vars(self._spent()),
            duration_ms=_milliseconds_since(self.started_at),
            issues=(*self.replies[-1].issues, *([retirement] if retirement else ())),
            instructions=told,
        )


def _whole_text(reply: Reply) -> str:
    if reply.ended == "refused":
        raise Refused
    if reply.ended == "truncated":
        raise OutputTruncated
    return reply.text


def _milliseconds_since(moment: float) -> int:
    return round((time.monotonic() - moment) * 1000)


def _repair(answer: str, problems: Problems) -> tuple[Turn, Turn]:
    complaint = json.dumps(problems, ensure_ascii=False)
    request = f"That answer is not valid: {complaint}\nSend the whole corrected JSON object and nothing else."
    # An empty turn is refused by vendors.
    return Turn("model", answer[:MAX_QUOTED].strip() or "{}"), Turn("user", request)
