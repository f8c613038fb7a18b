"""The processes that draw: started late, killed in time, replaced, and strangers to the rest of the program."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.rendering import workers as workers_module
from app.rendering.data import DocumentData
from app.rendering.errors import RenderBusy, RenderFailed, RenderTimeout
from app.rendering.job import RenderJob
from app.rendering.pdf import render_pdf
from app.rendering.present import build_view
from app.rendering.workers import Worker, Workers

HELLO = RenderJob("<html><body><p>Hello</p></body></html>")
BOMB = RenderJob('<table><tr><td rowspan="999999999">x</td></tr></table>')
ROOT = Path(workers_module.__file__).parents[2]


@pytest.fixture
def one() -> Iterator[Workers]:
    """A single worker process that has started, with a short time limit."""
    workers = Workers(count=1, queue_limit=1, timeout_s=2.5)
    draw_patiently(workers)
    yield workers
    workers.stop()


def draw_patiently(workers: Workers) -> bytes:
    """With time enough for a new process to start, also on a busy machine."""
    limit, workers.timeout_s = workers.timeout_s, 60
    try:
        return workers.draw(HELLO)
    finally:
        workers.timeout_s = limit


BOMBS = {
    "rowspan": BOMB.html,
    "colspan": '<table><tr><td colspan="999999999">x</td></tr></table>',
    "divs": "<div>" * 20_000,
    "spans": "<p>" + "<span>" * 20_000 + "x",
    "tables": "<table><tr><td>" * 3_000,
    "well formed": "<!DOCTYPE html><html><head></head><body>" + "<div>" * 9_000 + "</div>" * 9_000 + "</body></html>",
    "one word": "<p>" + "W" * 18_000_000,
}
MOST_S = 25
"""Until a bomb has ended, whatever it is: the product's own limit, and some time for a busy machine."""


@pytest.mark.slow
@pytest.mark.parametrize("html", BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_by_time_or_by_memory_and_the_next_document_is_drawn(one: Workers, html: str) -> None:
    began = time.monotonic()
    with pytest.raises((RenderTimeout, RenderFailed)):  # Which comes first is a matter of the machine's speed.
        one.draw(RenderJob(html))
    assert time.monotonic() - began < MOST_S

    assert draw_patiently(one).startswith(b"%PDF")


@pytest.mark.slow
def test_a_giant_that_can_be_drawn_is_drawn_in_time_or_given_up(one: Workers) -> None:
    """The longest word that the engine takes: a fast machine draws it within the limit, a slow one does not."""
    began = time.monotonic()
    try:
        assert one.draw(RenderJob("<p>" + "W" * 9_000_000)).startswith(b"%PDF")
    except RenderTimeout:
        assert one.pids == []
    assert time.monotonic() - began < MOST_S

    assert draw_patiently(one).startswith(b"%PDF")


def test_a_worker_that_answers_nothing_is_killed_in_time(one: Workers) -> None:
    one.draw(HELLO)
    os.kill(one.pids[0], signal.SIGSTOP)
    with pytest.raises(RenderTimeout) as caught:
        one.draw(HELLO)

    assert (caught.value.status, caught.value.code) == (504, "render_timeout")
    assert one.pids == []
    assert draw_patiently(one).startswith(b"%PDF")


def test_a_killed_worker_is_replaced_and_the_document_drawn_again(one: Workers) -> None:
    one.draw(HELLO)
    (pid,) = one.pids
    os.kill(pid, signal.SIGSTOP)  # It can answer nothing before it dies, so the job is surely on its way.
    threading.Timer(0.1, os.kill, (pid, signal.SIGKILL)).start()

    assert draw_patiently(one).startswith(b"%PDF")
    assert one.pids != [pid]


def test_a_worker_that_dies_twice_fails_the_document(one: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_module, "_BOOT", "raise SystemExit(1)")
    one.stop()

    with pytest.raises(RenderFailed):
        one.draw(HELLO)


def test_an_abandoned_answer_never_reaches_the_next_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> bytes:
        raise KeyboardInterrupt

    worker = Worker()
    first = worker.ask(HELLO.to_bytes(), 10)
    monkeypatch.setattr(worker._pipe, "recv_bytes", interrupted)

    with pytest.raises(KeyboardInterrupt):
        worker.ask(RenderJob("<p>Somebody else's</p>").to_bytes(), 10)

    assert worker.pid is None
    assert worker.ask(HELLO.to_bytes(), 10) == first
    worker.stop()


def test_html_that_cannot_be_laid_out_fails_alone(one: Workers) -> None:
    with pytest.raises(RenderFailed) as caught:
        one.draw(RenderJob('<p style="font-size: 1e400pt">x</p>' + "<div>" * 300))

    assert caught.value.code == "render_failed"
    (pid,) = one.pids
    assert draw_patiently(one).startswith(b"%PDF")
    assert one.pids == [pid]


def test_a_full_queue_says_when_to_come_back(one: Workers) -> None:
    one.timeout_s = 60
    os.kill(one.pids[0], signal.SIGSTOP)
    with ThreadPoolExecutor(2) as threads:
        held = [threads.submit(one.draw, HELLO) for _ in range(2)]
        while one._places._value:  # Both have a place: one is drawn, one waits.
            time.sleep(0.001)
        with pytest.raises(RenderBusy) as caught:
            one.draw(HELLO)
        os.kill(one.pids[0], signal.SIGCONT)

        assert caught.value.headers == {"Retry-After": "2"}
        assert all(future.result().startswith(b"%PDF") for future in held)


def test_many_threads_share_the_workers(make: Callable[..., DocumentData]) -> None:
    view = build_view(make())
    with ThreadPoolExecutor(8) as threads:
        pdfs = list(threads.map(lambda _: render_pdf(view), range(8)))

    assert len(set(pdfs)) == 1


def test_a_worker_knows_the_renderer_only() -> None:
    boot = workers_module._BOOT.replace("main(int(sys.argv[2]))", "import json; print(json.dumps(list(sys.modules)))")
    listed = subprocess.run(
        [sys.executable, "-P", "-c", boot, str(ROOT / "app")], capture_output=True, check=True, text=True
    )

    modules = set(json.loads(listed.stdout))
    assert "app.rendering.engine" in modules
    assert not modules & {"flask", "sqlalchemy", "app.documents", "app.core.db", "babel", "jinja2"}


def test_a_main_program_without_a_guard_is_not_run_again_and_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(
        "from app.rendering.job import RenderJob\nfrom app.rendering.workers import workers\n"
        "print(workers().draw(RenderJob('<p>x</p>'))[:4], workers().pids)\n"
    )

    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        check=True,
        text=True,
        timeout=20,
        env={"PYTHONPATH": str(ROOT)},
    )

    assert ran.stdout.startswith("b'%PDF' [")
    assert ran.stdout.count("\n") == 1
    pid = int(ran.stdout.split("[")[1].split("]")[0])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_forked_process_draws_with_workers_of_its_own() -> None:
    program = (
        "import os\nfrom app.rendering.job import RenderJob\nfrom app.rendering.workers import workers\n"
        "job = RenderJob('<p>x</p>')\nworkers().draw(job)\npid = os.fork()\n"
        "ok = workers().draw(job).startswith(b'%PDF')\n"
        "if pid == 0: os._exit(0 if ok else 1)\n"
        "print(ok, os.waitpid(pid, 0)[1], workers().draw(job).startswith(b'%PDF'))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        timeout=30,
        env={"PYTHONPATH": str(ROOT)},
    )

    assert ran.stdout == "True 0 True\n"
