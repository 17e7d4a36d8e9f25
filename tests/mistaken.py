"""The table of mistakes: what an editor gets wrong in data of the real shape, and what is said then.

Each file of the table is a subject. A row is one edit, with the lines that are said, its cause and its cure.
"""

import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from macros import asking, by_hand
from macros.build import build
from macros.keeping import Keeping
from macros.pages import Publication, publication
from macros.problems import DataError, Problem

HERE = Path(__file__).parent / "mistakes"
DATA, DOCS = HERE / "data", HERE / "docs"


@dataclass(frozen=True)
class Edit:
    """In one file, which is named from the folder of data: what stands once is replaced, or all of it."""

    file: str
    old: str = ""
    new: str | None = None

    def make(self, folder: Path, encoding: str = "utf-8", times: int = 1) -> None:
        path = folder / self.file
        if self.old:
            text = path.read_text("utf-8")
            assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {path}"
            path.write_text(text.replace(self.old, self.new or ""), "utf-8")
        elif self.new is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(self.new.encode(encoding) * times)


@dataclass(frozen=True)
class Mistake:
    name: str
    """Its place on the page of messages. It never changes."""
    mistake: str
    cause: str
    cure: str
    said: list[str]
    page: str = ""
    """The page by hand that is edited, in the place of a file of data."""
    file: str = ""
    old: str = ""
    new: str | None = None
    also: list[dict[str, str]] = field(default_factory=list)
    rename: str = ""
    delete: bool = False
    folder: bool = False
    """A folder stands there in the place of the file."""
    symlink: str = ""
    """A link to another file stands there."""
    encoding: str = "utf-8"
    times: int = 1
    when: str = "check"
    """build: it is found when the site is built, not before."""

    def make(self, copy: Path) -> None:
        folder = copy / ("docs" if self.page else "data")
        path = folder / (self.page or self.file)
        if self.delete or self.folder or self.symlink:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if self.folder:
            path.mkdir()
        if self.symlink:
            path.symlink_to(self.symlink)
        if self.rename:
            path.rename(folder / self.rename)
        Edit(self.page or self.file, self.old, self.new).make(folder, self.encoding, self.times)
        for edit in self.also:
            Edit(**edit).make(folder)


@dataclass(frozen=True)
class Subject:
    title: str
    mistakes: list[Mistake]


@cache
def subjects() -> tuple[Subject, ...]:
    """In the order of the page of messages."""
    order = yaml.safe_load((HERE / "order.yml").read_text("utf-8"))
    return tuple(_subject(yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8"))) for name in order)


def _subject(read: dict[str, Any]) -> Subject:
    return Subject(read["title"], [Mistake(**row) for row in read["rows"]])


def mistakes() -> list[Mistake]:
    return [mistake for subject in subjects() for mistake in subject.mistakes]


def problems(mistake: Mistake | None, copy: Path) -> list[Problem]:
    """What is said of a copy of the data and the pages in which the mistake was made."""
    shutil.copytree(DATA, copy / "data")
    shutil.copytree(DOCS, copy / "docs")
    if mistake:
        mistake.make(copy)
    try:
        published = publication(build(copy / "data", "data"), "build")
    except DataError as error:
        return list(error.problems)
    kept = Keeping(published, copy / "data", "data")
    found = kept.lost(by_hand.addresses(copy / "docs", copy / "docs"))
    found += asking.problems(published, copy / "docs", "docs")
    if mistake and mistake.when == "build":
        found += _places(kept, published)
    return list(DataError(found).problems)


def _places(kept: Keeping, published: Publication) -> list[Problem]:
    """What a build says of places on pages, as if each page had a section for phases alone."""
    html = '<h1 id="top"></h1><h2 id="phases"></h2>'
    addresses = [*(page.address for page in published.pages.values()), "documents/"]
    lost = [problem for address in addresses for problem in kept.mend(address, html, {}).problems]
    return [*lost, *kept.nowhere()]
