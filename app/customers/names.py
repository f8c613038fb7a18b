"""What a customer is called, without what people leave out when they name it: "ACME, Inc." and "Acme" are one."""

import re

from app.core.likeness import key_of

# How companies are constituted, as keys, in the countries whose languages Saybill reads and in some more.
_LEGAL_FORMS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp lllp lp plc pllc pc pty pvt private "
    "gmbh mbh ag kg kgaa ohg ug gbr ek ev eg se partg sa sas sasu sarl eurl sci snc scop srl srls spa sapa "
    "sl slu scs ltda lda sgps eireli bv nv vof cv bvba sprl vzw ab hb as asa aps oy oyj sro zoo oo doo dd "
    "eood ad kft zrt nyrt ooo oao zao pao kk yk sdn bhd pte fze".split()
)
_SAME_FORM = {"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd", "private": "pvt"}
_JOINERS = frozenset("and und et og och".split())
_INITIALS = re.compile(r"\b\w(?: \w\b)+")
_AND = re.compile(r"[&+]")


def name_key(name: str) -> str:
    """The key of a person's or company's name, without legal form, a leading "the" and the word for "and".

    What is nothing but such words keeps them: a firm may be called "The Company".
    """
    words = _words(name)
    kept = [word for word in words[: _end(words)] if word not in _JOINERS]
    return " ".join(kept[1:] if kept[:1] == ["the"] and kept[1:] else kept) or " ".join(words)


def legal_form(name: str) -> frozenset[str]:
    """The words for the legal form in a name: {"gmbh", "co", "kg"}; empty where none is said."""
    words = _words(name)
    return frozenset(_SAME_FORM.get(word, word) for word in words[_end(words) :]) - _JOINERS


def _words(name: str) -> list[str]:
    # "S. p. A." and "S p A" are written "SpA" as well.
    return _INITIALS.sub(lambda match: match[0].replace(" ", ""), key_of(_AND.sub(" and ", name))).split()


def _end(words: list[str]) -> int:
    """Where the legal form begins, at the end; never at the first word."""
    end = len(words)
    while end > 1 and (words[end - 1] in _LEGAL_FORMS or words[end - 1] in _JOINERS):
        end -= 1
    return len(words) if words[:end] == ["the"] else end
