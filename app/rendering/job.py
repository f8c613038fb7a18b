"""One page to be drawn, and how it travels to the process that draws it. Imports nothing heavy."""

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RenderJob:
    """HTML and what the file says about itself. `created_at` None leaves the engine's fixed date, 2000-01-01.

    With a `picture_page`, from 1, that page is wanted as a PNG instead of the whole as a PDF.
    """

    html: str
    title: str = ""
    author: str = ""
    subject: str = ""
    created_at: date | None = None
    picture_page: int = 0
    picture_width_px: int = 0

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), default=date.isoformat).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "RenderJob":
        fields = json.loads(data)
        created = fields.pop("created_at")
        return cls(**fields, created_at=date.fromisoformat(created) if created else None)
