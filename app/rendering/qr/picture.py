"""A QR code as a picture, sharp at any size: each of its dots is several pixels wide."""

import io
from functools import cache

import segno
from PIL import Image, ImageDraw

_PIXELS = 5
_DOT_MM = 0.6
_QUIET_DOTS = 4  # ISO/IEC 18004: so much stays white around it.
# SIX, Implementation Guidelines QR-bill, section 6: the code's width, the white around it, the cross in its middle.
_SWISS_MM, _SWISS_QUIET_MM, _CROSS_MM = 46.0, 5.0, 7.0
_SWISS_PIXELS = 6
_MARK_MM, _MARK_THICK_MM, _MARK_PX_PER_MM = 3.0, 0.75 * 25.4 / 72, 20
# The cross in the units of the drawing that SIX publishes, 19.8 wide with its white border.
_CROSS_UNITS = 19.8
_CROSS_FIELD = (1.4, 1.4, 18.4, 18.4)
_CROSS_BARS = ((8.3, 4.0, 11.6, 15.0), (4.4, 7.9, 15.4, 11.2))


def draw_code(payload: str) -> tuple[bytes, float]:
    """The code as a PNG and its width in mm, with the white around it. Error correction M, UTF-8."""
    code = _make(payload)
    out = io.BytesIO()
    code.save(out, kind="png", scale=_PIXELS, border=_QUIET_DOTS)
    return out.getvalue(), (code.symbol_size(border=_QUIET_DOTS)[0]) * _DOT_MM


def draw_swiss_code(payload: str, quiet_mm: float = _SWISS_QUIET_MM) -> tuple[bytes, float]:
    """The same with the Swiss cross in its middle, 46 mm wide and `quiet_mm` of white around it."""
    code = _make(payload)
    dots = int(code.symbol_size(border=0)[0])
    raw = io.BytesIO()
    code.save(raw, kind="png", scale=_SWISS_PIXELS, border=0)
    per_mm = dots * _SWISS_PIXELS / _SWISS_MM
    quiet = round(quiet_mm * per_mm)
    side = dots * _SWISS_PIXELS + 2 * quiet
    picture = Image.new("L", (side, side), 255)
    picture.paste(Image.open(raw), (quiet, quiet))
    _draw_cross(ImageDraw.Draw(picture), side, per_mm)
    return _png(picture), side / per_mm


@cache
def corner_marks(width_mm: int, height_mm: int) -> bytes:
    """The marks at the corners of a field that a person fills in, as a PNG: lines of 3 mm, 0.75 points thick."""
    width, height = (round(side * _MARK_PX_PER_MM) for side in (width_mm, height_mm))
    long, thick = round(_MARK_MM * _MARK_PX_PER_MM), round(_MARK_THICK_MM * _MARK_PX_PER_MM)
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    for x in (0, width - long):
        for y in (0, height - long):
            draw.rectangle((x, y, x + long - 1, y + long - 1), fill=0)
    draw.rectangle((thick, thick, width - thick - 1, height - thick - 1), fill=255)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("1", dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _draw_cross(draw: ImageDraw.ImageDraw, side: int, per_mm: float) -> None:
    unit = _CROSS_MM * per_mm / _CROSS_UNITS
    corner = (side - _CROSS_MM * per_mm) / 2

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return corner + left * unit, corner + top * unit, corner + right * unit, corner + bottom * unit

    draw.rectangle(box(0, 0, _CROSS_UNITS, _CROSS_UNITS), fill=255)
    draw.rectangle(box(*_CROSS_FIELD), fill=0)
    for bar in _CROSS_BARS:
        draw.rectangle(box(*bar), fill=255)


def _make(payload: str) -> segno.QRCode:
    return segno.make_qr(payload, error="m", mode="byte", encoding="utf-8", eci=False, boost_error=False)
