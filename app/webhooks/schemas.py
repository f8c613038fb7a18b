"""What `/events` takes and shows."""

from marshmallow import ValidationError, fields

from app.accounts.audit_schemas import DaysQuery
from app.core.events import EVENTS
from app.core.fields import MomentOut, OutSchema
from app.core.http.pagination import PaginationOut


def _check_type(name: str) -> None:
    if name not in EVENTS:
        raise ValidationError("There is no such type; GET /events/types lists them.")


class EventQuery(DaysQuery):
    type = fields.String(validate=_check_type, metadata={"description": "Such as `document.paid`."})


class EventOut(OutSchema):
    id = fields.String()
    type = fields.String()
    at = MomentOut()
    subject_id = fields.String()
    data = fields.Dict(metadata={"description": "The object as it was after the fact, such as `{document: {…}}`."})


class EventList(OutSchema):
    events = fields.List(fields.Nested(EventOut))
    pagination = fields.Nested(PaginationOut)


class EventTypeOut(OutSchema):
    type = fields.String()
    description = fields.String()


class EventTypeList(OutSchema):
    types = fields.List(fields.Nested(EventTypeOut))
