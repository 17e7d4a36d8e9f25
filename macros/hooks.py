"""The thin skin that knows MkDocs: the data's pages and files become its own, and its events ours."""

import importlib
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import BuildError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from macros.pages import Publication
    from macros.unfurl.previews import Written

CARDS = ".cache/cards"
"""Where the pictures of pages are kept from build to build."""
GUIDE = "contribute.md"
"""Where a site tells how to edit it, if it does."""
MERMAID = "assets/vendor/mermaid/"
MERMAID_STARTER = "assets/js/diagrams-browser.js"
"""What a browser needs to draw. No file of the site where it doesn't."""

_log = logging.getLogger("mkdocs.plugins.macros")


class Published(File):
    """A file that is read when it is written."""

    def __init__(self, address: str, contents: "Mapping[str, bytes]", site: str) -> None:
        super().__init__(address, None, site, use_directory_urls=True, inclusion=InclusionLevel.INCLUDED)
        self.generated_by = "macros"
        self._contents = contents

    @property
    def _content(self) -> bytes:  # type: ignore[override]
        return self._contents[self.src_uri]


@event_priority(100)
def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Read the data before anything is written, so that a fault leaves the last good site alone."""
    root = Path(config.config_file_path).parent
    pages = _package(root)
    folder = Path(config.extra["data_dir"])
    problems = importlib.import_module("macros.problems")
    try:
        site = importlib.import_module("macros.build").build(root / folder, folder.as_posix())
    except problems.DataError as error:
        raise BuildError(f"The data can't become a site:\n{error}") from None
    state = importlib.import_module("macros.provenance").provenance(root / folder)
    extra, home = config.extra, config.site_url or ""
    made = pages.publication(site, extra["diagrams"], home, state, config.site_name)
    extra["publication"] = replace(made, repository=_repository(config))
    keeping = importlib.import_module("macros.keeping").Keeping
    kept = keeping(extra["publication"], root / folder, folder.as_posix())
    by_hand = importlib.import_module("macros.by_hand").addresses(Path(config.docs_dir), _docs(config))
    try:
        kept.refuse_losses(by_hand)
    except problems.DataError as error:
        raise BuildError(f"What was published would be lost:\n{error}") from None
    extra |= {"keeping": kept, "say": importlib.import_module("macros.render").say}
    extra["standing"] = importlib.import_module("macros.standing").standing(state, extra["frozen"])
    config.watch += [str(root / folder), str(_docs(config))]
    _choose_diagrams(config)
    config.nav = _nav(config)
    return config


def _repository(config: "MkDocsConfig") -> Any:
    said = config.extra["repository"]
    patterns = {want: said[want] for want in ("edit", "history", "report")}
    folders = config.extra["data_dir"], os.path.relpath(config.docs_dir, Path(config.config_file_path).parent)
    made = importlib.import_module("macros.repository").Repository
    return made(said["address"], said["branch"], patterns, *folders, Path(config.docs_dir, GUIDE).is_file())


def _package(root: Path) -> ModuleType:
    """`macros.pages` of this checkout. Like all of ours it is imported late: `live` brings edited ones in."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    return importlib.import_module("macros.pages")


def _nav(config: "MkDocsConfig") -> list[Any]:
    """The hand-written pages of mkdocs.yml with a section for all plans and for each after the first."""
    first, *others = config.nav or []
    if Path(config.docs_dir) != _docs(config):
        others = _written(others, config)
    publication: Publication = config.extra["publication"]
    # MkDocs' theme doesn't escape these, and the macros plugin would run what stands in them.
    text = importlib.import_module("macros.render").text
    made = [
        {str(text(name)): [{str(text(page.nav_title)): page.source} for page in pages]}
        for name, pages in publication.sections
    ]
    return [first, *made, *others]


def _docs(config: "MkDocsConfig") -> Path:
    return Path(config.config_file_path).parent / "docs"


