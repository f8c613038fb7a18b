"""What each role may do in a team, as a table; and who may give or take which role."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.http.caller import Grant

OWNER = "owner"
# What everyone may do about himself: leave the team, and hold tokens, which can never do more than he.
_OWN = ("membership:write", "tokens:write")

# What is left to owners and admins.
_OF_MANAGERS = ("teams:write", "numbering:write", "members:write", "audit:read")


@dataclass(frozen=True)
class Role:
    """What a member of this role may do. A higher `rank` is nobody's to change but his equals' and those above."""

    name: str
    rank: int
    grant: Grant


def _role(name: str, rank: int, *held: str, but_not: tuple[str, ...] = ()) -> tuple[str, Role]:
    return name, Role(name, rank, Grant(frozenset(held), frozenset(but_not)))


ROLES: Mapping[str, Role] = MappingProxyType(
    dict(
        [
            _role("owner", 3, "read", "write"),
            _role("admin", 2, "read", "write"),
            _role("member", 1, "read", "write", but_not=_OF_MANAGERS),
            _role("viewer", 0, "read", *_OWN, but_not=_OF_MANAGERS),
        ]
    )
)
"""The roles by name, the most powerful first. A token's power in a team is its own within that of the role."""


def may_act_on(actor: str, role: str) -> bool:
    """Somebody in the role `actor` may give or take `role`: nobody raises another, or himself, above himself."""
    return ROLES[actor].grant.allows("members:write") and ROLES[actor].rank >= ROLES[role].rank
