"""Document numbers: how they look."""

import re
import unicodedata
from datetime import date

from app.core import text
from app.core.errors import InvalidInput

MAX_PATTERN_LENGTH = 40

_HELP = "Use {year}, {yy}, {month}, {customer} and {seq} or, with leading zeros, {seq:04}."
# The whole grammar. A user's pattern never reaches str.format, which would give access to attributes and memory.
_PLACEHOLDER = re.compile(r"\{(year|yy|month|customer|seq)(?:(?<=seq):0(1[0-2]|[1-9]))?\}")
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
_NOT_IN_CODE = re.compile(r"[^A-Z0-9]")
_CODE_LENGTH = 10
_NO_CUSTOMER = "X"


def check_pattern(pattern: str) -> str:
    """`pattern` itself, when numbers can be made from it, such as "INV-{year}-{seq:04}".

    InvalidInput for field `format` when it is longer than 40 characters, holds anything unprintable, has not exactly
    one {seq}, or has a placeholder other than {year} {yy} {month} {customer} {seq} {seq:0N}, N from 1 to 12.
    """
    if len(pattern) > MAX_PATTERN_LENGTH:
        raise _refused(f"Must not be longer than {MAX_PATTERN_LENGTH} characters.")
    if pattern != text.clean_line(pattern):
        raise _refused("Must be one line of printable characters, without blanks at the ends or two in a row.")
    unknown = _BRACED.search(_PLACEHOLDER.sub("", pattern))
    if unknown:
        raise _refused(f"{unknown.group()} is not a placeholder. {_HELP}")
    if [found[1] for found in _PLACEHOLDER.finditer(pattern)].count("seq") != 1:
        raise _refused(f"Must contain {{seq}} exactly once. {_HELP}")
    return pattern


def format_number(pattern: str, *, seq: int, issued_at: date, customer: str = "") -> str:
    """The number of the `seq`-th document, issued on `issued_at`: "INV-2026-0001". {month} and {yy} have two digits,
    {customer} is the `customer_code` of that name.

    A `seq` with more digits than the zeros ask for is printed whole. InvalidInput as in `check_pattern`.
    """
    year = f"{issued_at.year:04}"
    values = {
        "year": year,
        "yy": year[-2:],
        "month": f"{issued_at.month:02}",
        "customer": customer_code(customer),
    }

    def filled(found: re.Match[str]) -> str:
        return values.get(found[1]) or str(seq).zfill(int(found[2] or 0))

    return _PLACEHOLDER.sub(filled, check_pattern(pattern))


def customer_code(name: str) -> str:
    """At most ten letters and digits that stand for a customer: "Müller & Söhne" is "MULLERSOHN".

    A name of other letters than Latin ones is "X": the numbers are typed into banks' forms.
    """
    plain = unicodedata.normalize("NFKD", name).upper()
    return _NOT_IN_CODE.sub("", plain)[:_CODE_LENGTH] or _NO_CUSTOMER


def counts_by_year(pattern: str) -> bool:
    """Whether numbers may begin again at 1 each year: only when the year is part of them, or they would repeat."""
    return any(found[1] in ("year", "yy") for found in _PLACEHOLDER.finditer(pattern))


def _refused(message: str) -> InvalidInput:
    return InvalidInput.field("format", message)
