"""The team's products in the words: what has no price of its own there takes the price that it has in the catalogue.

A price is taken only for a name that is surely that of a product, in the currency of the invoice; all else is an issue.
"""

import re
from collections.abc import Collection, Sequence, Set
from decimal import Decimal
from typing import Any

from app.accounts.models import Team
from app.core.likeness import key_of, likeness
from app.core.text import fold
from app.documents.products import taken_over
from app.generation.buyers import DOUBTFUL, is_sure
from app.generation.questions import Issue, issue
from app.generation.spoken_numbers import read_numbers
from app.products.models import Product
from app.products.queries import has_products, list_by_ids, list_named, near_names

Items = list[dict[str, Any]]
_MOST_CANDIDATES = 5
# Each asks the database twice; an invoice that names more than these without a price is a price list.
_MOST_COMPARED = 20
_MOST_WORDS = 400
_LONGEST_NAME = 6
_WORD = re.compile(r"[\w'’&/+#.-]*\w|[^\w\s]")
_BREAK = frozenset('.,;:!?()"')
# Between a number and what it counts stand "x", a unit and "of"; after these it counts nothing: "invoice 12 for …".
_NO_COUNT = frozenset("for fur pour para per pro voor no nr num number invoice rechnung facture fattura".split())


def fill_prices(team: Team, items: Items, currency: str, *, takes_taxes: bool) -> tuple[Items, list[Issue]]:
    """The items of a draft, those without a price with that of the product they name; and what has to be said.

    `takes_taxes`: a product's own taxes come with its price, as the words name none.
    """
    keys = {index: _keys(item["name"]) for index, item in enumerate(items) if not item["unit_price"]}
    if not keys:
        return items, []
    named = _named(team, {key for wanted in keys.values() for key in wanted})
    filled, issues = list(items), []
    for place, (index, wanted) in enumerate(keys.items()):
        found = next(filter(None, ([row for key, row in named if key == each] for each in wanted)), [])
        sure = len(found) == 1
        if not found and place < _MOST_COMPARED:
            found, sure = _alike(team, wanted[0])
        if sure and found[0].currency == currency:
            filled[index] = _priced(items[index], found[0], takes_taxes)
        issues += _issues(f"items.{index}.unit_price", items[index]["name"], found, currency, sure=sure)
    return filled, issues


def _keys(name: str) -> list[str]:
    """The key of the name, of it in the singular and in the plural, and of what may be a SKU."""
    key = key_of(name)
    return [key, key.removesuffix("s"), f"{key}s", name.strip().casefold()]


def _named(team: Team, keys: Collection[str]) -> list[tuple[str, Product]]:
    rows = list_named(team, sorted(keys))
    return list({(key, product.id): (key, product) for name, sku, product in rows for key in (name, sku)}.values())


def _alike(team: Team, key: str) -> tuple[list[Product], bool]:
    """Those with nearly this name, the likest first, and whether it is surely the one."""
    best = {product_id: likeness(key, other) for product_id, other in near_names(team, key)}
    ranked = sorted((each for each in best if best[each] >= DOUBTFUL), key=lambda each: (-best[each], each))
    products = list_by_ids(team, ranked[:_MOST_CANDIDATES])
    return [products[each] for each in ranked[:_MOST_CANDIDATES]], is_sure([best[each] for each in ranked])


def _priced(item: dict[str, Any], product: Product, takes_taxes: bool) -> dict[str, Any]:
    own = taken_over(product)
    taxes = own["taxes"] if takes_taxes and item["taxes"] is None else item["taxes"]
    priced = {"unit_price": own["unit_price"], "unit": item["unit"] or own["unit"], "taxes": taxes}
    return item | priced | {"product_id": product.id}


def _issues(path: str, said: str, found: Sequence[Product], currency: str, *, sure: bool) -> list[Issue]:
    candidates = [(product.id, product.name) for product in found[:_MOST_CANDIDATES]]
    if not found:
        return []
    if not sure:
        names = ", ".join(f"{name!r} ({each})" for each, name in candidates)
        message = f"{said!r} has no price and may be one of your products: {names}. None was taken."
        question = f"Which product is {said!r}: {', '.join(name for _, name in candidates)}, or another?"
        return [issue("doubtful_product", path, message, question=question, candidates=candidates)]
    name, price = found[0].name, f"{found[0].price} {found[0].currency}"
    if found[0].currency != currency:
        message = f"Your product {name!r} costs {price}, but this is billed in {currency}. No price was taken."
        return [issue("product_in_other_currency", path, message, candidates=candidates)]
    message = f"The words name no price for {said!r}; {price} is that of your product {name!r} ({found[0].id})."
    return [issue("price_from_product", path, message, candidates=candidates)]


def find_items(team: Team, words: str, language: str | None, parties: Collection[str]) -> Items:
    """Items without a price, for the products that the words name, where their reader found nothing to bill.

    `parties`: names of sellers and buyers, in which nothing is sold.
    """
    if not has_products(team):
        return []
    tokens = _WORD.findall(words)[:_MOST_WORDS]
    keys = [key_of(token) if token not in _BREAK else "" for token in tokens]
    spans = _spans(keys)
    wanted = {form for key in spans.values() for form in (key, key.removesuffix("s"))}
    known = {key for key, _ in _named(team, wanted | {token.casefold() for token in tokens})}
    names = [key_of(party) for party in parties]
    items: Items = []
    start = 0
    while start < len(tokens):
        end = _longest(start, spans, known, tokens)
        if end is None or any(spans[start, end] in name for name in names):
            start += 1
            continue
        quantity = _count_before(tokens[max(0, start - 4) : start], language)
        items.append(_bare_item(" ".join(tokens[start:end]), quantity))
        start = end
    return items


def _spans(keys: Sequence[str]) -> dict[tuple[int, int], str]:
    """The key of every run of words, by where it begins and ends; no run goes over a break."""
    found = {}
    for start in range(len(keys)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(keys)) + 1):
            if not keys[end - 1]:
                break
            found[start, end] = " ".join(keys[start:end])
    return found


def _longest(start: int, spans: dict[tuple[int, int], str], known: Set[str], tokens: Sequence[str]) -> int | None:
    """Where the longest run of words ends that begins here and names a product; a SKU is one word."""
    for end in range(start + _LONGEST_NAME, start, -1):
        key = spans.get((start, end), "")
        if key and not known.isdisjoint((key, key.removesuffix("s"))):
            return end
    return start + 1 if tokens[start].casefold() in known else None


def _count_before(tokens: Sequence[str], language: str | None) -> Decimal:
    """The number that counts what follows: "3", "2 x", "10 hours of"; else one."""
    for width, token in enumerate(reversed(tokens), 1):
        if token in _BREAK or fold(token) in _NO_COUNT:
            break
        numbers = read_numbers(token, language)
        if numbers and width <= 3:
            return min(numbers)
    return Decimal(1)


def _bare_item(name: str, quantity: Decimal) -> dict[str, Any]:
    blank = dict.fromkeys(("description", "unit", "discount", "taxes"))
    return {"name": name, "quantity": quantity, "unit_price": Decimal(0), **blank}
