"""The whole site: by several processes, and what would be the same as last time is taken over from there."""

import gc
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydantic

from macros.asked import Answers, Numbers, Question, listened
from macros.crew import shared
from macros.digests import UntoldError, digest
from macros.last_site import Kept, LastSite, take_over
from macros.on_demand import Edition, UnmadeError, strictly
from macros.render import Markup

if TYPE_CHECKING:
    from macros.pages import Publication

ROOT = Path(__file__).resolve().parent.parent
SELDOM = 100_000, 50, 50
"""Most of what a build makes lasts as long as it does. To look for what doesn't takes a tenth of it."""
FOOT = '<p class="standing">'
TAKES_IN = re.compile(r"8<|\{%")
"""How a page by hand begins to name another file."""
BEGUN = time.time_ns() - 10**9
"""Before our modules were read."""
_LOG = logging.getLogger("mkdocs")


def site(out: Path, last: Path, note: str = "") -> bool:
    """Makes a site, where another folder holds the last one. Says what is wrong, and whether nothing was.

    `note`: a file for all addresses of the site.
    """

    def make(edition: Edition) -> None:
        standing = edition.config.extra["standing"]["data"]
        Making(edition, LastSite.of(last, made_by(edition), standing), out).run()

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    gc.set_threshold(*SELDOM)
    with chdir(ROOT):  # Pages by hand take in files by their place in the checkout.
        return strictly(ROOT / "mkdocs.yml", out, make, note)


@dataclass(frozen=True)
class Page:
    """What came of a page besides its file."""

    title: str
    around: tuple[str, ...]
    """The titles of the pages before and after it, which it shows."""
    search: list[dict[str, Any]]
    anchors: set[str]
    links: dict[str, dict[str, str]]
    """By the file of another page: the anchors there that this one links to, as it does."""
    places: Mapping[str, str]


@dataclass(frozen=True)
class Made:
    asked: bytes
    """The numbers of what was asked."""
    new: dict[bytes, Question]
    """What this process asked for the first time."""
    said: list[logging.LogRecord]
    page: Page | None = None


