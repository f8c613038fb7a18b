"""How many: the counts of a chunk, what its price is per, and the quantity that they make together."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from app.core.money import MAX_AMOUNT
from app.llm.providers.offline import senses
from app.llm.providers.offline.lines import TIME
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.spans import paid_times, spans_said
from app.llm.providers.offline.stems import are_alike

_SIZES = frozenset({"kg", "gram", "pound", "ounce", "litre", "ml", "gallon", "metre", "foot", "yard"})
"""Units that often tell what each piece holds: "25 kg bags"."""
_YEAR = 4
_THING_REACH = 4
"""From how many to its price in "25 office seats at $12"."""


@dataclass(frozen=True)
class Count:
    """A quantity at a token, with the unit or noun that it counts."""

    position: int
    value: Decimal
    unit: str | None
    noun: str
    """The word that is counted."""


class QuantityReader:
    """Reads the counts of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def counts(self, start: int, stop: int, prices: list[int], pers: Collection[str] = ()) -> list[Count]:
        page, priced = self.page, set(prices)
        found = []
        for position in range(start, stop):
            token = page.tokens[position]
            if token.kind != "number" or token.taken or token.number is None or position in priced:
                continue
            if senses.is_entry(page, position):
                continue
            noun = page.low(page.skip(position + 1, "-"))
            of_name = senses.is_name_number(page, position) and not any(are_alike(noun, per) for per in pers)
            if of_name and not senses.is_quantity(page, position):
                continue  # "Windows 11 upgrade"; but "Aerate 9 greens, €80 per green"
            if self._is_feature(position, prices) or senses.is_year(page, position) or self._is_size(position, pers):
                continue
            unit = token.unit or page.lexicon.units.get(noun)
            times = paid_times(token.number, unit, pers)
            value, unit = times or (token.number, unit)
            found.append(Count(position, value, unit, noun))
        if not any(count.unit in pers for count in found):
            found += [Count(*span) for span in spans_said(page, start, stop, pers)]
        return self._without_numbers_of_names(found)

    def _without_numbers_of_names(self, counts: list[Count]) -> list[Count]:
        """Of "10 hours of review, phase 2 at $90" the phase counts nothing; alone ("phase 2 at $90") it may."""
        others = [count for count in counts if not self._is_of_name(count.position)]
        return others or counts

    def _is_of_name(self, position: int) -> bool:
        """The 2022 of "48 bottles of Chardonnay 2022 at £9.60" as well."""
        text, before = self.page.tokens[position].text, self.page.tokens[position - 1]
        vintage = len(text) == _YEAR and text.isdecimal() and "1900" <= text < "2100" and before.kind == "word"
        named = vintage and position > 0 and before.text[0].isupper()
        return named or self.page.cue(position - 1, "place_number") > 0

    def rated(self) -> frozenset[str]:
        """Units that some price is per."""
        page = self.page
        priced = (at for at, token in enumerate(page.tokens) if token.kind == "money" and not token.taken)
        return frozenset(per for at in priced for per in self.pers(at) if per in page.lexicon.unit_values)

    def pers(self, price_at: int | None) -> list[str]:
        """What a price is per: ["seat", "month"] of "per seat per month"."""
        if price_at is None:
            return []
        page, position = self.page, price_at + 1
        pers: list[str] = []
        if page.cue(position, "total_said"):
            return pers  # "480 euros the pair", of two
        while position + 1 < len(page) and len(pers) < 3:
            width = max(1, page.cue(position, "per"))  # "de l'heure"
            width += page.low(position + width) in page.lexicon.words["full_words"]  # "per full day"
            after = page.tokens[min(position + width, len(page) - 1)]
            repeated = page.low(position) in page.lexicon.words["articles"] and pers
            if after.kind != "word" or after.taken or repeated or not self._leads_to_unit(position, bool(pers)):
                break
            pers.append(page.lexicon.units.get(after.low, after.low))
            position += width + 1
        return pers

    def _leads_to_unit(self, position: int, further: bool) -> bool:
        """ "per", the article of "30 € die Stunde", the "and" of "per user and month"."""
        page = self.page
        if page.cue(position, "per"):
            return True
        unit = page.lexicon.units.get(page.low(position + 1))
        if page.cue(position, "per_article"):
            return unit is not None
        return further and unit in TIME and page.low(position) in page.lexicon.words["extras"]

    def quantity(self, counts: list[Count], pers: list[str], price_at: int | None) -> tuple[Decimal | None, str | None]:
        """One count, the sum of counts in one unit, or the product of the counts that a price names."""
        if not counts:
            return None, None
        main = next((count for count in counts if self._is_multiplied(count) or self._is_times(count)), None) or next(
            (count for count in counts if count.unit and count.unit in pers),
            next((count for count in counts if any(are_alike(count.noun, per) for per in pers)), None)
            or _pieces_of(counts, price_at is not None and self.page.cue(price_at + 1, "each") > 0),
        )
        if len(counts) == 1:
            in_hours = main.unit == "minute" and "hour" in pers
            return (main.value / 60, "hour") if in_hours else (main.value, main.unit)
        timed = next((count for count in counts if count.unit == "minute"), None)
        if timed and "hour" in pers and main.unit != "minute":
            return main.value * timed.value / 60, "hour"  # "3 sessions of 90 minutes at £40 per hour"
        if (whole := self._whole(counts, main)) is not None:
            return whole, main.unit
        same = [count for count in counts if count.unit == main.unit and main.unit]
        value = sum((count.value for count in same), Decimal(0)) if same else main.value
        rest = [count for count in counts if not (main.unit and count.unit == main.unit)]
        for other in rest:
            if other is not main and self._multiplies(main, other, pers, price_at):
                value *= other.value
        return (value, main.unit) if value < MAX_AMOUNT else (main.value, main.unit)

    def _whole(self, counts: list[Count], main: Count) -> Decimal | None:
        """The 7 of "7 hours (3 hours Tuesday, 4 on Thursday)", "3 hours and 4 hours, so 7 hours"."""
        alike = [count for count in counts if count.unit in (main.unit, None)]
        most = max(alike, key=lambda count: count.value)
        parts = [count.value for count in alike if count is not most]
        if main.unit and most.unit == main.unit and len(parts) > 1 and sum(parts) == most.value:
            return most.value
        return None

    def _multiplies(self, main: Count, other: Count, pers: list[str], price_at: int | None) -> bool:
        """Whether the price is for each of both: "4 vans at $75 per van per day for 2 days"."""
        product = (main.unit in pers or self._are_both_said(main, other)) and self._times(main, other)
        product = product or (main.unit in pers and self._holds(other, main)) or self._is_chained(main, other, price_at)
        named = other.unit in pers or any(are_alike(other.noun, per) for per in pers)
        timed = len(pers) > 1 and other.unit in TIME
        return product or named or timed or self._is_each(main, other) or self._is_for_time(main, other, pers, price_at)

    def _are_both_said(self, one: Count, other: Count) -> bool:
        """ "25 seats x 12 months at $10", but not "3 x 2 hour sessions at $50"."""
        first, second = sorted((one, other), key=lambda count: count.position)
        priced = second.position + (2 if second.unit else 1)
        counted = second.unit in TIME and self.page.tokens[first.position + 1].kind == "word"
        return counted and self.page.cue(priced, "strict_at") > 0

    def _is_for_time(self, main: Count, other: Count, pers: list[str], price_at: int | None) -> bool:
        """ "25 seats at $12 per month for 12 months": things with their price by time, then for how long."""
        if price_at is None or main.unit not in TIME or main.unit not in pers or other.unit in TIME:
            return False
        return price_at - _THING_REACH <= other.position < price_at < main.position

    def _times(self, one: Count, other: Count) -> bool:
        """ "2 trainers x 6 hours"."""
        start, stop = sorted((one.position, other.position))
        return stop - start < 6 and self.page.find_cue(start + 1, stop, "times") is not None

    def _is_chained(self, one: Count, other: Count, price_at: int | None) -> bool:
        """ "15 licences × $49 × 12 months"."""
        if price_at is None or not self.page.cue(price_at + 1, "times"):
            return False
        first, second = sorted((one.position, other.position))
        return first < price_at and second == price_at + 2 and self.page.cue(price_at - 1, "times", "strict_at") > 0

    def _is_size(self, position: int, pers: Collection[str]) -> bool:
        """The 250 of "250 g x 20 bags at £6.80 a bag"."""
        page = self.page
        unit, stop = page.lexicon.units.get(page.low(position + 1)), position + 3
        sized = unit in _SIZES and unit not in pers and page.cue(position + 2, "times") > 0
        return sized and stop < len(page) and page.tokens[stop].kind == "number" and page.low(stop + 1) != ""

    def _holds(self, container: Count, measure: Count) -> bool:
        """ "9 bags of 15 kg at £0.80 per kg"."""
        of = self.page.low(container.position + 2) in self.page.lexicon.words["of"]
        return of and measure.position == container.position + 3 and measure.unit in _SIZES

    def _is_times(self, count: Count) -> bool:
        """The "x2" of "skip 8yd x2"."""
        return "counted" in self.page.tokens[count.position].cues and count.unit is None

    def _is_multiplied(self, count: Count) -> bool:
        """ "4 x $48.50", "12 at £9.60": the number that stands beside the price counts, not the one of "(25kg)"."""
        mark = count.position + 1
        following = self.page.tokens[mark + 1].kind if mark + 1 < len(self.page) else "line"
        return self.page.cue(mark, "strict_at", "times") > 0 and following in ("money", "number")

    def _is_feature(self, position: int, prices: list[int]) -> bool:
        """In "coach with 53 seats £640" the number only describes; "for 48 pupils at £7 per pupil" counts."""
        page = self.page
        link = position - 1
        # Behind the customer the word only leads to the order: "bill Ann Lee for 2 lamps (£12)".
        led = page.low(link) in page.lexicon.words["feature_links"] and page.free(link - 1) and page.free(link)
        if not led or not prices or prices[0] < position:
            return False
        return not any(
            page.cue(price + 1, "per", "each", "total_said") or page.cue(price - 1, "strict_at", "times")
            for price in prices
        )

    def _is_each(self, main: Count, other: Count) -> bool:
        """In "four evenings, 2 hours each evening" the hours are for each; "20 loaves of rye a week for 4 weeks"."""
        page = self.page
        for after in range(main.position + 1, min(main.position + 1 + _THING_REACH, page.clause(main.position)[1])):
            if page.tokens[after].number is not None:
                return False
            if page.cue(after, "per", "each") and after > main.position + 1:
                return page.lexicon.units.get(page.low(after + 1)) == other.unit
        return False


def _pieces_of(counts: list[Count], each: bool) -> Count:
    """The first count; but of "cement 25 kg, 12 bags" the bags, and of "2.4 m posts, 10 of them, $18 each" the ten."""
    if counts[0].unit not in _SIZES:
        return counts[0]
    pieces = (count for count in counts[1:] if count.unit not in _SIZES | TIME and (count.unit or each))
    return next(pieces, counts[0])
