"""A copy of this checkout to build in, as somebody has it who has just cloned it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.invented import written
from tests.bench.records import anew

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("macros", "docs", "data", "mkdocs.yml", ".gitignore")
HOME = "# Measured { #top }\n\nAn invented plan.\n"
DAY = "2031-01-31T12:00:00+00:00"
"""Of its one commit, so that every run has the same."""


@dataclass(frozen=True)
class Checkout:
    folder: Path
    data: Path
    pages: Path
    """Those written by hand."""

    @property
    def settings(self) -> Mapping[str, str]:
        folders = {"DATA_DIR": self.data, "DOCS_DIR": self.pages}
        inside = {name: str(path.relative_to(self.folder)) for name, path in folders.items()}
        return {"NO_MKDOCS_2_WARNING": "1", **inside}

    @property
    def command(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "macros", "site")

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def build(self) -> None:
        environment = {**os.environ, **self.settings}
        subprocess.run(self.command, cwd=self.folder, env=environment, check=True, capture_output=True)

    def forget(self) -> None:
        for kept in (self.folder / ".cache", self.site):
            shutil.rmtree(kept, ignore_errors=True)

    def edit(self, title: str) -> None:
        """Another title for the commitment that has this one."""
        line = re.compile(rf'^(title: "?){re.escape(title)}("?)$', re.MULTILINE)
        for file in sorted(self.data.glob("plans/*/*/*.yml")):
            text = file.read_text("utf-8")
            if line.search(text):
                file.write_text(line.sub(rf"\g<1>{anew(title)}\g<2>", text, count=1), "utf-8")
                return
        raise LookupError(title)

    def restore(self) -> None:
        _git(self.folder, "checkout", "--quiet", "--", ".")


def checkout(folder: Path, commitments: int | None) -> Checkout:
    """With so many invented commitments, or the data and pages as they are."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    data, pages = folder / "data", folder / "docs"
    if commitments is not None:
        data, pages = folder / "measured" / "data", folder / "measured" / "pages"
        pages.mkdir(parents=True)
        (pages / "index.md").write_text(HOME, "utf-8")
        written(data, commitments)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(
        folder,
        "-c",
        "user.name=Measured",
        "-c",
        "user.email=measured@example.org",
        "commit",
        "--quiet",
        "-m",
        "All",
    )
    return Checkout(folder, data, pages)


def _git(folder: Path, *words: str) -> None:
    dated = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    subprocess.run(["git", "-C", str(folder), *words], check=True, env={**os.environ, **dated})
