"""Every page's Markdown with its macros expanded, and the navigation: what a plain MkDocs would start from.

Started as a program of its own, `python -m tests.bench.expanded FOLDER`, in a checkout and with the settings
of a build: it writes the pages into the folder, and nav.json beside it.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def expand(out: Path) -> None:
    """As a build goes, as far as the macros."""
    config = load_config("mkdocs.yml", site_dir=str(out.with_name("unused")))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = config.plugins.on_files(_files(config), config=config)
    config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    made = config.extra["publication"].pages
    for file in files.documentation_pages():
        # Of a page made from data a build gives Markdown only a part, and lays the rest aside.
        ours = made.get(file.src_uri)
        head: dict[str, Any] = {"hide": ["navigation", "toc"]} if ours and ours.wide else {}
        text, head = (ours.text(), head) if ours else _by_hand(file.page, config, files)
        (out / file.src_uri).parent.mkdir(parents=True, exist_ok=True)
        (out / file.src_uri).write_text(f"---\n{json.dumps(head)}\n---\n\n{text}", encoding="utf-8")
    out.with_name("nav.json").write_text(json.dumps(config.nav), encoding="utf-8")


def _files(config: "MkDocsConfig") -> Files:
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    return files


def _by_hand(page: Page | None, config: "MkDocsConfig", files: Files) -> tuple[str, dict[str, Any]]:
    assert page
    page.read_source(config)
    head = dict(page.meta)  # The macros add their own to it.
    text = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    return text, head


if __name__ == "__main__":
    expand(Path(sys.argv[1]).resolve())
