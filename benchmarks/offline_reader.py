"""How long the offline reader takes: for each prompt of the case files, and for floods of 20,000 characters.

Goals: a normal prompt in at most 5 ms (median), every flood in at most 100 ms. Of each the best of a few runs counts,
because everything else that the machine does only adds. Takes less than a minute; needs no network and no database.
"""

import json
import time
from datetime import date
from pathlib import Path
from statistics import median

from _percentile import percentile

from app.llm.providers.offline.reading import read

CASES = Path(__file__).parents[1] / "prompts_library" / "evals"
TODAY = date(2026, 3, 2)
LENGTH = 20_000
RUNS = 5
FLOODS = [
    "5% ", "$5 ", "a@", "+1 ", "a ", "A ", "1 ", "12 ", "x", "9", "(", "([{<", ",;|- ", "3 chairs at $5, ",
    "10% tax and ", "no ", "to Acme from ", "client: A\n", "FR14 2004 ", "a\t5\t", "deposit paid 5 ", "due net ",
    "bill them at ", '"note ', "\n", "- a 5\n", "5 x 5 ", "Mon 3h, ", "1/2 ", "2h30 ", "$", "€ ", "two hundred ",
    "and ", "Best regards\n", "@ ", "note: a\n", "discount 5 ", "VAT ", "| a | 5 |\n", "12:30-13:30 ",
    "555-010-4477 ", "... ", "A & ", "for a 5 ", "12 Mill St, ", "a@b.co ", "iban ", "account 1234 ", "if paid 5% ",
    "per seat ", "-5 ", "la docena 3 € ", "marzo y abril 140 € al mes ", "condominio via tasso 9 ",
]  # fmt: skip


def main() -> None:
    read("warm up: the lexicons are loaded once", TODAY, {})
    print(f"best of {RUNS} runs, in ms        median      p95      max")
    for path in sorted(CASES.glob("*.jsonl")):
        prompts = [json.loads(line)["prompt"] for line in path.read_text("utf-8").splitlines() if line.strip()]
        taken = [_best(prompt) for prompt in prompts]
        print(f"  {path.name:28} {median(taken):8.2f} {percentile(taken, 95):8.2f} {max(taken):8.2f}")
    print(f"floods of {LENGTH} characters, the slowest first")
    floods = sorted(((_best((shape * LENGTH)[:LENGTH]), shape) for shape in FLOODS), reverse=True)
    for milliseconds, shape in floods:
        print(f"  {shape!r:20} {milliseconds:8.1f}")


def _best(words: str) -> float:
    """The milliseconds of the fastest run."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        read(words, TODAY, {})
        taken.append((time.perf_counter() - started) * 1000)
    return min(taken)


if __name__ == "__main__":
    main()
