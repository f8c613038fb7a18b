"""The facts this room publishes."""

from app.core import events

TEAM_CREATED = events.declare("team.created", "A team was made.")
TEAM_UPDATED = events.declare("team.updated", "A team's settings were changed.")
MEMBER_INVITED = events.declare("member.invited", "Somebody was invited to a team, by e-mail address.")
MEMBER_JOINED = events.declare("member.joined", "Somebody accepted an invitation to a team.")
MEMBER_ROLE_CHANGED = events.declare("member.role_changed", "A member of a team got another role.")
MEMBER_REMOVED = events.declare("member.removed", "A member left a team, or was removed from it.")
TOKEN_CREATED = events.declare("token.created", "An API token for a team was made.")
TOKEN_REVOKED = events.declare("token.revoked", "An API token was revoked.")
