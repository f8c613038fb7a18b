"""What crosses the border when an invoice is made: words, or the structured fields."""

from typing import Any

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from app.documents.schemas import DocumentFields

_WORDS_ONLY = ("llm_provider", "llm_api_key", "reference_date")
_WITH_WORDS = frozenset({"prompt", *_WORDS_ONLY, "issue", "dry_run", "currency", "language", "template"})


class CreateInvoice(DocumentFields):
    """Either `prompt`, `llm_provider` and `llm_api_key`, or the structured fields with at least `items`."""

    prompt = fields.String(
        validate=validate.Length(max=80_000),
        metadata={"description": "The invoice in plain words.", "maxLength": 20_000},
    )
    llm_provider = fields.String(
        validate=validate.Length(1, 120),
        metadata={"description": "`gpt-41-mini`, `gemini-25-flash`, … , `provider/model`, or `offline` (no key)."},
    )
    llm_api_key = fields.String(
        load_only=True,
        allow_none=True,
        metadata={"description": "Used for this request only, never kept. Also as the header X-LLM-Api-Key."},
    )
    reference_date = fields.Date(metadata={"description": "What 'today' means in the words."})
    issue = fields.Boolean(load_default=False, metadata={"description": "Give it its number at once."})
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Make it, but do not store it."})

    @pre_load
    def _one_way(self, data: Any, **_: Any) -> Any:
        """Words or fields: a body that holds both would leave open which of them is right."""
        if not isinstance(data, dict):
            return data
        if "prompt" in data:
            strange = {name: ["Leave it out when you send a prompt."] for name in data if name not in _WITH_WORDS}
            strange = {name: text for name, text in strange.items() if name in self.fields}
        else:
            strange = {name: ["Only together with a prompt."] for name in _WORDS_ONLY[:2] if name in data}
        if strange:
            raise ValidationError(strange)
        return data

    @validates_schema(skip_on_field_errors=False)
    def _complete(self, data: dict[str, Any], **_: Any) -> None:
        if "prompt" in data:
            if "llm_provider" not in data:
                raise ValidationError({"llm_provider": ["Missing. Use 'offline' if you have no key."]})
        elif not data.get("items"):
            raise ValidationError({"prompt": ["Send a prompt, or the structured fields with at least one item."]})
