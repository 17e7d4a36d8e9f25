"""How a build begins, for whichever engine makes its pages: from settings to what pages are made of."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

from macros.build import build
from macros.by_hand import LENT, OWN, addresses
from macros.drawing import available
from macros.fences import fence
from macros.keeping import Keeping
from macros.late import Late
from macros.navigation import navigation
from macros.outline import Heading
from macros.pages import publication
from macros.policy import policy
from macros.problems import DataError
from macros.provenance import provenance
from macros.render import say
from macros.repository import Repository
from macros.standing import standing
from macros.unfurl.previews import Written, previews

Settings = Mapping[str, Any]
"""By their names, as mkdocs.yml has them."""

CARDS = ".cache/cards"
"""Where the pictures of pages are kept from build to build."""
GUIDE = "contribute.md"
"""Where a site tells how to edit it, if it does."""
MERMAID = "assets/vendor/mermaid/"
MERMAID_STARTER = "assets/js/diagrams-browser.js"
"""What a browser needs to draw. No file of the site where it doesn't."""
NO_DAY = "1980-01-01"
"""Of files whose commit isn't known: the first that an archive can write."""
SUPERFENCES = "pymdownx.superfences"


class UnbuildableError(Exception):
    """No site can be made. It says why in full."""


def begun(settings: Settings, root: Path) -> dict[str, Any]:
    """The settings that follow from the data. Raises UnbuildableError before anything is written."""
    extra, docs = settings["extra"], Path(settings["docs_dir"])
    drawn_here = extra["diagrams"] == "build" and available()
    made = _made(settings, root)
    left_out = [MERMAID, MERMAID_STARTER] if drawn_here else []
    fences, drawing = settings["mdx_configs"].get(SUPERFENCES, {}), fence(drawn_here=drawn_here)

    def there(page: str) -> bool:
        return docs == root / OWN or page.startswith(LENT) or (docs / page).is_file()

    return {
        "extra": {**extra, **made, "left_out": left_out},
        "nav": navigation(settings["nav"] or [], made["publication"], there),
        "watch": [*settings["watch"], str(root / extra["data_dir"]), str(root / OWN)],
        "mdx_configs": {**settings["mdx_configs"], SUPERFENCES: {**fences, "custom_fences": [drawing]}},
        "extra_javascript": [one for one in settings["extra_javascript"] if str(one) not in left_out],
    }


def _made(settings: Settings, root: Path) -> dict[str, Any]:
    """What pages and theme are made of, by name."""
    extra, docs = settings["extra"], Path(settings["docs_dir"])
    folder, label = root / extra["data_dir"], Path(extra["data_dir"]).as_posix()
    state, home = provenance(folder), settings["site_url"] or ""
    try:
        site = build(folder, label)
    except DataError as error:
        raise UnbuildableError(f"The data can't become a site:\n{error}") from None
    made = publication(site, extra["diagrams"], home, state, settings["site_name"])
    made = replace(made, repository=_repository(extra, docs, root))
    keeping = Keeping(made, folder, label)
    try:
        keeping.refuse_losses(addresses(docs, root / OWN))
    except DataError as error:
        raise UnbuildableError(f"What was published would be lost:\n{error}") from None
    spoken = {"say": say, "standing": standing(state, extra["frozen"])}
    return {"publication": made, "keeping": keeping, **spoken, "policy": policy}


def _repository(extra: Mapping[str, Any], docs: Path, root: Path) -> Repository:
    said = extra["repository"]
    patterns = {want: said[want] for want in ("edit", "history", "report")}
    folders = extra["data_dir"], os.path.relpath(docs, root)
    return Repository(said["address"], said["branch"], patterns, *folders, (docs / GUIDE).is_file())


@dataclass(frozen=True)
class Known:
    """What is known of a page before its text is made."""

    source: str
    address: str
    title: str
    outline: Iterable[Heading]
    section: str
    """What the navigation calls the pages around it; empty where it has none."""
    head: Settings

    @property
    def written(self) -> Written:
        heading = next((one.title for one in self.outline), self.title)
        description, section = self.head.get("description") or "", unescape(self.section)
        is_dataset = bool(self.head.get("dataset"))
        return Written(self.source, self.address, unescape(heading or ""), description, section, is_dataset)


def seen(settings: Settings, root: Path, pages: Iterable[Known]) -> dict[str, Any]:
    """What every page shows where a link to it stands, and what is made of all pages."""
    made = settings["extra"]
    itself = Written("", "", settings["site_name"], settings["site_description"] or "")
    found = previews(made["publication"], (page.written for page in pages), itself)
    return {"previews": found, "late": Late(made["keeping"], found, root / CARDS)}
