"""Chunks to items: which number is the quantity, which the price, and which words are the name."""

from app.llm.providers.offline import chunks, senses
from app.llm.providers.offline.attached import Attached
from app.llm.providers.offline.division import divide
from app.llm.providers.offline.lines import TIME, Line
from app.llm.providers.offline.naming import joined_name, name_of
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.price_places import fitting_price, price_places, unit_price
from app.llm.providers.offline.priced_deeds import deed_in
from app.llm.providers.offline.quantities import Count, QuantityReader
from app.llm.providers.offline.spans import share_spans
from app.llm.providers.offline.weak import is_calendar, is_weak

_MEASURES = frozenset({"hour", "minute", "day", "half day", "week", "month"})

_DAY_REACH = 10
_LONG_NUMBER = 5
_LEAST_SESSION = 5
"""What is paid for minutes is paid for all of them, if it is that much."""


MOST_ITEMS = 1000
"""Items of a draft; what is said behind them is left out, with a doubt."""


class ItemReader:
    """Reads the items of one page, in the order of the words."""

    def __init__(self, page: Page, attached: dict[int, Attached]) -> None:
        self.page = page
        self.attached = attached
        self.quantities = QuantityReader(page)
        self.hourly = any(token.unit or token.low in page.lexicon.units for token in page.tokens)
        """Whether any unit is said, without which nothing waits for a rate."""
        self.rated = self.quantities.rated()

    def read(self) -> list[Line]:
        """Every chunk that has a price, or a quantity of time that waits for its rate."""
        lines: list[Line] = []
        heading = loose = ""
        for start, stop in chunks.sentences(self.page):
            begin = chunks.after_bullet(self.page, start, stop)
            pieces = chunks.parts(self.page, begin, stop)
            for chunk in self._chunks(pieces):
                if len(lines) > MOST_ITEMS:
                    return lines  # That there are more is all that is told.
                line = self._line(chunk)
                if line is None:
                    heading = self._heading(chunk) or heading
                    named = name_of(self.page, chunk[0].start, chunk[-1].stop, None, None)
                    dated = named.text.lower() in self.page.lexicon.months
                    loose = named.text if not loose or (named.is_likely and not dated) else loose
                    continue
                line.heading = loose
                if not line.is_named and not heading and line.price is not None and not line.is_rate:
                    heading = loose  # "I fixed a boiler. Three hours at £65."
                if heading and not line.is_named:
                    line.name, heading = heading, ""
                lines.append(line)
        share_spans(self.page, lines)
        if len(lines) == 1 and not lines[0].name and heading:
            lines[0].name = heading  # "We settled on $1,750. Please invoice X for the deck."
        return lines

    def _chunks(self, pieces: list[senses.Part]) -> list[list[senses.Part]]:
        """Without any price in the sentence, each count is a line that waits for its rate."""
        if not any(chunks.has_price(self.page, piece) for piece in pieces):
            counted = [piece for piece in pieces if self.quantities.counts(piece.start, piece.stop, [])]
            if len(counted) > 1 and all(chunks.has_name(self.page, piece) for piece in counted):
                return [[piece] for piece in pieces]
        waiting = [piece for piece in pieces if self._waits(piece, pieces)]
        if not waiting:
            return chunks.chunks(self.page, pieces)
        made: list[list[senses.Part]] = []
        open_run: list[senses.Part] = []
        for piece in (*pieces, None):
            if piece is not None and piece not in waiting:
                open_run.append(piece)
                continue
            made += chunks.chunks(self.page, open_run)
            made += [[piece]] if piece is not None else []
            open_run = []
        return made

    def _waits(self, piece: senses.Part, pieces: list[senses.Part]) -> bool:
        """A count whose rate is said in another sentence: "8,400 words of translation, plus a stamp for €55"."""
        page = self.page
        if not self.rated or chunks.has_price(page, piece) or not chunks.has_name(page, piece):
            return False
        counts = self.quantities.counts(piece.start, piece.stop, [])
        if len(counts) != 1 or counts[0].unit not in self.rated:
            return False
        reach = range(pieces[0].start, pieces[-1].stop)
        said = any(page.tokens[at].kind == "money" and self.quantities.pers(at) for at in reach)
        return not said and page.find_cue(reach.start, reach.stop, "per") is None and len(pieces) > 1

    def _heading(self, chunk: list[senses.Part]) -> str:
        """Words without a price name the next price that stands alone: "job: boundary survey", then "fee: 890"."""
        start, stop = chunk[0].start, chunk[-1].stop
        width = self.page.cue(start, "item_label")
        if width and self.page.low(start + width) in (":", "="):
            return name_of(self.page, start + width + 1, stop, None, None).text
        for position in range(start, stop):
            noun = self.page.cue(position, "invoice_noun")
            if noun and self.page.low(position + noun) in self.page.lexicon.words["of"]:
                return name_of(self.page, position + noun + 1, stop, None, None).text
            if self.page.cue(position, "to_weak"):
                name = name_of(self.page, position + 1, stop, None, None).text
                return "" if name.lower() in self.page.lexicon.months else name
        return ""

    def _line(self, chunk: list[senses.Part]) -> Line | None:
        page = self.page
        start, stop = chunk[0].start, chunk[-1].stop
        prices = price_places(page, chunk)
        price_at = unit_price(page, prices)
        pers = self.quantities.pers(price_at)
        counts = self.quantities.counts(start, stop, prices, pers)
        if not pers and len(prices) > 1 and (each := fitting_price(page, prices, counts)) is not None:
            price_at = each  # "it came to £96: 8 hours at £12"
            pers = self.quantities.pers(price_at)
        if price_at is None and not any(count.unit for count in counts):
            return None
        named = name_of(page, start, stop, counts[0].position if counts else None, price_at)
        name = named.text
        if counts and (not named.is_likely or name.lower() in page.lexicon.months):
            name = self._counted_thing(counts[0]) or name
        if price_at is not None and not name and not counts and self._is_stray(price_at):
            return None
        if not counts and (deed := deed_in(page, start, stop)) and deed.lower() not in name.lower():
            name = deed
        line = Line(name, start, is_named=named.is_likely or name != named.text)
        if self.attached:
            reach = range(start, min(stop + 6, len(page)))
            line.attached = [self.attached[index] for index in reach if self._is_mine(index, stop)]
        line.price = None if price_at is None else page.tokens[price_at].number
        if price_at is not None and (joined := self._joined(chunk, price_at, pers)):
            line.name = joined
            return line
        line.quantity, line.unit = self.quantities.quantity(counts, pers, price_at)
        if self.hourly and (price_at is None or line.quantity is None):
            line.day, line.words = self._day(start), frozenset(page.low(index) for index in range(start, stop))
        if price_at is None:
            corrects = page.find_cue(start, stop, "same_price") is not None
            return line if line.unit in TIME or line.unit in self.rated or corrects else None
        summed = page.find_cue(start, price_at, "sum_line")
        nameless = not name and not counts and page.cue(price_at + 1, "total_said") > 0  # "so 412.50 in all"
        apart = summed is not None and any(token.taken for token in page.tokens[summed:price_at])
        # "Solde à facturer à X : toiture …" is none.
        line.is_sum = nameless or (summed is not None and not apart and not counts)
        labelled = page.find_cue(start, price_at + 1, "rate_label") is not None
        line.is_rate = line.quantity is None and (bool(pers) or labelled or self._names_time(start, price_at, name))
        line.per = pers[0] if pers else None
        divide(page, line, price_at, counts, stop, pers)
        if line.unit == "minute" and not pers and (line.price or 0) >= _LEAST_SESSION:
            line.quantity = line.unit = None  # "30 minutes consultation £50"
        line.unit = line.unit or (pers[0] if pers and pers[0] in page.lexicon.units.values() else None)
        return line

    def _day(self, start: int) -> int | None:
        """The weekday of the line of a timesheet, by its name or by its date."""
        page, begin = self.page, start
        while begin > 0 and start - begin < _DAY_REACH and not page.ends_sentence(begin - 1):
            begin -= 1
        for index in (*range(start, min(page.sentence_end(start), start + _DAY_REACH)), *range(begin, start)):
            token = self.page.tokens[index]
            if token.day is not None or token.low in self.page.lexicon.weekdays:
                return self.page.lexicon.weekdays.get(token.low, token.day.weekday() if token.day else None)
        return None

    def _names_time(self, start: int, price_at: int, name: str) -> bool:
        """ "Stunde 80 €", "the hour from Monday to Friday is $18": the price of a unit of time."""
        page = self.page
        if page.lexicon.units.get(page.low(price_at - 1)) in TIME:
            return not name
        led = page.low(start) in page.lexicon.words["articles"] and page.lexicon.units.get(page.low(start + 1)) in TIME
        return led and (
            page.low(start + 2) in page.lexicon.words["vague"] or page.low(start + 2) in page.lexicon.weekdays
        )

    def _joined(self, chunk: list[senses.Part], price_at: int, pers: list[str]) -> str:
        """The name of things that one price is for: "SEO & 2 blog posts: $450", "$600 for a logo and 3 banners"."""
        page = self.page
        shared = page.find_cue(chunk[0].start, price_at, "each") is not None  # "four players and each of them got 150"
        if pers or shared or senses.is_priced_at(page, price_at) or page.cue(price_at + 1, "each"):
            return ""
        for last in range(len(chunk) - 1, 0, -1):
            if chunk[last].separator in page.lexicon.words["extras"] | {"&"} and chunks.has_name(page, chunk[last]):
                break
        else:
            return ""
        first = last - 1
        while first and chunk[first].separator == "," and chunks.has_name(page, chunk[first - 1]):
            first -= 1
        start, stop = chunk[first].start, chunk[last].stop
        if not chunks.has_name(page, chunk[first]) or price_at == chunk[last].start:
            return ""
        if all(is_calendar(page, at, at + 1) or is_weak(page, at) for at in range(start, chunk[first].stop)):
            return ""  # "on Tuesday and charged [120 for …]"
        if start <= price_at < chunk[first].stop:
            return joined_name(page, price_at + 1, stop)
        return joined_name(page, start, price_at) if chunk[last].start <= price_at else ""

    def _counted_thing(self, count: Count) -> str:
        """The "nights" of "22 nights at 79", where nothing else names the item; abbreviations name none."""
        word = self.page.tokens[count.position + 1] if count.position + 1 < len(self.page) else None
        telling = word is not None and count.unit and count.unit not in _MEASURES and len(word.text) > 4
        return word.text[:1].upper() + word.text[1:] if word is not None and telling else ""

    def _is_stray(self, price_at: int) -> bool:
        """A bare long number without a name, where other amounts have a currency: "license 204417"."""
        token = self.page.tokens[price_at]
        bare = token.kind == "number" and token.text.isdecimal() and len(token.text) >= _LONG_NUMBER
        return bare and any(other.kind == "money" for other in self.page.tokens)

    def _is_mine(self, index: int, stop: int) -> bool:
        if index not in self.attached or (self.attached[index].by_name and index >= stop):
            return False
        return not any(self.page.ends_sentence(between) for between in range(stop, index))
