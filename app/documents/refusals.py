"""Why an action is refused. Every message says what to do instead."""

from app.core.errors import Conflict


class DocumentLocked(Conflict):
    code = "document_locked"
    default_message = (
        "Only a draft can be changed. Void this document and duplicate it, or make a credit note for the difference."
    )


class DocumentFixed(DocumentLocked):
    """For what no credit note can correct."""

    default_message = "Only a draft can be changed. Duplicate this document, change the copy, and void this one."


class DocumentPaid(Conflict):
    code = "document_paid"
    default_message = (
        "What is paid cannot be voided or deleted. Mark it unpaid or delete its payments first, "
        "or make a credit note instead."
    )


class DocumentVoid(Conflict):
    code = "document_void"
    default_message = "This document is void. Duplicate it to start a new one."


class DocumentIsDraft(Conflict):
    code = "document_is_draft"
    default_message = "This is a draft, which has never been issued. Issue it first, or change or delete it instead."


class DocumentCredited(Conflict):
    code = "document_credited"
    default_message = "Credit notes count against this invoice. Void them first, or leave it as it is."


class DocumentCounted(Conflict):
    code = "document_counted"
    default_message = "An issued credit note counts and cannot be deleted. Void it first."


class DocumentRejected(Conflict):
    code = "document_rejected"
    default_message = "This was rejected. Approve it first, or duplicate it to make a new offer."


class AlreadyConverted(Conflict):
    """`details.invoice_id`: the invoice it was converted to."""

    code = "already_converted"
    default_message = "This was converted to an invoice; go on with that one, or duplicate this to make a new offer."


class Overpayment(Conflict):
    code = "overpayment"
    default_message = "Nothing is left to pay on this invoice. Look at its payments and credit notes."


class WrongType(Conflict):
    code = "wrong_document_type"


REFUSALS: dict[str, type[Conflict]] = {
    "LOCKED": DocumentLocked,
    "FIXED": DocumentFixed,
    "PAID": DocumentPaid,
    "VOID": DocumentVoid,
    "DRAFT": DocumentIsDraft,
    "CREDITED": DocumentCredited,
    "COUNTED": DocumentCounted,
    "REJECTED": DocumentRejected,
    "CONVERTED": AlreadyConverted,
    "SETTLED": Overpayment,
}
"""By their names in the tables of `lifecycle`."""
