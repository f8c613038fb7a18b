"""From values to a view: every label chosen, every figure formatted, every row put in its order."""

from dataclasses import dataclass

from app.rendering.data import DocumentData, LineData, TaxRate
from app.rendering.labels import Labels, load_labels
from app.rendering.locales import Formats, PrintLocale, resolve, spoken_language
from app.rendering.parties import build_party, payment_fact
from app.rendering.totals import build_totals, tax_text
from app.rendering.view import Branding, Columns, DocumentView, Fact, Headings, LineView, Mark

KINDS = ("invoice", "estimate", "quote", "receipt", "purchase_order", "credit_note")
"""The types that have words of their own; any other type prints as an invoice."""

_MARKS = {"draft": Mark.DRAFT, "paid": Mark.PAID, "void": Mark.VOID}


def build_view(data: DocumentData, branding: Branding | None = None) -> DocumentView:
    """The document as a template prints it: locale, language and paper size chosen, everything formatted. Never fails
    on a locale or language: an unknown one prints in English."""
    place = resolve(data.locale, data.language)
    labels = load_labels(place.language, spoken_language(data.second_language))
    return _Presenter(data, place, labels, branding or Branding()).view()


@dataclass(frozen=True, slots=True)
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

    def view(self) -> DocumentView:
        data, labels = self.data, self.labels
        mark = _MARKS.get(data.status)
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
            lines=tuple(self.line(position, line) for position, line in enumerate(data.lines, 1)),
            columns=Columns(
                unit=any(line.unit for line in data.lines),
                discount=any(line.discount for line in data.lines),
            ),
            totals=build_totals(data, self.kind, labels, self.formats),
            payment_rows=tuple(payment_fact(row, labels) for row in data.payment_rows),
            notes=data.notes,
            terms=data.terms,
            headings=self.headings(),
            language=self.place.language,
            direction=self.place.direction,
            page_size=self.place.page_size,
            created_at=data.issued_at,
            branding=self.branding,
        )

    def facts(self) -> tuple[Fact, ...]:
        """The few things a reader looks for first: dates, the order it refers to, how much."""
        data, labels, formats = self.data, self.labels, self.formats
        rows = [
            (labels[f"{self.kind}.issued"], formats.date(data.issued_at)),
            (labels[f"{self.kind}.due"], formats.date(data.due_at)),
            (labels["document.paid_at"], formats.date(data.paid_at) if data.status == "paid" else None),
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
        return LineView(
            position=str(position),
            name=line.name,
            description=line.description,
            quantity=formats.quantity(line.quantity),
            unit=line.unit or "",
            unit_price=formats.price(line.unit_price),
            discount=self.discount_text(line),
            note=self.taxes_text(line.taxes),
            amount=formats.amount(line.amount),
        )

    def discount_text(self, line: LineData) -> str:
        if not line.discount:
            return ""
        if line.discount_percentage:
            return self.formats.percent(line.discount_percentage)
        return self.formats.amount(-line.discount)

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
            amount=labels["item.amount"].format(currency=self.data.currency),
            payment=labels["document.payment"],
            notes=labels["document.notes"],
            terms=labels["document.terms"],
            page=(before, between, after),
        )
