"""A zip file that is sent while it is made: nothing of it is kept but what the reader has not taken yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PIECE_BYTES = 64 * 1024


class _Outbox:
    """A file that can only be written on; `zipfile` then writes sizes behind each member, as it cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


class Archive:
    """The zip file; `take` what was written so far, and send it. `at`: the moment that its members bear."""

    def __init__(self, at: datetime) -> None:
        self._outbox = _Outbox()
        self._zip = ZipFile(cast(IO[bytes], self._outbox), "w")
        self._at = at

    def take(self) -> bytes:
        """What has come since the last time; perhaps nothing."""
        return self._outbox.take()

    def add(self, name: str, content: bytes) -> None:
        """A member that is whole already."""
        self._zip.writestr(self._member(name), content)

    def open(self, name: str) -> IO[bytes]:
        """A member to write on, of any size. Close it before anything else is added."""
        return self._zip.open(self._member(name), "w", force_zip64=True)

    def copy(self, name: str, file: IO[bytes]) -> Iterator[bytes]:
        """A member that stands in that file, in portions to be sent."""
        file.seek(0)
        with self.open(name) as member:
            while piece := file.read(_PIECE_BYTES):
                member.write(piece)
                yield self.take()

    def finish(self) -> bytes:
        """The rest, with the list of members. A file without it was cut off, and every reader sees that."""
        self._zip.close()
        return self.take()

    def _member(self, name: str) -> ZipInfo:
        member = ZipInfo(name, self._at.timetuple()[:6])
        member.compress_type = ZIP_DEFLATED
        return member
