"""`saybill …` as a person or a script runs it: real processes in an empty folder."""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cli.commands import environment, run_saybill

SAYBILL = str(Path(sys.executable).with_name("saybill"))
WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax. Due in 30 days."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_generate_prints_json_and_writes_the_pdf(folder: Path) -> None:
    done = run_saybill(folder, "generate", WORDS, "-o", "invoice.pdf", "--json")
    assert done.returncode == 0, done.stderr
    invoice = json.loads(done.stdout)["invoice"]
    assert invoice["totals"]["total"] == "1650.00"
    assert (folder / "invoice.pdf").read_bytes().startswith(b"%PDF-")


def test_generate_shows_a_table_and_what_to_check(folder: Path) -> None:
    done = run_saybill(folder, "generate", WORDS)
    assert done.returncode == 0, done.stderr
    assert "1650.00" in done.stdout
    assert "Consulting" in done.stdout


def test_words_without_anything_to_bill_end_in_one_line(folder: Path) -> None:
    done = run_saybill(folder, "generate", "Good morning!")
    assert done.returncode == 1
    assert "nothing_to_invoice" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_end_in_one_line(folder: Path) -> None:
    done = run_saybill(folder, "token", "list", SAYBILL_PORT="x")
    assert done.returncode == 1
    assert "SAYBILL_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["generate", WORDS, "-o", "nowhere/invoice.pdf"], "there is no folder nowhere"),
        (["token", "create", "--permission", "invocies:read"], "invocies:read"),
        (["token", "revoke", "tok_none"], "not_found"),
        (["serve", "--host", "192.0.2.1"], "cannot listen on 192.0.2.1:8000"),
    ],
)
def test_a_mistake_is_told_in_a_line_before_anything_is_made(arguments: list[str], told: str, folder: Path) -> None:
    done = run_saybill(folder, *arguments)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "sb_live_" not in done.stdout


def test_a_database_that_is_away_is_told_in_a_line(folder: Path) -> None:
    done = run_saybill(folder, "token", "list", SAYBILL_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")
    assert done.returncode == 1
    assert "database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_token_create_prints_only_the_token(folder: Path) -> None:
    done = run_saybill(folder, "token", "create", "--permission", "read")
    assert re.fullmatch(r"sb_live_[\w-]{43}\n", done.stdout), done.stdout + done.stderr
    listed = run_saybill(folder, "token", "list").stdout
    assert "read" in listed
    assert done.stdout.strip() not in listed


def test_a_user_is_added_and_a_team_gets_a_plan(folder: Path) -> None:
    assert run_saybill(folder, "add-user", "Ann@Example.com", "--name", "Ann").returncode == 0
    assert "email_taken" in run_saybill(folder, "add-user", "ann@example.com", "--name", "Ann").stderr
    done = run_saybill(folder, "token", "create", "--email", "ann@example.com", "--all-teams")
    assert re.fullmatch(r"sb_live_[\w-]{43}\n", done.stdout), done.stdout + done.stderr
    with sqlite3.connect(folder / "data" / "saybill.sqlite3") as database:
        team_id = database.execute("SELECT id FROM teams").fetchone()[0]
    assert "growth" in run_saybill(folder, "set-plan", team_id, "none").stderr
    assert run_saybill(folder, "set-plan", team_id, "growth").returncode == 0
    with sqlite3.connect(folder / "data" / "saybill.sqlite3") as database:
        assert database.execute("SELECT plan FROM teams").fetchone()[0] == "growth"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_first_starts_side_by_side_make_one_owner(database: str, folder: Path, empty_postgres_url: str | None) -> None:
    if database == "postgresql" and not empty_postgres_url:
        pytest.skip("no PostgreSQL answers")
    where = {"SAYBILL_DATABASE_URL": empty_postgres_url} if database == "postgresql" and empty_postgres_url else {}
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: run_saybill(folder, "token", "create", **where), range(4)))
    assert [run.returncode for run in done] == [0] * 4, "".join(run.stderr for run in done)
    assert len({run.stdout for run in done}) == 4
    listed = run_saybill(folder, "token", "list", **where).stdout
    assert listed.count("tok_") == 4


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, str]]:
    """A running `saybill serve`: its address and what it printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [SAYBILL, "serve", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "out").open("w+") as out, (folder / "err").open("w") as err:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=out, stderr=err)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process)
            yield address, (folder / "out").read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0, (folder / "err").read_text()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the service ended"
        try:
            if httpx2.get(f"{address}/health").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service did not answer")


def test_a_stopping_service_stores_what_it_counted(folder: Path) -> None:
    token = run_saybill(folder, "token", "create").stdout.strip()
    headers = {"Authorization": f"Bearer {token}"}
    with serving(folder) as (address, _):
        for _ in range(3):
            assert httpx2.get(f"{address}/api/v1/teams/current", headers=headers).status_code == 200
    with serving(folder) as (address, _):
        usage = httpx2.get(f"{address}/api/v1/usage", headers=headers).json()["usage"]
    assert usage["api_calls"]["used"] == 3


@pytest.fixture
def service(folder: Path) -> Iterator[tuple[str, str]]:
    with serving(folder) as address_and_output:
        yield address_and_output


def test_serve_prints_a_token_and_a_curl_that_works(folder: Path, service: tuple[str, str]) -> None:
    address, printed = service
    curl = re.search(r"^curl .+\\\n.+$", printed, re.MULTILINE)
    assert curl, printed
    answer: Any = json.loads(subprocess.run(curl[0], shell=True, capture_output=True, check=True).stdout)
    assert answer["invoice"]["totals"]["total"] == "1650.00"
    token = re.search(r"sb_live_[\w-]{43}", printed)
    assert token
    headers = {"Authorization": f"Bearer {token[0]}"}
    pdf = httpx2.get(f"{address}/api/v1/invoices/{answer['invoice']['id']}/download", headers=headers)
    assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
    assert httpx2.get(f"{address}/docs").status_code == 200
    made_later = run_saybill(folder, "token", "create", "--permission", "read").stdout.strip()
    later = {"Authorization": f"Bearer {made_later}"}
    assert httpx2.get(f"{address}/api/v1/invoices", headers=later).status_code == 200
    log = (folder / "err").read_text()
    assert token[0] not in log
    assert all(json.loads(line)["request_id"] for line in log.splitlines() if '"event": "request"' in line)


def test_audit_verify_tells_what_was_changed_behind_its_back(folder: Path) -> None:
    invoice = json.loads(run_saybill(folder, "generate", WORDS, "--issue", "--json").stdout)["invoice"]
    intact = run_saybill(folder, "audit", "verify")
    assert (intact.returncode, intact.stdout.splitlines()[0].split("; ")[0]) == (0, "My team: 1 entries, intact")
    with sqlite3.connect(folder / "data" / "saybill.sqlite3") as database:
        database.execute("UPDATE documents SET total_minor = total_minor + 1")
    broken = run_saybill(folder, "audit", "verify")
    assert broken.returncode == 1
    assert f"document_changed: {invoice['id']}" in broken.stdout
