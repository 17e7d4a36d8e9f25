"""Every journey by keyboard alone. At each stop the focus is in the window, marked and not covered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import open_page
from tests.keyboard import follow, go_to, press, walk

ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""What 400 % of zoom leaves of a window of 1280 by 1024."""


@pytest.fixture
def home(browser: Browser, site_url: str) -> Iterator[Page]:
    with open_page(browser, site_url, until="load") as visit:
        yield visit.page
        visit.assert_quiet()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().removesuffix("¶")


def scheme(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.mdColorScheme"))


def test_the_first_stop_leads_past_what_surrounds_the_text(home: Page) -> None:
    assert press(home, "Tab") == "Skip to content"
    home.keyboard.press("Enter")
    home.keyboard.press("Tab")
    assert home.evaluate("document.activeElement.closest('article') !== null")


def test_a_reader_finds_an_output_from_home(home: Page) -> None:
    follow(home, "Strategy 2023–27")
    follow(home, "Outputs")
    follow(home, "Output 12")
    assert heading(home).startswith("Output 12")


def test_a_reader_goes_from_a_clause_to_the_output_that_answers_it(home: Page, site_url: str) -> None:
    home.goto(f"{site_url}building-blocks/a-5/")
    follow(home, "Output 4")
    assert heading(home).startswith("Output 4")


def test_a_reader_changes_the_palette_and_stays_where_they_are(home: Page) -> None:
    go_to(home, "Dark colours")
    for key, name, now in (("Enter", "Light colours", "slate"), ("Space", "Dark colours", "default")):
        assert press(home, key) == name
        assert scheme(home) == now


def test_a_reader_opens_the_menu_of_a_small_screen_follows_it_and_leaves_it(home: Page) -> None:
    home.set_viewport_size(ZOOMED)
    go_to(home, "Open the menu")
    assert press(home, "Enter") == "Close the menu"
    # What the menu covers can't be reached meanwhile.
    names = [press(home, "Tab") for _ in range(60)]
    assert "Outputs" in names
    assert "Dark colours" not in names
    assert press(home, "Escape") == "Open the menu"
    assert "Outputs" not in press(home, "Tab")
    go_to(home, "Open the menu", "Shift+Tab")
    press(home, "Enter")
    follow(home, "Outputs")
    assert heading(home).startswith("Outputs")


def test_nothing_covers_a_stop_on_the_way_there_and_back_however_small_the_window(
    home: Page, site_url: str
) -> None:
    home.set_viewport_size(ZOOMED)
    home.goto(f"{site_url}outputs/4/")
    assert home.locator(".md-header").evaluate("it => it.offsetHeight") <= ZOOMED["height"] / 3
    there = walk(home, "Tab")
    assert len(there) > 20
    assert [press(home, "Shift+Tab") for _ in there] == there[::-1]


def test_without_javascript_the_menu_opens_by_keyboard_too(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url, 375, javascript=False, until="load") as visit:
        page = visit.page
        outputs = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Outputs")
        expect(outputs).to_be_hidden()
        page.get_by_role("checkbox", name="Open the menu").focus()
        page.keyboard.press("Space")
        expect(outputs).to_be_visible()
