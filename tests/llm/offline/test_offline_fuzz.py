"""What no words may do: raise, or make a draft that the schema refuses. By fixed seeds: a failure comes back."""

import json
import random
from pathlib import Path

import pytest

from app.llm.draft import DraftSchema
from app.llm.providers.offline.reading import read
from tests.llm.offline.conftest import TODAY

PROMPTS = [
    json.loads(line)["prompt"]
    for line in (Path(__file__).parent / "cases_en.jsonl").read_text(encoding="utf-8").splitlines()
]
WORDS = sorted({word for prompt in PROMPTS for word in prompt.split()})
ODDITIES = [
    "$", "%", "@", "£-5", "-$5", "1e9", "9" * 30, "½", "(", ")", "٣", "²", "①", "x10", "12:99", "99:00", "1/0", "-0",
    "50% deposit paid", "15% of $9", "not 5", "sorry, 16", "Mon-Fri 8h each", "8h30 à", "09.99–12.60", "break 30 min",
    "net99", "6pm-", "9x15 m", "\x0f", "\u200b", "\x85", "\t\t", "\n\n",
]  # fmt: skip
ROUNDS = 300


def _mutated(chance: random.Random, words: str) -> str:
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(words))
        stop = min(len(words), start + chance.randint(0, 30))
        head, middle, tail = words[:start], words[start:stop], words[stop:]
        words = chance.choice(
            [
                head + tail,
                head + middle * chance.randint(2, 8) + tail,
                head + chance.choice(WORDS) + middle + tail,
                head + chance.choice(ODDITIES) + middle + tail,
                head + chr(chance.choice([chance.randint(32, 0x24F), chance.randint(0x2000, 0x2FFF)])) + middle + tail,
                words.replace(" ", chance.choice(["", "\n", "\t"]), chance.randint(1, 4)),
            ]
        )
    return words


def _shuffled(chance: random.Random) -> str:
    glue = chance.choice([" ", "", "\n"])
    return glue.join(chance.choice(WORDS + ODDITIES) for _ in range(chance.randint(1, 60)))


def _random(chance: random.Random) -> str:
    blocks = [(1, 0x250), (0x2000, 0x3000), (48, 57), (32, 32), (10, 10)]
    return "".join(chr(chance.randint(*chance.choice(blocks))) for _ in range(chance.randint(1, 120)))


@pytest.mark.parametrize("seed", range(3))
def test_no_words_raise_or_make_a_draft_that_the_schema_refuses(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        for words in (_mutated(chance, chance.choice(PROMPTS)), _shuffled(chance), _random(chance)):
            DraftSchema().load(read(words, TODAY, {})[0])


@pytest.mark.parametrize("shape", ["1-", "1 - ", "5 bis ", "marzo y abril 140 € al mes ", "la docena 3 € ", "via 9 "])
def test_a_flood_of_one_shape_raises_nothing(shape: str) -> None:
    DraftSchema().load(read((shape * 20_000)[:20_000], TODAY, {})[0])
