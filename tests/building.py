"""Build a site from other folders than the repository's own, by the command that everybody uses."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GARDEN = ROOT / "tests" / "fixtures" / "garden"
GARDEN_FOLDERS = {"DATA_DIR": str(GARDEN / "data"), "DOCS_DIR": str(GARDEN / "docs")}
CHECKOUT_FOLDERS = {"DATA_DIR": "data", "DOCS_DIR": "pages"}

Run = subprocess.CompletedProcess[str]


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, **settings}


def run_command(*words: str, settings: Mapping[str, str] | None = None, root: Path = ROOT) -> Run:
    """`python -m macros …` in a checkout; the settings come on top of the environment."""
    return subprocess.run(
        [sys.executable, "-m", "macros", *words],
        cwd=root,
        env=environment(settings or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def build_site(out: Path, settings: Mapping[str, str]) -> Path:
    run = run_command("site", "--out", str(out), settings=settings)
    if run.returncode:
        pytest.fail(f"The site can't be built:\n{run.stdout}{run.stderr}", pytrace=False)
    return out


def checkout(folder: Path) -> Path:
    """What a build needs, to be broken at will: our package and looks, the garden's data and pages."""
    for name in ("macros", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    # What is kept there is found by what it was made from, so every checkout can keep it together.
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(GARDEN / "data", folder / "data")
    shutil.copytree(GARDEN / "docs", folder / "pages")
    return folder
