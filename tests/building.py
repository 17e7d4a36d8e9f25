"""Build a site from other folders than the repository's own, by the command that everybody uses."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import warm

ROOT = Path(__file__).resolve().parent.parent
GARDEN = ROOT / "tests" / "fixtures" / "garden"
GARDEN_FOLDERS = {"DATA_DIR": str(GARDEN / "data"), "DOCS_DIR": str(GARDEN / "docs")}
CHECKOUT_FOLDERS = {"DATA_DIR": "data", "DOCS_DIR": "pages"}

Run = subprocess.CompletedProcess[str]


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, **settings}


def run_command(*words: str, settings: Mapping[str, str] | None = None, root: Path = ROOT) -> Run:
    """What `python -m macros …` does in a checkout; the settings come on top of the environment.

    Our own code is loaded once for all runs; another checkout's isn't ours. One process makes a site, for the
    tests take up the cores already.
    """
    if root != ROOT or not hasattr(os, "fork"):
        return run_program(*words, settings=settings, root=root)
    return warm.run(words, environment({"JOBS": "1", **(settings or {})}))


def run_program(*words: str, settings: Mapping[str, str] | None = None, root: Path = ROOT) -> Run:
    """The same as everybody starts it: a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "macros", *words],
        cwd=root,
        env=environment(settings or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def build_site(out: Path, settings: Mapping[str, str], start: Callable[..., Run] = run_command) -> Path:
    run = start("site", "--out", str(out), settings=settings)
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
