"""A text broken into lines by the engine's own rules, word by word and in its order of reading."""

from string import whitespace
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfmetrics import getAscentDescent
from xhtml2pdf.bidi import needs_bidi
from xhtml2pdf.reportlab_paragraph import _splitLongWords, _visual_words, _wsc_re_split
from xhtml2pdf.util import stringWidth

FUZZ = 1e-6  # The engine's: a cell says it is this much smaller than it is.

Run = tuple[Any, str]
"""A stretch of one line in one style: the fragment that has the style, and the text."""
Word = list[Any]
"""How wide it is, then its runs: more than one where it changes its face or style midway."""


class Line(NamedTuple):
    runs: list[Run]
    free: float
    """How much of the width is left."""
    ascent: float
    descent: float


def break_lines(frags: list[Any], width: float, direction: str) -> list[Line] | None:
    """As the engine's `Paragraph.breakLines` does; None when a word is wider than the line and may not be divided."""
    words = divide(frags)
    if any(getattr(frag, "splitLongWords", False) for frag in frags):
        words = _splitLongWords(words, width)
    filler = _Filler(width)
    for word in words:
        filler.add(word)
    lines = filler.finish()
    if any(line.free < -FUZZ for line in lines):
        return None
    base = "R" if direction == "rtl" else "L"
    if any(needs_bidi(frag.text, base) for frag in frags):
        lines = [line._replace(runs=_in_reading_order(line.runs, base)) for line in lines]
    return lines


def divide(frags: list[Any]) -> list[Word]:
    """The words of the text, as the engine's `_getFragWords` finds them."""
    words: list[Word] = []
    parts: list[Run] = []
    after_break = False

    def end_word() -> None:
        if parts:
            words.append([sum(stringWidth(text, frag.fontName, frag.fontSize) for frag, text in parts), *parts])
            parts.clear()

    for frag in frags:
        text = frag.text
        if text:
            if after_break:
                after_break = False
                text = text.lstrip(whitespace)
            if text and text[0] in whitespace:
                end_word()
            for number, part in enumerate((_wsc_re_split(text) if "\xa0" in text else text.split()) or [""]):
                if number:
                    end_word()
                parts.append((frag, part))
            if text and text[-1] in whitespace:
                end_word()
        elif hasattr(frag, "lineBreak"):
            end_word()
            words.append([0, (frag, "")])
            after_break = True
    end_word()
    return words


def _in_reading_order(runs: list[Run], base: str) -> list[Run]:
    ordered = _visual_words([_with_text(frag, text) for frag, text in runs], base)
    return [(frag, frag.text) for frag in ordered]


def _with_text(frag: Any, text: str) -> Any:
    copy = frag.clone()
    copy.text = text
    return copy


class _Filler:
    """Puts words on lines, one after the other, each on the line before as long as it fits."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.lines: list[Line] = []
        self._begin()

    def _begin(self) -> None:
        self.runs: list[Run] = []
        self.used = 0.0
        self.has_words = False

    def add(self, word: Word) -> None:
        (first, text), last = word[1], word[-1][0]
        space = stringWidth(" ", last.fontName, last.fontSize)
        if not self.runs:
            self.used = -space
            self.ascent, self.descent = getAscentDescent(last.fontName, last.fontSize)
        width = self.used + space + word[0] if word[0] > 0 else self.used
        if hasattr(first, "lineBreak"):
            self.runs.append((first, ""))
            self._end_line()
            return
        if width > self.width and self.has_words:
            self._end_line()
            width = word[0]
            self.ascent, self.descent = getAscentDescent(first.fontName, first.fontSize)
            self.has_words = True
        elif any(part[1] for part in word[1:]):
            self.has_words = True
        self._append(first, text)
        for frag, more in word[2:]:
            self.runs.append((frag, more))
            self._stretch(frag)
        self.used = width

    def _append(self, frag: Any, text: str) -> None:
        self._stretch(frag)
        if not self.runs:
            self.runs.append((frag, text))
            return
        before, written = self.runs[-1]
        apart = text and not text.startswith(" ")
        if _same_style(before, frag):
            if apart:
                self.runs[-1] = (before, f"{written} {text}")
            return
        if apart and self.used > 0 and not written.endswith(" "):
            self.runs[-1] = (before, written + " ")
        self.runs.append((frag, text))

    def _stretch(self, frag: Any) -> None:
        ascent, descent = getAscentDescent(frag.fontName, frag.fontSize)
        self.ascent, self.descent = max(self.ascent, ascent), min(self.descent, descent)

    def _end_line(self) -> None:
        self.lines.append(Line(self.runs, self.width - self.used, self.ascent, self.descent))
        self._begin()

    def finish(self) -> list[Line]:
        if self.runs:
            self._end_line()
        return self.lines


def _same_style(one: Any, other: Any) -> bool:
    return one is other or (
        one.fontName == other.fontName
        and one.fontSize == other.fontSize
        and one.textColor == other.textColor
        and not hasattr(one, "lineBreak")
        and not hasattr(other, "lineBreak")
    )
