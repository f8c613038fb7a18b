"""What a provider is: the one method an adapter implements, and the plain values that go in and come out."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from app.core.registry import Registry
from app.core.security import Secret

OutputMode = Literal["json_schema", "json_object"]
Ended = Literal["complete", "refused", "truncated"]
MaxTokensField = Literal["max_completion_tokens", "max_tokens"]


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens, hidden reasoning being output; for prompts as short as ours."""

    input: Decimal
    output: Decimal
    since: date = date.min


@dataclass(frozen=True)
class Model:
    """One model of one provider, as `models.toml` describes it (or as conservative defaults for an id it lacks)."""

    provider: str
    """Name in `PROVIDERS`: "openai"."""
    upstream_id: str
    """What the vendor calls it: "gpt-4.1-mini"."""
    value: str
    """What the caller writes as `llm_provider`: "gpt-41-mini", or "openai/gpt-4.1-mini"."""
    title: str
    output_mode: OutputMode = "json_schema"
    max_tokens_field: MaxTokensField = "max_completion_tokens"
    """What OpenAI's models call the limit of an answer. Newer ones refuse the old name, compatible servers the new."""
    context_limit: int | None = None
    """Tokens of a question and its answer together; None where nobody says. The same for `output_limit`."""
    output_limit: int | None = None
    prices: tuple[Price, ...] = ()
    """Oldest first; empty where the price is not known for sure."""
    retires_on: date | None = None
    successor: str | None = None
    """The `value` to use instead once it is gone."""
    effort: str | None = None
    """The least hidden reasoning, in the vendor's word: "none", "minimal", "low". None leaves it to the model."""
    thinking_budget: int | None = None
    """The same in tokens, for the Gemini models that are told so."""
    can_revise: bool = True
    """It can change a draft by words, and not only make one."""

    def price_on(self, day: date) -> Price | None:
        """What its tokens cost on that day, where that is known."""
        return next((price for price in reversed(self.prices) if price.since <= day), None)


@dataclass(frozen=True)
class Turn:
    """One message of the conversation after the instructions."""

    role: Literal["user", "model"]
    text: str


@dataclass(frozen=True)
class Call:
    """One request to one model. `turns` starts with the user's words; a repair adds the answer and our reply."""

    model: Model
    instructions: str
    turns: tuple[Turn, ...]
    schema: dict[str, Any]
    """JSON Schema of the answer, in the strict subset that every vendor takes. Never changed by an adapter."""
    today: date
    """What "today" means in the words."""
    api_key: Secret | None
    timeout_s: float
    """What is left of the deadline for the whole of `ask`."""
    base_url: str | None = None
    """Where the installation reaches this provider, if not at the vendor's own address."""
    max_output_tokens: int = 8000
    defaults: dict[str, str] = field(default_factory=dict)
    """What the team would assume ("currency", "locale", "language"); only a hint for reading the words."""

    @property
    def output_limit(self) -> int:
        """`max_output_tokens`, or the model's own limit where that is less: asking for more is refused."""
        return min(self.max_output_tokens, self.model.output_limit or self.max_output_tokens)


@dataclass(frozen=True)
class Reply:
    """What a model answered, as text that should be one JSON object."""

    text: str
    model: str
    """The model that really answered, in the vendor's words."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    ended: Ended = "complete"
    """Why the model stopped. What a refusal or half an answer cost is billed like any other."""
    issues: tuple[dict[str, str], ...] = ()
    """Doubts the provider itself has about its reading: {"code", "path", "message"}. Language models have none."""


@dataclass(frozen=True)
class Spent:
    """What a conversation with a model took, whether or not an invoice came of it.

    Tokens and cost are those of the answers that came: what a vendor bills for one that never arrived is not known.
    """

    attempts: int
    input_tokens: int | None
    """As billed, all attempts together; None where the provider counts none. The same for `output_tokens`."""
    output_tokens: int | None
    cost_usd: Decimal | None
    """Exact, from those tokens; None where the price or a count is not known."""


class Provider(Protocol):
    """An adapter. Stateless: the key comes with each call and is kept nowhere.

    One that needs a package which a plain installation lacks says so in an attribute `sdk`: "anthropic" is both the
    package and the extra of ours that installs it.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def needs_key(self) -> bool: ...

    def complete(self, call: Call) -> Reply:
        """Ask the model once. Raises only `llm.errors.LLMError`, never with the key or the vendor's text in it."""
        ...


PROVIDERS: Registry[Provider] = Registry("provider")
