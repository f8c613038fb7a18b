"""What a benchmark measures, each a process of its own: the vendors' stand-in and `saybill serve`."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2

HERE = Path(__file__).parent
SAYBILL = Path(sys.executable).with_name("saybill")


@dataclass(frozen=True)
class Service:
    """A running `saybill serve` on a database of its own."""

    address: str
    token: str
    web_pid: int
    """The process that answers; its parent only watches it."""


@contextmanager
def running_stand_in(latency_s: float = 0.0) -> Iterator[str]:
    """The address of a stand-in that answers after `latency_s`."""
    command = [sys.executable, str(HERE / "_stand_in.py"), str(latency_s)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


@contextmanager
def running_service(stand_in: str) -> Iterator[Service]:
    """`saybill serve` as it comes, with SQLite, except that no rate limit stops a benchmark."""
    port = _free_port()
    with TemporaryDirectory(prefix="saybill-bench-") as folder:
        env = {name: value for name, value in os.environ.items() if not name.startswith("SAYBILL_")} | {
            "SAYBILL_DATA_DIR": folder,
            "SAYBILL_PORT": str(port),
            "SAYBILL_OPENAI_BASE_URL": f"{stand_in}/v1",
            "SAYBILL_GEMINI_BASE_URL": stand_in,
            "SAYBILL_RATE_LIMIT": "1000000/minute",
        }
        out, err = Path(folder, "out"), Path(folder, "err")
        with out.open("w") as stdout, err.open("w") as stderr:
            process = subprocess.Popen([SAYBILL, "serve"], cwd=folder, env=env, stdout=stdout, stderr=stderr)
            try:
                _wait_until_up(f"http://127.0.0.1:{port}", process, err)
                token = re.search(r"sb_live_[\w-]{43}", out.read_text())
                assert token, "the first start prints a token"
                yield Service(f"http://127.0.0.1:{port}", token[0], _only_child(process.pid))
            finally:
                process.terminate()
                process.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_up(address: str, process: subprocess.Popen[bytes], err: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, err.read_text()
        try:
            httpx2.get(f"{address}/health").raise_for_status()
            return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise TimeoutError("the service did not answer")


def _only_child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
