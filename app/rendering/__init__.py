"""Plain values to paper. Knows no database and no web framework.

    data.DocumentData  --present.build_view-->  view.DocumentView  --pdf.render_pdf-->  bytes

`templates.TEMPLATES` lists the designs: one folder each. Nothing is imported here, so that a render worker loads only
what it needs.
"""
