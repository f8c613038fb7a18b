"""HTTP plumbing, the same for every endpoint."""

from apiflask import APIFlask

from app.core.config import Settings
from app.core.http import body, edge, errors, health, openapi, ratelimit


def init_http(app: APIFlask, settings: Settings) -> None:
    """Put the plumbing into the app. The order decides: what is listed first is the last to touch an answer."""
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    edge.init_edge(app, settings)
    ratelimit.init_ratelimit(app, settings)
    body.init_body(app)
    errors.init_errors(app)
    openapi.init_openapi(app)
    app.register_blueprint(health.health)