@dataclass
class Making:
    edition: Edition
    last: LastSite
    out: Path
    _made_from: dict[str, bytes] = field(default_factory=dict)
    _numbers: Numbers = field(default_factory=Numbers)
    _asked: dict[bytes, Question] = field(default_factory=dict)

    def run(self) -> None:
        """Makes every file. What is wrong with pages is said in their order."""
        kept = self._still_right()
        for name, one in kept.items():
            self._take_over(name, one)
            self.edition.are_there({name})
            if one.result:
                self._know(name, one.result)
        names = [name for name in self._files if name not in kept]
        for name in names:
            self._source(name)  # Before: who edits meanwhile has it made again.
        results = dict(zip(names, shared(names, self._make_all), strict=True))
        for name, made in results.items():
            self.edition.are_there({name})
            for record in made.said:
                logging.getLogger(record.name).handle(record)
            self._asked |= made.new
            if made.page:
                self._know(name, made.page)
        self.edition.finish()
        self._remember(kept, results)

    def _take_over(self, name: str, one: Kept) -> None:
        """Each commit, and the first edit after it, changes what the foot of a page says of the data."""
        old, before, today = self.last.folder / name, self.last.standing, self.last.standing_today
        if not one.result or before == today:
            take_over(old, self.out / name)
            return
        text = old.read_text(encoding="utf-8")
        start = text.rindex(FOOT)
        end = text.index("</p>", start)
        foot = text[start:end].replace(Markup.escape(before), Markup.escape(today))
        self.edition.write(name, f"{text[:start]}{foot}{text[end:]}".encode)

    @cached_property
    def _publication(self) -> "Publication":
        publication: Publication = self.edition.config.extra["publication"]
        return publication

    @cached_property
    def _files(self) -> dict[str, Any]:
        """What any process can make, with what it is made from. What takes longest comes first."""
        edition, extra = self.edition, self.edition.config.extra
        pages = dict.fromkeys([*edition.by_hand, *edition.pages])
        return {**pages, **extra["late"].cards(), **extra["publication"].files.contents}

    @cached_property
    def _today(self) -> Answers:
        site = self._publication.site
        return Answers([self._publication, self._publication.landing, site, *site.plans.values()])

    def _still_right(self) -> dict[str, Kept]:
        """What would be made from the same today."""
        same = {
            name: one
            for name, one in self.last.same(self._today).items()
            if name in self._files and one.made_from == self._source(name)
        }
        pages = self.edition.pages
        for name, one in same.items():
            if one.result:
                pages[name].title, pages[name].markdown = one.result.title, ""
        return {
            name: one
            for name, one in same.items()
            if not one.result or one.result.around == self._titles_around(name)
        }

    def _titles_around(self, name: str) -> tuple[str, ...]:
        page = self.edition.pages[name]
        return tuple(self.edition.title(beside) for beside in (page.previous_page, page.next_page) if beside)

    def _source(self, name: str) -> bytes:
        """A digest of what a file is made from, apart from what it asks of the data."""
        if name not in self._made_from:
            try:
                self._made_from[name] = digest(self._given(name))
            except (UntoldError, ValueError):
                self._made_from[name] = b""
        return self._made_from[name]

    def _given(self, name: str) -> Any:
        page = self.edition.pages.get(name)
        if not page:
            return self._files[name]
        ours = self._publication.pages.get(page.file.src_uri)
        text = "" if ours else page.file.content_string
        if TAKES_IN.search(text):  # Any file there is.
            raise UntoldError(name)
        extra = self.edition.config.extra
        around = [beside and beside.url for beside in (page.previous_page, page.next_page)]
        return text, ours, extra["previews"][page.url], extra["keeping"].promised(page.url), around

    def _make_all(self, names: Sequence[str]) -> list[Made]:
        """A page shows the title of the next one, which is begun before it for that."""
        pages = [self.edition.pages[name] for name in names if name in self.edition.pages]
        next_of = {before.url: page for before, page in pairwise(pages) if before.next_page is page}
        begun: dict[str, Made] = {}
        return [self._make(name, next_of, begun) for name in names]

    def _make(self, name: str, next_of: Mapping[str, Any], begun: dict[str, Made]) -> Made:
        page = self.edition.pages.get(name)
        make = partial(self.edition.make, name)
        if not page:
            return self._heard(make)
        for one in filter(None, (page, next_of.get(page.url))):
            if one.url not in begun:
                begun[one.url] = self._heard(partial(self.edition.begin, one))
        first, around = begun.pop(page.url), self._titles_around(name)
        if any(record.levelno >= logging.ERROR for record in first.said):
            return first
        listed = len(self.edition.searched)
        made = self._heard(make)
        result = self._result(page, around, self.edition.searched[listed:])
        del self.edition.searched[listed:]
        return Made(first.asked + made.asked, first.new | made.new, first.said + made.said, result)

    def _heard(self, make: Callable[[], None]) -> Made:
        with _overheard() as said, listened() as asked:
            try:
                make()
            except UnmadeError as error:
                _LOG.error("%s", error)
        return Made(*self._numbers.of(asked), said)

    def _result(self, page: Any, around: tuple[str, ...], search: list[dict[str, Any]]) -> Page:
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        places = self.edition.config.extra["keeping"].there.get(page.url, {})
        return Page(str(page.title), around, search, page.present_anchor_ids or set(), links, places)

    def _know(self, name: str, result: Page) -> None:
        """As if this process had made the page."""
        page, files = self.edition.pages[name], self.edition.files
        page.title, page.markdown, page.present_anchor_ids = result.title, "", result.anchors
        linked = ((files.get_file_from_path(source), anchors) for source, anchors in result.links.items())
        page.links_to_anchors = {file: anchors for file, anchors in linked if file}
        self.edition.searched.extend(result.search)
        self.edition.config.extra["keeping"].there[page.url] = result.places

    def _remember(self, kept: Mapping[str, Kept], results: Mapping[str, Made]) -> None:
        """What was complained of is made anew, so that it is complained of again."""
        if any(path.stat().st_mtime_ns > BEGUN for path in _sources()):
            return  # Nobody knows which of our code made what.
        new = {
            name: Kept(self._source(name), made.asked, made.page)
            for name, made in results.items()
            if self._source(name) and not made.said
        }
        self.last.remember({**kept, **new}, self._asked, self._today, self.out)


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """What is complained of meanwhile, instead of saying it."""
    said: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.msg, record.args = record.getMessage(), ()
            said.append(record)

    handlers, _LOG.handlers = _LOG.handlers, [Ear(logging.WARNING)]
    try:
        yield said
    finally:
        _LOG.handlers = handlers
    for record in said:
        record.exc_info = None


def made_by(edition: Edition) -> bytes:
    """A digest of all that every page depends on, whatever it shows: our code, settings, navigation."""
    code = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in _sources()]
    # Their names tell the versions.
    installed = sorted(found.name for found in Path(pydantic.__file__).parents[1].glob("*.dist-info"))
    extra, asked = edition.config.extra, [_plain(one) for one in edition.config.user_configs]
    nav = [(item.title, getattr(item, "url", ""), len(item.ancestors)) for item in _within(edition.nav)]
    standing = extra["standing"] | {"data": bool(extra["standing"]["data"])}
    shown = (asked, standing, nav, [*edition.files.src_uris])
    return digest((code, installed, sys.version, shown))


def _plain(settings: Mapping[str, Any]) -> dict[str, str]:
    """Without where the site is made and the folder of its pages, which stand in none."""
    return {name: repr(one) for name, one in settings.items() if name not in ("site_dir", "docs_dir")}


def _sources() -> list[Path]:
    found = (path for path in (ROOT / "macros").rglob("*") if path.is_file())
    ours = sorted(path for path in found if path.parent.name != "__pycache__")
    # The changelog is on a page, and a checkout need not have it.
    return [one for one in (ROOT / "mkdocs.yml", ROOT / "CHANGELOG.md", *ours) if one.is_file()]


def _within(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _within(item.children or ())
