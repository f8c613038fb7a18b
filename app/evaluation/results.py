"""The file of results: one JSON object a line, written as each comes, so that a run that is killed loses none."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# The provider was out of reach, busy or out of credit: that says nothing about how it reads.
_PASSING = frozenset({402, 429, 500, 503, 504})


@dataclass(frozen=True)
class Result:
    """What came of one case."""

    id: str
    status: int
    """Of the HTTP API: 201 also for a dry run."""
    invoice: dict[str, Any] | None
    provider: str
    """What was asked for, as `llm_provider`."""
    code: str | None = None
    """The code of the error, where it ended in one."""
    duration_ms: int = 0
    """From the words to the invoice, repairs included."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: str | None = None
    """Where the model's price is known."""

    @property
    def is_settled(self) -> bool:
        """Asking again would not help."""
        return self.status not in _PASSING


def read_results(file: Path) -> dict[str, Result]:
    """The last result of each case. A line that is cut short, as a killed run leaves one, is left out."""
    results: dict[str, Result] = {}
    for line in file.read_text(encoding="utf-8").split("\n") if file.exists() else ():
        try:
            result = Result(**json.loads(line))
        except (ValueError, TypeError):
            continue
        results[result.id] = result
    return results


@contextmanager
def results_file(file: Path, kept: Iterable[Result] = ()) -> Iterator[Callable[[Result], None]]:
    """A new file that starts with the results `kept`; gives the function that adds one and sees it to the disk."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text("".join(_line(result) for result in kept), encoding="utf-8")
    os.replace(fresh, file)  # So the old file is whole until the new one is.
    with file.open("a", encoding="utf-8") as opened:

        def add(result: Result) -> None:
            opened.write(_line(result))
            opened.flush()

        yield add


def _line(result: Result) -> str:
    return json.dumps(asdict(result), ensure_ascii=False) + "\n"
