"""Whether a draft says only what the words say: a warning for whatever neither occurs in them nor follows from them.

Models invent, and pasted text can make them swap an account or a price. Nothing is blocked or changed here: a person
reads the warnings beside the invoice. Generous where notations are ambiguous ("3.400" is 3.4 and 3400), because a
warning that is often wrong is soon ignored. Linear in the length of the words.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError

from app.core import money
from app.core.text import fold
from app.generation.questions import Issue, issue
from app.generation.spoken_numbers import read_numbers
from app.llm.draft import Draft

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DIGITS = re.compile(r"\d+", re.ASCII)
# Enough to find an honest value, few enough that "aaaa…" costs nothing.
_MAX_OCCURRENCES = 50
# With more numbers than these, some two of them make nearly any other.
_MAX_FACTORS = 30
# Nothing needs to be said for these: no quantity means one, no tax or a gift means none.
_ALWAYS = frozenset({Decimal(0), Decimal(1)})
_FREE = frozenset({Decimal(0)})
_MONTH_END = frozenset("end ende eom ultimo monatsende fin final fine einde eind".split())
_WEEK = frozenset("week woche wochen semaine semana settimana weekly".split())
_FORTNIGHT = frozenset("fortnight quinzaine quincena quinzena".split())
_MONTH = frozenset("month monat mois mes mese maand monthly".split())


def find_ungrounded(words: str, draft: Draft, today: date) -> list[Issue]:
    """What in the loaded `draft` has no ground in `words`; empty when all has. Each is a question to a person.

    Codes: ungrounded_number, ungrounded_date, ungrounded_party, ungrounded_payment_detail.
    """
    said = _Said(words, draft["language"])
    return [
        *_numbers(said, draft),
        *_references(said, draft),
        *_dates(said, draft, today),
        *_rows(said, draft, "from_details", "party"),
        *_rows(said, draft, "to_details", "party"),
        *_rows(said, draft, "payment_details", "payment_detail"),
    ]


class _Said:
    """The words, prepared for the questions asked of them."""

    def __init__(self, words: str, language: str | None) -> None:
        self.numbers = read_numbers(words, language)
        tokens = _TOKEN.findall(fold(words))
        self.tokens = frozenset(tokens)
        self._text = "".join(tokens)
        self._edges = {0}
        position = 0
        for token in tokens:
            position += len(token)
            self._edges.add(position)
        self.week_days = {number for name, number in _week_days(language or "en").items() if name in self.tokens}

    def holds(self, value: str) -> bool:
        """`value` occurs, from edge to edge of words and numbers, whatever the blanks and signs between."""
        wanted = "".join(_TOKEN.findall(fold(value)))
        start = -1
        for _ in range(_MAX_OCCURRENCES):
            start = self._text.find(wanted, start + 1)
            if start < 0:
                return False
            if start in self._edges and start + len(wanted) in self._edges:
                return True
        return False

    def holds_words_of(self, value: str) -> bool:
        """Every word of `value` occurs, in any order."""
        return self.tokens.issuperset(_TOKEN.findall(fold(value)))

    def multiplies_to(self, number: Decimal) -> bool:
        """Two numbers that are said, not one twice, make `number`: 25 seats for 12 months are 300."""
        factors = {said for said in self.numbers if said > 1}
        return len(factors) <= _MAX_FACTORS and any(number / one in factors - {one} for one in factors)

    def counts(self, number: int) -> bool:
        return Decimal(number) in self.numbers


@cache
def _week_days(language: str) -> dict[str, int]:
    """The names of the week days in that language and in English, Monday being 0."""
    try:
        locales = [Locale("en"), Locale.parse(language, sep="-")]
    except (ValueError, UnknownLocaleError):
        locales = [Locale("en")]
    return {
        fold(name): number
        for locale in locales
        for width in ("wide", "abbreviated")
        for number, name in locale.days["format"][width].items()
    }


def _issue(kind: str, path: str, what: str) -> Issue:
    message = f"{what} does not occur in the words and does not follow from them. Please check it."
    return issue(f"ungrounded_{kind}", path, message, question=f"{what} is not in the words. What should it be?")


def _numbers(said: _Said, draft: Draft) -> Iterator[Issue]:
    for path, value, also in _amounts(draft):
        readings = {abs(value), *also}
        needless = _FREE if path.endswith(".unit_price") else _ALWAYS
        if readings & said.numbers or abs(value) in needless:
            continue
        if not (path.endswith(".quantity") and said.multiplies_to(value)):
            yield _issue("number", path, f"The number {money.format_decimal(value)}")


def _amounts(draft: Draft) -> Iterator[tuple[str, Decimal, tuple[Decimal, ...]]]:
    """Each number of the draft with its path, and with the other numbers whose being said would explain it."""
    for index, item in enumerate(draft["items"]):
        path, quantity, price = f"items.{index}", item["quantity"], item["unit_price"]
        yield f"{path}.quantity", quantity, ()
        # "5 chairs, 500 total": the total was said, not the price; it need not divide evenly. At a price of 1 the
        # total is but the quantity, which says nothing about the price.
        total = abs(quantity * price)
        totals = (total, money.round_half_up(total, 2), money.round_half_up(total, 0)) if abs(price) != 1 else ()
        yield f"{path}.unit_price", price, totals
        if item["discount"]:
            yield from _reduction(f"{path}.discount", item["discount"])
        yield from _rates(f"{path}.taxes", item["taxes"] or [])
    for index, discount in enumerate(draft["discounts"]):
        yield from _reduction(f"discounts.{index}", discount)
    yield from _rates("taxes", draft["taxes"])
    if draft["amount_paid"] is not None:
        yield "amount_paid", draft["amount_paid"], _share(draft)


def _reduction(path: str, reduction: dict[str, Any]) -> Iterator[tuple[str, Decimal, tuple[Decimal, ...]]]:
    if reduction["percentage"] is not None:
        # "Half price" is 50 %.
        yield f"{path}.percentage", reduction["percentage"], (reduction["percentage"] / 100,)
    if reduction["amount"] is not None:
        yield f"{path}.amount", reduction["amount"], ()


def _rates(path: str, taxes: list[dict[str, Any]]) -> Iterator[tuple[str, Decimal, tuple[Decimal, ...]]]:
    for index, tax in enumerate(taxes):
        yield f"{path}.{index}.percentage", tax["percentage"], ()


def _share(draft: Draft) -> tuple[Decimal, ...]:
    """A deposit can be said as a part: 50 (%) or 0.5 (half) of the lines."""
    lines = sum((item["quantity"] * item["unit_price"] for item in draft["items"]), Decimal(0))
    if not lines:
        return ()
    part = money.EXACT.divide(draft["amount_paid"], lines)
    return money.round_half_up(part * 100, 4), money.round_half_up(part, 4)


def _references(said: _Said, draft: Draft) -> Iterator[Issue]:
    """Digits in the texts that commit to something: the number, the reference, terms and notes."""
    for name in ("number", "reference"):
        if draft[name] and not said.holds(draft[name]) and not said.holds_words_of(draft[name]):
            yield _issue("number", name, f"The {name} {draft[name]!r}")
    dates = [day.isoformat() for day in (draft["issued_at"], draft["due_at"]) if day]
    known = said.tokens.union(*(_TOKEN.findall(day) for day in dates))
    for name in ("terms", "notes"):
        strange = [run for run in _DIGITS.findall(draft[name] or "") if run not in known]
        strange = [run for run in strange if len(run) > 12 or Decimal(run) not in said.numbers]
        if strange:
            yield _issue("number", name, f"The number {strange[0]} in the {name}")


def _dates(said: _Said, draft: Draft, today: date) -> Iterator[Issue]:
    issued_at, due_at = draft["issued_at"], draft["due_at"]
    if issued_at and not _is_said(said, issued_at, today):
        yield _issue("date", "issued_at", f"The date {issued_at}")
    if due_at and not any(_is_said(said, due_at, anchor) for anchor in (issued_at or today, today)):
        yield _issue("date", "due_at", f"The date {due_at}")


def _is_said(said: _Said, day: date, anchor: date) -> bool:
    """The day of the month is named, or the distance from `anchor`, or the week day, or the end of the month."""
    days = (day - anchor).days
    if said.counts(day.day) or days in (0, 1, -1) or said.counts(days):
        return True
    if abs(days) <= 14 and day.weekday() in said.week_days:
        return True
    if days % 7 == 0 and (said.counts(days // 7) or (days == 7 and said.tokens & _WEEK)):
        return True
    if days in (14, 15) and said.tokens & _FORTNIGHT:
        return True
    if day.day == monthrange(day.year, day.month)[1] and said.tokens & _MONTH_END:
        return True
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    last = monthrange(day.year, day.month)[1]
    if day.day == min(anchor.day, last):
        return said.counts(months) or (months == 1 and bool(said.tokens & _MONTH))
    return False


def _rows(said: _Said, draft: Draft, name: str, kind: str) -> Iterator[Issue]:
    for index, row in enumerate(draft[name]):
        # "US" may have become "United States", and nobody is paid by country.
        if row["field"] == "country" or said.holds(row["value"]):
            continue
        # An account must stand there as it is; an address may be in another order.
        has_digits = any(character.isdigit() for character in row["value"])
        if (has_digits and kind == "payment_detail") or not said.holds_words_of(row["value"]):
            yield _issue(kind, f"{name}.{index}", f"{row['label']} {row['value']!r}")
