"""A site whose pages are made when they are asked for. It goes MkDocs' own way, a page at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import (
    _build_extra_template,
    _build_page,
    _build_theme_template,
    _populate_page,
)
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEARCH = "search/search_index.json"
"""It takes every page."""
UNMADE = "<em>Macro Rendering Error</em>"


class Edition:
    """The site as its sources are at one moment. What is asked for is made in the `site_dir`."""

    def __init__(self, config: "MkDocsConfig") -> None:
        """Raises whatever a build would raise before its first page."""
        config.plugins.on_startup(command="serve", dirty=False)
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        self._config = config
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        self._files = config.plugins.on_files(files, config=config)
        set_exclusions(self._files, config)
        nav = get_navigation(self._files, config)
        self._nav = config.plugins.on_nav(nav, config=config, files=self._files)
        self._pages = self._files.documentation_pages(inclusion=InclusionLevel.is_included)
        for file in self._pages:
            if file.page and file.generated_by is None:  # The others are called as the data say.
                self._head(file.page)
        self._env = config.plugins.on_env(env, config=config, files=self._files)
        self._makers = self._all()
        self._made: set[str] = set()

    def _all(self) -> dict[str, Callable[[], None]]:
        """What makes each file of the site."""
        config, files, nav = self._config, self._files, self._nav
        makers: dict[str, Callable[[], None]] = {}
        for file in files:
            if file.page:
                makers[file.dest_uri] = partial(self._page, file.page)
            elif file.inclusion is not InclusionLevel.EXCLUDED:
                makers[file.dest_uri] = file.copy_file
        for name in config.theme.static_templates:
            makers[name] = partial(_build_theme_template, name, self._env, files, config, nav)
        for name in config.extra_templates:
            makers[str(name)] = partial(_build_extra_template, str(name), files, config, nav)
        if "sitemap.xml" in makers:
            makers["sitemap.xml.gz"] = makers["sitemap.xml"]
        for name, late in config.extra["late"].files(self._built).items():
            makers[name] = partial(self._write, name, late)
        return {**makers, SEARCH: self._finish}

    def __contains__(self, name: str) -> bool:
        return name in self._makers

    def make(self, name: str) -> None:
        """A file of the site by its path. Raises whatever goes wrong; the file is as it was then."""
        if name not in self._made:
            self._makers[name]()
            self._made.add(name)

    def rest(self) -> Iterator[str]:
        """Makes what nobody has asked for yet, file by file."""
        for name in self._makers:
            if name not in self._made:
                self.make(name)
                yield name

    def address_of(self, path: Path) -> str:
        """The page that shows a source, from the site's root; the home page for what no page shows alone."""
        data, docs = Path(self._config.extra["data_dir"]).resolve(), Path(self._config.docs_dir)
        if path.is_relative_to(docs):
            file = self._files.get_file_from_path(path.relative_to(docs).as_posix())
            return file.page.url if file and file.page else ""
        record = path.relative_to(data).as_posix() if path.is_relative_to(data) else ""
        pages = self._config.extra["publication"].pages.values()
        found: str = next((page.address for page in pages if record and page.record == record), "")
        return found

    def _page(self, page: Page) -> None:
        for beside in (page.previous_page, page.next_page):
            if beside and beside.markdown is None:
                self._head(beside)
        _populate_page(page, self._config, self._files)
        if UNMADE in (page.content or ""):
            raise BuildError(f"{page.file.src_uri} can't be made.")
        _build_page(page, self._config, self._pages, self._nav, self._env)

    def _head(self, page: Page) -> None:
        """As much of a page as its title takes, which other pages show."""
        config = self._config
        page.read_source(config)
        head = _up_to_title(page.markdown or "")
        made = config.plugins.on_page_markdown(head, page=page, config=config, files=self._files)
        page.markdown = _up_to_title(made)
        page.render(config, self._files)

    def _built(self, address: str) -> str:
        name = f"{address}index.html"
        if name not in self:
            return ""
        self.make(name)
        return Path(self._config.site_dir, name).read_text(encoding="utf-8")

    def _write(self, name: str, made: Callable[[], bytes]) -> None:
        file = Path(self._config.site_dir, name)
        content = made()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _finish(self) -> None:
        """All else, and what a build does and says at its end. What an edit has taken away goes."""
        for name in self._makers:
            if name != SEARCH:
                self.make(name)
        pages = [file.page for file in self._pages if file.page]
        for page in pages:
            level = self._config.validation.links.anchors
            page.validate_anchor_links(files=self._files, log_level=level)
        self._sort_search([page.url for page in pages])
        self._config.plugins.on_post_build(config=self._config)
        for path in Path(self._config.site_dir).rglob("*"):
            if path.is_file() and path.relative_to(self._config.site_dir).as_posix() not in self:
                path.unlink()

    def _sort_search(self, addresses: list[str]) -> None:
        """Pages were asked for in any order, and the search lists them in that of a build."""
        order = {address: number for number, address in enumerate(addresses)}
        index = vars(self._config.plugins["material/search"])["search_index"]
        index.entries.sort(key=lambda entry: order[entry["location"].partition("#")[0]])


def _up_to_title(text: str) -> str:
    lines = text.split("\n")
    title = next((number for number, line in enumerate(lines) if line.startswith("# ")), len(lines))
    return "\n".join(lines[: title + 1])
