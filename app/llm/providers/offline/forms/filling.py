"""A form written down: parties, dates and charges to the facts, lines to the lines that all readers make."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.core.money import CURRENCIES
from app.llm.providers.offline import notation
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.attached import Attached
from app.llm.providers.offline.dates import DateReader
from app.llm.providers.offline.facts import plain
from app.llm.providers.offline.forms.flow import Node
from app.llm.providers.offline.forms.people import PartyFiller
from app.llm.providers.offline.forms.sorting import Form
from app.llm.providers.offline.injections import drop_instructions
from app.llm.providers.offline.lexicon.tagging import tag
from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token, fold, scan

_MOST_DAYS = 3650
_TRUE = frozenset("true yes 1 ja oui sí si sim y".split())
_BEFORE_ALL = -1
_ANY_TAG = re.compile(r"</?\w{1,20}(?:\s[^<>]{0,200})?>")


class FormWriter:
    """Writes one form to the facts of its page."""

    def __init__(self, page: Page, form: Form, dates: DateReader, default_mark: str) -> None:
        self.page = page
        self.facts = page.facts
        self.form = form
        self.dates = dates
        self.values: dict[str, Node] = {}
        for field, value in form.values:
            self.values.setdefault(field, value)
        texts = (str(value) for item in form.items for value in item.values() if isinstance(value, str))
        self.mark = notation.decimal_mark(texts, default_mark)

    def write(self) -> list[Line]:
        """Everything of the form; its lines, in order, before any that the words have."""
        self._document()
        self._dates()
        PartyFiller(self.page, self.form.values).write()
        for field, value in self.form.values:
            if field == "tax" and (tax := self._tax(value)):
                self.facts.taxes.append(tax)
            elif field == "discount" and (discount := self._discount(value)):
                self.facts.discounts.append(discount)
        self._charges_by_key()
        if self.form.unread:
            keys = ", ".join(self.form.unread[:5])
            self.facts.doubt("unread_fields", "items", f"Numbers of fields that are not known were left out: {keys}.")
        return [line for item in self.form.items if (line := self._line(item))]

    # Document

    def _document(self) -> None:
        facts = self.facts
        facts.number = self._text("number") or facts.number
        facts.reference = self._text("reference") or facts.reference
        facts.title = self._said("title") or facts.title
        if currency := self._text("currency"):
            code = currency.upper() if currency.upper() in CURRENCIES else None
            facts.currency = code or self.page.lexicon.currencies.get(currency.lower()) or facts.currency
        for name, texts in (("notes", facts.notes), ("terms", facts.terms)):
            texts += [said] if (said := self._said(name)) and not (name == "terms" and self._days(said)) else []
        paid = self._number(self.values.get("paid", ""))
        if paid is not None:
            facts.amount_paid = paid

    def _text(self, field: str) -> str | None:
        value = self.values.get(field)
        return str(value).strip() or None if isinstance(value, (str, Decimal)) else None

    def _said(self, field: str) -> str | None:
        """Text to be printed, without what it would have the software do."""
        value = self.values.get(field)
        text = "\n".join(map(str, value)) if isinstance(value, list) else self._text(field)
        if not text:
            return None
        tokens = scan(_ANY_TAG.sub(" ", text))
        tag(tokens, self.page.lexicon)
        page = Page(tokens, self.page.lexicon)
        drop_instructions(page)
        for issue in page.facts.issues:
            self.facts.doubt(**issue)
        kept = [token for token in tokens if not token.taken]
        return page.words(0, len(page)) if len(kept) == len(tokens) else " ".join(token.text for token in kept) or None

    def _dates(self) -> None:
        facts = self.facts
        facts.issued_at = self._day("issued") or facts.issued_at
        base = facts.issued_at or self.dates.today
        days = self._number(self.values.get("due_days", ""))
        texts = [text for field in ("due", "terms") if (text := self._text(field))]
        days = days if days is not None else next((found for text in texts if (found := self._days(text))), None)
        due = self._day("due")
        if due is None and days is not None and 0 <= days <= _MOST_DAYS:
            due = base + timedelta(int(days))
        facts.due_at = due or facts.due_at

    def _day(self, field: str) -> date | None:
        tokens = fold(scan(self._text(field) or ""), self.dates.rules())
        return next((token.day for token in tokens if token.day), None)

    def _days(self, text: str) -> Decimal | None:
        """ "net 14", "14 days": a short text with a number and no date or percent."""
        tokens = scan(text)
        numbers = [token for token in tokens if token.kind in ("number", "numeric_date")]
        short = len(numbers) == 1 and numbers[0].text.isdecimal() and len(tokens) <= 6 and "%" not in text
        return Decimal(numbers[0].text) if short else None

    # Numbers

    def _tokens(self, text: str) -> list[Token]:
        currency = self.facts.currency
        return fold(scan(text), AmountReader(self.page.lexicon, self.mark, currency).rules())

    def _number(self, value: Node | None) -> Decimal | None:
        token = self._amount(value)
        return token.number if token else None

    def _amount(self, value: Node | None) -> Token | None:
        """The first number of a value, with its currency and unit; numbers without quotes are exact as they stand."""
        if isinstance(value, Decimal):
            return Token("number", str(value), 0, 0, str(value), number=value)
        tokens = self._tokens(value) if isinstance(value, str) else []
        found = next((token for token in tokens if token.number is not None), None)
        if found and not found.unit and tokens[-1] is not found:
            found.unit = self.page.lexicon.units.get(tokens[tokens.index(found) + 1].low)
        return found

    # Charges

    def _tax(self, value: Node) -> dict[str, Any] | None:
        """A mapping of name and rate, or words such as "GST 9%"."""
        parts: dict[str, Node] = value if isinstance(value, dict) else {"rate": value}
        text = str(parts.get("name") or parts.get("rate") or "")
        rate = self._number(parts.get("rate"))
        if rate is None or not 0 < rate <= 100:
            return None
        if rate < 1 and "%" not in str(parts.get("rate")):
            rate *= 100  # "tax_rate": 0.19
        name = self._tax_name(text) or self._text("tax_name") or self._tax_name(str(parts.get("key", "")))
        included = str(parts.get("inclusive", self._text("tax_inclusive") or "")).lower() in _TRUE
        return {
            "name": name or (text if "name" in parts else self.page.lexicon.usual_tax),
            "percentage": plain(rate),
            "inclusive": included,
            "withholding": False,
        }

    def _tax_name(self, text: str) -> str | None:
        low = text.lower()
        names = self.page.lexicon.tax_names
        words = low.replace("_", " ").split()
        pairs = (" ".join(pair) for pair in pairwise(words))
        return names.get(low) or next((names[word] for word in (*pairs, *words) if word in names), None)

    def _discount(self, value: Node) -> dict[str, Any] | None:
        """A share where it says percent, else an amount."""
        parts: dict[str, Node] = value if isinstance(value, dict) else {"value": value}
        shared = "rate" in parts or str(parts.get("kind", "")).lower()[:4] in ("perc", "proz", "porc", "pour")
        number = parts.get("rate") or parts.get("value") or parts.get("amount")
        amount = self._number(number)
        if not amount:
            return None
        share = shared or "%" in str(number)
        size = plain(min(amount, Decimal(100))) if share else plain(amount)
        return {"name": "Discount", "percentage": size if share else None, "amount": None if share else size}

    def _charges_by_key(self) -> None:
        """ "tax_percent: 13" beside "tax_label: HST", "discount_pct: 5"."""
        rate, key = self.values.get("tax_rate"), self.values.get("tax_key", "")
        if rate and (tax := self._tax({"rate": rate, "key": key})) and not self.facts.taxes:
            self.facts.taxes.append(tax)
        for field, part in (("discount_rate", "rate"), ("discount_amount", "amount")):
            if (value := self.values.get(field)) and (discount := self._discount({part: value})):
                self.facts.discounts.append(discount)

    # Lines

    def _line(self, item: dict[str, Node]) -> Line | None:
        count, price = self._amount(item.get("quantity")), self._amount(item.get("unit_price"))
        quantity = count.number if count else None
        unit = self._unit(item, count)
        value = price.number if price else None
        if value is None:
            total = self._amount(item.get("amount"))
            price = total
            value = total.number / (quantity or 1) if total and total.number is not None else None
        name = str(item.get("name") or "").strip()
        if not name and value is None:
            return None
        if price and price.currency and self.facts.currency is None:
            self.facts.currency = price.currency
        line = Line(name[:1].upper() + name[1:], _BEFORE_ALL, quantity, unit, value)
        line.words = frozenset(name.lower().split())
        if tax := self._tax(item.get("tax", "")):
            line.attached.append(Attached("tax", tax))
        if discount := self._discount(item.get("discount", "")):
            line.attached.append(Attached("discount", discount))
        return line

    def _unit(self, item: dict[str, Node], count: Token | None) -> str | None:
        """As its own key says, or beside the count, or by what the count is called ("hours: 4")."""
        units = self.page.lexicon.units
        said, counted = (units.get(str(item.get(key, "")).lower().strip(" ./")) for key in ("unit", "counted"))
        return said or (count.unit if count else None) or counted
