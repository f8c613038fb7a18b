"""How this installation talks to models: plain values, handed to `ask` with every call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from app.llm.base import PROVIDERS, Provider
from app.llm.errors import Busy
from app.llm.providers.compatible import Endpoint


@dataclass(frozen=True)
class LLMSettings:
    """One per application; two in one process do not share their cap, their addresses or their endpoints."""

    base_urls: Mapping[str, str] = field(default_factory=dict)
    """Provider name to address, where it is not the vendor's own: {"openai": "https://gateway.example/v1"}."""
    timeout_s: float = 60.0
    """The deadline for one `ask`, the repair turn included."""
    concurrency: int = 200
    """How many may wait for a model at once; below the server's thread count, or /health starves."""
    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)
    """The OpenAI-compatible servers of the operator by name, from `llm.endpoints`."""
    _free: BoundedSemaphore = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_free", BoundedSemaphore(self.concurrency))

    def provider(self, name: str) -> Provider:
        """The registered provider or the endpoint of that name."""
        return self.endpoints[name] if name in self.endpoints else PROVIDERS[name]

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the `concurrency` places; Busy at once when all are taken."""
        if not self._free.acquire(blocking=False):
            raise Busy
        try:
            yield
        finally:
            self._free.release()
