"""What a key means by its words, where it stands in no table: "price_per_seat", "add_vat_percent", "nights"."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from app.llm.providers.offline import lexicon

_FOLDED = {"ae": "a", "oe": "o", "ue": "u"}
_LEAST_COMPOUND = 5


@dataclass(frozen=True)
class KeyWords:
    """The sets of words that keys are made of, and the units of all languages, all in plain form."""

    sets: Mapping[str, Collection[str]]
    units: Mapping[str, str]
    taxes: Collection[str]

    def of_item(self, words: Sequence[str]) -> str | None:
        """A price for each, the sum of the line, or how many of a unit."""
        priced = any(self._is_price(word) for word in words)
        summed = any(word in self.sets["total"] for word in words)
        if any(word in self.sets["per"] for word in words[:-1]) and (priced or words[0] in self.sets["per"]):
            return "unit_price"
        if priced:
            return "amount" if summed else "unit_price"
        if len(words) == 1 and words[0] in self.sets["done"]:
            return "quantity"
        telling = [word for word in words if word not in self.sets["counting"]]
        return "quantity" if telling and all(self.unit(word) for word in telling) else None

    def of_document(self, words: Sequence[str]) -> str | None:
        """The rate of a tax, the days to pay, a discount in percent."""
        taxed = [word for word in words if word in self.taxes]
        shared = any(word in self.sets["share"] for word in words)
        others = [word for word in words if word not in taxed]
        if taxed and others and all(word in self.sets["share"] or word in self.sets["adding"] for word in others):
            return "tax_rate"
        if shared and any(word in self.sets["discount"] for word in words):
            return "discount_rate"
        if len(words) > 1 and any(self.unit(word) == "day" for word in words):
            return "due_days" if any(word in self.sets["due"] for word in words) else None
        return None

    def unit(self, word: str) -> str | None:
        """The unit that a word means in any language; "stueck" is "Stück"."""
        for written, folded in _FOLDED.items():
            if written in word and word not in self.units:
                word = word.replace(written, folded)
        return self.units.get(word)

    def _is_price(self, word: str) -> bool:
        """ "rate", and "stundensatz" by its end."""
        ends = tuple(self.sets["price_endings"])
        return word in self.sets["price"] or (len(word) > _LEAST_COMPOUND and word.endswith(ends))


def load(sets: Mapping[str, str], plain: Callable[[str], str]) -> KeyWords:
    """The words of `sets` with the units and taxes of all languages, each as `plain` makes it."""
    units: dict[str, str] = {}
    taxes: set[str] = set()
    for code in ("en", *lexicon.languages()):
        data = lexicon.source(code)
        for name, forms in data["units"].items():
            for form in forms.split(","):
                units.setdefault(plain(form), name)
        taxes.update(plain(form) for forms in data["tax_names"].values() for form in forms.split(","))
    made = {name: frozenset(plain(word) for word in listed.split(",")) for name, listed in sets.items()}
    return KeyWords(made, units, frozenset(taxes))
