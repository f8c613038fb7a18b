"""What many scores add up to: rates, tokens, cost and waiting times. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.evaluation.cases import Case
from app.evaluation.results import Result
from app.evaluation.scoring import FIELDS, PARTS, Score, score

_DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Rate:
    """So many right of so many."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.of if self.of else 0.0


@dataclass(frozen=True)
class Report:
    """How a provider did on a case file."""

    exact: Rate
    fields: Mapping[str, Rate]
    """Of each field of `FIELDS` that was judged, and of each of `PARTS` after "items"."""
    groups: Mapping[str, Mapping[str, Rate]]
    """"language", "category" and "difficulty", each value with its rate of exact invoices."""
    failures: tuple[tuple[Case, Score], ...]
    error_codes: Mapping[str, int]
    input_tokens: int | None
    """Of all cases together; None where the provider counts none. The same for `output_tokens`."""
    output_tokens: int | None
    cost_usd: Decimal | None
    """Of the cases whose price is known; None where none is."""
    p50_ms: int
    p95_ms: int


def build_report(cases: Sequence[Case], results: Mapping[str, Result]) -> Report:
    """Score every case; one without a result counts as wrong."""
    scored = [(case, _score(case, results.get(case.id))) for case in cases]
    answered = [results[case.id] for case in cases if case.id in results]
    durations = [result.duration_ms for result in answered]
    return Report(
        exact=_rate(judged.is_exact for _, judged in scored),
        fields=_field_rates([judged for _, judged in scored]),
        groups={
            "language": _exact_by((case.lang, judged) for case, judged in scored),
            "category": _exact_by((case.category, judged) for case, judged in scored),
            "difficulty": _exact_by((case.difficulty, judged) for case, judged in scored),
        },
        failures=tuple((case, judged) for case, judged in scored if not judged.is_exact),
        error_codes=Counter(result.code for result in answered if result.code),
        input_tokens=_sum_known(result.input_tokens for result in answered),
        output_tokens=_sum_known(result.output_tokens for result in answered),
        cost_usd=_cost(answered),
        p50_ms=percentile(durations, 50),
        p95_ms=percentile(durations, 95),
    )


def percentile(values: Sequence[int], percent: int) -> int:
    """The smallest value that `percent` of all do not exceed (nearest rank); 0 of nothing."""
    rank = math.ceil(len(values) * percent / 100)
    return sorted(values)[rank - 1] if values else 0


def _score(case: Case, result: Result | None) -> Score:
    return score(case.expect, result.status, result.invoice) if result else score(case.expect, None, None)


def _field_rates(scores: Sequence[Score]) -> dict[str, Rate]:
    rates: dict[str, Rate] = {}
    for field in FIELDS:
        rates[field] = _rate(not judged.faults[field] for judged in scores if field in judged.faults)
        if field == "items":
            rates |= {
                part: _rate(ok for judged in scores for name, ok in judged.parts if name == part) for part in PARTS
            }
    return {name: rate for name, rate in rates.items() if rate.of}


def _exact_by(pairs: Iterable[tuple[str, Score]]) -> dict[str, Rate]:
    groups: dict[str, list[bool]] = {}
    for name, judged in pairs:
        groups.setdefault(name, []).append(judged.is_exact)
    return {name: _rate(groups[name]) for name in sorted(groups, key=_sort_key)}


def _sort_key(name: str) -> tuple[int, str]:
    return (_DIFFICULTIES.index(name) if name in _DIFFICULTIES else 0), name


def _rate(judgements: Iterable[bool]) -> Rate:
    counted = list(judgements)
    return Rate(sum(counted), len(counted))


def _sum_known(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _cost(results: Iterable[Result]) -> Decimal | None:
    prices = [Decimal(result.cost_usd) for result in results if result.cost_usd]
    return sum(prices, Decimal(0)) if prices else None
