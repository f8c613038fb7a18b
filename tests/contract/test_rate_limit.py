"""100 requests a minute for each token, over all endpoints together, exactly."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
import redis
from flask_migrate import upgrade

from app import create_app
from app.core.db import db
from app.core.http import ratelimit
from tests.callers import REDIS_URL, Api, add_team, add_token, settings


def _statuses(api: Api, paths: list[str]) -> Counter[int]:
    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(lambda path: api.get(path).status_code, paths))


def test_104_requests_give_exactly_100_answers(api: Api) -> None:
    paths = ["/invoices", "/teams/current", "/invoices/inv_none", "/nowhere"] * 26
    counted = _statuses(api, paths)
    assert counted.pop(429) == 4
    assert sum(counted.values()) == 100


def test_another_token_of_the_team_has_its_own_hundred(api: Api) -> None:
    _statuses(api, ["/teams/current"] * 101)
    assert api.get("/teams/current").status_code == 429
    assert add_token(api, "read").get("/teams/current").status_code == 200


def test_made_up_tokens_share_the_limit_of_their_address(api: Api) -> None:
    answers = [
        api.get("/invoices", headers={"Authorization": f"Bearer sb_live_{number:043}"}).status_code
        for number in range(102)
    ]
    assert Counter(answers) == {401: 100, 429: 2}


def test_429_says_when_to_come_back(api: Api) -> None:
    _statuses(api, ["/teams/current"] * 100)
    answer = api.get("/teams/current")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert answer.headers["X-RateLimit-Remaining"] == "0"


def test_health_and_docs_are_not_counted(api: Api) -> None:
    client = api.app.test_client()
    for path in ("/health", "/ready", "/docs"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "X-RateLimit-Limit" not in answer.headers


def test_two_processes_share_the_hundred_through_redis(tmp_path: Path) -> None:
    try:
        redis.Redis.from_url(REDIS_URL).flushdb()
    except redis.ConnectionError:
        pytest.skip("no Redis answers; set SAYBILL_TEST_REDIS_URL")
    first, second = (create_app(settings(tmp_path, redis_url=REDIS_URL)) for _ in range(2))
    with first.app_context():
        upgrade()
    api = add_team(first)
    counted = _statuses(api, ["/teams/current"] * 60) + _statuses(
        Api(second, api.team_id, api.token), ["/teams/current"] * 60
    )
    assert counted == {200: 100, 429: 20}
    for app in (first, second):
        with app.app_context():
            db.engine.dispose()


def test_without_its_redis_the_limit_still_holds(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, redis_url="redis://127.0.0.1:1/0"))
    with app.app_context():
        upgrade()
    api = add_team(app)
    assert Counter(api.get("/teams/current").status_code for _ in range(103)) == {200: 100, 429: 3}
    assert set(_statuses(add_team(app), ["/teams/current"] * 50)) == {200}
    with app.app_context():
        db.engine.dispose()


def test_what_is_old_is_forgotten_without_a_thread_for_each_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratelimit, "_SWEEP_EVERY_S", 0.05)
    threads: list[Thread] = []
    monkeypatch.setattr(Thread, "start", lambda self, start=Thread.start: (threads.append(self), start(self))[1])
    memory = ratelimit._CalmMemory()
    for _ in range(50):
        assert memory.acquire_entry("an old one", 100, 0.01)
    assert len(threads) <= 2
    time.sleep(0.06)
    assert memory.acquire_entry("a new one", 100, 60)
    threads[-1].join(5)
    assert not memory.events["an old one"]
