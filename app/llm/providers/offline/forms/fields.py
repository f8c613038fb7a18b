"""Which field of an invoice a key means, in any language and any way of writing keys."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from app.llm.providers.offline import lexicon
from app.llm.providers.offline.forms import keys
from app.llm.providers.offline.forms.keys import KeyWords

_HEADS = {
    "name_head": "name",
    "qty_head": "quantity",
    "price_head": "unit_price",
    "amount_head": "amount",
}
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_PARTING = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"\s*\d+$")
_LONGEST_KEY = 60
_REMEMBERED = 2000


@lru_cache(_REMEMBERED)
def plain_key(key: str) -> str:
    """ "unitPrice", "Unit_Price" and "unit price" alike; accents are lost and so is what only counts ("line_2")."""
    words = _PARTING.sub(" ", _CAMEL.sub(" ", key[:_LONGEST_KEY])).strip().lower()
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    return _COUNTED.sub("", bare) or bare


@dataclass(frozen=True)
class Fields:
    """The keys of every table, in plain form, to the field that they mean."""

    tables: Mapping[str, Mapping[str, str]]
    words: KeyWords

    def find(self, table: str, key: str) -> str | None:
        """The field of `table` that `key` means, by itself or by its words."""
        known, plain = self.tables[table], plain_key(key)
        listed = known.get(plain) or known.get(plain.replace(" ", ""))
        if listed or table not in ("item", "top") or not plain:
            return listed
        words = plain.split()
        return self.words.of_item(words) if table == "item" else self.words.of_document(words)

    def is_listed(self, table: str, key: str) -> bool:
        """Whether a key stands in the table itself."""
        plain = plain_key(key)
        return plain in self.tables[table] or plain.replace(" ", "") in self.tables[table]

    def of_party(self, key: str) -> tuple[str, str] | None:
        """The side and the field of "customer_email"."""
        words = plain_key(key).split()
        for width in range(1, len(words)):
            side = self.tables["top"].get(" ".join(words[:width]))
            field = self.tables["party"].get(" ".join(words[width:]))
            if side in ("to", "from") and field:
                return side, field
        return None

    def is_known(self, key: str) -> bool:
        """Whether a key means anything anywhere."""
        return any(self.find(table, key) for table in self.tables) or self.of_party(key) is not None


@cache
def load(language: str) -> Fields:
    """All keys; what columns are called comes from the lexicons, that of `language` before the others."""
    data = tomllib.loads(files(__name__.rpartition(".")[0]).joinpath("fields.toml").read_text("utf-8"))
    words = keys.load(data.pop("word"), plain_key)
    tables: dict[str, dict[str, str]] = {table: {} for table in data}
    own, *others = (language, *lexicon.languages())
    _add_heads(tables["item"], own)
    for table, listed in data.items():
        for field, names in listed.items():
            _add(tables[table], field, names)
    for code in (own, *others):
        # What a table may skip comes late: a measure, for one, is a key of a program's line.
        _add(tables["item"], "skip", lexicon.source(code)["cues"].get("skip_head", ""))
        _add_heads(tables["item"], code)
    return Fields(tables, words)


def _add_heads(table: dict[str, str], language: str) -> None:
    for head, field in _HEADS.items():
        _add(table, field, lexicon.source(language)["cues"].get(head, ""))


def _add(table: dict[str, str], field: str, listed: str) -> None:
    for key in listed.split(","):
        if plain := plain_key(key):
            table.setdefault(plain, field)
            table.setdefault(plain.replace(" ", ""), field)
