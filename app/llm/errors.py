"""What can go wrong at a provider: one class for each row of the table in DESIGN section 6.

No message ever quotes the vendor or the key.
"""

from app.core.errors import SaybillError


class LLMError(SaybillError):
    """The root of all provider failures."""
