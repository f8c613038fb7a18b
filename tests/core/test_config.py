"""Settings come from the environment, are checked at the start, and say what is wrong with them."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.config import load_settings
from app.core.errors import SettingsInvalid


@pytest.fixture
def set_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SAYBILL_DATA_DIR", str(tmp_path / "data"))
    return monkeypatch


def test_without_any_setting_everything_is_embedded(set_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.is_sqlite
    assert settings.database_url == f"sqlite:///{tmp_path}/data/saybill.sqlite3"
    assert (settings.host, settings.port, settings.processes, settings.threads) == ("127.0.0.1", 8000, 1, 256)
    assert (settings.rate_limit, settings.redis_url) == ("100/minute", None)
    assert settings.public_url == "http://127.0.0.1:8000"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(set_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = load_settings().secret_key
    assert len(first) >= 32
    assert load_settings().secret_key == first
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_an_empty_key_file_is_told_and_not_used(set_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text("")
    with pytest.raises(SettingsInvalid, match="no usable key"):
        load_settings()


def test_processes_that_start_together_share_one_key(set_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = {settings.secret_key for settings in pool.map(lambda _: load_settings(), range(40))}
    assert len(keys) == 1
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_an_ipv6_address_gets_its_brackets(set_env: pytest.MonkeyPatch) -> None:
    set_env.setenv("SAYBILL_HOST", "::1")
    assert (load_settings().address, load_settings().public_url) == ("[::1]:8000", "http://[::1]:8000")


def test_a_postgresql_address_gets_its_driver(set_env: pytest.MonkeyPatch) -> None:
    set_env.setenv("SAYBILL_DATABASE_URL", "postgresql://me@db/saybill")
    assert load_settings().database_url == "postgresql+psycopg://me@db/saybill"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("THREADS", "0"),
        ("RATE_LIMIT", "many"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://u:p@h:abc/x"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///relative.db"),
        ("REDIS_URL", "localhost"),
        ("REDIS_URL", "unix:///redis.sock"),
        ("RATE_LIMIT", "0/minute"),
        ("PUBLIC_URL", "http://["),
        ("SECRET_KEY", "short"),
        ("OPENAI_BASE_URL", "file:///etc/passwd"),
        ("GEMINI_BASE_URL", "generativelanguage"),
        ("LLM_TIMEOUT_S", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, set_env: pytest.MonkeyPatch) -> None:
    set_env.setenv(f"SAYBILL_{name}", value)
    with pytest.raises(SettingsInvalid, match=f"SAYBILL_{name}: "):
        load_settings()


def test_all_wrong_values_are_named_at_once(set_env: pytest.MonkeyPatch) -> None:
    set_env.setenv("SAYBILL_PORT", "x")
    set_env.setenv("SAYBILL_LOG_LEVEL", "x")
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    assert "SAYBILL_PORT" in str(refused.value)
    assert "SAYBILL_LOG_LEVEL" in str(refused.value)


def test_several_processes_need_redis(set_env: pytest.MonkeyPatch) -> None:
    set_env.setenv("SAYBILL_PROCESSES", "4")
    with pytest.raises(SettingsInvalid, match="SAYBILL_REDIS_URL"):
        load_settings()
    set_env.setenv("SAYBILL_REDIS_URL", "redis://127.0.0.1:6379/0")
    assert load_settings().processes == 4


def test_a_data_folder_that_cannot_be_made_is_named(set_env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    set_env.setenv("SAYBILL_DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(SettingsInvalid, match="SAYBILL_DATA_DIR"):
        load_settings()


def test_every_setting_is_in_the_example_file(set_env: pytest.MonkeyPatch) -> None:
    example = Path(".env.example").read_text(encoding="utf-8")
    for field in load_settings().__dataclass_fields__:
        assert f"#SAYBILL_{field.upper()}=" in example