def _written(entries: list[Any], config: "MkDocsConfig") -> list[Any]:
    """The entries whose pages there are: another folder of hand-written pages need not hold all of ours."""
    kept: list[Any] = []
    for entry in entries:
        title, page = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(page, list):
            kept += [{title: inner}] if (inner := _written(page, config)) else []
        elif page.startswith(_lent()) or Path(config.docs_dir, page).is_file():
            kept.append(entry)
    return kept


def _choose_diagrams(config: "MkDocsConfig") -> None:
    """Who draws the diagrams that people write by hand. mermaid2 is needed only where the browser does."""
    fences = importlib.import_module("macros.fences")
    drawing = importlib.import_module("macros.drawing")
    drawn_here = config.extra["diagrams"] == "build" and drawing.available()
    fence = {
        "name": "mermaid",
        "class": "mermaid",
        "format": fences.draw_fence if drawn_here else fences.leave_fence,
    }
    config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = [fence]
    if drawn_here:
        _silence(config, "mermaid2")
        config.extra["left_out"] = [MERMAID, MERMAID_STARTER]
    else:
        starter = ExtraScriptValue(MERMAID_STARTER)
        starter.type = "module"
        config.extra_javascript.append(starter)
        # It would look for the file in the folder of hand-written pages alone, and not find what is lent.
        mermaid2 = config.plugins["mermaid2"]
        vars(mermaid2)["_javascript"] = mermaid2.config["javascript"]
        config.extra["left_out"] = []


def _silence(config: "MkDocsConfig", name: str) -> None:
    """A plugin without events costs nothing; one that is only taken out still hears them."""
    plugin = config.plugins[name]
    for methods in config.plugins.events.values():
        methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]


def on_files(files: Files, config: "MkDocsConfig") -> Files:
    publication: Publication = config.extra["publication"]
    _lend(files, config)
    made: list[File] = []
    for page in publication.pages.values():
        inclusion = InclusionLevel.NOT_IN_NAV if page.group else InclusionLevel.INCLUDED
        made.append(File.generated(config, page.source, content="{{ record_page() }}\n", inclusion=inclusion))
    for file in list(files):
        if file.src_uri.startswith(tuple(config.extra["left_out"])):
            files.remove(file)
    shrinking = importlib.import_module("macros.shrinking")
    for file in files:
        if file.src_uri.startswith(tuple(shrinking.OWN)):
            file.content_string = shrinking.shrunk(file.src_uri, file.content_string)
    made += (Published(address, publication.files, config.site_dir) for address in publication.files)
    _refuse_two_of_one_address([*files, *made])
    return Files([*files, *made])


def _lent() -> tuple[str, ...]:
    lent: tuple[str, ...] = importlib.import_module("macros.by_hand").LENT
    return lent


def _lend(files: Files, config: "MkDocsConfig") -> None:
    docs = _docs(config)
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if name.startswith(_lent()) and path.is_file() and not files.get_file_from_path(name):
            files.append(File(name, str(docs), config.site_dir, config.use_directory_urls))


def _refuse_two_of_one_address(files: Iterable[File]) -> None:
    """One would overwrite the other without a word."""
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(file.dest_uri, file.src_uri)
        if other != file.src_uri:
            taken = f"docs/{other}: the data makes a page or file of this address, {file.src_uri}."
            raise BuildError(f"{taken} Rename yours, or the plan's address.")


def on_nav(nav: Navigation, config: "MkDocsConfig", files: Files) -> Navigation:
    """Record pages stay out of the navigation, for its size, and still know what is around them."""
    publication: Publication = config.extra["publication"]
    made = (item for item in nav.items if isinstance(item, Section))
    sections = dict(zip((pages[0].plan for _, pages in publication.sections), made, strict=False))
    before: dict[str, Page] = {}
    for ours in publication.pages.values():
        if not ours.group:
            continue
        file = files.get_file_from_path(ours.source)
        page = Page(None, file, config)  # type: ignore[arg-type]
        page.parent = sections[ours.plan]
        if ours.group in before:
            page.previous_page, before[ours.group].next_page = before[ours.group], page
        before[ours.group] = page
    return nav


