"""A team's logo: a picture from outside is decoded under limits and made anew, so that nothing odd is kept."""

import hashlib
import io
import struct
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from app.accounts import service
from app.accounts.models import Logo, Team
from app.core import clock
from app.core.db import db
from app.core.errors import InvalidInput, NotFound, TooLarge

MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
# What 80 mm of paper can show at 300 dots an inch, and how much of each PDF it may be.
_KEPT_SIZE = (1200, 600)
_KEPT_BYTES = 400_000
_BY_SIGNATURE = {b"\x89PNG\r\n\x1a\n": PngImageFile, b"\xff\xd8\xff": JpegImageFile}


class LogoNotTaken(InvalidInput):
    code = "logo_not_taken"


class LogoTooLarge(TooLarge):
    code = "logo_too_large"


def set_logo(team: Team, sent: bytes) -> Team:
    """Take the picture as the team's logo from now on; see `make_anew` for what is refused."""
    png = make_anew(sent)
    name = hashlib.sha256(png).hexdigest()
    if db.session.get(Logo, (team.id, name)) is None:
        db.session.add(Logo(team_id=team.id, hash=name, png=png, created_at=clock.now()))
        db.session.flush()
    return service.update_team(team, {"logo_hash": name})


def remove_logo(team: Team) -> Team:
    """No logo from now on. It stays on documents that were issued with it. NotFound when there is none."""
    if team.logo_hash is None:
        raise NotFound("The team has no logo.")
    return service.update_team(team, {"logo_hash": None})


def find_logo(team_id: str, name: str | None) -> bytes | None:
    """The picture of that hash, a PNG; None for None."""
    select = sa.select(Logo.png).where(Logo.team_id == team_id, Logo.hash == name)
    return None if name is None else db.session.scalar(select)


def make_anew(sent: bytes) -> bytes:
    """A PNG or JPEG, told by its content, as a PNG of ours: upright, of useful size, and with nothing else in it.

    LogoTooLarge over `MOST_BYTES`; LogoNotTaken for any other kind of file, for an SVG (it can hold scripts and
    addresses), for one that is broken, and for one that is small as a file but huge as a picture.
    """
    if len(sent) > MOST_BYTES:
        raise LogoTooLarge(f"A logo may have {MOST_BYTES:,} bytes. Make it smaller, and send it again.")
    kind = next((kind for signature, kind in _BY_SIGNATURE.items() if sent.startswith(signature)), None)
    if kind is None:
        raise LogoNotTaken(_what_it_is_instead(sent))
    try:
        # Not by Image.open: its own limit is a warning to the whole process, ours a refusal before decoding.
        picture = kind(io.BytesIO(sent))
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise LogoNotTaken(f"The picture has {width} × {height} pixels. Make it smaller, and send it again.")
        picture.load()
        return _encode(_normalised(picture))
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, struct.error) as exc:
        raise LogoNotTaken("The picture is broken. Save it again as PNG or JPEG, and send that.") from exc


def _what_it_is_instead(sent: bytes) -> str:
    if b"<svg" in sent[:2000].lower() or sent.lstrip()[:5].lower() == b"<?xml":
        return "SVG is not taken, since it can hold scripts and addresses. Export the logo as PNG, and send that."
    return "A logo is a PNG or a JPEG file. This is neither, whatever its name says."


def _normalised(picture: Any) -> Any:
    with suppress(OSError, SyntaxError, ValueError, struct.error):  # Broken EXIF is no reason to refuse the picture.
        picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):  # 16 bits a channel.
        picture = picture.point(lambda level: level / 256).convert("L")
    has_transparency = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if has_transparency else "RGB")
    if has_transparency and picture.getextrema()[3][0] == 255:
        picture = picture.convert("RGB")
    picture.thumbnail(_KEPT_SIZE, Image.Resampling.LANCZOS)
    return picture


def _encode(picture: Any) -> bytes:
    while True:
        out = io.BytesIO()
        clean = Image.new(picture.mode, picture.size)
        clean.paste(picture)  # Without comments, profiles and whatever else a file carries.
        clean.save(out, "PNG", optimize=True)
        if out.tell() <= _KEPT_BYTES:
            return out.getvalue()
        picture = picture.resize([max(1, side * 3 // 4) for side in picture.size], Image.Resampling.LANCZOS)
