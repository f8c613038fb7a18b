"""Whether this installation has what a provider needs: some SDKs are an extra of ours."""

import sys
from importlib.util import find_spec

from app.llm.base import Provider
from app.llm.errors import NotInstalled


def is_installed(provider: Provider) -> bool:
    """Its SDK can be imported; looking does not import it, for that takes a second and 45 MB."""
    sdk = getattr(provider, "sdk", None)
    return sdk is None or sdk in sys.modules or find_spec(sdk) is not None


def require_sdk(provider: Provider) -> None:
    """NotInstalled, with what the operator has to install, when the provider's SDK is missing."""
    if not is_installed(provider):
        raise NotInstalled.of(provider)
