"""Fixtures for the offline provider: one way to read words, and the days that they count from."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.llm.providers.offline.reading import read

TODAY = date(2026, 3, 2)  # A Monday.
Read = Callable[..., dict[str, Any]]


@pytest.fixture
def draft() -> Read:
    """The draft of some words, read on Monday, 2 March 2026."""

    def of(words: str, today: date = TODAY, **defaults: str) -> dict[str, Any]:
        return read(words, today, defaults)[0]

    return of


@pytest.fixture
def issues() -> Callable[[str], list[str]]:
    """The codes of the doubts about some words."""

    def of(words: str) -> list[str]:
        return [issue["code"] for issue in read(words, TODAY, {})[1]]

    return of
