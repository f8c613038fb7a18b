"""Models that end: said in good time beside the invoice, and never a reason to refuse a call."""

from datetime import date, timedelta

from app.llm.base import Model

NOTICE = timedelta(days=60)


def find_retirement(model: Model, today: date) -> dict[str, str] | None:
    """The issue to show for a model whose announced end is at most 60 days away, or past; None for every other one.

    A date stops nothing: vendors postpone, and once a vendor has really ended a model, the error names the successor.
    """
    if model.retires_on is None or model.retires_on - NOTICE > today:
        return None
    ends = "is announced to end" if model.retires_on > today else "was announced to end"
    instead = f" Use {model.successor} instead." if model.successor else ""
    message = f"{model.title} {ends} on {model.retires_on}.{instead}"
    return {"code": "model_retires_on", "path": "generation.model", "message": message}
