"""Is the process alive, and can it do its work: for load balancers and container probes. Not counted by the limit."""

import sqlalchemy as sa
from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import db

health = APIBlueprint("health", __name__, enable_openapi=False)


@health.get("/health")
def alive() -> Response:
    """The process answers. Touches nothing else, so that a slow database does not get it killed."""
    return jsonify(status="ok")


@health.get("/ready")
def ready() -> tuple[Response, int]:
    """The database answers; 503 until it does."""
    try:
        with db.engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="not ready", reason="the database does not answer"), 503
    return jsonify(status="ready"), 200
