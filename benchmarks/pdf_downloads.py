"""Eight clients download PDFs as fast as they come: who else has to wait.

Goal: /health answers within 50 ms (p95) meanwhile. The PDFs are of drafts, which are drawn anew each time. The clients
and the one who asks for /health are processes of their own, so on a machine of few cores they take time from the
service.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import httpx2
from _percentile import percentile
from _processes import Service, running_service
from concurrent_calls import poll_health

CLIENTS = 8
FOR_S = 10.0
ITEMS = [{"name": f"Part {number}", "description": "Two\nlines", "unit_price": "120"} for number in range(12)]


def main() -> None:
    with running_service("http://127.0.0.1:9") as service:
        path = _make_draft(service)
        _download_for(service, path, 1.0)  # Starts the workers.
        processes = get_context("spawn")
        here, there = processes.Pipe()
        other = processes.Process(target=poll_health, args=(service.address, there))
        other.start()
        here.recv()
        durations = _download_for(service, path, FOR_S)
        here.send("enough")
        health_ms = here.recv()
        other.join()
    print(f"{CLIENTS} clients, {FOR_S:.0f} s: {len(durations) / FOR_S:.1f} PDFs a second")
    print(f"  a PDF    p50 {percentile(durations, 50):.0f} ms, p95 {percentile(durations, 95):.0f} ms")
    p50, p95 = percentile(health_ms, 50), percentile(health_ms, 95)
    print(f"  /health  p50 {p50:.1f} ms, p95 {p95:.1f} ms of {len(health_ms)}   (goal p95 50)")


def _make_draft(service: Service) -> str:
    answer = httpx2.post(f"{service.address}/api/v1/invoices", json={"items": ITEMS}, headers=_headers(service))
    return f"{service.address}/api/v1/invoices/{answer.raise_for_status().json()['invoice']['id']}/download"


def _download_for(service: Service, url: str, duration_s: float) -> list[float]:
    """How many ms each download took."""
    end = time.monotonic() + duration_s

    def client(_: int) -> list[float]:
        durations = []
        with httpx2.Client(headers=_headers(service), timeout=60) as connection:
            while time.monotonic() < end:
                began = time.perf_counter()
                assert connection.get(url).raise_for_status().content.startswith(b"%PDF")
                durations.append((time.perf_counter() - began) * 1000)
        return durations

    with ThreadPoolExecutor(CLIENTS) as threads:
        return [duration for durations in threads.map(client, range(CLIENTS)) for duration in durations]


def _headers(service: Service) -> dict[str, str]:
    return {"Authorization": f"Bearer {service.token}"}


if __name__ == "__main__":
    main()
