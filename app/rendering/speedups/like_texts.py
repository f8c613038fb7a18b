"""A text in the style of one before: the engine's fragment with other words, where its first face has their letters."""

from typing import Any

from reportlab.lib.fonts import tt2ps
from xhtml2pdf.util import _coverage

# The engine keeps or drops these by rules of their own.
_NO_BREAK_SPACE, _SOFT_HYPHEN = "\xa0", "\xad"
_KEEPS_BLANKS = frozenset(("pre", "pre-wrap", "pre-line", "nowrap"))


class LikeText:
    """How texts in the style of `base` get into a paragraph: by the engine, until it has shown what it makes of one."""

    def __init__(self, base: Any) -> None:
        self.base = base
        self.fragment: Any = None
        self.letters: frozenset[int] = frozenset()

    def add_to(self, context: Any, text: str) -> None:
        words = " ".join(f"x{text}x".split())[1:-1]
        if self.fragment is None or not self._is_plain(text, words):
            context.frag = self.base
            count = len(context.fragList)
            context.addFrag(text)
            self._learn(context.fragList[count:])
            return
        if context.fragStrip:
            words = words.lstrip()
            context.fragStrip = not words
        context.fragList.append(self.fragment.clone(text=words))

    def _is_plain(self, text: str, words: str) -> bool:
        return _NO_BREAK_SPACE not in text and _SOFT_HYPHEN not in text and self.letters.issuperset(map(ord, words))

    def _learn(self, made: list[Any]) -> None:
        base = self.base
        if self.fragment is not None or len(made) != 1 or not _is_plain_style(base):
            return
        face = tt2ps(base.fontFamilies[0], base.bold, base.italic)
        if made[0].fontName == face == tt2ps(base.fontName, base.bold, base.italic):
            self.fragment, self.letters = made[0].clone(), _coverage(face) or frozenset()


def _is_plain_style(frag: Any) -> bool:
    """Words are drawn as they are written, one blank between two, in faces that are chosen by letter."""
    return (
        bool(getattr(frag, "fontFamilies", None))
        and not (frag.sub or frag.super or frag.link)
        and frag.whiteSpace not in _KEEPS_BLANKS
        and str(getattr(frag, "textTransform", "none")).lower() == "none"
    )
