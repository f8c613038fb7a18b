"""Names of currencies of more than one word, from Babel: "Canadian dollars", "pesos mexicanos"."""

from collections.abc import Mapping

from babel.numbers import get_currency_name

from app.core.money import CURRENCIES
from app.llm.providers.offline.lexicon.spelling import spellings


def currency_names(language: str, respelt: Mapping[str, str]) -> dict[str, str]:
    """Every such name, in lower case, to its ISO 4217 code; single words ("dollars") tell too little."""
    named: dict[str, str] = {}
    for code in sorted(CURRENCIES):
        for count in (1, 2):
            name = get_currency_name(code, count, locale=language).lower()
            for form in spellings(name, respelt) if " " in name and "(" not in name else ():
                named.setdefault(form, code)
    return named
