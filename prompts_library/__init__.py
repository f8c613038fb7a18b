"""Prompt texts as data: what the models are told, with a version, so that a change can be seen and measured."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PromptText:
    """One text of the library: `name` and `version` from its front matter, and the words themselves."""

    name: str
    version: int
    text: str


@cache
def load(path: str) -> PromptText:
    """The text in `path`, such as "system/invoice". FileNotFoundError or ValueError when it is missing or malformed."""
    source = files(__package__).joinpath(f"{path}.md").read_text(encoding="utf-8")
    _, front_matter, text = source.split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front_matter.strip().splitlines())
    return PromptText(facts["name"], int(facts["version"]), text.strip())
