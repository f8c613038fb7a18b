"""The rooms' import contract, and that it bites."""

import shutil
import subprocess
import sys
from pathlib import Path

LINT_IMPORTS = str(Path(sys.executable).with_name("lint-imports"))


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True)


def test_imports_go_down() -> None:
    done = _lint(Path.cwd())
    assert done.returncode == 0, done.stdout


def test_an_upward_import_is_found(tmp_path: Path) -> None:
    shutil.copytree("app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    shutil.copytree("prompts_library", tmp_path / "prompts_library")
    shutil.copy("pyproject.toml", tmp_path)
    with (tmp_path / "app" / "core" / "ids.py").open("a") as module:
        module.write("\nimport app.documents.service\n")
    done = _lint(tmp_path)
    assert done.returncode == 1
    assert "app.core is not allowed to import app.documents" in done.stdout
