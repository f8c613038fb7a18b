"""A few processes that draw PDFs, each of which can be killed: the engine's own limits do not stop every document.

Not `multiprocessing`: its children import the program's main module and the whole package above the function they run,
which here is the web application; and they inherit or share state that a forking server must not. These start from
nothing (`python -c`), know the rendering room only, get an empty environment, and end when their pipe closes.
"""

import atexit
import os
import queue
import subprocess
import sys
import time
from multiprocessing import Pipe
from pathlib import Path
from threading import BoundedSemaphore, Timer

from app.rendering.errors import PageMissing, RenderBusy, RenderFailed, RenderTimeout
from app.rendering.job import RenderJob

TIMEOUT_S = 20.0
QUEUE_LIMIT = 32
_RETRY_AFTER_S = 2

# `app` is made by hand, as a bare folder, because importing it would build the web application.
_BOOT = """
import sys, types
app = types.ModuleType("app")
app.__path__ = [sys.argv[1]]
sys.modules["app"] = app
from app.rendering.worker import main
main(int(sys.argv[2]))
"""
_APP_FOLDER = str(Path(__file__).parent.parent)


class _WorkerDied(Exception):
    """The process ended in the middle of a document, and not by our watchdog."""


class Worker:
    """One process, started when it is first needed and again when it has died. For one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """None while there is no process."""
        return self._process.pid if self._process else None

    def ask(self, job: bytes, timeout_s: float) -> bytes:
        """The worker's answer. RenderTimeout when there is none in time, _WorkerDied when its process ended."""
        began = time.monotonic()
        watchdog = None
        try:
            process = self._process or self._start()
            watchdog = Timer(timeout_s, process.kill)
            watchdog.start()
            self._pipe.send_bytes(job)
            return self._pipe.recv_bytes()
        except BaseException as exc:
            # Also on Ctrl-C: an answer left in the pipe would go to the next caller, who asked for another document.
            self.stop()
            if not isinstance(exc, EOFError | OSError):
                raise
            raise (RenderTimeout() if time.monotonic() - began >= timeout_s else _WorkerDied()) from exc
        finally:
            if watchdog:
                watchdog.cancel()

    def stop(self) -> None:
        """End the process at once; the next job gets a new one."""
        if self._process:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._pipe, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-c", _BOOT, _APP_FOLDER, str(theirs.fileno())],
                # No secret of the service is in its environment; what can be imported here can be imported there.
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        return self._process


class Workers:
    """Draws jobs on `count` processes; at most `queue_limit` more may wait. Safe for any number of threads."""

    def __init__(self, count: int, queue_limit: int = QUEUE_LIMIT, timeout_s: float = TIMEOUT_S) -> None:
        self.timeout_s = timeout_s
        self._places = BoundedSemaphore(count + queue_limit)
        # Last in, first out: one worker that is warm serves a quiet service, and the second never starts.
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker() for _ in range(count)]
        for worker in reversed(self._all):
            self._idle.put(worker)

    @property
    def pids(self) -> list[int]:
        """The processes that are alive."""
        return [worker.pid for worker in self._all if worker.pid]

    def draw(self, job: RenderJob) -> bytes:
        """The PDF. A process that dies is replaced and the job tried once more.

        RenderBusy when the queue is full, RenderTimeout after `timeout_s` of drawing, PageMissing when a picture is
        wanted of a page that there is not, RenderFailed otherwise.
        """
        if not self._places.acquire(blocking=False):
            raise RenderBusy(_RETRY_AFTER_S)
        try:
            worker = self._idle.get()
            try:
                return self._draw(worker, job.to_bytes())
            finally:
                self._idle.put(worker)
        finally:
            self._places.release()

    def _draw(self, worker: Worker, job: bytes) -> bytes:
        try:
            answer = worker.ask(job, self.timeout_s)
        except _WorkerDied:
            try:
                answer = worker.ask(job, self.timeout_s)
            except _WorkerDied as exc:
                raise RenderFailed from exc
        if answer == b"!NoSuchPage":
            raise PageMissing
        if answer.startswith(b"!"):
            raise RenderFailed from RuntimeError(answer[1:].decode())
        return answer

    def stop(self) -> None:
        """End every process; what they were drawing fails."""
        for worker in self._all:
            worker.stop()


# One set for each process that asks: what a forked child inherits from its parent's set is not its own.
_by_process: dict[int, Workers] = {}


def workers() -> Workers:
    """This process's workers. Nothing runs before the first document is drawn."""
    mine = _by_process.get(os.getpid())
    return mine or _by_process.setdefault(os.getpid(), Workers(count=min(2, os.cpu_count() or 1)))


@atexit.register
def _stop_mine() -> None:
    mine = _by_process.get(os.getpid())
    if mine:
        mine.stop()
