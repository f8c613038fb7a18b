"""Saybill: one sentence in, a correct invoice out."""

from pathlib import Path

from flask_migrate import Migrate

from app.accounts.api import teams
from app.accounts.audit_api import audit_trail
from app.accounts.authentication import authenticate
from app.accounts.members_api import membership
from app.accounts.plans import init_plans
from app.accounts.tokens_api import api_tokens
from app.core import log
from app.core.config import Settings, load_settings
from app.core.db import db, init_db
from app.core.http import init_http
from app.core.http.caller import set_authenticator
from app.core.http.edge import SaybillApp
from app.customers.api import customers
from app.documents.addresses import document_blueprints
from app.documents.customers_api import customer_accounts
from app.documents.export_api import invoice_exports
from app.documents.numbering_api import numbering
from app.documents.templates_api import templates
from app.exports.api import accounting_exports
from app.generation.api import making_blueprints
from app.generation.batch_api import batches
from app.generation.llm_api import llm
from app.generation.revise_api import revising
from app.llm.endpoints import read_endpoints
from app.llm.settings import LLMSettings
from app.products.api import products
from app.prompts.api import prompts
from app.usage.api import usage
from app.usage.tally import init_tally
from app.webhooks.api import published_events

VERSION = "0.1.0"
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def create_app(settings: Settings | None = None) -> SaybillApp:
    """The service, from the settings given or those of the environment."""
    settings = settings or load_settings()
    log.configure(settings.log_level)
    app = SaybillApp(
        __name__,
        title="Saybill",
        version=VERSION,
        json_errors=False,
        spec_path="/api/v1/openapi.json",
        docs_path="/docs",
        docs_oauth2_redirect_path=None,
        static_folder=None,  # type: ignore[arg-type]  # Flask allows None; APIFlask's annotation forgot.
    )
    app.config["SECRET_KEY"] = settings.secret_key
    app.extensions["saybill.settings"] = settings
    app.extensions["saybill.llm"] = LLMSettings(
        base_urls={
            "openai": settings.openai_base_url,
            "google": settings.gemini_base_url,
            "anthropic": settings.anthropic_base_url,
        },
        endpoints=read_endpoints(settings.llm_endpoints),
        timeout_s=settings.llm_timeout_s,
        # The other threads serve everything else meanwhile.
        concurrency=min(settings.llm_concurrency, max(1, settings.threads * 4 // 5)),
    )
    init_db(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS))
    init_http(app, settings)
    set_authenticator(app, authenticate)
    init_plans(app, settings)
    init_tally(app)
    for room in (
        teams,
        membership,
        api_tokens,
        audit_trail,
        published_events,
        usage,
        prompts,
        customers,
        products,
        customer_accounts,
        numbering,
        *document_blueprints,
        invoice_exports,
        accounting_exports,
        templates,
        *making_blueprints,
        batches,
        revising,
        llm,
    ):
        app.register_blueprint(room)
    return app
