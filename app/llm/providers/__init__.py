"""One file or folder for each provider. Putting it here, with a `PROVIDER` in it, is all it takes to add one."""

from importlib import import_module
from pkgutil import iter_modules

from app.llm.base import PROVIDERS

_OF_THE_OPERATOR = "compatible"  # Its providers come with the settings of an application.

for _module in iter_modules(__path__):
    if _module.name != _OF_THE_OPERATOR:
        _provider = import_module(f"{__name__}.{_module.name}").PROVIDER
        PROVIDERS.add(_provider.name, _provider)

__all__ = ["PROVIDERS"]
