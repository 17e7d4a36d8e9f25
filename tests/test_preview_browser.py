"""Cards: what a link leads to is seen by mouse and by keyboard, and never stands in the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser import Visit, gzipped_weight, open_page
from tests.looks import barriers

LARGEST = 2_500
"""Bytes that a page pays for cards that nobody has asked for."""


def card_of(page: Page) -> Locator:
    return page.locator("#preview")


def box(found: Locator) -> FloatRect:
    placed = found.bounding_box()
    assert placed
    return placed


def apart(one: FloatRect, other: FloatRect) -> bool:
    return one["y"] >= other["y"] + other["height"] or other["y"] >= one["y"] + one["height"]


def rest_away(page: Page) -> None:
    page.mouse.move(1, 1)
    expect(card_of(page)).to_be_hidden()


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str) -> Iterator[Visit]:
    with open_page(browser, site_url + "deliverables/1.1/", scheme="dark", until="load") as visit:
        yield visit
        visit.assert_quiet()


def test_a_card_costs_little_until_somebody_asks(opened: Visit, site_dir: Path) -> None:
    ours = [address for address in opened.requests if "preview" in address]
    assert [address.rpartition("/")[2] for address in ours] == ["preview.css", "preview.js"]
    assert gzipped_weight(site_dir, ours) < LARGEST


def test_a_mouse_that_rests_on_a_link_sees_its_card(opened: Visit) -> None:
    page, card = opened.page, card_of(opened.page)
    link = page.locator("article a[href$='/outputs/1/']")
    link.hover()
    expect(card).to_contain_text("Output 1: Promote and apply standards relevant to supply chains")
    expect(card).to_contain_text("Action area 1: International labour standards")
    expect(card).not_to_contain_text("Action area:")
    expect(card.locator(".mark--words, .mark--presumed")).to_have_count(2)
    expect(card).to_contain_text("2023–2027 presumed")
    expect(link).to_have_attribute("aria-describedby", "preview")
    assert apart(box(card), box(link))
    assert barriers(page, within="article") == []
    # It stays while the mouse goes on to it, and goes when the mouse goes elsewhere.
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    rest_away(page)
    assert link.get_attribute("aria-describedby") is None
    link.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert len([address for address in opened.requests if address.endswith("/outputs/1/")]) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("documents/#gb-347-ins-8", ["GB.347/INS/8", "ILO strategy on decent work in supply chains"]),
        ("areas-of-action/3/", ["Area of action 3: ", "Programme 2017–21"]),
        ("reports/final-report-2022/#para-31", ["Para. 31", "Final report", "nine practices"]),
        ("conclusions/23-a/", ["Conclusion 23(a): ", "numbered clause"]),
        ("timeline/2019q3/", ["2019Q3: ", "third quarter of 2019"]),
        ("programme/", ["2017Q1–2021Q4"]),
    ],
)
def test_a_card_says_what_stands_where_the_link_leads(opened: Visit, address: str, said: list[str]) -> None:
    rest_away(opened.page)
    opened.page.locator(f"article a[href$='{address}']:visible").last.hover()
    for words in said:
        expect(card_of(opened.page)).to_contain_text(words)


def test_the_card_of_a_term_takes_the_place_of_the_browsers_tooltip(opened: Visit) -> None:
    rest_away(opened.page)
    term = opened.page.locator("article a.term").first
    short = term.locator("abbr")
    meaning = short.get_attribute("title")
    assert meaning
    term.hover()
    expect(card_of(opened.page)).to_contain_text(meaning)
    assert short.get_attribute("title") is None
    rest_away(opened.page)
    assert short.get_attribute("title") == meaning


def test_the_focus_shows_a_card_that_fits_on_a_small_screen(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "outputs/4/", width=320, until="load") as visit:
        page, card = visit.page, card_of(visit.page)
        link = page.locator("#clauses ~ .linkages a").first
        link.evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - innerHeight + 60)")
        shift = page.evaluate("[scrollY, document.body.scrollHeight]")
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(card).to_contain_text("Building block A.4")
        expect(card).to_contain_text("numbered clause")
        expect(link).to_have_attribute("aria-describedby", "preview")
        placed = box(card)
        assert placed["x"] >= 0
        assert placed["x"] + placed["width"] <= 320
        assert apart(placed, box(link))
        assert page.evaluate("[scrollY, document.body.scrollHeight]")[1] == shift[1]
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        expect(link).to_be_focused()
        visit.assert_quiet()


@pytest.mark.parametrize(
    ("address", "link", "said"),
    [
        ("strategy/timeline/", ".diagram svg:visible a[href*='/outputs/2/']", "Output 2: "),
        ("strategy/matrix/", ".matrix tbody th a[href*='/a-5/']", "Building block A.5: "),
    ],
)
def test_pictures_and_matrices_have_cards_too(
    browser: Browser, site_url: str, address: str, link: str, said: str
) -> None:
    with open_page(browser, site_url + address, until="load") as visit:
        found = visit.page.locator(link).first
        found.hover()
        expect(card_of(visit.page)).to_contain_text(said)
        assert apart(box(card_of(visit.page)), box(found))
        visit.assert_quiet()


def test_a_touch_follows_the_link_at_once_and_shows_no_card(browser: Browser, site_url: str) -> None:
    context: Any = browser.new_context(has_touch=True, viewport={"width": 375, "height": 700})
    try:
        page = context.new_page()
        page.goto(site_url + "outputs/4/")
        page.evaluate("addEventListener('click', event => event.preventDefault(), true)")
        page.locator("#clauses ~ .linkages a").first.tap()
        page.wait_for_timeout(500)
        expect(card_of(page)).to_have_count(0)
        page.reload()
        page.locator("#clauses ~ .linkages a").first.tap()
        page.wait_for_url("**/building-blocks/**")
    finally:
        context.close()


def test_there_is_no_card_for_a_place_on_the_page_itself_or_a_page_that_fails(opened: Visit) -> None:
    page = opened.page
    page.route("**/outputs/10/", lambda route: route.fulfill(status=200, body=""))
    for link in ("a[href$='#clauses']", "a[href$='/outputs/10/']"):
        rest_away(page)
        page.locator(f"article {link}").first.hover()
        page.wait_for_timeout(400)
        expect(card_of(page)).to_be_hidden()
