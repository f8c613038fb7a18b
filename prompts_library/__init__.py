"""Prompt texts as data: what the models are told, with a version, and the starter prompts that a user can copy."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PromptText:
    """One text of the library: `name` and `version` from its front matter, and the words themselves."""

    name: str
    version: int
    text: str


@dataclass(frozen=True)
class StarterPrompt:
    """One example that a user can copy; `slug` is the name of its file, `text` may have variables."""

    slug: str
    title: str
    trade: str
    label: str
    color: str
    text: str


@cache
def load(path: str) -> PromptText:
    """The text in `path`, such as "system/invoice". FileNotFoundError or ValueError when it is missing or malformed."""
    facts, text = _split(files(__package__).joinpath(f"{path}.md").read_text(encoding="utf-8"))
    return PromptText(facts["name"], int(facts["version"]), text)


@cache
def starter() -> tuple[StarterPrompt, ...]:
    """All prompts of `starter/`, by trade and title. KeyError or ValueError when one is malformed."""
    sources = [file for file in files(__package__).joinpath("starter").iterdir() if file.name.endswith(".md")]
    prompts = [_starter(file.name.removesuffix(".md"), file.read_text(encoding="utf-8")) for file in sources]
    return tuple(sorted(prompts, key=lambda prompt: (prompt.trade, prompt.title, prompt.slug)))


def _starter(slug: str, source: str) -> StarterPrompt:
    facts, text = _split(source)
    return StarterPrompt(slug, facts["title"], facts["trade"], facts["label"], facts["color"], text)


def _split(source: str) -> tuple[dict[str, str], str]:
    _, front_matter, text = source.split("---\n", 2)
    return dict(line.split(": ", 1) for line in front_matter.strip().splitlines()), text.strip()
