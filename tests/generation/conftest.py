"""The day of these tests."""

from datetime import UTC, datetime

import pytest


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """2026-01-15 in every zone of the tests, and no model about to end, which would be an issue as well."""
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 1, 15, 12, tzinfo=UTC))
