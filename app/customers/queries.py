"""Selects of customers."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core import likeness, text
from app.core.db import db
from app.customers.models import Customer, CustomerName


def list_customers(team: Team, filters: dict[str, Any]) -> sa.Select[Customer]:
    """The team's customers that pass the filters (a loaded `CustomerQuery`); unordered."""
    select = owned(Customer, team)
    if filters.get("q"):
        select = select.where(Customer.search_text.contains(text.fold(filters["q"]), autoescape=True))
    return select


def search_text(customer: Customer) -> str:
    """What a search looks through, as `text.fold` makes it."""
    words = (customer.name, customer.company, customer.email)
    return text.fold("\n".join(word for word in words if word))


def find_by_email(team: Team, email: str) -> Customer | None:
    return db.session.scalars(owned(Customer, team).where(Customer.email == email)).one_or_none()


def list_named(team: Team, keys: Sequence[str], *, limit: int) -> Sequence[Customer]:
    """The customers that are known by one of these keys (`names.name_key`), the oldest first."""
    known = sa.select(CustomerName.customer_id).where(CustomerName.team_id == team.id, CustomerName.key.in_(keys))
    return db.session.scalars(
        owned(Customer, team).where(Customer.id.in_(known)).order_by(Customer.id).limit(limit)
    ).all()


def near_names(team: Team, key: str) -> Sequence[tuple[str, str]]:
    """Ids of customers, and the keys that they are known by, which may be like this key."""
    columns = (CustomerName.customer_id, CustomerName.key, CustomerName.mirrored)
    found = db.session.execute(likeness.near(key, columns, (CustomerName.team_id, team.id)))
    return [(customer_id, other) for customer_id, other in found]


def keys_of(customer_id: str) -> Sequence[str]:
    """The keys of all names that the customer is known by."""
    return db.session.scalars(sa.select(CustomerName.key).where(CustomerName.customer_id == customer_id)).all()
