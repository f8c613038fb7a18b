"""What crosses the border about prompts, their labels and variables."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from app.core import money, text
from app.core.csv_files import ImportSchema
from app.core.fields import BoundedList, OutSchema, Text
from app.core.http.pagination import PageQuery, PaginationOut
from app.prompts.queries import NO_LABEL

MAX_TEXT = 20_000
MAX_LABELS = 20
MAX_IMPORT = 5_000
MAX_VARIABLES = 200
_COLOR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


class PromptWords(Text):
    """Words for a model: clean, but with their blanks and lines as they were typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(MAX_TEXT, lines=True, **kwargs)

    def _cleaned(self, value: str) -> str:
        return text.clean(value).strip() if super()._cleaned(value) else ""


class LabelName(Text):
    """1 to 50 characters on one line, and not the word that filters for prompts without a label."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(50, **kwargs)

    def _cleaned(self, value: str) -> str:
        name = super()._cleaned(value)
        if name == NO_LABEL:
            raise ValidationError(f"No label can be called {NO_LABEL}: it filters for prompts without one.")
        return name


class Color(fields.String):
    """A colour such as "#3b82f6", kept in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": "^#[0-9a-fA-F]{6}$", "example": "#3b82f6"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        color = str(super()._deserialize(value, attr, data, **kwargs)).lower()
        if not _COLOR.fullmatch(color):
            raise ValidationError('Must be a colour such as "#3b82f6".')
        return color


class VariableValue(fields.Field[str]):
    """Text or a number, as it will stand in the words."""

    def __init__(self) -> None:
        super().__init__(metadata={"type": ["string", "number"], "maxLength": 2000})
        self.text = Text(2000, lines=True, blank=True)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if isinstance(value, str):
            return str(self.text.deserialize(value))
        try:
            return money.format_decimal(money.parse_decimal(value))
        except ValueError:
            raise ValidationError("Must be text or a number.") from None


def variables_field() -> fields.Dict:
    """Values by the names of variables."""
    return fields.Dict(
        keys=fields.String(),
        values=VariableValue(),
        validate=validate.Length(max=MAX_VARIABLES),
        metadata={"description": 'Values for the `{{variables}}` of the prompt: `{"client": "Acme", "hours": 12}`.'},
    )


class LabelIn(Schema):
    name = LabelName(required=True)
    color = Color()


def _check_names_differ(labels: list[dict[str, Any]]) -> None:
    names = [label["name"] for label in labels]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValidationError(f"The label {twice!r} stands there twice.")


class PromptChanges(Schema):
    """What can be said about a prompt. A label's colour holds for all prompts of the team that bear it."""

    prompt_text = PromptWords(attribute="text", metadata={"description": "May have `{{variables | with defaults}}`."})
    labels = BoundedList(fields.Nested(LabelIn), MAX_LABELS, validate=_check_names_differ)


class PromptIn(PromptChanges):
    prompt_text = PromptWords(
        attribute="text", required=True, metadata={"description": "May have `{{variables | with defaults}}`."}
    )


class ImportIn(ImportSchema):
    """As `GET /prompts/export` gives them; in a CSV file, what is wrong is told by line."""

    prompts = BoundedList(fields.Nested(PromptIn), MAX_IMPORT, shortest=1, required=True)


class LabelChanges(Schema):
    name = LabelName()
    color = Color()


class VariablesIn(Schema):
    variables = variables_field()


class PromptQuery(PageQuery):
    label = Text(50, metadata={"description": f"Its name; `{NO_LABEL}`: prompts without a label."})
    content = Text(200, metadata={"description": "In the text; case does not matter."})


class ExportQuery(Schema):
    format = fields.String(load_default="json", validate=validate.OneOf(["json", "csv"]))


class LabelOut(OutSchema):
    name = fields.String()
    color = fields.String()


class VariableOut(OutSchema):
    name = fields.String()
    default = fields.String(allow_none=True, metadata={"description": "Null when a value has to be given."})


class PromptOut(OutSchema):
    id = fields.String()
    user_id = fields.String(allow_none=True, metadata={"description": "Who saved it."})
    prompt_text = fields.String()
    labels = fields.List(fields.Nested(LabelOut))
    variables = fields.List(fields.Nested(VariableOut))
    version = fields.Integer(metadata={"description": "Counts the changes of the text, from 1."})
    uses = fields.Integer(metadata={"description": "How often a model was asked with it, with or without success."})
    last_used_at = fields.DateTime(allow_none=True)
    success_rate = fields.String(
        allow_none=True, metadata={"description": '"0.75": three uses of four ended in an invoice. Null when unused.'}
    )
    mean_tokens = fields.Integer(allow_none=True, metadata={"description": "Of the uses whose tokens are known."})
    mean_cost_usd = fields.String(allow_none=True, metadata={"description": "Of the uses whose cost is known."})
    created_at = fields.DateTime()
    updated_at = fields.DateTime()


class PromptEnvelope(OutSchema):
    prompt = fields.Nested(PromptOut)


class PromptList(OutSchema):
    prompts = fields.List(fields.Nested(PromptOut))
    pagination = fields.Nested(PaginationOut)


class LabelNames(OutSchema):
    labels = fields.List(fields.String())


class LabelEnvelope(OutSchema):
    label = fields.Nested(LabelOut)


class PreviewOut(OutSchema):
    text = fields.String(metadata={"description": "What a model would be given."})
    version = fields.Integer()


class PromptVersionOut(OutSchema):
    number = fields.Integer()
    prompt_text = fields.String()
    user_id = fields.String(allow_none=True)
    created_at = fields.DateTime()


class PromptVersions(OutSchema):
    versions = fields.List(fields.Nested(PromptVersionOut))


class StarterOut(OutSchema):
    slug = fields.String()
    title = fields.String()
    trade = fields.String()
    labels = fields.List(fields.Nested(LabelOut))
    prompt_text = fields.String()
    variables = fields.List(fields.Nested(VariableOut))


class StarterList(OutSchema):
    prompts = fields.List(fields.Nested(StarterOut))


class Imported(OutSchema):
    imported = fields.Integer()


class PromptDeleted(OutSchema):
    deleted = fields.Boolean()
