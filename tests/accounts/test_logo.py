"""A team's logo and look: what is taken, what is refused, and who sees it."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from app.accounts.logo import LogoNotTaken, LogoTooLarge, make_anew
from tests.callers import Api, NewTeam

PNG = {"Content-Type": "image/png"}


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 20), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, {"RGB": (200, 10, 20), "RGBA": (200, 10, 20, 90), "CMYK": (1, 2, 3, 4)}.get(mode, 1)).save(
        out, kind, **options
    )
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that would be gigabytes of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(3000))), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_png_of_any_kind_is_made_anew(mode: str) -> None:
    made = Image.open(io.BytesIO(make_anew(picture(mode=mode))))

    assert (made.format, made.size) == ("PNG", (60, 20))
    assert made.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_becomes_a_png(mode: str) -> None:
    assert Image.open(io.BytesIO(make_anew(picture("JPEG", mode)))).format == "PNG"


def test_a_turned_photo_stands_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "secret place"

    made = make_anew(picture("JPEG", exif=exif))

    assert Image.open(io.BytesIO(made)).size == (20, 60)
    assert b"secret place" not in made


def test_the_same_picture_is_the_same_bytes_and_a_large_one_is_made_small() -> None:
    assert make_anew(picture()) == make_anew(picture())
    noise = Image.effect_noise((1500, 500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)

    made = make_anew(out.getvalue())

    assert len(made) <= 400_000
    width, height = Image.open(io.BytesIO(made)).size
    assert width / height == pytest.approx(3, abs=0.05)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG is not taken"),
        (b"  <?xml version='1.0'?><!DOCTYPE svg><svg/>", "SVG is not taken"),
        (b"GIF89a" + bytes(40), "neither"),
        (b"", "neither"),
        (b"%PDF-1.4", "neither"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "broken"),
        (b"\xff\xd8\xff" + bytes(500), "broken"),
        (picture()[:-30], "broken"),
        (picture("JPEG")[:200], "broken"),
        (huge_png(60_000, 60_000), "60000 × 60000 pixels"),
        (huge_png(2**31 - 1, 2**31 - 1), "pixels"),
        (huge_png(0, 10), "broken"),
        (huge_png(500, 500), "broken"),
    ],
    ids=range(14),
)
def test_what_is_no_picture_or_a_trap_is_refused_with_what_to_do(sent: bytes, says: str) -> None:
    with pytest.raises(LogoNotTaken, match=says):
        make_anew(sent)


def test_a_file_over_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(LogoTooLarge):
        make_anew(b"\x89PNG\r\n\x1a\n" + bytes(1_000_000))


def test_a_logo_is_put_shown_replaced_and_removed(api: Api) -> None:
    path = "/teams/current/logo"
    assert api.get(path).status_code == api.delete(path).status_code == 404
    put: Any = api.put(path, None, data=picture(), headers=PNG)
    assert put.status_code == 200, put.text
    assert put.json["team"]["has_logo"] is True
    shown = api.get(path)
    assert (shown.mimetype, shown.data) == ("image/png", make_anew(picture()))
    assert api.get(path, headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304
    # By its content, whatever the type says.
    assert api.put(path, None, data=picture("JPEG"), headers=PNG).status_code == 200
    assert api.get(path).headers["ETag"] != shown.headers["ETag"]
    assert api.put(path, None, data=picture(), headers=PNG).status_code == 200
    assert api.get(path).data == shown.data
    assert api.delete(path).json == {"deleted": True}
    assert api.get("/teams/current").json["team"]["has_logo"] is False  # type: ignore[index]


def test_another_teams_logo_is_not_seen(api: Api, new_team: NewTeam) -> None:
    api.put("/teams/current/logo", None, data=picture(), headers=PNG)
    assert new_team().get("/teams/current/logo").status_code == 404


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("image/svg+xml", b"<svg/>", 400, "logo_not_taken"),
        ("image/gif", b"GIF89a", 400, "logo_not_taken"),
        ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(1_000_000), 413, "logo_too_large"),
        ("image/png", bytes(2_000_001), 413, "body_too_large"),
        ("application/json", b'{"logo": "x"}', 415, "unsupported_content_type"),
        ("text/plain", b"x", 415, "unsupported_content_type"),
        ("image/png", b"", 415, "unsupported_content_type"),
    ],
)
def test_a_refused_logo_changes_nothing(api: Api, kind: str, body: bytes, status: int, code: str) -> None:
    answer: Any = api.put("/teams/current/logo", None, data=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert api.get("/teams/current/logo").status_code == 404


def test_the_look_is_set_and_read_again(api: Api) -> None:
    look = {"accent": "#A1B2C3", "footer": ["One", "Two"], "paper": "letter", "second_language": "fr"}
    changed: Any = api.patch("/teams/current", {**look, "template": "classic"})
    assert changed.status_code == 200, changed.text
    team = changed.json["team"]
    assert {name: team[name] for name in look} == {**look, "accent": "#a1b2c3"}
    assert api.invoice()["template"] == "classic"
    nothing = {"accent": None, "footer": [], "paper": None, "second_language": None}
    cleared: Any = api.patch("/teams/current", nothing)
    assert {name: cleared.json["team"][name] for name in nothing} == nothing


@pytest.mark.parametrize(
    "change",
    [
        {"accent": "red"}, {"accent": "#fff"}, {"accent": "#12345g"}, {"accent": "#123456\n"}, {"accent": 7},
        {"accent": "#123456;background:url(http://127.0.0.1/)"}, {"accent": "#１２３４５６"},
        {"footer": ["a", "b", "c", "d"]}, {"footer": ["x" * 121]}, {"footer": "x"},
        {"paper": "A3"}, {"second_language": "xx"}, {"template": "../../etc"}, {"template": "nope"}, {"template": None},
    ],
)  # fmt: skip
def test_a_wrong_look_is_refused_and_nothing_is_changed(api: Api, change: dict[str, Any]) -> None:
    before = api.get("/teams/current").json
    answer: Any = api.patch("/teams/current", {**change, "name": "Other"})
    assert answer.status_code == 400
    assert next(iter(change)) in next(iter(answer.json["details"]))
    assert api.get("/teams/current").json == before
