"""From saving a file to the reloaded page: measured in a browser, on the real data."""

import os
import shutil
import statistics
import time
from collections.abc import Iterator
from itertools import islice

import pytest
from playwright.sync_api import Browser, Page

from macros.graph import Plan
from tests.browser import open_page
from tests.building import ROOT
from tests.serving import Served, served

LIMIT = 2.0
"""Seconds: the median over ten edits of the data, and over edits of whatever else a page is made from."""
OWN_LOAD = 3.0
"""Programs at work at once while tests run in two processes: this test, what it measures, and the others.

Where more compete for the processors, everything takes longer in proportion.
"""

OTHERS = [
    (("macros/templates/commitment.md.j2", '## {{ say("source.', '## Anew {{ say("source.'), "Anew"),
    (("macros/links.py", '"", capital(word.many))', '"", f"Each of {word.many}")'), "Each of"),
    (("macros/theme/main.html", "{% block content %}", "{% block content %}<p>Looks</p>"), "Looks"),
]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("live") / "checkout"
    for name in ("macros", "docs", "data"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (root / ".cache").symlink_to(ROOT / ".cache")
    with served(root, {}) as found:
        yield found


def spent(live: Served, page: Page, edit: tuple[str, str, str], shown: str) -> float:
    """Seconds from saving an edit to the page that shows it, loaded."""
    begun = time.monotonic()
    live.edit(*edit)
    page.get_by_text(shown).first.wait_for(state="attached")
    page.wait_for_load_state("load")
    return time.monotonic() - begun


def test_an_edit_is_on_the_reloaded_page_within_two_seconds(
    live: Served, browser: Browser, strategy: Plan
) -> None:
    word = strategy.words.commitment
    data, page = [], ""
    for number, record in enumerate(islice(strategy.commitments.values(), 10)):
        with open_page(browser, f"{live.address}{word.address}/{record.id}/", until="load") as visit:
            file, title = f"data/plans/{strategy.id}/{word.address}/{record.id}.yml", f"Edit number {number}"
            edit = file, f"title: {record.title}", f"title: {title}"
            data.append(spent(live, visit.page, edit, title))
            page = visit.page.url
    with open_page(browser, page, until="load") as visit:
        others = [spent(live, visit.page, edit, shown) for edit, shown in OTHERS]
    with open_page(browser, f"{live.address}how-to-read/", until="load") as visit:
        edit = "docs/how-to-read.md", "## What is whose", "## Whose is what"
        others.append(spent(live, visit.page, edit, "Whose is what"))
    print(f"Seconds from saving to the reloaded page: {statistics.median(data):.2f} ({data}), {others}")
    limit = LIMIT * max(1.0, os.getloadavg()[0] / OWN_LOAD)
    assert statistics.median(data) <= limit, data
    assert statistics.median(others) <= limit, others
