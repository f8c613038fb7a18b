"""Ways in which the PDF engine is made faster without changing what it draws.

    page_count    the number of pages is reckoned beforehand, so that one pass is drawn instead of two
    style_sheets  a style sheet that was parsed before is not parsed again
    cascades      what the style sheets say to an element is kept for all that look like it
    plain_cells   a table cell of nothing but text is laid out and drawn without the engine's general machinery
    like_rows     a table row of a shape that was seen before only gets its texts
    long_tables   a table's rows are measured once, and not again on every page that it goes over
    well_formed   a page that is well-formed XML is read as such

Each replaces names of the engine, which is pinned for that reason. Where a name is missing (another version), that one
speed-up stays off, with a line in the log, and the engine works as it came, only slower. The tests compare the drawn
pages with and without.
"""

import importlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger(__name__)
_NAMES = ("page_count", "style_sheets", "cascades", "plain_cells", "like_rows", "long_tables", "well_formed")


@dataclass(frozen=True)
class Patch:
    """`make` gets what stands at `module` and `path` ("xhtml2pdf.tables", "pisaTagTD.end"), and returns what shall."""

    module: str
    path: str
    make: Callable[[Any], Any]

    def find(self) -> tuple[Any, str, Any]:
        """Whose attribute it is, its name, and what stands there. ImportError or AttributeError when it is gone."""
        owner: Any = importlib.import_module(self.module)
        *owners, name = self.path.split(".")
        for step in owners:
            owner = getattr(owner, step)
        return owner, name, getattr(owner, name)


_replaced: list[tuple[Any, str, Any]] = []


def switch_on() -> list[str]:
    """Apply all that fit this version of the engine; once is enough, again changes nothing. Returns their names."""
    if _replaced:
        return []
    return [name for name in _NAMES if _apply(name)]


def switch_off() -> None:
    """Put the engine's own parts back."""
    while _replaced:
        owner, name, original = _replaced.pop()
        setattr(owner, name, original)


@contextmanager
def as_it_came() -> Iterator[None]:
    """The engine without any speed-up, to compare with."""
    was_on = bool(_replaced)
    switch_off()
    try:
        yield
    finally:
        if was_on:
            switch_on()


def _apply(name: str) -> bool:
    try:
        speedup = importlib.import_module(f"{__name__}.{name}")
        for module, needed in speedup.NEEDS:
            Patch(module, needed, id).find()
        found = [(patch, *patch.find()) for patch in speedup.PATCHES]
    except (ImportError, AttributeError) as exc:
        logger.warning("the PDF engine has changed: it is drawn without %s (%s)", name, exc)
        return False
    for patch, owner, attribute, original in found:
        _replaced.append((owner, attribute, original))
        setattr(owner, attribute, patch.make(original))
    return True
