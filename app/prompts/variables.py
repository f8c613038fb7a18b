"""Variables in a prompt's text: `{{client}}`, `{{hours | 10}}` with a default, `{{note |}}` that may stay empty.

What does not look like one, such as `{{}}` or `{{1}}`, is plain text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.errors import InvalidInput

# A name is short and cannot hold a brace, so however many "{{" a text has, each is looked at once.
_VARIABLE = re.compile(r"\{\{[ \t]*([^\W\d][\w -]{0,59}?)[ \t]*(?:\|([^{}\n]*))?\}\}")


@dataclass(frozen=True)
class Variable:
    name: str
    default: str | None
    """What stands there when no value is given; None when one has to be given."""


def find_variables(text: str) -> tuple[Variable, ...]:
    """The variables of a text, each once, in the order of their first place; the first default named is its default."""
    defaults: dict[str, str | None] = {}
    for name, default in _places(text):
        if defaults.get(name) is None:
            defaults[name] = default
    return tuple(Variable(name, default) for name, default in defaults.items())


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in. What looks like a variable in a value stays as it is.

    InvalidInput that names every variable without a value, and every value without a variable.
    """
    variables = find_variables(text)
    known = {variable.name: variable.default for variable in variables}
    missing = [name for name, default in known.items() if default is None and name not in values]
    unknown = [name for name in values if name not in known]
    if missing or unknown:
        raise _refusal(missing, unknown, list(known))
    filled = {name: values.get(name, default or "") for name, default in known.items()}
    return _VARIABLE.sub(lambda place: filled[place[1].rstrip()], text)


def _places(text: str) -> list[tuple[str, str | None]]:
    return [(place[1].rstrip(), None if place[2] is None else place[2].strip()) for place in _VARIABLE.finditer(text)]


def _refusal(missing: list[str], unknown: list[str], known: list[str]) -> InvalidInput:
    has = f"The prompt has: {', '.join(known)}." if known else "The prompt has no variables."
    details = {f"variables.{name}": ["Missing, and it has no default."] for name in missing}
    details |= {f"variables.{name}": [f"Unknown. {has}"] for name in unknown}
    parts = [f"{what}: {', '.join(names)}" for what, names in (("missing", missing), ("unknown", unknown)) if names]
    return InvalidInput(f"variables: {'; '.join(parts)}.", details=details)
