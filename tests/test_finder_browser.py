"""The finder above a list, and entries that fold: by pointer, by keyboard, on paper, without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import OF_COLOURS, axe, axe_of_new_looks, open_page
from tests.looks import SCHEMES, SEEN, sticks_out

COMMITMENTS, CLAUSES = "deliverables/", "building-blocks/"
FOLDED = "discrepancies/"
ENTRY = "period-of-the-final-report"
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value))
    .observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 100)
})"""


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """The commitments of a plan in quarters, some of them withdrawn."""
    with open_page(browser, site_url + COMMITMENTS, until="load") as visit:
        yield visit.page
        visit.assert_quiet()


def listed(page: Page) -> list[str]:
    """The codes of the rows that are seen."""
    return [text.split()[-1] for text in page.locator("[data-item]:visible > a > b").all_inner_texts()]


def text(page: Page) -> str:
    return page.locator(".finder [role=status]").inner_text()


def test_each_field_narrows_the_list_and_the_address_says_how(page: Page) -> None:
    everything = listed(page)
    assert len(everything) == 34
    for name, value in [
        ("area", "3"),
        ("period", "2018"),
        ("period", "2018Q2"),
        ("clause", "23(b)"),
        ("status", "withdrawn"),
    ]:
        page.locator(f"select[name={name}]").select_option(value)
        expected = page.locator(f"[data-{name}~='{value}'] > a > b").all_inner_texts()
        assert listed(page) == [code.split()[-1] for code in expected]
        assert 0 < len(expected) < len(everything)
        assert text(page) == f"{len(expected)} of 34 entries"
        assert name in page.url
        page.get_by_role("button", name="Clear the filter").click()
        assert listed(page) == everything
        assert "?" not in page.url


def test_words_are_found_anywhere_and_codes_as_words(page: Page) -> None:
    box = page.get_by_label("Words or code")
    for typed, found in [
        ("2.1", {"2.1"}),
        ("23(b)", set(page.locator("[data-clause~='23(b)'] > a > b").all_inner_texts())),
        ("DELIVERABLE 9.2 assess", {"9.2"}),
        ("9.2(2016)", {"9.2(2016)"}),
    ]:
        box.fill(typed)
        assert set(listed(page)) == {one.split()[-1] for one in found}, typed
    box.fill("EPZ")
    by_abbreviation = listed(page)
    box.fill("export processing zones")
    assert by_abbreviation == listed(page) != []
    box.fill("social")
    assert len(listed(page)) > 3
    assert page.locator("section:visible h2").count() < 6


def test_several_fields_count_together_and_come_back_with_the_address_and_with_the_back_button(
    page: Page,
) -> None:
    page.get_by_label("Area of action").select_option("4")
    page.get_by_label("Time").select_option("2018")
    page.get_by_label("Words or code").fill("dialogue")
    before = listed(page)
    assert 0 < len(before) < 5
    assert "area=4&period=2018" in page.url
    assert page.locator(".index h2:visible").count() == 1
    page.locator("[data-item]:visible > a").first.click()
    page.wait_for_url("**/deliverables/*/")
    page.go_back()
    expect(page.get_by_label("Words or code")).to_have_value("dialogue")
    assert listed(page) == before
    page.reload()
    assert listed(page) == before
    page.goto(f"{page.url}&status=nonsense&other=kept")
    assert listed(page) == before
    assert "nonsense" not in page.url
    assert page.url.endswith("&other=kept")
    assert page.get_by_label("Area of action").input_value() == "4"


def test_everything_works_by_keyboard(page: Page) -> None:
    box = page.get_by_label("Words or code")
    box.focus()
    page.keyboard.type("portal nothing like it")
    page.keyboard.press("Enter")
    assert listed(page) == []
    assert text(page) == "0 of 34 entries"
    assert page.get_by_text("None of the entries fits.").is_visible()
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    assert len(listed(page)) == 34
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert (
        len(set(page.locator("[data-item]:visible").evaluate_all("all => all.map(it => it.dataset.area)")))
        == 1
    )
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style != "none"
    box.fill("nothing like it")
    page.get_by_role("button", name="Show all").press("Enter")
    assert len(listed(page)) == 34
    assert page.evaluate("document.activeElement.name") == "text"


