"""What a stretch of words names, without the clause around it: "the customer has taken [60] jars of honey"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.priced_deeds import is_priced_deed
from app.llm.providers.offline.weak import are_weak

_PRONOUN, _VERB, _DEAL, _SMALL, _OTHER = "pronoun", "verb", "deal", "small", "other"
_COUNT_REACH = 3
_HINGES = frozenset({_PRONOUN, _VERB, _DEAL})


@dataclass(frozen=True)
class Stretch:
    """Tokens [start, stop) that may name something."""

    start: int
    stop: int
    does: bool = False
    """It is but the verb of who does it: "we delivered"."""
    restarts: bool = False
    """A clause of its own led to it, so that what stands before it speaks of something else."""
    holds_verb: bool = False


@dataclass(frozen=True)
class _Segment:
    start: int
    stop: int
    hinge: tuple[int, int]
    """The words with a verb or pronoun right before it."""


def without_clause(page: Page, start: int, stop: int) -> Stretch | None:
    """What is left of a stretch without subjects, verbs and what is said around them; None where that is all.

    "I have used [4] gas bottles", "has asked for an invoice", "the carriage clock I cleaned".
    """
    kinds, said = _kinds(page, start, stop), range(start, stop)
    if _HINGES.isdisjoint(kinds):
        small = page.lexicon.words["particles"] | page.lexicon.words["vague"]
        of_verb = start > 0 and page.tokens[start - 1].taken and all(page.low(at) in small for at in said)
        return None if of_verb else Stretch(start, stop)  # "the tour [for X took] place"
    segments = [each for each in _segments(kinds, start) if not _is_small(page, each)]
    if not segments:
        return None
    begun: Stretch | None = None
    for segment in segments:
        hinge = {kinds[at - start] for at in range(*segment.hinge)}
        behind = Stretch(segment.start, segment.stop, _does(page, segment), bool(hinge))
        if begun is None:
            begun = behind
        elif hinge and are_weak(page, segment.start, segment.stop):
            continue  # "the cover she took was another [14.50]"
        elif _PRONOUN in hinge:
            described = is_relative(page, begun.stop - 1, segment.start) or _is_said_of(page, segment)
            begun = begun if described else behind
        elif _DEAL in hinge and not _is_passive(page, segment.hinge):
            begun = behind
        else:
            begun = replace(begun, stop=segment.stop, does=False, holds_verb=True)
    return begun


def _kinds(page: Page, start: int, stop: int) -> list[str]:
    """What each word does; small words count with the verb or pronoun that they stand beside."""
    words = page.lexicon.words
    kinds: list[str] = []
    led = _is_subject(page, start - 1)
    for at in range(start, stop):
        token, low = page.tokens[at], page.low(at)
        led = kinds[-1] in _HINGES or (led and kinds[-1] == _SMALL) if kinds else led
        if token.kind != "word" or token.text in ("IT", "US") or _is_noun(page, at) or is_priced_deed(page, at):
            kind = _OTHER
        elif is_pronoun(page, at):
            kind = _PRONOUN
        elif low in words["deal_verbs"]:
            kind = _DEAL
        elif (
            low in words["clause_verbs"]
            or page.cue(at, "summing") > 1
            or (low in words["stay_verbs"] and _leads_to_price(page, at + 1))
            or ((led or is_pronoun(page, at + 1)) and low in words["loose_verbs"])
            or (not kinds and led and low in words["doings"])  # "X uses [3 water coolers]"
        ):
            kind = _VERB
        else:
            kind = _SMALL if low in words["clause_adverbs"] or (led and low in words["particles"]) else _OTHER
        kinds.append(kind)
    return _joined(_joined(kinds)[::-1])[::-1]


def is_of_clause(page: Page, at: int) -> bool:
    """Words that only a sentence has: "we've", "comes", the "down" of "is down"."""
    words, low = page.lexicon.words, page.low(at)
    if page.tokens[at].text in ("IT", "US") or _is_noun(page, at) or is_priced_deed(page, at):
        return False
    verb = low in words["clause_verbs"] or low in words["deal_verbs"]
    led = low in words["loose_verbs"] and is_pronoun(page, at - 1)
    led |= (low in words["particles"] or low in words["loose_verbs"]) and (
        acts(page, at - 1, at, deals=False) or page.low(at - 1) in words["passives"]
    )
    return verb or led or is_pronoun(page, at)


def _is_small(page: Page, segment: _Segment) -> bool:
    """The "me" of "took me [3 days]"; the "what" of "what I did"."""
    words = page.lexicon.words
    small = (words["vague"], words["articles"], words["object_pronouns"], words["relatives"])
    return all(any(page.low(at) in each for each in small) for at in range(segment.start, segment.stop))


def is_pronoun(page: Page, at: int) -> bool:
    """Who does something: "we", "I've"; no article that is typed as one ("el")."""
    low, words = page.low(at), page.lexicon.words
    return (low in words["pronouns"] and low not in words["articles"]) or low in words["pronoun_verbs"]


def is_relative(page: Page, start: int, stop: int) -> bool:
    """Whether a clause that begins here only describes: "groceries that I had paid for"."""
    return any(page.low(at) in page.lexicon.words["relatives"] for at in range(start, stop))


def acts(page: Page, start: int, stop: int, deals: bool) -> bool:
    """Whether a verb stands here, or one of customers if `deals`: "X took [9 days]"."""
    words = page.lexicon.words
    names = ("deal_verbs",) if deals else ("deal_verbs", "clause_verbs", "loose_verbs")
    return any(page.low(at) in words[name] for at in range(start, stop) for name in names)


def _is_noun(page: Page, at: int) -> bool:
    """Where nouns have capitals, a word with one that does not open the sentence."""
    capital = page.lexicon.capital_nouns and page.tokens[at].text[0].isupper()
    return capital and at > 0 and not page.ends_sentence(at - 1)


def _leads_to_price(page: Page, at: int) -> bool:
    """The "at" of "labour stays at [780]"; "hotel stays at [120] a night" counts several."""
    follows = page.cue(at, "strict_at") > 0 and at + 1 < len(page) and page.tokens[at + 1].number is not None
    return follows and all(token.number is None for token in page.tokens[max(0, at - _COUNT_REACH) : at])


def _is_subject(page: Page, at: int) -> bool:
    """Who does what the verb behind says: a party that was taken, or "the customer"."""
    return at >= 0 and page.tokens[at].taken and page.tokens[at].kind == "word"


def _joined(kinds: list[str]) -> list[str]:
    """Small words right behind a verb or pronoun are of one piece with it."""
    joined: list[str] = []
    for kind in kinds:
        joined.append(_VERB if kind == _SMALL and joined and joined[-1] in _HINGES else kind)
    return joined


def _segments(kinds: list[str], start: int) -> Iterator[_Segment]:
    begin: int | None = None
    hinge = (start, start)
    for offset, kind in enumerate([*kinds, _VERB]):
        at = start + offset
        if kind in _HINGES:
            if begin is not None:
                yield _Segment(begin, at, hinge)
                begin, hinge = None, (at, at)
            hinge = (hinge[0], at + 1)
        elif begin is None:
            begin = at
            hinge = (hinge[0], at)


def _does(page: Page, segment: _Segment) -> bool:
    """The "painted" of "we painted [3 doors]": one word right behind who does it."""
    small = page.lexicon.words["vague"]
    alone = all(page.low(at) in small for at in range(segment.start + 1, segment.stop))
    capital = page.tokens[segment.start].text[0].isupper()
    return alone and not capital and segment.hinge[1] > segment.hinge[0] and is_pronoun(page, segment.start - 1)


def _is_said_of(page: Page, segment: _Segment) -> bool:
    """The "cleaned" of "the clock I cleaned": what was done to the thing before it."""
    words, verb = page.lexicon.words, page.low(segment.start)
    small = all(page.low(at) in words["vague"] for at in range(segment.start + 1, segment.stop))
    small = small and not (segment.stop < len(page) and page.tokens[segment.stop].kind == "number")
    done = verb in words["work_verbs"] or verb.endswith(tuple(words["past_endings"]) or ("\0",))
    return small and done


def _is_passive(page: Page, hinge: tuple[int, int]) -> bool:
    """ "the flyers were ordered" """
    return any(page.low(at) in page.lexicon.words["passives"] for at in range(*hinge))
