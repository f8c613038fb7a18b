"""Kept PDFs: their addresses, and that a file is whole or not there."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.rendering import kept as kept_module
from app.rendering.data import DocumentData
from app.rendering.job import RenderJob
from app.rendering.kept import KeptPdfs, address_of
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.view import Branding

ROOT = Path(kept_module.__file__).parents[2]
JOB = RenderJob("<p>x</p>", "t", "a", "s", date(2026, 1, 2))


def test_an_address_changes_with_all_that_is_drawn_and_with_what_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: list[dict[str, object]] = [
        {"html": "<p>y</p>"}, {"title": "u"}, {"author": "b"}, {"subject": "r"}, {"created_at": date(2026, 1, 3)}
    ]  # fmt: skip
    addresses = {address_of(JOB), *(address_of(replace(JOB, **change)) for change in changes)}  # type: ignore[arg-type]
    monkeypatch.setattr(kept_module, "_drawn_by", lambda: b"another version")
    addresses.add(address_of(JOB))

    assert len(addresses) == 7
    assert all(len(address) == 64 for address in addresses)


def test_an_address_changes_with_template_and_branding(make: Callable[..., DocumentData]) -> None:
    looks = [Branding(), Branding(accent="#123456"), Branding(footer=("x",))]
    jobs = [render_job(build_view(make(), look), name) for look in looks for name in ("clean", "modern")]

    assert len({address_of(job) for job in jobs}) == 6


def test_address_and_bytes_are_the_same_in_every_process(make: Callable[..., DocumentData], tmp_path: Path) -> None:
    program = (
        "import hashlib, sys\nfrom app.rendering.job import RenderJob\nfrom app.rendering.kept import address_of\n"
        "from app.rendering.workers import workers\njob = RenderJob.from_bytes(open(sys.argv[1], 'rb').read())\n"
        "print(address_of(job), hashlib.sha256(workers().draw(job)).hexdigest())"
    )
    file = tmp_path / "job"
    file.write_bytes(render_job(build_view(make())).to_bytes())
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(file)],
            capture_output=True, check=True, text=True, timeout=60,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("random", "America/Lima"))
    }  # fmt: skip

    assert len(said) == 1


def test_what_is_kept_is_found_until_it_is_purged(tmp_path: Path) -> None:
    kept = KeptPdfs(tmp_path / "pdf")
    one, other = "a" * 64, "ab" + "c" * 62
    assert kept.find(one) is None
    assert kept.purge(timedelta(0)) == (0, 0)
    kept.keep(one, b"%PDF 1")
    kept.keep(one, b"%PDF 1")
    kept.keep(other, b"%PDF 22")
    assert (kept.find(one), kept.find(other)) == (b"%PDF 1", b"%PDF 22")

    month_ago = time.time() - 31 * 86_400
    for file in kept.folder.glob("*/*.pdf"):
        os.utime(file, (month_ago, month_ago))
    assert kept.find(one)  # It is asked for, and so in use.
    assert kept.purge(timedelta(days=30)) == (1, 7)
    assert (kept.find(one), kept.find(other)) == (b"%PDF 1", None)
    assert kept.purge(timedelta(0)) == (1, 6)


def test_a_process_killed_while_it_writes_leaves_no_half_file(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom app.rendering.kept import KeptPdfs\n"
        "os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)\n"
        "KeptPdfs(Path(sys.argv[1])).keep('a' * 64, b'%PDF' + bytes(100_000))"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(tmp_path)], env={"PYTHONPATH": str(ROOT)}, timeout=30)
    kept = KeptPdfs(tmp_path)

    assert ran.returncode == -9
    assert kept.find("a" * 64) is None
    assert kept.purge(timedelta(0))[0] == 1
    assert list(tmp_path.glob("*/*")) == []