def test_a_filtered_list_is_printed_with_what_was_filtered(page: Page) -> None:
    page.get_by_label("Time").select_option("2021")
    page.get_by_label("Words or code").fill("dialogue")
    shown = listed(page)
    page.emulate_media(media="print")
    assert listed(page) == shown
    assert not page.get_by_label("Words or code").is_visible()
    said = page.locator(".finder__used").inner_text()
    assert re.search("Time: all of 2021", said)
    assert re.search("Words or code: dialogue", said)


def test_what_the_address_names_is_shown_whatever_the_filter(browser: Browser, site_url: str) -> None:
    with open_page(browser, f"{site_url}{FOLDED}?text=nothing+like+it#{ENTRY}", until="load") as visit:
        page = visit.page
        expect(page.locator(f"#{ENTRY}")).to_be_in_viewport()
        assert page.locator("[data-item]:visible").count() == 1
        assert page.locator(f".fold:has(#{ENTRY}) li").first.is_visible()
        assert page.evaluate(SHIFT) <= 0.05
        page.get_by_role("button", name="Close all").click()
        assert not page.locator(f".fold:has(#{ENTRY}) li").first.is_visible()
        page.get_by_role("button", name="Clear the filter").click()
        assert page.locator("[data-item]:visible").count() > 50
        page.get_by_role("button", name="Open all").click()
        closed = page.locator("details:not([open], .share):visible")
        assert closed.count() == page.locator(".key details").count()
        visit.assert_quiet()


def test_a_jump_to_a_part_that_the_filter_hides_shows_it(browser: Browser, site_url: str) -> None:
    with open_page(browser, f"{site_url}{CLAUSES}?part=B#part-part1", until="load") as visit:
        assert visit.page.locator("#part-part1").is_visible()
        assert visit.page.locator("[data-part~=Part1]:visible").count() > 0
        assert visit.page.locator("#part-part4").count() == 1
        assert not visit.page.locator("#part-part4").is_visible()
        visit.assert_quiet()


def test_without_scripts_the_list_is_whole_and_an_address_opens_its_entry(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, f"{site_url}{FOLDED}?text=x#{ENTRY}", javascript=False, until="load") as visit:
        page = visit.page
        assert page.locator(".finder").count() == 1
        assert not page.locator(".finder").is_visible()
        assert page.locator("[data-item]:visible").count() == page.locator("[data-item]").count()
        assert page.locator(f".fold:has(#{ENTRY}) li").first.is_visible()
        assert page.locator(".fold li:visible").count() < 10
        page.emulate_media(media="print")
        assert page.locator(".fold li:visible").count() == page.locator(".fold li").count()


def test_axe_finds_nothing_while_a_list_is_filtered(browser: Browser, site_url: str) -> None:
    """At both ends of width and in both palettes; nothing sticks out, and nothing jumped."""
    for path in (f"{COMMITMENTS}?period=2018&text=social", f"{FOLDED}?text=2.1#{ENTRY}"):
        for scheme in SCHEMES:
            with open_page(browser, site_url + path, scheme=scheme, until="load") as visit:
                assert visit.page.evaluate(SHIFT) <= 0.05
                assert not axe_of_new_looks(visit.page, SEEN)
                if scheme == "light":
                    assert not axe(visit.page, within="article", without=OF_COLOURS)
                    visit.page.set_viewport_size({"width": 320, "height": 900})
                    assert not axe(visit.page, within="article", without=OF_COLOURS)
                    assert sticks_out(visit.page) <= 0
                visit.assert_quiet()
