"""The thin skin that knows MkDocs: its events take our steps, and its objects get what comes of them."""

import importlib
import logging
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
_log = logging.getLogger("mkdocs.plugins.macros")


def _ours(name: str) -> Any:
    """A module of this checkout, imported late: MkDocs keeps this one, and `live` brings edited ones in."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"macros.{name}")


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """The data are read before anything is written, so that a fault leaves the last good site alone."""
    steps, mermaid2 = _ours("steps"), config.plugins["mermaid2"]
    try:
        config |= steps.begun(config, ROOT)
    except steps.UnbuildableError as error:
        raise BuildError(str(error)) from None
    # It would look for the file in the folder of hand-written pages alone, and not find what is lent.
    vars(mermaid2)["_javascript"] = mermaid2.config["javascript"]
    if config.extra["left_out"]:  # A plugin without events costs nothing; one only taken out hears them.
        for heard in config.plugins.events.values():
            heard[:] = [method for method in heard if getattr(method, "__self__", None) is not mermaid2]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    by_hand, shrinking, publication = _ours("by_hand"), _ours("shrinking"), config.extra["publication"]
    contents = publication.files

    class Published(File):
        """Read when it is written."""

        generated_by = "macros"
        _content = property(lambda file: contents[file.src_uri])

    for name in by_hand.lent(ROOT / by_hand.OWN, files.src_uris):
        files.append(File(name, str(ROOT / by_hand.OWN), config.site_dir, config.use_directory_urls))
    left_out = tuple(config.extra["left_out"])
    kept = [one for one in files if not one.src_uri.startswith(left_out)]
    kept = [one for one in kept if not one.src_uri.endswith(shrinking.SOURCES)]
    for file in kept:
        if file.src_uri.startswith(tuple(shrinking.OWN)):
            file.content_string = shrinking.shrunk(file.src_uri, file.content_string)
    for page in publication.pages.values():
        level = InclusionLevel.NOT_IN_NAV if page.group else InclusionLevel.INCLUDED
        kept.append(File.generated(config, page.source, content="{{ record_page() }}\n", inclusion=level))
    level = InclusionLevel.INCLUDED
    kept += (Published(name, None, config.site_dir, True, inclusion=level) for name in contents)
    if fault := by_hand.taken_twice((file.dest_uri, file.src_uri) for file in kept):
        raise BuildError(fault)
    return Files(kept)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Pages that it leaves out still know what is around them."""
    sections = [item for item in nav.items if item.is_section]
    for number, group in _ours("navigation").groups(config.extra["publication"]):
        pages = [Page(None, files.src_uris[ours.source], config) for ours in group]
        for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
            page.parent, page.previous_page, page.next_page = sections[number], before, after


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Every title is known now."""
    env.bytecode_cache = _ours("render").compiled("theme")
    steps, pages = _ours("steps"), [file.page for file in files.documentation_pages() if file.page]
    sections = (page.parent.title if page.parent else "" for page in pages)
    known = (
        steps.Known(page.file.src_uri, page.url, page.title, page.toc, section, page.meta)
        for page, section in zip(pages, sections, strict=True)
    )
    config.extra |= steps.seen(config, ROOT, known)
    for page in pages:
        page.update_date = config.extra["publication"].provenance.day or steps.NO_DAY  # Or else today's.


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """After the macros plugin has read what stands at the page's head."""
    finishing = _ours("finishing").Finishing(config.extra, files.src_uris)
    done = finishing.page(page.file.src_uri, page.url, html, page.toc, page.meta)
    page.meta |= done.meta
    for problem in done.problems:  # They stop a strict build at its end.
        _log.warning("%s", problem)
    return str(done.searched)


@event_priority(-100)
def on_post_page(html: str, config: MkDocsConfig, **_: Any) -> str:
    """After mermaid2, which has events only where browsers draw."""
    return html if config.extra["left_out"] else str(_ours("policy").without_starter(html))


def on_post_build(config: MkDocsConfig) -> None:
    for problem in sorted(config.extra["keeping"].nowhere()):
        _log.warning("%s", problem)
    config.extra["late"].publish(Path(config.site_dir), config.extra["note_addresses"])
