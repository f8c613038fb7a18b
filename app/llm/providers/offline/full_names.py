"""Names that are said in short in one place and in full, or with their address, in another."""

from app.llm.providers.offline.addresses import address_stop
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_REACH = 80


def full_name(page: Page, start: int, stop: int) -> int | None:
    """Where "Pennine" of "so Pennine get the bill" stands with the rest of its name or with its address."""
    if stop <= start or not page.tokens[start].text[0].isupper() or _is_beside_address(page, stop):
        return None
    for index in range(max(0, start - _REACH), min(len(page), start + _REACH)):
        same = index != start and page.free(index) and page.tokens[index].text == page.tokens[start].text
        if not same:
            continue
        if stop == start + 1 and page.free(index + 1) and page.tokens[index + 1].text[0].isupper():
            return index if name_stop(page, index) > index + 1 else None
        behind = index + stop - start
        if page.words(index, behind) == page.words(start, stop) and _is_beside_address(page, behind):
            return index
    return None


def _is_beside_address(page: Page, stop: int) -> bool:
    return page.low(stop) in (",", "(") and page.free(stop + 1) and address_stop(page, stop + 1) > stop + 1
