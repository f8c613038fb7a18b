"""What a conversation costs, also a failed one; and models whose end is near."""

from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import SaybillError
from app.llm.base import Reply, Spent
from app.llm.cost import spent_on
from app.llm.errors import LLMError
from app.llm.models import find_model
from app.llm.retirement import find_retirement
from tests.llm.conftest import Asker, set_day

NOVEMBER = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("model", "cost"),
    [
        ("gpt-41-mini", "0.000600"),  # 700 × 0.40 + 200 × 1.60, per million.
        ("gemini-25-flash", "0.000710"),
        ("anthropic/claude-haiku-5-5", "0.000170"),
        ("openai/gpt-9", None),
        ("groq/llama-3.3-70b", None),
        ("offline", "0"),
    ],
)
def test_an_answer_costs_its_tokens_at_the_known_price(model: str, cost: str | None, ask_vendor: Asker) -> None:
    assert ask_vendor(model).cost_usd == (None if cost is None else Decimal(cost))


def test_a_repair_is_paid_for_too(ask_vendor: Asker) -> None:
    assert ask_vendor("gpt-41-mini", "[[repair]]").cost_usd == Decimal("0.0012")


@pytest.mark.parametrize(
    ("answered", "input_price"),
    [
        ("gemini-2.5-flash", "0.30"),
        ("gemini-2.5-flash-001", "0.30"),
        ("gemini-3.5-flash-lite", "0.30"),  # Where the vendor sends its calls after the end.
        ("gemini-3.8-flash", "0.75"),
        ("gemini-unheard-of", "0.30"),
    ],
)
def test_the_model_that_answered_sets_the_price(answered: str, input_price: str) -> None:
    spent = spent_on(find_model("gemini-25-flash"), [Reply("", answered, 1_000_000, 0)], NOVEMBER, attempts=1)
    assert spent.cost_usd == Decimal(input_price)


def test_an_unknown_count_makes_the_cost_unknown() -> None:
    replies = [Reply("", "gpt-4.1", 700, 200), Reply("", "gpt-4.1")]
    assert spent_on(find_model("gpt-41"), replies, NOVEMBER, attempts=2) == Spent(2, 700, 200, None)


@pytest.mark.parametrize(
    ("scenario", "spent"),
    [
        ("refusal", Spent(1, 700, 200, Decimal("0.0006"))),
        ("truncated", Spent(1, 700, 200, Decimal("0.0006"))),
        ("wrong_twice", Spent(2, 1400, 400, Decimal("0.0012"))),
        ("unavailable", Spent(1, None, None, None)),
    ],
)
def test_a_failure_carries_what_was_spent(scenario: str, spent: Spent, ask_vendor: Asker) -> None:
    with pytest.raises(LLMError) as caught:
        ask_vendor("gpt-41-mini", f"[[{scenario}]]")
    assert caught.value.spent == spent


def test_nothing_is_spent_when_no_model_was_asked(ask_vendor: Asker) -> None:
    with pytest.raises(SaybillError) as caught:
        ask_vendor("gpt-41-mini", timeout_s=0)
    assert isinstance(caught.value, LLMError)
    assert caught.value.spent is None


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 1), None),
        (date(2026, 10, 2), "Google Gemini 2.5 Flash is announced to end on 2026-12-01."),
        (date(2026, 11, 30), "Google Gemini 2.5 Flash is announced to end on 2026-12-01."),
        (date(2026, 12, 1), "Google Gemini 2.5 Flash was announced to end on 2026-12-01."),
        (date(2030, 1, 1), "Google Gemini 2.5 Flash was announced to end on 2026-12-01."),
    ],
)
def test_the_end_of_a_model_is_said_sixty_days_before(
    today: date, said: str | None, ask_vendor: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_day(monkeypatch, today)
    answer = ask_vendor("gemini-25-flash", today=today)
    issues = [issue for issue in answer.issues if issue["code"] == "model_retires_on"]
    message = f"{said} Use google/gemini-3.5-flash-lite instead."
    expected = [{"code": "model_retires_on", "path": "generation.model", "message": message}] if said else []
    assert issues == expected


def test_a_model_without_an_end_is_never_mentioned() -> None:
    assert find_retirement(find_model("gemini-25-flash-lite"), date(2040, 1, 1)) is None
