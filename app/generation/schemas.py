"""What crosses the border when an invoice is made: words, or the structured fields."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from app.core import locales
from app.core.fields import BoundedList, CurrencyCode, OutSchema, Text
from app.core.http.errors import ErrorOut
from app.documents.kinds import KINDS
from app.documents.schemas import DocumentFields, DocumentOut, PatchOperation, TotalsOut
from app.generation.batch import MAX_PROMPTS
from app.prompts.schemas import variables_field
from app.rendering.templates import TEMPLATES

# Day counting must not run out of calendar.
_IN_USE = validate.Range(date(1900, 1, 1), date(2200, 12, 31))
_WORDS_ONLY = ("llm_provider", "llm_api_key", "on_missing", "variables")
_OVERRULING = ("type", "reference_date", "issue", "dry_run", "currency", "language", "template", "customer_id")
_WITH_WORDS = frozenset({"prompt", "prompt_id", *_WORDS_ONLY, *_OVERRULING})


class Reader(Schema):
    """Which model reads the words, and with whose key."""

    llm_provider = fields.String(
        validate=validate.Length(1, 120),
        metadata={"description": "`gpt-41-mini`, `gemini-25-flash`, … , `provider/model`, or `offline` (no key)."},
    )
    llm_api_key = fields.String(
        load_only=True,
        allow_none=True,
        metadata={"description": "Used for this request only, never kept. Also as the header X-LLM-Api-Key."},
    )


class Words(Reader):
    """The words, and how they are to be read."""

    prompt = fields.String(
        validate=validate.Length(max=80_000),
        metadata={"description": "The invoice in plain words.", "maxLength": 20_000},
    )
    on_missing = fields.String(
        validate=validate.OneOf(["draft", "ask"]),
        metadata={
            "description": "When the words leave open what only a person can say: `draft` (the default) makes "
            "the invoice and lists it in `generation.issues`; `ask` stores nothing and answers 422 `needs_input` with "
            "`details.questions` and `details.draft`."
        },
    )
    reference_date = fields.Date(validate=_IN_USE, metadata={"description": "What 'today' means in the words."})
    issue = fields.Boolean(load_default=False, metadata={"description": "Give it its number at once."})
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Make it, but do not store it."})


def _is_by_words(data: Any) -> bool:
    return "prompt" in data or "prompt_id" in data


class CreateDocument(DocumentFields, Words):
    """Either `prompt` or `prompt_id`, `llm_provider` and `llm_api_key`, or the structured fields with `items`."""

    type = fields.String(
        validate=validate.OneOf(tuple(KINDS)), metadata={"description": "Needed at /documents, where it may be any."}
    )
    prompt_id = Text(40, metadata={"description": "A saved prompt, in the place of `prompt`."})
    variables = variables_field()

    @pre_load
    def _one_way(self, data: Any, **_: Any) -> Any:
        """Words or fields: a body that holds both would leave open which of them is right."""
        if not isinstance(data, dict):
            return data
        if "prompt" in data and "prompt_id" in data:
            raise ValidationError({"prompt_id": ["Send either a prompt or a prompt_id."]})
        if "prompt" in data and "variables" in data:
            raise ValidationError({"variables": ["Only together with a prompt_id."]})
        if _is_by_words(data):
            strange = {name: ["Leave it out when you send a prompt."] for name in data if name not in _WITH_WORDS}
            strange = {name: text for name, text in strange.items() if name in self.fields}
        else:
            strange = {name: ["Only together with a prompt."] for name in _WORDS_ONLY if name in data}
        if strange:
            raise ValidationError(strange)
        return data

    @validates_schema(skip_on_field_errors=False)
    def _complete(self, data: dict[str, Any], **_: Any) -> None:
        if _is_by_words(data):
            if "llm_provider" not in data:
                raise ValidationError({"llm_provider": ["Missing. Use 'offline' if you have no key."]})
        elif not data.get("items"):
            raise ValidationError({"prompt": ["Send a prompt, or the structured fields with at least one item."]})


class BatchPrompt(Words):
    """The words of one invoice; what is left out is taken from the batch."""

    prompt = fields.String(
        required=True,
        validate=validate.Length(max=80_000),
        metadata={"description": "The invoice in plain words.", "maxLength": 20_000},
    )
    id = Text(120, metadata={"description": "Yours; it comes back with the result."})
    customer_id = Text(40, metadata={"description": "Who is billed, whoever the words name."})
    currency = CurrencyCode()
    language = fields.String(validate=locales.check_language)
    template = fields.String(validate=validate.OneOf(tuple(TEMPLATES)))


class CreateBatch(Reader):
    """Up to 50 prompts; `llm_provider` and `llm_api_key` hold for all that name none of their own."""

    prompts = BoundedList(fields.Nested(BatchPrompt), MAX_PROMPTS, shortest=1, required=True)

    @validates_schema(skip_on_field_errors=True)
    def _readable(self, data: dict[str, Any], **_: Any) -> None:
        if "llm_provider" not in data:
            missing = {
                index: {"llm_provider": ["Missing here and in the batch. Use 'offline' if you have no key."]}
                for index, prompt in enumerate(data["prompts"])
                if "llm_provider" not in prompt
            }
            if missing:
                raise ValidationError({"prompts": missing})


class ResultErrorOut(ErrorOut):
    """How a request for this invoice alone would have failed."""

    class Meta:
        exclude = ("request_id",)


class ResultOut(OutSchema):
    index = fields.Integer(metadata={"description": "Place of the prompt in the batch, from 0."})
    id = fields.String(allow_none=True, metadata={"description": "As it was sent."})
    status = fields.Integer(metadata={"description": "As a request for this invoice alone would have been answered."})
    invoice = fields.Nested(DocumentOut, allow_none=True)
    error = fields.Nested(ResultErrorOut, allow_none=True)


class BatchOut(OutSchema):
    """One result for each prompt, in their order; either `invoice` or `error` is null."""

    results = fields.List(fields.Nested(ResultOut))
    created = fields.Integer(metadata={"description": "How many were stored."})
    failed = fields.Integer()


class ReviseInvoice(Reader):
    """The wish, and who reads it."""

    prompt = fields.String(
        required=True,
        validate=validate.Length(max=80_000),
        metadata={"description": "What to change, in plain words.", "maxLength": 20_000},
    )
    llm_provider = fields.String(
        required=True,
        validate=validate.Length(1, 120),
        metadata={"description": "`gpt-41-mini`, `provider/model`, …; not `offline`, which only reads new invoices."},
    )
    reference_date = fields.Date(validate=_IN_USE, metadata={"description": "What 'today' means in the words."})
    apply = fields.Boolean(load_default=True, metadata={"description": "False is a preview: nothing is stored."})


class TotalsChange(OutSchema):
    before = fields.Nested(TotalsOut)
    after = fields.Nested(TotalsOut)


class RevisedOut(OutSchema):
    invoice = fields.Nested(DocumentOut)
    patch = fields.List(fields.Nested(PatchOperation), metadata={"description": "From the invoice as it was to this."})
    totals = fields.Nested(TotalsChange)
    applied = fields.Boolean(metadata={"description": "It is stored. False also when the words change nothing."})
