"""A site whose files are made one by one, when they are asked for. It goes MkDocs' own way, page by page."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, MkDocsException
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from macros.finishing import UNMADE
from macros.piecewise import Piecewise

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEARCH = "search/search_index.json"
"""It takes every page."""


class UnmadeError(BuildError):
    """A page, while others may well be made."""


class Edition(Piecewise):
    """The site as its sources are at one moment, made in the `site_dir`."""

    def __init__(self, config: "MkDocsConfig", command: str = "serve") -> None:
        """Raises whatever a build would raise before its first page."""
        config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        super().__init__(Path(config.site_dir))
        self.config = config
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        self.files = config.plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        nav = get_navigation(self.files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=self.files)
        self._shown = self.files.documentation_pages(inclusion=InclusionLevel.is_included)
        self.pages = {file.dest_uri: file.page for file in self._shown if file.page}
        self.by_hand = [name for name, page in self.pages.items() if page.file.generated_by is None]
        for name in self.by_hand:  # The others are called as the data say.
            self.title(self.pages[name])
        self._env = config.plugins.on_env(env, config=config, files=self.files)
        self._begun: set[str] = set()
        self._plan()

    def _plan(self) -> None:
        """What makes each file of the site."""
        config, files, makers = self.config, self.files, self.makers
        for file in files:
            if file.page:
                makers[file.dest_uri] = partial(self.page, file.page)
            elif file.inclusion is not InclusionLevel.EXCLUDED:
                makers[file.dest_uri] = file.copy_file
        for name in config.theme.static_templates:
            makers[name] = partial(_build_theme_template, name, self._env, files, config, self.nav)
        for name in map(str, config.extra_templates):
            makers[name] = partial(_build_extra_template, name, files, config, self.nav)
        if "sitemap.xml" in makers:
            makers["sitemap.xml.gz"] = makers["sitemap.xml"]
        late = config.extra["late"].files(lambda address: self.text_of(f"{address}index.html"))
        makers |= {name: partial(self.write, name, made) for name, made in late.items()}
        makers[SEARCH] = self.finish

    def page(self, page: Page) -> None:
        self.begin(page)
        for beside in filter(None, (page.previous_page, page.next_page)):
            self.title(beside)
        _build_page(page, self.config, self._shown, self.nav, self._env)
        page.content = ""  # It is on disk, and thousands would fill the memory.
        self._begun.discard(page.url)

    def begin(self, page: Page) -> None:
        """As much of a page as needs no other."""
        if page.url not in self._begun:
            _populate_page(page, self.config, self.files)
            if UNMADE in str(page.content):
                raise UnmadeError(f"{page.file.src_uri} can't be made.")
            self._begun.add(page.url)

    def title(self, page: Page) -> str:
        """Of a page, which others show. As much of it is made as that takes."""
        if page.markdown is None:
            config = self.config
            page.read_source(config)
            head = _up_to_title(str(page.markdown))
            made = config.plugins.on_page_markdown(head, page=page, config=config, files=self.files)
            page.markdown = _up_to_title(made)
            page.render(config, self.files)
        return str(page.title)

    def finish(self) -> None:
        """All else, and what a build does and says at its end."""
        for name in self.makers:
            if name != SEARCH:
                self.make(name)
        for page in self.pages.values():
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        # Pages were asked for in any order, and the search lists them in that of a build.
        order = {page.url: number for number, page in enumerate(self.pages.values())}
        self.searched.sort(key=lambda entry: order[entry["location"].partition("#")[0]])
        self.config.plugins.on_post_build(config=self.config)
        self.clear()

    @property
    def searched(self) -> list[dict[str, Any]]:
        """What the search has read of the pages."""
        entries: list[dict[str, Any]] = vars(self.config.plugins["material/search"])["search_index"].entries
        return entries

    def address_of(self, path: Path) -> str:
        """The page that shows a source, from the site's root; the home page for what no page shows alone."""
        data, docs = Path(self.config.extra["data_dir"]).resolve(), Path(self.config.docs_dir)
        if path.is_relative_to(docs):
            file = self.files.get_file_from_path(path.relative_to(docs).as_posix())
            return file.page.url if file and file.page else ""
        record = path.relative_to(data).as_posix() if path.is_relative_to(data) else ""
        found: str = self.config.extra["publication"].shown_at.get(record, "")
        return found


def strictly(settings: Path, out: Path, make: Callable[[Edition], None], note: str = "") -> bool:
    """Makes a site in a folder. Says what is wrong, and whether nothing was. `note`: for its addresses."""
    log, counter, told = logging.getLogger("mkdocs"), CountHandler(level="WARNING"), logging.StreamHandler()
    told.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    log.handlers[:], log.propagate = [told, counter], False
    log.setLevel(logging.WARNING)
    try:
        config = load_config(str(settings), site_dir=str(out), strict=True)
        config.extra["note_addresses"] = note
        make(Edition(config, "build"))
    except (MkDocsException, Abort) as error:
        log.error("%s", error)  # noqa: TRY400 whoever edits has no use for our frames
        return False
    return not counter.get_counts()


def _up_to_title(text: str) -> str:
    lines = text.split("\n")
    title = next((number for number, line in enumerate(lines) if line.startswith("# ")), len(lines))
    return "\n".join(lines[: title + 1])
