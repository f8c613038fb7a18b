"""The way from words to a stored invoice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts.models import Team
from app.core import clock, locales, text
from app.core.db import paused_transaction
from app.core.errors import InvalidInput, Unprocessable
from app.core.security import Secret
from app.documents import defaults
from app.documents import service as documents
from app.documents.models import Document
from app.generation.grounding import find_ungrounded
from app.llm.ask import Answer, ask
from app.llm.models import find_model
from app.llm.settings import LLMSettings

MAX_PROMPT = 20_000


class NothingToInvoice(Unprocessable):
    code = "nothing_to_invoice"
    default_message = (
        "The words name nothing that can be billed. Say what was delivered and what it costs, "
        "for example: 10 hours of consulting at $150/hour for Acme."
    )


@dataclass(frozen=True)
class Wish:
    """What a caller asks for: words, who reads them, and what overrules the words."""

    prompt: str
    llm_provider: str
    api_key: Secret | None = None
    reference_date: date | None = None
    """What "today" means in the words; by default today in the team's time zone."""
    currency: str | None = None
    language: str | None = None
    template: str | None = None
    issue: bool = False
    dry_run: bool = False


def create(team: Team, wish: Wish, llm: LLMSettings) -> Document:
    """Read the words and store the invoice they describe; with `dry_run` it is made, but not stored.

    Leaves the transaction while the model reads. Raises InvalidInput for words or a provider that cannot be used,
    NothingToInvoice, llm.errors.LLMError, and what `documents.service` raises.
    """
    words = clean_prompt(wish.prompt)
    model = find_model(wish.llm_provider)
    today = wish.reference_date or clock.today(team.time_zone)
    habits = {"currency": wish.currency or team.currency, "locale": team.locale, "language": team.language}
    with paused_transaction():
        answer = ask(model, words, api_key=wish.api_key, today=today, defaults=habits, settings=llm)
    if not answer.draft["items"]:
        raise NothingToInvoice()
    return _store(team, wish, words, answer, today)


def clean_prompt(prompt: str) -> str:
    """The words without characters that hide or reverse others. InvalidInput when nothing or too much is left."""
    if text.has_lone_surrogate(prompt):
        raise InvalidInput.field("prompt", "Not valid Unicode text (half of a surrogate pair).")
    words = text.clean(prompt).strip()
    if not 1 <= len(words) <= MAX_PROMPT:
        raise InvalidInput.field("prompt", f"Must have 1 to {MAX_PROMPT} characters.")
    return words


def _store(team: Team, wish: Wish, words: str, answer: Answer, today: date) -> Document:
    # A draft has every key; null and [] mean that the words do not say.
    said = {name: value for name, value in answer.draft.items() if value not in (None, [])}
    for name, is_known in (("language", locales.is_language), ("locale", locales.is_locale)):
        if name in said and not is_known(said[name]):  # Some models answer "English" or "United States".
            del said[name]
    overruled = {"currency": wish.currency, "language": wish.language, "template": wish.template}
    said |= {name: value for name, value in overruled.items() if value}
    fields = defaults.complete(said, team, today)
    issues = [
        *answer.issues,
        *defaults.assumptions(said, fields, team),
        *find_ungrounded(words, answer.draft, today),
    ]
    document = documents.draft(team, fields, today=today, generation=_facts(answer, issues))
    return document if wish.dry_run else documents.store(team, document, issue=wish.issue)


def _facts(answer: Answer, issues: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "provider": answer.provider,
        "model": answer.model,
        "attempts": answer.attempts,
        "input_tokens": answer.input_tokens,
        "output_tokens": answer.output_tokens,
        "duration_ms": answer.duration_ms,
        "issues": issues,
    }
