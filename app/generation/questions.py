"""Issues, and those among them that only a person can settle: the ones that carry a question."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from app.core.errors import Unprocessable
from app.documents.defaults import Fields
from app.generation.spoken_numbers import read_numbers

Issue = dict[str, Any]
"""{"code", "path", "message", "question"}, the question being None where a look is enough; and "candidates", those that
it may be about, as {"id", "name"}, where it is about something that the team has saved."""
_FREE = re.compile(
    r"\b(?:free|gratis|complimentary|waived?|included|no charge|not charged?|without charge|at no cost|on the house"
    r"|kostenlos|kostenfrei|umsonst|inklusive|inbegriffen|ohne berechnung|gratuit\w*|offerte?s?|inclus\w*|gratuit[oa]s?"
    r"|inclu[ií]d[oa]s?|omaggio|incluso|inbegrepen|geschenk|gift|regalo|cadeau)\b",
    re.IGNORECASE,
)


class NeedsInput(Unprocessable):
    """`details`: "questions", the issues that carry one, and "draft", the invoice as far as it is known."""

    code = "needs_input"
    default_message = (
        "The words leave something open that only a person can say. Answer details.questions in the words and send "
        "them again. Nothing was stored."
    )


def issue(
    code: str,
    path: str,
    message: str,
    *,
    question: str | None = None,
    candidates: Sequence[tuple[str, str]] | None = None,
) -> Issue:
    """One issue. With a question it stops an invoice that was wished for with `on_missing: ask`.

    `candidates`: ids and names.
    """
    found: Issue = {"code": code, "path": path, "message": message, "question": question}
    if candidates is not None:
        found["candidates"] = [{"id": each, "name": name} for each, name in candidates]
    return found


def open_questions(issues: Sequence[Issue]) -> list[Issue]:
    """The issues that a person has to settle."""
    return [each for each in issues if each["question"]]


def find_missing(words: str, fields: Fields) -> Iterator[Issue]:
    """What an invoice needs and neither the words nor the team's settings say: a buyer, a seller, a price."""
    if not fields["to_details"]:
        yield issue("missing_buyer", "to_details", "The words do not say who is billed.", question="Who is billed?")
    if not fields["from_details"]:
        message = "The words do not say who sends the invoice, and the team has no details of its own."
        yield issue("missing_seller", "from_details", message, question="Who sends the invoice?")
    if may_be_free(words, fields["language"]):
        return
    for index, item in enumerate(fields["items"]):
        if not item["unit_price"]:
            message = f"The words name no price for {item['name']!r}, and nothing says that it is free."
            yield issue(
                "missing_price", f"items.{index}.unit_price", message, question=f"What does {item['name']} cost?"
            )


def may_be_free(words: str, language: str | None) -> bool:
    """The words speak of something that costs nothing, so that a missing price is none that was forgotten."""
    return bool(_FREE.search(words)) or Decimal(0) in read_numbers(words, language)
