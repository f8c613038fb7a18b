"""Changing a draft by words: the model gets the draft and the wish, and returns the whole draft anew."""

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

import prompts_library
from app.accounts.models import Team
from app.core import clock, locales
from app.core.errors import InvalidInput
from app.documents import content, customers, revisions
from app.documents import service as documents
from app.documents.defaults import Fields
from app.documents.kinds import INVOICE
from app.documents.models import Document
from app.documents.present import document_json
from app.documents.revisions import Content, Patch
from app.generation.buyers import match_buyer, said_names
from app.generation.grounding import find_ungrounded
from app.generation.metering import ask_for
from app.generation.orders import find_leaks, set_orders_aside, warn_of
from app.generation.questions import Issue, find_missing, issue
from app.generation.service import NothingToInvoice, Wish, clean_prompt, facts_of
from app.generation.unasked import find_unasked
from app.llm.ask import Answer
from app.llm.base import Model
from app.llm.draft import Draft, DraftSchema
from app.llm.models import find_model
from app.llm.settings import LLMSettings

INSTRUCTIONS = "system/revise"
_DRAFT = DraftSchema()
# No document is without these, so null cannot mean that the wish takes them away.
_NEVER_EMPTY = ("title", "currency", "language", "locale", "issued_at", "due_at")

_NOTHING_CHANGED = issue(
    "nothing_changed", "", "The words change nothing in this invoice. Say which line, date or detail is meant."
)


class CannotRevise(InvalidInput):
    code = "llm_cannot_revise"


@dataclass(frozen=True)
class Revised:
    """What became of a wish: the invoice as it is now, or would be, and how it differs from the one before."""

    invoice: dict[str, Any]
    patch: Patch
    totals_before: dict[str, Any]
    applied: bool
    """It is stored. False for a preview, and when the wish changes nothing."""


def revise(team: Team, document_id: str, wish: Wish, llm: LLMSettings, *, apply: bool) -> Revised:
    """Let a model change a draft as the wish says; without `apply` nothing is stored.

    Leaves the transaction while the model thinks; DocumentChanged when somebody changed the draft meanwhile. Raises
    DocumentLocked or DocumentVoid, InvalidInput for words or a provider that cannot be used, NothingToInvoice when
    nothing billable would be left, llm.errors.LLMError, and what `documents.service` raises.
    """
    document = documents.get_draft(team, INVOICE, document_id)
    model = _find_model(wish.llm_provider, llm)
    words = clean_prompt(wish.prompt)
    today = wish.reference_date or clock.today(team.time_zone)
    seen, old = document.revision, content.read(document)
    answer = ask_for(
        team,
        model,
        f"Invoice:\n{draft_text(old)}\n\nWish:\n{words}",
        api_key=wish.api_key,
        today=today,
        defaults={name: old[name] for name in ("currency", "locale", "language")},
        settings=llm,
        instructions=INSTRUCTIONS,
    )
    if not answer.draft["items"]:
        raise NothingToInvoice("Nothing billable would be left. Say what it should bill, or delete the draft.")
    # Before the document is locked, as merging customers locks them in this order too.
    buyer, found = _find_buyer(team, old, answer.draft)
    document = documents.get_draft(team, INVOICE, document_id, seen=seen, lock=True)
    fields = merge(old, answer.draft) | buyer
    facts = facts_of(answer, [*found, *_doubts(old, words, answer, fields, today)])
    return _compare(team, document, fields, facts, words if apply else None)


def _find_buyer(team: Team, old: Fields, draft: Draft) -> tuple[Fields, list[Issue]]:
    """The `customer_id` of a buyer that the wish has changed, null when nobody known is surely meant, and why."""
    if said_names(old["to_details"]) == said_names(draft["to_details"]):
        return {}, []
    match = match_buyer(team, draft["to_details"])
    is_there = match.customer is not None and customers.is_known(team, match.customer.id)
    return {"customer_id": match.customer.id if match.customer and is_there else None}, match.issues


def _find_model(llm_provider: str, llm: LLMSettings) -> Model:
    model = find_model(llm_provider, llm)
    if not model.can_revise:
        reason = f"{model.title} only reads new invoices. Use a language model, or change the fields by PATCH."
        raise CannotRevise.field("llm_provider", reason)
    return model


