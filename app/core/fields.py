"""Marshmallow fields for what crosses a border: clean text, exact decimals, currencies."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from app.core import clock, locales, money, text


class OutSchema(Schema):
    """What we send: every field is always there, whatever the schema it was taken from asks of a sender."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required = True


class MomentOut(fields.DateTime):
    """A moment that we send."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else clock.format_moment(value)


class Text(fields.String):
    """Clean Unicode text of at most `max_length` characters; empty is null where null is allowed, else refused."""

    def __init__(self, max_length: int, *, lines: bool = False, blank: bool = False, **kwargs: Any) -> None:
        shortest = {} if blank else {"minLength": 1}
        metadata = {**shortest, "maxLength": max_length, **kwargs.pop("metadata", {})}
        super().__init__(metadata=metadata, **kwargs)
        self.max_length = max_length
        self.lines = lines
        self.blank = blank

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> Any:
        """Blank text counts as missing, so it is turned into null before null is judged."""
        if isinstance(value, str):
            value = self._cleaned(value)
            if not value and not self.blank:
                if not self.allow_none:
                    raise ValidationError("Must not be empty.")
                value = None
        return super().deserialize(value, attr, data, **kwargs)

    def _cleaned(self, value: str) -> str:
        # As it is sent, just as the OpenAPI document says; and 10 MB are never cleaned.
        if len(value) > self.max_length:
            raise ValidationError(f"Longer than the maximum of {self.max_length} characters.")
        if text.has_lone_surrogate(value):
            raise ValidationError("Not valid Unicode text (half of a surrogate pair).")
        return text.clean_block(value) if self.lines else text.clean_line(value)


class BoundedList(fields.List[Any]):
    """A list of `shortest` to `longest` entries, counted before the first is looked at: a million take no time."""

    def __init__(self, inner: fields.Field[Any], longest: int, *, shortest: int = 0, **kwargs: Any) -> None:
        shown: dict[str, Any] = {"maxItems": longest, **({"minItems": shortest} if shortest else {})}
        super().__init__(inner, metadata=shown | kwargs.pop("metadata", {}), **kwargs)
        self.size = validate.Length(shortest, longest)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, list):
            self.size(value)
        return super()._deserialize(value, attr, data, **kwargs)


class ExactDecimal(fields.Field[Decimal]):
    """A decimal with at most `places` decimals, from a string or a JSON number; goes out as a plain string."""

    def __init__(self, places: int, *, minimum: str | None = None, maximum: str | None = None, **kwargs: Any) -> None:
        shown = {"type": ["string", "number"], "pattern": rf"^-?\d{{1,12}}(\.\d{{1,{places}}})?$"}
        super().__init__(metadata=shown | kwargs.pop("metadata", {}), **kwargs)
        self.places = places
        self.minimum = None if minimum is None else Decimal(minimum)
        self.maximum = None if maximum is None else Decimal(maximum)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Decimal:
        try:
            number = money.parse_decimal(value.strip() if isinstance(value, str) else value)
        except ValueError:
            raise ValidationError('Not a plain decimal number such as "1234.50".') from None
        number = abs(number) if number.is_zero() else number  # JSON knows a "-0".
        if abs(number) >= money.MAX_AMOUNT:
            raise ValidationError("Must be smaller than 1,000,000,000,000.")
        if number != money.round_half_up(number, self.places):
            raise ValidationError(f"Has more than {self.places} decimals.")
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(f"Must not be below {self.minimum}.")
        if self.maximum is not None and number > self.maximum:
            raise ValidationError(f"Must not be above {self.maximum}.")
        return number

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else money.format_decimal(value)


class CurrencyCode(fields.String):
    """An ISO 4217 code in any case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"description": "ISO 4217", "example": "USD"} | kwargs.pop("metadata", {}), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        code = str(super()._deserialize(value, attr, data, **kwargs)).strip().upper()
        if code not in money.CURRENCIES:
            raise ValidationError("Not a currency code of ISO 4217 such as USD.")
        return code


class CountryCode(Text):
    """A country by its code or name, kept as the ISO 3166 code of two letters."""

    def __init__(self, **kwargs: Any) -> None:
        shown = {"description": "ISO 3166, or a name: Germany", "example": "DE"}
        super().__init__(80, metadata=shown | kwargs.pop("metadata", {}), **kwargs)

    def _cleaned(self, value: str) -> str:
        name = super()._cleaned(value)
        code = locales.find_country(name) if name else ""
        if code is None:
            raise ValidationError('Not a country: give its code of ISO 3166 such as "DE", or its name.')
        return code


class Email(Text):
    """One e-mail address, kept in lower case: people write theirs in many ways and mean one mailbox."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(254, metadata={"format": "email"} | kwargs.pop("metadata", {}), **kwargs)

    def _cleaned(self, value: str) -> str:
        address = super()._cleaned(value).lower()
        if address:
            validate.Email()(address)
        return address
