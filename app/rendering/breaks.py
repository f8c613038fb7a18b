"""Where a line may end in scripts that put no blanks between words.

The PDF engine ends lines at blanks only, so blanks are put in. The faces of these scripts draw such a blank as nothing
(`typefaces.FlowingFace`); the blanks that were meant become a sign of their own, which they draw as wide as a blank.
"""

import re

from app.rendering.families import BASE, FAMILIES, coverage

# One sign for each family, since it must stand in the same face as the letter before it.
_FIRST_BLANK = 0xF700

# What must not begin a line, and what must not end one (JIS X 4051, GB/T 15834, in short).
_NOT_FIRST = (
    "、。，．・：；？！゛゜ヽヾゝゞ々ー～〜）］｝〉》」』】〕〗〙〛｠»’”‐–…‥゠％‰℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ,.:;?!)\\]}"
)
_NOT_LAST = "（［｛〈《「『【〔〖〘〚｟＄￥£¥(\\[{"
_EAST_ASIAN = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_WORDS_OF_THAI = (
    # A syllable begins with a vowel that is written before its consonant, and ends with one of these.
    "(?<=[\u0e01-\u0e5b])(?=[\u0e40-\u0e44])(?<![\u0e40-\u0e44])"
    "|(?<=[\u0e30\u0e33\u0e45\u0e46\u0e2f])(?=[\u0e01-\u0e2e])"
    "|(?<=[\u0e81-\u0edf])(?=[\u0ec0-\u0ec4])(?<![\u0ec0-\u0ec4])"
    "|(?<=[\u0eb0\u0eb3\u0ec6])(?=[\u0e81-\u0eae])"
)
# A consonant that is neither closed by an asat nor stacked below another one.
_SYLLABLES_OF_BURMESE = "(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u102a\u103f](?![\u1039\u103a]))"
_SYLLABLES_OF_KHMER = "(?<=[\u1780-\u17ff])(?<!\u17d2)(?=[\u1780-\u17b3](?!\u17d2))"
_PLACES = re.compile(
    f"(?<=[{_EAST_ASIAN}])(?<![{_NOT_LAST}])(?=[{_EAST_ASIAN}])(?![{_NOT_FIRST}])"
    f"|{_WORDS_OF_THAI}|{_SYLLABLES_OF_BURMESE}|{_SYLLABLES_OF_KHMER}"
)
_FLOWING = f"[{_EAST_ASIAN}\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]"
# Blanks inside a text, also where an inline element of ours follows, but not those that end one.
_BLANKS = re.compile(f"({_FLOWING})[ \u3000]+(?=[^\\s<]|<(?:span|b|strong|i|em)\\b)")


def mark_breaks(html: str) -> str:
    """`html` with a blank wherever a line may end. Nothing changes in scripts that have blanks between words."""
    if not re.search(_FLOWING, html):
        return html
    return _PLACES.sub(" ", _BLANKS.sub(_keep_blank, html))


def blank_of(family: str) -> str:
    """The sign for a blank that is meant, in a text of that family."""
    return chr(_FIRST_BLANK + list(FAMILIES).index(family))


def _keep_blank(found: re.Match[str]) -> str:
    letter = found[1]
    family = next((name for name, drawn in coverage().items() if ord(letter) in drawn), BASE)
    return f"{letter}{blank_of(family)} " if FAMILIES[family].script.is_flowing else found[0]
