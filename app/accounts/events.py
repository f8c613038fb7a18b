"""The facts this room publishes."""

from app.core import events

TEAM_UPDATED = events.declare("team.updated", "A team's settings were changed.")
