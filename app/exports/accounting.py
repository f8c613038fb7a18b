"""All that was issued in a period as one zip file: tables for a spreadsheet, JSON for a program, PDFs for the shelf."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core import csv_files
from app.core.db import db, transaction
from app.core.errors import InvalidInput
from app.documents import export, paper
from app.documents.models import Document, Payment
from app.documents.present import document_json, moment
from app.exports import tables
from app.exports.archive import Archive
from app.rendering.errors import RenderBusy, RenderFailed, RenderTimeout
from app.rendering.job import RenderJob
from app.rendering.kept import KeptPdfs, address_of

MAX_PDFS = 1000
DOCUMENTS = (*export.COLUMNS, "deleted_at", "pdf")
_AT_ONCE = 50
_PAYMENTS_AT_ONCE = 500
_TRIES = 5
_PAUSE_S = 2.0


@dataclass(frozen=True)
class Period:
    """Days of issue, both included; of payments the days on which they came."""

    first: date
    last: date


@dataclass(frozen=True)
class _Taken:
    """A document as it was read: everything that is written of it, and the page that is to be drawn."""

    id: str
    number: str
    cells: tables.Row
    lines: Sequence[tables.Row]
    taxes: Sequence[tables.Row]
    json: bytes
    file_name: str
    job: RenderJob | None


def check_size(team: Team, period: Period) -> None:
    """InvalidInput when these are too many documents to draw for one file."""
    some = _issued(team, period).with_only_columns(Document.id).limit(MAX_PDFS + 1)
    if db.session.scalars(sa.select(sa.func.count()).select_from(some.subquery())).one() > MAX_PDFS:
        raise InvalidInput.field(
            "pdfs",
            f"More than {MAX_PDFS:,} documents were issued in this period, too many to draw for one file. Ask for "
            "shorter periods, such as a month each, or send pdfs=false for the tables and the JSON alone.",
        )


def portions(team: Team, period: Period, kept: KeptPdfs | None, today: date, at: datetime) -> Iterator[bytes]:
    """The zip file in portions. `team` is a copy that needs no database (`accounts.service.copy_of`); `kept`: where
    PDFs are kept, None for a file without PDFs.

    Which documents are in it is settled at one moment, so that no number is missing between two others; each is as it
    is when its turn comes, the same in all the files. Memory does not grow with their number: tables wait in temporary
    files while the PDFs are sent.
    """
    archive = Archive(at)
    with ExitStack() as open_files:
        ids, documents, lines, taxes, waiting = (open_files.enter_context(TemporaryFile()) for _ in range(5))
        _write_ids(ids, team, period)
        for table, columns in ((documents, DOCUMENTS), (lines, tables.LINES), (taxes, tables.TAXES)):
            table.write((export.BYTE_ORDER_MARK + csv_files.write(columns, [])).encode())
        # Only one member can be written at a time: PDFs go out at once, and the JSON only where there are none.
        objects = waiting if kept else open_files.enter_context(archive.open("documents.json"))
        drawing = _Drawing(archive, kept)
        objects.write(b"[")
        separator = b"\n"
        for taken in _read(ids, team, today, with_pages=kept is not None):
            objects.write(separator + taken.json)
            separator = b",\n"
            documents.write(tables.written([(*taken.cells, drawing.draw(taken))]))
            lines.write(tables.written(taken.lines))
            taxes.write(tables.written(taken.taxes))
            yield archive.take()
        objects.write(b"\n]\n")
        if kept:
            yield from archive.copy("documents.json", waiting)
        else:
            objects.close()
        yield from archive.copy("documents.csv", documents)
        yield from archive.copy("lines.csv", lines)
        yield from archive.copy("taxes.csv", taxes)
        yield from _payments(archive, team, period)
        if drawing.errors:
            archive.add("errors.txt", "".join(drawing.errors).encode())
        yield archive.finish()


class _Drawing:
    """Draws PDFs into an archive, under names that differ on every file system."""

    def __init__(self, archive: Archive, kept: KeptPdfs | None) -> None:
        self.errors: list[str] = []
        self._archive, self._kept = archive, kept
        self._names: set[str] = set()

    def draw(self, taken: _Taken) -> str:
        """The name it has in the archive; "" where it is not wanted, or failed, which is told in `errors`."""
        if taken.job is None:
            return ""
        try:
            pdf = _drawn(taken.job, self._kept)
        except (RenderBusy, RenderFailed, RenderTimeout) as exc:
            self.errors.append(f"{taken.number} ({taken.id}) has no PDF here: {exc.message}\n")
            return ""
        name = self._free_name(taken)
        self._archive.add(name, pdf)
        return name

    def _free_name(self, taken: _Taken) -> str:
        """Types count apart, and signs that no file name takes are left out, so two may be called alike."""
        name = taken.file_name
        if name.casefold() in self._names:
            name = f"{name.removesuffix('.pdf')}-{taken.id}.pdf"
        self._names.add(name.casefold())
        return f"pdf/{name}"


def _drawn(job: RenderJob, kept: KeptPdfs | None) -> bytes:
    """The PDF. Where others draw as well, it waits: the reader has had half of the file already."""
    address = address_of(job)
    for _ in range(_TRIES - 1):
        try:
            return paper.draw(job, address, kept)
        except RenderBusy:
            time.sleep(_PAUSE_S)
    return paper.draw(job, address, kept)


def _issued(team: Team, period: Period) -> sa.Select[Document]:
    """What was issued in the period and got a number, also what is hidden since."""
    return owned(Document, team).where(
        Document.status != "draft", Document.issued_at >= period.first, Document.issued_at <= period.last
    )


def _write_ids(file: IO[bytes], team: Team, period: Period) -> None:
    select = _issued(team, period).with_only_columns(Document.id)
    with transaction(writing=False):
        order = select.order_by(Document.type, Document.issued_at, Document.stamp)
        for document_id in db.session.scalars(order.execution_options(yield_per=1000)):
            file.write(f"{document_id}\n".encode())
    file.seek(0)


def _read(ids: IO[bytes], team: Team, today: date, *, with_pages: bool) -> Iterator[_Taken]:
    """Each document in the order of its id in the file, read by portions in transactions of their own."""
    while wanted := [line.decode().strip() for line in islice(ids, _AT_ONCE)]:
        with transaction(writing=False):
            found = db.session.scalars(owned(Document, team).where(Document.id.in_(wanted)))
            by_id = {document.id: _take(document, today, with_pages) for document in found}
        yield from (by_id[document_id] for document_id in wanted if document_id in by_id)


def _take(document: Document, today: date, with_page: bool) -> _Taken:
    deleted_at = moment(document.deleted_at)
    shown = {**document_json(document, today), "deleted_at": deleted_at}
    return _Taken(
        id=document.id,
        number=document.number or "",
        cells=(*export.cells(document, today), deleted_at or ""),
        lines=list(tables.line_rows(document)),
        taxes=list(tables.tax_rows(document)),
        json=json.dumps(shown, ensure_ascii=False).encode(),
        file_name=paper.file_name(document),
        job=paper.print_job(document) if with_page else None,
    )


def _payments(archive: Archive, team: Team, period: Period) -> Iterator[bytes]:
    """What came in the period, in the order of its recording, whenever its document was issued."""
    came = owned(Payment, team).where(Payment.paid_at >= period.first, Payment.paid_at <= period.last)
    select = (
        came.join(Document, Document.id == Payment.document_id)
        .add_columns(Document)
        .options(lazyload(Document.items))
        .order_by(Payment.id)
        .limit(_PAYMENTS_AT_ONCE)
    )
    after = ""
    with archive.open("payments.csv") as member:
        member.write((export.BYTE_ORDER_MARK + csv_files.write(tables.PAYMENTS, [])).encode())
        while True:
            with transaction(writing=False):
                rows = db.session.execute(select.where(Payment.id > after)).all()
                member.write(tables.written([tables.payment_row(payment, document) for payment, document in rows]))
                after = rows[-1][0].id if rows else ""
            if not rows:
                break
            yield archive.take()
