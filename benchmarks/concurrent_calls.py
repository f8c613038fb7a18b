"""200 callers at once, each waiting 2 s for a model: how long it takes all of them, and who else has to wait.

Goals: all done in 2.8 s; /health answers within 50 ms (p95) meanwhile. The callers, the model's stand-in and the one
who asks for /health are processes of their own, so on a machine of few cores they take time from the service.
"""

import asyncio
import http.client
import json
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from _percentile import percentile
from _processes import Service, running_service, running_stand_in

CALLS = 200
LATENCY_S = 2.0
WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax."


@dataclass(frozen=True)
class Burst:
    """What came of all callers together."""

    total_s: float
    statuses: dict[int, int]
    health_ms: list[float]


def main() -> None:
    with running_stand_in(LATENCY_S) as stand_in, running_service(stand_in) as service:
        for provider in ("gpt-41-mini", "gemini-25-flash"):
            asyncio.run(_call_all(service, provider, 1))  # The first call loads the vendor's SDK.
            before_kb = _memory_kb(service.web_pid, "VmRSS")
            _forget_peak(service.web_pid)
            burst = _measure(service, provider)
            peak_kb = _memory_kb(service.web_pid, "VmHWM")
            _print(provider, burst, before_kb, peak_kb)


def _measure(service: Service, provider: str) -> Burst:
    processes = get_context("spawn")
    here, there = processes.Pipe()
    other = processes.Process(target=poll_health, args=(service.address, there))
    other.start()
    here.recv()  # It is ready, so that its start takes nothing from the clock.
    started = time.perf_counter()
    statuses = asyncio.run(_call_all(service, provider, CALLS))
    total_s = time.perf_counter() - started
    here.send("enough")
    health_ms = here.recv()
    other.join()
    return Burst(total_s, {status: statuses.count(status) for status in set(statuses)}, health_ms)


def poll_health(address: str, parent: Connection) -> None:
    """Until told to stop, GET /health every 20 ms, each on a connection of its own; sends how many ms each took."""
    durations: list[float] = []
    parent.send("ready")
    while not parent.poll(0.02):
        started = time.perf_counter()
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", "/health")
        assert connection.getresponse().read()
        connection.close()
        durations.append((time.perf_counter() - started) * 1000)
    parent.send(durations)


async def _call_all(service: Service, provider: str, count: int) -> list[int]:
    request = _request(service, provider)
    return list(await asyncio.gather(*(_call(service, request) for _ in range(count))))


def _request(service: Service, provider: str) -> bytes:
    body = json.dumps({"prompt": WORDS, "llm_provider": provider, "llm_api_key": "sk-benchmark"}).encode()
    head = (
        "POST /api/v1/invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {service.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _call(service: Service, request: bytes) -> int:
    """The status of one call. Bare sockets: an HTTP client for each of 200 would take the service's core."""
    parts = urlsplit(service.address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])


def _memory_kb(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _print(provider: str, burst: Burst, before_kb: int, peak_kb: int) -> None:
    p50, p95 = percentile(burst.health_ms, 50), percentile(burst.health_ms, 95)
    print(f"{provider}: {CALLS} calls at once, {LATENCY_S:.0f} s in the model; statuses {burst.statuses}")
    print(f"  all done in  {burst.total_s:.2f} s   (goal 2.8)")
    print(f"  /health      p50 {p50:.1f} ms, p95 {p95:.1f} ms of {len(burst.health_ms)}   (goal p95 50)")
    print(
        f"  memory       {before_kb / 1024:.0f} MB before, {peak_kb / 1024:.0f} MB at the peak: "
        f"{(peak_kb - before_kb) / CALLS:.0f} kB a waiting call"
    )


if __name__ == "__main__":
    main()
