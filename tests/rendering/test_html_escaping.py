"""Nothing that a user wrote becomes markup, and no template can be reached that is not one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.rendering.data import DocumentData, Row
from app.rendering.html import keep_lines, render_html
from app.rendering.present import build_view
from app.rendering.templates import TEMPLATES

EVIL = "<b>bold</b><img src='http://127.0.0.1/x'>&{{ 7 * 7 }}{% raw %}</style>"


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_field_of_a_document_becomes_markup(make: Callable[..., DocumentData], template: str) -> None:
    row = Row(EVIL, EVIL)
    line = replace(make().lines[0], name=EVIL, description=EVIL, unit=EVIL)
    data = make(
        title=EVIL, number=EVIL, notes=EVIL, terms=EVIL, reference=EVIL, lines=(line,),
        from_rows=(row, Row("", EVIL, "company")), to_rows=(row,), payment_rows=(row,),
    )  # fmt: skip

    html = render_html(build_view(data), template)

    assert "<b>" not in html
    assert "<img" not in html
    assert "&lt;b&gt;bold" in html
    assert "{{ 7 * 7 }}" in html
    assert html.count("</style>") == 2


def test_an_unknown_template_is_the_default(make: Callable[..., DocumentData]) -> None:
    view = build_view(make())

    assert render_html(view, "../../etc/passwd") == render_html(view, "clean") == render_html(view)


def test_line_ends_of_a_text_are_kept() -> None:
    assert keep_lines("one\n<two>") == "one<br/>&lt;two&gt;"


def test_every_template_says_what_it_is() -> None:
    assert "clean" in TEMPLATES
    assert all(TEMPLATES[name].title and TEMPLATES[name].description for name in TEMPLATES)
