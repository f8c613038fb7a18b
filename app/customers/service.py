"""The verbs on customers. They take a team and plain values, flush, and leave the commit to the edge."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import audit
from app.accounts.models import Team
from app.accounts.tenancy import get_owned, owned
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, InvalidInput, NotFound
from app.core.ids import new_id
from app.core.likeness import mirrored
from app.customers import events
from app.customers.models import FIELDS, Customer, CustomerName
from app.customers.names import name_key
from app.customers.queries import find_by_email, search_text

Fields = dict[str, Any]
NO_NAME = "Give a name or a company."
AT_ONCE = 500


class EmailTaken(Conflict):
    code = "email_taken"
    default_message = "Another customer has this e-mail. Merge the two, or give this one another address."


def get_customer(team: Team, customer_id: str, *, lock: bool = False) -> Customer:
    """The team's customer. With `lock`, other changes of it, and new documents for it, wait for this one."""
    return get_owned(Customer, team, customer_id, lock=lock)


def hold(team: Team, customer_id: str) -> Customer:
    """The team's customer, which nobody removes or merges until this transaction ends. NotFound."""
    get_owned(Customer, team, customer_id)
    held = owned(Customer, team).where(Customer.id == customer_id).with_for_update(read=True, key_share=True)
    customer: Customer | None = db.session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if customer is None:
        raise NotFound()
    return customer


def put(team: Team, fields: Fields) -> tuple[Customer, bool]:
    """Save a customer; when the team has one with this e-mail, change that one. True when it is new."""
    customers, created = put_all(team, [fields])
    return customers[0], bool(created)


def put_all(team: Team, wanted: Sequence[Fields]) -> tuple[list[Customer], int]:
    """`put` each, so that the first counts as the oldest, and how many are new. No two may have the same e-mail.

    Of any number who put the same e-mail at once, one makes the customer, and the others find it.
    """
    now = clock.now()
    rows: list[Fields] = []
    # Ids of one moment are in no order of their own.
    for customer_id, fields in zip(sorted(new_id("cus") for _ in wanted), wanted, strict=True):
        row = dict.fromkeys(FIELDS) | fields | {"id": customer_id, "team_id": team.id}
        rows.append(row | {"search_text": _search_text(row), "created_at": now, "updated_at": now})
    new, old = _insert_or_find(team, rows)
    customers = []
    for row, fields in zip(rows, wanted, strict=True):
        customer = new.get(row["id"])
        if customer:
            _write_names(customer)
            events.announce(events.CREATED, customer)
        else:
            customer = old[row["email"]]
            _change(customer, fields)
        customers.append(customer)
    db.session.flush()
    return customers, len(new)


def _search_text(row: Fields) -> str:
    return search_text(Customer(name=row["name"], company=row["company"], email=row["email"]))


def _insert_or_find(team: Team, rows: Sequence[Fields]) -> tuple[dict[str, Customer], dict[str, Customer]]:
    """Insert what has no e-mail that is taken: the new customers by id, and those that were there by e-mail, locked."""
    new: dict[str, Customer] = {}
    old: dict[str, Customer] = {}
    # In the order of their e-mails: two that put the same ones wait for each other, and never in a circle.
    waiting = sorted(rows, key=lambda row: row["email"] or "")
    while waiting:
        portion = waiting[:AT_ONCE]
        inserted = owned(Customer, team).where(Customer.id.in_(_insert(portion)))
        new |= {customer.id: customer for customer in db.session.scalars(inserted)}
        emails = [row["email"] for row in portion if row["id"] not in new]
        locked = owned(Customer, team).where(Customer.email.in_(emails)).order_by(Customer.email).with_for_update()
        old |= {customer.email or "": customer for customer in db.session.scalars(locked)}
        # One that was deleted just between the two statements is tried again.
        gone = [row for row in portion if row["id"] not in new and row["email"] not in old]
        waiting = gone + waiting[AT_ONCE:]
    return new, old


