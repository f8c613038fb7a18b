"""Whose turn it is to compute.

Python computes in one thread at a time. When 200 requests come at once and all are given a slice of each millisecond,
all of them end late, also those that only had to send their question to a model and wait. So a few requests compute and
the others stand in line; who has to wait for something slow gives its turn back meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Semaphore

# More than one, because a turn also covers short waits: for the database, for a lock.
AT_ONCE = 3
# The line gives order, it is no wall: whatever goes wrong with those in front, nobody waits longer than this.
PATIENCE_S = 5.0
_free = Semaphore(AT_ONCE)
_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


@contextmanager
def turn() -> Iterator[None]:
    """Around work that computes. It nests; the inner one is no other turn."""
    if _has_turn.get():
        yield
        return
    is_given = _free.acquire(timeout=PATIENCE_S)
    token = _has_turn.set(is_given)
    try:
        yield
    finally:
        # Not `is_given`: a wait may have ended without getting the turn back.
        if _has_turn.get():
            _free.release()
        _has_turn.reset(token)


@contextmanager
def waiting() -> Iterator[None]:
    """Around a wait for somebody else: a model, a renderer. Others compute meanwhile; afterwards one stands in line."""
    if not _has_turn.get():
        yield
        return
    _free.release()
    _has_turn.set(False)
    try:
        yield
    finally:
        _has_turn.set(_free.acquire(timeout=PATIENCE_S))
