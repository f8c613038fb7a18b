"""What crosses the border about products."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core.csv_files import ImportSchema
from app.core.details import TaxIn
from app.core.fields import BoundedList, CurrencyCode, ExactDecimal, MomentOut, OutSchema, Text
from app.core.http.pagination import PageQuery, PaginationOut
from app.products.models import TYPES
from app.products.queries import sku_key

MAX_IMPORT = 5_000
MAX_TAXES = 10


class ProductFields(Schema):
    """What can be said about a product. What is left out stays."""

    type = fields.String(validate=validate.OneOf(TYPES))
    name = Text(300)
    description = Text(2000, lines=True, allow_none=True)
    sku = Text(60, allow_none=True, metadata={"description": "One product has it, not two; case does not matter."})
    price = ExactDecimal(6, minimum="0", metadata={"description": "Of one unit."})
    currency = CurrencyCode(metadata={"description": "ISO 4217; default: the team's"})
    unit = Text(40, allow_none=True, metadata={"description": "`hour`, `piece`"})
    taxes = BoundedList(
        fields.Nested(TaxIn),
        MAX_TAXES,
        allow_none=True,
        metadata={"description": "Null: those of the document it stands on; []: untaxed."},
    )
    active = fields.Boolean(metadata={"description": "False: no longer sold, so that no words name it."})
    stock = ExactDecimal(
        6,
        allow_none=True,
        metadata={"description": "How many there are. Null: nobody counts. Invoices do not change it."},
    )
    allow_negative_stock = fields.Boolean(metadata={"description": "It is sold before it is there."})
    low_stock_threshold = ExactDecimal(
        6, minimum="0", allow_none=True, metadata={"description": "At this or less, `product.stock_low` is published."}
    )


class ProductIn(ProductFields):
    name = Text(300, required=True)
    price = ExactDecimal(6, minimum="0", required=True, metadata={"description": "Of one unit."})


class ProductsIn(ImportSchema):
    """The fields of each; in a CSV file, what is wrong is told by line."""

    products = BoundedList(fields.Nested(ProductIn), MAX_IMPORT, shortest=1, required=True)

    @validates_schema(skip_on_field_errors=True)
    def _each_once(self, data: dict[str, Any], **_: Any) -> None:
        seen: set[str | None] = set()
        for index, product in enumerate(data["products"]):
            key = sku_key(product.get("sku"))
            if key in seen:
                raise ValidationError({"products": {index: {"sku": ["Stands there twice; a product has it alone."]}}})
            seen |= {key} - {None}


class AdjustIn(Schema):
    adjustment = ExactDecimal(6, required=True, metadata={"description": "What comes in; below zero: what goes out."})
    reason = Text(200, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _changes_something(self, data: dict[str, Any], **_: Any) -> None:
        if not data["adjustment"]:
            raise ValidationError({"adjustment": ["Must not be 0."]})


class ProductQuery(PageQuery):
    search = Text(200, metadata={"description": "In name, SKU, description; case and accents do not matter."})
    type = fields.String(validate=validate.OneOf(TYPES))
    active = fields.Boolean()


class ProductTaxOut(OutSchema, TaxIn):
    pass


class ProductOut(OutSchema, ProductFields):
    id = fields.String()
    taxes = BoundedList(fields.Nested(ProductTaxOut), MAX_TAXES, allow_none=True)
    created_at = fields.DateTime()
    updated_at = fields.DateTime()


class ProductEnvelope(OutSchema):
    product = fields.Nested(ProductOut)


class ProductList(OutSchema):
    products = fields.List(fields.Nested(ProductOut))
    pagination = fields.Nested(PaginationOut)


class MovementBy(OutSchema):
    """Who moved it; null for the system."""

    user_id = fields.String(allow_none=True)
    token_id = fields.String(allow_none=True)


class MovementOut(OutSchema):
    number = fields.Integer(metadata={"description": "Counts the movements of this product, from 1."})
    adjustment = fields.String()
    stock = fields.String(allow_none=True, metadata={"description": "After it; null when it ended the counting."})
    reason = fields.String(allow_none=True)
    by = fields.Nested(MovementBy)
    at = MomentOut()


class MovementList(OutSchema):
    movements = fields.List(fields.Nested(MovementOut))
    pagination = fields.Nested(PaginationOut)


class ProductsImported(OutSchema):
    imported = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer(metadata={"description": "Known before, by their SKU."})


class ProductDeleted(OutSchema):
    deleted = fields.Boolean()
