"""The designs, one folder each: `template.html`, `style.css`, `template.toml`. A new folder is a new design."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.core.registry import Registry

FOLDER = Path(__file__).parent
DEFAULT = "clean"


@dataclass(frozen=True, slots=True)
class Template:
    """A design: its `name` in the API, and what to tell a person who chooses one."""

    name: str
    title: str
    description: str

    @property
    def source(self) -> str:
        """The path of its HTML below the folder of all templates."""
        return f"{self.name}/template.html"

    def read_style(self) -> str:
        return (FOLDER / self.name / "style.css").read_text("utf-8")


def _load_all() -> Registry[Template]:
    registry: Registry[Template] = Registry("template")
    for about in sorted(FOLDER.glob("*/template.toml")):
        words = tomllib.loads(about.read_text("utf-8"))
        name = about.parent.name
        registry.add(name, Template(name, words["title"], words["description"]))
    return registry


TEMPLATES = _load_all()


def choose(name: str | None) -> Template:
    """The template of that name; the default for None or for one that has been removed since."""
    return TEMPLATES.find(name or DEFAULT) or TEMPLATES[DEFAULT]
