"""A view in a template's HTML. All values are escaped; a template can reach its own folder's files and nothing else."""

import base64
import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.rendering.colours import build_palette
from app.rendering.families import fallback_families
from app.rendering.templates import FOLDER, choose
from app.rendering.view import DocumentView

SCREEN_STYLE = FOLDER / "_shared" / "screen.css"
PAYMENT_PART_STYLE = FOLDER / "_shared" / "payment_part.css"
_FONT_FAMILY = re.compile(r"font-family:[^;}]+")
_SIDE = re.compile(r"\b(left|right)\b")
_OTHER_SIDE = {"left": "right", "right": "left"}
_RIGHT_TO_LEFT_MARK = "\u200f"
_MM_PT = 72 / 25.4
# A small picture is not blown up beyond this: it would show its dots.
_MOST_PT_PER_PIXEL = 0.75


def render_html(view: DocumentView, template_name: str | None = None, *, on_paper: bool = True) -> str:
    """The page that the PDF engine draws. It names no file and no address: style, pictures and text are all inside.

    With `on_paper` False it is a page for a browser instead: the same, with a sheet around it and no page numbers.
    """
    template = choose(template_name)
    page = _environment().get_template(template.source)
    families = fallback_families(view.language) if on_paper else ()
    style = _style(template.name, view.direction == "rtl", families)
    palette = build_palette(view.branding.accent or template.accent)
    html = page.render(
        view=view, style=style, palette=palette, on_paper=on_paper, slip=view.payment_part if on_paper else None
    )
    # CLDR ends Arabic currency signs with a mark that the engine measures as a letter; here all runs that way anyhow.
    return html.replace(_RIGHT_TO_LEFT_MARK, "") if view.direction == "rtl" else html


@cache
def _style(template_name: str, is_mirrored: bool, families: tuple[str, ...]) -> Markup:
    """The style sheet; for a page that reads from right to left with all its sides changed.

    On a screen, which has typefaces of its own, there are no `families`.
    """
    style = choose(template_name).read_style()
    style = with_all_scripts(style, families) if families else style + SCREEN_STYLE.read_text("utf-8")
    if is_mirrored:
        style = _SIDE.sub(lambda side: _OTHER_SIDE[side[0]], style)
    # The style sheet is ours and holds no value of a user, so it goes in as it is.
    return Markup(style)  # noqa: S704


def with_all_scripts(style: str, families: tuple[str, ...]) -> str:
    """The style sheet with the families of all scripts after those that it names: a template names its own alone."""
    others = "".join(f", {name}" for name in families)
    return _FONT_FAMILY.sub(rf"\g<0>{others}", style)


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
    environment.globals["picture"] = picture
    # Ours as well. It is not mirrored: the payment part reads from left to right on every page.
    environment.globals["payment_part_style"] = Markup(PAYMENT_PART_STYLE.read_text("utf-8"))  # noqa: S704
    return environment


def keep_lines(text: str) -> Markup:
    """The text, escaped, with its own line ends kept."""
    return Markup("<br/>").join(text.split("\n"))


def picture(png: bytes | None, most_width_mm: float, most_height_mm: float, exact: bool = False) -> Markup:
    """A PNG of ours as an image, as large as the box allows; `exact` also enlarges. Empty for None."""
    if png is None:
        return Markup("")
    # The header of a PNG: eight bytes of signature, eight of the first chunk, then width and height.
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    scale = min(most_width_mm * _MM_PT / width, most_height_mm * _MM_PT / height)
    if not exact:
        scale = min(scale, _MOST_PT_PER_PIXEL)
    return Markup('<img src="data:image/png;base64,{}" style="width: {:.1f}pt; height: {:.1f}pt"/>').format(
        base64.b64encode(png).decode(), width * scale, height * scale
    )
