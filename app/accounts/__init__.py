"""Users, teams, members, API tokens, the audit trail, and who is calling."""
