"""What holds of every kind of page: no barrier that a machine finds, no sideways scrolling, little weight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import gzipped_weight, open_page
from tests.kinds import KILOBYTE, KINDS, addresses, kinds_of
from tests.looks import WIDTH_BETWEEN, barriers, look_at, said_by, sticks_out

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


@pytest.mark.parametrize("kind", ["home", "timeline", "matrix", "commitments", "commitment", "report"])
def test_axe_finds_nothing_on_a_page_of_each_layout_between_wide_and_narrow(
    browser: Browser, site_url: str, kind: str
) -> None:
    with open_page(browser, site_url + KINDS[kind].example, WIDTH_BETWEEN, until="load") as visit:
        assert barriers(visit.page) == []


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


SPACED = """
* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
ADOPTED = """(rules) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((it) => {
  const { overflowX, overflowY, position } = getComputedStyle(it)
  const words = [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const cuts = (how) => how === "hidden" || how === "clip"
  return words && it.checkVisibility() && it.clientWidth > 1
    && (cuts(overflowX) && it.scrollWidth > it.clientWidth + 1
      || cuts(overflowY) && it.scrollHeight > it.clientHeight + 1)
}).map((it) => `${it.className || it.localName}: ${it.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize("kind", ["home", "commitment", "older timeline", "commitments"])
def test_readers_who_space_out_the_text_lose_none_of_it(browser: Browser, site_url: str, kind: str) -> None:
    """WCAG 1.4.12, on the smallest phone."""
    with open_page(browser, site_url + KINDS[kind].example, 320, until="load") as visit:
        before = set(visit.page.evaluate(CLIPPED))
        # As readers' own settings do it, which no policy of a page concerns.
        visit.page.evaluate(ADOPTED, SPACED)
        assert sticks_out(visit.page) <= 0
        assert not set(visit.page.evaluate(CLIPPED)) - before


MOVING = """() => [document.documentElement, ...document.querySelectorAll("*")].filter((it) => {
  const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(it)
  return animationName !== "none" || scrollBehavior !== "auto" || parseFloat(transitionDuration) > 0
}).map((it) => it.className || it.localName)"""


def test_nothing_moves_for_a_reader_who_asks_for_less_motion(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + KINDS["matrix"].example, until="load") as visit:
        assert visit.page.evaluate(MOVING) == []
        visit.page.emulate_media(reduced_motion="no-preference")
        assert visit.page.evaluate(MOVING) != []


UNSEEN = """() => [...document.querySelectorAll(
  "button, .mark, .md-search__form, main :is(input, select)"
)].filter((it) => {
  if (!it.checkVisibility({ visibilityProperty: true })) return false
  const { borderTopStyle, borderTopWidth } = getComputedStyle(it)
  return borderTopStyle === "none" || parseFloat(borderTopWidth) === 0
}).map((it) => it.className || it.localName)"""


@pytest.mark.parametrize("kind", ["commitment", "commitments"])
def test_what_can_be_pressed_has_an_edge_where_the_reader_chose_the_colours(
    browser: Browser, site_url: str, kind: str
) -> None:
    with open_page(browser, site_url + KINDS[kind].example, 375, until="load") as visit:
        visit.page.emulate_media(forced_colors="active")
        assert visit.page.evaluate(UNSEEN) == []
