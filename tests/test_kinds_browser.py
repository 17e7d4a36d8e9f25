"""What holds of every kind of page: no barrier that a machine finds, no sideways scrolling, little weight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import gzipped_weight, open_page
from tests.kinds import KILOBYTE, KINDS, addresses, kinds_of
from tests.looks import look_at, said_by

DRAWN = {
    "home",
    "years",
    "timeline",
    "older timeline",
    "plan",
    "theory",
    "area",
    "older area",
    "commitment",
    "older commitment",
}
"""These kinds have a drawing that is shown at every width."""


def test_every_page_of_the_site_is_of_a_kind(site_dir: Path) -> None:
    """Or else a page of a new kind would be looked at by nobody."""
    pages = addresses(site_dir)
    assert len(pages) > 100
    assert not [address for address in pages if not kinds_of(address)]
    assert not {name for name, kind in KINDS.items() if kind.example not in pages}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_at_any_width_in_either_palette(browser: Browser, site_url: str, kind: str) -> None:
    assert not look_at(browser, site_url + KINDS[kind].example).findings


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_a_window_however_small(browser: Browser, site_url: str, kind: str) -> None:
    overflow = look_at(browser, site_url + KINDS[kind].example).overflow
    assert not {width: pixels for width, pixels in overflow.items() if pixels > 0}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_weighs_no_more_than_its_limit(
    browser: Browser, site_url: str, site_dir: Path, kind: str
) -> None:
    weight = gzipped_weight(site_dir, look_at(browser, site_url + KINDS[kind].example).requests)
    print(f"{kind}: {weight / KILOBYTE:.1f} kB")
    assert 0 < weight < KINDS[kind].limit * KILOBYTE


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_drawing_is_legible(browser: Browser, site_url: str, kind: str) -> None:
    look = look_at(browser, site_url + KINDS[kind].example)
    assert not look.illegible
    if kind in DRAWN:
        assert all(look.drawings.values())


@pytest.fixture(scope="module")
def without_scripts(browser: Browser, site_url: str) -> Iterator[Page]:
    with open_page(browser, site_url, javascript=False, until="load") as visit:
        yield visit.page


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript_a_page_says_all_that_it_says_with_it(
    browser: Browser, without_scripts: Page, site_url: str, kind: str
) -> None:
    address = site_url + KINDS[kind].example
    without_scripts.goto(address)
    without = said_by(without_scripts)
    assert len(without) > 100
    assert without == look_at(browser, address).words
