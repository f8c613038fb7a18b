"""From values to a view: every label chosen, every figure formatted, every row put in its order."""

from dataclasses import dataclass
from functools import cached_property

from app.rendering.columns import build_columns, totals_widths
from app.rendering.data import DocumentData, LineData, TaxRate
from app.rendering.labels import Labels, load_labels
from app.rendering.locales import Formats, PrintLocale, resolve, spoken_language
from app.rendering.parties import build_party, payment_fact
from app.rendering.qr import build_qr
from app.rendering.texts import pieces
from app.rendering.totals import build_taxes, build_totals, tax_text
from app.rendering.view import Branding, DocumentView, Fact, Headings, LineView, Mark

KINDS = ("invoice", "estimate", "quote", "receipt", "purchase_order", "credit_note")
"""The types that have words of their own; any other type prints as an invoice."""

# Nothing is awaited of their reader.
_WITHOUT_DUE_DATE = frozenset(("receipt", "credit_note"))
_MARKS = {"draft": Mark.DRAFT, "paid": Mark.PAID, "void": Mark.VOID}


def build_view(data: DocumentData, branding: Branding | None = None) -> DocumentView:
    """The document as a template prints it: locale, language and paper size chosen, everything formatted. Never fails
    on a locale or language: an unknown one prints in English."""
    place = resolve(data.locale, data.language)
    labels = load_labels(place.language, spoken_language(data.second_language))
    return _Presenter(data, place, labels, branding or Branding()).view()


@dataclass(frozen=True)
class _Presenter:
    data: DocumentData
    place: PrintLocale
    labels: Labels
    branding: Branding

    @property
    def formats(self) -> Formats:
        return Formats(self.place.locale, self.data.currency)

    @property
    def kind(self) -> str:
        return self.data.type if self.data.type in KINDS else "invoice"

    @property
    def is_paid(self) -> bool:
        return self.data.status == "paid" or self.kind == "receipt"

    def view(self) -> DocumentView:
        data, labels = self.data, self.labels
        mark = _MARKS.get(data.status)
        headings = self.headings()
        lines = tuple(self.line(position, line) for position, line in enumerate(data.lines, 1))
        totals = build_totals(data, self.kind, labels, self.formats)
        block, share = totals_widths(totals)
        return DocumentView(
            kind_title=labels[f"{self.kind}.title"],
            number_label=labels[f"{self.kind}.number"],
            number=data.number,
            number_text=data.number or labels["document.draft"],
            title=data.title,
            mark=mark,
            mark_label=labels[f"document.{mark}"] if mark else "",
            facts=self.facts(),
            seller=build_party(labels["document.from"], data.from_rows, labels),
            buyer=build_party(labels[f"{self.kind}.to"], data.to_rows, labels),
            lines=lines,
            columns=build_columns(lines, headings),
            totals=totals,
            totals_width=block,
            totals_share=share,
            taxes=build_taxes(data, self.formats),
            payment_rows=tuple(payment_fact(row, labels) for row in data.payment_rows),
            notes=data.notes,
            terms=data.terms,
            headings=headings,
            language=self.place.language,
            direction=self.place.direction,
            page_size=data.paper or self.place.page_size,
            created_at=data.issued_at,
            branding=self.branding,
            qr=build_qr(data, labels, self.place.language),
        )

    def facts(self) -> tuple[Fact, ...]:
        """The few things a reader looks for first: dates, what it refers to, how much."""
        data, labels, formats = self.data, self.labels, self.formats
        rows = [
            (labels[f"{self.kind}.issued"], formats.date(data.issued_at)),
            (labels[f"{self.kind}.due"], formats.date(data.due_at) if self.kind not in _WITHOUT_DUE_DATE else None),
            (labels["document.paid_at"], formats.date(data.paid_at) if self.is_paid else None),
            (labels["document.credits"], data.credits if self.kind == "credit_note" else None),
            (labels["document.reference"], data.reference),
        ]
        owed = self.kind == "invoice"
        amount = Fact(
            labels["totals.due" if owed else "totals.total"],
            formats.money(data.amount_due if owed else data.total),
            strong=True,
        )
        return (*(Fact(label, value) for label, value in rows if value), amount)

    def line(self, position: int, line: LineData) -> LineView:
        formats = self.formats
        first, *more = pieces(line.description) or (None,)
        return LineView(
            position=str(position),
            name=line.name,
            description=first,
            more=tuple(more),
            quantity=formats.quantity(line.quantity),
            unit=line.unit or "",
            unit_price=formats.price(line.unit_price),
            discount=self.discount_text(line),
            tax="" if self.common_tax is None else self.rate_text(line.taxes),
            note=self.taxes_text(line.taxes) if self.common_tax is None else None,
            amount=formats.amount(line.amount),
        )

    def discount_text(self, line: LineData) -> str:
        if not line.discount:
            return ""
        if line.discount_percentage:
            return self.formats.percent(line.discount_percentage)
        return self.formats.amount(-line.discount)

    @cached_property
    def common_tax(self) -> str | None:
        """What heads the column of rates: the one tax that every line has or is free of. None: no such column."""
        taxes = {tax for line in self.data.lines for tax in line.taxes or ()}
        alike = {(tax.name, tax.inclusive) for tax in taxes}
        simple = all(line.taxes is not None and len(line.taxes) <= 1 for line in self.data.lines)
        if not simple or len(alike) != 1 or any(tax.withholding for tax in taxes):
            return None
        ((name, is_inclusive),) = alike
        return self.labels["item.tax_included"].format(tax=name) if is_inclusive else name

    def rate_text(self, taxes: tuple[TaxRate, ...] | None) -> str:
        return self.formats.percent(taxes[0].percentage) if taxes else "–"

    def taxes_text(self, taxes: tuple[TaxRate, ...] | None) -> str | None:
        """What is special about the line's taxes: None when the document's apply."""
        if taxes is None:
            return None
        if not taxes:
            return self.labels["item.no_tax"]
        return " · ".join(self.tax_note(tax) for tax in taxes)

    def tax_note(self, tax: TaxRate) -> str:
        key = "tax_withheld" if tax.withholding else "tax_included" if tax.inclusive else "tax"
        return self.labels[f"item.{key}"].format(tax=tax_text(tax.name, tax.percentage, self.formats))

    def headings(self) -> Headings:
        labels = self.labels
        # The engine drops blanks that stand next to its page numbers, but not these.
        before, _, rest = labels["document.page"].replace(" ", "\u00a0").partition("{page}")
        between, _, after = rest.partition("{pages}")
        return Headings(
            item=labels["item.item"],
            quantity=labels["item.quantity"],
            unit=labels["item.unit"],
            unit_price=labels["item.unit_price"],
            discount=labels["item.discount"],
            tax=self.common_tax or "",
            amount=labels["item.amount"].format(currency=self.data.currency),
            payment=labels["document.payment"],
            notes=labels["document.notes"],
            terms=labels["document.terms"],
            taxes=labels["taxes.heading"],
            tax_name=labels["taxes.name"],
            tax_rate=labels["taxes.rate"],
            tax_base=labels["taxes.base"],
            tax_amount=labels["taxes.amount"],
            page=(before, between, after),
        )
