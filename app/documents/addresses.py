"""The blueprints of documents: every address with the routes that its types know."""

from app.documents import api, crediting_api, offers_api, payments_api, preview_api
from app.documents.routes import blueprints

document_blueprints = blueprints(
    [
        ("documents", api.routes),
        ("previews", preview_api.routes),
        ("payments", payments_api.routes),
        ("offers", offers_api.routes),
        ("crediting", crediting_api.routes),
    ]
)
