"""Credit notes: an invoice is taken back, in whole or by lines and quantities, and never more than is left of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.service import get_team
from app.accounts.tenancy import owned
from app.core import events, money
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.documents import content, ledger, moves, parts
from app.documents.amounts import LineTotal, TaxTotal, Totals
from app.documents.defaults import Fields
from app.documents.events import CREDITED, VOIDED, announce
from app.documents.kinds import CREDIT_NOTE
from app.documents.lifecycle import Action, Status
from app.documents.models import Document
from app.documents.service import copied, draft, get_document, lock_with_customer, store


class CreditTooHigh(Conflict):
    """`details` names what is left of a line, or of the whole."""

    code = "credit_exceeds_invoice"


class NothingToCredit(Conflict):
    code = "nothing_to_credit"
    default_message = (
        "That comes to nothing, or below. Credit lines with an amount above zero, those below zero together with them."
    )


@dataclass(frozen=True)
class Wanted:
    """A line of the invoice, from 1, and how much of it; None for all that is left."""

    line: int
    quantity: Decimal | None = None


def credit(
    team: Team,
    kind: str | None,
    document_id: str,
    *,
    wanted: Sequence[Wanted] | None = None,
    reason: str | None = None,
    issued_at: date | None = None,
) -> tuple[Document, Document]:
    """An issued credit note for these lines, or for all that is left, and the invoice that it lowers.

    CreditTooHigh for more than is left, NothingToCredit for what is not above zero, InvalidInput for a line that is not
    there and for a day before the invoice. A paid invoice can be credited: `refund_due` is then what the customer is to
    get back.
    """
    invoice = lock_with_customer(team, kind, document_id)
    moves.step(invoice, Action.CREDIT)
    if issued_at and issued_at < invoice.issued_at:
        raise InvalidInput.field("issued_at", f"Must not be before the invoice, which is of {invoice.issued_at}.")
    notes = db.session.scalars(_notes(team, invoice)).unique().all()
    before = [_sums(note, invoice) for note in notes]
    done = _credited_quantities(invoice, notes)
    quantities = _quantities(invoice, done, wanted)
    sums = _credit_sums(invoice, before, done, quantities)
    _check_amount(invoice, sums)
    note = draft(
        team,
        _fields(team, invoice, quantities, sums, reason) | {"issued_at": issued_at},
        today=max(moves.today(team), invoice.issued_at),
        kind=CREDIT_NOTE,
        part=replace(sums, lines=tuple(sums.lines[index] for index in quantities)),
    )
    moves.refer(note, invoice)
    store(team, note, issue=True)
    invoice.credited_minor += note.total_minor
    ledger.settle(invoice)
    amount = money.format_minor(note.total_minor, note.currency)
    announce(CREDITED, invoice, {"credit_note_id": note.id, "amount": amount})
    return invoice, note


def _notes(team: Team, invoice: Document) -> sa.Select[Document]:
    """The credit notes that count against the invoice."""
    return owned(Document, team).where(
        Document.source_id == invoice.id, Document.type == CREDIT_NOTE, Document.status != Status.VOID
    )


def _credited_quantities(invoice: Document, notes: Sequence[Document]) -> dict[int, Decimal]:
    """How much of each line was credited, by its place from 0."""
    done = dict.fromkeys(range(len(invoice.items)), Decimal(0))
    for note in notes:
        for item in note.items:
            done[(item.source_position or 0) - 1] += item.quantity
    return done


def _quantities(invoice: Document, done: Mapping[int, Decimal], wanted: Sequence[Wanted] | None) -> dict[int, Decimal]:
    """How much of which lines is to be credited now, by their places from 0, in the order of the invoice."""
    left = {index: item.quantity - done[index] for index, item in enumerate(invoice.items)}
    if wanted is None:
        # A line of no quantity has no money in it; it stands on the first note alone.
        first = not any(done.values())
        return {index: quantity for index, quantity in left.items() if quantity or first}
    chosen: dict[int, Decimal] = {}
    for position, line in enumerate(wanted):
        index, field = line.line - 1, f"items.{position}"
        if index not in left or index in chosen:
            raise InvalidInput.field(f"{field}.line", f"Must be a line of the invoice, 1 to {len(left)}, named once.")
        quantity = left[index] if line.quantity is None else line.quantity
        if quantity * left[index] <= 0 or abs(quantity) > abs(left[index]):
            text = f"{money.format_decimal(left[index])} is left of line {line.line}."
            raise CreditTooHigh(f"Only {text}", details={f"{field}.quantity": [f"Only {text}"]})
        chosen[index] = quantity
    return dict(sorted(chosen.items()))


def _credit_sums(
    invoice: Document, before: Sequence[Totals], done: Mapping[int, Decimal], quantities: Mapping[int, Decimal]
) -> Totals:
    """What the credit comes to: the part credited after it, less what the notes before it have credited."""
    fields = content.read(invoice)
    lines, discounts, taxes = content.lines_of(fields), content.discounts_of(fields), content.taxes_of(fields["taxes"])
    part = [
        parts.line_part(invoice.currency, line, done[index] + quantities[index])
        if index in quantities
        else LineTotal(
            gross=sum(each.lines[index].gross for each in before),
            discount=sum(each.lines[index].discount for each in before),
            total=sum(each.lines[index].total for each in before),
        )
        for index, line in enumerate(lines)
    ]
    return parts.less(parts.compute_part(invoice.currency, lines, discounts, taxes, part), before)


def _sums(note: Document, invoice: Document) -> Totals:
    """What a stored credit note took of each line, discount and tax of its invoice."""
    currency = note.currency
    none = LineTotal(gross=0, discount=0, total=0)
    lines = dict.fromkeys(range(len(invoice.items)), none)
    for item in note.items:
        # What a percentage took is in the total; only amounts are shared out.
        discount = money.to_minor(Decimal((item.discount or {}).get("amount") or 0), currency)
        lines[(item.source_position or 0) - 1] = LineTotal(item.total_minor + discount, discount, item.total_minor)
    return Totals(
        currency=currency,
        lines=tuple(lines[index] for index in sorted(lines)),
        subtotal=note.subtotal_minor,
        discounts=tuple(money.to_minor(Decimal(amount), currency) for amount in note.discount_amounts),
        discount_total=note.discount_minor,
        taxes=tuple(_tax_total(tax, currency) for tax in note.tax_lines),
        tax_total=note.tax_minor,
        withholding_total=note.withholding_minor,
        total=note.total_minor,
        amount_paid=0,
        amount_due=note.total_minor,
    )


def _tax_total(tax: Mapping[str, Any], currency: str) -> TaxTotal:
    base, amount = (money.to_minor(Decimal(tax[name]), currency) for name in ("base", "amount"))
    rate = Decimal(tax["percentage"]), tax["inclusive"], tax["withholding"], tax["category"]
    return TaxTotal(tax["name"], *rate, base=base, amount=amount)


def _check_amount(invoice: Document, sums: Totals) -> None:
    if sums.total <= 0:
        raise NothingToCredit()
    left = invoice.total_minor - invoice.credited_minor
    if sums.total > left:
        amount = f"{money.format_minor(left, invoice.currency)} {invoice.currency}"
        message = f"That is more than the {amount} that is left of this invoice. Credit its lines below zero with them."
        raise CreditTooHigh(message, details={"items": [f"Only {amount} is left."]})


def _fields(
    team: Team, invoice: Document, quantities: Mapping[int, Decimal], sums: Totals, reason: str | None
) -> Fields:
    """What stands on the credit note. It refers to the invoice by number, as tax law asks for."""
    fields = copied(team, invoice)
    items = [
        item
        | {
            "quantity": quantities[index],
            "discount": _discount(item["discount"], sums.lines[index].discount, invoice.currency),
            "source_position": index + 1,
        }
        for index, item in enumerate(fields["items"])
        if index in quantities
    ]
    discounts = [
        _discount(discount, amount, invoice.currency)
        for discount, amount in zip(fields["discounts"], sums.discounts, strict=True)
    ]
    own: Fields = {"payment_details": [], "terms": None, "amount_paid": Decimal(0)}
    own |= {"notes": reason, "reference": invoice.number, "items": items, "discounts": discounts}
    return fields | own


def _discount(discount: Fields | None, taken_minor: int, currency: str) -> Fields | None:
    """A percentage stays one; an amount is the part of it that is taken back."""
    if discount is None or discount["percentage"] is not None:
        return discount
    return discount | {"amount": money.from_minor(taken_minor, currency)}


@events.on(VOIDED)
def _give_back(fact: events.Fact) -> None:
    """A credit note that is void counts no more."""
    note = fact.subject
    if note.type == CREDIT_NOTE and note.source_id:
        invoice = get_document(get_team(fact.team_id), None, note.source_id, lock=True)
        invoice.credited_minor -= note.total_minor
        ledger.settle(invoice)
