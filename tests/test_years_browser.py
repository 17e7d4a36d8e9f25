"""The line of time and the years in a browser. What holds of every kind of page is asked elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page
from tests.looks import narrow

ROOMS = {320: "narrow", 375: "narrow", 768: "medium", 1280: "wide"}
FIRST_SCREEN = 900
FINGER = 24
"""Pixels across, at the least, of what can be hit (WCAG 2.5.8)."""


@pytest.fixture(scope="module")
def home(browser: Browser, site_url: str) -> Iterator[Page]:
    with open_page(browser, site_url, until="load") as visit:
        yield visit.page


@pytest.mark.parametrize("width", ROOMS)
def test_the_line_is_drawn_once_and_for_the_room_there_is(home: Page, width: int) -> None:
    narrow(home, width)
    shown = [room for room in set(ROOMS.values()) if home.locator(f".line .diagram__{room}").is_visible()]
    assert shown == [ROOMS[width]]


def test_the_line_is_whole_in_the_first_screen_and_has_begun_in_that_of_a_phone(home: Page) -> None:
    narrow(home, 1280)
    wide = home.locator(".line .diagram__wide").bounding_box()
    assert wide
    assert wide["y"] + wide["height"] <= FIRST_SCREEN
    narrow(home, 375)
    begun = home.locator(".line .diagram__narrow").bounding_box()
    assert begun
    assert begun["y"] <= FIRST_SCREEN - 200


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_that_can_be_hit_in_the_line_is_large_enough(home: Page, width: int) -> None:
    narrow(home, width)
    links = home.locator(f".line .diagram__{ROOMS[width]} a .target")
    boxes = [one.bounding_box() for one in links.all()]
    assert len(boxes) > 12
    assert not [box for box in boxes if not box or min(box["width"], box["height"]) < FINGER]


def test_a_year_of_the_line_leads_to_its_page_by_keyboard_and_is_seen_to_have_the_focus(
    home: Page,
) -> None:
    narrow(home, 1280)
    year = home.locator(".line .diagram__wide .line__year").nth(9)
    expect(year).to_have_attribute("aria-label", "2025: 1 event took place")
    home.locator(".line .diagram__wide .line__year").nth(8).focus()
    home.keyboard.press("Tab")
    expect(year).to_be_focused()
    assert float(year.locator(".target").evaluate("one => parseFloat(getComputedStyle(one).strokeWidth)")) > 2
    home.keyboard.press("Enter")
    home.wait_for_url("**/years/2025/")
    home.go_back()


def test_what_took_place_and_what_was_planned_only_differ_where_colours_are_forced(home: Page) -> None:
    narrow(home, 1280)
    home.emulate_media(forced_colors="active")
    inside = "one => getComputedStyle(one).fill"
    held = home.locator(".diagram__wide .line__dot:not(.is-planned)").first
    planned = home.locator(".diagram__wide .line__dot.is-planned").first
    assert held.evaluate(inside) != planned.evaluate(inside)
    home.emulate_media(forced_colors="none")
