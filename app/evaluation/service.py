"""Sending cases through the whole way from words to invoice, side by side, as dry runs."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from app.accounts import service as accounts
from app.core import log
from app.core.db import transaction
from app.core.errors import InvalidInput, SaybillError
from app.core.security import Secret
from app.documents.present import document_json
from app.evaluation.cases import Case
from app.evaluation.results import Result, read_results, results_file
from app.evaluation.scoring import CREATED
from app.generation import service as generation
from app.generation.api import llm_settings
from app.generation.service import Wish
from app.llm.errors import LLMError
from app.llm.models import find_model
from app.llm.settings import LLMSettings

logger = log.get(__name__)


@dataclass(frozen=True)
class Reader:
    """Who reads the cases."""

    llm_provider: str
    api_key: Secret | None = None

    def check(self, llm: LLMSettings) -> None:
        """InvalidInput for a model that there is none of, or without the key it needs."""
        provider = llm.provider(find_model(self.llm_provider, llm).provider)
        if provider.needs_key and not self.api_key:
            raise InvalidInput(f"{provider.title} needs your API key, in SAYBILL_LLM_API_KEY or --api-key.")


@dataclass(frozen=True)
class Run:
    """One evaluation: which cases, who reads them, where the results go."""

    cases: Sequence[Case]
    reader: Reader
    out: Path
    workers: int = 8
    resume: bool = False
    """Keep what the reader's results in `out` say already, and ask again only where it was out of reach."""


def evaluate(app: Flask, run: Run, progress: Callable[[int, int], None]) -> dict[str, Result]:
    """The result of every case, written to `run.out` as they come; `progress` is told how many of all are there.

    The app's first team is billed from; nothing is stored. Raises InvalidInput for a reader that cannot be used.
    """
    with app.app_context():
        run.reader.check(llm_settings())
    results = _settled(run) if run.resume else {}
    progress(len(results), len(run.cases))
    with results_file(run.out, results.values()) as add:
        for result in _answers(app, run, [case for case in run.cases if case.id not in results]):
            add(result)
            results[result.id] = result
            progress(len(results), len(run.cases))
    return results


def _settled(run: Run) -> dict[str, Result]:
    earlier = read_results(run.out)
    asked = {case.id for case in run.cases}
    return {
        result.id: result
        for result in earlier.values()
        if result.id in asked and result.provider == run.reader.llm_provider and result.is_settled
    }


def _answers(app: Flask, run: Run, cases: Sequence[Case]) -> Iterator[Result]:
    pool = ThreadPoolExecutor(run.workers, thread_name_prefix="eval")
    try:
        for answered in as_completed([pool.submit(_answer, app, run.reader, case) for case in cases]):
            yield answered.result()
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C waits for the running calls, not for those in the queue.


def _answer(app: Flask, reader: Reader, case: Case) -> Result:
    started = time.perf_counter()
    try:
        invoice = _invoice(app, reader, case)
        outcome = {"status": CREATED, "invoice": invoice, **_spent(invoice["generation"])}
    except SaybillError as exc:
        spent = exc.spent if isinstance(exc, LLMError | generation.NothingToInvoice) else None
        outcome = {"status": exc.status, "invoice": None, "code": exc.code, **_spent(vars(spent) if spent else {})}
    except Exception:  # As at the border of the HTTP API: a fault of ours is a result too, and spoils no other.
        logger.exception("case_failed", case=case.id)
        outcome = {"status": SaybillError.status, "invoice": None, "code": SaybillError.code}
    duration_ms = round((time.perf_counter() - started) * 1000)
    return Result(case.id, provider=reader.llm_provider, duration_ms=duration_ms, **outcome)


def _invoice(app: Flask, reader: Reader, case: Case) -> dict[str, Any]:
    wish = Wish(case.prompt, reader.llm_provider, reader.api_key, reference_date=case.today, dry_run=True)
    with app.app_context(), transaction():
        _, team, _ = accounts.ensure_owner()
        return document_json(generation.create(team, wish, llm_settings()), case.today)


def _spent(facts: Mapping[str, Any]) -> dict[str, Any]:
    cost_usd = facts.get("cost_usd")
    return {
        "input_tokens": facts.get("input_tokens"),
        "output_tokens": facts.get("output_tokens"),
        "cost_usd": None if cost_usd is None else str(cost_usd),
    }
