"""Two builds of one commit are the same, file by file, wherever, whenever and by whomever they are made."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.building import CHECKOUT_FOLDERS, checkout, environment
from tests.garden import FIXTURES, with_orchard

HERE = {  # As Python was before it knew better: a file whose encoding nobody names is ASCII.
    "TZ": "AAA-14",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}
ELSEWHERE = {
    "TZ": "BBB+11",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "JOBS": "1",
}
"""A time zone is spelled with its distance, so that no machine lacks it; a locale that one lacks is C."""
COMMITTED = "2031-05-04T23:30:00 +0000"


def git(folder: Path, *words: str) -> None:
    names = {
        f"GIT_{role}_{field}": "somebody" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", str(folder), *words], check=True, env=environment({**names, **dates}))


def committed(root: Path) -> Path:
    """A checkout with the garden and the orchard."""
    checkout(root)
    with_orchard(root / "data")
    (root / ".gitignore").write_text(".cache\n__pycache__\nsite\n", "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "The garden and the orchard")
    return root


def built(root: Path, umask: int, settings: dict[str, str]) -> dict[str, str]:
    """What each file of the site holds."""
    without = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    run = subprocess.run(
        [sys.executable, "-m", "macros", "site"],
        cwd=root,
        env={**without, **CHECKOUT_FOLDERS, "SITE_URL": "https://promises.example/all/", **settings},
        capture_output=True,
        check=False,
        umask=umask,
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    files = (path for path in (root / "site").rglob("*") if path.is_file())
    return {
        path.relative_to(root / "site").as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One commit at two places, of which the second has kept nothing from other builds."""
    folder = tmp_path_factory.mktemp("one")
    here = committed(folder / "a")
    there = folder / "un autre dépôt, beaucoup plus long" / "b"
    shutil.copytree(here, there, symlinks=True)
    (there / ".cache").unlink()
    shutil.copy(FIXTURES / "elsewhere.py", there.parent / "sitecustomize.py")
    return here, there


def test_two_builds_of_one_commit_are_the_same_file_by_file(two: tuple[Path, Path]) -> None:
    here, there = two
    one = built(here, 0o022, HERE)
    other = built(there, 0o077, {**ELSEWHERE, "PYTHONPATH": str(there.parent)})
    assert {
        "sitemap.xml",
        "sitemap.xml.gz",
        "card.png",
        "data/promises.xlsx",
        "orchard/index.html",
    } <= one.keys()
    assert [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)] == []
    assert "4 May 2031" in (here / "site" / "index.html").read_text("utf-8")
