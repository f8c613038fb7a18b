"""Public ids: a prefix that tells the kind, and a ULID, so that ids sort by the time of their making."""

from ulid import ULID


def new_id(prefix: str) -> str:
    """A fresh id such as "inv_01m7xq0k9wrpyrt7z5tmbw0rfj"."""
    return f"{prefix}_{str(ULID()).lower()}"
