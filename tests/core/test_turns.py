"""Few compute at once, the others stand in line, and who waits for something slow stands in nobody's way."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from app.core import turns


@pytest.fixture
def everyone_busy() -> Iterator[Event]:
    """All turns taken by threads that compute until told to end."""
    end, begun = Event(), [Event() for _ in range(turns.AT_ONCE)]

    def compute(mine: Event) -> None:
        with turns.turn():
            mine.set()
            end.wait(10)

    with ThreadPoolExecutor() as pool:
        for mine in begun:
            pool.submit(compute, mine)
        assert all(mine.wait(5) for mine in begun)
        yield end
        end.set()


def in_thread(pool: ThreadPoolExecutor, work: Callable[[], None]) -> "Future[float]":
    def timed() -> float:
        began = time.monotonic()
        work()
        return time.monotonic() - began

    return pool.submit(timed)


def take_a_turn() -> None:
    with turns.turn():
        pass


def test_when_all_compute_the_next_one_waits_until_a_turn_is_free(everyone_busy: Event) -> None:
    with ThreadPoolExecutor() as pool:
        waiter = in_thread(pool, take_a_turn)
        time.sleep(0.1)
        assert not waiter.done()
        everyone_busy.set()
        waiter.result(5)


def test_nobody_waits_for_ever_behind_one_that_is_stuck(everyone_busy: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.05)
    with ThreadPoolExecutor() as pool:
        in_thread(pool, take_a_turn).result(5)
    assert not everyone_busy.is_set()


def test_many_more_than_there_are_turns_can_wait_for_something_slow_together() -> None:
    slow_ones = 4 * turns.AT_ONCE
    all_here = [Event() for _ in range(slow_ones)]

    def ask(mine: Event) -> None:
        with turns.turn(), turns.waiting():
            mine.set()
            assert all(here.wait(5) for here in all_here)

    with ThreadPoolExecutor(slow_ones) as pool:
        for done in [in_thread(pool, lambda mine=mine: ask(mine)) for mine in all_here]:
            done.result(10)


def test_a_turn_within_a_turn_is_the_same_one() -> None:
    with turns.turn():
        for _ in range(turns.AT_ONCE + 1):
            with turns.turn(), turns.waiting():
                pass
    for _ in range(turns.AT_ONCE + 1):  # All were given back.
        with turns.turn():
            pass


def test_a_turn_is_given_back_when_the_work_fails() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.turn(), turns.waiting():
            raise ZeroDivisionError
    with ThreadPoolExecutor() as pool:
        assert in_thread(pool, take_a_turn).result(10) < turns.PATIENCE_S / 2
