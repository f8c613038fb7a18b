"""The way from words to a stored invoice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

import prompts_library
from app.accounts import service as accounts
from app.accounts.models import Team
from app.core import clock, locales, money, text
from app.core.db import glance
from app.core.errors import InvalidInput, NotFound, Unprocessable
from app.core.security import Secret
from app.documents import content, defaults
from app.documents import service as documents
from app.documents.defaults import Fields
from app.documents.kinds import INVOICE, KINDS
from app.documents.models import Document
from app.documents.present import document_json
from app.generation import known
from app.generation.buyers import joined
from app.generation.contradictions import find_contradictions
from app.generation.grounding import find_ungrounded
from app.generation.known import Known
from app.generation.metering import ask_for, spent_on
from app.generation.orders import find_leaks, set_orders_aside, warn_of
from app.generation.questions import Issue, NeedsInput, find_missing, issue, open_questions
from app.llm.ask import Answer, Progress
from app.llm.base import Spent
from app.llm.models import find_model
from app.llm.settings import LLMSettings
from app.prompts import service as prompts
from app.prompts import uses
from app.prompts.variables import fill

MAX_PROMPT = 20_000
MOST_ISSUES = 200


class NothingToInvoice(Unprocessable):
    code = "nothing_to_invoice"
    default_message = (
        "The words name nothing that can be billed. Say what was delivered and what it costs, "
        "for example: 10 hours of consulting at $150/hour for Acme."
    )
    spent: Spent | None = None
    """What it took to find that out."""


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
    on_missing: str = "draft"
    """What to do when only a person can say something: "draft" makes the invoice with issues, "ask" makes none."""
    customer_id: str | None = None
    """Who is billed, whoever the words name."""
    prompt_id: str | None = None
    """The saved prompt that the words come from, in this version: see `from_saved`."""
    prompt_version: int | None = None
    kind: str = INVOICE
    """The type of document to be made."""


@dataclass(frozen=True)
class Reading:
    """The words as they were read: cleaned, on which day, and what the model made of them."""

    words: str
    today: date
    answer: Answer


def from_saved(team: Team, wish: Wish, variables: Mapping[str, str]) -> Wish:
    """The wish with the words of its saved prompt, filled in. NotFound; InvalidInput for variables that do not fit."""
    try:
        saved = prompts.get_prompt(team, wish.prompt_id or "")
    except NotFound:
        message = "There is no prompt under that id."
        raise NotFound(f"prompt_id: {message}", details={"prompt_id": [message]}) from None
    return replace(wish, prompt=fill(saved.text, variables), prompt_version=saved.version)


def create(team: Team, wish: Wish, llm: LLMSettings, progress: Progress | None = None) -> Document:
    """Read the words and store the invoice they describe; with `dry_run` it is made, but not stored.

    Leaves the transaction while the model reads. Raises InvalidInput for words or a provider that cannot be used,
    NothingToInvoice, NeedsInput, llm.errors.LLMError, and what `documents.service` raises.
    """
    # A copy, because touching the team itself would begin the writing transaction before all is checked and reckoned.
    team = accounts.copy_of(team)
    known.check_customer(team, wish.customer_id)
    reading = read(team, wish, llm, **({"progress": progress} if progress else {}))
    fields, facts = compose(team, wish, reading, _look_up(team, wish, reading))
    document = documents.draft(team, fields, today=reading.today, kind=wish.kind, generation=facts)
    questions = open_questions(facts["issues"])
    if wish.on_missing == "ask" and questions:
        raise NeedsInput(details={"questions": questions, "draft": document_json(document, reading.today)})
    if wish.prompt_id:
        document.prompt_id, document.prompt_version = wish.prompt_id, wish.prompt_version
        uses.add_success(wish.prompt_id)
    return document if wish.dry_run else documents.store(team, document, issue=wish.issue)


def check(prompt: str, llm_provider: str, llm: LLMSettings) -> None:
    """InvalidInput for words or a provider that cannot be used, before anything is begun."""
    clean_prompt(prompt)
    find_model(llm_provider, llm)


def read(team: Team, wish: Wish, llm: LLMSettings, **options: Any) -> Reading:
    """Let the model read the words, outside the transaction. `options` are those of `llm.ask.ask`."""
    words = clean_prompt(wish.prompt)
    model = find_model(wish.llm_provider, llm)
    today = wish.reference_date or clock.today(team.time_zone)
    habits = {"currency": wish.currency or team.currency, "locale": team.locale, "language": team.language}
    options |= {"api_key": wish.api_key, "today": today, "defaults": habits, "settings": llm}
    answer = ask_for(team, model, words, prompt_id=wish.prompt_id, **options)
    return Reading(words, today, answer)


def _look_up(team: Team, wish: Wish, reading: Reading) -> Known:
    chosen = {"customer_id": wish.customer_id, "currency": wish.currency, "language": wish.language}
    sells = KINDS[wish.kind].customer_side == "to_details"
    with glance():
        saved = known.look_up(team, reading.words, reading.answer.draft, sells=sells, **chosen)
    if not saved.items:
        refusal = NothingToInvoice()
        refusal.spent = spent_on(reading.answer)
        raise refusal
    return saved


def clean_prompt(prompt: str) -> str:
    """The words without characters that hide or reverse others. InvalidInput when nothing or too much is left."""
    if text.has_lone_surrogate(prompt):
        raise InvalidInput.field("prompt", "Not valid Unicode text (half of a surrogate pair).")
    words = text.clean(prompt).strip()
    if not 1 <= len(words) <= MAX_PROMPT:
        raise InvalidInput.field("prompt", f"Must have 1 to {MAX_PROMPT} characters.")
    return words


def compose(team: Team, wish: Wish, reading: Reading, saved: Known) -> tuple[Fields, dict[str, Any]]:
    """The whole fields of the document, and the facts about their making with all issues."""
    kind = KINDS[wish.kind]
    # A draft has every key; null and [] mean that the words do not say.
    said = {name: value for name, value in reading.answer.draft.items() if value not in (None, [])}
    for name, is_known in (("language", locales.is_language), ("locale", locales.is_locale)):
        if name in said and not is_known(said[name]):  # Some models answer "English" or "United States".
            del said[name]
    overruled = {"currency": wish.currency, "language": wish.language, "template": wish.template}
    said |= {name: value for name, value in overruled.items() if value} | {"items": saved.items}
    if saved.buyer:
        said["to_details"] = joined(said.get("to_details", []), saved.buyer.to_details)
    fields = defaults.complete(said, team, reading.today, kind, saved.buyer)
    assumed = defaults.assumptions(said, fields, team, kind, saved.buyer)
    issues = [*saved.issues, *assumed, *_overpaid(fields), *_doubts(reading, fields)]
    return fields, facts_of(reading.answer, issues[:MOST_ISSUES])


def _overpaid(fields: Fields) -> list[Issue]:
    """A deposit above the total cannot stand; it is left out, and asked about."""
    total = money.from_minor(max(content.compute(fields).total, 0), fields["currency"])
    paid = Decimal(fields["amount_paid"])
    if paid <= total:
        return []
    fields["amount_paid"] = Decimal(0)
    message = f"The words say that {paid} was paid, but the invoice comes to {total}. The payment was left out."
    return [issue("contradiction", "totals.amount_paid", message, question=f"Was {paid} really paid for this invoice?")]


def _doubts(reading: Reading, fields: Fields) -> list[Issue]:
    """All that a careful person would ask about an invoice of these fields, made from these words."""
    words, orders = set_orders_aside(reading.words)
    draft = reading.answer.draft
    totals = content.compute(fields, money.to_minor(Decimal(fields["amount_paid"]), fields["currency"]))
    return [
        *(issue(**cast(Issue, found)) for found in reading.answer.issues),
        *_late(fields),
        *find_missing(words, fields),
        *find_contradictions(words, fields, totals),
        *find_ungrounded(words, draft, reading.today),
        *warn_of(orders),
        *find_leaks(prompts_library.load("system/invoice").text, draft),
    ]


def _late(fields: Fields) -> list[Issue]:
    if fields["due_at"] >= fields["issued_at"]:
        return []
    message = f"It is due on {fields['due_at']}, before it is issued on {fields['issued_at']}."
    return [issue("due_before_issue", "due_at", message, question="When is it due?")]


def facts_of(answer: Answer, issues: list[Issue]) -> dict[str, Any]:
    """What a document keeps about its reading, in JSON values."""
    return {
        "provider": answer.provider,
        "model": answer.model,
        "attempts": answer.attempts,
        "input_tokens": answer.input_tokens,
        "output_tokens": answer.output_tokens,
        "cost_usd": None if answer.cost_usd is None else money.format_decimal(answer.cost_usd),
        "duration_ms": answer.duration_ms,
        "instructions": answer.instructions,
        "issues": issues,
    }
