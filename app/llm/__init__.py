"""Talking to models. Knows no database and no Flask."""
