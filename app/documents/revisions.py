"""The history of a draft: how it stood after each change, what each change did, and which state an undo restores."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

import jsonpatch
import sqlalchemy as sa

from app.accounts import audit
from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.errors import Conflict
from app.documents.defaults import Fields
from app.documents.models import Document, DocumentRevision
from app.documents.present import moment

Content = dict[str, Any]
"""The part of a document's JSON that can be changed; the deposit stands in its totals, as it does there."""
Patch = list[dict[str, Any]]
"""Operations of RFC 6902."""

_EDITABLE = (
    "number title issued_at due_at currency locale language from_details to_details items discounts taxes "
    "payment_details notes terms reference template customer_id"
).split()
_DECIMALS = frozenset("quantity unit_price percentage amount amount_paid".split())
_DATES = frozenset(("issued_at", "due_at"))
_INSERT = sa.insert(cast(sa.Table, DocumentRevision.__table__))


class NothingToUndo(Conflict):
    code = "nothing_to_undo"
    default_message = "This draft is as it was first stored: there is no change to take back."


def editable(shown: dict[str, Any]) -> Content:
    """What can be changed of a document that `present.document_json` shows."""
    content = {name: shown[name] for name in _EDITABLE}
    content["items"] = [{name: item[name] for name in item if name != "total"} for item in shown["items"]]
    return content | {"totals": {"amount_paid": shown["totals"]["amount_paid"]}}


def fields(content: Content) -> Fields:
    """The fields as `documents.content.write` takes them."""
    values: Fields = _parsed("", content)
    deposit: Fields = values.pop("totals")
    return values | deposit


def _parsed(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _parsed(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_parsed(name, inner) for inner in value]
    if value is not None and name in _DECIMALS:
        return Decimal(value)
    return date.fromisoformat(value) if name in _DATES else value


def difference(before: Content, after: Content) -> Patch:
    """What turns `before` into `after`, and as well the whole JSON of a document that holds the one into the other."""
    return list(jsonpatch.make_patch(before, after).patch)


def record(
    document: Document, kind: str, shown: dict[str, Any], *, undo_to: int | None = None, prompt: str | None = None
) -> None:
    """Store the new state of a draft, `shown` as the API does; `kind` is one of REVISION_KINDS.

    The document is locked by the caller, or nobody else knows it yet, so no two revisions want one number.
    """
    document.revision += 1
    doer = audit.find_doer()
    db.session.flush()
    # Without the session: nothing else in this unit looks at the row, and each creation pays for it.
    db.session.execute(
        _INSERT,
        {
            "id": f"{document.id}_{document.revision:09}",
            "team_id": document.team_id,
            "document_id": document.id,
            "number": document.revision,
            "at": document.updated_at,
            "user_id": doer.user_id if doer else None,
            "token_id": doer.token_id if doer else None,
            "kind": kind,
            "prompt": prompt,
            "content": editable(shown),
            "totals": shown["totals"],
            "generation": shown["generation"],
            "undo_to": undo_to,
        },
    )


def find_undo_target(team: Team, document: Document) -> DocumentRevision:
    """The state before the last change that was not taken back yet. NothingToUndo when there is none.

    Each revision names the one that undoing it restores, and an undo takes that name over from what it restores: so
    one undo after the other goes further back, as in an editor, and a change after them starts from where they led.
    """
    now = _find(team, document, document.revision)
    target = _find(team, document, now.undo_to) if now and now.undo_to else None
    if target is None:
        raise NothingToUndo()
    return target


def _find(team: Team, document: Document, number: int) -> DocumentRevision | None:
    return db.session.scalar(list_revisions(team, document).where(DocumentRevision.number == number))


def list_revisions(team: Team, document: Document) -> sa.Select[DocumentRevision]:
    """All states of the document; unordered."""
    return owned(DocumentRevision, team).where(DocumentRevision.document_id == document.id)


def revisions_json(team: Team, document: Document, rows: Sequence[DocumentRevision]) -> list[dict[str, Any]]:
    """The rows as the API shows them, each with what it changed in the one before."""
    numbers = [row.number - 1 for row in rows]
    found = db.session.scalars(list_revisions(team, document).where(DocumentRevision.number.in_(numbers)))
    contents = {row.number: row.content for row in found}
    return [_revision_json(row, contents.get(row.number - 1, row.content)) for row in rows]


def _revision_json(row: DocumentRevision, before: Content) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": moment(row.at),
        "kind": row.kind,
        "by": {"user_id": row.user_id, "token_id": row.token_id},
        "prompt": row.prompt,
        "patch": difference(before, row.content),
        "totals": row.totals,
    }
