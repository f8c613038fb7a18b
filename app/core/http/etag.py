"""ETag and If-Match: a change that was made for an older state is refused (RFC 9110, sections 8.8.3 and 13.1.1).

A row with a `version` (`core.db.Versioned`) takes part: `tagged` names its version in the answer, and `check` is called
by `accounts.tenancy.get_owned`, so that no view of a versioned blueprint can forget it.
"""

from typing import Any

from flask import Response, has_request_context, request
from werkzeug.http import quote_etag

from app.core.errors import ChangedMeanwhile


def tagged(response: Response, row: Any) -> Response:
    """The answer with the row's version as a strong ETag. A row that is not stored has none."""
    if row.id is not None:
        response.set_etag(str(row.version))
    return response


def check(row: Any) -> None:
    """ChangedMeanwhile when the request's If-Match names no present version of the row that its address names.

    Other rows than the one in the address are not what the caller has seen, so they are let pass.
    """
    if not has_request_context() or "If-Match" not in request.headers:
        return
    if row.id in (request.view_args or {}).values() and not request.if_match.contains(str(row.version)):
        raise ChangedMeanwhile(headers={"ETag": quote_etag(str(row.version))})
