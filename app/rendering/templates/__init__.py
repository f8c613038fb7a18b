"""The designs, one folder each: `template.html`, `style.css`, `template.toml`. A new folder is a new design.

`_shared/` holds the parts that all of them use.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.core.registry import Registry

FOLDER = Path(__file__).parent
DEFAULT = "clean"


@dataclass(frozen=True, slots=True)
class Template:
    """A design: its `name` in the API, and what to tell a person who chooses one.

    `accent` is its colour ("#rrggbb") where the team has none; `paper` lists the sizes it is made for, `options` what
    of a team's branding it shows.
    """

    name: str
    title: str
    description: str
    accent: str
    paper: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def source(self) -> str:
        """The path of its HTML below the folder of all templates."""
        return f"{self.name}/template.html"

    def read_style(self) -> str:
        """What all designs share, then its own."""
        files = (FOLDER / "_shared" / "base.css", FOLDER / self.name / "style.css")
        return "".join(file.read_text("utf-8") for file in files)


def _load_all() -> Registry[Template]:
    registry: Registry[Template] = Registry("template")
    for about in sorted(FOLDER.glob("*/template.toml")):
        words = tomllib.loads(about.read_text("utf-8"))
        name = about.parent.name
        paper, options = tuple(words["paper"]), tuple(words["options"])
        registry.add(name, Template(name, words["title"], words["description"], words["accent"], paper, options))
    return registry


TEMPLATES = _load_all()


def choose(name: str | None) -> Template:
    """The template of that name; the default for None or for one that has been removed since."""
    return TEMPLATES.find(name or DEFAULT) or TEMPLATES[DEFAULT]
