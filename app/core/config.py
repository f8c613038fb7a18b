"""The settings: read from the environment here and nowhere else, checked at start, frozen afterwards."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from environs import Env, EnvValidationError, validate
from limits import parse_many
from marshmallow import ValidationError

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsInvalid(Exception):
    """The environment holds values Saybill cannot start with; the text lists each of them."""


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
    values["public_url"] = (values["public_url"] or f"http://{values['host']}:{values['port']}").rstrip("/")
    return Settings(**values)


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
        "log_level": env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(_LOG_LEVELS)),
    }


def _known_database(url: str) -> None:
    if url and not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValidationError("must be sqlite:///FILE or postgresql://USER@HOST/NAME.")


def _redis_url(url: str) -> None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValidationError("must be redis://HOST:PORT/NUMBER.")


def _long_enough(key: str) -> None:
    if key and len(key) < 16:
        raise ValidationError("must have at least 16 characters; or leave it out and one is made.")


def _rate(text: str) -> None:
    try:
        parse_many(text)
    except ValueError:
        raise ValidationError('must be a rate such as "100/minute".') from None


def _http_url(url: str) -> None:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname):
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
    """The key in the data folder; made at the first start, and only once even when two processes start together."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    key = secrets.token_urlsafe(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(key)
    return key
