"""Which of the team's customers the words name: by e-mail, by name, or nearly so.

A match that leaves a doubt is never made: it is an issue with those who may be meant. In steps, the surest first: the
same e-mail; the same name but for case, accents, punctuation and legal form; a slip of the pen in a long name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.likeness import likeness, turned
from app.core.text import fold
from app.customers.models import Customer
from app.customers.names import legal_form, name_key
from app.customers.queries import find_by_email, keys_of, list_named, near_names
from app.generation.questions import Issue, issue

Rows = Sequence[dict[str, Any]]
# One slip in seventeen letters is sure; "Schmidt" and "Schmitt" are two families, and "Acme" is not "Acne".
SURE = 94
DOUBTFUL = 80
_AHEAD = 5
_MOST_CANDIDATES = 5
_NAMES = ("company", "name")
_ADDRESS = frozenset("address_line city region postal_code country".split())
# Within an address, the order is that of its country.
_BLOCKS = {"company": 0, "name": 1, **dict.fromkeys(_ADDRESS, 2)}


@dataclass(frozen=True)
class Match:
    """The customer that is surely meant, if any, and what has to be said about it."""

    customer: Customer | None = None
    issues: list[Issue] = field(default_factory=list)


def match_buyer(team: Team, to_details: Rows) -> Match:
    """The customer whom these rows of a draft name. Reads a bounded number of rows, however many are saved."""
    names = said_names(to_details)
    by_email = _by_email(team, to_details)
    found, said = _by_name(team, names)
    if by_email and (not found or by_email.id in [customer.id for customer in found]):
        return _sure(by_email, said or by_email.email or "")
    if by_email:
        return _doubt([by_email, *found], said)
    if len(found) == 1 and _fits(found[0], said) and not _is_of_another_company(found[0], names):
        return _sure(found[0], said)
    if found:
        return _doubt(found, said)
    return _by_likeness(team, names)


def said_names(rows: Rows) -> dict[str, str]:
    """What the words call the buyer, the company before the person."""
    said = {name: next((row["value"] for row in rows if row["field"] == name), None) for name in _NAMES}
    return {name: value for name, value in said.items() if value}


def _by_email(team: Team, rows: Rows) -> Customer | None:
    emails = [row["value"].strip().lower() for row in rows if row["field"] == "email"]
    return find_by_email(team, emails[0]) if emails else None


def _by_name(team: Team, names: dict[str, str]) -> tuple[list[Customer], str]:
    """Those with the first name that any has, as many as it leaves open; and that name."""
    for said in names.values():
        found = list(list_named(team, turned(name_key(said)), limit=_MOST_CANDIDATES + 1))
        if found:
            return _narrowed(found, said), said
    return [], next(iter(names.values()), "")


def _narrowed(found: list[Customer], said: str) -> list[Customer]:
    """One who is written just so is meant before all others; "Acme GmbH" is not "Acme Inc", while "Acme" may be."""
    exact = [customer for customer in found if fold(said) in _written(customer)]
    if len(exact) == 1:
        return exact
    fitting = [customer for customer in found if _fits(customer, said)]
    return fitting or found


def _written(customer: Customer) -> set[str]:
    return {fold(name) for name in (customer.company, customer.name) if name}


def _fits(customer: Customer, said: str) -> bool:
    """No name of this key has another legal form than the one that is said, if one is."""
    same = [name for name in (customer.company, customer.name) if name and name_key(name) == name_key(said)]
    form = legal_form(said)
    return not form or all(legal_form(name) in (frozenset(), form) for name in same)


def _is_of_another_company(customer: Customer, names: dict[str, str]) -> bool:
    """It was found by the person's name, while the words name a company that is not its own."""
    if "company" not in names or not customer.company:
        return False
    return name_key(names["company"]) not in keys_of(customer.id)


def _by_likeness(team: Team, names: dict[str, str]) -> Match:
    for said in names.values():
        key = name_key(said)
        best: dict[str, int] = {}
        for customer_id, other in near_names(team, key):
            best[customer_id] = max(best.get(customer_id, 0), likeness(key, other))
        ranked = sorted((each for each in best if best[each] >= DOUBTFUL), key=lambda each: (-best[each], each))
        customers = _load(team, ranked[:_MOST_CANDIDATES])
        if is_sure([best[each] for each in ranked]) and _agree(customers[0], said):
            return _sure(customers[0], said)
        if customers:
            return _doubt(customers, said)
    return Match()


def is_sure(ranked: Sequence[int]) -> bool:
    """Whether the first of these likenesses, the greatest first, is that of the one who is meant."""
    return bool(ranked) and ranked[0] >= SURE and all(other <= ranked[0] - _AHEAD for other in ranked[1:2])


def _agree(customer: Customer, said: str) -> bool:
    """The legal form that is said, if one is, is that of the customer, if it has one."""
    forms = {legal_form(name) for name in _written(customer)} - {frozenset()}
    return not legal_form(said) or not forms or legal_form(said) in forms


def _load(team: Team, ids: Sequence[str]) -> list[Customer]:
    if not ids:
        return []
    found = {row.id: row for row in db.session.scalars(owned(Customer, team).where(Customer.id.in_(ids)))}
    return [found[each] for each in ids]


def _sure(customer: Customer, said: str) -> Match:
    message = f"{said!r} was taken for your customer {customer.title!r} ({customer.id})."
    return Match(customer, [issue("matched_customer", "customer_id", message, candidates=_candidates([customer]))])


def _doubt(customers: Sequence[Customer], said: str) -> Match:
    candidates = _candidates(customers)
    names = ", ".join(f"{name!r} ({each})" for each, name in candidates)
    message = f"{said!r} may be one of your customers: {names}. None was taken."
    question = f"Which customer is billed: {', '.join(name for _, name in candidates)}, or another?"
    return Match(None, [issue("doubtful_customer", "customer_id", message, question=question, candidates=candidates)])


def _candidates(customers: Iterable[Customer]) -> list[tuple[str, str]]:
    return list({customer.id: (customer.id, customer.title) for customer in customers}.values())[:_MOST_CANDIDATES]


def differs(customer: Customer, to_details: Rows) -> list[Issue]:
    """The doubt that arises when the caller chose a customer and the words plainly name somebody else."""
    names = said_names(to_details)
    known = keys_of(customer.id)
    if not names or any(likeness(name_key(said), key) >= DOUBTFUL for said in names.values() for key in known):
        return []
    said = next(iter(names.values()))
    message = f"The words name {said!r}, but customer_id is that of {customer.title!r}, who was taken."
    question = f"Who is billed: {said} or {customer.title}?"
    return [issue("contradiction", "customer_id", message, question=question)]


def joined(said: Rows, known: Rows) -> list[dict[str, Any]]:
    """The address block: the customer's rows, but what the words say besides its names stands in their place."""
    extra = [row for row in said if row["field"] not in _NAMES or not _has(known, row["field"])]
    fields = {row["field"] for row in extra if row["field"]}
    replaced = fields | (_ADDRESS if fields & _ADDRESS else frozenset())
    rows = [*(row for row in known if row["field"] not in replaced), *extra]
    return sorted(rows, key=lambda row: _BLOCKS.get(row["field"], len(_BLOCKS)))


def _has(rows: Rows, name: str) -> bool:
    return any(row["field"] == name for row in rows)
