"""The colours that follow from one accent, so that every accent stays readable: on white, under text, as a tint."""

from dataclasses import dataclass

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
# WCAG 2.2, 1.4.3: text against its ground.
_CONTRAST = 4.5

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """`accent` fills areas, `on_accent` is text on them, `ink` is the accent dark enough for text on white, `tint` a
    ground under dark text, `line` a fine rule. All are "#rrggbb"."""

    accent: str
    on_accent: str
    ink: str
    tint: str
    line: str


def build_palette(accent: str) -> Palette:
    """The palette of "#rrggbb"."""
    colour = _parse(accent)
    ink = colour
    while _contrast(ink, _WHITE) < _CONTRAST:
        ink = _mixed(ink, _BLACK, 0.08)
    return Palette(
        accent=accent,
        on_accent="#ffffff" if _contrast(colour, _WHITE) >= 3 else "#111827",
        ink=_text(ink),
        tint=_text(_mixed(_WHITE, colour, 0.07)),
        line=_text(_mixed(_WHITE, colour, 0.25)),
    )


def _parse(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _text(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _mixed(ground: Rgb, colour: Rgb, share: float) -> Rgb:
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(ground, colour, strict=True))
    return red, green, blue


def _contrast(one: Rgb, other: Rgb) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
