"""The settings: read from the environment here and nowhere else, checked at start, frozen afterwards."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast
from urllib.parse import urlsplit

from environs import Env, EnvValidationError, validate
from limits import parse_many
from marshmallow import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.core.errors import SettingsInvalid

_SHORTEST_KEY = 16
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Field `x_y` is the variable SAYBILL_X_Y; `.env.example` explains each."""

    data_dir: Path
    database_url: str
    redis_url: str | None
    secret_key: str
    host: str
    port: int
    processes: int
    threads: int
    rate_limit: str
    max_body_bytes: int
    openai_base_url: str
    gemini_base_url: str
    anthropic_base_url: str
    llm_endpoints: dict[str, Any]
    """OpenAI-compatible servers by name; the room that talks to them checks the facts of each."""
    llm_timeout_s: float
    llm_concurrency: int
    public_url: str
    trusted_proxies: int
    log_level: str
    plans_file: Path | None = None

    @property
    def address(self) -> str:
        """Where to listen: "127.0.0.1:8000", "[::1]:8000"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def pdf_folder(self) -> Path:
        """Where drawn PDFs are kept."""
        return self.data_dir / "pdf"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def load_settings() -> Settings:
    """The settings from the environment. SettingsInvalid names every variable that is wrong and what it may be.

    Creates the data folder when it is missing, and in it the secret key when none is given.
    """
    env = Env(eager=False)
    with env.prefixed("SAYBILL_"):
        values = _read(env)
    try:
        env.seal()
    except EnvValidationError as exc:
        problems = cast(dict[str, list[str]], exc.error_messages)
        lines = [f"{name}: {' '.join(messages)}" for name, messages in problems.items()]
        raise SettingsInvalid("\n".join(lines)) from None
    if values["processes"] > 1 and not values["redis_url"]:
        raise SettingsInvalid(
            "SAYBILL_PROCESSES: several processes would each count the rate limit on their own. "
            "Set SAYBILL_REDIS_URL as well, or keep SAYBILL_PROCESSES at 1."
        )
    data_dir = values["data_dir"] = Path(values["data_dir"]).expanduser().resolve()
    _make_data_dir(data_dir)
    values["database_url"] = _database_url(values["database_url"], data_dir)
    values["secret_key"] = values["secret_key"] or _kept_secret_key(data_dir / "secret_key")
    settings = Settings(**values)
    own_url = settings.public_url or f"http://{settings.address}"
    return replace(settings, public_url=own_url.rstrip("/"))


def _read(env: Env) -> dict[str, Any]:
    return {
        "data_dir": env.str("DATA_DIR", "data"),
        "database_url": env.str("DATABASE_URL", "", validate=_known_database),
        "redis_url": env.str("REDIS_URL", "", validate=_redis_url) or None,
        "secret_key": env.str("SECRET_KEY", "", validate=_long_enough),
        "host": env.str("HOST", "127.0.0.1"),
        "port": env.int("PORT", 8000, validate=validate.Range(1, 65535)),
        "processes": env.int("PROCESSES", 1, validate=validate.Range(1, 64)),
        "threads": env.int("THREADS", 256, validate=validate.Range(1, 4096)),
        "rate_limit": env.str("RATE_LIMIT", "100/minute", validate=_rate),
        "max_body_bytes": env.int("MAX_BODY_BYTES", 2_000_000, validate=validate.Range(1_000)),
        "openai_base_url": env.str("OPENAI_BASE_URL", "https://api.openai.com/v1", validate=_http_url),
        "gemini_base_url": env.str("GEMINI_BASE_URL", "https://generativelanguage.googleapis.com", validate=_http_url),
        "anthropic_base_url": env.str("ANTHROPIC_BASE_URL", "https://api.anthropic.com", validate=_http_url),
        "llm_endpoints": env.json("LLM_ENDPOINTS", {}, validate=_json_object),
        "llm_timeout_s": env.float("LLM_TIMEOUT_S", 60.0, validate=validate.Range(0.1, 600)),
        "llm_concurrency": env.int("LLM_CONCURRENCY", 200, validate=validate.Range(1, 4096)),
        "public_url": env.str("PUBLIC_URL", "", validate=_http_url),
        "trusted_proxies": env.int("TRUSTED_PROXIES", 0, validate=validate.Range(0, 10)),
        "plans_file": env.path("PLANS_FILE", None),
        "log_level": env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(_LOG_LEVELS)),
    }


def _known_database(url: str) -> None:
    try:
        parts = make_url(url or "sqlite:////saybill.sqlite3")
    except (ArgumentError, ValueError):
        parts = None
    is_file = parts and parts.drivername == "sqlite" and Path(parts.database or "").is_absolute()
    if not is_file and not (parts and parts.drivername in ("postgresql", "postgresql+psycopg")):
        raise ValidationError("must be sqlite:////ABSOLUTE/FILE or postgresql://USER:PASSWORD@HOST/NAME.")


def _redis_url(url: str) -> None:
    if url and not url.startswith(("redis://", "rediss://", "redis+unix://")):
        raise ValidationError("must be redis://HOST:PORT/NUMBER.")


def _long_enough(key: str) -> None:
    if key and len(key) < _SHORTEST_KEY:
        raise ValidationError(f"must have at least {_SHORTEST_KEY} characters; or leave it out and one is made.")


def _rate(text: str) -> None:
    try:
        is_usable = all(limit.amount > 0 for limit in parse_many(text))
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ValidationError('must be a rate such as "100/minute".')


def _http_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if url and not is_usable:
        raise ValidationError("must be a http:// or https:// address.")


def _json_object(value: Any) -> None:
    if not isinstance(value, dict):
        raise ValidationError('must be a JSON object such as {"groq": {"base_url": "https://…", "needs_key": true}}.')


def _make_data_dir(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise SettingsInvalid(f"SAYBILL_DATA_DIR: cannot make the folder {folder}: {exc.strerror}.") from None
    if not os.access(folder, os.W_OK):
        raise SettingsInvalid(f"SAYBILL_DATA_DIR: the folder {folder} cannot be written to.")


def _database_url(url: str, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'saybill.sqlite3'}"
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _kept_secret_key(file: Path) -> str:
    """The key in the data folder; made at the first start, whole or not at all, and one for all who start together."""
    if not file.exists():
        with NamedTemporaryFile("w", dir=file.parent, prefix="secret_key.", encoding="ascii") as draft:
            draft.write(secrets.token_urlsafe(32))  # Such files are readable by their owner alone.
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, file)
    key = file.read_text(encoding="ascii").strip()
    if len(key) < _SHORTEST_KEY:
        raise SettingsInvalid(f"SAYBILL_SECRET_KEY: the file {file} holds no usable key. Delete it, and one is made.")
    return key
