"""The one source of time. Everything else asks here, so that a test can hold it still."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def format_moment(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond: "2026-01-15T10:30:00.000Z"."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def today(time_zone: str) -> date:
    """The calendar day it is now in an IANA zone such as "Europe/Berlin"."""
    return now().astimezone(ZoneInfo(time_zone)).date()
