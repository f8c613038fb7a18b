"""Drawn PDFs, kept in a folder under an address made of all that decides their bytes.

It is a store of answers and no archive: whatever is deleted is drawn again, byte for byte, as long as the software is
the same. Several processes may share the folder; several machines each have their own. A file appears whole or not at
all, so a process may be killed at any moment.
"""

import hashlib
import os
import time
from contextlib import suppress
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.rendering.job import RenderJob

_HERE = Path(__file__).parent
_LIBRARIES = ("xhtml2pdf", "reportlab", "pillow", "html5lib")


def address_of(job: RenderJob) -> str:
    """64 hexadecimal digits: the same for the same page, drawn by the same software in the same faces, and no other."""
    return hashlib.sha256(_drawn_by() + job.to_bytes()).hexdigest()


@cache
def _drawn_by() -> bytes:
    """What draws: the libraries, this room's code and its faces, so that an update changes every address."""
    parts = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for file in sorted([*_HERE.rglob("*.py"), *(_HERE / "fonts").rglob("*.ttf")]):
        parts.update(str(file.relative_to(_HERE)).encode() + b"\0" + file.read_bytes())
    return parts.digest()


class KeptPdfs:
    """The PDFs in `folder`, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, address: str) -> bytes | None:
        """The PDF of that address. That it was asked for is noted, so that `purge` spares it."""
        file = self._file(address)
        with suppress(OSError):
            pdf = file.read_bytes()
            if pdf.startswith(b"%PDF"):
                os.utime(file)
                return pdf
        return None

    def keep(self, address: str, pdf: bytes) -> None:
        """Nothing happens where that cannot be, as on a full disk: it is only drawn again then."""
        file = self._file(address)
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as draft:
                try:
                    draft.write(pdf)
                    draft.flush()
                    os.fsync(draft.fileno())
                    os.replace(draft.name, file)
                except OSError:
                    os.unlink(draft.name)
                    raise

    def purge(self, unused_for: timedelta) -> tuple[int, int]:
        """Delete what nobody has asked for in that time, and what a killed process left. How many, and their bytes."""
        limit = time.time() - unused_for.total_seconds()
        count = size = 0
        for file in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):  # Another process may purge as well.
                facts = file.stat()
                if facts.st_mtime <= limit:
                    file.unlink()
                    count, size = count + 1, size + facts.st_size
        return count, size

    def _file(self, address: str) -> Path:
        return self.folder / address[:2] / f"{address[2:]}.pdf"