def on_page_content(html: str, page: Page, config: "MkDocsConfig", files: Files) -> str:
    """What the theme needs to know of a page, set after the macros plugin has read its front matter."""
    aside = config.extra["aside"].pop(page.file.src_uri, [])
    html = importlib.import_module("macros.resting").put_back(html, aside)
    ours = config.extra["publication"].pages.get(page.file.src_uri)
    # As plain text: markup would escape what it is put behind.
    html += str(importlib.import_module("macros.key").key(html, page.url))
    page.meta["assets"] = importlib.import_module("macros.assets").needed(html, files.src_uris)
    if ours:
        page.meta["record"] = ours
        page.meta["hide"] = ["toc", "navigation"] if ours.wide else []
        page.meta["search"] = {"boost": ours.boost}
    if not any(heading.children for heading in page.toc):
        page.meta["hide"] = [*page.meta.get("hide", []), "toc"]  # its room goes to the text
    return _mended(html, page, config)


def _mended(html: str, page: Page, config: "MkDocsConfig") -> str:
    """Places that the page had before answer still. What can't be mended stops a strict build at its end."""
    if "<em>Macro Rendering Error</em>" in html:
        return html  # A page that could not be made says why itself, and has lost everything else.
    mended = config.extra["keeping"].mend(page.url, html, dict(_headings(page.toc)))
    for problem in mended.problems:
        _log.warning("%s", problem)
    content: str = mended.content
    return content


@event_priority(100)
def _before_search(context: Any, /, page: Page, config: "MkDocsConfig", **_: Any) -> Any:
    """The search reads each page with a slow parser, also what it passes over."""
    config.extra["aside"][page.file.src_uri] = [page.content]
    page.content = importlib.import_module("macros.resting").searched(page.content)
    return context


@event_priority(-100)
def _after_search(context: Any, /, page: Page, config: "MkDocsConfig", **_: Any) -> Any:
    (whole,) = config.extra["aside"].pop(page.file.src_uri)
    page.content = importlib.import_module("macros.resting").unmarked(whole)
    return context


on_page_context = CombinedEvent(_before_search, _after_search)


def on_env(env: Any, config: "MkDocsConfig", files: Files) -> Any:
    """Every title is known now: what each page says of itself where a link to it stands, and its card."""
    env.bytecode_cache = importlib.import_module("macros.render").compiled("theme")
    unfurl = importlib.import_module("macros.unfurl.previews")
    pages = [file.page for file in files.documentation_pages() if file.page]
    site = unfurl.Written("", "", config.site_name, config.site_description or "")
    previews = unfurl.previews(config.extra["publication"], map(_written_page, pages), site)
    config.extra["previews"] = previews
    kept = Path(config.config_file_path).parent / CARDS
    late = importlib.import_module("macros.late").Late
    config.extra["late"] = late(config.extra["keeping"], previews, kept)
    return env


def _headings(links: Iterable[AnchorLink]) -> Iterator[tuple[str, str]]:
    for link in links:
        yield link.id, unescape(link.title)
        yield from _headings(link.children)


def on_post_build(config: "MkDocsConfig") -> None:
    for problem in sorted(config.extra["keeping"].nowhere()):
        _log.warning("%s", problem)
    config.extra["late"].publish(Path(config.site_dir), config.extra["note_addresses"])


def _written_page(page: Page) -> "Written":
    heading = next((heading.title for heading in page.toc), page.title)
    section = page.parent.title if page.parent else ""
    written: Written = importlib.import_module("macros.unfurl.previews").Written(
        page.file.src_uri,
        page.url,
        unescape(heading or ""),
        page.meta.get("description") or "",
        unescape(section),
        bool(page.meta.get("dataset")),
    )
    return written