def _doubts(old: Fields, words: str, answer: Answer, fields: Fields, today: date) -> list[Issue]:
    """What a careful person would ask about this revision. What the draft said before counts as said."""
    wish, orders = set_orders_aside(words)
    said = "\n".join([*_texts(_DRAFT.dump(old)), wish])
    return [
        *(issue(**cast(Issue, found)) for found in answer.issues),
        *find_missing(said, fields),
        *find_ungrounded(said, answer.draft, today),
        *find_unasked(wish, old, fields),
        *warn_of(orders),
        *find_leaks(prompts_library.load(INSTRUCTIONS).text, answer.draft),
    ]


def _compare(team: Team, document: Document, fields: Fields, facts: dict[str, Any], words: str | None) -> Revised:
    """The locked document with the new fields; stored when `words` are to be kept with it and it makes a difference."""
    today = clock.today(team.time_zone)
    before = document_json(document, today)
    after = document_json(documents.preview(document, fields), today)
    old, new = revisions.editable(before), revisions.editable(after)
    patch = revisions.difference(old, new)
    standing = _standing((document.generation or {}).get("issues", []), old, new)
    known = [(doubt["code"], doubt["path"]) for doubt in standing]
    fresh = [doubt for doubt in facts["issues"] if (doubt["code"], doubt["path"]) not in known]
    generation = facts | {"issues": [*standing, *fresh, *([] if patch else [_NOTHING_CHANGED])]}
    if words is None or not patch:
        return Revised(after | {"generation": generation}, patch, before["totals"], applied=False)
    documents.revise(team, document, fields, generation, words)
    return Revised(document_json(document, today), patch, before["totals"], applied=True)


def draft_text(fields: Fields) -> str:
    """The fields of a document as the draft that a model would return for it, in compact JSON."""
    dumped = _DRAFT.dump(fields)
    if not fields["amount_paid"]:
        dumped["amount_paid"] = None
    return json.dumps(dumped, ensure_ascii=False, separators=(",", ":"))


def _texts(value: Any) -> Iterator[str]:
    """Every text and number in a dumped draft; its keys are not among them, for they say nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def merge(old: Fields, draft: Draft) -> Fields:
    """The whole fields after a revision. What no draft can hold is kept from `old`: template, category, product."""
    fields = old | draft
    fields |= {name: old[name] for name in _NEVER_EMPTY if draft[name] is None}
    for name, is_known in (("language", locales.is_language), ("locale", locales.is_locale)):
        if not is_known(fields[name]):  # Some models answer "English" or "United States".
            fields[name] = old[name]
    fields["amount_paid"] = draft["amount_paid"] or Decimal(0)
    fields["taxes"] = _with_categories(old["taxes"], draft["taxes"])
    partners = _partners(old["items"], draft["items"])
    fields["items"] = [_continued(item, partner) for item, partner in zip(draft["items"], partners, strict=True)]
    return fields


def _partners(old: Sequence[Fields], new: Sequence[Fields]) -> list[Fields | None]:
    """For each new item the old one it continues: of its name; else in its place and at its price, so only renamed."""
    by_name: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, item in enumerate(old):
        by_name[item["name"]].append(index)
    found = [by_name[item["name"]].popleft() if by_name[item["name"]] else None for item in new]
    taken = set(found)
    for index, (item, partner) in enumerate(zip(new, found, strict=True)):
        is_free = partner is None and index < len(old) and index not in taken
        if is_free and old[index]["unit_price"] == item["unit_price"]:
            found[index] = index
    return [None if index is None else old[index] for index in found]


def _continued(item: Fields, partner: Fields | None) -> Fields:
    before = partner or {"product_id": None, "taxes": None}
    taxes = None if item["taxes"] is None else _with_categories(before["taxes"] or [], item["taxes"])
    return item | {"product_id": before["product_id"], "taxes": taxes}


def _with_categories(old: Sequence[Fields], new: Sequence[Fields]) -> list[Fields]:
    """A tax keeps its category with its name, unless it came to zero or from it: those have categories of their own."""
    categories = {(tax["name"], not tax["percentage"]): tax.get("category") for tax in old}
    return [tax | {"category": categories.get((tax["name"], not tax["percentage"]))} for tax in new]


def _standing(doubts: Sequence[Issue], old: Content, new: Content) -> list[Issue]:
    """The doubts of the reading before about what is still as it was: a revision does not settle them by the way."""
    values = [(doubt, _at(old, doubt["path"] or ""), _at(new, doubt["path"] or "")) for doubt in doubts]
    return [doubt for doubt, before, after in values if before is not None and before == after]


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