def _insert(rows: Sequence[Fields]) -> Sequence[str]:
    table = cast(sa.Table, Customer.__table__)
    insert = (postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert)(table).values(rows)
    unless_taken = insert.on_conflict_do_nothing(index_elements=["team_id", "email"]).returning(table.c.id)
    return db.session.scalars(unless_taken).all()


def update(team: Team, customer_id: str, changes: Fields) -> Customer:
    """Change the fields that are named. EmailTaken; InvalidInput when neither a name nor a company would be left."""
    customer = get_customer(team, customer_id, lock=True)
    if changes.get("email") and changes["email"] != customer.email:
        other = find_by_email(team, changes["email"])
        if other:
            raise EmailTaken(details={"email": ["Taken by another customer."], "customer_id": [other.id]})
    _change(customer, changes)
    db.session.flush()
    return customer


def _change(customer: Customer, fields: Fields) -> None:
    """Write what differs; nothing is stored, noted or told where nothing does."""
    changed = {
        name: [getattr(customer, name), value] for name, value in fields.items() if getattr(customer, name) != value
    }
    if not changed:
        return
    for name, (_, value) in changed.items():
        setattr(customer, name, value)
    if not (customer.name or customer.company):
        raise InvalidInput.field("name", NO_NAME)
    customer.search_text = search_text(customer)
    customer.updated_at = clock.now()
    if {"name", "company"} & changed.keys():
        _write_names(customer)
    db.session.flush()
    events.announce(events.UPDATED, customer, changed)


def _write_names(customer: Customer) -> None:
    keys = {name_key(name) for name in (customer.name, customer.company) if name}
    is_mine = CustomerName.customer_id == customer.id
    db.session.execute(sa.delete(CustomerName).where(is_mine, CustomerName.key.in_(keys) | ~CustomerName.is_former))
    db.session.execute(sa.insert(CustomerName), [_name_row(customer, key) for key in sorted(keys)])


def _name_row(customer: Customer, key: str) -> Fields:
    return {
        "customer_id": customer.id,
        "key": key,
        "mirrored": mirrored(key),
        "team_id": customer.team_id,
        "is_former": False,
    }


def delete(team: Team, customer_id: str) -> None:
    """Remove a customer. Its documents stay; whoever minds, such as the room of documents, refuses it."""
    customer = get_customer(team, customer_id, lock=True)
    events.announce(events.DELETED, customer, {name: getattr(customer, name) for name in ("name", "company", "email")})
    db.session.delete(customer)
    db.session.flush()


def merge(team: Team, customer_id: str, into_id: str) -> Customer:
    """Make a customer part of another, which stays, fills its blanks from it, and is known by its names too.

    The documents follow on the event. InvalidInput when there is no other customer under `into_id`.
    """
    if customer_id == into_id:
        raise InvalidInput.field("into", "A customer cannot be merged into itself.")
    # In one order for all: two that merge the same customers in turn would else wait for each other for good.
    found = {each: _find(team, each) for each in sorted((customer_id, into_id))}
    customer, into = found[customer_id], found[into_id]
    if customer is None:
        raise NotFound()
    if into is None:
        raise InvalidInput.field("into", "There is no customer under that id.")
    events.announce(events.MERGED, into, {"merged": customer.id, "name": customer.title, "email": customer.email})
    audit.record(events.MERGED.name, team_id=team.id, subject_id=customer.id, changes={"into": into.id})
    _hand_over_names(customer, into)
    blanks = {name: getattr(customer, name) for name in FIELDS if getattr(into, name) is None}
    db.session.delete(customer)
    db.session.flush()
    _change(into, blanks)
    return into


def _find(team: Team, customer_id: str) -> Customer | None:
    try:
        return get_customer(team, customer_id, lock=True)
    except NotFound:
        return None


def _hand_over_names(customer: Customer, into: Customer) -> None:
    known = sa.select(CustomerName.key).where(CustomerName.customer_id == into.id).scalar_subquery()
    db.session.execute(
        sa.update(CustomerName)
        .where(CustomerName.customer_id == customer.id, CustomerName.key.not_in(known))
        .values(customer_id=into.id, is_former=True)
        .execution_options(synchronize_session=False)
    )
