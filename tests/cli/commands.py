"""Runs `saybill …` in a process of its own, forked from one that has imported the program: a start costs a second."""

import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from app import cli

_LONGEST_S = 60
# Not a fork of the test process, which has threads and open databases.
_forks = get_context("forkserver")
_forks.set_forkserver_preload([__name__])


def environment(folder: Path, **more: str) -> dict[str, str]:
    """That of a first start in an empty folder, changed by `more`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAYBILL_")}
    return {**clean, "SAYBILL_DATA_DIR": str(folder / "data"), **more}


def run_saybill(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What the command printed and how it ended, started in `folder`."""
    with TemporaryDirectory() as outputs:
        out, err = Path(outputs, "out"), Path(outputs, "err")
        process = _forks.Process(target=_become, args=(arguments, environment(folder, **more), folder, out, err))
        process.start()
        process.join(_LONGEST_S)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, _LONGEST_S)
        return subprocess.CompletedProcess(arguments, process.exitcode, out.read_text(), err.read_text())


def _become(arguments: tuple[str, ...], variables: dict[str, str], folder: Path, out: Path, err: Path) -> None:
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    for file, stream in ((out, sys.stdout), (err, sys.stderr)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), stream.fileno())
    sys.argv = ["saybill", *arguments]
    cli.main()
