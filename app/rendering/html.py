"""A view in a template's HTML. All values are escaped; a template can reach its own folder's files and nothing else."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.rendering.templates import FOLDER, choose
from app.rendering.view import DocumentView


def render_html(view: DocumentView, template_name: str | None = None) -> str:
    """The page that the PDF engine draws. It names no file and no address: style and text are all inside."""
    template = choose(template_name)
    page = _environment().get_template(template.source)
    # The style sheet is ours and holds no value of a user, so it goes in as it is.
    return page.render(view=view, style=Markup(template.read_style()))  # noqa: S704


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = keep_lines
    return environment


def keep_lines(text: str) -> Markup:
    """The text, escaped, with its own line ends kept."""
    return Markup("<br/>").join(text.split("\n"))
