"""The table of roles: what each may do, for every permission that some route asks for."""

from typing import Any

import pytest
from flask import Flask

from app.accounts.roles import ROLES
from app.core.http.caller import PERMISSIONS
from tests.accounts.people import join
from tests.callers import Api

OWNERS_AND_ADMINS = {"teams:write", "numbering:write", "members:write", "audit:read"}
VIEWERS_WRITE = {"tokens:write", "membership:write"}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_the_table_says(role: str, sqlite_app: Flask) -> None:
    of_teams = {permission for permission in PERMISSIONS if not permission.startswith("account:")}
    reading = {permission for permission in of_teams if permission.endswith(":read")}
    expected = {
        "owner": of_teams,
        "admin": of_teams,
        "member": of_teams - OWNERS_AND_ADMINS,
        "viewer": (reading | VIEWERS_WRITE) - OWNERS_AND_ADMINS,
    }
    assert {permission for permission in of_teams if ROLES[role].grant.allows(permission)} == expected[role]


@pytest.mark.parametrize("role", ROLES)
def test_the_service_keeps_to_the_table(role: str, api: Api) -> None:
    """One route for each kind of power, called by a member with a token that may do everything."""
    person = join(api, role)
    calls: list[tuple[str, str, str, Any]] = [
        ("invoices:read", "GET", "/invoices", None),
        ("invoices:write", "POST", "/invoices", {"items": [{"name": "Design", "unit_price": "1"}]}),
        ("prompts:write", "POST", "/prompts", {"prompt_text": "x"}),
        ("teams:read", "GET", "/teams/current", None),
        ("teams:write", "PATCH", "/teams/current", {"name": "New"}),
        ("members:read", "GET", "/teams/current/members", None),
        ("members:write", "POST", "/teams/current/invitations", {"email": "ann@example.com", "role": "viewer"}),
        ("tokens:write", "POST", "/tokens", {"name": "A", "permissions": ["read"]}),
        ("usage:read", "GET", "/usage", None),
    ]
    answers = {needed: person.request(method, path, json=sent).status_code for needed, method, path, sent in calls}
    assert {needed: status != 403 for needed, status in answers.items()} == {
        needed: ROLES[role].grant.allows(needed) for needed in answers
    }
    assert set(answers.values()) <= {200, 201, 403}
    assert person.get("/teams").status_code == 200
