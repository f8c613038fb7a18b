"""What a provider is: the one method an adapter implements, and the plain values that go in and come out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from app.core.registry import Registry
from app.core.security import Secret


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
    output_mode: Literal["json_schema", "json_object"] = "json_schema"
    retires_on: date | None = None
    successor: str | None = None
    """The `value` to use instead once it is gone."""
    thinking_budget: int | None = None
    """Hidden reasoning tokens to allow, where a model can be told; None leaves it to the model."""
    can_revise: bool = True
    """It can change a draft by words, and not only make one."""


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


@dataclass(frozen=True)
class Reply:
    """What a model answered, as text that should be one JSON object."""

    text: str
    model: str
    """The model that really answered, in the vendor's words."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    issues: tuple[dict[str, str], ...] = ()
    """Doubts the provider itself has about its reading: {"code", "path", "message"}. Language models have none."""


class Provider(Protocol):
    """An adapter. Stateless: the key comes with each call and is kept nowhere."""

    name: str
    title: str
    needs_key: bool

    def complete(self, call: Call) -> Reply:
        """Ask the model once. Raises only `llm.errors.LLMError`, never with the key or the vendor's text in it."""
        ...


PROVIDERS: Registry[Provider] = Registry("provider")
