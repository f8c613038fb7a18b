"""A versioned row cannot be written over by somebody who read it before."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from app.core.db import db, transaction
from app.documents.models import Document
from tests.callers import add_team


def _write_over(document_id: str) -> None:
    with transaction():
        document = db.session.get_one(Document, document_id)
        db.session.connection().exec_driver_sql("UPDATE documents SET version = version + 1")
        document.title = "Over another's"


def test_a_row_that_was_read_without_a_lock_is_not_written_over(app: Flask) -> None:
    invoice = add_team(app).invoice()
    with app.app_context(), pytest.raises(StaleDataError):
        _write_over(invoice["id"])
